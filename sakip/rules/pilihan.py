"""The member of an enumeration behind a stored key."""

from enum import StrEnum
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)


def member(enum: type[E], key: str) -> E:
    """The member whose stored key this is. Raises KeyError for a key that does not exist."""
    return {m.value: m for m in enum}[key]
