"""The menu: what exists, for whom. A role sees only what it may open; the server refuses the rest."""

from dataclasses import dataclass

from sakip.organisasi.models import Peran

SEMUA = frozenset(Peran.values)
PENGELOLA = frozenset({Peran.ADMIN, Peran.BAGOR})
PEMUTUS = PENGELOLA | {
    Peran.KEPALA_OPD, Peran.BAPPEDA, Peran.BPKAD, Peran.WALIDATA, Peran.PIMPINAN, Peran.SEKDA,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Butir:
    """One entry: its words, icon, page and roles; `konteks` pages carry year and quarter in the URL."""

    nama: str
    ikon: str
    halaman: str
    peran: frozenset[str] = SEMUA
    konteks: bool = False
    # Apps whose pages stand under this entry.
    ruang: tuple[str, ...] = ()


MENU = (
    Butir("Pekerjaan", "home", "beranda"),
    Butir("Keputusan", "check", "keputusan", PEMUTUS),
    Butir("Ringkasan", "chart-bar", "dasbor:ringkasan", konteks=True),
    Butir(
        "Rencana",
        "list-tree",
        "perencanaan:rencana_list",
        konteks=True,
        ruang=("perencanaan", "perjanjian"),
    ),
    Butir("Realisasi", "target", "pengukuran:lembar_list", konteks=True),
    Butir(
        "Evaluasi",
        "clipboard-check",
        "evaluasi:penilaian_list",
        SEMUA - {Peran.PEGAWAI},
        konteks=True,
        ruang=("evaluasi",),
    ),
    Butir(
        "Jalan menuju predikat",
        "arrow-up",
        "jalan:jalan_awal",
        SEMUA - {Peran.PEGAWAI},
        konteks=True,
        ruang=("jalan",),
    ),
    Butir("Kalender", "calendar", "pengukuran:kalender", konteks=True),
    Butir("Perangkat daerah", "building", "organisasi:perangkat_daerah_list", konteks=True),
    Butir(
        "Lemari bukti", "file-text", "berkas:unit_list", konteks=True, ruang=("berkas", "lapangan")
    ),
    Butir("Pekerjaan latar", "clock", "latar:pekerjaan_list"),
    Butir("Setelan", "settings", "organisasi:setelan", PENGELOLA),
    Butir("Jejak", "history", "organisasi:jejak_list", frozenset({Peran.EVALUATOR})),
)


def menu_for(peran: str | None) -> list[Butir]:
    """The entries a role may open, in the order of the cycle."""
    return [butir for butir in MENU if peran in butir.peran]
