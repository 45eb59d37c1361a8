"""From one period to the next: who reads the map of indicators, who decides on it, who copies a tree."""

from sakip.perencanaan.actions.draf import update_draf
from sakip.perencanaan.models import Indikator, IsiIndikator
from sakip.perencanaan.suntingan_indikator import TambahIndikator
from sakip.tests.access.dokumen import LIHAT, PENULIS, RENSTRA, wear
from sakip.tests.access.notasi import LIHAT_DINKES, Baris, Tindakan, act, get, post

AKSI = "perencanaan.actions.kelanjutan"
NAMA = "Indikator Lestari"


def lama(d):
    return {"lama": d.indikator_lama.pk}


def putusan(d):
    old = Indikator.objects.get(pk=d.indikator_lama.pk)
    return {"revisi": old.revisi, "baru": d.indikator_baru.pk, "alasan": ""}


TABEL: list[Baris] = [
    get("perencanaan:pemetaan_list", objek="dokumen_bersama", **LIHAT, memuat={NAMA: LIHAT_DINKES}),
    post("perencanaan:pemetaan_list", "indikator.update", objek="dokumen_bersama", **RENSTRA,
         data=lambda d: {"pasangan": f"{d.indikator_lama.pk}-{d.indikator_baru.pk}"}),
    get("perencanaan:pemetaan_update", objek="dokumen_bersama", **RENSTRA, argumen=lama),
    post("perencanaan:pemetaan_update", "indikator.update", objek="dokumen_bersama", **RENSTRA,
         argumen=lama, data=putusan),
    get("perencanaan:versi_copy", objek="draf_bersama", **RENSTRA),
    get("perencanaan:versi_copy", objek="diajukan_dinkes", lihat=LIHAT_DINKES,
        kasus="sudah diajukan"),
    post("perencanaan:versi_copy", "versi.update", objek="draf_bersama", **RENSTRA,
         data=lambda d: {"lama": d.dokumen_dinkes.pk, "sampai": "sasaran"}),
]  # fmt: skip

TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.update_kelanjutan", "dokumen_bersama", boleh=PENULIS,
        isi=lambda d: {**putusan(d), **lama(d)}),
    act(f"{AKSI}.update_kelanjutan_serupa", "dokumen_bersama", boleh=PENULIS,
        isi=lambda d: {"pasangan": {d.indikator_lama.pk: d.indikator_baru.pk}}),
]  # fmt: skip


def add_rows(dunia):
    """An indicator of the Renstra in force, and one of the same name in a later draft."""
    sheet = IsiIndikator.objects.get(indikator__periode=dunia.dokumen_dinkes, nama=NAMA)
    dunia.indikator_lama = sheet.indikator
    dunia.dokumen_bersama = dunia.draf_bersama.periode
    step = TambahIndikator(dunia.simpul_bersama, NAMA, "%", {})
    update_draf(dunia.draf_bersama, step, acting_user=wear(dunia.orang["operator_opd"]))
    dunia.indikator_baru = (
        IsiIndikator.objects.di_versi(dunia.draf_bersama).get(nama=NAMA).indikator
    )
