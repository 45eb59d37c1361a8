"""The difference between a workbook and what is stored now: per row both sides, and what will happen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from sakip.evaluasi.buku.baris import KRITERIA
from sakip.evaluasi.buku.bidang import JUDUL_BIDANG, write_row
from sakip.evaluasi.buku.halaman import Ubahan, find_sub
from sakip.evaluasi.lembar import Lembar, blank_lembar
from sakip.evaluasi.models import Jawaban, NilaiSub, Penilaian
from sakip.organisasi.models import Pengguna
from sakip.rules.angka import read_nomor
from sakip.rules.instrumen import Subkomponen

# More conflicts than a person decides one by one: the workbook is too old.
MAX_KONFLIK = 200
KEADAAN = ("konflik", "baru", "berubah", "dibiarkan", "sama")


@dataclass(frozen=True, slots=True)
class BarisBeda:
    """One changed row: `kunci` names it in the form, `revisi` is what is stored now (0 when nothing is).

    `perubahan` holds column, the system's text and the workbook's, of the columns that differ.
    """

    kunci: str
    penilaian: Penilaian
    lembar: str
    sel: str
    kode: str
    uraian: str
    keadaan: str
    perubahan: list[tuple[str, str, str]]
    revisi: int
    oleh: str


def load_beda(user: Pengguna, objek: Iterable[dict[str, Any]]) -> list[BarisBeda]:
    """Every changed row beside what is stored now, conflicts first; three queries, however many.

    Evaluations that are out of reach by now are left out; applying says so.
    """
    staged = list(objek)
    pks = [one["penilaian"] for one in staged]
    known = Penilaian.objects.visible_to(user).for_list().in_bulk(pks)
    stages = {one["tahap"] for one in staged}
    codes = {row["kode"] for one in staged for row in one["baris"]}
    here = Q(penilaian__in=known, tahap__in=stages)
    answers = {
        (row.penilaian_id, row.tahap, row.kriteria): row
        for row in Jawaban.objects.filter(here, kriteria__in=codes).select_related("penilai")
    }
    grades = {
        (row.penilaian_id, row.tahap, row.subkomponen): row
        for row in NilaiSub.objects.filter(here, subkomponen__in=codes).select_related("penilai")
    }
    found = []
    for one in staged:
        penilaian = known.get(one["penilaian"])
        if penilaian is None:
            continue
        lembar = blank_lembar(penilaian)
        for row, sub in find_sub(lembar, one["baris"]):
            place = (penilaian.pk, one["tahap"], row["kode"])
            stored = answers.get(place) if row["tingkat"] == KRITERIA else grades.get(place)
            found.append(_compare(lembar, sub, row, stored, one["lembar"]))
    return sorted(found, key=lambda row: KEADAAN.index(row.keadaan))


def read_pilihan(isian: Iterable[str]) -> dict[str, int | None]:
    """What the person decided on conflicts he saw: by row the revision to write over, None to leave it.

    Each text is the name of a row, `=`, and `buku-` or `sistem-` with the revision.
    """
    found: dict[str, int | None] = {}
    for one in isian:
        kunci, _, pilihan = one.partition("=")
        apa, _, revisi = pilihan.partition("-")
        seen = read_nomor(revisi)
        if seen is not None and apa in ("buku", "sistem"):
            found[kunci] = seen if apa == "buku" else None
    return found


def write_kunci(penilaian: int, row: Ubahan) -> str:
    """The name of a changed row in the form that applies it."""
    return f"{penilaian}:{row['tingkat']}:{row['kode']}"


def _compare(
    lembar: Lembar, sub: Subkomponen, row: Ubahan, stored: Jawaban | NilaiSub | None, nama: str
) -> BarisBeda:
    words = write_row(lembar, sub, stored)
    kini = {one: words.get(one, "") for one in row["sel"]}
    buku = {one: row["isi"].get(one, "") for one in row["sel"]}
    perubahan = [
        (JUDUL_BIDANG[one], kini[one], buku[one]) for one in kini if kini[one] != buku[one]
    ]
    uraian = sub.nama
    if row["tingkat"] == KRITERIA:
        uraian = next(one.uraian for one in lembar.kriteria(sub) if one.kode == row["kode"])
    return BarisBeda(
        kunci=write_kunci(lembar.penilaian.pk, row),
        penilaian=lembar.penilaian,
        lembar=nama,
        sel=next(iter(row["sel"].values())),
        kode=row["kode"],
        uraian=uraian,
        keadaan=_judge(row, stored, bool(perubahan)),
        perubahan=perubahan,
        revisi=stored.revisi if stored else 0,
        oleh=str(stored.penilai) if stored else "",
    )


def _judge(row: Ubahan, stored: Jawaban | NilaiSub | None, differs: bool) -> str:
    """What will happen to a row."""
    if not row["isi"]:
        return "dibiarkan"
    if not differs:
        return "sama"
    if stored is None:
        return "baru"
    return "berubah" if stored.revisi == row["revisi"] else "konflik"
