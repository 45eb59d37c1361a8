"""A cell (an indicator in a period) may be spoken about, also while it is still empty."""

from typing import Any

from django.db.models import QuerySet

from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.pengukuran.alamat import address_of_sel
from sakip.pengukuran.models import LembarRealisasi, Potret
from sakip.percakapan.registry import Jenis, Objek, register


def _sel(user: Pengguna) -> QuerySet[Potret]:
    """The same units as those whose sheets a person sees."""
    units = PerangkatDaerah.objects.visible_to(user).values("pk")
    rows = Potret.objects.filter(perangkat_daerah__in=units)
    return rows.select_related("masa", "perangkat_daerah")


def _tell(row: Any) -> Objek:
    sheet = LembarRealisasi(masa=row.masa, perangkat_daerah=row.perangkat_daerah)
    return Objek(
        "sel",
        row.pk,
        f"{row.nama}, {row.masa}",
        row.perangkat_daerah_id,
        address_of_sel(sheet, row),
    )


register(Jenis("sel", "Realisasi", _sel, _tell))
