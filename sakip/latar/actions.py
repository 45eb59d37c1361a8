"""What people do with jobs: start, cancel, repeat; and the letters that other actions write."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db import IntegrityError, transaction

from sakip.audit.actions import require
from sakip.audit.hashing import canonical, sha256
from sakip.latar import permissions
from sakip.latar.models import Pekerjaan, Surat
from sakip.latar.registry import JOBS, Job
from sakip.rules.decision import RuleError
from sakip.web.clock import now

if TYPE_CHECKING:
    from sakip.organisasi.models import Cap, Pengguna

Nilai = str | int | bool | list[int] | list[str] | None


@dataclass(frozen=True, slots=True)
class Tulisan:
    """A letter to be written: what it is about, to whom, and its words."""

    kunci: str
    kepada: str
    judul: str
    isi: str


@transaction.atomic
def enqueue(job: Job | str, *, acting_user: Pengguna, judul: str, **params: Nilai) -> Pekerjaan:
    """Queue a job in the transaction of the caller: it is there when that commits, and only then.

    The job runs in the person's agency, under the cap he wears now. The same job with the same
    parameters that he has already waiting or running is given back instead of a second one.
    `params` are plain JSON values, best ids. Raises PermissionDenied when the queue is full.
    """
    nama = job if isinstance(job, str) else job.nama
    parameter = canonical(params)
    sidik = sha256(nama, parameter)
    mine = Pekerjaan.objects.visible_to(acting_user).active()
    if known := mine.filter(sidik=sidik).first():
        return known
    require(permissions.can_create_pekerjaan(acting_user))
    cap = cast("Cap", acting_user.cap)  # a person without one was refused
    moment, giliran = now(), mine.count()
    here = Pekerjaan.objects.filter(instansi_id=acting_user.instansi_id).active()
    row = Pekerjaan(
        instansi_id=acting_user.instansi_id,
        pemilik=acting_user,
        penugasan_id=cap.penugasan_id,
        nama=nama,
        judul=judul[:200],
        parameter=parameter,
        sidik=sidik,
        prioritas=JOBS[nama].prioritas,
        giliran=giliran,
        giliran_instansi=here.filter(giliran=giliran).count(),
        ambil_sejak=moment,
        dibuat_pada=moment,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the same button, pressed twice at the same moment
        return mine.get(sidik=sidik)
    return row


@transaction.atomic
def revoke_pekerjaan(row: Pekerjaan, *, acting_user: Pengguna) -> None:
    """Cancel: what waits ends at once, what runs is asked to stop and stops within seconds."""
    require(permissions.can_revoke_pekerjaan(acting_user, row))
    rows = Pekerjaan.objects.filter(pk=row.pk)
    waiting = rows.filter(status=Pekerjaan.Status.MENUNGGU)
    if not waiting.update(status=Pekerjaan.Status.DIBATALKAN, selesai_pada=now()):
        rows.filter(status=Pekerjaan.Status.BERJALAN).update(batal_diminta=True)


@transaction.atomic
def submit_pekerjaan(row: Pekerjaan, *, acting_user: Pengguna) -> Pekerjaan:
    """Start a job that failed or was cancelled once more, as a new one under today's cap."""
    require(permissions.can_submit_pekerjaan(acting_user, row))
    if row.nama not in JOBS:
        raise RuleError("Jenis pekerjaan ini tidak ada lagi. Mulai dari halaman asalnya.")
    params = json.loads(row.parameter)
    return enqueue(row.nama, acting_user=acting_user, judul=row.judul, **params)


def create_surat(*, instansi_id: int, kunci: str, kepada: str, judul: str, isi: str) -> None:
    """Write a letter in the transaction of the caller; the same `kunci` is written once only.

    `kunci` says what the letter is about, for instance "tenggat/2026/tw4/05/h-3".
    """
    create_banyak_surat(instansi_id, [Tulisan(kunci, kepada, judul, isi)])


def create_banyak_surat(instansi_id: int, tulisan: Iterable[Tulisan]) -> None:
    """Write many letters at once, as `create_surat` writes one."""
    moment = now()
    rows = [
        Surat(
            instansi_id=instansi_id,
            kunci=one.kunci,
            kepada=one.kepada,
            judul=" ".join(one.judul.split())[:200],
            isi=one.isi,
            kirim_sejak=moment,
            dibuat_pada=moment,
        )
        for one in tulisan
    ]
    Surat.objects.bulk_create(rows, ignore_conflicts=True)
