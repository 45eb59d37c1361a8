"""Who may not: the conflict guard (who scores whom) and the roles one person may not hold together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any

from django.db.models import DateField, F

from sakip.organisasi.models import (
    Keterlibatan,
    Pengguna,
    Penugasan,
    Peran,
    PerangkatDaerah,
    Pergantian,
)
from sakip.organisasi.permissions import PERAN_TERLARANG
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.silsilah import line_of, reach
from sakip.rules.tanggal import write_tanggal
from sakip.web.prepared import Slot
from sakip.web.together import Asked, Together

MENGHALANGI = (
    Keterlibatan.Jenis.BEKERJA,
    Keterlibatan.Jenis.MELATIH,
    Keterlibatan.Jenis.MENYUSUN,
)
KATA = {
    Keterlibatan.Jenis.BEKERJA: "bekerja di",
    Keterlibatan.Jenis.MELATIH: "mendampingi",
    Keterlibatan.Jenis.MENYUSUN: "menyusun dokumen",
}


@dataclass(frozen=True, slots=True)
class Keluarga:
    """The units of an agency: under which each stands, which are of a kind, and what they came from."""

    induk: Mapping[int, int | None]
    jenis: Mapping[int, str]
    asal: Sequence[tuple[int, int]]

    def kin_of(self, unit: int) -> set[int]:
        """The unit, all above and below it, and every unit one of these came from."""
        below = [pk for pk in self.induk if unit in line_of(self.induk, pk)]
        line = {*line_of(self.induk, unit), *below}
        return set().union(*(reach(self.asal, pk) for pk in line))


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie of a person to a unit (`Keterlibatan`)."""

    unit: int
    nama: str
    jenis: str
    mulai: date
    selesai: date | None

    def binds(self, on: date) -> bool:
        """Whether it holds on a day, or did within a year before; one that ended first never was."""
        if self.selesai is None:
            return True
        return self.selesai >= self.mulai and on < a_year_after(self.selesai)


@dataclass(frozen=True, slots=True)
class Ikatan:
    """What ties a person to units on a day, and how those units belong together."""

    keluarga: Keluarga
    rows: Sequence[Tie]
    pada: date

    def can_score(self, unit: int, *, menghalangi: Collection[str] = MENGHALANGI) -> Decision:
        """Nobody scores where he works, worked in the last 12 months, coached or drafted (quality T05).

        `menghalangi` are the kinds of tie that count here. The unit counts with those above and below
        it, and with what they came from: a merger or a new name does not make anybody independent.
        """
        if unit not in self.keluarga.induk:
            return denied("Perangkat daerah ini milik instansi lain.")
        kin = self.keluarga.kin_of(unit)
        for row in self.rows:
            if row.unit in kin and row.jenis in menghalangi and row.binds(self.pada):
                return denied(_sentence(row, self.pada))
        return ALLOWED


def ask_ikatan() -> dict[str, Asked]:
    """What `read_ikatan` needs of a person and his agency on a day, to be asked with whatever else."""
    units = PerangkatDaerah.objects.filter(instansi=Slot("instansi_pengguna"))
    changes = Pergantian.objects.filter(instansi=Slot("instansi_pengguna"))
    ties = Keterlibatan.objects.filter(
        pengguna=Slot("pengguna"), mulai__lte=Slot("hari", DateField())
    )
    tie = {"unit": F("perangkat_daerah_id"), "nama": F("perangkat_daerah__nama")}
    tie |= {name: F(name) for name in ("pk", "jenis", "mulai", "selesai")}
    return {
        "unit": (units, {"pk": F("pk"), "induk": F("induk_id"), "jenis": F("jenis")}),
        "asal": (changes, {"menjadi": F("menjadi_id"), "asal": F("asal_id")}),
        "ikatan": (ties, tie),
    }


IKATAN = Together(ask_ikatan)


def values_of(user: Pengguna, on: date) -> dict[str, Any]:
    """Of whom `ask_ikatan` asks."""
    return {"instansi_pengguna": user.instansi_id, "pengguna": user.pk, "hari": on}


def read_ikatan(found: Mapping[str, Sequence[Mapping[str, Any]]], on: date) -> Ikatan:
    """What came back."""
    units, asal = found["unit"], found["asal"]
    keluarga = Keluarga(
        {row["pk"]: row["induk"] for row in units},
        {row["pk"]: row["jenis"] for row in units},
        [(row["menjadi"], row["asal"]) for row in asal],
    )
    # The latest tie speaks.
    first = sorted(found["ikatan"], key=itemgetter("pk"))
    rows = sorted(map(_read_tie, first), key=attrgetter("mulai"), reverse=True)
    return Ikatan(keluarga, rows, on)


def can_score(user: Pengguna, perangkat_daerah: PerangkatDaerah, on: date) -> Decision:
    """Whether a person is free of a unit on a day (see `Ikatan.can_score`)."""
    found = IKATAN.load(**values_of(user, on))
    return read_ikatan(found, on).can_score(perangkat_daerah.pk)


def can_hold_peran(
    pengguna: Pengguna, peran: str, mulai: date, selesai: date | None, *, selain: int = 0
) -> Decision:
    """Roles that watch each other are never one person's on the same day (quality T09).

    `selain` is the assignment being written itself.
    """
    others = Penugasan.objects.filter(pengguna=pengguna, dicabut=False).exclude(pk=selain)
    held = set(others.overlapping(mulai, selesai).values_list("peran", flat=True))
    for pair in PERAN_TERLARANG:
        clash = (pair - {peran}) & held if peran in pair else frozenset()
        for other in clash:
            return denied(
                f"{pengguna.nama} pada masa itu juga {Peran(other).label}. Peran {Peran(peran).label} "
                f"dan {Peran(other).label} tidak boleh dipegang satu orang. Akhiri salah satunya dahulu."
            )
    return ALLOWED


def a_year_after(day: date) -> date:
    """The same day of the next year; after 29 February, 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def _read_tie(row: Mapping[str, Any]) -> Tie:
    end = date.fromisoformat(row["selesai"]) if row["selesai"] else None
    return Tie(row["unit"], row["nama"], row["jenis"], date.fromisoformat(row["mulai"]), end)


def _sentence(row: Tie, on: date) -> str:
    words = f"Anda {KATA[Keterlibatan.Jenis(row.jenis)]} {row.nama}"
    if row.selesai is None or row.selesai >= on:
        return f"{words}, jadi penilaiannya dilakukan evaluator lain."
    free = write_tanggal(a_year_after(row.selesai))
    return (
        f"{words} sampai {write_tanggal(row.selesai)}. Anda baru boleh menilainya mulai {free}; "
        "sebelum itu evaluator lain."
    )
