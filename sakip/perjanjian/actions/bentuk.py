"""How the PK of an agency looks from a year on."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi.models import Pengguna
from sakip.perjanjian import permissions
from sakip.perjanjian.bentuk import load_aturan
from sakip.perjanjian.models import BentukPK
from sakip.rules.decision import Konflik
from sakip.rules.perjanjian import Bentuk


@transaction.atomic
def update_bentuk_pk(
    tahun: int, bentuk: Bentuk, *, revisi: int | None, acting_user: Pengguna
) -> None:
    """Keep the choice that holds from the PK of a year on; `revisi` is None for the first of that year.

    What was sent or signed stays as it is. Raises ValidationError for a year that is over or a form that
    a level cannot use, Konflik when somebody was first.
    """
    require(permissions.can_update_bentuk_pk(acting_user))
    instansi = acting_user.instansi
    if tahun < instansi.hari_ini.year:
        raise ValidationError("Bentuk PK tahun yang sudah lewat tidak diubah. Pilih tahun ini.")
    aturan = load_aturan(instansi, tahun, instansi.hari_ini)
    for tingkat, kunci in bentuk.formulir.items():
        if kunci not in aturan.offered(tingkat):
            raise ValidationError({f"formulir_{tingkat}": "Formulir ini bukan untuk jenjang itu."})
    row = BentukPK.objects.filter(instansi=instansi, tahun=tahun).first()
    if revisi is not None and row is not None:
        update_guarded(
            row, "bentuk_pk.update", revisi=revisi, acting_user=acting_user, **asdict(bentuk)
        )
        return
    if revisi is not None or row is not None:
        raise Konflik
    row = BentukPK(instansi=instansi, tahun=tahun, **asdict(bentuk))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Konflik from error
    record(row, "bentuk_pk.create", acting_user=acting_user, **asdict(bentuk))
