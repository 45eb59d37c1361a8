"""A yes or a no with its reason, for permissions and for business conditions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to "may this person do this now?"; a refusal always says why."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(allowed=True)


def denied(reason: str) -> Decision:
    """Refuse, with the sentence that is shown to the person."""
    return Decision(allowed=False, reason=reason)


class RuleError(Exception):
    """A request that is well formed but against the rules; its text is shown to the user."""


@dataclass(frozen=True, slots=True)
class Beda:
    """One field two people wrote at the same time: what you typed, what is stored now, by whom and when."""

    bidang: str
    milik_anda: str
    tersimpan: str
    oleh: str = ""
    pada: str = ""


class JamMundur(RuleError):  # noqa: N818  # the word of the page it becomes
    """The database's clock stands before the last recorded act: nothing is written meanwhile."""


class Konflik(RuleError):  # noqa: N818  # the word of the page it becomes
    """Somebody was first. Carries both values, who wrote the stored one, and when (as texts)."""

    def __init__(self, beda: tuple[Beda, ...] = (), *, oleh: str = "", pada: str = "") -> None:
        super().__init__("Data ini sudah diubah orang lain sejak Anda membukanya.")
        self.beda = beda
        self.oleh = oleh
        self.pada = pada
