"""The pages of dasbor as workbooks: the same figures, as numbers a spreadsheet can go on with."""

from collections.abc import Mapping, Sequence

from sakip.dasbor.capaian import BarisCapaian, HasilUnit, Sel
from sakip.dasbor.predikat import BarisPredikat
from sakip.dasbor.rekap import BarisRekap
from sakip.pengukuran.models import Masa
from sakip.rules.angka import bulatkan
from sakip.rules.capaian import RataRata
from sakip.web.xlsx import Kolom, LembarTulis, write_book

SELURUH = "Seluruh instansi"


def write_daftar(rows: Sequence[BarisPredikat], masa: Sequence[Masa]) -> bytes:
    """Every unit: its mean in each period, how many targets are met, its predikat and why."""
    kolom = [
        Kolom("kode", "Kode"),
        Kolom("nama", "Perangkat daerah", lebar=40),
        *(Kolom(f"masa{one.pk}", f"{one} (%)") for one in masa),
        Kolom("tahun", "Tahun (%)"),
        *_kolom_kini(),
    ]
    baris = [
        [
            row.unit.kode if row.unit else "",
            row.unit.nama if row.unit else SELURUH,
            *(_mean(one.rata_rata) for one in row.masa),
            _mean(row.tahun),
            *_kini(row),
        ]
        for row in rows
    ]
    return write_book([LembarTulis("Capaian", kolom, baris)])


def write_unit(row: BarisPredikat, hasil: HasilUnit) -> bytes:
    """The summary of a unit, and its nodes and indicators with the working of every figure."""
    ringkas = [
        ("Perangkat daerah", row.unit.nama if row.unit else SELURUH),
        *(
            (f"Rata-rata {one} (%)", _mean(kept.rata_rata))
            for one, kept in zip(hasil.masa, row.masa, strict=True)
        ),
        ("Rata-rata tahun (%)", _angka(hasil.tahun)),
        *((kolom.judul, value) for kolom, value in zip(_kolom_kini(), _kini(row), strict=True)),
    ]
    kolom = [Kolom("jenis", "Jenis"), Kolom("nama", "Sasaran dan indikator", lebar=60)]
    kolom += [Kolom("satuan", "Satuan"), Kolom("target", "Target tahun")]
    for one in hasil.masa:
        kolom += [
            Kolom(f"r{one.pk}", f"Realisasi {one}"),
            Kolom(f"c{one.pk}", f"Capaian {one} (%)"),
            Kolom(f"l{one.pk}", f"Hitungan {one}", lebar=50),
        ]
    kolom += [Kolom("tahun", "Capaian tahun (%)"), Kolom("tercapai", "Target tahun tercapai")]
    kolom += [Kolom("langkah", "Hitungan tahun", lebar=50)]
    return write_book(
        [
            LembarTulis(
                "Ringkasan", (Kolom("apa", "Apa", lebar=34), Kolom("isi", "Isi", lebar=60)), ringkas
            ),
            LembarTulis("Capaian", kolom, [_baris(one) for one in hasil.rows]),
        ]
    )


def write_rekap(rows: Sequence[BarisRekap], kolom: Mapping[str, str]) -> bytes:
    """The recap: points on one sheet, grades on another, the units' own grades on a third."""
    awal = [Kolom("kode", "Kode"), Kolom("nama", "Yang dinilai", lebar=40)]
    akhir = [
        Kolom("total", "Nilai"),
        Kolom("predikat", "Predikat"),
        Kolom("mandiri", "Mandiri"),
        Kolom("selisih", "Mandiri − APIP"),
        Kolom("keadaan", "Keadaan", lebar=24),
        Kolom("kemajuan", "Kemajuan", lebar=20),
    ]
    tengah = [Kolom(kode, f"{kode} {nama}", lebar=14) for kode, nama in kolom.items()]
    names = [(row.penilaian.kode, row.penilaian.nama) for row in rows]
    poin, huruf, mandiri = [], [], []
    for name, row in zip(names, rows, strict=True):
        keadaan = row.penilaian.get_status_display()
        ends = [row.total, row.predikat, row.mandiri, row.selisih, keadaan, row.kemajuan]
        own, final = row.kolom_mandiri, row.kolom
        poin.append([*name, *(final[k].poin if k in final else "" for k in kolom), *ends])
        huruf.append([*name, *(final[k].jawaban if k in final else "" for k in kolom)])
        mandiri.append([*name, *(own[k].jawaban if k in own else "" for k in kolom)])
    return write_book(
        [
            LembarTulis("Rekap", [*awal, *tengah, *akhir], poin),
            LembarTulis("Nilai huruf", [*awal, *tengah], huruf),
            LembarTulis("Mandiri", [*awal, *tengah], mandiri),
        ]
    )


def _baris(row: BarisCapaian) -> list[object]:
    potret = row.potret
    isi: list[object] = ["Indikator" if potret else "Simpul", row.nama]
    isi += [potret.satuan if potret else "", row.target]
    for one in row.sel:
        isi += [one.realisasi, _angka(one), one.langkah] if one else ["", "", ""]
    year = row.tahun
    return [*isi, *([_angka(year), year.tercapai, year.langkah] if year else ["", "", ""])]


def _kolom_kini() -> list[Kolom]:
    return [
        Kolom("tercapai", "Target tercapai"),
        Kolom("diminta", "Indikator diminta"),
        Kolom("kosong", "Belum diisi"),
        Kolom("predikat", "Predikat kinerja organisasi", lebar=28),
        Kolom("alasan", "Alasan", lebar=70),
    ]


def _kini(row: BarisPredikat) -> list[object]:
    found = row.predikat
    kata = found.predikat.kata if found and found.predikat else ""
    alasan = found.alasan if found else ""
    return [row.kini.tercapai, row.kini.diminta, row.kini.kosong, kata, alasan]


def _mean(mean: RataRata | None) -> object:
    return "" if mean is None or mean.nilai is None else bulatkan(mean.nilai)


def _angka(sel: Sel) -> object:
    """A figure as the page prints it: two places."""
    return "" if sel.capaian is None else bulatkan(sel.capaian)
