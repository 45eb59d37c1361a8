"""Who stands above whom, and what came from what: lines of units and positions as plain numbers."""

from collections.abc import Iterable, Mapping

# A row's number, and the number of the row above it (None at the top).
Induk = Mapping[int, int | None]


def line_of(induk: Induk, pk: int) -> list[int]:
    """The row and all above it, from below upwards; a circle is walked once.

    >>> line_of({1: None, 2: 1, 3: 2}, 3)
    [3, 2, 1]
    """
    line: list[int] = []
    step: int | None = pk
    while step is not None and step not in line:
        line.append(step)
        step = induk.get(step)
    return line


def is_above(induk: Induk, upper: int, lower: int) -> bool:
    """Whether `upper` is `lower` itself or stands anywhere above it."""
    return upper in line_of(induk, lower)


def depth_below(induk: Induk, pk: int) -> int:
    """How many levels hang under a row: 0 for a leaf."""
    lines = (line_of(induk, row) for row in induk)
    return max((line.index(pk) for line in lines if pk in line), default=0)


def reach(pairs: Iterable[tuple[int, int]], start: int) -> set[int]:
    """Every number met when the pairs (from, to) are followed onwards from `start`, itself included."""
    onward: dict[int, list[int]] = {}
    for source, target in pairs:
        onward.setdefault(source, []).append(target)
    met, waiting = {start}, [start]
    while waiting:
        fresh = [pk for pk in onward.get(waiting.pop(), []) if pk not in met]
        met.update(fresh)
        waiting.extend(fresh)
    return met
