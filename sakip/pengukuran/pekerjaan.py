"""Periodic work of pengukuran: people are reminded before a deadline."""

from datetime import timedelta

from sakip.latar.registry import periodic
from sakip.pengukuran.pengingat import load_masa_mendekat, remind_masa
from sakip.web.clock import now


@periodic("pengukuran.pengingat", every=timedelta(minutes=15))
def remind() -> None:
    """Every agency's units whose turn it is; what was sent is never sent twice."""
    for masa in load_masa_mendekat(now()):
        remind_masa(masa)
