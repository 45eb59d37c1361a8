"""What surrounds every page: whose agency, which cap, which year and quarter, which menu."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from sakip.menu import Butir, menu_for
from sakip.organisasi.models import Cap, Instansi, Pengguna, TahunKerja
from sakip.rules.tanggal import triwulan_of


@dataclass(slots=True)
class Shell:
    """The frame of one page; for a visitor without a login only the name of the product."""

    instansi: Instansi | None = None
    pengguna: Pengguna | None = None
    cap: Cap | None = None
    caps: tuple[Cap, ...] = ()
    tahun: int = 0
    tw: int = 0
    tahun_tersedia: list[int] = field(default_factory=list)
    menu: list[tuple[Butir, str, bool]] = field(default_factory=list)
    tahun_berjalan: bool = True
    alamat: dict[str, str] = field(default_factory=dict)


def load_shell(request: HttpRequest) -> Shell:
    """Built once a request, from the address and the cap; at most one query of its own."""
    known: Shell | None = getattr(request, "sakip_shell", None)
    if known is None:
        known = request.sakip_shell = _build(request)  # type: ignore[attr-defined]
    return known


def _build(request: HttpRequest) -> Shell:
    user = getattr(request, "user", None)
    if not isinstance(user, Pengguna):
        return Shell()
    today = user.instansi.hari_ini
    match = request.resolver_match
    kwargs = match.kwargs if match else {}
    tahun = int(kwargs.get("tahun", today.year))
    tw = int(kwargs.get("tw", triwulan_of(today)))
    shell = Shell(
        instansi=user.instansi,
        pengguna=user,
        cap=user.cap,
        caps=user.caps,
        tahun=tahun,
        tw=tw,
        tahun_tersedia=list(TahunKerja.objects.visible_to(user).values_list("tahun", flat=True)),
        tahun_berjalan=(tahun, tw) == (today.year, triwulan_of(today)),
    )
    shell.menu = [
        (butir, _address(butir.halaman, tahun, tw, konteks=butir.konteks), _is_open(butir, request))
        for butir in menu_for(user.cap.peran if user.cap else None)
    ]
    if match and {"tahun", "tw"} <= kwargs.keys():
        shell.alamat = _other_periods(match.view_name, kwargs, shell)
        shell.alamat["berjalan"] = _moved(match.view_name, kwargs, today.year, triwulan_of(today))
    return shell


@lru_cache(maxsize=1024)
def _address(halaman: str, tahun: int, tw: int, *, konteks: bool) -> str:
    return reverse(halaman, kwargs={"tahun": tahun, "tw": tw} if konteks else None)


def _is_open(butir: Butir, request: HttpRequest) -> bool:
    """Whether the page belongs to this entry: its own page, one below its address, or one of its apps."""
    match = request.resolver_match
    if match is None:
        return False
    if butir.halaman == "organisasi:setelan":
        return request.path.startswith(reverse("organisasi:setelan"))
    return match.view_name == butir.halaman or match.namespace in butir.ruang


def _other_periods(view_name: str, kwargs: dict[str, Any], shell: Shell) -> dict[str, str]:
    """The same page in the other years and quarters, so that changing the context keeps the place."""
    years = {
        f"tahun{tahun}": _moved(view_name, kwargs, tahun, shell.tw)
        for tahun in shell.tahun_tersedia
    }
    quarters = {f"tw{tw}": _moved(view_name, kwargs, shell.tahun, tw) for tw in (1, 2, 3, 4)}
    return years | quarters


def _moved(view_name: str, kwargs: dict[str, Any], tahun: int, tw: int) -> str:
    """The page in another period; the second month of a quarter becomes the second month of that one."""
    there = {**kwargs, "tahun": tahun, "tw": tw}
    if "bulan" in there:
        there["bulan"] = (there["bulan"] - 1) % 3 + 1 + 3 * (tw - 1)
    return reverse(view_name, kwargs=there)
