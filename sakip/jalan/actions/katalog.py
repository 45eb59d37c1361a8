"""The agency's own catalogue: begun from the default one, then changed line by line, by one at a time."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.jalan import permissions
from sakip.jalan.katalog import find_katalog_awal
from sakip.jalan.models import BarisKatalog
from sakip.organisasi.models import Pengguna
from sakip.pengukuran.compute import roots
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.instrumen import load_instrumen
from sakip.rules.tindakan import Tindakan, check_katalog
from sakip.web.rows import hold


@transaction.atomic
def import_katalog(*, peraturan: str, acting_user: Pengguna) -> list[BarisKatalog]:
    """Begin with the default catalogue of an instrument, as far as it fits, as it stands today.

    Raises RuleError when the agency has begun already, or where nothing of a default fits.
    """
    require(permissions.can_update_katalog(acting_user))
    instansi = acting_user.instansi
    hold(instansi)
    if BarisKatalog.objects.filter(instansi=instansi, peraturan=peraturan).exists():
        raise RuleError("Katalog daerah sudah ada. Ubah barisnya satu per satu.")
    katalog = find_katalog_awal(load_instrumen(roots())[peraturan])
    if katalog is None:
        raise RuleError("Tidak ada tindakan bawaan untuk lembar ini. Tambahkan tindakan sendiri.")
    rows = BarisKatalog.objects.bulk_create(
        BarisKatalog(instansi=instansi, peraturan=peraturan, **_columns(row))
        for row in katalog.tindakan
    )
    record(rows[0], "katalog.import", acting_user=acting_user, juga=rows[1:], katalog=katalog.kunci)
    return rows


@transaction.atomic
def create_tindakan(*, peraturan: str, acting_user: Pengguna, **isi: Any) -> BarisKatalog:
    """Add an action. Raises ValidationError where the catalogue would not hold together."""
    require(permissions.can_update_katalog(acting_user))
    hold(acting_user.instansi)
    row = BarisKatalog(instansi=acting_user.instansi, peraturan=peraturan, **isi)
    row.full_clean()
    row.save(force_insert=True)
    _check(peraturan, acting_user)
    record(row, "tindakan.create", acting_user=acting_user)
    return row


@transaction.atomic
def update_tindakan(row: BarisKatalog, *, revisi: int, acting_user: Pengguna, **isi: Any) -> None:
    """Change an action. Raises Konflik when somebody was first, ValidationError as for a new one."""
    require(permissions.can_update_katalog(acting_user))
    hold(acting_user.instansi)
    for name, value in isi.items():
        setattr(row, name, value)
    row.full_clean()
    update_guarded(row, "tindakan.update", revisi=revisi, acting_user=acting_user, **isi)
    _check(row.peraturan, acting_user)


@transaction.atomic
def delete_tindakan(row: BarisKatalog, *, revisi: int, acting_user: Pengguna) -> None:
    """Take an action out. Raises RuleError while another one waits for it."""
    require(permissions.can_update_katalog(acting_user))
    hold(acting_user.instansi)
    if not BarisKatalog.objects.filter(pk=row.pk, revisi=revisi).delete()[0]:
        raise Konflik
    try:
        _check(row.peraturan, acting_user)
    except ValidationError as error:
        raise RuleError(
            f"{row.kode} masih menjadi syarat tindakan lain. Ubah dahulu syaratnya."
        ) from error
    record(row, "tindakan.delete", acting_user=acting_user, kode=row.kode, nama=row.nama)


def _check(peraturan: str, user: Pengguna) -> None:
    """The whole catalogue still holds: codes that exist, no circle, numbers that can be."""
    rows = BarisKatalog.objects.filter(instansi=user.instansi, peraturan=peraturan).for_list()
    tindakan: Sequence[Tindakan] = [row.to_rule() for row in rows]
    faults = [
        f"{tempat} {teks}".strip()
        for tempat, teks in check_katalog(load_instrumen(roots())[peraturan], tindakan)
    ]
    if faults:
        raise ValidationError(faults)


def _columns(row: Tindakan) -> dict[str, Any]:
    dari, sampai = row.jendela or (None, None)
    return {
        "kode": row.kode,
        "nama": row.nama,
        "kriteria": list(row.kriteria),
        "hk_pusat": row.hk_pusat,
        "hk_entitas": row.hk_entitas,
        "entitas": row.entitas,
        "bulan": row.bulan,
        "pemilik": list(row.pemilik),
        "syarat": list(row.syarat),
        "peluang": row.peluang,
        "jendela_dari": dari,
        "jendela_sampai": sampai,
    }
