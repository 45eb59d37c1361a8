"""Old indicators and new ones: Sari says which goes on as which, and eight years stay one line."""

import pytest
from django.db import transaction

from sakip.audit.models import Jejak
from sakip.perencanaan.actions import kelanjutan
from sakip.perencanaan.actions.kelanjutan import update_kelanjutan, update_kelanjutan_serupa
from sakip.perencanaan.garis import load_titik
from sakip.perencanaan.isi import token
from sakip.perencanaan.kelanjutan import load_pemetaan, load_pendahulu
from sakip.perencanaan.models import Indikator, IsiIndikator
from sakip.perencanaan.periksa import find_temuan
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan import TambahSimpul
from sakip.perencanaan.suntingan_indikator import TambahIndikator, UbahIndikator, UbahTarget
from sakip.perencanaan.tests.buku import angka
from sakip.perencanaan.tests.periode_lalu import GIZI, IBU, make_lama, open_baru
from sakip.perencanaan.tests.pohon import edit
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.kelanjutan import Kelanjutan
from sakip.tests.berdua import berdua, let_wait
from sakip.tests.rencana import fill, open_masa
from sakip.web.rows import hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def lama(sari):
    return make_lama(sari)


@pytest.fixture
def draf(sari, lama):
    """Three new indicators: one of the same name, one alike, one of its own."""
    draf = open_baru(sari)
    edit(draf, TambahSimpul(None, "Kesehatan warga membaik", jenjang="sasaran"), sari)
    node = draf.periode.simpul_set.get()
    isi = {"definisi": "Rata-rata jawaban.", "frekuensi": "triwulan"}
    for nama in (IBU, "Persalinan di semua fasilitas kesehatan", "Umur harapan hidup"):
        edit(draf, TambahIndikator(node.pk, nama, "indeks", isi), sari)
    return draf


@pytest.fixture
def url(draf):
    return f"/perencanaan/dokumen/{draf.periode_id}/pemetaan/"


def baru(draf, nama) -> Indikator:
    return IsiIndikator.objects.di_versi(draf).get(nama=nama).indikator


def old(lama, kode) -> Indikator:
    return Indikator.objects.get(periode=lama, kode=kode)


def pair(draf, lama, kode, nama, sari, **lain):
    one = old(lama, kode)
    new = baru(draf, nama).pk if nama else None
    wish = {"revisi": one.revisi, "baru": new, "alasan": ""} | lain
    update_kelanjutan(draf.periode, one.pk, **wish, acting_user=sari)


def fates(draf):
    return {
        one.lama.indikator.kode: one.kelanjutan.value
        for one in load_pemetaan(draf.periode).pasangan
    }


def test_the_document_before_is_found_and_none_before_the_first(lama, draf):
    assert load_pendahulu(draf.periode) == [lama]
    assert load_pendahulu(lama) == []


def test_sari_accepts_what_is_alike_and_the_rest_waits(client, sari, lama, draf, url):
    client.force_login(sari)
    page = client.get(url).content.decode()
    assert f"{IBU} (indeks) → {IBU} (indeks), lanjut" in page
    ticked = [f"{old(lama, 'S1.1').pk}-{baru(draf, IBU).pk}"]
    answer = client.post(url, {"pasangan": ticked}, follow=True).content.decode()
    assert "1 indikator dipasangkan" in answer
    assert "1 lanjut; 2 belum dipetakan." in answer
    assert "2 indikator baru tanpa pendahulu" in answer
    assert fates(draf) == {
        "S1.1": "lanjut", "P1.1": "belum_dipetakan", "S2.1": "belum_dipetakan",
    }  # fmt: skip
    again = client.post(url, {"pasangan": ticked}).content.decode()
    assert "Sebagian sudah diputuskan orang lain" in again
    assert "Centang paling sedikit satu" in client.post(url, {"lain": "1"}).content.decode()


