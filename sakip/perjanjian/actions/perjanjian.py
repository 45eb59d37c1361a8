"""A PK is sent and frozen, signed by scan, withdrawn, or closed when its official leaves."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require, transition
from sakip.audit.hashing import canonical, sha256
from sakip.berkas.actions import create_berkas
from sakip.berkas.models import Blob
from sakip.berkas.storage import Isi as IsiBerkas
from sakip.berkas.storage import berkas_store
from sakip.cetak.pdf import JENIS_PDF, write_pdf
from sakip.organisasi.models import Jabatan, Pengguna, Penugasan
from sakip.organisasi.pejabat import hold_jabatan
from sakip.perjanjian import permissions
from sakip.perjanjian.bentuk import load_aturan
from sakip.perjanjian.dokumen import write_pk
from sakip.perjanjian.isi import make_isi
from sakip.perjanjian.models import BarisPK, PerjanjianKinerja
from sakip.perjanjian.serah_terima import make_serah_terima
from sakip.perjanjian.susun import Pengajuan, Susunan, compute_susunan
from sakip.rules.decision import RuleError
from sakip.rules.tanggal import write_tanggal
from sakip.web.rows import hold_all

Status = PerjanjianKinerja.Status


@transaction.atomic
def submit_pk(
    jabatan: Jabatan, tahun: int, pengajuan: Pengajuan, *, acting_user: Pengguna
) -> PerjanjianKinerja:
    """Freeze the PK of a position as the plan has it now, and print it once for signature.

    Raises RuleError with what keeps it from being sent, ValidationError with the field at fault.
    """
    require(permissions.can_create_pk(acting_user, jabatan))
    hold_jabatan([jabatan.pk])
    if pengajuan.tanggal.year not in (tahun - 1, tahun):
        raise ValidationError(
            {"tanggal": f"Tulis tanggal di tahun {tahun}, atau menjelang awalnya."}
        )
    aturan = load_aturan(jabatan.instansi, tahun, pengajuan.tanggal)
    susunan = compute_susunan(jabatan, tahun, pengajuan.tanggal, aturan)
    if not susunan.boleh:
        raise RuleError(" ".join(one.pesan for one in susunan.periksa if one.tolak))
    _check_pengajuan(susunan, pengajuan)
    row, blob = _freeze(susunan, pengajuan)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleError("PK jabatan ini sudah menunggu tanda tangan.") from error
    lines = BarisPK.objects.bulk_create(_lines(row, susunan))
    record(row, "pk.submit", acting_user=acting_user, juga=[blob, *lines], hash=row.hash)
    return row


@transaction.atomic
def sign_pk(
    row: PerjanjianKinerja, scan: IsiBerkas, *, tanggal: date, acting_user: Pengguna
) -> None:
    """File the signed paper in the unit's cabinet; an earlier PK of the year is replaced by it.

    Raises ValidationError when somebody was not in office on that day, or the day is before the PK's.
    """
    require(permissions.can_sign_pk(acting_user, row))
    _check_tanggal(row, tanggal)
    hold_all(PerjanjianKinerja.objects.filter(jabatan=row.jabatan, tahun=row.tahun))
    berkas = create_berkas(
        scan,
        perangkat_daerah=row.jabatan.perangkat_daerah,
        tanggal_dokumen=tanggal,
        acting_user=acting_user,
    )
    before = PerjanjianKinerja.objects.filter(
        jabatan=row.jabatan, tahun=row.tahun, status=Status.DITANDATANGANI
    ).first()
    if before is not None:
        transition(
            before, "pk.update", before=Status.DITANDATANGANI, after=Status.DIGANTI,
            acting_user=acting_user,
        )  # fmt: skip
    transition(
        row, "pk.sign", before=Status.DIAJUKAN, after=Status.DITANDATANGANI,
        acting_user=acting_user, scan=berkas, ditandatangani_pada=tanggal,
    )  # fmt: skip


@transaction.atomic
def revoke_pk(row: PerjanjianKinerja, *, catatan: str, acting_user: Pengguna) -> None:
    """Withdraw a PK that is not signed yet; it stays readable, and another can be sent."""
    require(permissions.can_revoke_pk(acting_user, row))
    transition(
        row, "pk.revoke", before=Status.DIAJUKAN, after=Status.DITARIK,
        acting_user=acting_user, catatan=catatan,
    )  # fmt: skip


@transaction.atomic
def close_pk(row: PerjanjianKinerja, *, tanggal: date, acting_user: Pengguna) -> None:
    """Close a signed PK on the day its official hands over, with what was reached by then.

    Raises ValidationError when the day is before the signature or after today.
    """
    require(permissions.can_close_pk(acting_user, row))
    signed = row.ditandatangani_pada or row.tanggal
    if not signed <= tanggal <= acting_user.instansi.hari_ini:
        pesan = f"Tulis tanggal dari {write_tanggal(signed)} sampai hari ini."
        raise ValidationError({"tanggal": pesan})
    transition(
        row, "pk.close", before=Status.DITANDATANGANI, after=Status.DITUTUP,
        acting_user=acting_user, ditutup_pada=tanggal, serah_terima=make_serah_terima(row),
    )  # fmt: skip


def _check_pengajuan(susunan: Susunan, pengajuan: Pengajuan) -> None:
    ke, reasons = susunan.perubahan_ke, {row.kunci for row in susunan.aturan.alasan}
    if ke and pengajuan.alasan not in reasons:
        pesan = "Pilih alasannya: PK yang sudah ditandatangani hanya berubah karena alasan ini."
        raise ValidationError({"alasan": pesan})
    if ke and not pengajuan.uraian_alasan:
        raise ValidationError({"uraian_alasan": "Jelaskan perubahannya dalam satu kalimat."})
    if susunan.turun_setelah_tw3 and not pengajuan.alasan_turun:
        pesan = "Ada target yang diturunkan setelah TW III. Tulis alasan kepala daerah."
        raise ValidationError({"alasan_turun": pesan})


def _freeze(susunan: Susunan, pengajuan: Pengajuan) -> tuple[PerjanjianKinerja, Blob]:
    """The row with its text, and the PDF printed from it this once."""
    isi, ke = make_isi(susunan, pengajuan), susunan.perubahan_ke
    hash_isi = sha256(canonical(isi))
    pdf = write_pdf(write_pk(isi, draf=False, hash_isi=hash_isi))
    stored = berkas_store().write([pdf])
    blob, _ = Blob.objects.get_or_create(
        sha256=stored.sha256, defaults={"ukuran": stored.ukuran, "jenis_isi": JENIS_PDF}
    )
    row = PerjanjianKinerja(
        instansi_id=susunan.jabatan.instansi_id,
        jabatan=susunan.jabatan,
        tahun=susunan.tahun,
        perubahan_ke=ke,
        alasan=pengajuan.alasan if ke else "",
        uraian_alasan=pengajuan.uraian_alasan if ke else "",
        tanggal=pengajuan.tanggal,
        pihak_pertama=susunan.pertama,
        pihak_kedua=susunan.kedua,
        potret=isi,
        hash=hash_isi,
        dokumen=blob,
    )
    return row, blob


def _lines(row: PerjanjianKinerja, susunan: Susunan) -> Iterable[BarisPK]:
    promises = [
        (node, one, one.target) for node in susunan.sasaran for one in node.janji if one.target
    ]
    for n, (node, one, target) in enumerate(promises):
        yield BarisPK(
            instansi_id=row.instansi_id,
            pk_kinerja=row,
            indikator_id=one.isi.indikator_id,
            simpul_id=node.isi.simpul_id,
            urutan=n,
            jenis=target.jenis.value,
            bawah=target.bawah,
            atas=target.atas,
            label=target.label,
        )


def _check_tanggal(row: PerjanjianKinerja, tanggal: date) -> None:
    if tanggal < row.tanggal:
        pesan = f"Tanggal tanda tangan mendahului tanggal PK, {write_tanggal(row.tanggal)}."
        raise ValidationError({"tanggal": pesan})
    if tanggal > row.instansi.hari_ini:
        raise ValidationError({"tanggal": "Tanggal tanda tangan belum terjadi."})
    signers = [row.pihak_pertama_id, row.pihak_kedua_id]
    there = Penugasan.objects.in_force(tanggal).filter(pk__in=[pk for pk in signers if pk])
    missing = {pk for pk in signers if pk} - set(there.values_list("pk", flat=True))
    if missing:
        pesan = (
            "Salah satu penanda tangan tidak menjabat pada tanggal itu. Tarik PK, lalu ajukan lagi."
        )
        raise ValidationError({"tanggal": pesan})
