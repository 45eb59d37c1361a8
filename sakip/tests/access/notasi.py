"""How the access table is written: who asks, what a row says, what answer follows from it.

A row names a page, a method, the row of the world it is about, valid data, and three things:

- `boleh`: who gets `status` (200 for GET, 302 for POST unless said otherwise);
- `lihat`: who sees the row but may not do this: 403 with a reason;
- everybody else of the agency finds nothing (404), or, where the address names no row, is refused (403).

Four answers are never written down, because they are always the same: a visitor is sent to the
login (302), another agency's people find no row (404), a person without an assignment is told whom
to ask (403, but for his own account), a method without a row is refused (405; 404 where the
address names a row).
"""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from sakip.organisasi.models import Peran

Nama = str

# Those who reach the whole agency.
SE_INSTANSI = frozenset[Nama]({
    Peran.BAGOR, Peran.BAPPEDA, Peran.EVALUATOR, Peran.PENJAMIN_MUTU, Peran.PIMPINAN, Peran.SEKDA,
    Peran.PENGAMPU, Peran.EVALUATOR_EKSTERNAL, Peran.ADMIN, Peran.BPKAD, Peran.WALIDATA,
})  # fmt: skip
# Those of Dinas Kesehatan, and the asisten who coordinates it.
DI_DINKES = frozenset[Nama]({Peran.OPERATOR_OPD, Peran.KEPALA_OPD, Peran.PEGAWAI, Peran.ASISTEN})
# Those of another unit, and an asisten who coordinates only that one.
DI_PUPR = frozenset[Nama]({"operator_lain", "asisten_lain"})
# Signed in without a cap: never assigned, or an admin until yesterday.
TANPA_CAP = frozenset[Nama]({"tanpa_penugasan", "admin_berakhir"})
ASING = frozenset[Nama]({"admin_asing", "operator_asing"})

ADMIN = frozenset[Nama]({Peran.ADMIN})
PENGELOLA = frozenset[Nama]({Peran.ADMIN, Peran.BAGOR})
LIHAT_DINKES = SE_INSTANSI | DI_DINKES
LIHAT_PUPR = SE_INSTANSI | DI_PUPR
BERTUGAS = SE_INSTANSI | DI_DINKES | DI_PUPR
# Whoever is signed in, whatever he is: for one's own account.
SEMUA = BERTUGAS | TANPA_CAP
TIADA = frozenset[Nama]()
# One of each kind: a visitor, insiders, nobody in particular, an outsider.
SATU_SATU = frozenset[Nama]({
    "anonim", Peran.ADMIN, Peran.OPERATOR_OPD, "operator_lain", "tanpa_penugasan", "admin_asing",
})  # fmt: skip
# One of each reach: the agency's rows, with its settings and without; a unit's; those of a coordinator.
JANGKAUAN = frozenset[Nama]({
    Peran.ADMIN, Peran.BAGOR, Peran.EVALUATOR, Peran.OPERATOR_OPD, Peran.KEPALA_OPD, Peran.ASISTEN,
    "operator_lain",
})  # fmt: skip

# What a foreign person is in his own agency: on a page without a row he is answered as such.
SAMA = {"admin_asing": Peran.ADMIN, "operator_asing": Peran.OPERATOR_OPD}