def test_she_pairs_by_hand_and_ends_one_with_a_reason(client, sari, lama, draf, url):
    client.force_login(sari)
    gizi = old(lama, "S2.1")
    page = client.get(f"{url}{gizi.pk}/").content.decode()
    assert f"Penerus {GIZI}" in page
    wish = {"baru": baru(draf, "Umur harapan hidup").pk, "alasan": "", "revisi": gizi.revisi}
    assert client.post(f"{url}{gizi.pk}/", wish).url == url
    ibu = old(lama, "S1.1")
    ended = {"baru": "", "alasan": "Tercapai sejak 2024.", "revisi": ibu.revisi}
    assert client.post(f"{url}{ibu.pk}/", ended).url == url
    assert fates(draf) == {"S1.1": "berhenti", "P1.1": "belum_dipetakan", "S2.1": "lanjut"}
    assert "Tercapai sejak 2024." in client.get(url).content.decode()


def test_both_a_successor_and_a_reason_is_refused_and_stays_typed(client, sari, lama, draf, url):
    client.force_login(sari)
    gizi = old(lama, "S2.1")
    wish = {"baru": baru(draf, IBU).pk, "alasan": "Ganti nama", "revisi": gizi.revisi}
    page = client.post(f"{url}{gizi.pk}/", wish).content.decode()
    assert "tidak keduanya" in page
    assert "Ganti nama" in page
    assert fates(draf)["S2.1"] == "belum_dipetakan"


def test_another_choice_frees_the_first_and_none_opens_it_again(sari, lama, draf):
    pair(draf, lama, "S2.1", IBU, sari)
    pair(draf, lama, "S2.1", "Umur harapan hidup", sari)
    assert baru(draf, IBU).asal is None
    assert baru(draf, "Umur harapan hidup").asal == old(lama, "S2.1")
    pair(draf, lama, "S2.1", None, sari)
    assert fates(draf)["S2.1"] == "belum_dipetakan"


def test_one_new_indicator_goes_on_from_one_old_one_alone(sari, lama, draf):
    pair(draf, lama, "S1.1", IBU, sari)
    with pytest.raises(RuleError, match="sudah melanjutkan yang lain"):
        pair(draf, lama, "S2.1", IBU, sari)
    new = baru(draf, "Umur harapan hidup").pk
    with pytest.raises(RuleError, match="tidak dapat melanjutkan dua"):
        update_kelanjutan_serupa(
            draf.periode, {old(lama, k).pk: new for k in ("P1.1", "S2.1")}, acting_user=sari
        )
    with pytest.raises(RuleError, match="Sebagian sudah diputuskan"):
        update_kelanjutan_serupa(draf.periode, {old(lama, "S1.1").pk: new}, acting_user=sari)


def test_an_indicator_of_another_document_is_no_pair(sari, lama, draf):
    with pytest.raises(RuleError, match="tidak ada di dokumen periode sebelumnya"):
        update_kelanjutan(draf.periode, baru(draf, IBU).pk, revisi=0, baru=None, alasan="",
                          acting_user=sari)  # fmt: skip


def test_who_decided_in_between_is_not_overwritten(sari, lama, draf):
    stale = old(lama, "S2.1").revisi
    pair(draf, lama, "S2.1", None, sari, alasan="Diganti IPM.")
    with pytest.raises(Konflik):
        pair(draf, lama, "S2.1", IBU, sari, revisi=stale)
    assert fates(draf)["S2.1"] == "berhenti"
    assert baru(draf, IBU).asal is None


def test_the_trail_names_both_sides(sari, lama, draf):
    pair(draf, lama, "S1.1", IBU, sari)
    jejak = Jejak.objects.filter(objek="perencanaan.indikator").latest("nomor")
    assert (jejak.tindakan, jejak.objek_id) == ("indikator.update", old(lama, "S1.1").pk)
    assert str(baru(draf, IBU).pk) in jejak.isi


def test_another_way_of_counting_is_said_by_itself(sari, lama, draf):
    pair(draf, lama, "S1.1", IBU, sari)
    pair(draf, lama, "P1.1", "Umur harapan hidup", sari)
    for nama, isi in ((IBU, {"satuan": "kasus"}), ("Umur harapan hidup", {"agregasi": "KUM"})):
        new = baru(draf, nama).pk
        seen = token(Ruang(draf).read("indikator", indikator_id=new))
        edit(draf, UbahIndikator(new, seen, isi), sari)
    assert (fates(draf)["S1.1"], fates(draf)["P1.1"]) == ("ganti_satuan", "ganti_rumus")
    assert load_pemetaan(draf.periode).count(Kelanjutan.GANTI_RUMUS) == 1


@pytest.fixture
def tahun(sari):
    return sari.instansi.hari_ini.year


