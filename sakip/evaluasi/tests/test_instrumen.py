"""Which sheet is filled: the agency's own of the year, answered per criterion, and what it asks beyond."""

import pytest
from django.core.exceptions import PermissionDenied

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.evaluasi.actions.instrumen import update_instrumen
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.compute import compute_hasil, compute_jumlah
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import Jawaban, NilaiSub, Penilaian, PilihanInstrumen
from sakip.evaluasi.permissions import can_update_instrumen
from sakip.organisasi.models import Peran
from sakip.pengukuran.compute import roots
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.instrumen import load_instrumen
from sakip.rules.varian import compute_sidik
from sakip.tests.builders import make_pengguna
from sakip.tests.evaluasi import (
    EVALUATOR,
    LKE,
    MANDIRI,
    answer,
    grade_all,
    make_penilaian,
    start_scoring,
)

pytestmark = pytest.mark.django_db
HALAMAN = "/2026/tw4/evaluasi/lembar/"
YA_TIDAK = "contoh-ya-tidak"


@pytest.fixture
def ya_tidak(rina):
    """The agency's own sheet of 2026, chosen by Rina."""
    update_instrumen(2026, YA_TIDAK, revisi=None, acting_user=rina)
    return load_instrumen(roots())[YA_TIDAK]


@pytest.fixture
def lembar_daerah(ya_tidak, rina, dinkes, eko, budi):
    return make_penilaian(rina, dinkes, ketua=budi, anggota=[eko])


def fill(penilaian, tahap, jawaban, *, acting_user, kecuali=()):
    """One answer to every criterion of its own, sub-component by sub-component."""
    lembar = load_lembar(penilaian)
    for sub in lembar.instrumen.subkomponen:
        own = {r.kode: jawaban for r in lembar.kriteria_sendiri(sub) if r.kode not in kecuali}
        if own:
            answer(penilaian, tahap, sub.kode, acting_user=acting_user, status=own)


# --- the choice -----------------------------------------------------------------------------------


def test_rina_chooses_the_regions_sheet_until_the_first_evaluation_is_opened(
    client, rina, sari, dinkes
):
    client.force_login(rina)
    html = client.get(HALAMAN).content.decode()
    assert "Jawaban diberikan per kriteria, bukan per subkomponen." in html
    assert "Subkomponen 4.d Capaian ditambahkan, bobot 7,5." in html
    assert client.post(HALAMAN, {"lembar": YA_TIDAK}).status_code == 302
    update_instrumen(2026, "contoh-huruf-capaian", revisi=0, acting_user=rina)
    with pytest.raises(Konflik):
        update_instrumen(2026, YA_TIDAK, revisi=0, acting_user=rina)
    acts = list(
        Jejak.objects.filter(tindakan__startswith="pilihan_instrumen").values_list("tindakan")
    )
    assert sorted(acts) == [("pilihan_instrumen.create",), ("pilihan_instrumen.update",)]
    assert make_penilaian(rina, dinkes).peraturan == "contoh-huruf-capaian"
    found = check_chain(rina.instansi_id)
    assert not [row for row in found if row.tabel == "evaluasi.pilihaninstrumen"]
    html = client.get(HALAMAN).content.decode()
    assert "sudah dibuka dengan lembarnya" in html
    assert "<select" not in html.split("<main")[1]
    with pytest.raises(PermissionDenied, match="tidak diganti lagi"):
        update_instrumen(2026, "", revisi=1, acting_user=rina)
    assert "dipilih evaluator atau Bagian Organisasi" in page_of(client, sari)


def page_of(client, user):
    client.force_login(user)
    return client.get(HALAMAN).content.decode()


def test_a_choice_holds_for_its_year_and_for_one_agency(client, rina, wati, dinkes, ya_tidak):
    PilihanInstrumen.objects.create(
        instansi=wati.instansi, tahun=2027, kunci="contoh-huruf-capaian"
    )
    assert "contoh-huruf-capaian" not in page_of(client, rina).split("Pilihan yang tersimpan")[-1]
    make_penilaian(wearing(make_pengguna(wati.instansi, Peran.BAGOR)), None)
    assert can_update_instrumen(rina, 2026), "what another agency opened does not settle her sheet"
    assert make_penilaian(rina, dinkes, tahun=2027).peraturan == "permenpanrb-88-2021"
    assert make_penilaian(rina, dinkes).peraturan == YA_TIDAK


def test_rina_opens_nothing_with_a_chosen_sheet_whose_file_is_gone(rina, dinkes):
    PilihanInstrumen.objects.create(instansi=rina.instansi, tahun=2026, kunci="perbup-yang-hilang")
    with pytest.raises(
        RuleError, match="perbup-yang-hilang yang dipilih untuk 2026 tidak ada lagi"
    ):
        make_penilaian(rina, dinkes)


