"""Where the page of a sheet is."""

from django.http import Http404
from django.urls import reverse

from sakip.pengukuran.isian import with_ratio
from sakip.pengukuran.models import LembarRealisasi, Masa, Potret
from sakip.rules.tanggal import triwulan_of_bulan


def address_of(lembar: LembarRealisasi) -> str:
    """The page on which this sheet is typed and decided."""
    masa = lembar.masa
    args = [masa.tahun, masa.tw, lembar.perangkat_daerah.kode]
    if masa.jenis == Masa.Jenis.BULAN:
        return reverse("pengukuran:bulan_update", args=[*args, masa.ke])
    return reverse("pengukuran:realisasi_update", args=args)


def address_of_aksi(lembar: LembarRealisasi) -> str:
    """The page of the steps beside this sheet."""
    masa = lembar.masa
    args = [masa.tahun, masa.tw, lembar.perangkat_daerah.kode]
    return reverse("pengukuran:realisasi_aksi_update", args=args)


def address_of_sel(lembar: LembarRealisasi, potret: Potret, bidang: str = "") -> str:
    """The field of one indicator on that page: its figure, or the one called `bidang`.

    The masa of the contract has been loaded.
    """
    name = bidang or ("pembilang" if with_ratio(potret) else "nilai")
    return f"{address_of(lembar)}#{name}-{potret.pk}"


def check_bulan(tw: int, bulan: int) -> int:
    """The month of an address. Raises Http404 for one outside its quarter."""
    if triwulan_of_bulan(bulan) != tw:
        raise Http404
    return bulan
