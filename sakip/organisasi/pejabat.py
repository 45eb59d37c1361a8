"""Who holds a position on a day, and may sign for it; that a position stays while something is hung on it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from sakip.organisasi.models import Jabatan, JenisPenugasan, Penugasan, Peran
from sakip.rules.decision import RuleError
from sakip.web.rows import hold_all

# A Plt. signs as Plt.; a Plh. signs no PK, nor does who signs on behalf of another (practice 2).
PENANDA_TANGAN = (JenisPenugasan.DEFINITIF, JenisPenugasan.PJ, JenisPenugasan.PLT)
# Who heads what, where his assignment names no position.
KEPALA_DAERAH = Jabatan.Jenjang.KEPALA_DAERAH


def hold_jabatan(keys: Iterable[int | None]) -> None:
    """Nobody deletes these positions until the commit. Raises RuleError where somebody just did."""
    wanted = {key for key in keys if key is not None}
    if hold_all(Jabatan.objects.filter(pk__in=wanted)) < len(wanted):
        raise RuleError(
            "Jabatan itu baru saja dihapus orang lain. Muat ulang, lalu pilih yang lain."
        )


def is_kepala(jabatan: Jabatan) -> bool:
    """Whether the position heads its unit: nobody of the same unit stands above it but the region's head."""
    above = jabatan.atasan
    if jabatan.jenjang == KEPALA_DAERAH:
        return False
    return (
        above is None
        or above.jenjang == KEPALA_DAERAH
        or above.perangkat_daerah_id != jabatan.perangkat_daerah_id
    )


def load_pejabat(jabatan: Iterable[Jabatan], on: date) -> dict[int, Penugasan]:
    """Who signs for each position on a day, by position; one query. Positions without one are left out.

    An assignment that names the position comes first; without one the head of the unit or of the
    region is who wears that role there. Definitif before Pj. before Plt.
    """
    wanted = list(jabatan)
    heads = Q(peran=Peran.PIMPINAN, instansi__in={row.instansi_id for row in wanted}) | Q(
        peran=Peran.KEPALA_OPD, perangkat_daerah__in={row.perangkat_daerah_id for row in wanted}
    )
    rows = Penugasan.objects.in_force(on).filter(jenis__in=PENANDA_TANGAN)
    rows = rows.filter(Q(jabatan__in=wanted) | (heads & Q(jabatan__isnull=True)))
    found: dict[tuple[str, int | None], Penugasan] = {}
    order = {jenis: n for n, jenis in enumerate(PENANDA_TANGAN)}
    for row in sorted(
        rows.select_related("pengguna", "jabatan").order_by("mulai", "pk"),
        key=lambda one: order[JenisPenugasan(one.jenis)],
    ):
        found.setdefault(_place_of(row), row)
    holders = {row.pk: _find(row, found) for row in wanted}
    return {pk: holder for pk, holder in holders.items() if holder is not None}


def _place_of(row: Penugasan) -> tuple[str, int | None]:
    if row.jabatan_id is not None:
        return "jabatan", row.jabatan_id
    unit = None if row.peran == Peran.PIMPINAN else row.perangkat_daerah_id
    return str(row.peran), unit


def _find(jabatan: Jabatan, found: dict[tuple[str, int | None], Penugasan]) -> Penugasan | None:
    named = found.get(("jabatan", jabatan.pk))
    if named is not None:
        return named
    if jabatan.jenjang == KEPALA_DAERAH:
        return found.get((Peran.PIMPINAN.value, None))
    if is_kepala(jabatan):
        return found.get((Peran.KEPALA_OPD.value, jabatan.perangkat_daerah_id))
    return None


def write_jabatan(jabatan: Jabatan, holder: Penugasan) -> str:
    """The position as its holder signs: Plt. Kepala Dinas Kesehatan."""
    if holder.jenis == JenisPenugasan.DEFINITIF:
        return jabatan.nama
    return f"{holder.get_jenis_display()} {jabatan.nama}"
