"""Whether actions can be done before the season of evaluation: lead times, windows, what an owner can carry.

An action takes whole months without a break, after everything it waits for; its central effort is spread
evenly over its months and shared equally by its owners.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from sakip.rules.tindakan import Tindakan

Beban = dict[tuple[str, int], Fraction]


@dataclass(frozen=True, slots=True)
class Musim:
    """From which month on work can begin, how many whole months there are, and HK per month by owner.

    `bulan_mulai` is 1 to 12. An owner who is not named can carry everything.
    """

    bulan_mulai: int
    bulan: int
    kapasitas: Mapping[str, Decimal] = field(default_factory=dict)


def schedule(tindakan: Iterable[Tindakan], musim: Musim) -> dict[str, int] | None:
    """The month (0 is the first) in which each action begins, as early as can be; None when not all fit.

    What an action waits for and is not among these counts as done.
    """
    return _place(_in_order(list(tindakan)), {}, {}, musim)


def _in_order(tindakan: Sequence[Tindakan]) -> list[Tindakan]:
    """What is waited for comes first."""
    menurut = {row.kode: row for row in tindakan}
    urut: dict[str, Tindakan] = {}

    def add(row: Tindakan) -> None:
        for kode in row.syarat:
            if kode in menurut and kode not in urut:
                add(menurut[kode])
        urut[row.kode] = row

    for row in tindakan:
        if row.kode not in urut:
            add(row)
    return list(urut.values())


def _place(
    sisa: Sequence[Tindakan], selesai: dict[str, int], beban: Beban, musim: Musim
) -> dict[str, int] | None:
    """Place the first of these, then the others; `selesai` holds the month after each one placed."""
    if not sisa:
        return {}
    row = sisa[0]
    for mulai in _starts(row, selesai, musim):
        baru = _carry(row, mulai, beban, musim)
        if baru is None:
            continue
        lain = _place(sisa[1:], selesai | {row.kode: mulai + row.bulan}, baru, musim)
        if lain is not None:
            return {row.kode: mulai} | lain
        if not musim.kapasitas:
            # Only a load can make a later month better than the earliest.
            return None
    return None


def _starts(row: Tindakan, selesai: Mapping[str, int], musim: Musim) -> Iterator[int]:
    pertama = max((selesai.get(kode, 0) for kode in row.syarat), default=0)
    for mulai in range(pertama, musim.bulan - row.bulan + 1):
        bulan = [(musim.bulan_mulai - 1 + mulai + n) % 12 + 1 for n in range(row.bulan)]
        if all(_is_open(row.jendela, satu) for satu in bulan):
            yield mulai


def _is_open(jendela: tuple[int, ...], bulan: int) -> bool:
    """Whether a month lies in the window, which may run over the turn of the year."""
    if not jendela:
        return True
    dari, sampai = jendela
    return dari <= bulan <= sampai if dari <= sampai else bulan >= dari or bulan <= sampai


def _carry(row: Tindakan, mulai: int, beban: Beban, musim: Musim) -> Beban | None:
    """The loads with this one added; None when an owner cannot carry it."""
    baru = dict(beban)
    for pemilik in row.pemilik:
        if pemilik not in musim.kapasitas:
            continue
        bagian = Fraction(row.hk_pusat) / len(row.pemilik) / row.bulan
        for bulan in range(mulai, mulai + row.bulan):
            baru[pemilik, bulan] = baru.get((pemilik, bulan), Fraction(0)) + bagian
            if baru[pemilik, bulan] > Fraction(musim.kapasitas[pemilik]):
                return None
    return baru
