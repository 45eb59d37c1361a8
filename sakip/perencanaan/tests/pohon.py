"""A small Renstra that the lint has nothing grave against, and short ways through a draft's life."""

from sakip.perencanaan.actions import draf as actions
from sakip.perencanaan.actions import versi as life
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.dampak import compute_dampak
from sakip.perencanaan.isi import token
from sakip.perencanaan.models import Indikator, PeriodeRencana, Simpul, Versi
from sakip.perencanaan.periksa import find_temuan
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.tests.buku import angka, indikator, renstra, simpul

ALASAN = "Sudah dibahas dengan Bappeda."


def lembar(kode, di, nama, **lain):
    """A whole sheet: an outcome's, with a promise for two years."""
    isi = {
        "unit": "05",
        "nama": nama,
        "satuan": "indeks",
        "definisi": "Rata-rata jawaban responden atas sembilan unsur layanan.",
        "sumber": "Survei kepuasan",
        "target_tahun": {2026: angka(80), 2027: angka(82)},
    }
    return indikator(kode, di, **isi | lain)


def make_pohon(sari) -> PeriodeRencana:
    """Version 1 in force: two sasaran, two programmes and a kegiatan, each measured."""
    rows = [
        ("S1", "sasaran", "Derajat kesehatan ibu dan anak meningkat", ""),
        ("P1", "program", "Kualitas layanan kesehatan ibu membaik", "S1"),
        ("P2", "program", "Gizi balita membaik", "S1"),
        ("K1", "kegiatan", "Pelayanan ibu hamil di puskesmas", "P1"),
        ("S2", "sasaran", "Kepuasan pasien atas layanan kesehatan meningkat", ""),
    ]
    import_rencana(
        renstra(
            *(
                simpul(kode, jenjang, teks, induk=induk, penerima_manfaat="Ibu dan balita")
                for kode, jenjang, teks, induk in rows
            ),
            indikator=[
                lembar(f"{kode}.1", kode, f"Indeks kepuasan ibu atas {teks.lower()}")
                for kode, _, teks, _ in rows
            ],
        ),
        acting_user=sari,
    )
    return PeriodeRencana.objects.get(perangkat_daerah__kode="05")


def open_draf(periode, user) -> Versi:
    return life.create_draf(periode, alasan="Penyesuaian RPJMD", acting_user=user)


def edit(draf, suntingan, user):
    return actions.update_draf(draf, suntingan, acting_user=user)


def submit(draf, user):
    """Every warning explained, every impact decided by its first choice."""
    alasan = {one.kunci: ALASAN for one in find_temuan(draf)}
    keputusan = {row.kunci: row.pilihan[0][0] for row in compute_dampak(draf)}
    life.submit_draf(draf, alasan=alasan, keputusan=keputusan, acting_user=user)


def approve(draf, user):
    life.approve_draf(draf, keputusan={}, catatan="", acting_user=user)


def pk_of(kode) -> int:
    return Simpul.objects.get(kode=kode).pk


def lembar_of(kode) -> int:
    return Indikator.objects.get(kode=kode).pk


def seen(draf, kode) -> str:
    """The token of a node as it stands in the draft."""
    return token(Ruang(draf).read("simpul", simpul_id=pk_of(kode)))


def seen_lembar(draf, kode) -> str:
    return token(Ruang(draf).read("indikator", indikator_id=lembar_of(kode)))


def outline(versi) -> list[str]:
    """The tree as indented kodes with their level, in order."""
    ruang = Ruang(versi)

    def walk(induk, deep):
        for row in ruang.anak.get(induk, []):
            yield f"{'.' * deep}{row.kode} {row.jenjang}"
            yield from walk(row.simpul, deep + 1)

    return list(walk(None, 0))
