"""Opening a year for work."""

from django.db import transaction

from sakip.audit.actions import record, require
from sakip.organisasi import permissions
from sakip.organisasi.models import Pengguna, TahunKerja
from sakip.web.rows import insert


@transaction.atomic
def create_tahun(tahun: int, *, acting_user: Pengguna) -> TahunKerja:
    """Open a year. Raises ValidationError when it is open already or outside 2000 to 2100."""
    require(permissions.can_manage_organisasi(acting_user))
    instansi = acting_user.instansi
    row = TahunKerja(instansi=instansi, tahun=tahun, dibuka_pada=instansi.hari_ini)
    insert(row)
    record(row, "tahun_kerja.create", acting_user=acting_user, tahun=tahun)
    return row
