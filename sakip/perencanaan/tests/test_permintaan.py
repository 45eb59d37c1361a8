"""A figure that another unit keeps: Sari asks Dukcapil for it, Yuni answers, and nobody types it twice."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sakip.conftest import wearing
from sakip.organisasi.models import Peran, PerangkatDaerah
from sakip.pengukuran.models import Realisasi
from sakip.perencanaan.actions.permintaan import (
    create_permintaan,
    return_permintaan,
    revoke_permintaan,
    submit_permintaan,
)
from sakip.perencanaan.models import Indikator, IsiIndikator, PermintaanData
from sakip.perencanaan.permissions import can_revoke_permintaan, can_submit_permintaan
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.tests.rencana import (
    make_indikator,
    make_periode,
    make_simpul,
    make_target,
    open_masa,
)

pytestmark = pytest.mark.django_db
ASK = "Kelahiran hidup"


@pytest.fixture
def ibu(dinkes) -> Indikator:
    row = make_indikator(dinkes, nama="Angka kematian ibu", pembilang="Kematian ibu")
    make_target(row, "80", "80", "80", "80")
    return row


@pytest.fixture
def dukcapil(kabupaten) -> PerangkatDaerah:
    return make_perangkat_daerah(
        kabupaten, kode="15", nama="Dinas Kependudukan", singkatan="Dukcapil"
    )


@pytest.fixture
def yuni(dukcapil):
    """Yuni measures at Dukcapil."""
    return wearing(
        make_pengguna(dukcapil.instansi, Peran.OPERATOR_OPD, dukcapil, username="yuni", nama="Yuni")
    )


def ask(sari, ibu, unit, **lain) -> PermintaanData:
    today = sari.instansi.hari_ini
    isi = {"tahun": 2026, "ke": 4, "diminta": ASK, "tenggat": today + timedelta(days=7)} | lain
    own = PerangkatDaerah.objects.get(pk=sari.cap.perangkat_daerah_id)
    row = PermintaanData(indikator=ibu, pengusul=own, perangkat_daerah=unit, **isi)
    return create_permintaan(row, acting_user=sari)


@pytest.fixture
def minta(sari, ibu, dukcapil) -> PermintaanData:
    return ask(sari, ibu, dukcapil)


def url(row, act=""):
    return f"/perencanaan/permintaan/{row.pk}/{act}"


def back(row, days):
    """So many days go by."""
    rows = PermintaanData.objects.filter(pk=row.pk)
    rows.update(
        diminta_pada=row.diminta_pada - timedelta(days), tenggat=row.tenggat - timedelta(days)
    )
    row.refresh_from_db()


def test_sari_asks_from_the_sheet_and_sees_the_clock_run(client, sari, ibu, dukcapil):
    client.force_login(sari)
    sheet = f"/perencanaan/indikator/{ibu.pk}/"
    assert "Minta data" in client.get(sheet).content.decode()
    add = f"{sheet}permintaan/2026/tw4/"
    assert 'value="Kematian ibu"' in client.get(add).content.decode()
    wish = {"perangkat_daerah": dukcapil.pk, "diminta": ASK, "ke": 4, "tenggat": "2050-01-31"}
    answer = client.post(add, wish)
    row = PermintaanData.objects.get()
    assert answer.url == url(row)
    assert (row.status, row.pengusul.kode, row.masa) == ("diminta", "05", "TW IV 2026")
    page = client.get(sheet).content.decode()
    for text in ("Dukcapil", ASK, "sejak hari ini, tenggat"):
        assert text in page
    assert "Dijawab oleh operator atau kepala Dinas Kependudukan." in (
        client.get(url(row)).content.decode()
    )
    assert "1 permintaan data" in client.get("/2026/tw4/rencana/").content.decode()


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"perangkat_daerah": ""}, "Perangkat daerah yang punya datanya"),
        ({"diminta": ""}, "Data yang diminta"),
        ({"ke": "9"}, "Untuk"),
        ({"tenggat": "2020-01-01"}, "Tenggat sudah lewat"),
    ],
)
def test_what_is_missing_is_told_and_the_rest_stays(client, sari, ibu, dukcapil, wish, why):
    client.force_login(sari)
    typed = {"perangkat_daerah": dukcapil.pk, "diminta": ASK, "ke": 4, "tenggat": "2050-01-31"}
    add = f"/perencanaan/indikator/{ibu.pk}/permintaan/2026/tw4/"
    page = client.post(add, typed | wish).content.decode()
    assert why in page
    if "diminta" not in wish:
        assert ASK in page
    assert not PermintaanData.objects.exists()


def test_the_same_is_not_asked_twice_while_it_waits(client, sari, ibu, dukcapil, minta):
    client.force_login(sari)
    wish = {"perangkat_daerah": dukcapil.pk, "diminta": ASK, "ke": 4, "tenggat": "2050-01-31"}
    add = f"/perencanaan/indikator/{ibu.pk}/permintaan/2026/tw4/"
    assert "masih menunggu jawaban" in client.post(add, wish).content.decode()
    with pytest.raises(ValidationError, match="Pilih perangkat daerah lain"):
        ask(sari, ibu, minta.pengusul)


def test_the_clock_says_how_long_and_how_late(minta):
    on = minta.diminta_pada
    assert minta.jam(on + timedelta(days=2)) == "2 hari, tenggat 5 hari lagi"
    assert minta.jam(minta.tenggat) == "7 hari, tenggat hari ini"
    assert minta.jam(minta.tenggat + timedelta(days=3)) == "10 hari, lewat tenggat 3 hari"


def test_the_partner_answers_and_the_figure_waits_beside_the_field(
    client, sari, yuni, rina, ibu, minta
):
    open_masa(rina)
    client.force_login(yuni)
    page = client.get(url(minta)).content.decode()
    assert "Jawab permintaan ini" in page
    answer = client.post(url(minta, "jawab/"), {"jawaban": "79,5", "catatan": "SIAK"}, follow=True)
    assert "Terjawab." in answer.content.decode()
    late = client.post(url(minta, "jawab/"), {"jawaban": "", "catatan": "Dari SIAK."})
    assert late.status_code == 403  # a colleague was first: told so, though this answer is unfit
    client.force_login(sari)
    lembar = "/2026/tw4/opd/05/realisasi/"
    text = client.get(lembar).content.decode()
    assert "Dukcapil menjawab 79,5" in text
    used = client.get(f"{lembar}?pakai={minta.pk}").content.decode()
    assert 'value="79,5"' in used
    assert "belum tersimpan" in used
    assert not Realisasi.objects.exists()


def test_numerator_and_denominator_find_their_fields(client, sari, yuni, rina, dinkes, dukcapil):
    rasio = make_indikator(dinkes, nama="Cakupan akta", agregasi="RAS", faktor=100)
    make_target(rasio, "80", "80", "80", "80")
    row = ask(sari, rasio, dukcapil)
    submit_permintaan(row, jawaban="27/3.080,0", catatan="", acting_user=yuni)
    open_masa(rina)
    client.force_login(sari)
    page = client.get(f"/2026/tw4/opd/05/realisasi/?pakai={row.pk}").content.decode()
    assert 'value="27"' in page
    assert 'value="3.080,0"' in page


def test_what_still_waits_is_said_beside_the_field(client, sari, rina, minta):
    open_masa(rina)
    back(minta, 10)
    client.force_login(sari)
    page = client.get("/2026/tw4/opd/05/realisasi/").content.decode()
    assert "Menunggu data Dukcapil 10 hari, lewat tenggat 3 hari." in page
    assert "Pakai angka ini" not in page


def test_an_unreadable_figure_is_told_and_nothing_is_answered(client, yuni, minta):
    client.force_login(yuni)
    for text, why in (("", "Angkanya"), ("1.234", "1.234"), ("12a/5", "12a")):
        page = client.post(url(minta, "jawab/"), {"jawaban": text}).content.decode()
        assert "Ada yang perlu diperbaiki" in page
        assert why in page
    minta.refresh_from_db()
    assert minta.status == "diminta"


def test_words_are_an_answer_too(yuni, minta):
    submit_permintaan(minta, jawaban=" WTP ", catatan="", acting_user=yuni)
    assert (minta.jawaban, minta.status) == ("WTP", "dijawab")


def test_an_empty_answer_is_none(yuni, minta):
    with pytest.raises(RuleError, match="Tulis angkanya"):
        submit_permintaan(minta, jawaban=" ", catatan="", acting_user=yuni)


def test_a_refusal_needs_a_reason(client, yuni, minta):
    with pytest.raises(RuleError, match="Tulis mengapa"):
        return_permintaan(minta, alasan=" ", acting_user=yuni)
    client.force_login(yuni)
    page = client.post(url(minta, "tolak/"), {"alasan": "Belum dicatat."}, follow=True)
    assert "Belum dicatat." in page.content.decode()
    minta.refresh_from_db()
    assert minta.status == "ditolak"


def test_the_first_answer_stands_and_the_second_is_told(sari, yuni, minta):
    stale = PermintaanData.objects.get(pk=minta.pk)
    submit_permintaan(minta, jawaban="70", catatan="", acting_user=yuni)
    with pytest.raises(Konflik):
        revoke_permintaan(stale, acting_user=sari)
    assert PermintaanData.objects.get(pk=minta.pk).jawaban == "70"


def test_sari_takes_it_back_and_may_ask_again(client, sari, ibu, dukcapil, minta):
    client.force_login(sari)
    assert "Permintaan dicabut." in client.post(url(minta, "cabut/"), follow=True).content.decode()
    assert ask(sari, ibu, dukcapil).status == "diminta"


def test_what_waits_stands_on_top_of_the_list(client, sari, yuni, ibu, dukcapil, minta):
    old = ask(sari, ibu, dukcapil, ke=3)
    submit_permintaan(old, jawaban="70", catatan="", acting_user=yuni)
    client.force_login(yuni)
    page = client.get("/2026/tw4/permintaan/").content.decode()
    assert page.index("Diminta</span>") < page.index("Dijawab</span>")
    only = client.get("/2026/tw4/permintaan/?saring=dijawab").content.decode()
    assert url(old) in only
    assert url(minta) not in only
    none = client.get("/2026/tw4/permintaan/?saring=dicabut").content.decode()
    assert "Tidak ada permintaan yang cocok" in none


def test_a_draft_is_no_place_to_ask_from(client, sari, ibu):
    IsiIndikator.objects.filter(indikator=ibu).update(sejak_versi=2)
    client.force_login(sari)
    assert client.get(f"/perencanaan/indikator/{ibu.pk}/permintaan/2026/tw4/").status_code == 404


def test_a_unit_that_ended_is_not_asked(client, sari, ibu, dukcapil):
    PerangkatDaerah.objects.filter(pk=dukcapil.pk).update(aktif_sampai="2020-12-31")
    client.force_login(sari)
    add = f"/perencanaan/indikator/{ibu.pk}/permintaan/2026/tw4/"
    assert "Dinas Kependudukan" not in client.get(add).content.decode()


def test_only_what_is_within_reach_is_counted_on_the_list_of_plans(client, joko, minta):
    client.force_login(joko)
    page = client.get("/2026/tw4/rencana/").content.decode()
    assert "Permintaan data" in page
    assert "1 permintaan data" not in page


def test_on_the_agencys_sheet_a_third_office_reads_no_request(client, sari, joko, dinkes, dukcapil):
    region = make_simpul(make_periode(dinkes.instansi))
    shared = make_indikator(dinkes, region, nama="Usia harapan hidup")
    ask(sari, shared, dukcapil)
    sheet = f"/perencanaan/indikator/{shared.pk}/"
    seen = {}
    for user in (sari, joko):
        client.force_login(user)
        page = client.get(sheet).content.decode()
        assert "Usia harapan hidup" in page
        seen[user.username] = ASK in page
    assert seen == {"sari": True, "joko": False}


def test_what_was_answered_is_neither_answered_again_nor_taken_back(sari, yuni, minta):
    submit_permintaan(minta, jawaban="70", catatan="", acting_user=yuni)
    for decision in (can_submit_permintaan(yuni, minta), can_revoke_permintaan(sari, minta)):
        assert decision.reason == "Permintaan ini sudah dijawab."
