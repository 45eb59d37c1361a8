"""Typing what was done of the action plan: many steps at once, all or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna
from sakip.pengukuran import permissions
from sakip.pengukuran.aksi import BIDANG, BarisLangkah, IsianLangkah, load_langkah
from sakip.pengukuran.batas import require_still_open
from sakip.pengukuran.models import LembarRealisasi, RealisasiAksi
from sakip.rules.angka import write_angka
from sakip.rules.decision import Beda, Konflik, RuleError
from sakip.web.clock import database_now
from sakip.web.rows import hold


@transaction.atomic
def update_realisasi_aksi(
    lembar: LembarRealisasi, isian: Sequence[IsianLangkah], *, acting_user: Pengguna
) -> int:
    """Save the parts that changed and say how many; what comes after the deadline is marked late.

    Raises Konflik when somebody changed a part since it was opened, RuleError for one that is not due here.
    """
    require(permissions.can_update_realisasi_aksi(acting_user, lembar))
    hold(lembar.perangkat_daerah)
    stored = {(row.aksi.pk, row.bulan): row for row in load_langkah(lembar)}
    if any((one.aksi, one.bulan) not in stored for one in isian):
        raise RuleError(
            "Salah satu langkah sudah tidak ada dalam rencana aksi. Muat ulang halaman."
        )
    pairs = [(stored[one.aksi, one.bulan], one) for one in isian]
    pairs = [(row, one) for row, one in pairs if _values(row.realisasi) != _values(one)]
    if beda := tuple(_beda(row, one) for row, one in pairs if _seen(row) != one.revisi):
        raise Konflik(beda)
    moment = database_now()
    written = [_apply(row, one, lembar, acting_user, moment) for row, one in pairs]
    known, new = [row for row in written if row.pk], [row for row in written if not row.pk]
    RealisasiAksi.objects.bulk_update(known, KOLOM)
    RealisasiAksi.objects.bulk_create(new)
    if written:
        done = {f"{row.aksi_id}/{row.bulan}": [row.keadaan, row.nilai] for row in written}
        record(lembar, "realisasi_aksi.update", acting_user=acting_user, juga=written, sesudah=done)
        require_still_open(lembar)
    return len(written)


KOLOM = (*BIDANG, "terlambat", "diubah_oleh", "diubah_pada", "revisi")


def _values(row: RealisasiAksi | IsianLangkah | None) -> tuple[Any, ...]:
    if row is None:
        return ("", None, "", "")
    return tuple(getattr(row, name) for name in BIDANG)


def _seen(row: BarisLangkah) -> int | None:
    return row.realisasi.revisi if row.realisasi else None


def _apply(
    row: BarisLangkah,
    isian: IsianLangkah,
    lembar: LembarRealisasi,
    user: Pengguna,
    moment: datetime,
) -> RealisasiAksi:
    done = row.realisasi
    if done is None:
        done = RealisasiAksi(instansi_id=lembar.instansi_id, aksi=row.aksi, bulan=row.bulan)
    else:
        done.revisi += 1
    for name, value in zip(BIDANG, _values(isian), strict=True):
        setattr(done, name, value)
    done.diubah_oleh, done.diubah_pada = user, moment
    done.terlambat = moment > lembar.masa.tutup
    return done


def _beda(row: BarisLangkah, isian: IsianLangkah) -> Beda:
    return Beda(f"{row.aksi.langkah}, {row.waktu}", _write(isian), _write(row.realisasi))


def _write(row: RealisasiAksi | IsianLangkah | None) -> str:
    keadaan, nilai, catatan, kendala = _values(row)
    angka = "" if nilai is None else write_angka(nilai, None)
    return "; ".join(filter(None, [keadaan, angka, catatan, kendala])) or "kosong"
