"""What one person sees of a sheet: the stages open to him, the one he stands in, what he may do."""

from dataclasses import dataclass
from functools import cached_property

from sakip.evaluasi import permissions
from sakip.evaluasi.lembar import Lembar, load_lembar
from sakip.evaluasi.models import PENILAI, Penilaian, Tahap
from sakip.evaluasi.permissions import Hubungan
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import Decision


@dataclass
class Sudut:
    """A sheet and the person before it."""

    orang: Hubungan
    lembar: Lembar

    @cached_property
    def melihat_evaluator(self) -> Decision:
        """Whether what the evaluators set is open to him."""
        return permissions.can_read_evaluator(self.orang)

    @cached_property
    def can_score(self) -> Decision:
        """Whether he may type in the stage he stands in."""
        return permissions.can_score_subkomponen(self.orang, self.tahap)

    @cached_property
    def tahap(self) -> str:
        """Where the work is, or the unit's own answers for those who may not see the evaluators'."""
        mandiri = self.orang.penilaian.status == Penilaian.Status.MANDIRI
        return Tahap.MANDIRI if mandiri or not self.melihat_evaluator else Tahap.EVALUATOR

    @property
    def stages(self) -> list[str]:
        """The stages whose answers he sees."""
        return [Tahap.MANDIRI.value] + [Tahap.EVALUATOR.value] * (self.tahap == Tahap.EVALUATOR)

    @property
    def bersaran(self) -> bool:
        """The suggestion on the unit's own answers is not for those who have yet to grade it."""
        return self.tahap == Tahap.EVALUATOR or self.orang.peran not in PENILAI

    @property
    def berpetunjuk(self) -> bool:
        """Hints are for those who type, and for those who check the evaluators before the end."""
        open_ = self.orang.penilaian.status != Penilaian.Status.SELESAI
        return open_ and (bool(self.can_score) or self.orang.peran in PENILAI)


def load_sudut(user: Pengguna, penilaian: Penilaian) -> Sudut:
    """The sheet with its rows, as this person sees it."""
    return Sudut(Hubungan(user, penilaian), load_lembar(penilaian))
