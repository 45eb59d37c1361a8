"""Changes to an account: codes, passwords, the e-mail address. Nobody ever chooses a password for
somebody else. Who the person is has been proved before, by a login, the old password or a code.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F

from sakip.audit.actions import record, require, update_guarded
from sakip.latar.actions import create_surat
from sakip.organisasi import permissions
from sakip.organisasi.codes import insert_kode
from sakip.organisasi.models import KodeAktivasi, Pengguna
from sakip.organisasi.sessions import end_sesi
from sakip.rules.decision import Konflik
from sakip.web.clock import now
from sakip.web.rows import hold

MASA_KODE = timedelta(hours=72)
MASA_KODE_SURAT = timedelta(hours=1)
# The address of the page, never the code in an address (ASVS 5.0: 14.2.1).
ISI_SURAT = """Yth. {nama},

Seseorang meminta kode untuk menetapkan kata sandi SAKIP Anda. Kodenya:

{kode}

Buka {alamat}/akun/aktivasi/ lalu isikan nama pengguna, kode ini, dan kata sandi baru. Kode berlaku
satu jam dan hanya satu kali. Bila bukan Anda yang meminta, abaikan surat ini: kata sandi Anda tidak
berubah. Jangan berikan kode ini kepada siapa pun.
"""


@transaction.atomic
def create_kode_aktivasi(pengguna: Pengguna, *, acting_user: Pengguna) -> str:
    """Issue a code with which this person sets a password of his own; his earlier codes die.

    Returns the code, which is shown once and kept nowhere (ASVS 5.0: 6.4.1, 6.4.6).
    """
    require(permissions.can_create_kode_aktivasi(acting_user, pengguna))
    hold(pengguna)
    dead = _end_kode(pengguna, now())
    kode, text = insert_kode(pengguna, MASA_KODE)
    record(kode, "kode_aktivasi.create", acting_user=acting_user, juga=dead, pengguna=pengguna.pk)
    return text


@transaction.atomic
def create_kode_surat(pengguna: Pengguna, *, acting_user: Pengguna | None = None) -> None:
    """Mail a code for one hour to the account's own address. Whoever asked is not known (None).

    Earlier codes live on: otherwise a stranger's asking would kill the code that a person holds.
    """
    require(permissions.can_receive_kode(pengguna))
    kode, text = insert_kode(pengguna, MASA_KODE_SURAT)
    create_surat(
        instansi_id=pengguna.instansi_id,
        kunci=f"kode/{kode.pk}",
        kepada=pengguna.email,
        judul="Kode untuk kata sandi SAKIP",
        isi=ISI_SURAT.format(nama=pengguna.nama, kode=text, alamat=settings.ALAMAT),
    )
    record(kode, "kode_aktivasi.create", acting_user=acting_user, pengguna=pengguna.pk)


@transaction.atomic
def update_kata_sandi_by_kode(kode: KodeAktivasi, *, baru: str, acting_user: Pengguna) -> None:
    """Set the password with a code, which is then used up; all other codes and sessions end.

    The code proves who acts. Raises ValidationError on a weak password (the code stays usable).
    """
    moment = now()
    require(permissions.can_update_akun(acting_user, kode.pengguna))
    hold(kode.pengguna)
    unused = KodeAktivasi.objects.usable(moment).filter(pk=kode.pk)
    if not unused.update(dipakai_pada=moment, revisi=F("revisi") + 1):
        kode.refresh_from_db()
    require(permissions.can_use_kode(kode))
    _write_kata_sandi(
        acting_user, baru, cara="kode", kecuali=None, juga=[kode, *_end_kode(acting_user, moment)]
    )


@transaction.atomic
def update_kata_sandi(
    pengguna: Pengguna, *, baru: str, sesi: str | None, acting_user: Pengguna
) -> None:
    """Change one's own password; sessions other than `sesi` end. Raises ValidationError on a weak one."""
    require(permissions.can_update_akun(acting_user, pengguna))
    hold(pengguna)
    dead = _end_kode(pengguna, now())
    _write_kata_sandi(pengguna, baru, cara="sendiri", kecuali=sesi, juga=dead)


@transaction.atomic
def update_hash(pengguna: Pengguna, *, kata_sandi: str, acting_user: Pengguna) -> None:
    """Keep the same password under today's stronger hash; only a login knows it."""
    require(permissions.can_update_akun(acting_user, pengguna))
    _write_hash(pengguna, kata_sandi)
    record(pengguna, "kata_sandi.update", acting_user=acting_user, cara="hash")


@transaction.atomic
def update_surel(pengguna: Pengguna, *, email: str, revisi: int, acting_user: Pengguna) -> None:
    """Change one's own e-mail address, to which reset codes are sent."""
    require(permissions.can_update_akun(acting_user, pengguna))
    update_guarded(pengguna, "pengguna.update", revisi=revisi, acting_user=acting_user, email=email)


def _write_kata_sandi(
    pengguna: Pengguna,
    baru: str,
    *,
    cara: str,
    kecuali: str | None,
    juga: Iterable[models.Model],
) -> None:
    try:
        validate_password(baru, pengguna)
    except ValidationError as error:
        raise ValidationError({"baru": error.error_list}) from error
    _write_hash(pengguna, baru)
    end_sesi(pengguna, kecuali=kecuali)
    record(pengguna, "kata_sandi.update", acting_user=pengguna, juga=juga, cara=cara)


def _write_hash(pengguna: Pengguna, kata_sandi: str) -> None:
    """Raises Konflik when another password was set since this one was proved: it is not brought back."""
    rows = Pengguna.objects.filter(pk=pengguna.pk, password=pengguna.password)
    if not rows.update(password=make_password(kata_sandi), revisi=F("revisi") + 1):
        raise Konflik
    pengguna.refresh_from_db(fields=["password", "revisi"])


def _end_kode(pengguna: Pengguna, moment: datetime) -> list[KodeAktivasi]:
    """End every code of the person that could still be used, and return them for the trail."""
    rows = KodeAktivasi.objects.usable(moment).filter(pengguna=pengguna)
    ended = list(rows)
    rows.update(kedaluwarsa=moment, revisi=F("revisi") + 1)
    return ended
