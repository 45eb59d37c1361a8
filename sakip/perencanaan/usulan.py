"""What can be proposed for the quarters of a year, and why it cannot."""

from collections.abc import Mapping
from decimal import Decimal

from sakip.perencanaan.kait import load_ukur
from sakip.perencanaan.lembar import JanjiTahun
from sakip.perencanaan.models import IsiIndikator
from sakip.rules.agregasi import Agregasi
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.pilihan import member
from sakip.rules.sebaran import bagi_rata, can_bagi_rata, can_tiru_pola, tiru_pola
from sakip.rules.target import JENIS_BERANGKA, Target


class Usulan:
    """Two ways to spread the promise of a year."""

    def __init__(self, isi: IsiIndikator, janji: JanjiTahun) -> None:
        self.janji = janji
        self.desimal = isi.desimal
        self.agregasi = member(Agregasi, isi.agregasi)
        last = janji.tahun - 1
        self.pola: Mapping[int, Decimal] = {
            row.ke: row.nilai
            for row in load_ukur([isi.indikator_id], last)
            if row.tahun == last and row.nilai is not None
        }

    @property
    def can_rata(self) -> Decision:
        """Whether equal parts make sense."""
        return self._whole() and can_bagi_rata(self.agregasi)

    @property
    def can_pola(self) -> Decision:
        """Whether last year's path can be followed."""
        return self._whole() and can_tiru_pola(self.agregasi, self.pola, self.janji.tw)

    def propose(self, cara: str) -> dict[int, Target]:
        """The quarters in that way; nothing where it makes no sense."""
        setahun, tw = self.janji.setahun, self.janji.tw
        if setahun is None:
            return {}
        if cara == "rata" and self.can_rata:
            return bagi_rata(setahun, tw, self.desimal)
        if cara == "pola" and self.can_pola:
            return tiru_pola(setahun, self.agregasi, self.pola, tw, self.desimal)
        return {}

    def _whole(self) -> Decision:
        setahun = self.janji.setahun
        if setahun is None or setahun.jenis not in JENIS_BERANGKA:
            return denied(f"Target setahun {self.janji.tahun} belum ada atau bukan angka.")
        return ALLOWED
