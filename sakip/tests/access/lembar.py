"""The sheet of an indicator: who reads it, who writes it in a draft, who promises its quarters."""

from sakip.perencanaan.isi import token
from sakip.perencanaan.lembar import see_janji
from sakip.perencanaan.models import Indikator, IsiIndikator
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan_lembar import see_lembar
from sakip.perencanaan.tests.buku import angka
from sakip.tests.access.dokumen import LIHAT, PENULIS, RENSTRA, simpul_dinkes
from sakip.tests.access.notasi import LIHAT_DINKES, Baris, Tindakan, act, get, post

NAMA = "Usia harapan hidup Lestari"
TAHUN = 2031


def indikator_dinkes(d):
    return {"indikator": d.indikator_dinkes.pk}


def lembar(d):
    """The whole sheet as it stands, with another name."""
    ruang = Ruang(d.draf_dinkes)
    isi = ruang.read("indikator", indikator_id=d.indikator_dinkes.pk)
    texts = {name: value for name, value in isi.items() if value not in (None, False)}
    typed = {"nama": "UHH", "perangkat_daerah": d.dinkes.pk, "target_2030": "80"}
    return texts | typed | {"lihat": see_lembar(ruang, d.indikator_dinkes.pk)}


def token_lembar(d):
    isi = Ruang(d.draf_dinkes).read("indikator", indikator_id=d.indikator_dinkes.pk)
    return {"lihat": token(isi)}


TABEL: list[Baris] = [
    get("perencanaan:indikator_detail", objek="indikator_dinkes", **LIHAT,
        memuat={NAMA: LIHAT_DINKES}),
    get("perencanaan:indikator_create", objek="draf_dinkes", **RENSTRA, argumen=simpul_dinkes),
    get("perencanaan:indikator_create", objek="diajukan_dinkes", lihat=LIHAT_DINKES,
        argumen=simpul_dinkes, kasus="sudah diajukan"),
    post("perencanaan:indikator_create", "versi.update", objek="draf_dinkes", **RENSTRA,
         argumen=simpul_dinkes,
         data=lambda d: {"nama": "Angka kematian ibu", "satuan": "kasus",
                         "perangkat_daerah": d.dinkes.pk}),
    get("perencanaan:indikator_update", objek="draf_dinkes", **RENSTRA, argumen=indikator_dinkes),
    post("perencanaan:indikator_update", "versi.update", objek="draf_dinkes", **RENSTRA,
         argumen=indikator_dinkes, data=lembar),
    post("perencanaan:indikator_delete", "versi.update", objek="draf_dinkes", **RENSTRA,
         argumen=indikator_dinkes, data=token_lembar),
    get("perencanaan:target_update", objek="indikator_dinkes", **RENSTRA,
        argumen=lambda _: {"tahun": TAHUN}),
    post("perencanaan:target_update", "target.update", objek="indikator_dinkes", **RENSTRA,
         argumen=lambda _: {"tahun": TAHUN},
         data=lambda _: {"tw_4": "80", "lihat": see_janji({})}),
    get("perencanaan:target_bulan_update", objek="indikator_dinkes", **RENSTRA,
        argumen=lambda _: {"tahun": TAHUN}),
    post("perencanaan:target_bulan_update", "target.update", objek="indikator_dinkes", **RENSTRA,
         argumen=lambda _: {"tahun": TAHUN},
         data=lambda _: {"tw_12": "80", "lihat": see_janji({})}),
]  # fmt: skip

TINDAKAN: list[Tindakan] = [
    act("perencanaan.actions.target.update_target", "lembar_dinkes", boleh=PENULIS,
        isi=lambda _: {"tahun": TAHUN, "janji": {4: angka(80)}, "lihat": see_janji({})}),
]  # fmt: skip


def add_rows(dunia):
    """The first indicator of the Renstra in draft, by a name nobody else uses."""
    sheet = IsiIndikator.objects.di_versi(dunia.draf_dinkes).get(indikator__kode="S1.a")
    dunia.indikator_dinkes = Indikator.objects.get(pk=sheet.indikator_id)
    IsiIndikator.objects.filter(indikator=sheet.indikator_id).update(frekuensi="bulan")
    dunia.lembar_dinkes = sheet
