"""A merger, split or change of name as it is meant, before it is made: what it needs, what it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from sakip.organisasi import permissions
from sakip.organisasi.checks import load_susunan
from sakip.organisasi.endings import load_penugasan_after
from sakip.organisasi.models import (
    Jabatan,
    Koordinasi,
    Pengguna,
    Penugasan,
    PerangkatDaerah,
    Pergantian,
)
from sakip.rules.decision import ALLOWED, Decision
from sakip.rules.pergantian import check_gabung, check_ganti_nama, check_pecah
from sakip.rules.silsilah import is_above
from sakip.rules.tanggal import write_tanggal

CHECKS = {
    Pergantian.Jenis.GABUNG: check_gabung,
    Pergantian.Jenis.PECAH: check_pecah,
    Pergantian.Jenis.GANTI_NAMA: check_ganti_nama,
}


@dataclass(frozen=True, slots=True)
class UnitBaru:
    """The names of a unit that a change brings into being."""

    kode: str
    nama: str
    singkatan: str


@dataclass(frozen=True, slots=True)
class Rencana:
    """What ends, what goes on (existing or new), since when, by which law."""

    jenis: Pergantian.Jenis
    asal: Sequence[PerangkatDaerah]
    menjadi: Sequence[PerangkatDaerah]
    baru: Sequence[UnitBaru]
    tanggal: date
    dasar: str

    @property
    def terakhir(self) -> date:
        """The last day of the units of origin."""
        return self.tanggal - timedelta(days=1)

    def kode_lama(self, kode: str) -> str:
        """The code an old unit keeps: its own, or, when a new one takes that over, with its last day."""
        taken = kode in {unit.kode for unit in self.baru}
        return f"{kode}-{self.terakhir:%y%m%d}" if taken else kode


@dataclass(frozen=True, slots=True)
class Akibat:
    """What a change does to people, positions and units, and whether this person may make it."""

    penugasan: list[Penugasan]
    jabatan: int
    koordinasi: int
    anak: list[PerangkatDaerah]
    keputusan: Decision


def check_rencana(rencana: Rencana, *, hari_ini: date) -> None:
    """Numbers of units, dates, and units apart. Raises ValidationError naming the field."""
    check = CHECKS[rencana.jenis]
    decision = check(asal=len(rencana.asal), lama=len(rencana.menjadi), baru=len(rencana.baru))
    if not decision:
        raise ValidationError({"asal": decision.reason})
    if rencana.tanggal > hari_ini:
        reason = (
            "Catat pergantian pada atau sesudah tanggal berlakunya: akibatnya terjadi saat itu."
        )
        raise ValidationError({"tanggal": reason})
    for unit in rencana.asal:
        if unit.aktif_sejak >= rencana.tanggal:
            since = write_tanggal(unit.aktif_sejak)
            reason = f"{unit} baru aktif sejak {since}. Isi tanggal sesudahnya."
            raise ValidationError({"tanggal": reason})
    _check_heirs(rencana)


def load_below(rencana: Rencana) -> list[PerangkatDaerah]:
    """The units under those that end which go on after them."""
    ending = [unit.pk for unit in rencana.asal]
    rows = PerangkatDaerah.objects.filter(induk__in=ending).exclude(pk__in=ending)
    return list(rows.outliving(rencana.terakhir).order_by("kode"))


def load_akibat(rencana: Rencana, user: Pengguna) -> Akibat:
    """What the page says before the change is made."""
    ended = load_penugasan_after(rencana.asal, rencana.terakhir)
    decisions = [permissions.can_end_perangkat_daerah(user, unit, ended) for unit in rencana.asal]
    return Akibat(
        penugasan=ended,
        jabatan=Jabatan.objects.filter(perangkat_daerah__in=rencana.asal).count(),
        koordinasi=Koordinasi.objects.filter(perangkat_daerah__in=rencana.asal).count(),
        anak=load_below(rencana),
        keputusan=next((decision for decision in decisions if not decision), ALLOWED),
    )


def _check_heirs(rencana: Rencana) -> None:
    susunan = load_susunan(rencana.asal[0].instansi_id)
    for heir in rencana.menjadi:
        if heir.pk not in susunan:
            reason = "Pilih penerima dari instansi yang sama."
            raise ValidationError({"menjadi": reason})
        if heir.keadaan_on(rencana.tanggal) != "aktif":
            reason = f"{heir} belum atau tidak lagi aktif pada {write_tanggal(rencana.tanggal)}."
            raise ValidationError({"menjadi": reason})
        if any(is_above(susunan, unit.pk, heir.pk) for unit in rencana.asal):
            reason = f"{heir} sendiri berakhir, atau di bawah yang berakhir. Pilih penerima lain."
            raise ValidationError({"menjadi": reason})
