"""What one person sees of a sheet: the stages open to him, the one he stands in, what he may do."""

from dataclasses import dataclass
from functools import cached_property

from sakip.evaluasi import permissions
from sakip.evaluasi.compute import find_setuju, read_nilai_sub
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.lembar import Lembar, load_lembar
from sakip.evaluasi.models import PENILAI, Penilaian
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import Decision
from sakip.rules.instrumen import Subkomponen
from sakip.rules.tahapan import MANDIRI, Tahap


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

    @property
    def belum_menyatakan(self) -> bool:
        """Whether he may not yet because he has to declare himself first, which is done on the LKE."""
        return self.can_score == permissions.BELUM_MENYATAKAN

    @cached_property
    def tahap(self) -> str:
        """Where the work is, else the stage of the result; the unit's own for who may see no other."""
        if self.orang.penilaian.status == Penilaian.Status.MANDIRI or not self.melihat_evaluator:
            return MANDIRI
        kini = self.orang.kini
        dinilai = self.orang.penilaian.status == Penilaian.Status.DINILAI
        return kini.kunci if dinilai and kini.mengisi else self.lembar.tahapan.hasil

    @property
    def langkah(self) -> Tahap:
        """The stage he stands in, as the data describe it."""
        return self.lembar.tahapan.get(self.tahap)

    @cached_property
    def can_approve(self) -> Decision:
        """Whether he may agree with grades of an earlier stage, one by one."""
        return permissions.can_approve_nilai(self.orang, self.orang.kini.kunci)

    @property
    def stages(self) -> list[str]:
        """The stages whose answers he sees: his own and those before, all once it is released."""
        tahapan = self.lembar.tahapan
        if self.tahap == MANDIRI:
            return [MANDIRI]
        until = tahapan.order(self.tahap)
        shown = [one for one in tahapan.tahap if one.mengisi]
        known = {tahap for tahap, _ in (*self.lembar.jawaban, *self.lembar.nilai)}
        return [
            one.kunci for one in shown if tahapan.order(one.kunci) <= until or one.kunci in known
        ]

    @property
    def bernilai(self) -> list[str]:
        """Those of them that set grades."""
        return [one for one in self.stages if self.lembar.tahapan.get(one).nilai == "wajib"]

    @cached_property
    def disetujui(self) -> dict[str, list[str]]:
        """By sub-component, the stages that agree with the grade of the result as it stands."""
        if self.tahap == MANDIRI:
            return {}
        tahapan, found = self.lembar.tahapan, dict[str, list[str]]()
        result = read_nilai_sub(self.lembar, tahapan.hasil)
        for (tahap, kode), row in self.lembar.nilai.items():
            if tahapan.get(tahap).nilai == "setuju" and result.get(kode) == row.jawaban:
                found.setdefault(kode, []).append(tahapan.get(tahap).nama)
        return found

    def dapat_disetujui(self, sub: Subkomponen) -> dict[str, str]:
        """The grades of a sub-component that he may agree with now, by stage."""
        kini = self.orang.kini.kunci
        return find_setuju(self.lembar, kini, sub) if self.can_approve else {}

    def nama(self, tahap: str) -> str:
        """The name of a stage."""
        return self.lembar.tahapan.get(tahap).nama

    @property
    def melihat_kertas(self) -> bool:
        """The working paper is the evaluators' own; the evaluated read the note and the grade."""
        return self.orang.peran in PENILAI

    @property
    def bersaran(self) -> bool:
        """The suggestion on the unit's own answers is not for those who have yet to grade it."""
        return self.tahap != MANDIRI or self.orang.peran not in PENILAI

    @property
    def berpetunjuk(self) -> bool:
        """Hints are for those who type, and for those who check the evaluators before the end."""
        open_ = self.orang.penilaian.status != Penilaian.Status.SELESAI
        return open_ and (bool(self.can_score) or self.orang.peran in PENILAI)


def load_sudut(user: Pengguna, penilaian: Penilaian) -> Sudut:
    """The sheet with its rows, as this person sees it."""
    return Sudut(Hubungan(user, penilaian), load_lembar(penilaian))
