"""The whole sheet on one page: Eko goes through every criterion, and each saves by itself."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.audit.check import check_chain
from sakip.audit.models import EMPTY, Jejak, KepalaJejak
from sakip.berkas.bukti import Tunjukan
from sakip.berkas.tests.test_berkas import tambah
from sakip.evaluasi.actions import jawaban as actions
from sakip.evaluasi.actions.bukti import create_bukti_kriteria
from sakip.evaluasi.actions.tahap import create_tanggapan
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.models import Jawaban, NilaiSub, Penilaian
from sakip.rules.decision import RuleError
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
from sakip.tests.musim import answer_all, grade, put_at

pytestmark = pytest.mark.django_db

KKE = LKE.replace("/lke/", "/kke/")
JSON = {"Accept": "application/json"}


@pytest.fixture
def send(client, eko):
    """`send(kode, **isian)`: what Eko's page sends by itself, and what it gets back."""
    client.force_login(eko)

    def post(kode="1.b.3", **lain):
        return client.post(f"{KKE}{kode}/", typed(EVALUATOR, **lain), headers=JSON)

    return post


def grade_of(client, nilai, kode="1.b", **lain):
    data = {"tahap": EVALUATOR, "nilai": nilai, "revisi_nilai": "", **lain}
    return client.post(f"{KKE}{kode}/", data, headers=JSON)


def article(html, kode):
    """The part of the page that is about one criterion or grade."""
    return html.split(f'<article id="baris-{kode}"')[1].split("</article>")[0]


# --- what the page shows --------------------------------------------------------------------------


