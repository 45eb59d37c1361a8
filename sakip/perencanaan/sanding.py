"""Two versions side by side: the branches in which something differs, each node with its marks."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sakip.perencanaan.lihat import walk
from sakip.perencanaan.models import IsiSimpul, Versi
from sakip.perencanaan.perbedaan import Perbedaan
from sakip.perencanaan.ruang import Ruang
from sakip.rules.silsilah import line_of

# More than this on one side is no picture any more; the list has everything.
BATAS = 300


@dataclass(frozen=True, slots=True)
class BarisSanding:
    """A node on one side; `tanda` says what differs about it or its indicators."""

    kode: str
    jenjang: str
    pernyataan: str
    dalam: int
    tanda: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sisi:
    """One version; `sisa`: how many more nodes there would be."""

    versi: Versi
    baris: list[BarisSanding]
    sisa: int


def load_sanding(perbedaan: Perbedaan) -> tuple[Sisi, Sisi]:
    """The older version and the newer one; four queries."""
    marks: dict[int, dict[str, None]] = defaultdict(dict)
    for one in perbedaan.selisih:
        words = one.jenis if one.tabel == "simpul" else f"indikator {one.jenis}"
        for node in {one.simpul, one.simpul_lama}:
            marks[node][words] = None
    tanda = {pk: tuple(words) for pk, words in marks.items()}
    return _side(perbedaan.lama, tanda), _side(perbedaan.baru, tanda)


def _side(versi: Versi, tanda: dict[int, tuple[str, ...]]) -> Sisi:
    ruang = Ruang(versi)
    shown = _shown(ruang, tanda)
    places = [one for one in walk(ruang) if one.simpul in shown]
    rows = IsiSimpul.objects.di_versi(versi).filter(
        simpul__in=[one.simpul for one in places[:BATAS]]
    )
    words = dict(rows.values_list("simpul_id", "pernyataan"))
    names = dict(IsiSimpul.Jenjang.choices)
    baris = [
        BarisSanding(
            kode=ruang.letak[one.simpul].kode,
            jenjang=str(names[ruang.letak[one.simpul].jenjang]),
            pernyataan=words[one.simpul],
            dalam=one.dalam,
            tanda=tanda.get(one.simpul, ()),
        )
        for one in places[:BATAS]
    ]
    return Sisi(versi, baris, max(0, len(places) - BATAS))


def _shown(ruang: Ruang, tanda: dict[int, tuple[str, ...]]) -> set[int]:
    """What differs, and all above it."""
    above = {pk: row.induk for pk, row in ruang.letak.items()}

    def lines() -> Iterator[int]:
        for pk in tanda:
            if pk in ruang.letak:
                yield from line_of(above, pk)

    return {*lines()}
