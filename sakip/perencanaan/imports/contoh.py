"""Example rows of an invented office, Balai Layanan Contoh (kode 99): every way to write a target."""

from typing import Any

from sakip.perencanaan.checks import bidang_tahun, bidang_triwulan
from sakip.perencanaan.rencana import INDIKATOR, SIMPUL

Cells = dict[str, str]

_SIMPUL = (
    ("T1", "Tujuan", "", "Layanan balai makin dirasakan warga", "Warga pengguna balai", ""),
    ("S1", "Sasaran", "T1", "Permohonan warga selesai tepat waktu", "Warga pengguna balai", ""),
    ("S2", "Sasaran", "T1", "Pengelolaan balai makin tertib", "Warga dan pegawai", ""),
    ("P1", "Program", "S1", "Program pelayanan balai", "", "1.02.02"),
    ("K1", "Kegiatan", "P1", "Penyediaan layanan permohonan", "", "1.02.02.2.01"),
    ("K1.1", "Sub kegiatan", "K1", "Pengelolaan loket permohonan", "", "1.02.02.2.01.0001"),
)
# Kode, simpul, nama, satuan, rumus, arah, agregasi, frekuensi, others, targets of five years, of TW I to IV.
_INDIKATOR: tuple[tuple[Any, ...], ...] = (
    ("S1.a", "S1", "Indeks kepuasan pemohon", "indeks", "R/T", "naik", "posisi akhir", "triwulanan",
     {"iku": "Ya", "sumber": "Survei triwulanan", "definisi": "Rata-rata nilai survei, skala 100."},
     ("85,5", "86", "86,5", "87", "87,5"), ("85,7", "85,8", "85,9", "86")),
    ("S1.b", "S1", "Keluhan per 1.000 permohonan", "keluhan", "(2T-R)/T", "turun",
     "rasio dari jumlah pembilang dan penyebut", "triwulanan",
     {"faktor": "1000", "sumber": "Buku keluhan"},
     ("≤ 8", "≤ 7", "≤ 6", "≤ 5", "≤ 5"), ("≤ 7", "≤ 7", "≤ 7", "≤ 7")),
    ("S1.c", "S1", "Hari penyelesaian permohonan", "hari", "pita", "", "rata-rata", "triwulanan", {},
     ("1,5–3,5",) * 5, ("1,5–3,5",) * 4),
    ("S1.d", "S1", "Angka harapan hidup pengguna", "tahun", "(R-B)/(T-B)", "naik", "satu angka setahun",
     "tahunan", {"baseline": "72,81", "bulan_rilis": "November", "sumber": "Sumber luar"},
     ("73,05", "73,28", "73,50", "73,72", "73,95"), ()),
    ("S2.a", "S2", "Opini laporan keuangan", "predikat", "ordinal", "", "satu angka setahun", "tahunan",
     {"skala": "opini-bpk", "bulan_rilis": "Mei", "rilis_tahun_berikut": "Ya"},
     ("–", "WDP", "WTP", "WTP", "WTP"), ()),
    ("S2.b", "S2", "Daya listrik per pegawai", "kVA", "tepat", "", "posisi akhir", "semesteran", {},
     ("2,10 ± 0,05",) * 5, ("", "2,10 ± 0,05", "", "2,10 ± 0,05")),
    ("S2.c", "S2", "Pertumbuhan pendapatan balai", "%", "rentang naik", "", "posisi akhir", "tahunan", {},
     ("−2,5–−1", "9,60–9,90", "9,70–9,95", "9,80–10", "9,90–10,10"), ()),
    ("P1.a", "P1", "Standar layanan ditetapkan", "ya/tidak", "ya/tidak", "", "posisi akhir", "tahunan", {},
     ("Tidak", "Ya", "Ya", "Ya", "Ya"), ()),
)  # fmt: skip
_KEPALA = ("kode", "simpul", "nama", "satuan", "rumus", "arah", "agregasi", "frekuensi")
CONTOH_ANGGARAN: tuple[Cells, ...] = (
    {"unit": "99", "tahun": "2026", "triwulan": "1", "pagu": "15.250.000.000", "realisasi": "2.135.000.000"},
    {"unit": "99", "tahun": "2026", "triwulan": "2", "pagu": "15.250.000.000", "realisasi": "5.800.000.000"},
)  # fmt: skip
CONTOH_PAGU: tuple[Cells, ...] = (
    {"unit": "99", "tahun": "2026", "tahap": "Murni", "kode": "1.02.02.2.02.0001",
     "nama": "Pengelolaan pelayanan balai", "sumber_dana": "APBD", "jumlah": "1.250.000.000"},
    {"unit": "99", "tahun": "2026", "tahap": "Murni", "kode": "1.02.02.2.02.0001",
     "nama": "Pengelolaan pelayanan balai", "sumber_dana": "DAK nonfisik", "jumlah": "300.000.000"},
)  # fmt: skip
CONTOH_SERAPAN: tuple[Cells, ...] = (
    {"unit": "99", "tahun": "2026", "triwulan": "1", "kode": "1.02.02.2.02.0001",
     "sumber_dana": "APBD", "realisasi": "175.000.000"},
    {"unit": "99", "tahun": "2026", "triwulan": "1", "kode": "1.02.02.2.02.0001",
     "sumber_dana": "DAK nonfisik", "realisasi": "0"},
)  # fmt: skip


def contoh_rencana(awal: int, tahun: int) -> dict[str, list[Cells]]:
    """The example as cells of both sheets: its years counted from `awal`, quarters of `tahun`."""
    names = ("kode", "jenjang", "induk", "pernyataan", "penerima_manfaat", "nomenklatur")
    nodes = [{**dict(zip(names, row, strict=True)), "unit": "99"} for row in _SIMPUL]
    sheets = []
    for *head, others, years, quarters in _INDIKATOR:
        cells = {**dict(zip(_KEPALA, head, strict=True)), "unit": "99", **others}
        cells |= {bidang_tahun(awal + n): text for n, text in enumerate(years)}
        cells |= {bidang_triwulan(tahun, tw): text for tw, text in enumerate(quarters, 1)}
        sheets.append(cells)
    return {SIMPUL: nodes, INDIKATOR: sheets}
