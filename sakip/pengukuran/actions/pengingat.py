"""Reminding units by hand: one, or all that have empty rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from sakip.audit.actions import require
from sakip.organisasi.models import Pengguna
from sakip.pengukuran import permissions
from sakip.pengukuran.models import LembarRealisasi, Masa, Pengingat
from sakip.pengukuran.pengingat import load_sasaran, write_pengingat
from sakip.rules.decision import RuleError

# How many units a message names.
DISEBUT = 8


@dataclass(frozen=True, slots=True)
class Hasil:
    """What was sent, and which units were passed over and why."""

    terkirim: list[Pengingat]
    dilewati: str

    @property
    def surat(self) -> int:
        """How many letters."""
        return sum(row.surat for row in self.terkirim)


@transaction.atomic
def create_pengingat(
    masa: Masa, lembar: Iterable[LembarRealisasi], *, acting_user: Pengguna
) -> Hasil:
    """Write to the people of these sheets of a period, at most once a day each.

    Raises RuleError that says why when nobody at all can be written to.
    """
    require(permissions.can_create_pengingat(acting_user, masa))
    rows = load_sasaran(lembar, masa)
    ready = [one for one in rows if not one.halangan]
    sent = write_pengingat(masa, ready, tahap=None, pengirim=acting_user)
    done = {row.lembar_id for row in sent}
    passed = _write_dilewati(
        f"{one.lembar.perangkat_daerah.singkatan} ({one.halangan or 'sudah diingatkan hari ini'})"
        for one in rows
        if one.lembar.pk not in done
    )
    if not sent:
        raise RuleError(f"Tidak ada yang diingatkan: {passed or 'semua sudah lengkap'}.")
    return Hasil(sent, passed)


def _write_dilewati(names: Iterable[str]) -> str:
    first, rest = (rows := list(names))[:DISEBUT], len(rows) - DISEBUT
    return "; ".join(first) + (f"; dan {rest} lainnya" if rest > 0 else "")
