"""Criteria of the evaluation sheets: they stand in the instrument, and are answered on a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from sakip.cari.hasil import PERSIS, SEAKAR, TERTULIS, Hasil, Konteks
from sakip.evaluasi.acuan import find_instrumen_of
from sakip.evaluasi.models import Penilaian
from sakip.rules.instrumen import Kriteria
from sakip.rules.pencarian import Kata, drop_sebutan, is_match

SEBUTAN = frozenset({"kriteria", "bukti", "lke", "penilaian", "evaluasi", "nilai"})


@dataclass(frozen=True, slots=True)
class BarisKriteria:
    """A criterion on one sheet."""

    penilaian: Penilaian
    sub: str
    kriteria: Kriteria
    peringkat: int


class SumberKriteria:
    """The criteria of the newest year's sheets within reach."""

    kunci = "kriteria"
    nama = "Kriteria LKE"
    ikon = "clipboard-check"

    def find_rows(self, pertanyaan: Sequence[Kata], konteks: Konteks) -> list[BarisKriteria]:
        """Words of the criterion and of the unit together; the code as typed first."""
        kata = drop_sebutan(pertanyaan, SEBUTAN)
        rows = Penilaian.objects.visible_to(konteks.user)
        newest = rows.order_by("-tahun_evaluasi").values("tahun_evaluasi")[:1]
        sheets = list(rows.filter(tahun_evaluasi=newest).for_list())
        return sorted(_match(sheets, kata), key=lambda row: row.peringkat)

    def to_hasil(self, row: BarisKriteria, konteks: Konteks) -> Hasil:
        kwargs = {
            "tahun": row.penilaian.tahun_evaluasi, "tw": konteks.tw,
            "kode": row.penilaian.kode, "sub": row.sub,
        }  # fmt: skip
        page = f"{reverse('evaluasi:lke_update', kwargs=kwargs)}#kriteria-{row.kriteria.kode}"
        judul, kode = row.kriteria.uraian, row.kriteria.kode
        return Hasil(judul, str(row.penilaian), page, kode, row.peringkat)


def _match(sheets: list[Penilaian], kata: Sequence[Kata]) -> Iterator[BarisKriteria]:
    """Each criterion is read once for all sheets that share it, whatever their number."""
    alike: dict[tuple[str, str], list[Penilaian]] = {}
    for sheet in sheets:
        alike.setdefault((sheet.peraturan, sheet.jenis_entitas), []).append(sheet)
    for (_, entitas), same in alike.items():
        instrumen = find_instrumen_of(same[0])
        if instrumen is None:
            continue
        for sub in instrumen.subkomponen:
            for kriteria in instrumen.kriteria(sub, entitas):
                yield from _on_sheets(same, sub.kode, kriteria, kata)


def _on_sheets(
    sheets: list[Penilaian], sub: str, kriteria: Kriteria, kata: Sequence[Kata]
) -> Iterator[BarisKriteria]:
    teks = f"{kriteria.kode} {kriteria.uraian}".lower()
    left = [one for one in kata if not is_match(one, teks)]
    # Something must be said of the criterion itself; a unit's name alone would give all of its sheet.
    if len(left) == len(kata):
        return
    peringkat = TERTULIS if all(one.teks in teks for one in kata if one not in left) else SEAKAR
    if any(one.teks == kriteria.kode for one in kata):
        peringkat = PERSIS
    for sheet in sheets:
        where = f"{sheet.nama} {sheet.singkatan}".lower()
        if all(is_match(one, where) for one in left):
            yield BarisKriteria(sheet, sub, kriteria, peringkat)


KRITERIA = SumberKriteria()
