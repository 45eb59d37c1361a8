"""A record on paper, as it goes into the cabinet to be pointed to as evidence."""

from collections.abc import Iterable, Iterator

from django.core.files.base import ContentFile

from sakip.berkas.checks import check_unggahan
from sakip.berkas.storage import Isi, store_isi
from sakip.cetak.dokumen import (
    Bab,
    CatatanKecil,
    Daftar,
    Dokumen,
    Fakta,
    Paragraf,
)
from sakip.cetak.pdf import write_pdf
from sakip.lapangan.models import CatatanLapangan, LampiranLapangan
from sakip.organisasi.models import Pengguna
from sakip.rules.angka import write_angka
from sakip.rules.tanggal import write_waktu


def store_naskah(row: CatatanLapangan, user: Pengguna) -> Isi:
    """Write a record as PDF into the store, before and outside a transaction."""
    lampiran = row.lampiran_set.select_related("berkas__blob").order_by("pk")
    isi = write_pdf(make_naskah(row, lampiran, user))
    hari = row.hari(user.instansi.zona_waktu).isoformat()
    tempat = row.tempat.replace("/", "-").replace("\\", "-")
    nama = f"Catatan lapangan {tempat} {hari}.pdf"
    return store_isi(check_unggahan(ContentFile(isi, name=nama)))


def make_naskah(
    row: CatatanLapangan, lampiran: Iterable[LampiranLapangan], user: Pengguna
) -> Dokumen:
    """The record as a document; photos are named with their hash, and lie beside it."""
    files = list(lampiran)
    names = tuple(f"{one.get_jenis_display()}: {one.berkas.nama}" for one in files)
    hashes = "; ".join(f"{one.berkas.nama} {one.berkas.blob.sha256}" for one in files)
    return Dokumen(
        judul="Catatan lapangan",
        kop=(user.instansi.nama, row.perangkat_daerah.nama),
        dicetak=user.instansi.hari_ini,
        isi=(
            Fakta(tuple(list_fakta(row, user.instansi.zona_waktu))),
            Bab("Yang terlihat"),
            Paragraf(row.terlihat),
            *((Bab("Lampiran"), Daftar(names)) if names else ()),
            *((CatatanKecil(f"Sidik SHA-256: {hashes}"),) if hashes else ()),
        ),
    )


def list_fakta(row: CatatanLapangan, zona: str) -> Iterator[tuple[str, str]]:
    """Names and values of a record, what is empty left out."""
    yield "Perangkat daerah", row.perangkat_daerah.nama
    yield "Pemeriksa", row.pemeriksa.nama
    if row.penilaian is not None:
        yield "Untuk", f"Evaluasi AKIP {row.penilaian.tahun_evaluasi}"
    yield "Dilihat (jam perangkat)", write_waktu(row.dilihat_pada, zona)
    yield "Diterima server", write_waktu(row.diterima_pada, zona)
    yield "Tempat", row.tempat
    if row.koordinat:
        yield "Koordinat", row.koordinat
    if row.jumlah is not None:
        yield "Jumlah", f"{write_angka(row.jumlah, None)} {row.satuan}"
    yield "Kondisi", row.get_kondisi_display()
    if row.pendamping:
        yield "Didampingi", f"{row.pendamping}, {row.jabatan_pendamping}"
    if row.pernyataan:
        yield "Pernyataan yang mendampingi", row.pernyataan
