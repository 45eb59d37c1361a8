"""Which sheet an agency evaluates with in a year."""

from django.db import transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.evaluasi import permissions
from sakip.evaluasi.acuan import is_offered
from sakip.evaluasi.models import PilihanInstrumen
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import Konflik, RuleError
from sakip.web.rows import hold


@transaction.atomic
def update_instrumen(tahun: int, kunci: str, *, revisi: int | None, acting_user: Pengguna) -> None:
    """Keep the agency's choice for a year; an empty key is the national sheet.

    `revisi` is None for the first choice. Raises RuleError for a sheet that is not offered in that
    year, Konflik when somebody was first.
    """
    instansi = acting_user.instansi
    hold(instansi)
    require(permissions.can_update_instrumen(acting_user, tahun))
    if kunci and not is_offered(kunci, tahun):
        raise RuleError("Lembar ini tidak tersedia untuk tahun itu. Pilih dari daftar.")
    row = PilihanInstrumen.objects.filter(instansi=instansi, tahun=tahun).first()
    if (row is None) != (revisi is None):
        raise Konflik
    if row is not None:
        act = "pilihan_instrumen.update"
        update_guarded(row, act, revisi=revisi or 0, acting_user=acting_user, kunci=kunci)
        return
    row = PilihanInstrumen.objects.create(instansi=instansi, tahun=tahun, kunci=kunci)
    record(row, "pilihan_instrumen.create", acting_user=acting_user, kunci=kunci)