def test_eko_sees_each_criterion_with_its_lens_its_evidence_at_its_page_and_what_the_unit_said(
    page, sari, eko, dinkes, penilaian, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    answer(penilaian, MANDIRI, "1.b", status={"1.b.3": "sebagian"}, nilai="A", acting_user=sari)
    berkas = tambah(dinkes, sari)
    create_bukti_kriteria(
        penilaian, kriteria="1.b.3", tunjukan=Tunjukan(berkas, 12, 14), acting_user=sari
    )
    start_scoring(penilaian)
    html = page(eko, KKE)
    row = article(html, "1.b.3")
    assert "Lensa kualitas" in html
    assert "Penilaian mandiri" in row
    assert "tanda-sebagian" in row
    assert f"{berkas.nama}, hal. 12-14" in row
    assert f"/berkas/{berkas.pk}/lihat/?hal=12" in row
    assert 'name="fakta-1.b.3"' in row
    assert "checked" not in row
    assert '<strong class="nilai-huruf">A</strong>' in article(html, "1.b")
    assert "Dijawab sekali pada lembar pemda." in article(html, "4.a.1")
    assert 'name="jawaban-4.a.1"' not in html


def test_the_unit_has_no_working_paper_and_its_head_only_reads(page, sari, siti, penilaian):
    html = page(sari, KKE)
    assert 'name="catatan-1.b.3"' in html
    assert 'name="fakta-1.b.3"' not in html
    html = page(siti, KKE)
    assert "diisi oleh operator" in html
    assert 'type="radio"' not in html


def test_a_member_answers_and_the_leader_grades_beside_his_answers(page, sari, eko, budi, musim):
    fill_mandiri(musim, acting_user=sari)
    put_at(musim, "anggota")
    html = page(eko, KKE)
    assert 'name="jawaban-1.b.3"' in html
    assert 'name="nilai"' not in html
    answer_all(musim, "anggota", eko)
    Jawaban.objects.filter(tahap="anggota", kriteria="1.b.3").update(fakta="Lima sasaran.")
    put_at(musim, "ketua")
    html = page(budi, KKE)
    assert "Fakta: Lima sasaran." in article(html, "1.b.3")
    assert 'name="nilai"' in article(html, "1.b")
    assert article(html, "1.b.3").count("tanda-terpenuhi") == 2
    assert ">63</output> dari 63 kriteria dijawab" in html


def test_the_unit_reads_the_teams_answers_but_not_its_working_paper(page, sari, eko, budi, musim):
    fill_mandiri(musim, acting_user=sari)
    put_at(musim, "anggota")
    answer_all(musim, "anggota", eko)
    Jawaban.objects.filter(tahap="anggota").update(fakta="Rahasia tim.", catatan="Untuk kepala.")
    put_at(musim, "ketua")
    grade(musim, budi)
    put_at(musim, "tanggapan")
    for url in (KKE, f"{LKE}1.b/"):
        html = page(sari, url)
        assert "Untuk kepala." in html
        assert "Rahasia tim." not in html
        assert 'type="radio"' not in html


def test_the_queue_holds_what_a_filter_asks_for(client, page, sari, siti, eko, dinilai, send):
    Jawaban.objects.all().delete()
    assert "Belum dinilai 75" in " ".join(page(eko, KKE).split())
    send(**{"kekuatan-1.b.3": "1"})
    Jawaban.objects.create(
        instansi=dinilai.instansi, penilaian=dinilai, tahap=MANDIRI, kriteria="1.b.3",
        status="belum", penilai=sari,
    )  # fmt: skip
    for saring in ("beda", "lemah", "petunjuk"):
        html = page(eko, f"{KKE}?saring={saring}")
        assert html.count("<article") == 1
        assert 'id="baris-1.b.3"' in html
    belum = page(eko, f"{KKE}?saring=belum")
    assert 'id="baris-1.b.3"' not in belum
    assert belum.count("<article") == 74
    assert "Tidak ada kriteria yang keberatan." in page(eko, f"{KKE}?saring=keberatan")
    assert page(eko, f"{KKE}?saring=lain").count("<article") > 74


def test_what_the_unit_objects_to_is_in_the_queue(page, sari, siti, eko, budi, musim):
    fill_mandiri(musim, acting_user=sari)
    put_at(musim, "ketua")
    grade(musim, budi)
    put_at(musim, "tanggapan")
    create_tanggapan(
        musim, subkomponen="1.b", kriteria="1.b.3", uraian="Renstra sudah terbit.", acting_user=siti
    )
    html = page(budi, f"{KKE}?saring=keberatan")
    assert html.count("<article") == 1
    assert "Renstra sudah terbit." in article(html, "1.b.3")


# --- one save ----------------------------------------------------------------------------------------


def test_one_criterion_is_saved_with_its_working_paper_and_answered_in_few_bytes(send, dinilai):
    got = send(
        **{"fakta-1.b.3": "Lima sasaran.", "uji-1.b.3": "SMART.", "simpulan-1.b.3": "Jelas."}
    )
    assert got.status_code == 200
    assert len(got.content) <= 5000
    row = Jawaban.objects.get()
    assert (row.status, row.kekuatan_bukti, row.fakta, row.uji, row.simpulan) == (
        "terpenuhi", 3, "Lima sasaran.", "SMART.", "Jelas.",
    )  # fmt: skip
    found = got.json()
    assert (found["revisi"], found["terjawab"]) == (0, {"1.b": 1, "total": 1})
    assert found["saran"] == ""
    assert Jejak.objects.filter(tindakan="penilaian_evaluator.update").count() == 1


def test_the_page_of_a_subcomponent_leaves_the_working_paper_as_it_stands(client, send, dinilai):
    send(**{"fakta-1.b.3": "Lima sasaran."})
    client.post(f"{LKE}1.b/", typed(EVALUATOR, **{"catatan-1.b.3": "Lain.", "revisi-1.b.3": "0"}))
    row = Jawaban.objects.get()
    assert (row.catatan, row.fakta) == ("Lain.", "Lima sasaran.")


def test_the_suggestion_and_the_totals_come_with_eko_s_own_grade_and_not_before(
    client, page, eko, send, dinilai
):
    send()
    assert "Saran sistem" not in page(eko, KKE)
    found = grade_of(client, "BB").json()
    assert "paling tinggi D" in found["saran"]
    assert found["jumlah"] == {"1.b": "7,20", "1": "7,20", "total": "7,20"}
    assert "dari bobot 9" in found["predikat"]
    assert "Nilainya BB, di atas D" in found["petunjuk"]["1.b"]
    assert NilaiSub.objects.get().jawaban == "BB"
    found = send(**{"revisi-1.b.3": "0", "jawaban-1.b.3": "belum"}).json()
    assert "paling tinggi E" in found["saran"]


def test_eko_states_continuity_and_added_value_at_the_grade_that_asks_for_them(
    client, page, eko, dinilai
):
    html = page(eko, KKE)
    lanjut, tambah = article(html, "1.a"), article(html, "1.b")
    assert 'name="lanjut_sejak"' in lanjut
    assert 'name="tambah_uraian"' not in lanjut
    assert 'name="tambah_uraian"' in tambah
    asked = [value for value in ("AA", "A", "BB") if f'value="{value}" data-bersyarat' in tambah]
    assert asked == ["AA", "A"]
    said = {"tambah_jenis": "upaya", "tambah_uraian": "Dibahas setiap bulan."}
    found = grade_of(client, "A", **said).json()
    grade = NilaiSub.objects.get()
    assert (grade.jenis_tambah, grade.nilai_tambah) == ("upaya", "Dibahas setiap bulan.")
    assert "Dibahas setiap bulan." in article(page(eko, KKE), "1.b")
    got = grade_of(client, "A", "1.a", lanjut_sejak="2050")
    assert "Tulis tahun antara" in got.json()["galat"]["lanjut_sejak"]
    assert found["revisi"] == 0


def test_the_last_grade_brings_the_predikat(client, eko, dinilai, send):
    grade_all(dinilai, acting_user=eko)
    found = grade_of(client, "BB", "1.a", revisi_nilai="0", catatan_lhe="Lengkap.").json()
    assert found["jumlah"]["total"] == "64,00"
    assert found["predikat"].strip().startswith("B ")


def test_two_people_answer_one_criterion_and_both_values_come_back(
    client, eko, budi, dinilai, send
):
    answer(dinilai, EVALUATOR, "1.b", status={"1.b.3": "belum"}, acting_user=eko)
    Jawaban.objects.update(penilai=budi)
    got = send()
    assert got.status_code == 409
    found = got.json()
    assert found["konflik"][0]["kini"] == "Belum, pengakuan saja (Budi)"
    assert "Terpenuhi" in found["konflik"][0]["anda"]
    assert (found["isi"]["jawaban-1.b.3"], found["revisi"]) == ("belum", 0)
    html = client.post(f"{KKE}1.b.3/", typed(EVALUATOR)).content.decode()
    assert "Sampel lima sasaran dibaca." in article(html, "1.b.3")
    assert "Belum, pengakuan saja (Budi)" in html
    assert Jawaban.objects.get().status == "belum"
    assert send(**{"revisi-1.b.3": "0"}).status_code == 200
    grade_of(client, "BB")
    got = grade_of(client, "CC")
    assert got.status_code == 409
    assert got.json()["isi"]["nilai"] == "BB"


def test_what_cannot_be_stored_says_why_and_loses_nothing(client, send, dinilai):
    got = send(**{"jawaban-1.b.3": "mungkin", "fakta-1.b.3": "x" * 4001})
    assert got.status_code == 422
    assert set(got.json()["galat"]) == {"jawaban-1.b.3", "fakta-1.b.3"}
    data = typed(EVALUATOR, **{"tautan-1.b.3": "bukan"})
    got = client.post(f"{KKE}1.b.3/", data)
    assert got.status_code == 422
    assert "Sampel lima sasaran dibaca." in article(got.content.decode(), "1.b.3")
    assert not Jawaban.objects.exists()


def test_a_refusal_of_no_field_is_said_as_it_is(send, dinilai, monkeypatch):
    def refuse(*_, **__):
        raise RuleError("Lembar ini sedang ditulis dari buku kerja.")

    monkeypatch.setattr(actions, "score_butir", refuse)
    got = send()
    assert (got.status_code, "sedang ditulis" in got.content.decode()) == (422, True)


def test_without_a_script_eko_lands_where_he_was(client, eko, dinilai):
    client.force_login(eko)
    got = client.post(f"{KKE}1.b.3/", typed(EVALUATOR))
    assert got["Location"] == f"{KKE}#baris-1.b.3"
    assert "1.b.3 tersimpan." in client.get(KKE).content.decode()


def test_nobody_else_learns_what_is_wrong_with_a_save(client, siti, joko, dinilai):
    bad = typed(EVALUATOR, **{"jawaban-1.b.3": "mungkin"})
    client.force_login(siti)
    assert client.post(f"{KKE}1.b.3/", bad, headers=JSON).status_code == 403
    client.force_login(joko)
    assert client.post(f"{KKE}1.b.3/", bad, headers=JSON).status_code == 404


@pytest.mark.parametrize("kode", ["4.a.1", "3.a.4", "9.z", "1"])
def test_what_this_sheet_does_not_answer_is_not_found(send, dinilai, kode):
    assert send(kode).status_code == 404


def test_a_sheet_whose_file_is_gone_is_read_where_its_result_is(client, eko, dinilai):
    Penilaian.objects.update(peraturan="hilang")
    client.force_login(eko)
    assert client.get(KKE)["Location"] == LKE
    assert client.post(f"{KKE}1.b.3/", typed(EVALUATOR)).status_code == 422


# --- costs -----------------------------------------------------------------------------------------------


def count(client, url, data=None):
    """Every query of the request, counted as Django counts, the transaction among them."""
    with CaptureQueriesContext(connection) as seen:
        answer_ = client.post(url, data, headers=JSON) if data else client.get(url)
        assert answer_.status_code == 200
    return len(seen), answer_


def test_the_page_and_a_save_cost_the_same_empty_or_full(client, sari, rina, eko, penilaian):
    start_scoring(penilaian)
    client.force_login(eko)
    client.get("/")
    empty, _ = count(client, KKE)
    first, _ = count(client, f"{KKE}1.b.3/", typed(EVALUATOR))
    pemda = make_penilaian(rina, None)
    answer(pemda, MANDIRI, "1.a", status={"1.a.1": "terpenuhi"}, acting_user=rina)
    grade_all(penilaian, acting_user=eko, b1="A")
    NilaiSub.objects.filter(subkomponen="2.a").delete()
    full, got = count(client, KKE)
    assert full == empty <= 12
    assert len(gzip.compress(got.content)) < 40_000
    again = typed(EVALUATOR, **{"revisi-1.b.3": "0", "catatan-1.b.3": "Dibaca lagi."})
    later, _ = count(client, f"{KKE}1.b.3/", again)
    # Who is there 2, the transaction 2, sheet, this person before it, its rows 3, the answer 1, the trail 2.
    assert first == later == 10
    last = typed(EVALUATOR, **{"revisi-1.b.3": "1", "jawaban-1.b.3": "belum"})
    other, _ = count(client, f"{KKE}1.b.3/", last)
    assert other == 10 + 1  # the suggestion of a grade that is stored moved with it


def test_an_act_between_does_not_break_the_chain(client, eko, dinilai, monkeypatch):
    """What was seen of the trail before is only used while it is still its end."""
    monkeypatch.setattr(Hubungan, "kepala", KepalaJejak(dinilai.instansi_id, 0, EMPTY))
    client.force_login(eko)
    assert client.post(f"{KKE}1.b.3/", typed(EVALUATOR), headers=JSON).status_code == 200
    grade_of(client, "A", revisi_nilai="")
    found = {one.tabel for one in check_chain(dinilai.instansi_id)}
    assert not found & {"audit.jejak", "audit.kepalajejak", "evaluasi.jawaban", "evaluasi.nilaisub"}
