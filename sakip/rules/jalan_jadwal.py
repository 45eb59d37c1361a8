"""Whether actions can be done before the season of evaluation: lead times, windows, what an owner can carry.

An action takes whole months without a break, after everything it waits for; its central effort is spread
evenly over its months and shared equally by its owners.
"""

from collections.abc import Iterable, Mapping, Sequence
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
    urut = _in_order(list(tindakan))
    paling_lambat = _latest(urut, musim)
    if paling_lambat is None:
        return None
    return _place([(row, paling_lambat[row.kode]) for row in urut], {}, {}, musim)


def _latest(urut: Sequence[Tindakan], musim: Musim) -> dict[str, list[int]] | None:
    """The months in which each action can begin for those that wait for it; None when one has none."""
    akhir = {row.kode: musim.bulan for row in urut}
    hasil: dict[str, list[int]] = {}
    for row in reversed(urut):
        bulan = range(akhir[row.kode] - row.bulan + 1)
        hasil[row.kode] = [mulai for mulai in bulan if _is_open(row, mulai, musim)]
        if not hasil[row.kode]:
            return None
        for kode in row.syarat:
            akhir[kode] = min(akhir.get(kode, musim.bulan), hasil[row.kode][-1])
    return hasil


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
    sisa: Sequence[tuple[Tindakan, list[int]]],
    selesai: dict[str, int],
    beban: Beban,
    musim: Musim,
) -> dict[str, int] | None:
    """Place the first of these, then the others; `selesai` holds the month after each one placed."""
    if not sisa:
        return {}
    row, bulan = sisa[0]
    pertama = max((selesai.get(kode, 0) for kode in row.syarat), default=0)
    for mulai in (satu for satu in bulan if satu >= pertama):
        baru = _carry(row, mulai, beban, musim)
        if baru is None:
            continue
        lain = _place(sisa[1:], selesai | {row.kode: mulai + row.bulan}, baru, musim)
        if lain is not None:
            return {row.kode: mulai} | lain
        if not {*row.pemilik} & musim.kapasitas.keys():
            # Only a load can make a later month better than the earliest.
            return None
    return None


def _is_open(row: Tindakan, mulai: int, musim: Musim) -> bool:
    """Whether every month of an action lies in its window, which may run over the turn of the year."""
    if not row.jendela:
        return True
    dari, sampai = row.jendela
    bulan = [(musim.bulan_mulai - 1 + mulai + n) % 12 + 1 for n in range(row.bulan)]
    panjang = (sampai - dari) % 12
    return all((satu - dari) % 12 <= panjang for satu in bulan)


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
