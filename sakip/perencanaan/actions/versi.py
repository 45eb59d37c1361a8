"""The life of a version: opened as a draft, handed over, returned or approved, or dropped."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from sakip.audit.actions import record, require, transition
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan import permissions
from sakip.perencanaan.checks import check_dokumen
from sakip.perencanaan.dampak import compute_dampak
from sakip.perencanaan.lipat import drop, fold
from sakip.perencanaan.models import LangkahDraf, PeriodeRencana, Versi
from sakip.perencanaan.periksa import check_versi, find_temuan
from sakip.perencanaan.tulis import hold_draf
from sakip.rules.decision import RuleError
from sakip.web.clock import now
from sakip.web.rows import hold


@transaction.atomic
def create_dokumen(
    periode: PeriodeRencana, *, unit: PerangkatDaerah | None, acting_user: Pengguna
) -> Versi:
    """A new document with an empty draft. Raises RuleError when there can be no such document."""
    require(permissions.can_import_rencana(acting_user, unit))
    decision = check_dokumen(
        periode.jenis,
        has_unit=unit is not None,
        awal=periode.tahun_awal,
        akhir=periode.tahun_akhir,
    )
    if not decision:
        raise RuleError(decision.reason)
    periode.instansi = acting_user.instansi
    periode.perangkat_daerah = unit
    hold(unit or acting_user.instansi)
    periode.full_clean()
    periode.save(force_insert=True)
    versi = _add_versi(periode, "Dokumen baru", acting_user)
    record(periode, "rencana.create", acting_user=acting_user, juga=[versi])
    return versi


@transaction.atomic
def create_draf(periode: PeriodeRencana, *, alasan: str, acting_user: Pengguna) -> Versi:
    """Open the one draft of a document; nothing is copied. Raises RuleError when one is open."""
    require(permissions.can_create_draf(acting_user, periode))
    if not alasan.strip():
        raise RuleError("Tulis alasan revisi ini.")
    hold(periode.perangkat_daerah or periode.instansi)
    if opened := Versi.objects.terbuka().filter(periode=periode).first():
        raise RuleError(f"{periode} sudah punya {str(opened).lower()} yang terbuka. Lanjutkan itu.")
    versi = _add_versi(periode, alasan.strip(), acting_user)
    record(versi, "versi.create", acting_user=acting_user, alasan=versi.alasan)
    return versi


@transaction.atomic
def revoke_draf(versi: Versi, *, acting_user: Pengguna) -> None:
    """Drop a draft: what it wrote is gone, what it ended goes on. Its number is never used again."""
    hold_draf(versi)
    require(permissions.can_update_draf(acting_user, versi))
    touched = drop(versi)
    LangkahDraf.objects.filter(versi=versi).delete()
    transition(
        versi,
        "versi.revoke",
        before=Versi.Status.DRAF,
        after=Versi.Status.DIBATALKAN,
        acting_user=acting_user,
        juga=touched,
    )


@transaction.atomic
def submit_draf(
    versi: Versi,
    *,
    alasan: Mapping[str, str],
    keputusan: Mapping[str, str],
    acting_user: Pengguna,
) -> None:
    """Hand the draft over: read-only from now on.

    `alasan` by key of a warning, `keputusan` by key of a row of the impact list. Raises RuleError when
    an error stands, a warning has no reason, or an impact no decision.
    """
    hold_draf(versi)
    require(permissions.can_update_draf(acting_user, versi))
    touched = fold(versi)
    check_versi(versi)
    tanggapan = {
        "temuan": _require_alasan(versi, alasan),
        "dampak": _require_keputusan(versi, keputusan),
    }
    LangkahDraf.objects.filter(versi=versi).delete()
    transition(
        versi,
        "versi.submit",
        before=Versi.Status.DRAF,
        after=Versi.Status.DIAJUKAN,
        acting_user=acting_user,
        juga=touched,
        tanggapan=tanggapan,
        diajukan_oleh=acting_user,
        diajukan_pada=now(),
    )


@transaction.atomic
def return_draf(versi: Versi, *, catatan: str, acting_user: Pengguna) -> None:
    """Hand it back with a reason; it is a draft again."""
    require(permissions.can_return_draf(acting_user, versi))
    if not catatan.strip():
        raise RuleError("Tulis apa yang perlu diperbaiki.")
    transition(
        versi,
        "versi.return",
        before=Versi.Status.DIAJUKAN,
        after=Versi.Status.DRAF,
        acting_user=acting_user,
        catatan=catatan.strip(),
        diputus_oleh=acting_user,
        diputus_pada=now(),
    )


@transaction.atomic
def approve_draf(
    versi: Versi,
    *,
    keputusan: Mapping[str, str],
    catatan: str,
    acting_user: Pengguna,
    lihat: int | None = None,
) -> None:
    """Put it in force in the same moment as the version before is replaced.

    `keputusan` adds to what was decided at submission, for what it touches since. Raises RuleError
    when an impact has no decision, or the document no longer fits what stands around it. With `lihat`,
    the revision that was read: raises Konflik when it was returned and handed over anew since.
    """
    hold(versi.periode.perangkat_daerah or versi.instansi)
    require(permissions.can_approve_draf(acting_user, versi))
    check_versi(versi)
    known = {**versi.tanggapan.get("dampak", {}), **keputusan}
    tanggapan = {**versi.tanggapan, "dampak": _require_keputusan(versi, known)}
    old = Versi.objects.berlaku().filter(periode=versi.periode_id)
    before = list(old)
    old.update(status=Versi.Status.DIGANTI, revisi=F("revisi") + 1)
    transition(
        versi,
        "versi.approve",
        before=Versi.Status.DIAJUKAN,
        after=Versi.Status.BERLAKU,
        acting_user=acting_user,
        revisi=lihat,
        juga=before,
        berlaku_sejak=versi.instansi.hari_ini,
        tanggapan=tanggapan,
        catatan=catatan.strip(),
        diputus_oleh=acting_user,
        diputus_pada=now(),
    )


def _add_versi(periode: PeriodeRencana, alasan: str, user: Pengguna) -> Versi:
    versi = Versi(
        instansi_id=periode.instansi_id,
        periode=periode,
        nomor=Versi.objects.next_nomor(periode),
        alasan=alasan,
        dibuat_oleh=user,
    )
    versi.full_clean()
    versi.save(force_insert=True)
    return versi


def _require_alasan(versi: Versi, alasan: Mapping[str, str]) -> dict[str, str]:
    given = {}
    for temuan in find_temuan(versi):
        if temuan.tingkat == "galat":
            raise RuleError(f"{temuan.nama}: {temuan.pesan} Perbaiki sebelum mengajukan.")
        text = alasan.get(temuan.kunci, "").strip()
        if not text:
            raise RuleError(f"{temuan.nama}: {temuan.pesan} Beri alasan, atau perbaiki.")
        given[temuan.kunci] = text
    return given


def _require_keputusan(versi: Versi, keputusan: Mapping[str, str]) -> dict[str, str]:
    given = {}
    for row in compute_dampak(versi):
        chosen = keputusan.get(row.kunci, "")
        if chosen not in dict(row.pilihan):
            raise RuleError(f"{row.judul}: pilih keputusannya dahulu.")
        given[row.kunci] = chosen
    return given
