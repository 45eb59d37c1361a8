"""The July change of nine heads: four definitive, five Plt., one of whom leads another unit as well."""

from datetime import date, timedelta
from typing import Any

from sakip.organisasi.actions.pengguna import create_pengguna
from sakip.organisasi.actions.penugasan import create_penugasan
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import JenisPenugasan, Pengguna, Peran, PerangkatDaerah

DEFINITIF = {"06", "11", "19", "25"}
PLT = {"08", "17", "21", "27"}
# The unit without a head of its own, and the unit whose head leads it as Plt.
RANGKAP, PEMEGANG = "22", "23"
PANGKAT_KEPALA = "Pembina Utama Muda (IV/c)"


def load_tanggal_mutasi(today: date) -> date:
    """The last 14 July."""
    this = date(today.year, 7, 14)
    return this if this <= today else date(today.year - 1, 7, 14)


def appoint_kepala(
    person: Pengguna, unit: PerangkatDaerah, since: date, *, acting_user: Pengguna
) -> None:
    """Make somebody head of a unit: from the beginning, or from July after the head who left."""
    if unit.kode not in DEFINITIF | PLT:
        _appoint(person, unit, acting_user, mulai=since)
        return
    mutasi = load_tanggal_mutasi(acting_user.instansi.hari_ini)
    _appoint_former(unit, since, mutasi, acting_user)
    _appoint(person, unit, acting_user, mulai=mutasi, **_letter(unit, mutasi))


def appoint_rangkap(
    person: Pengguna, unit: PerangkatDaerah, since: date, *, acting_user: Pengguna
) -> Pengguna:
    """Give the head of another unit this one too; the answer is the same person under that cap."""
    mutasi = load_tanggal_mutasi(acting_user.instansi.hari_ini)
    _appoint_former(unit, since, mutasi, acting_user)
    penugasan = _appoint(person, unit, acting_user, mulai=mutasi, **_letter(unit, mutasi))
    capped: Pengguna = Pengguna.objects.select_related("instansi").get(pk=person.pk)
    wear_cap(capped, acting_user.instansi.hari_ini, chosen=penugasan)
    return capped


def _appoint_former(
    unit: PerangkatDaerah, since: date, mutasi: date, acting_user: Pengguna
) -> None:
    former = create_pengguna(
        acting_user=acting_user,
        username=f"mantan.kepala.{unit.kode}",
        nama=f"Mantan kepala {unit.singkatan}",
        pangkat=PANGKAT_KEPALA,
    )
    _appoint(former, unit, acting_user, mulai=since, selesai=mutasi - timedelta(days=1))


def _appoint(person: Pengguna, unit: PerangkatDaerah, acting_user: Pengguna, **fields: Any) -> int:
    row = create_penugasan(
        person,
        acting_user=acting_user,
        peran=Peran.KEPALA_OPD,
        perangkat_daerah=unit,
        **fields,
    )
    return row.pk


def _letter(unit: PerangkatDaerah, mutasi: date) -> dict[str, Any]:
    """How the new head holds the unit."""
    if unit.kode in DEFINITIF:
        return {}
    nomor = f"821.2/{100 + int(unit.kode)}/BKPSDM/{mutasi.year}"
    return {"jenis": JenisPenugasan.PLT, "nomor_surat": nomor}