Isian = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baris:
    """One line of the table. `objek` and `data` are read from the world (`dunia.py`)."""

    url: str
    method: str
    objek: str = ""
    data: Isian | None = None
    boleh: Set[Nama] = TIADA
    lihat: Set[Nama] = TIADA
    status: int = 0
    jejak: tuple[str, ...] = ()
    # Text of the page -> who must read it; everybody else who gets the page must not.
    memuat: Mapping[str, Set[Nama]] = field(default_factory=dict)
    # What a visitor gets on a public page; 0: he is led to the login.
    anonim: int = 0
    argumen: Isian | None = None
    # Who is led on to another page (302).
    alih: Set[Nama] = TIADA
    # The answer to everybody else; 0: 404 where the address names a row, 403 otherwise.
    lain: int = 0
    # Who stands in the trail when it is not the one who asks: a row of the world, or "" for nobody.
    pelaku: str | None = None
    # It changes only tables outside the trail (`LUAR_JEJAK`).
    tanpa_jejak: bool = False
    # The answer to another agency's people where the address names no row and the data are ours.
    asing: int = 0
    # A variation of another row: only who may, one of each kind, and one for each answer are asked.
    kasus: str = ""
    # A variation of which everybody is asked all the same.
    penuh: bool = False

    @property
    def kode(self) -> int:
        """The answer to those who may."""
        return self.status or (200 if self.method == "GET" else 302)

    def jawaban(self, nama: Nama) -> int:
        """The answer this person must get."""
        if nama == "anonim":
            return self.anonim or 302
        if nama in ASING:
            return self._jawaban_asing(nama)
        if nama in TANPA_CAP and not self.anonim and not self.url.startswith("akun:"):
            return 403
        if nama in self.boleh:
            return self.kode
        if nama in self.alih:
            return 302
        if nama in self.lihat:
            return 403
        return self.lain or (404 if self.objek else 403)

    def penanya(self, semua: Iterable[Nama], *, ulang: bool = False) -> list[Nama]:
        """Who is asked: everybody; for a variation who may, one of each kind and one for each answer; for
        a repetition one of each reach among those who may, an outsider and one for each answer.
        """
        if not ulang and (self.penuh or not self.kasus):
            return list(semua)
        one_for_each = {self.jawaban(nama): nama for nama in semua}.values()
        may = self.boleh & JANGKAUAN or self.boleh if ulang else self.boleh
        kinds = {"admin_asing"} if ulang else SATU_SATU
        return [n for n in semua if n in {*may, *kinds, *one_for_each}]

    def _jawaban_asing(self, nama: Nama) -> int:
        if self.objek:
            return 404
        own = self.jawaban(SAMA[nama])
        return self.asing if self.asing and self.berhasil(SAMA[nama]) else own

    @property
    def mengubah(self) -> bool:
        """Whether it changes anything when it succeeds."""
        return bool(self.jejak) or self.tanpa_jejak

    def berhasil(self, nama: Nama) -> bool:
        """Whether this person's request does what the row is about."""
        if nama == "anonim":
            return bool(self.anonim)
        if nama in ASING:
            return not self.objek and not self.asing and self.berhasil(SAMA[nama])
        return nama in self.boleh and self.jawaban(nama) == self.kode

    def __str__(self) -> str:
        return "-".join(filter(None, [self.url, self.method, self.objek, self.kasus]))


def get(url: str, **isi: Any) -> Baris:
    """A page that is read."""
    return Baris(url=url, method="GET", **isi)


def post(url: str, *jejak: str, **isi: Any) -> Baris:
    """An act: `jejak` names the trail rows it leaves, in order; none when nothing may change."""
    return Baris(url=url, method="POST", jejak=jejak, **isi)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tindakan:
    """One action called without its page, as an import would: `boleh` may, others are refused."""

    nama: str
    isi: Callable[[Any], tuple[tuple[Any, ...], dict[str, Any]]]
    boleh: Set[Nama] = TIADA
    tanpa_jejak: bool = False
    kasus: str = ""

    def penanya(self, semua: Iterable[Nama], *, ulang: bool = False) -> list[Nama]:
        """Everybody, or for a variation and a repetition who may and one of each kind."""
        return [n for n in semua if not (self.kasus or ulang) or n in self.boleh | SATU_SATU]

    def __str__(self) -> str:
        return "-".join(filter(None, [self.nama, self.kasus]))


def act(nama: str, *args: str, isi: Isian | None = None, **lain: Any) -> Tindakan:
    """`act("….update_jabatan", "kadinkes", boleh=…, isi=…)`: rows of the world by name, keywords."""

    def read(dunia: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        rows = [getattr(dunia, name) for name in args]
        fresh = (type(row)._base_manager.get(pk=row.pk) for row in rows)
        return tuple(fresh), isi(dunia) if isi else {}

    return Tindakan(nama=nama, isi=read, **lain)
