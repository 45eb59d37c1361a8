"""For how long a sub-component stood complete: what earlier evaluations of the same unit say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sakip.evaluasi.acuan import find_instrumen_of
from sakip.evaluasi.models import NilaiSub, Penilaian
from sakip.evaluasi.nilai_akhir import load_nilai_akhir
from sakip.rules.instrumen import Instrumen, Pilihan, Subkomponen
from sakip.rules.saran import complete_grades, count_lanjut

MUNDUR = 10
"""Years looked back; no scale in use asks for more than five."""


@dataclass(frozen=True, slots=True)
class Riwayat:
    """By sub-component, the earlier years in which it was graded here, and those in which all was met."""

    tahun: int
    dinilai: Mapping[str, frozenset[int]] = field(default_factory=dict)
    lengkap: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def knows(self, sub: Subkomponen) -> bool:
        """Whether last year's grade is here, so that nobody types since when all was met."""
        return self.tahun - 1 in self.dinilai.get(sub.kode, frozenset())

    def sejak(self, sub: Subkomponen) -> int | None:
        """Since which year all was met without a gap up to last year; None when last year it was not."""
        lanjut = count_lanjut(self.tahun, self.lengkap.get(sub.kode, frozenset()))
        return self.tahun - lanjut if lanjut else None

    def fill(self, sub: Subkomponen, pilihan: Pilihan | None) -> dict[str, object]:
        """The columns of a grade that follow from earlier ones; none where those are not here."""
        if not self.knows(sub):
            return {}
        asked = pilihan is not None and sub.lensa in pilihan.lanjut_lensa
        sejak = self.sejak(sub) if asked else None
        kata = f"Dihitung dari lembar evaluasi {sejak} sampai {self.tahun - 1} di sistem ini."
        return {"sejak": sejak, "bukti_sejak": kata if sejak else ""}


def load_riwayat(penilaian: Penilaian) -> Riwayat:
    """The finished evaluations of the same unit in the years before: two queries."""
    tahun = penilaian.tahun_evaluasi
    sheets = Penilaian.objects.filter(
        instansi=penilaian.instansi_id,
        perangkat_daerah=penilaian.perangkat_daerah_id,
        tahun_evaluasi__range=(tahun - MUNDUR, tahun - 1),
    )
    dinilai: dict[str, set[int]] = {}
    lengkap: dict[str, set[int]] = {}
    for row in load_nilai_akhir(sheets):
        dinilai.setdefault(row.subkomponen, set()).add(row.penilaian.tahun_evaluasi)
        if _is_complete(find_instrumen_of(row.penilaian), row):
            lengkap.setdefault(row.subkomponen, set()).add(row.penilaian.tahun_evaluasi)
    return Riwayat(
        tahun,
        {kode: frozenset(years) for kode, years in dinilai.items()},
        {kode: frozenset(years) for kode, years in lengkap.items()},
    )


def _is_complete(instrumen: Instrumen | None, row: NilaiSub) -> bool:
    if instrumen is None:
        return False
    skala = {sub.kode: instrumen.skala[sub.skala] for sub in instrumen.subkomponen}
    found = skala.get(row.subkomponen)
    return found is not None and row.jawaban in complete_grades(found)
