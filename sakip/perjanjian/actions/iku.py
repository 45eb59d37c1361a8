"""A decision that sets the chief indicators is noted, with what the plan marks on that day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perjanjian import permissions
from sakip.perjanjian.iku import load_iku
from sakip.perjanjian.models import BarisIKU, PenetapanIKU
from sakip.rules.decision import RuleError
from sakip.web.rows import insert


@transaction.atomic
def create_penetapan_iku(
    unit: PerangkatDaerah | None,
    *,
    nomor: str,
    tanggal: date,
    tentang: str,
    acting_user: Pengguna,
) -> PenetapanIKU:
    """Note a decision on the chief indicators of a unit (None: the agency), as the plan marks them now.

    Raises RuleError when the plan marks none, ValidationError with the field at fault.
    """
    require(permissions.can_create_iku(acting_user, unit))
    instansi = acting_user.instansi
    if tanggal > instansi.hari_ini:
        raise ValidationError({"tanggal": "Tanggal keputusan belum terjadi."})
    [iku] = load_iku(instansi, [unit], instansi.hari_ini.year)
    if not iku.isi:
        raise RuleError(
            "Rencana yang berlaku belum menandai satu pun IKU. Tandai di lembar indikator."
        )
    row = PenetapanIKU(
        instansi=instansi,
        perangkat_daerah=unit,
        nomor=nomor,
        tanggal=tanggal,
        tentang=tentang,
        pencatat=acting_user,
    )
    insert(row)
    lines = BarisIKU.objects.bulk_create(
        BarisIKU(
            instansi=instansi,
            penetapan=row,
            indikator_id=one.indikator_id,
            nama=one.nama,
            satuan=one.satuan,
            urutan=n,
        )
        for n, one in enumerate(iku.isi)
    )
    record(row, "penetapan_iku.create", acting_user=acting_user, juga=lines)
    return row
