"""Eko grades Dinas Kesehatan: his own view first, hints and suggestions after, nobody looks early."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.evaluasi.actions.jawaban import import_nilai_sub, score_subkomponen
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.compute import compute_hasil
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.isian import IsianSub, IsiKriteria, IsiNilai
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import Hasil, Jawaban, NilaiSub
from sakip.organisasi.models import Keterlibatan, Peran
from sakip.rules.decision import RuleError
from sakip.tests.builders import make_pengguna, make_penugasan
from sakip.tests.evaluasi import (
    EVALUATOR,
    LKE,
    MANDIRI,
    NILAI,
    answer,
    fill_mandiri,
    grade_all,
    make_penilaian,
    start_scoring,
    typed,
)

pytestmark = pytest.mark.django_db

SARAN = "Saran sistem:"


# --- the evaluators -------------------------------------------------------------------------------


def test_an_evaluator_of_another_agency_is_never_free_of_this_unit(penilaian, eko, kota):
    asing = wearing(make_pengguna(kota, Peran.EVALUATOR, username="asing", nama="Asing"))
    assert Hubungan(eko, penilaian).konflik
    assert "milik instansi lain" in Hubungan(asing, penilaian).konflik.reason


def test_eko_grades_nothing_before_the_unit_has_declared_its_own(penilaian, eko):
    with pytest.raises(PermissionDenied, match="belum disampaikan"):
        answer(penilaian, EVALUATOR, "1.b", nilai="BB", acting_user=eko)


def test_whoever_may_not_grade_is_refused_even_when_what_he_posts_is_wrong(client, sari, dinilai):
    client.force_login(sari)
    assert client.post(f"{LKE}1.b/", typed(EVALUATOR, nilai="SS")).status_code == 403


def test_eko_sees_the_suggestion_only_after_he_stored_his_own_grade(page, client, eko, dinilai):
    own = {f"1.b.{n}": "terpenuhi" for n in range(1, 11)} | {"1.b.11": "belum"}
    answer(dinilai, EVALUATOR, "1.b", status=own, acting_user=eko)
    html = page(eko, f"{LKE}1.b/")
    assert SARAN not in html
    assert "alasan_beda" not in html
    assert "paling tinggi" not in html
    client.post(f"{LKE}1.b/", {"tahap": EVALUATOR, "nilai": "BB"})
    html = page(eko, f"{LKE}1.b/")
    assert "Saran sistem: paling tinggi B" in html
    assert "10 dari 11 kriteria terpenuhi." in html
    assert "Belum terpenuhi: 1.b.11." in html
    assert 'name="alasan_beda"' in html
    assert NilaiSub.objects.get().saran == "B"


def test_the_suggestion_is_neither_computed_nor_stored_before_the_grade(eko, dinilai):
    answer(dinilai, EVALUATOR, "1.b", status={"1.b.1": "terpenuhi"}, acting_user=eko)
    assert not NilaiSub.objects.exists()
    answer(dinilai, EVALUATOR, "1.b", nilai="D", acting_user=eko)
    assert NilaiSub.objects.get().saran == "D"


def test_later_answers_move_the_suggestion_and_never_the_grade(eko, dinilai):
    answer(dinilai, EVALUATOR, "2.a", status={"2.a.2": "belum"}, nilai="BB", acting_user=eko)
    assert NilaiSub.objects.get().saran == "E"
    status = {"2.a.2": "terpenuhi", "2.a.3": "terpenuhi"}
    answer(dinilai, EVALUATOR, "2.a", status=status, acting_user=eko)
    row = NilaiSub.objects.get()
    assert (row.jawaban, row.saran) == ("BB", "BB")


def test_inherited_criteria_count_once_the_agency_answered_them(eko, rina, dinilai):
    """2.a has three criteria, the first inherited: out of the denominator, then unmet."""
    own = {"2.a.2": "terpenuhi", "2.a.3": "terpenuhi"}
    answer(dinilai, EVALUATOR, "2.a", status=own, nilai="BB", acting_user=eko)
    assert NilaiSub.objects.get().saran == "BB"
    pemda = start_scoring(make_penilaian(rina, None, anggota=[eko]))
    answer(pemda, EVALUATOR, "2.a", status={"2.a.1": "belum"}, acting_user=eko)
    answer(dinilai, EVALUATOR, "2.a", nilai="CC", acting_user=eko)
    assert NilaiSub.objects.get().saran == "CC"


def test_eko_reads_the_units_answers_beside_his_own_but_not_its_suggestion(
    page, eko, sari, penilaian
):
    own = {"1.b.3": "sebagian"}
    answer(penilaian, MANDIRI, "1.b", status=own, nilai="A", acting_user=sari)
    html = page(eko, f"{LKE}1.b/")
    assert SARAN not in html
    start_scoring(penilaian)
    html = page(eko, f"{LKE}1.b/")
    assert "tanda-sebagian" in html
    assert SARAN not in html
    assert SARAN not in page(eko, LKE)


@pytest.mark.parametrize("siapa", ["sari", "siti", "rina"])
def test_nobody_else_sees_the_evaluators_answers_before_the_end(
    page, client, request, siapa, eko, ratna, dinilai
):
    secret = "Rahasia sampai selesai"
    rows = [IsiKriteria("1.b.3", "belum", catatan=secret)]
    score_subkomponen(dinilai, IsianSub(EVALUATOR, "1.b", rows), acting_user=eko)
    grade_all(dinilai, acting_user=eko)
    user = request.getfixturevalue(siapa)
    pages = [LKE, f"{LKE}1.b/", "/2026/tw4/opd/05/lhe/", "/2026/tw4/evaluasi/"]
    for url in pages:
        html = page(user, url)
        assert secret not in html
        assert "64,00" not in html
        assert SARAN not in html
    assert client.get("/2026/tw4/opd/05/lhe.pdf").status_code == 403
    answer(dinilai, EVALUATOR, "1.b", nilai="CC", alasan_beda="Mutunya.", acting_user=eko)
    publish_penilaian(dinilai, acting_user=ratna)
    html = "".join(page(user, url) for url in pages)
    assert secret in html
    assert "64,00" in html


def test_an_evaluator_who_works_there_sees_no_grades_of_his_own_office(
    page, eko, kabupaten, dinkes, dinilai
):
    grade_all(dinilai, acting_user=eko)
    yudi = wearing(make_pengguna(kabupaten, Peran.EVALUATOR, nama="Yudi"))
    assert "64,00" in page(yudi, LKE)
    Keterlibatan.objects.create(
        instansi=kabupaten, pengguna=yudi, perangkat_daerah=dinkes, jenis="bekerja",
        mulai=kabupaten.hari_ini,
    )  # fmt: skip
    assert "64,00" not in page(yudi, LKE)


def test_an_evaluator_outside_the_team_does_not_grade(kabupaten, dinilai):
    yudi = wearing(make_pengguna(kabupaten, Peran.EVALUATOR, nama="Yudi"))
    with pytest.raises(PermissionDenied, match="bukan anggota tim"):
        answer(dinilai, EVALUATOR, "1.a", nilai="BB", acting_user=yudi)


def test_eko_who_moves_to_the_unit_stops_grading_it(eko, dinkes, dinilai):
    Keterlibatan.objects.create(
        instansi=dinkes.instansi, pengguna=eko, perangkat_daerah=dinkes, jenis="bekerja",
        mulai=dinkes.instansi.hari_ini,
    )  # fmt: skip
    with pytest.raises(PermissionDenied, match="bekerja di Dinas Kesehatan"):
        answer(dinilai, EVALUATOR, "1.a", nilai="BB", acting_user=eko)


def test_rina_who_filled_the_agencys_sheet_does_not_grade_it(rina, eko):
    pemda = make_penilaian(rina, None, anggota=[eko])
    answer(pemda, MANDIRI, "1.a", nilai="BB", acting_user=rina)
    pemda.tim_set.create(instansi=pemda.instansi, pengguna=rina)
    start_scoring(pemda)
    rina.penugasan_set.all().delete()
    make_penugasan(rina, Peran.EVALUATOR)
    with pytest.raises(PermissionDenied, match="ikut mengisi penilaian mandirinya"):
        answer(pemda, EVALUATOR, "1.a", nilai="BB", acting_user=wearing(rina))


def test_two_stages_never_write_over_each_other(sari, eko, penilaian):
    answer(penilaian, MANDIRI, "1.b", status={"1.b.3": "terpenuhi"}, nilai="A", acting_user=sari)
    start_scoring(penilaian)
    answer(penilaian, EVALUATOR, "1.b", status={"1.b.3": "belum"}, nilai="C", acting_user=eko)
    assert sorted(NilaiSub.objects.values_list("tahap", "jawaban")) == [
        ("evaluator", "C"),
        ("mandiri", "A"),
    ]
    assert sorted(Jawaban.objects.values_list("tahap", "status")) == [
        ("evaluator", "belum"),
        ("mandiri", "terpenuhi"),
    ]


def test_eko_does_not_write_into_the_units_stage_by_posting_its_name(client, eko, dinilai):
    client.force_login(eko)
    assert client.post(f"{LKE}1.b/", typed(MANDIRI)).status_code == 403
    assert client.post(f"{LKE}1.b/", typed("")).status_code == 403
    assert not Jawaban.objects.exists()


# --- hints, totals, import ------------------------------------------------------------------------


def test_hints_name_answers_that_do_not_go_together(page, eko, dinilai):
    note = "Belum ada bukti."
    rows = [IsiKriteria(f"1.b.{n}", "terpenuhi", 1, "", note) for n in (3, 4, 5)]
    isian = IsianSub(EVALUATOR, "1.b", rows, IsiNilai("BB"))
    score_subkomponen(dinilai, isian, acting_user=eko)
    html = page(eko, f"{LKE}1.b/")
    assert (
        "1.b: Nilainya BB, tetapi catatan 1.b.3, 1.b.4, 1.b.5 memuat kata “belum” atau “sebagian”."
        in html
    )
    assert "1.b.3: Catatannya sama dengan catatan 1.b.4, 1.b.5." in html
    assert "di bawah kekuatan 3, yang dibutuhkan lensa kualitas" in html
    assert NilaiSub.objects.get().jawaban == "BB"


def test_after_the_end_the_unit_reads_the_stored_suggestion_and_no_hints(
    page, sari, eko, ratna, dinilai
):
    rows = [IsiKriteria("1.b.3", "terpenuhi", 1, "", "Belum ada bukti.")]
    grade = IsiNilai("BB", alasan_beda="Dokumennya dibaca di tempat.")
    grade_all(dinilai, acting_user=eko)
    isian = IsianSub(EVALUATOR, "1.b", rows, grade)
    isian.nilai.revisi = 0
    score_subkomponen(dinilai, isian, acting_user=eko)
    assert 'aria-label="Petunjuk"' in page(ratna, f"{LKE}1.b/")
    publish_penilaian(dinilai, acting_user=ratna)
    html = page(sari, f"{LKE}1.b/")
    assert 'aria-label="Petunjuk"' not in html
    assert "Saran sistem saat dinilai: paling tinggi D." in html
    assert "Alasan berbeda: Dokumennya dibaca di tempat." in html


def test_the_page_of_a_grade_without_doubts_has_no_hints(page, eko, dinilai):
    rows = [IsiKriteria("1.b.3", "terpenuhi", 3, "", "Dibaca.")]
    isian = IsianSub(EVALUATOR, "1.b", rows, IsiNilai("D"))
    score_subkomponen(dinilai, isian, acting_user=eko)
    assert 'aria-label="Petunjuk"' not in page(eko, f"{LKE}1.b/")


def test_a_half_graded_sheet_shows_its_subtotal_and_no_predikat(page, eko, dinilai):
    answer(dinilai, EVALUATOR, "1.a", nilai="BB", acting_user=eko)
    answer(dinilai, EVALUATOR, "1.b", nilai="B", acting_user=eko)
    html = page(eko, LKE)
    assert "11,10" in html
    assert "Sementara, dari bobot 15 yang sudah dinilai." in html
    assert "predikat-" not in html
    assert not Hasil.objects.exists()


def test_the_stored_result_is_always_what_the_grades_score(sari, eko, penilaian):
    fill_mandiri(penilaian, acting_user=sari)
    start_scoring(penilaian)
    grade_all(penilaian, acting_user=eko)
    answer(penilaian, EVALUATOR, "4.c", nilai="BB", acting_user=eko)
    lembar = load_lembar(penilaian)
    stored = {row.tahap: (row.total, row.predikat) for row in Hasil.objects.all()}
    scored = {tahap: compute_hasil(lembar, tahap) for tahap in (MANDIRI, EVALUATOR)}
    assert stored == {t: (one.total, one.predikat.kode) for t, one in scored.items()}
    assert stored == {MANDIRI: (Decimal("64"), "B"), EVALUATOR: (Decimal("66.5"), "B")}


def test_an_import_asks_what_the_page_asks(sari, eko, joko, dinilai):
    for user in (sari, joko):
        with pytest.raises(PermissionDenied):
            import_nilai_sub(dinilai, EVALUATOR, NILAI, acting_user=user)
    with pytest.raises(RuleError, match=r"Subkomponen 1\.a: Pilih nilai"):
        import_nilai_sub(dinilai, EVALUATOR, {"1.a": "Z"}, acting_user=eko)
    with pytest.raises(RuleError, match=r"9\.z tidak ada"):
        import_nilai_sub(dinilai, EVALUATOR, {"9.z": "BB"}, acting_user=eko)
    assert import_nilai_sub(dinilai, EVALUATOR, NILAI, acting_user=eko) == 12
    assert import_nilai_sub(dinilai, EVALUATOR, NILAI, acting_user=eko) == 0
    assert Jejak.objects.filter(tindakan="penilaian_evaluator.import").count() == 1
