"""The order of neighbours as ranks with gaps: one move writes one row as long as there is room."""

from collections.abc import Iterator, Sequence

# The gap behind the last; halved at most ten times before neighbours must make room.
JARAK = 1024


def place_after(ranks: Sequence[int], at: int) -> Iterator[tuple[int, int]]:
    """The rank for something put before position `at`, as (-1, rank), then each neighbour that must
    make room, as (position, its new rank).

    >>> list(place_after([1024, 2048], 1))
    [(-1, 1536)]
    >>> list(place_after([1, 2, 5000], 1))
    [(-1, 1025), (1, 2049)]
    """
    lower = ranks[at - 1] if at else 0
    if at == len(ranks):
        yield -1, lower + JARAK
        return
    if ranks[at] - lower >= 2:
        yield -1, (lower + ranks[at]) // 2
        return
    last = lower + JARAK
    yield -1, last
    for position in range(at, len(ranks)):
        if ranks[position] > last:
            return
        last += JARAK
        yield position, last


def find_pindah(lama: Sequence[int], baru: Sequence[int], tersentuh: set[int]) -> set[int]:
    """Which of the same neighbours moved, given their order before and after: as few as can be.

    The others form the longest row that kept its order; of two equally long ones that in which fewer
    were touched.

    >>> find_pindah([1, 2, 3, 4], [2, 3, 4, 1], {1})
    {1}
    """
    place = {key: n for n, key in enumerate(lama, start=1)}
    # Best (length, untouched) of a kept row that ends at or before a place, with its last key.
    best: list[tuple[tuple[int, int], int | None]] = [((0, 0), None)] * (len(lama) + 1)
    before: dict[int, int | None] = {}
    for key in baru:
        (length, calm), last = _best_until(best, place[key] - 1)
        before[key] = last
        _improve(best, place[key], ((length + 1, calm + (key not in tersentuh)), key))
    kept: set[int] = set()
    step = _best_until(best, len(lama))[1]
    while step is not None:
        kept.add(step)
        step = before[step]
    return set(baru) - kept


Terbaik = tuple[tuple[int, int], int | None]


def _best_until(best: list[Terbaik], place: int) -> Terbaik:
    found = best[0]
    while place > 0:
        found = max(found, best[place], key=lambda one: one[0])
        place -= place & -place
    return found


def _improve(best: list[Terbaik], place: int, value: Terbaik) -> None:
    while place < len(best):
        best[place] = max(best[place], value, key=lambda one: one[0])
        place += place & -place
