"""The sheet of an indicator as it is read: its words and promises in a version, and what was reached."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from sakip.organisasi.models import Pengguna
from sakip.perencanaan.checks import years_of
from sakip.perencanaan.garis import Titik, load_titik
from sakip.perencanaan.isi import Isi, token
from sakip.perencanaan.kait import BarisUkur, load_bulan, load_ukur
from sakip.perencanaan.models import (
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    TargetMasa,
    TargetTahun,
    Versi,
)
from sakip.rules.agregasi import Agregasi
from sakip.rules.angka import read_nomor
from sakip.rules.periode import Frekuensi, Rilis, periode_diukur, write_rilis
from sakip.rules.pilihan import member
from sakip.rules.rumus import Rumus
from sakip.rules.sebaran import check_sebaran
from sakip.rules.tanggal import BULAN, write_triwulan
from sakip.rules.target import Target, write_target

TRIWULAN = range(1, 5)
# How many periods of the past a sheet shows, and how many other sheets that share a variable.
MASA_TERBANYAK = 12
BERSAMA_TERBANYAK = 10


@dataclass(frozen=True, slots=True)
class JanjiTahun:
    """The promises for one year: of the year, and of its quarters by number."""

    tahun: int
    setahun: Target | None
    tw: tuple[int, ...]
    janji: Mapping[int, Target]
    desimal: int
    peringatan: str

    @property
    def teks(self) -> dict[int, str]:
        """The quarters as printed."""
        return {ke: write_target(one, self.desimal) for ke, one in self.janji.items()}

    @property
    def teks_setahun(self) -> str:
        """The year as printed."""
        return "" if self.setahun is None else write_target(self.setahun, self.desimal)


@dataclass(frozen=True, slots=True)
class Lembar:
    """Everything that a sheet prints."""

    versi: Versi
    isi: IsiIndikator
    simpul: IsiSimpul
    target: Mapping[int, str]
    tahun: JanjiTahun
    ukur: list[BarisUkur]
    garis: list[Titik]
    bersama: list[IsiIndikator]

    @property
    def rumus(self) -> Rumus:
        """The formula of its capaian."""
        return member(Rumus, self.isi.rumus)

    @property
    def agregasi(self) -> str:
        """How quarters make the year, in words."""
        return member(Agregasi, self.isi.agregasi).nama

    @property
    def rilis(self) -> str:
        """When an outside source publishes the year's figure; empty where there is none."""
        if self.isi.bulan_rilis is None:
            return ""
        rilis = Rilis(self.isi.bulan_rilis, int(self.isi.rilis_tahun_berikut))
        return write_rilis(rilis, self.tahun.tahun)


def find_versi(user: Pengguna, indikator: int, pk: str) -> Versi:
    """The version asked for, else the one in force, else the one that is being written.

    Raises Http404 when the indicator is in no document within reach.
    """
    rows = Versi.objects.visible_to(user).filter(periode__indikator_set=indikator)
    rows = rows.select_related("instansi", "periode__instansi", "periode__perangkat_daerah")
    asked = rows.filter(pk=read_nomor(pk) or 0)
    found = asked.first() if pk else rows.berlaku().first() or rows.terbuka().first()
    if found is None:
        raise Http404
    return found


def load_isi(versi: Versi, indikator: int) -> IsiIndikator:
    """What the version says of an indicator. Raises Http404 when it does not stand there."""
    rows = IsiIndikator.objects.di_versi(versi).filter(indikator=indikator)
    isi = rows.select_related("indikator__periode", "perangkat_daerah").first()
    if isi is None:
        raise Http404
    return isi


def load_lembar(versi: Versi, indikator: int, tahun: int, user: Pengguna) -> Lembar:
    """The sheet in a version; ten queries."""
    isi = load_isi(versi, indikator)
    nodes = IsiSimpul.objects.di_versi(versi).select_related("simpul")
    targets = load_target(versi, indikator)
    return Lembar(
        versi=versi,
        isi=isi,
        simpul=nodes.get(simpul=isi.simpul_id),
        target={year: write_target(one, isi.desimal) for year, one in targets.items()},
        tahun=load_janji(isi, tahun, targets.get(tahun)),
        ukur=load_ukur([indikator], tahun - 2)[:MASA_TERBANYAK],
        garis=load_titik(isi, targets, versi.instansi.hari_ini.year),
        bersama=_load_bersama(isi, user),
    )


def load_target(versi: Versi, indikator: int) -> dict[int, Target]:
    """The promises by year."""
    rows = TargetTahun.objects.di_versi(versi).filter(indikator=indikator).order_by("tahun")
    return {row.tahun: row.to_rule() for row in rows}


def load_janji(isi: IsiIndikator, tahun: int, setahun: Target | None) -> JanjiTahun:
    """The promises for the quarters of a year."""
    rows = TargetMasa.objects.filter(indikator=isi.indikator_id, tahun=tahun, masa="triwulan")
    janji = {row.ke: row.to_rule() for row in rows.order_by("ke")}
    frekuensi = member(Frekuensi, isi.frekuensi)
    tw = tuple(ke for ke in TRIWULAN if periode_diukur(frekuensi, ke))
    peringatan = check_sebaran(member(Agregasi, isi.agregasi), janji, tw, setahun)
    return JanjiTahun(tahun, setahun, tw, janji, isi.desimal, peringatan)


def find_terikat(
    indikator: int, tahun: int, masa: str = TargetMasa.Jenis.TRIWULAN
) -> Collection[int]:
    """The quarters (or months) whose period was opened: their promise is in the contract."""
    if masa == TargetMasa.Jenis.BULAN:
        return load_bulan(indikator, tahun)
    return {row.ke for row in load_ukur([indikator], tahun) if row.tahun == tahun}


def load_janji_bulan(isi: IsiIndikator, tahun: int) -> dict[int, Target]:
    """The promises for the months of a year."""
    rows = TargetMasa.objects.filter(indikator=isi.indikator_id, tahun=tahun, masa="bulan")
    return {row.ke: row.to_rule() for row in rows.order_by("ke")}


def write_masa(masa: str, ke: int, tahun: int) -> str:
    """TW III 2026, or Agustus 2026."""
    if masa == TargetMasa.Jenis.BULAN:
        return f"{BULAN[ke - 1]} {tahun}"
    return write_triwulan(ke, tahun)


def see_janji(janji: Mapping[int, Target]) -> str:
    """What a person sees of the quarters, in short."""
    seen: Isi = {str(ke): write_target(one) for ke, one in sorted(janji.items())}
    return token(seen)


def pick_year(versi: Versi, wanted: str) -> int:
    """The year asked for, else this year; always one of the document."""
    years = years_of(versi.periode)
    asked = read_nomor(wanted)
    if asked is not None and asked in years:
        return asked
    return min(max(versi.instansi.hari_ini.year, years[0]), years[-1])


def _load_bersama(isi: IsiIndikator, user: Pengguna) -> list[IsiIndikator]:
    """Other sheets in force that count the same variable."""
    names = {isi.pembilang, isi.penyebut} - {""}
    rows = IsiIndikator.objects.visible_to(user).berlaku().exclude(indikator=isi.indikator_id)
    documents = PeriodeRencana.objects.pada_tahun(user.instansi.hari_ini.year)
    rows = rows.filter(indikator__periode__in=documents)
    rows = rows.filter(Q(pembilang__in=names) | Q(penyebut__in=names))
    rows = rows.select_related("indikator", "perangkat_daerah").order_by("nama", "pk")
    return list(rows[:BERSAMA_TERBANYAK])