@pytest.mark.parametrize("kunci", ["permenpanrb-88-2021", "tidak-ada"])
def test_only_a_regions_sheet_that_is_offered_can_be_chosen(rina, kunci):
    with pytest.raises(RuleError, match="tidak tersedia"):
        update_instrumen(2026, kunci, revisi=None, acting_user=rina)


def test_the_second_to_choose_sees_that_somebody_was_first(rina, eko, sari, ya_tidak):
    with pytest.raises(Konflik):
        update_instrumen(2026, "contoh-huruf-capaian", revisi=None, acting_user=eko)
    with pytest.raises(PermissionDenied, match="Bagian Organisasi"):
        update_instrumen(2026, "", revisi=0, acting_user=sari)
    assert PilihanInstrumen.objects.get().kunci == YA_TIDAK


def test_the_page_asks_the_same_for_one_and_for_many_choices(
    client, rina, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(rina)
    client.get(HALAMAN)
    PilihanInstrumen.objects.create(instansi=rina.instansi, tahun=2020)
    with django_assert_max_num_queries(12) as seen:
        client.get(HALAMAN)
    for tahun in range(2010, 2018):
        PilihanInstrumen.objects.create(instansi=rina.instansi, tahun=tahun)
    with django_assert_num_queries(len(seen)):
        client.get(HALAMAN)


# --- a sheet answered per criterion ---------------------------------------------------------------


def test_sari_answers_each_criterion_on_its_own_scale(client, sari, lembar_daerah):
    client.force_login(sari)
    data = {"tahap": MANDIRI, "jawaban-1.b.3": "terpenuhi", "kekuatan-1.b.3": "3"}
    html = client.post(f"{LKE}1.b/", data).content.decode()
    assert "Pilih ya atau tidak." in html
    got = client.post(
        f"{LKE}1.b/", data | {"jawaban-1.b.3": "ya", "catatan_lhe": "Baik."}, follow=True
    )
    html = got.content.decode()
    assert "Subkomponen 1.b tersimpan." in html
    assert Jawaban.objects.get().status == "ya"
    assert 'name="nilai"' not in html
    note = NilaiSub.objects.get()
    assert (note.jawaban, note.catatan) == ("", "Baik.")
    # 1 of 11 criteria of weight 9.
    assert "0,82" in html
    overview = client.get(LKE).content.decode()
    assert "Sementara, dari bobot 0,82 yang sudah dinilai." in overview
    assert "1 dari " in client.get("/2026/tw4/evaluasi/").content.decode()


def test_what_the_agency_has_not_answered_waits_and_then_counts(
    client, rina, eko, sari, lembar_daerah
):
    start_scoring(lembar_daerah)
    fill(lembar_daerah, EVALUATOR, "ya", acting_user=eko)
    lembar = load_lembar(lembar_daerah)
    # Of 2.c the agency owes three of ten; 4.a and 4.b are wholly its own and stay without points.
    assert [sub.kode for sub in lembar.belum_dinilai(EVALUATOR)] == ["4.a", "4.b"]
    assert compute_jumlah(lembar, EVALUATOR).poin["2.c"] == 15
    client.force_login(eko)
    html = client.get(f"{LKE}2.c/").content.decode()
    assert html.count("Lembar pemda belum menjawabnya") == 3
    pemda = start_scoring(make_penilaian(rina, None, anggota=[eko]))
    fill(pemda, EVALUATOR, "ya", acting_user=eko, kecuali=["2.c.1", "4.a.2"])
    answer(pemda, EVALUATOR, "2.c", status={"2.c.1": "tidak"}, acting_user=eko)
    lembar = load_lembar(lembar_daerah)
    assert lembar.menunggu_pemda(EVALUATOR) == ["4.a.2"]
    hasil = compute_hasil(lembar, EVALUATOR)
    assert {row.kode: float(row.nilai) for row in hasil.subkomponen}["2.c"] == 13.5
    assert str(hasil.total) == "98.50"


def test_ratna_ends_a_sheet_of_answers_and_its_report_names_no_letters(
    client, rina, eko, ratna, lembar_daerah
):
    start_scoring(lembar_daerah)
    fill(lembar_daerah, EVALUATOR, "ya", acting_user=eko)
    with pytest.raises(RuleError, match=r"Beri nilai subkomponen 4\.a, 4\.b"):
        publish_penilaian(lembar_daerah, acting_user=ratna)
    pemda = start_scoring(make_penilaian(rina, None, anggota=[eko]))
    fill(pemda, EVALUATOR, "tidak", acting_user=eko)
    publish_penilaian(lembar_daerah, acting_user=ratna)
    client.force_login(ratna)
    html = client.get("/2026/tw4/opd/05/lhe/").content.decode()
    hasil = lembar_daerah.hasil_set.get(tahap=EVALUATOR)
    assert str(hasil.total).replace(".", ",") in html
    assert hasil.rincian["lhe"]["komponen"][0]["subkomponen"][0]["jawaban"] == ""
    # PermenPANRB 12/2015 lampiran hlm. 13: sum of values ÷ number of questions × weight; no letters.
    assert "rata-rata jawabannya dikalikan bobot" in " ".join(html.split())
    assert "diberi nilai AA sampai E" not in html


def test_the_92_questions_print_their_thresholds(client, sari, rina, dinkes):
    make_penilaian(rina, dinkes, tahun=2020)
    client.force_login(sari)
    html = client.get("/2020/tw4/opd/05/lke/A.I.a/").content.decode()
    assert "lebih dari 75 sampai dengan 90 %" in html
    assert "20 sampai dengan 75 %" in html  # question 3 has its own
    client.post("/2020/tw4/opd/05/lke/A.I.a/", {"tahap": MANDIRI, "jawaban-2": "ya"})
    html = client.get("/2020/tw4/opd/05/lke/A.I.a/").content.decode()
    assert "melebihi" not in html
    data = {"tahap": MANDIRI, "jawaban-1": "tidak", "jawaban-2": "ya", "revisi-2": "0"}
    client.post("/2020/tw4/opd/05/lke/A.I.a/", data)
    html = client.get("/2020/tw4/opd/05/lke/A.I.a/").content.decode()
    assert "Nilainya melebihi butir 1; periksa kembali jawabannya." in html
    assert Jawaban.objects.get(kriteria="2").status == "ya"


# --- the file under a sheet -----------------------------------------------------------------------


def test_an_open_sheet_says_that_its_file_changed(page, sari, penilaian):
    assert penilaian.sidik == compute_sidik(load_instrumen(roots())["permenpanrb-88-2021"])
    assert "berubah sejak" not in page(sari, LKE)
    Penilaian.objects.filter(pk=penilaian.pk).update(sidik="0" * 64)
    assert "berubah sejak penilaian ini dibuka" in page(sari, LKE)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"sidik": "0" * 64}, "berubah sejak penilaian ini dibuka"),
        ({"peraturan": "perbup-lama"}, "tidak ada lagi di folder regulasi"),
    ],
)
def test_a_finished_sheet_opens_as_it_was_scored_whatever_became_of_its_file(
    client, sari, eko, ratna, dinilai, changed, sentence
):
    grade_all(dinilai, acting_user=eko)
    publish_penilaian(dinilai, acting_user=ratna)
    client.force_login(sari)
    before = client.get("/2026/tw4/opd/05/lhe/").content.decode()
    Penilaian.objects.filter(pk=dinilai.pk).update(**changed)
    html = client.get(LKE).content.decode()
    assert sentence in html
    assert "64,00" in html
    assert "1.a Keberadaan: BB = 80" in html
    assert (
        client.get("/2026/tw4/opd/05/lhe/").content.decode().split("<article")[1][:4000]
        == (before.split("<article")[1][:4000])
    )
    assert b"".join(client.get("/2026/tw4/opd/05/lhe.pdf").streaming_content).startswith(b"%PDF-")
    assert "64,00" in client.get("/2026/tw4/evaluasi/").content.decode()


