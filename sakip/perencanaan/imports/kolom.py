"""The columns of a plan's workbook, in the order in which they stand."""

from collections.abc import Iterable, Iterator

from sakip.perencanaan.checks import bidang_tahun, bidang_triwulan
from sakip.perencanaan.imports.sel import (
    Sel,
    read_bulan,
    read_bulat,
    read_daftar,
    read_jenjang,
    read_member,
    read_tanda,
    read_teks,
    read_ukuran,
    read_ya,
    write_bulan,
    write_daftar,
    write_jenjang,
    write_member,
    write_tanda,
    write_ukuran,
    write_ya,
)
from sakip.perencanaan.models import IsiSimpul
from sakip.rules.agregasi import Agregasi
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.tanggal import BULAN, write_triwulan
from sakip.web.xlsx import Kolom

PILIHAN_YA = ("Ya", "Tidak")
UNIT = "perangkat daerah yang menjawab. Kosong di Renstra berarti pemilik Renstra."
CARA_TARGET = (
    "Tulis seperti di dokumen: 92,5; 9,60–9,90; ≤ 5; ≥ 80; 2,10 ± 0,05; WTP; Ya; −2,5; "
    "tanda – bila tidak dinilai."
)

SEL_SIMPUL = (
    Sel(Kolom("kode", "Kode", wajib=True, contoh="S1", lebar=14,
              keterangan="Diberi sekali untuk seterusnya; dipakai mengenali simpul yang sudah ada."),
        read_teks),
    Sel(Kolom("jenjang", "Jenjang", wajib=True, contoh="Sasaran", lebar=14,
              pilihan=tuple(map(str, IsiSimpul.Jenjang.labels))),
        read_jenjang, write_jenjang),
    Sel(Kolom("induk", "Induk", contoh="RPJMD S4", lebar=14,
              keterangan="Kode simpul di atasnya. Simpul dokumen daerah boleh ditulis dengan nama "
              "dokumennya. Tanda – berarti tanpa induk."),
        read_teks, kosong=("",)),
    Sel(Kolom("pernyataan", "Pernyataan", wajib=True, lebar=60,
              contoh="Derajat kesehatan masyarakat meningkat",
              keterangan="Kondisi yang ingin dicapai, bukan kegiatan."),
        read_teks),
    Sel(Kolom("unit", "Perangkat daerah", contoh="05", keterangan=f"Kode {UNIT}"),
        read_teks),
    Sel(Kolom("penerima_manfaat", "Penerima manfaat", contoh="Ibu dan balita", lebar=30,
              keterangan="Siapa yang merasakan hasilnya."),
        read_teks, kosong=("",)),
    Sel(Kolom("nomenklatur", "Nomenklatur", contoh="1.02.02", lebar=20,
              keterangan="Kode program, kegiatan, atau sub kegiatan menurut Permendagri 90/2019."),
        read_teks, kosong=("",)),
    Sel(Kolom("faktor_kunci", "Faktor kunci", lebar=30,
              keterangan="Yang menentukan berhasil tidaknya hasil ini."),
        read_teks, kosong=("",)),
    Sel(Kolom("tanda", "Tanda", contoh="Prioritas nasional; Terukur", lebar=20,
              keterangan="Prioritas nasional, Cepat, Mudah, Terukur; pisahkan dengan titik koma."),
        read_tanda, write_tanda, kosong=((),)),
    Sel(Kolom("kontributor", "Kontributor", contoh="06; 12", lebar=16,
              keterangan="Kode perangkat daerah lain yang ikut menyumbang; pisahkan dengan titik koma."),
        read_daftar, write_daftar, kosong=((),)),
)  # fmt: skip

