"""A secretary who decides on behalf of the head for some weeks."""

from datetime import date, timedelta

from sakip.demo.organisasi import AWAL, Pemeran
from sakip.organisasi.actions.pelimpahan import create_pelimpahan
from sakip.organisasi.actions.pengguna import create_pengguna
from sakip.organisasi.actions.penugasan import create_penugasan
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Pengguna, Peran, PerangkatDaerah


def appoint_wakil(unit: PerangkatDaerah, pemeran: Pemeran) -> Pengguna:
    """The secretary of a unit, wearing what the head passed to him today."""
    today: date = pemeran.instansi.hari_ini
    person = create_pengguna(
        acting_user=pemeran.admin,
        username=f"sekretaris.{unit.kode.lower()}",
        nama=f"Sekretaris {unit.singkatan}",
    )
    create_penugasan(
        person,
        acting_user=pemeran.admin,
        peran=Peran.PEGAWAI,
        perangkat_daerah=unit,
        mulai=AWAL,
    )
    row = create_pelimpahan(
        person,
        nomor_surat=f"800.1.3.1/{200 + int(unit.kode)}/{today.year}",
        mulai=today,
        selesai=today + timedelta(days=30),
        acting_user=pemeran.kepala[unit.kode],
    )
    capped: Pengguna = Pengguna.objects.select_related("instansi").get(pk=person.pk)
    wear_cap(capped, today, chosen=row.pk)
    return capped