def test_sari_reads_no_result_of_the_evaluators_before_the_end_when_the_file_is_gone(
    page, sari, eko, dinilai
):
    grade_all(dinilai, acting_user=eko)
    assert dinilai.hasil_set.get().total == 64
    Penilaian.objects.filter(pk=dinilai.pk).update(peraturan="perbup-lama")
    assert "Belum ada hasil yang tersimpan" in page(sari, LKE)


# --- above "all met" ------------------------------------------------------------------------------


def test_a_sheet_whose_file_is_gone_says_so_to_who_goes_on_with_it(penilaian):
    penilaian.peraturan = "perbup-yang-hilang"
    with pytest.raises(RuleError, match="perbup-yang-hilang tidak ada lagi"):
        load_lembar(penilaian)


def test_use_above_its_quality_by_more_than_a_step_is_warned_of_and_stored(client, eko, dinilai):
    client.force_login(eko)
    answer(dinilai, EVALUATOR, "1.b", nilai="CC", acting_user=eko)
    answer(dinilai, EVALUATOR, "1.c", nilai="B", acting_user=eko)
    assert "melebihi" not in client.get(f"{LKE}1.c/").content.decode()
    answer(dinilai, EVALUATOR, "1.c", nilai="BB", acting_user=eko)
    html = client.get(f"{LKE}1.c/").content.decode()
    assert "Nilainya melebihi butir 1.b lebih dari 1 tingkat" in html
    assert "Rencana yang mutunya lemah" in html
    assert NilaiSub.objects.get(subkomponen="1.c").jawaban == "BB"


