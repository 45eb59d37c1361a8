"""The search for the cheapest set of actions: branch and bound on whole numbers, with its proof.

Sets of actions and of criteria are bits of an integer; a criterion that weighs more has more bits, so a
share is a count of bits. Points and prices are integers, so nothing is rounded on the way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cmp_to_key

Baris = tuple[int, int, int]

HALUS = 1 << 20
"""Points per bit are rounded up to this fineness: a bound may promise too much, never too little."""


@dataclass(frozen=True, slots=True)
class Tangga:
    """A sub-component as a stair: its bits, and the points for each number of bits that are met."""

    bit: int
    poin: tuple[int, ...]

    def at(self, terpenuhi: int) -> int:
        """The points of a set of criteria."""
        return self.poin[(terpenuhi & self.bit).bit_count()]

    def slope(self, dari: int, sampai: int) -> int:
        """The most that one more bit can be worth on the way between two counts, times HALUS, rounded up."""
        naik = (
            -((self.poin[dari] - self.poin[k]) * HALUS // (k - dari))
            for k in range(dari + 1, sampai + 1)
        )
        return max(naik, default=0)


@dataclass(frozen=True, slots=True)
class Medan:
    """The field of a search: what is met, the stairs, and each action's bits, price and whole needs.

    `butuh[i]` is action i with everything that must be done before it.
    """

    awal: int
    tangga: tuple[Tangga, ...]
    bit: tuple[int, ...]
    harga: tuple[int, ...]
    butuh: tuple[int, ...]

    def poin(self, terpenuhi: int) -> int:
        """The points of a set of criteria over all stairs."""
        return sum(satu.at(terpenuhi) for satu in self.tangga)

    def terpenuhi(self, pilihan: int) -> int:
        """The criteria that are met once these actions are done."""
        bit = self.awal
        for i in bits_of(pilihan):
            bit |= self.bit[i]
        return bit

    def harga_dari(self, pilihan: int) -> int:
        """What these actions cost together."""
        return sum(self.harga[i] for i in bits_of(pilihan))


@dataclass(slots=True)
class Termurah:
    """The cheapest set (None: there is none), the price below which none can be, and the nodes visited."""

    pilihan: int | None = None
    harga: int | None = None
    batas_bawah: int | None = None
    simpul: int = 0


def bits_of(bit: int) -> Sequence[int]:
    """The places of the bits that are set, lowest first.

    >>> bits_of(0b1010)
    [1, 3]
    """
    found = []
    while bit:
        rendah = bit & -bit
        found.append(rendah.bit_length() - 1)
        bit ^= rendah
    return found


def search(
    medan: Medan, tujuan: int, *, boleh: Callable[[int], bool], simpul_terbanyak: int
) -> Termurah:
    """The cheapest set of actions that reaches `tujuan` points.

    `boleh` says whether a set can be done at all; of what can be done, a part can too. Prices must differ
    between any two sets, or a tie is broken by chance. When the nodes run out, the set is the best one seen,
    and `batas_bawah` is below its price.
    """
    if not boleh(0):
        return Termurah()
    pencari = _Pencari(medan, tujuan, boleh, simpul_terbanyak)
    pencari.visit(0, sum(1 << i for i, butuh in enumerate(medan.butuh) if boleh(butuh)))
    termurah = pencari.termurah
    terbuka = [nilai for nilai in (termurah.harga, pencari.terbuka) if nilai is not None]
    termurah.batas_bawah = min(terbuka, default=None)
    return termurah


@dataclass(slots=True)
class _Pencari:
    medan: Medan
    tujuan: int
    boleh: Callable[[int], bool]
    simpul_terbanyak: int
    termurah: Termurah = field(default_factory=Termurah)
    terbuka: int | None = None

    def visit(self, dipilih: int, sisa: int) -> None:
        """Look below one node: these actions are chosen, those may still be, the others are not."""
        medan, termurah = self.medan, self.termurah
        termurah.simpul += 1
        terpenuhi, harga = medan.terpenuhi(dipilih), medan.harga_dari(dipilih)
        if medan.poin(terpenuhi) >= self.tujuan:
            if termurah.harga is None or harga < termurah.harga:
                termurah.pilihan, termurah.harga = dipilih, harga
            return
        wajib = self._needed(terpenuhi, dipilih, sisa)
        if wajib is None:
            return
        if wajib:
            self._include(dipilih, sisa, wajib)
            return
        batas, cabang = self._bound(terpenuhi, harga, sisa)
        if termurah.harga is not None and batas >= termurah.harga:
            return
        if termurah.simpul >= self.simpul_terbanyak:
            self.terbuka = batas if self.terbuka is None else min(self.terbuka, batas)
            return
        self._include(dipilih, sisa, medan.butuh[cabang] & ~dipilih)
        self.visit(dipilih, self._without(sisa, cabang))

    def _include(self, dipilih: int, sisa: int, tambah: int) -> None:
        if tambah & ~sisa == 0 and self.boleh(dipilih | tambah):
            self.visit(dipilih | tambah, sisa & ~tambah)

    def _without(self, sisa: int, i: int) -> int:
        """What may still be chosen when action i is not: nothing that needs it."""
        for j in bits_of(sisa):
            if self.medan.butuh[j] >> i & 1:
                sisa ^= 1 << j
        return sisa

    def _needed(self, terpenuhi: int, dipilih: int, sisa: int) -> int | None:
        """The actions without which the goal is out of reach; None when it is so even with all."""
        medan = self.medan
        semua = medan.terpenuhi(sisa) | terpenuhi
        if medan.poin(semua) < self.tujuan:
            return None
        wajib = 0
        for i in bits_of(sisa):
            if medan.bit[i] & ~terpenuhi and not wajib >> i & 1:
                tanpa = medan.terpenuhi(self._without(sisa, i)) | terpenuhi
                if tanpa != semua and medan.poin(tanpa) < self.tujuan:
                    wajib |= medan.butuh[i] & ~dipilih
        return wajib

    def _bound(self, terpenuhi: int, harga: int, sisa: int) -> tuple[int, int]:
        """The least that any way from here costs, and the action to decide next.

        Every new bit is paid with the steepest step of its stair that can still be taken, and the actions are
        bought by the cheapest point, the last one in part.
        """
        kurang = (self.tujuan - self.medan.poin(terpenuhi)) * HALUS
        baris = self._values(terpenuhi, sisa)
        baris.sort(key=cmp_to_key(_by_price_of_a_point))
        for nilai, biaya, _ in baris:
            if nilai >= kurang:
                return harga - (-kurang * biaya // nilai), baris[0][2]
            kurang, harga = kurang - nilai, harga + biaya
        return harga, baris[0][2]

    def _values(self, terpenuhi: int, sisa: int) -> list[Baris]:
        """What each action left may bring at most, what it costs, and its number."""
        medan = self.medan
        semua = medan.terpenuhi(sisa) | terpenuhi
        curam = []
        for satu in medan.tangga:
            dari, sampai = (terpenuhi & satu.bit).bit_count(), (semua & satu.bit).bit_count()
            if sampai > dari:
                curam.append((satu.bit & ~terpenuhi, satu.slope(dari, sampai)))
        baris = []
        for i in bits_of(sisa):
            nilai = sum((medan.bit[i] & bit).bit_count() * naik for bit, naik in curam)
            if nilai:
                baris.append((nilai, medan.harga[i], i))
        return baris


def _by_price_of_a_point(satu: Baris, lain: Baris) -> int:
    """Compared by whole numbers: a quotient that was rounded could make the bound too high."""
    return satu[1] * lain[0] - lain[1] * satu[0]
