"""A pointer to a file as evidence, by pages; each app that has evidence makes its own table of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

from sakip.audit.actions import record
from sakip.berkas.models import Berkas
from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.rules.decision import Konflik, RuleError
from sakip.web.clock import database_now

BarisBukti = TypeVar("BarisBukti", bound="Bukti")


@dataclass(frozen=True, slots=True)
class Tunjukan:
    """A file and its pages; both 0 for the file as a whole."""

    berkas: Berkas
    dari: int = 0
    sampai: int = 0


class Bukti(models.Model):
    """One file, and which of its pages prove something; both pages are 0 for the file as a whole.

    The file is uploaded once and stays in its cabinet: a pointer that goes takes no file with it.
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="+")
    halaman_dari = models.PositiveSmallIntegerField("dari halaman", default=0)
    halaman_sampai = models.PositiveSmallIntegerField("sampai halaman", default=0)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField("pada")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(halaman_dari=0, halaman_sampai=0)
                | models.Q(halaman_dari__gte=1, halaman_sampai__gte=models.F("halaman_dari")),
                name="%(class)s_halaman",
            ),
        ]

    @property
    def halaman(self) -> str:
        """12-14, 4, or nothing for the file as a whole."""
        if self.halaman_dari == self.halaman_sampai:
            return str(self.halaman_dari or "")
        return f"{self.halaman_dari}-{self.halaman_sampai}"


def files_for(user: Pengguna, unit: PerangkatDaerah | None) -> models.QuerySet[Berkas]:
    """Files that may be pointed to: of the unit and shared with it; of every unit for the agency's sheet."""
    if unit is None:
        return Berkas.objects.visible_to(user).current()
    return Berkas.objects.for_unit(unit)


def store_bukti(
    row: BarisBukti,
    tunjukan: Tunjukan,
    tindakan: str,
    files: models.QuerySet[Berkas],
    user: Pengguna,
) -> BarisBukti:
    """Point to a file of `files` from where `row` stands; once is enough, a second time changes nothing.

    Raises RuleError for another file. What it belongs to is held, and the permission was asked.
    """
    if not files.filter(pk=tunjukan.berkas.pk).exists():
        raise RuleError(
            "Berkas ini tidak ada di lemari perangkat daerah ini. Pilih berkas dari daftar."
        )
    row.berkas = tunjukan.berkas
    row.halaman_dari, row.halaman_sampai = tunjukan.dari, tunjukan.sampai
    same = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    for name in ("id", "oleh_id", "pada"):
        del same[name]
    if (old := type(row)._default_manager.filter(**same).first()) is not None:
        return old
    row.oleh, row.pada = user, database_now()
    row.save(force_insert=True)
    record(row, tindakan, acting_user=user, berkas=row.berkas_id, halaman=row.halaman)
    return row


def drop_bukti(row: Bukti, tindakan: str, user: Pengguna) -> None:
    """Take a pointer away; the file stays. Raises Konflik when somebody did so before."""
    gone, _ = type(row)._default_manager.filter(pk=row.pk).delete()
    if not gone:
        raise Konflik
    record(row, tindakan, acting_user=user, berkas=row.berkas_id, halaman=row.halaman)


def count_bukti(rows: models.Manager[Any], **where: Any) -> models.Subquery:
    """How many pointers stand where the outer row says, as a column; `where` may name it by OuterRef."""
    found = rows.filter(**where).order_by().values(*where)
    return models.Subquery(found.annotate(n=models.Count("pk")).values("n"))


def load_terkini(berkas: Collection[int]) -> dict[int, Berkas]:
    """What stands in the place of each file today: itself, or the newest that replaced it.

    One query, and one more for every time the longest line of them was replaced.
    """
    found = {row.pk: row for row in Berkas.objects.filter(pk__in=berkas).select_related("blob")}
    last = {pk: pk for pk in found}
    while newer := list(
        Berkas.objects.filter(menggantikan__in=set(last.values())).select_related("blob")
    ):
        followed = {row.menggantikan_id: row.pk for row in newer}
        found |= {row.pk: row for row in newer}
        last = {pk: followed.get(end, end) for pk, end in last.items()}
    return {pk: found[end] for pk, end in last.items()}
