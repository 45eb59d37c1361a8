"""Where the numbers of a unit's line come from: every step written out, from the rows it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sakip.dasbor.ringkasan import BarisUnit
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.compute import load_aturan
from sakip.pengukuran.keadaan import last_day_asked
from sakip.pengukuran.models import Masa, Potret
from sakip.pengukuran.tulis import write_realisasi
from sakip.rules.angka import bulatkan, write_angka, write_persen, write_rupiah
from sakip.rules.capaian import RataRata
from sakip.rules.tanggal import write_tanggal
from sakip.rules.target import write_target

# More terms than this are not read by anybody: the sum is written instead.
SUKU = 12


@dataclass(frozen=True, slots=True)
class BarisAsal:
    """One indicator of the unit: its capaian with the working, and what enters the mean (`masuk`); or why
    nothing does (`sebab`)."""

    nama: str
    target: str
    realisasi: str
    capaian: Decimal | None
    masuk: Decimal | None
    tercapai: bool | None
    sebab: str = ""
    langkah: str = ""


def load_asal(unit: PerangkatDaerah, masa: Masa | None) -> list[BarisAsal]:
    """Every indicator of a unit in a period, in the order of its sheet."""
    if masa is None:
        return []
    rows = Potret.objects.filter(perangkat_daerah=unit, masa=masa).select_related("realisasi")
    return [_baris(row, masa) for row in rows.order_by("urutan", "pk")]


def write_capaian(rows: Sequence[BarisAsal], rata_rata: RataRata | None) -> str:
    """The engine's mean as a sum: what each indicator gives, how many they are, and the result."""
    if rata_rata is None or rata_rata.nilai is None:
        return "Belum ada indikator yang punya capaian."
    masuk = [row.masuk for row in rows if row.masuk is not None]
    terms = " + ".join(write_angka(value) for value in masuk)
    atas = terms if len(masuk) <= SUKU else write_angka(sum(masuk, Decimal(0)))
    return f"Capaian = ({atas}) ÷ {rata_rata.dihitung} = {write_persen(rata_rata.nilai)}"


def write_serapan(row: BarisUnit) -> str:
    """Money: realisasi of pagu, in rupiah."""
    if row.anggaran is None or row.serapan is None:
        return "Pagu triwulan ini belum dimuat."
    spent, pagu = write_rupiah(row.anggaran.realisasi), write_rupiah(row.anggaran.pagu)
    return (
        f"Serapan = realisasi ÷ pagu × 100 = {spent} ÷ {pagu} × 100 = {write_persen(row.serapan)}"
    )


def write_bahan(row: BarisUnit) -> str:
    """Result beside money, as something to talk about; empty while one of the two is missing.

    No regulation for local governments makes a verdict of it (practice 2: PMK 62/2023 is for the centre).
    """
    mean = row.ukur.rata_rata.nilai if row.ukur.rata_rata else None
    if mean is None or not row.serapan:
        return ""
    selisih = bulatkan(mean) - bulatkan(row.serapan)
    plus = "+" if selisih > 0 else ""
    return (
        f"Capaian − serapan = {write_angka(mean)} − {write_angka(row.serapan)} = "
        f"{plus}{write_angka(selisih)} poin; capaian ÷ serapan = {write_angka(mean / row.serapan)}."
    )


def write_perubahan(row: BarisUnit) -> str:
    """The change of the score: this year's less last year's."""
    if row.perubahan is None:
        return "Belum ada nilai dua tahun berurutan untuk dibandingkan."
    new, old = row.nilai[:2]
    plus = "+" if row.perubahan > 0 else ""
    return (
        f"Perubahan = nilai {new.tahun} − nilai {old.tahun} = {write_angka(new.total)} − "
        f"{write_angka(old.total)} = {plus}{write_angka(row.perubahan)} poin"
    )


def _baris(potret: Potret, masa: Masa) -> BarisAsal:
    row = getattr(potret, "realisasi", None)
    target = write_target(potret.target, potret.desimal)
    if row is None:
        return BarisAsal(potret.nama, target, "", None, None, None, _sebab(potret, masa))
    masuk = None if row.capaian is None else load_aturan().batas_rata_rata.clamp(row.capaian)
    return BarisAsal(
        nama=potret.nama,
        target=target,
        realisasi=write_realisasi(row, potret.desimal),
        capaian=row.capaian,
        masuk=masuk,
        tercapai=row.tercapai,
        sebab="" if row.capaian is not None else row.langkah,
        langkah=row.langkah,
    )


def _sebab(potret: Potret, masa: Masa) -> str:
    if not potret.diukur:
        return f"Tidak diukur pada {masa}."
    if (rilis := potret.rilis_pada) is not None and not potret.is_released(last_day_asked(masa)):
        return f"Menunggu rilis, paling cepat {write_tanggal(rilis)}."
    return "Belum diisi."