@pytest.fixture
def terukur(sari, rina, lama, draf, tahun):
    """The old indicator reached 88 last year and promised 85 for this one; the new one goes on from it."""
    fill(open_masa(rina, tahun=tahun - 1), "S1.1", "88", sari)
    pair(draf, lama, "S1.1", IBU, sari)
    return baru(draf, IBU)


def titik(draf, pk, target=()):
    isi = IsiIndikator.objects.di_versi(draf).get(indikator=pk)
    found = load_titik(isi, dict(target), draf.instansi.hari_ini.year + 1)
    return [
        (one.tahun, one.target, one.realisasi, one.dokumen.split()[0], one.putus) for one in found
    ]


def test_the_line_crosses_the_documents(client, sari, lama, draf, terukur, tahun):
    edit(draf, UbahTarget(terukur.pk, {tahun + 1: token(None)}, {tahun + 1: angka(80)}), sari)
    assert titik(draf, terukur.pk, {tahun + 1: angka(80)}) == [
        (tahun - 1, "90,00", "88,00", "Renstra", ""),
        (tahun, "85,00", "", "Renstra", ""),
        (tahun + 1, "80,00", "", "Renstra", ""),
    ]
    client.force_login(sari)
    page = client.get(f"/perencanaan/indikator/{terukur.pk}/?versi={draf.pk}").content.decode()
    assert f"Garis {tahun - 1} sampai {tahun}" in page
    assert "88,00" in page
    assert str(lama) in page


def test_where_the_unit_of_measure_changed_the_line_says_it_breaks(
    client, sari, lama, draf, terukur, tahun
):
    IsiIndikator.objects.di_versi(draf).filter(indikator=terukur).update(satuan="kasus")
    found = titik(draf, terukur.pk, {tahun + 1: angka(80)})
    assert [putus for *_, putus in found] == ["", "", "Lanjut, ganti satuan"]


def test_a_promise_below_what_the_old_period_reached_asks_a_reason(
    sari, rina, lama, draf, terukur, tahun
):
    edit(draf, UbahTarget(terukur.pk, {tahun + 1: token(None)}, {tahun + 1: angka(80)}), sari)
    assert [one.temuan.kunci for one in find_temuan(draf) if one.temuan.kode == "L09"] == [
        terukur.kode
    ]
    IsiIndikator.objects.di_versi(draf).filter(indikator=terukur).update(satuan="kasus")
    assert not [one for one in find_temuan(draf) if one.temuan.kode == "L09"]


def test_the_map_is_read_with_as_many_questions_however_long_it_is(
    client, sari, lama, draf, url, count_queries
):
    client.force_login(sari)
    few = count_queries(url)
    node = draf.periode.simpul_set.get()
    for n in range(12):
        edit(draf, TambahIndikator(node.pk, f"Indikator tambahan {n}", "indeks", {}), sari)
    assert count_queries(url) == few


def test_a_document_without_one_before_it_has_nothing_to_map(client, sari, lama):
    client.force_login(sari)
    page = client.get(f"/perencanaan/dokumen/{lama.pk}/pemetaan/").content.decode()
    assert "tidak ada yang perlu dipetakan" in page
    detail = client.get(f"/perencanaan/dokumen/{lama.pk}/").content.decode()
    assert "Pemetaan periode lalu" not in detail


def test_an_indicator_of_another_period_is_not_on_the_map(client, sari, draf, url):
    client.force_login(sari)
    assert client.get(f"{url}{baru(draf, IBU).pk}/").status_code == 404


@berdua
def test_who_saves_figures_waits_until_the_pairs_are_decided(sari, lama, draf, monkeypatch):
    """All of them are held before the first is in the trail: neither waits for what the other has."""
    pairs = {old(lama, "S1.1").pk: baru(draf, IBU).pk}
    pairs[old(lama, "S2.1").pk] = last = baru(draf, "Umur harapan hidup").pk

    @transaction.atomic
    def save():
        hold(Indikator.objects.get(pk=last))

    let_wait(
        monkeypatch,
        kelanjutan,
        "load_pemetaan",
        lambda: update_kelanjutan_serupa(draf.periode, pairs, acting_user=sari),
        save,
    )
    assert baru(draf, "Umur harapan hidup").asal == old(lama, "S2.1")
