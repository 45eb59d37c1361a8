"""Files in the cabinets of the demo: small papers of every unit that keeps one, a photo, one that expired."""

import io
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sakip.berkas.actions import KETERANGAN, create_berkas, update_keterangan
from sakip.berkas.actions.berbagi import create_berbagi
from sakip.berkas.checks import check_unggahan
from sakip.berkas.models import Berkas
from sakip.berkas.storage import store_isi
from sakip.cetak.dokumen import Dokumen, Paragraf
from sakip.cetak.pdf import write_pdf
from sakip.demo.organisasi import Pemeran
from sakip.organisasi.models import PerangkatDaerah
from sakip.web.clock import now

# Name, kind, days before today, days it holds from then on (0: without end).
NASKAH = (
    ("SK Tim SAKIP", Berkas.Jenis.KEPUTUSAN, 300, 365),
    ("Notulen rapat capaian", Berkas.Jenis.NOTULEN, 20, 0),
)
SERTIFIKAT = ("Sertifikat kalibrasi alat", Berkas.Jenis.KEPUTUSAN, 400, 365)
FOTO = "Foto posyandu Melati.png"


def seed_lemari(pemeran: Pemeran) -> None:
    """A paper for each unit with an operator; the health office has more, and shares one."""
    units = PerangkatDaerah.objects.filter(instansi=pemeran.instansi)
    by_kode = {unit.kode: unit for unit in units if unit.kode in pemeran.operator}
    dinkes = by_kode.pop("05")
    for n, unit in enumerate(by_kode.values()):
        _add_naskah(pemeran, unit, *NASKAH[n % len(NASKAH)])
    for naskah in NASKAH:
        _add_naskah(pemeran, dinkes, *naskah)
    shared = _add_naskah(pemeran, dinkes, *SERTIFIKAT)
    _add_foto(pemeran, dinkes)
    create_berbagi(
        shared, ke_unit=by_kode["15"], pesan="Untuk laporan bersama.", acting_user=pemeran.operator["05"]
    )  # fmt: skip


def _add_naskah(
    pemeran: Pemeran, unit: PerangkatDaerah, nama: str, jenis: str, lalu: int, lama: int
) -> Berkas:
    day = pemeran.instansi.hari_ini - timedelta(days=lalu)
    isi = f"{nama}\n{unit.nama}\n{day.isoformat()}\n".encode()
    row = _store(pemeran, unit, f"{nama}.txt", isi, day)
    until = day + timedelta(days=lama) if lama else None
    _describe(pemeran, row, jenis=jenis, berlaku_sejak=day if lama else None, berlaku_sampai=until)
    return row


def _add_foto(pemeran: Pemeran, unit: PerangkatDaerah) -> None:
    """A photo with time and place, and the report of a visit as PDF."""
    day = pemeran.instansi.hari_ini - timedelta(days=3)
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((1240, 1754)).save(buffer, "PNG")
    row = _store(pemeran, unit, FOTO, buffer.getvalue(), day)
    moment = now() - timedelta(days=3)
    _describe(pemeran, row, jenis="foto", fisik=True, diambil_pada=moment, tempat="Posyandu Melati")
    paper = Dokumen(
        "Laporan kunjungan posyandu", (unit.nama,), day,
        tuple(Paragraf(f"Posyandu {n}. " + "Timbangan, buku, dan kader lengkap. " * 60) for n in range(1, 7)),
    )  # fmt: skip
    _store(pemeran, unit, "Laporan kunjungan posyandu.pdf", write_pdf(paper), day)


def _store(pemeran: Pemeran, unit: PerangkatDaerah, nama: str, isi: bytes, day: date) -> Berkas:
    stored = store_isi(check_unggahan(SimpleUploadedFile(nama, isi)))
    return create_berkas(
        stored,
        perangkat_daerah=unit,
        tanggal_dokumen=day,
        acting_user=pemeran.operator[unit.kode],
    )


def _describe(pemeran: Pemeran, row: Berkas, **said: object) -> None:
    user = pemeran.operator[row.lemari.kode]
    isian = {nama: getattr(row, nama) for nama in KETERANGAN} | said
    update_keterangan(row, isian, revisi=row.revisi, acting_user=user)
