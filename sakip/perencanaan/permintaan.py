"""Requests for data as the pages of an indicator and of a quarter read them."""

from collections import defaultdict
from collections.abc import Collection

from django.http import Http404

from sakip.organisasi.models import Pengguna
from sakip.perencanaan.models import IsiIndikator, PermintaanData

# Of one indicator, how many are shown on its sheet.
TERBANYAK = 10


def find_sheet(user: Pengguna, indikator: int) -> IsiIndikator:
    """What an indicator within reach says in force. Raises Http404 when it is none."""
    rows = IsiIndikator.objects.visible_to(user).berlaku().filter(indikator=indikator)
    isi = rows.select_related("indikator__periode", "perangkat_daerah__instansi").first()
    if isi is None:
        raise Http404
    return isi


def load_permintaan(user: Pengguna, indikator: int) -> list[PermintaanData]:
    """The newest requests for an indicator within reach, what waits first."""
    rows = PermintaanData.objects.visible_to(user).filter(indikator=indikator)
    return list(rows.for_list()[:TERBANYAK])


def load_permintaan_masa(
    indikator: Collection[int], tahun: int, ke: int
) -> dict[int, list[PermintaanData]]:
    """What waits or was answered for these indicators in a period, by indicator; one query."""
    shown = (PermintaanData.Status.DIMINTA, PermintaanData.Status.DIJAWAB)
    rows = PermintaanData.objects.filter(
        indikator__in=indikator, tahun=tahun, ke=ke, status__in=shown
    )
    found: dict[int, list[PermintaanData]] = defaultdict(list)
    for row in rows.for_list():
        found[row.indikator_id].append(row)
    return found
