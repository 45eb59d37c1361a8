"""Who may not: the conflict guard (who scores whom) and the roles one person may not hold together."""

from collections.abc import Collection
from datetime import date

from django.db.models import Value

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


def can_score(
    user: Pengguna,
    perangkat_daerah: PerangkatDaerah,
    on: date,
    *,
    menghalangi: Collection[str] = MENGHALANGI,
) -> Decision:
    """Nobody scores where he works, worked in the last 12 months, coached or drafted (quality T05).

    `menghalangi` are the kinds of tie that count here. The unit counts with those above and below it,
    and with what they came from: a merger or a new name does not make anybody independent.
    """
    if perangkat_daerah.instansi_id != user.instansi_id:
        return denied("Perangkat daerah ini milik instansi lain.")
    rows = Keterlibatan.objects.filter(
        pengguna=user,
        jenis__in=menghalangi,
        perangkat_daerah__in=_kin_of(perangkat_daerah),
        mulai__lte=on,
    )
    for row in rows.select_related("perangkat_daerah").order_by("-mulai", "pk"):
        if row.selesai is None or (row.selesai >= row.mulai and on < a_year_after(row.selesai)):
            return denied(_sentence(row, on))
    return ALLOWED


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


def _kin_of(unit: PerangkatDaerah) -> set[int]:
    """The unit, all above and below it, and every unit one of these came from."""
    rows = PerangkatDaerah.objects.filter(instansi_id=unit.instansi_id)
    changes = Pergantian.objects.filter(instansi_id=unit.instansi_id)
    # One query for both: every page of an evaluation asks this.
    pairs = list(
        rows.order_by()
        .values_list("pk", "induk_id", Value(value=False))
        .union(changes.order_by().values_list("menjadi", "asal", Value(value=True)), all=True)
    )
    induk = {pk: other for pk, other, changed in pairs if not changed}
    back = [(pk, other) for pk, other, changed in pairs if changed]
    below = [pk for pk in induk if unit.pk in line_of(induk, pk)]
    return set().union(*(reach(back, pk) for pk in {*line_of(induk, unit.pk), *below}))


def _sentence(row: Keterlibatan, on: date) -> str:
    words = f"Anda {KATA[Keterlibatan.Jenis(row.jenis)]} {row.perangkat_daerah}"
    if row.selesai is None or row.selesai >= on:
        return f"{words}, jadi penilaiannya dilakukan evaluator lain."
    free = write_tanggal(a_year_after(row.selesai))
    return (
        f"{words} sampai {write_tanggal(row.selesai)}. Anda baru boleh menilainya mulai {free}; "
        "sebelum itu evaluator lain."
    )
