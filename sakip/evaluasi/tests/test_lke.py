"""The sheet of Dinas Kesehatan on its pages: Sari fills her part; others see what is theirs to see."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.evaluasi.actions.jawaban import score_subkomponen
from sakip.evaluasi.isian import IsianSub, IsiKriteria, IsiNilai
from sakip.evaluasi.models import Jawaban, NilaiSub, Penilaian
from sakip.organisasi.models import Peran
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.tests.evaluasi import (
    EVALUATOR,
    LKE,
    MANDIRI,
    answer,
    fill_mandiri,
    grade_all,
    make_penilaian,
    start_scoring,
    typed,
)

pytestmark = pytest.mark.django_db


# --- the unit's own answers -----------------------------------------------------------------------


def test_sari_answers_a_criterion_and_grades_the_subcomponent(client, sari, penilaian):
    client.force_login(sari)
    answer_page = client.post(f"{LKE}1.b/", typed(MANDIRI, nilai="BB"), follow=True)
    assert "Subkomponen 1.b tersimpan." in answer_page.content.decode()
    row = Jawaban.objects.get()
    assert (row.tahap, row.kriteria, row.status) == ("mandiri", "1.b.3", "terpenuhi")
    assert (row.kekuatan_bukti, row.penilai) == (3, sari)
    assert NilaiSub.objects.get().jawaban == "BB"
    assert Jejak.objects.filter(tindakan="penilaian_mandiri.update").count() == 1


def test_sari_sees_what_her_grade_adds_to_the_component_and_to_the_whole(client, sari, penilaian):
    client.force_login(sari)
    client.post(f"{LKE}1.a/", {"tahap": MANDIRI, "nilai": "A"})
    html = client.post(f"{LKE}1.b/", typed(MANDIRI, nilai="BB"), follow=True).content.decode()
    running = html.split('<dl class="fakta berjalan"')[1].split("</dl>")[0]
    for shown in ('data-dasar="0">7,20<', 'data-dasar="5.40">12,60<', "dari 30"):
        assert shown in running
    assert 'value="A" data-poin="8.10"' in html


def test_saving_the_same_again_changes_nothing(client, sari, penilaian):
    client.force_login(sari)
    client.post(f"{LKE}1.b/", typed(MANDIRI, nilai="BB"))
    again = typed(MANDIRI, nilai="BB", **{"revisi-1.b.3": "0", "revisi_nilai": "0"})
    assert (
        "Tidak ada yang berubah." in client.post(f"{LKE}1.b/", again, follow=True).content.decode()
    )
    assert Jejak.objects.filter(tindakan="penilaian_mandiri.update").count() == 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("jawaban-1.b.3", "mungkin", "Pilih terpenuhi, sebagian, atau belum."),
        ("jawaban-1.b.3", "", "Pilih terpenuhi, sebagian, atau belum."),
        ("kekuatan-1.b.3", "9", "Pilih kekuatan bukti dari daftar."),
        ("kekuatan-1.b.3", "³", "Pilih kekuatan bukti dari daftar."),
        ("tautan-1.b.3", "javascript:alert(1)", "dimulai dengan https://"),
        ("tautan-1.b.3", "https://contoh.test/" + "a" * 500, "paling panjang 500 huruf"),
        ("catatan-1.b.3", "x" * 4001, "paling panjang 4000 huruf"),
        ("nilai", "SS", "Pilih nilai subkomponen"),
    ],
)
def test_sari_types_something_wrong_and_loses_nothing(
    client, sari, penilaian, name, value, sentence
):
    client.force_login(sari)
    data = typed(MANDIRI, nilai="BB") | {"catatan_lhe": "Jangan hilang.", name: value}
    html = client.post(f"{LKE}1.b/", data).content.decode()
    assert "Belum tersimpan" in html
    assert sentence in html
    assert "Jangan hilang." in html
    assert not Jawaban.objects.exists()
    assert not NilaiSub.objects.exists()


def test_sari_does_not_answer_what_the_agency_answers_once(sari, penilaian):
    with pytest.raises(RuleError, match="dijawab sekali pada lembar pemda"):
        answer(penilaian, MANDIRI, "1.a", status={"1.a.1": "terpenuhi"}, acting_user=sari)


def test_a_criterion_that_does_not_apply_is_not_on_the_page(page, sari, penilaian):
    html = page(sari, f"{LKE}3.a/")
    assert "3.a.3" in html
    assert 'name="jawaban-3.a.4"' not in html
    assert "Reviu hanya atas laporan kinerja pemerintah daerah" in html
    with pytest.raises(RuleError, match="tidak berlaku"):
        answer(penilaian, MANDIRI, "3.a", status={"3.a.4": "terpenuhi"}, acting_user=sari)


def test_an_inherited_criterion_shows_what_the_agency_answered(page, sari, rina, penilaian):
    assert "belum dijawab" in page(sari, f"{LKE}4.a/")
    pemda = make_penilaian(rina, None)
    answer(pemda, MANDIRI, "4.a", status={"4.a.1": "sebagian"}, acting_user=rina)
    html = page(sari, f"{LKE}4.a/")
    assert "Dijawab sekali pada lembar pemda." in html
    assert "tanda-sebagian" in html
    assert 'name="jawaban-4.a.1"' not in html


def test_the_words_of_a_criterion_fit_the_kind_of_unit(page, rina, kabupaten):
    unit = make_perangkat_daerah(kabupaten, kode="41", jenis="kecamatan")
    make_penilaian(rina, unit)
    assert "Renstra kecamatan tersedia" in page(rina, "/2026/tw4/opd/41/lke/1.a/")


def test_joko_of_another_office_finds_nothing(client, joko, penilaian):
    client.force_login(joko)
    assert client.get(LKE).status_code == 404
    assert client.get(f"{LKE}1.b/").status_code == 404
    assert client.post(f"{LKE}1.b/", typed(MANDIRI)).status_code == 404
    with pytest.raises(PermissionDenied, match="operator perangkat daerahnya"):
        answer(penilaian, MANDIRI, "1.b", nilai="BB", acting_user=joko)


def test_siti_reads_but_does_not_fill_what_she_declares(page, client, siti, penilaian):
    html = page(siti, f"{LKE}1.b/")
    assert "diisi oleh operator" in html
    assert 'type="radio"' not in html
    client.force_login(siti)
    assert client.post(f"{LKE}1.b/", typed(MANDIRI)).status_code == 403


# --- two people, one row --------------------------------------------------------------------------


def test_two_people_answer_one_criterion_and_the_second_sees_both(client, sari, dinkes, penilaian):
    dodi = wearing(make_pengguna(dinkes.instansi, Peran.OPERATOR_OPD, dinkes, nama="Dodi"))
    answer(penilaian, MANDIRI, "1.b", status={"1.b.3": "belum"}, nilai="C", acting_user=dodi)
    client.force_login(sari)
    got = client.post(f"{LKE}1.b/", typed(MANDIRI, nilai="BB"))
    html = got.content.decode()
    assert got.status_code == 409
    assert "Belum, pengakuan saja (Dodi)" in html
    assert "Terpenuhi, isinya dibaca pada sampel" in html
    assert "C (Dodi)" in html
    assert "Sampel lima sasaran dibaca." in html
    assert Jawaban.objects.get().status == "belum"


def test_after_a_conflict_sari_may_decide_for_hers(client, sari, dinkes, penilaian):
    dodi = wearing(make_pengguna(dinkes.instansi, Peran.OPERATOR_OPD, dinkes, nama="Dodi"))
    answer(penilaian, MANDIRI, "1.b", status={"1.b.3": "belum"}, acting_user=dodi)
    client.force_login(sari)
    html = client.post(f"{LKE}1.b/", typed(MANDIRI)).content.decode()
    assert 'name="revisi-1.b.3" value="0"' in html
    client.post(f"{LKE}1.b/", typed(MANDIRI, **{"revisi-1.b.3": "0"}))
    assert Jawaban.objects.get().status == "terpenuhi"


def test_a_stale_grade_is_refused_by_the_action_itself(sari, penilaian):
    answer(penilaian, MANDIRI, "1.b", nilai="C", acting_user=sari)
    stale = IsianSub(MANDIRI, "1.b", nilai=IsiNilai("BB", revisi=None))
    with pytest.raises(Konflik) as caught:
        score_subkomponen(penilaian, stale, acting_user=sari)
    assert caught.value.beda[0].tersimpan == "C (Sari)"


def test_all_of_a_subcomponent_is_saved_or_nothing(sari, penilaian):
    answer(penilaian, MANDIRI, "1.b", status={"1.b.4": "belum"}, acting_user=sari)
    rows = [IsiKriteria("1.b.3", "terpenuhi"), IsiKriteria("1.b.4", "terpenuhi", revisi=9)]
    with pytest.raises(Konflik):
        score_subkomponen(penilaian, IsianSub(MANDIRI, "1.b", rows), acting_user=sari)
    assert list(Jawaban.objects.values_list("kriteria", flat=True)) == ["1.b.4"]


def test_a_sheet_without_evaluation_says_who_opens_it(page, client, sari, eko, dinkes):
    assert "belum dibuka" in page(sari, LKE)
    assert "Buka penilaian" in page(eko, LKE)
    assert client.get(f"{LKE}1.a/").status_code == 404


def test_an_unknown_subcomponent_is_not_found(client, sari, penilaian):
    client.force_login(sari)
    assert client.get(f"{LKE}9.z/").status_code == 404


# --- queries --------------------------------------------------------------------------------------


def count_queries(client, url):
    """The queries of a page in an open session: the first request of one writes its beginning."""
    client.get("/")
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("url", [LKE, f"{LKE}1.b/"])
def test_the_pages_of_a_sheet_ask_at_most_thirteen_queries_empty_or_full(
    client, url, sari, eko, rina, penilaian
):
    fill_mandiri(penilaian, acting_user=sari)
    start_scoring(penilaian)
    client.force_login(eko)
    empty = count_queries(client, url)
    pemda = make_penilaian(rina, None)
    answer(pemda, MANDIRI, "1.a", status={"1.a.1": "terpenuhi"}, acting_user=rina)
    for n in (1, 2, 3, 4, 5):
        status = {f"1.b.{n}": "terpenuhi"}
        answer(penilaian, EVALUATOR, "1.b", status=status, acting_user=eko)
    grade_all(penilaian, acting_user=eko)
    full = count_queries(client, url)
    assert full == empty
    assert full <= 13


def test_the_list_asks_the_same_for_one_and_for_six(client, eko, rina, kabupaten, penilaian):
    client.force_login(eko)
    one = count_queries(client, "/2026/tw4/evaluasi/")
    for _ in range(5):
        other = start_scoring(make_penilaian(rina, make_perangkat_daerah(kabupaten), anggota=[eko]))
        grade_all(other, acting_user=eko)
    assert count_queries(client, "/2026/tw4/evaluasi/") == one


def test_sari_sees_only_her_own_office_in_the_list(page, sari, rina, joko, kabupaten, penilaian):
    make_penilaian(rina, joko.penugasan_set.get().perangkat_daerah)
    make_penilaian(rina, None)
    html = page(sari, "/2026/tw4/evaluasi/")
    assert "Dinas Kesehatan" in html
    assert "Dinas PUPR" not in html
    assert Penilaian.objects.visible_to(sari).count() == 1
