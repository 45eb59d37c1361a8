"""The private address of one's calendar: made (the earlier one ends), and ended."""

from django.db import transaction

from sakip.audit.actions import record, require
from sakip.organisasi import permissions
from sakip.organisasi.codes import hash_token, make_token
from sakip.organisasi.models import LanggananKalender, Pengguna
from sakip.web.clock import now
from sakip.web.rows import hold


@transaction.atomic
def create_langganan(pengguna: Pengguna, *, acting_user: Pengguna) -> str:
    """A new address for one's own calendar; returns its token, which is shown once and kept nowhere."""
    require(permissions.can_update_akun(acting_user, pengguna))
    hold(pengguna)  # asked for twice at once, the first one ends
    ended = _end(pengguna)
    token = make_token()
    row = LanggananKalender.objects.create(
        instansi_id=pengguna.instansi_id,
        pengguna=pengguna,
        hash=hash_token(token),
        dibuat_pada=now(),
    )
    record(row, "langganan.create", acting_user=acting_user, juga=ended)
    return token


@transaction.atomic
def revoke_langganan(pengguna: Pengguna, *, acting_user: Pengguna) -> None:
    """End the address; whoever has it finds nothing any more."""
    require(permissions.can_update_akun(acting_user, pengguna))
    for row in _end(pengguna):
        record(row, "langganan.revoke", acting_user=acting_user)


def _end(pengguna: Pengguna) -> list[LanggananKalender]:
    """End the address in force, when there is one."""
    rows = LanggananKalender.objects.filter(pengguna=pengguna, dicabut_pada__isnull=True)
    ended = list(rows.select_for_update())
    LanggananKalender.objects.filter(pk__in=[one.pk for one in ended]).update(dicabut_pada=now())
    return ended
