"""A released result is corrected by a second one: proposed by one person, released by another."""

from collections.abc import Mapping

from django.db import transaction

from sakip.audit.actions import record, require, transition
from sakip.evaluasi import permissions
from sakip.evaluasi.acuan import is_frozen
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.isian import check_alasan, write_atau
from sakip.evaluasi.lembar import Lembar, hold, load_lembar
from sakip.evaluasi.lhe import compute_lhe
from sakip.evaluasi.models import Hasil, Koreksi, Penilaian
from sakip.evaluasi.pembekuan import freeze
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import RuleError
from sakip.web.clock import database_now


@transaction.atomic
def create_koreksi(
    penilaian: Penilaian, nilai: Mapping[str, str], *, alasan: str, acting_user: Pengguna
) -> Koreksi:
    """Propose other grades for a released result, by code of what was answered, with the reason.

    Raises RuleError for grades the sheet does not know, or that all stand already; ValidationError
    while another correction waits.
    """
    hold(penilaian)
    require(permissions.can_create_koreksi(Hubungan(acting_user, penilaian)))
    hasil = Hasil.objects.berlaku().get(penilaian=penilaian)
    lembar = _load(penilaian)
    standing = lembar.nilai_tahap(lembar.tahapan.hasil)
    changed = {kode: grade for kode, grade in nilai.items() if standing.get(kode) != grade}
    if not changed:
        raise RuleError("Pilih sedikitnya satu nilai yang berbeda dari hasil yang dirilis.")
    for kode, grade in changed.items():
        skala = lembar.find_butir(kode).skala
        if skala.find(grade) is None:
            raise RuleError(f"{kode}: pilih {write_atau([row.kode for row in skala.pilihan])}.")
    row = Koreksi(
        instansi_id=penilaian.instansi_id,
        penilaian=penilaian,
        hasil=hasil,
        nilai=changed,
        alasan=check_alasan(alasan, "Tulis apa yang salah pada hasil yang dirilis"),
        pengusul=acting_user,
        diusulkan_pada=database_now(),
    )
    row.full_clean()
    row.save(force_insert=True)
    record(row, "koreksi.create", acting_user=acting_user)
    return row


@transaction.atomic
def approve_koreksi(row: Koreksi, *, acting_user: Pengguna) -> Hasil:
    """Release a correction: a second result that names the first; both stay readable."""
    penilaian = row.penilaian
    hold(penilaian)
    require(permissions.can_approve_koreksi(Hubungan(acting_user, penilaian), row))
    lembar = _load(penilaian)
    lembar.koreksi = lembar.koreksi | row.nilai
    hasil = Hasil(
        instansi_id=penilaian.instansi_id,
        penilaian=penilaian,
        tahap=lembar.tahapan.hasil,
        mengganti=Hasil.objects.berlaku().get(penilaian=penilaian),
    )
    isi = compute_lhe(lembar, tanggal=acting_user.instansi.hari_ini) | {
        "koreksi": {
            "alasan": row.alasan,
            "hash": row.hasil.hash,
            "total": row.hasil.total,
            "predikat": row.hasil.predikat,
        }
    }
    transition(
        row,
        "koreksi.approve",
        before=Koreksi.Status.DIUSULKAN,
        after=Koreksi.Status.DIRILIS,
        acting_user=acting_user,
        juga=freeze(hasil, lembar, isi),
        diputuskan_oleh=acting_user,
        diputuskan_pada=database_now(),
    )
    return hasil


@transaction.atomic
def return_koreksi(row: Koreksi, *, alasan: str, acting_user: Pengguna) -> None:
    """Refuse a correction with the reason; the released result stays."""
    hold(row.penilaian)
    require(permissions.can_approve_koreksi(Hubungan(acting_user, row.penilaian), row))
    transition(
        row,
        "koreksi.return",
        before=Koreksi.Status.DIUSULKAN,
        after=Koreksi.Status.DITOLAK,
        acting_user=acting_user,
        keputusan=check_alasan(alasan, "Tulis alasan menolak koreksi ini"),
        diputuskan_oleh=acting_user,
        diputuskan_pada=database_now(),
    )


def _load(penilaian: Penilaian) -> Lembar:
    """The sheet as it was scored. Raises RuleError when its file says otherwise since."""
    if is_frozen(penilaian):
        raise RuleError(
            f"Berkas lembar {penilaian.peraturan} berubah atau tidak ada lagi sejak hasilnya dirilis, jadi "
            "koreksi tidak dapat dihitung. Kembalikan berkas itu ke folder regulasi."
        )
    return load_lembar(penilaian)
