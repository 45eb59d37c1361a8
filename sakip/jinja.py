"""The strict template environment: a forgotten name is an error, never an empty space."""

from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from sakip import __version__
from sakip.rules.angka import write_angka, write_persen, write_rupiah
from sakip.rules.kenaikan import write_naik
from sakip.rules.tanggal import (
    write_tanggal,
    write_tanggal_pendek,
    write_triwulan,
    write_waktu,
)
from sakip.shell_context import load_shell


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def environment(**options: Any) -> Environment:
    """What every template may use: addresses, id-ID writers, and the shell around the page."""
    options["undefined"] = StrictUndefined
    env = Environment(  # noqa: S701  # Django's engine passes autoescape=True
        **options,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    env.globals |= {
        "url": url,
        # A page asks for the address of its icons dozens of times; they never change while it runs.
        "static": lru_cache(maxsize=None)(static),
        "shell": load_shell,
        "versi": __version__,
        "get_messages": messages.get_messages,
    }
    env.filters |= {
        "angka": write_angka,
        "naik": write_naik,
        "persen": write_persen,
        "rupiah": write_rupiah,
        "tanggal": write_tanggal,
        "tanggal_pendek": write_tanggal_pendek,
        "triwulan": write_triwulan,
        "waktu": write_waktu,
    }
    return env
