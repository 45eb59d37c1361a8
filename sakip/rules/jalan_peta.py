"""A way to a predikat as whole numbers for the search, and back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import ceil, gcd, lcm
from operator import or_

from sakip.rules.instrumen import Kriteria
from sakip.rules.jalan_cari import Medan, Tangga, Termurah, bits_of, search
from sakip.rules.jalan_jadwal import schedule
from sakip.rules.jalan_soal import Soal
from sakip.rules.penilaian import NilaiButir
from sakip.rules.predikat import Predikat
from sakip.rules.tindakan import Tindakan


class Peta:
    """A problem as whole numbers, for the search, and the way back."""

    def __init__(self, soal: Soal) -> None:
        self.soal = soal
        self._hari = lcm(*(Fraction(row.hk).denominator for row in soal.terbuka))
        bit = _lay_bits(soal)
        self._poin, tangga = _stairs(soal, bit)
        nomor = {row.kode: i for i, row in enumerate(soal.terbuka)}
        self.medan = Medan(
            awal=_join(bit[kode] for kode in soal.terpenuhi),
            tangga=tangga,
            bit=tuple(_join(bit[kode] for kode in soal.opens(row)) for row in soal.terbuka),
            harga=tuple(self._price(i, row) for i, row in enumerate(soal.terbuka)),
            butuh=tuple(_needs(row, nomor, soal.terbuka) for row in soal.terbuka),
        )

    @property
    def _geser(self) -> int:
        """Below this bit of a price stand the number of actions and their codes, which break ties."""
        return 2 * len(self.soal.terbuka) + 1

    def _price(self, i: int, row: Tindakan) -> int:
        """Effort, then one for the action, less a little for an early code: no two sets cost the same."""
        banyak = len(self.soal.terbuka)
        return (
            (int(Fraction(row.hk) * self._hari) << self._geser)
            + (1 << banyak)
            - (1 << (banyak - 1 - i))
        )

    def fits(self, pilihan: int) -> bool:
        """Whether these actions can all be done before the season."""
        musim = self.soal.musim
        return musim is None or schedule(self.actions(pilihan), musim) is not None

    def actions(self, pilihan: int) -> tuple[Tindakan, ...]:
        """A set of actions, by code."""
        return tuple(self.soal.terbuka[i] for i in bits_of(pilihan))

    def tujuan(self, menuju: Predikat) -> int:
        """The least points whose total, rounded half-up to two decimals, lies within a predikat or above."""
        langkah = Fraction(0 if menuju.bawah_termasuk else 1, 100)
        return ceil((Fraction(menuju.bawah) + langkah - Fraction(1, 200)) * self._poin)

    def search(
        self, tujuan: int, simpul_terbanyak: int, syarat: Callable[[int], bool] = lambda _: True
    ) -> Termurah:
        """The cheapest set that reaches these points and this condition."""
        return search(
            self.medan,
            tujuan,
            boleh=lambda pilihan: syarat(pilihan) and self.fits(pilihan),
            simpul_terbanyak=simpul_terbanyak,
        )

    def hk(self, harga: int) -> Fraction:
        """The effort within a price."""
        return Fraction(harga >> self._geser, self._hari)


def _join(bit: Iterable[int]) -> int:
    return reduce(or_, bit, 0)


def _needs(row: Tindakan, nomor: Mapping[str, int], terbuka: Sequence[Tindakan]) -> int:
    """This action and all that must be bought before it."""
    butuh, antre = 0, [row.kode]
    while antre:
        i = nomor.get(antre.pop())
        if i is not None and not butuh >> i & 1:
            butuh |= 1 << i
            antre += terbuka[i].syarat
    return butuh


def _units(kriteria: Sequence[Kriteria]) -> list[int]:
    """The weights of criteria as the smallest whole numbers in the same proportion."""
    bobot = [Fraction(row.bobot) for row in kriteria]
    satuan = lcm(*(satu.denominator for satu in bobot))
    utuh = [int(satu * satuan) for satu in bobot]
    return [satu // gcd(*utuh) for satu in utuh]


def _lay_bits(soal: Soal) -> dict[str, int]:
    """Bits of its own for each criterion, as many as it weighs beside its neighbours."""
    bit, mulai = {}, 0
    for sub in soal.instrumen.subkomponen:
        kriteria = soal.kriteria(sub)
        for row, lebar in zip(kriteria, _units(kriteria), strict=True):
            bit[row.kode] = ((1 << lebar) - 1) << mulai
            mulai += lebar
    return bit


def _stairs(soal: Soal, bit: Mapping[str, int]) -> tuple[int, tuple[Tangga, ...]]:
    """Into how many parts a point is cut so that all are whole, and every stair in those parts."""
    subkomponen, butir = soal.instrumen.subkomponen, soal.instrumen.butir(soal.jenis_entitas)
    tangga = []
    for sub, satu in zip(subkomponen, butir, strict=True):
        milik = _join(bit[row.kode] for row in soal.kriteria(sub))
        lebar = milik.bit_count()
        jawaban = [soal.compute_jawaban(sub, Fraction(n, lebar or 1)) for n in range(lebar + 1)]
        tangga.append((milik, [NilaiButir(satu, row.kode, row.nilai).poin for row in jawaban]))
    satuan = lcm(*(poin.denominator for _, isi in tangga for poin in isi))
    return satuan, tuple(
        Tangga(milik, tuple(int(poin * satuan) for poin in isi)) for milik, isi in tangga
    )
