"""One sheet as it stands: its instrument with what every stage answered and graded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import F, Q

from sakip.evaluasi.acuan import load_instrumen_of
from sakip.evaluasi.models import Jawaban, NilaiSub, Penilaian, Tahap
from sakip.rules.instrumen import Entitas, Instrumen, Kriteria, Subkomponen

Kunci = tuple[str, str]
"""Stage and code of a criterion or sub-component."""


@dataclass(slots=True)
class Lembar:
    """The rows of one evaluation by stage and code.

    `warisan` holds the answers of the agency's own sheet to the criteria that this kind of entity
    inherits from it.
    """

    penilaian: Penilaian
    instrumen: Instrumen
    jawaban: dict[Kunci, Jawaban]
    warisan: dict[Kunci, Jawaban]
    nilai: dict[Kunci, NilaiSub]

    @property
    def entitas(self) -> Entitas:
        return self.instrumen.entitas[self.penilaian.jenis_entitas]

    def subkomponen(self, kode: str) -> Subkomponen | None:
        """The sub-component of this code, None when the sheet has none."""
        return next((row for row in self.instrumen.subkomponen if row.kode == kode), None)

    def kriteria(self, sub: Subkomponen) -> tuple[Kriteria, ...]:
        """The criteria that apply here, inherited ones among them, in this entity's wording."""
        return self.instrumen.kriteria(sub, self.penilaian.jenis_entitas)

    def kriteria_sendiri(self, sub: Subkomponen) -> tuple[Kriteria, ...]:
        """The criteria that this sheet answers itself."""
        return tuple(r for r in self.kriteria(sub) if r.kode not in self.entitas.diwariskan)

    def status(self, tahap: str, sub: Subkomponen) -> dict[str, str]:
        """What a stage said of each criterion, with what the agency's sheet says of inherited ones."""
        found = {row.kode: self._answer(tahap, row.kode) for row in self.kriteria(sub)}
        return {kode: row.status for kode, row in found.items() if row is not None}

    def nilai_tahap(self, tahap: str) -> dict[str, str]:
        """The grades of one stage by sub-component."""
        return {kode: row.jawaban for (other, kode), row in self.nilai.items() if other == tahap}

    def belum_dinilai(self, tahap: str) -> list[Subkomponen]:
        """The sub-components without a grade of this stage."""
        graded = self.nilai_tahap(tahap)
        return [sub for sub in self.instrumen.subkomponen if sub.kode not in graded]

    def belum_lengkap(self, tahap: str) -> list[Subkomponen]:
        """The sub-components where a stage still owes the grade or an answer of its own."""
        return [
            sub
            for sub in self.instrumen.subkomponen
            if (tahap, sub.kode) not in self.nilai
            or any((tahap, row.kode) not in self.jawaban for row in self.kriteria_sendiri(sub))
        ]

    def tanpa_alasan(self) -> list[NilaiSub]:
        """The evaluators' grades that differ from what was suggested, and do not say why."""
        graded = (self.nilai.get((Tahap.EVALUATOR, r.kode)) for r in self.instrumen.subkomponen)
        return [row for row in graded if row is not None and row.perlu_alasan]

    def without_pending(self, tahap: str, sub: Subkomponen) -> Instrumen:
        """The instrument without the inherited criteria that the agency has not answered yet.

        They say nothing about this unit, so they leave its denominator instead of counting as unmet.
        """
        entitas = self.entitas
        pending = tuple(
            row.kode
            for row in self.kriteria(sub)
            if row.kode in entitas.diwariskan and (tahap, row.kode) not in self.warisan
        )
        smaller = replace(entitas, tidak_berlaku=(*entitas.tidak_berlaku, *pending))
        semua: Mapping[str, Entitas] = {
            **self.instrumen.entitas,
            self.penilaian.jenis_entitas: smaller,
        }
        return replace(self.instrumen, entitas=semua)

    def _answer(self, tahap: str, kode: str) -> Jawaban | None:
        source = self.warisan if kode in self.entitas.diwariskan else self.jawaban
        return source.get((tahap, kode))


def hold(penilaian: Penilaian) -> None:
    """Take the evaluation's row until commit, then look at it anew: its state cannot move meanwhile."""
    Penilaian.objects.filter(pk=penilaian.pk).update(status=F("status"))
    penilaian.refresh_from_db()


def load_lembar(penilaian: Penilaian) -> Lembar:
    """The sheet with all its rows: two queries, whatever is filled in."""
    instrumen = load_instrumen_of(penilaian)
    lembar = Lembar(penilaian, instrumen, {}, {}, {})
    inherited = Q(
        penilaian__instansi=penilaian.instansi_id,
        penilaian__perangkat_daerah__isnull=True,
        penilaian__tahun_evaluasi=penilaian.tahun_evaluasi,
        kriteria__in=lembar.entitas.diwariskan,
    )
    rows = Jawaban.objects.filter(Q(penilaian=penilaian) | inherited)
    for row in rows.select_related("penilaian", "penilai"):
        own = row.penilaian_id == penilaian.pk
        (lembar.jawaban if own else lembar.warisan)[row.tahap, row.kriteria] = row
    for nilai in NilaiSub.objects.filter(penilaian=penilaian).select_related("penilai"):
        lembar.nilai[nilai.tahap, nilai.subkomponen] = nilai
    return lembar