def met(penilaian, sub, *, acting_user):
    lembar = load_lembar(penilaian)
    own = {r.kode: "terpenuhi" for r in lembar.kriteria_sendiri(lembar.subkomponen(sub))}
    answer(penilaian, EVALUATOR, sub, status=own, acting_user=acting_user)


def test_a_grade_above_bb_wants_its_added_value_told(client, eko, dinilai):
    met(dinilai, "1.b", acting_user=eko)
    client.force_login(eko)
    html = client.post(
        f"{LKE}1.b/", {"tahap": EVALUATOR, "nilai": "A", "tambah_jenis": "", "tambah_uraian": ""},
        follow=True,
    ).content.decode()  # fmt: skip
    assert "Nilai A membutuhkan uraian upaya bernilai tambah, yang belum ditulis." in html
    row = NilaiSub.objects.get()
    assert (row.jawaban, row.saran, row.perlu_alasan) == ("A", "BB", True)
    told = {"tambah_jenis": "upaya", "tambah_uraian": "Pohon kinerja dibahas di desa."}
    data = {"tahap": EVALUATOR, "nilai": "A", "revisi_nilai": row.revisi}
    html = client.post(f"{LKE}1.b/", data | told, follow=True).content.decode()
    assert "yang belum ditulis" not in html
    row.refresh_from_db()
    assert (row.saran, row.perlu_alasan) == ("A", False)
    wrong = data | told | {"tambah_jenis": "hebat", "revisi_nilai": row.revisi}
    assert (
        "Pilih jenis nilai tambah dari daftar." in client.post(f"{LKE}1.b/", wrong).content.decode()
    )


def test_since_when_all_was_met_is_typed_with_its_evidence(client, eko, dinilai):
    met(dinilai, "1.a", acting_user=eko)
    client.force_login(eko)
    data = {"tahap": EVALUATOR, "nilai": "AA", "lanjut_sejak": "2031", "lanjut_bukti": ""}
    assert "Tulis tahun antara 2000 dan 2026." in client.post(f"{LKE}1.a/", data).content.decode()
    html = client.post(f"{LKE}1.a/", data | {"lanjut_sejak": "2021"}, follow=True).content.decode()
    assert "sedikitnya 5 tahun terakhir; yang tercatat 0 tahun." in html
    told = {"lanjut_sejak": "2021", "lanjut_bukti": "Renstra 2021 dan 2025.", "revisi_nilai": "0"}
    html = client.post(f"{LKE}1.a/", data | told, follow=True).content.decode()
    assert "yang tercatat" not in html
    assert NilaiSub.objects.get().saran == "AA"


def test_since_when_all_was_met_follows_from_earlier_sheets(
    client, rina, eko, ratna, budi, dinilai
):
    for tahun, nilai in ((2023, "C"), (2024, "BB"), (2025, "A")):
        lama = make_penilaian(
            rina, dinilai.perangkat_daerah, tahun=tahun, ketua=budi, anggota=[eko]
        )
        start_scoring(lama)
        grade_all(lama, acting_user=eko, a1=nilai)
        NilaiSub.objects.filter(penilaian=lama).update(saran="")
        publish_penilaian(lama, acting_user=ratna)
    client.force_login(eko)
    html = client.get(f"{LKE}1.a/").content.decode()
    assert "semua kriteria 1.a terpenuhi sejak 2024." in " ".join(html.split())
    assert 'name="lanjut_sejak"' not in html
    met(dinilai, "1.a", acting_user=eko)
    data = {"tahap": EVALUATOR, "nilai": "AA", "lanjut_sejak": "2000", "lanjut_bukti": "x"}
    html = client.post(f"{LKE}1.a/", data, follow=True).content.decode()
    assert "sedikitnya 5 tahun terakhir; yang tercatat 2 tahun." in html
    row = NilaiSub.objects.get(penilaian=dinilai)
    assert (row.sejak, row.saran) == (2024, "A")
    assert "2024 sampai 2025" in row.bukti_sejak
    answer(dinilai, EVALUATOR, "1.a", nilai="BB", acting_user=eko)
    row.refresh_from_db()
    assert (row.sejak, row.saran) == (None, "BB")
