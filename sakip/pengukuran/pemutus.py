"""Who may agree to what the people of a unit filled: its heads, and the Sekda where a head filled it himself.

Four eyes (T05): a person never agrees to his own figures, under whatever cap; nor does anybody on
behalf of a head who filled them, because that mandate is exercised in the head's name (UU 30/2014
pasal 14).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sakip.organisasi.models import JenisPenugasan, Pengguna, Penugasan, Peran, PerangkatDaerah
from sakip.rules.decision import ALLOWED, Decision, denied

PLH = "Minta Bagian Organisasi menugaskan Plh. untuk memutuskannya."


@dataclass(frozen=True, slots=True)
class Pemutus:
    """The heads of one unit in their own right, and the Sekda of its agency, on a day."""

    unit: PerangkatDaerah
    kepala: tuple[Pengguna, ...]
    sekda: tuple[Pengguna, ...]

    def is_kepala_pengisi(self, pengisi: Set[int]) -> bool:
        """Whether a head is among those who filled it."""
        return any(one.pk in pengisi for one in self.kepala)

    def list_berhak(self, kepala: Iterable[Pengguna], pengisi: Set[int]) -> list[Pengguna]:
        """Who of these heads, delegates among them, may agree; of head and Sekda where a head filled it."""
        people = [*self.kepala, *self.sekda] if self.is_kepala_pengisi(pengisi) else kepala
        return [one for one in people if one.pk not in pengisi]

    def check_giliran(self, user: Pengguna, pengisi: Set[int], act: str) -> Decision:
        """Whether this is the person whom it reaches; he may still have filled it himself."""
        cap = user.cap
        peran = "" if cap is None else cap.peran
        if peran == Peran.SEKDA and user in self.sekda and self.is_kepala_pengisi(pengisi):
            return ALLOWED
        if cap is None or peran != Peran.KEPALA_OPD:
            return denied(f"Hanya kepala perangkat daerah yang {act}.")
        if cap.perangkat_daerah_id != self.unit.pk:
            return denied("Ini milik perangkat daerah lain.")
        return ALLOWED

    def check_setuju(self, user: Pengguna, pengisi: Set[int], act: str) -> Decision:
        """Whether he may agree to it; a refusal says who may instead."""
        decision = self.check_giliran(user, pengisi, act)
        if not decision:
            return decision
        if user.pk in pengisi:
            why = "Anda ikut mengisi, jadi yang menyetujui harus orang lain."
            return denied(f"{why} {self._write_lain(pengisi)}")
        delegated = user.cap is not None and user.cap.jenis == JenisPenugasan.ATAS_NAMA
        if delegated and self.is_kepala_pengisi(pengisi):
            why = "Kepala sendiri ikut mengisi, jadi tidak disetujui atas namanya."
            return denied(f"{why} {self._write_lain(pengisi)}")
        return ALLOWED

    def _write_lain(self, pengisi: Set[int]) -> str:
        """Who can decide instead."""
        heads = [one.nama for one in self.kepala if one.pk not in pengisi]
        above = [one.nama for one in self.sekda if one.pk not in pengisi]
        if heads:
            return f"Yang dapat memutuskan: {', '.join(heads)} (kepala)."
        if above and self.is_kepala_pengisi(pengisi):
            return f"Yang dapat memutuskan: {', '.join(above)} (Sekretaris Daerah, atasan kepala)."
        return PLH


def load_pemutus(units: Iterable[PerangkatDaerah], on: date) -> dict[int, Pemutus]:
    """Who decides for each of these units of one agency; one query however many."""
    wanted = list(units)
    heads: dict[int | None, list[Pengguna]] = defaultdict(list)
    sekda: list[Pengguna] = []
    for row in _rows(wanted, on):
        if row.peran == Peran.SEKDA:
            sekda.append(row.pengguna)
        else:
            heads[row.perangkat_daerah_id].append(row.pengguna)
    return {unit.pk: Pemutus(unit, tuple(heads[unit.pk]), tuple(sekda)) for unit in wanted}


def _rows(units: Collection[PerangkatDaerah], on: date) -> Iterable[Penugasan]:
    agency = {unit.instansi_id for unit in units}
    head = Q(perangkat_daerah__in=units, peran=Peran.KEPALA_OPD)
    wanted = head & ~Q(jenis=JenisPenugasan.ATAS_NAMA) | Q(instansi__in=agency, peran=Peran.SEKDA)
    rows = Penugasan.objects.in_force(on).filter(wanted, pengguna__is_active=True)
    return rows.select_related("pengguna").order_by("pengguna__nama", "pk")