SEL_INDIKATOR = (
    Sel(Kolom("kode", "Kode", wajib=True, contoh="S1.a", lebar=12,
              keterangan="Diberi sekali untuk seterusnya; dipakai mengenali indikator yang sudah ada."),
        read_teks),
    Sel(Kolom("simpul", "Simpul", wajib=True, contoh="S1", lebar=12,
              keterangan="Kode simpul yang diukur, di lembar Simpul atau yang sudah tersimpan."),
        read_teks),
    Sel(Kolom("unit", "Perangkat daerah", contoh="05", keterangan=f"Satu kode {UNIT}"),
        read_teks),
    Sel(Kolom("nama", "Nama", wajib=True, contoh="Usia harapan hidup", lebar=40), read_teks),
    Sel(Kolom("definisi", "Definisi", lebar=40,
              keterangan="Apa yang dihitung, supaya dua orang menghitung sama."),
        read_teks, kosong=("",)),
    Sel(Kolom("alasan", "Mengapa penting", lebar=40), read_teks, kosong=("",)),
    Sel(Kolom("pembilang", "Pembilang", lebar=30,
              keterangan="Apa yang dihitung di atas garis pecahan."),
        read_teks, kosong=("",)),
    Sel(Kolom("penyebut", "Penyebut", lebar=30, keterangan="Dibagi apa."),
        read_teks, kosong=("",)),
    Sel(Kolom("satuan", "Satuan", wajib=True, contoh="tahun"), read_teks),
    Sel(Kolom("rumus", "Rumus", wajib=True, contoh=Rumus.BASELINE.token, lebar=14,
              pilihan=tuple(map(write_member, Rumus)),
              keterangan="R realisasi, T target, B baseline."),
        read_member(Rumus), write_member),
    Sel(Kolom("arah", "Arah", contoh="naik", lebar=10, pilihan=tuple(map(write_member, Arah)),
              keterangan="Kosong berarti menurut rumusnya; wajib untuk rumus terhadap baseline."),
        read_member(Arah), write_member, kosong=(None,)),
    Sel(Kolom("agregasi", "Agregasi", wajib=True, contoh=Agregasi.TAHUNAN.nama, lebar=24,
              pilihan=tuple(map(write_member, Agregasi)),
              keterangan="Bagaimana triwulan menjadi setahun."),
        read_member(Agregasi), write_member),
    Sel(Kolom("frekuensi", "Frekuensi", wajib=True, contoh="tahunan", lebar=14,
              pilihan=tuple(map(write_member, Frekuensi)), keterangan="Seberapa sering diukur."),
        read_member(Frekuensi), write_member),
    Sel(Kolom("bulan_rilis", "Bulan rilis", contoh="November", lebar=12, pilihan=BULAN,
              keterangan="Untuk angka dari sumber luar: bulan terbitnya."),
        read_bulan, write_bulan, kosong=(None,)),
    Sel(Kolom("rilis_tahun_berikut", "Rilis tahun berikut", contoh="Tidak", lebar=12,
              pilihan=PILIHAN_YA, keterangan="Ya bila terbit pada tahun sesudahnya."),
        read_ya, write_ya),
    Sel(Kolom("sumber", "Sumber", contoh="BPS", lebar=24), read_teks, kosong=("",)),
    Sel(Kolom("pic", "Petugas data", lebar=24), read_teks, kosong=("",)),
    Sel(Kolom("verifikator", "Verifikator", lebar=24), read_teks, kosong=("",)),
    Sel(Kolom("bukti_diminta", "Bukti yang diminta", lebar=30), read_teks, kosong=("",)),
    Sel(Kolom("faktor", "Faktor", contoh="100", lebar=10, angka=True,
              keterangan="Pengali pembilang ÷ penyebut: 1, 100, 1000, atau 100000. Kosong berarti 1."),
        read_bulat),
    Sel(Kolom("skala", "Skala", contoh="opini-bpk", lebar=22,
              keterangan="Skala predikat; hanya untuk rumus ordinal."),
        read_teks, kosong=("",)),
    Sel(Kolom("desimal", "Desimal", contoh="2", lebar=10,
              keterangan="Banyaknya angka di belakang koma saat dicetak, 0 sampai 4. Kosong berarti 2."),
        read_bulat),
    Sel(Kolom("baseline", "Baseline", contoh="72,81", lebar=12, angka=True,
              keterangan="Kondisi awal; wajib untuk rumus terhadap baseline."),
        read_ukuran, write_ukuran, kosong=(None,)),
    Sel(Kolom("iku", "IKU", contoh="Ya", lebar=8, pilihan=PILIHAN_YA,
              keterangan="Indikator kinerja utama. Kosong berarti Tidak."),
        read_ya, write_ya),
)  # fmt: skip


def kolom_target(
    tahun: Iterable[int], triwulan: Iterable[int]
) -> Iterator[tuple[int | tuple[int, int], Kolom]]:
    """A column for the promise of each year, then one for each quarter of the years in `triwulan`."""
    for year in tahun:
        title = f"Target {year}"
        yield year, Kolom(bidang_tahun(year), title, angka=True, keterangan=CARA_TARGET, lebar=14)
    for year in triwulan:
        for tw in range(1, 5):
            title = f"Target {write_triwulan(tw, year)}"
            kunci = bidang_triwulan(year, tw)
            yield (year, tw), Kolom(kunci, title, angka=True, keterangan=CARA_TARGET, lebar=14)
