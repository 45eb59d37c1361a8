"""One attempt at one job, inside its agency's scope and under its owner's cap."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError
from django.utils.module_loading import import_string

from sakip.latar import queue
from sakip.latar.context import JobContext, Stopped
from sakip.latar.models import Pekerjaan
from sakip.latar.registry import JOBS
from sakip.rules.decision import RuleError
from sakip.web.forms import first_fault
from sakip.web.scope import instansi_scope

if TYPE_CHECKING:
    from sakip.organisasi.models import Pengguna

logger = logging.getLogger(__name__)

# What may be different a moment later: a locked or restarted database, a full disk, a mail server.
SEMENTARA = (OperationalError, InterfaceError, OSError)
SIBUK = "Penyimpanan sedang sibuk atau penuh. Ulangi beberapa menit lagi."
TAK_DIKENAL = "Jenis pekerjaan ini tidak ada lagi. Mulai dari halaman asalnya."
TANPA_PENUGASAN = "Penugasan yang dipakai untuk memulai pekerjaan ini sudah berakhir."


def run_pekerjaan(row: Pekerjaan) -> None:
    """Run a claimed job and write down how it ended. Never raises for what the job did wrong."""
    with instansi_scope(row.instansi_id):
        try:
            _run(row)
        except Stopped:
            queue.end_cancelled(row)
        except (RuleError, PermissionDenied) as error:
            queue.fail(row, str(error))
        except ValidationError as error:
            queue.fail(row, first_fault(error))
        except SEMENTARA:
            logger.exception("Pekerjaan %s terhenti", row.pk)
            queue.try_again(row, SIBUK)
        except Exception:
            logger.exception("Pekerjaan %s gagal", row.pk)
            queue.fail(row, f"Ada gangguan di server. Beri tahu admin kode pekerjaan {row.pk}.")


def _run(row: Pekerjaan) -> None:
    if row.nama not in JOBS:
        raise RuleError(TAK_DIKENAL)
    ctx = JobContext(row, _owner(row))
    JOBS[row.nama].fungsi(ctx, **json.loads(row.parameter))
    ctx.finish()


def _owner(row: Pekerjaan) -> Pengguna:
    """The owner with his cap of then, if he still has it: an ended assignment ends its jobs too."""
    user: Pengguna = get_user_model().objects.get(pk=row.pemilik_id)
    wear_cap = import_string(settings.LATAR_WEAR_CAP)
    wear_cap(user, user.instansi.hari_ini, chosen=row.penugasan_id)
    if user.cap is None or user.cap.penugasan_id != row.penugasan_id:
        raise RuleError(TANPA_PENUGASAN)
    return user
