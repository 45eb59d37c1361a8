"""What waits for a person now. A line closes by itself when the fact changes; nobody ticks it off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sakip.beranda.aturan import evaluasi, lembar, percakapan, perjanjian, rencana, susulan
from sakip.beranda.fakta import Sumber, load_fakta
from sakip.beranda.hal import Papan, Tugas, sort_tugas
from sakip.beranda.pantau import Setrip, load_setrip, pantau, siapkan_instansi
from sakip.organisasi.models import Pengguna, Peran
from sakip.pengukuran.calendar import load_kalender_of

# Some rules give lines, others rows that one query reads for all of them.
Aturan = Callable[[Pengguna], Iterator[Tugas | Sumber]]

UNIT: tuple[Aturan, ...] = (
    perjanjian.perjanjian_kinerja, evaluasi.penilaian_mandiri, evaluasi.rekomendasi,
    evaluasi.tanggapan, rencana.tulis_revisi, rencana.tunggu_lintas, rencana.permintaan_data,
    susulan.tunggu_pembukaan,
)  # fmt: skip
ATURAN: dict[str, tuple[Aturan, ...]] = {
    Peran.OPERATOR_OPD: (
        lembar.lembar_operator, rencana.pakai_jawaban, susulan.perbaiki_addendum,
        evaluasi.permintaan_bukti, *UNIT,
    ),
    Peran.KEPALA_OPD: (
        lembar.putuskan_lembar, lembar.lembar_kepala, susulan.putuskan_pembukaan, susulan.putuskan_addendum,
        rencana.jawab_lintas, *UNIT,
    ),
    Peran.BAPPEDA: (
        rencana.putuskan_revisi, rencana.tulis_revisi, rencana.jawab_lintas, susulan.verifikasi,
        evaluasi.penilaian_mandiri, evaluasi.permintaan_bukti, evaluasi.rekomendasi,
    ),
    Peran.BPKAD: (susulan.verifikasi,),
    Peran.WALIDATA: (susulan.verifikasi,),
    Peran.PIMPINAN: (rencana.putuskan_revisi, evaluasi.penilaian_mandiri),
    Peran.SEKDA: (lembar.putuskan_lembar, rencana.putuskan_revisi, evaluasi.penilaian_mandiri),
    Peran.BAGOR: (
        siapkan_instansi, susulan.putuskan_pembukaan, susulan.verifikasi,
        evaluasi.penilaian_mandiri, evaluasi.permintaan_bukti, evaluasi.rekomendasi,
    ),
    Peran.ADMIN: (siapkan_instansi, susulan.putuskan_pembukaan),
    Peran.EVALUATOR: (
        evaluasi.nilai_lke, evaluasi.jawab_tanggapan, evaluasi.putuskan_koreksi,
        evaluasi.tutup_rekomendasi,
    ),
    Peran.PENJAMIN_MUTU: (evaluasi.nilai_lke, evaluasi.putuskan_koreksi),
}  # fmt: skip
# Who sees how far every unit is; those who run the cycle are also told to go after the rest.
PEMANTAU = frozenset({Peran.BAGOR, Peran.ADMIN, Peran.BAPPEDA})
PENGELOLA = frozenset({Peran.BAGOR, Peran.ADMIN})


@dataclass(frozen=True, slots=True)
class Beranda:
    """The home of one person: his lines, and for those who watch the cycle the strip above them."""

    papan: Papan
    setrip: Setrip | None = None


def load_beranda(user: Pengguna) -> Beranda:
    """What concerns a person under his active cap; at most eight queries at any size."""
    today = user.instansi.hari_ini
    if user.cap is None:
        return Beranda(Papan((), today))
    peran = user.cap.peran
    setrip = load_setrip(user) if peran in PEMANTAU else None
    rules = (*ATURAN.get(peran, ()), percakapan.sebutan)
    found = [one for rule in rules for one in rule(user)]
    lines = [one for one in found if isinstance(one, Tugas)]
    lines += load_fakta([one for one in found if isinstance(one, Sumber)])
    if peran in PENGELOLA:
        lines += pantau(user, setrip)
    return Beranda(Papan(sort_tugas(lines, today), today), setrip)


def load_papan(user: Pengguna) -> Papan:
    """The lines alone."""
    return load_beranda(user).papan


def load_tenggat(user: Pengguna, *, banyak: int = 3) -> list[tuple[date, str, int]]:
    """The next days of the calendar: day, what, and how many days are left."""
    today = user.instansi.hari_ini
    rows = load_kalender_of(today.year).in_order(today.year)
    rows += load_kalender_of(today.year).in_order(today.year + 1)
    ahead = [(day, butir.nama, (day - today).days) for day, butir in rows if day >= today]
    return ahead[:banyak]
