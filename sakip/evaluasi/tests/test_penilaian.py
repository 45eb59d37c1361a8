"""A year's evaluation of Dinas Kesehatan: opened, declared by Siti, graded by Eko, finished by Ratna."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.evaluasi.actions.penilaian import (
    create_penilaian,
    lock_mandiri,
    publish_penilaian,
    submit_mandiri,
    update_penilaian,
)
from sakip.evaluasi.compute import compute_hasil, hash_rincian
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import TAHAPAN_LAMA, Hasil, Penilaian, TimPenilai
from sakip.evaluasi.permissions import (
    can_publish_penilaian,
    can_score_subkomponen,
    can_submit_tahap,
)
from sakip.evaluasi.tim import create_tim
from sakip.organisasi.models import Keterlibatan, Peran
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_penugasan, make_perangkat_daerah
from sakip.tests.evaluasi import (
    EVALUATOR,
    MANDIRI,
    NILAI,
    answer,
    fill_mandiri,
    grade_all,
    make_penilaian,
    said_no,
    start_scoring,
)
from sakip.tests.jam import set_database_clock

pytestmark = pytest.mark.django_db


# --- opening --------------------------------------------------------------------------------------


def test_rina_opens_an_evaluation_and_the_sheet_of_that_year_is_chosen(penilaian):
    assert penilaian.peraturan == "permenpanrb-88-2021"
    assert penilaian.jenis_entitas == "perangkat_daerah"
    assert penilaian.tahun_bukti == {"1": 2026, "2": 2026, "3": 2025, "4": 2025}
    assert penilaian.status == "mandiri"
    assert Jejak.objects.filter(tindakan="penilaian.create").count() == 1


def test_each_kind_of_unit_gets_its_own_list_of_criteria(rina, kabupaten):
    kinds = {}
    for n, jenis in enumerate(("kecamatan", "rsud", "inspektorat", "puskesmas", "badan")):
        unit = make_perangkat_daerah(kabupaten, kode=f"9{n}", jenis=jenis)
        kinds[jenis] = make_penilaian(rina, unit).jenis_entitas
    kinds["pemda"] = make_penilaian(rina, None).jenis_entitas
    assert kinds == {
        "kecamatan": "kecamatan",
        "rsud": "rsud",
        "inspektorat": "inspektorat",
        "puskesmas": "puskesmas",
        "badan": "perangkat_daerah",
        "pemda": "pemda",
    }


def test_many_units_are_opened_in_one_act(rina, kabupaten, eko):
    units = [make_perangkat_daerah(kabupaten) for _ in range(3)]
    isi = {"tahun": 2026, "tahapan": TAHAPAN_LAMA, "anggota": [eko]}
    opened = create_penilaian(units=[None, *units], acting_user=rina, **isi)
    assert len(opened) == 4
    assert TimPenilai.objects.filter(pengguna=eko).count() == 4
    assert Jejak.objects.filter(tindakan="penilaian.create").count() == 1


def test_a_year_is_opened_once(rina, dinkes, penilaian):
    with pytest.raises(ValidationError, match="sudah ada"):
        make_penilaian(rina, dinkes)


def test_a_year_of_the_agencys_old_sheet_is_kept_as_an_archive(rina):
    with pytest.raises(RuleError, match="arsip"):
        make_penilaian(rina, None, tahun=2021)


def test_sari_does_not_open_evaluations(sari, dinkes):
    with pytest.raises(PermissionDenied, match="evaluator atau Bagian Organisasi"):
        make_penilaian(sari, dinkes)


def test_an_evaluator_who_worked_there_last_year_is_not_put_into_the_team(rina, dinkes, eko):
    today = dinkes.instansi.hari_ini
    Keterlibatan.objects.create(
        instansi=dinkes.instansi,
        pengguna=eko,
        perangkat_daerah=dinkes,
        jenis="bekerja",
        mulai=date(2020, 1, 1),
        selesai=today,
    )
    with pytest.raises(RuleError, match="Eko tidak dapat menilai Dinas Kesehatan"):
        make_penilaian(rina, dinkes, anggota=[eko])


def test_an_operator_is_not_put_into_a_team(rina, dinkes, joko):
    with pytest.raises(RuleError, match="bukan evaluator"):
        make_penilaian(rina, dinkes, anggota=[joko])


def test_who_evaluates_no_longer_is_not_put_into_a_team(rina, dinkes, eko):
    eko.penugasan_set.update(selesai=dinkes.instansi.hari_ini - timedelta(days=1))
    with pytest.raises(RuleError, match="bukan evaluator yang bertugas hari ini"):
        make_penilaian(rina, dinkes, anggota=[eko])


def test_nobody_stands_in_a_place_that_the_stages_do_not_have(penilaian, eko):
    with pytest.raises(RuleError, match="tidak punya pengendali teknis"):
        create_tim(penilaian, [(eko, TimPenilai.Peran.PENGENDALI_TEKNIS)])


def test_rina_who_names_no_unit_is_asked_for_one(rina):
    with pytest.raises(RuleError, match="Pilih sedikitnya satu"):
        make_penilaian(rina)


def test_rina_opens_no_evaluation_of_another_agencys_unit(rina, wati):
    with pytest.raises(RuleError, match="milik instansi lain"):
        make_penilaian(rina, make_perangkat_daerah(wati.instansi))


def test_rina_changes_team_and_years_and_a_second_one_loses(rina, penilaian, eko):
    seen = penilaian.revisi
    same = {"ketua": None, "revisi": seen, "acting_user": rina}
    update_penilaian(penilaian, tahun_bukti={"3": 2024}, anggota=[eko], **same)
    assert penilaian.tahun_bukti == {"1": 2026, "2": 2026, "3": 2024, "4": 2025}
    assert list(penilaian.tim_set.values_list("pengguna__nama", "peran")) == [("Eko", "anggota")]
    with pytest.raises(Konflik):
        update_penilaian(penilaian, tahun_bukti={"3": 2023}, anggota=[], **same)
    assert penilaian.tim_set.count() == 1


@pytest.mark.parametrize("year", [1999, 2101])
def test_rina_gives_no_year_of_evidence_that_cannot_be_meant(rina, penilaian, year):
    isi = {"ketua": None, "anggota": [], "revisi": penilaian.revisi, "acting_user": rina}
    with pytest.raises(RuleError, match="antara 2000 dan 2100"):
        update_penilaian(penilaian, tahun_bukti={"3": year}, **isi)
    assert penilaian.tim_set.count() == 2


def test_rina_changes_no_team_of_an_evaluation_that_has_ended(rina, dinilai, eko, ratna):
    grade_all(dinilai, acting_user=eko)
    publish_penilaian(dinilai, acting_user=ratna)
    isi = {"ketua": None, "anggota": [], "revisi": dinilai.revisi, "acting_user": rina}
    with pytest.raises(PermissionDenied, match="sudah selesai"):
        update_penilaian(dinilai, tahun_bukti={}, **isi)
    assert dinilai.tim_set.count() == 2


# --- the unit's own assessment --------------------------------------------------------------------


def test_siti_declares_what_sari_filled_and_eko_takes_over(penilaian, sari, siti):
    fill_mandiri(penilaian, acting_user=sari)
    submit_mandiri(penilaian, acting_user=siti)
    assert penilaian.status == "dinilai"
    assert penilaian.disampaikan_oleh == siti
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        answer(penilaian, MANDIRI, "1.a", nilai="AA", acting_user=sari)


def test_siti_does_not_declare_a_sheet_with_gaps(penilaian, sari, siti):
    answer(penilaian, MANDIRI, "1.b", nilai="BB", acting_user=sari)
    with pytest.raises(RuleError, match=r"1\.a, 1\.b, 1\.c"):
        submit_mandiri(penilaian, acting_user=siti)
    penilaian.refresh_from_db()
    assert penilaian.status == "mandiri"


def test_whoever_filled_does_not_declare(penilaian, sari, dinkes):
    fill_mandiri(penilaian, acting_user=sari)
    sari.penugasan_set.all().delete()
    make_penugasan(sari, Peran.KEPALA_OPD, dinkes)
    with pytest.raises(PermissionDenied, match="dari orang lain"):
        submit_mandiri(penilaian, acting_user=wearing(sari))


def test_joko_declares_nothing_for_another_office(penilaian, joko):
    with pytest.raises(PermissionDenied, match="kepala perangkat daerahnya"):
        submit_mandiri(penilaian, acting_user=joko)


def test_eko_waits_until_the_last_day_of_the_self_assessment(penilaian, eko, monkeypatch):
    """The last day by the database's clock, in the agency's zone."""
    set_database_clock(monkeypatch, datetime(2026, 3, 15, 16, 59, tzinfo=UTC))
    with pytest.raises(PermissionDenied, match="15 Maret 2026"):
        lock_mandiri(penilaian, alasan="Tidak diisi.", acting_user=eko)


def test_eko_begins_without_the_unit_when_its_time_is_over_and_says_why(
    penilaian, eko, monkeypatch
):
    set_database_clock(monkeypatch, datetime(2026, 3, 15, 17, 1, tzinfo=UTC))
    for alasan in ("  ", "x" * 501):
        with pytest.raises(RuleError, match="Tulis alasan"):
            lock_mandiri(penilaian, alasan=alasan, acting_user=eko)
    lock_mandiri(penilaian, alasan="Tidak diisi sampai tenggat.", acting_user=eko)
    assert penilaian.status == "dinilai"
    assert penilaian.alasan_ditutup == "Tidak diisi sampai tenggat."


def test_what_siti_declared_is_neither_declared_again_nor_closed_by_eko(
    penilaian, sari, siti, eko, monkeypatch
):
    set_database_clock(monkeypatch, datetime(2026, 3, 16, 3, tzinfo=UTC))
    fill_mandiri(penilaian, acting_user=sari)
    submit_mandiri(penilaian, acting_user=siti)
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        submit_mandiri(penilaian, acting_user=siti)
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        lock_mandiri(penilaian, alasan="Tidak diisi.", acting_user=eko)


def test_eko_hands_the_last_stage_on_to_nobody(dinilai, eko):
    assert said_no(can_submit_tahap(Hubungan(eko, dinilai)), "tahap terakhir")


def test_sari_fills_in_no_sheet_of_the_agency(rina, sari):
    orang = Hubungan(sari, make_penilaian(rina, None))
    assert said_no(can_score_subkomponen(orang, MANDIRI), "Bagian Organisasi dan Bappeda")


def test_rina_does_not_declare_the_agencys_own_sheet(rina, siti):
    lembar_pemda = make_penilaian(rina, None)
    for person in (rina, siti):
        with pytest.raises(PermissionDenied, match="Sekretaris Daerah atau kepala daerah"):
            submit_mandiri(lembar_pemda, acting_user=person)


@pytest.fixture
def unheld(monkeypatch):
    """The row is not held, as if two people's reads lay before both of their writes."""
    monkeypatch.setattr("sakip.evaluasi.actions.penilaian.hold", lambda penilaian: None)


def test_siti_declares_while_eko_begins_without_her_and_the_second_loses(
    penilaian, sari, siti, eko, unheld, monkeypatch
):
    set_database_clock(monkeypatch, datetime(2026, 3, 16, 3, tzinfo=UTC))
    fill_mandiri(penilaian, acting_user=sari)
    seen_by_siti, seen_by_eko = (Penilaian.objects.get(pk=penilaian.pk) for _ in range(2))
    submit_mandiri(penilaian, acting_user=siti)
    with pytest.raises(Konflik):
        lock_mandiri(seen_by_eko, alasan="Tidak diisi.", acting_user=eko)
    with pytest.raises(Konflik):
        submit_mandiri(seen_by_siti, acting_user=siti)
    penilaian.refresh_from_db()
    assert penilaian.alasan_ditutup == ""
    assert Jejak.objects.filter(tindakan="penilaian.submit").count() == 1


def test_ratna_ends_an_evaluation_in_two_windows_and_the_second_loses(dinilai, eko, ratna, unheld):
    grade_all(dinilai, acting_user=eko)
    first, second = (Penilaian.objects.get(pk=dinilai.pk) for _ in range(2))
    publish_penilaian(first, acting_user=ratna)
    with pytest.raises(Konflik):
        publish_penilaian(second, acting_user=ratna)
    assert Jejak.objects.filter(tindakan="penilaian.publish").count() == 1


# --- the end --------------------------------------------------------------------------------------


def test_ratna_finishes_and_the_result_is_what_its_grades_score(dinilai, eko, ratna):
    grade_all(dinilai, acting_user=eko)
    publish_penilaian(dinilai, acting_user=ratna)
    row = Hasil.objects.get(penilaian=dinilai, tahap=EVALUATOR)
    again = compute_hasil(load_lembar(dinilai), EVALUATOR)
    assert (row.total, row.predikat) == (again.total, again.predikat.kode) == (Decimal("64"), "B")
    assert row.hash == hash_rincian(row.rincian)
    assert row.rincian["lhe"]["nama"] == "Dinas Kesehatan"
    assert dinilai.status == "selesai"


def test_the_leader_of_the_team_finishes_when_he_graded_nothing(dinilai, eko, budi):
    grade_all(dinilai, acting_user=eko)
    publish_penilaian(dinilai, acting_user=budi)
    assert dinilai.selesai_oleh == budi


def test_eko_does_not_release_what_he_graded_even_after_another_graded_over_it(
    dinilai, eko, budi, ratna
):
    grade_all(dinilai, acting_user=budi)
    grade_all(dinilai, acting_user=eko, a1="B", b1="B", c1="B", a2="B", b2="B", c2="B")
    answer(dinilai, EVALUATOR, "3.a", nilai="B", acting_user=eko)
    assert said_no(can_publish_penilaian(Hubungan(budi, dinilai)), "orang lain")
    with pytest.raises(PermissionDenied, match="ketua tim atau penjamin mutu"):
        publish_penilaian(dinilai, acting_user=eko)
    publish_penilaian(dinilai, acting_user=ratna)


def test_a_quality_guard_who_filled_the_self_assessment_does_not_finish(
    penilaian, sari, eko, dinkes
):
    fill_mandiri(penilaian, acting_user=sari)
    start_scoring(penilaian)
    grade_all(penilaian, acting_user=eko)
    sari.penugasan_set.all().delete()
    make_penugasan(sari, Peran.PENJAMIN_MUTU)
    with pytest.raises(PermissionDenied, match="orang lain"):
        publish_penilaian(penilaian, acting_user=wearing(sari))


def test_a_quality_guard_who_works_there_does_not_finish(dinilai, eko, ratna, dinkes):
    grade_all(dinilai, acting_user=eko)
    Keterlibatan.objects.create(
        instansi=dinkes.instansi,
        pengguna=ratna,
        perangkat_daerah=dinkes,
        jenis="bekerja",
        mulai=date(2020, 1, 1),
    )
    with pytest.raises(PermissionDenied, match="bekerja di Dinas Kesehatan"):
        publish_penilaian(dinilai, acting_user=ratna)


def test_nothing_is_finished_with_a_grade_missing(dinilai, eko, ratna):
    answer(dinilai, EVALUATOR, "1.a", nilai="BB", acting_user=eko)
    with pytest.raises(RuleError, match=r"1\.b, 1\.c"):
        publish_penilaian(dinilai, acting_user=ratna)


def test_nothing_is_finished_while_a_difference_has_no_reason(dinilai, eko, ratna):
    grade_all(dinilai, acting_user=eko)
    own = {f"1.a.{n}": "terpenuhi" for n in (3, 4, 5, 6)}
    answer(dinilai, EVALUATOR, "1.a", status=own, nilai="A", acting_user=eko)
    with pytest.raises(RuleError, match=r"Nilai 1\.a berbeda"):
        publish_penilaian(dinilai, acting_user=ratna)
    answer(dinilai, EVALUATOR, "1.a", nilai="A", alasan_beda="Bertahan dua tahun.", acting_user=eko)
    publish_penilaian(dinilai, acting_user=ratna)


def test_what_is_finished_never_changes(dinilai, eko, ratna):
    grade_all(dinilai, acting_user=eko)
    publish_penilaian(dinilai, acting_user=ratna)
    before = Hasil.objects.get(penilaian=dinilai, tahap=EVALUATOR)
    with pytest.raises(PermissionDenied, match="tidak diubah lagi"):
        answer(dinilai, EVALUATOR, "1.a", nilai="AA", acting_user=eko)
    with pytest.raises(PermissionDenied, match="tidak diubah lagi"):
        grade_all(dinilai, acting_user=eko, a1="AA")
    with pytest.raises(PermissionDenied):
        publish_penilaian(dinilai, acting_user=ratna)
    after = Hasil.objects.get(penilaian=dinilai, tahap=EVALUATOR)
    assert (before.hash, before.revisi) == (after.hash, after.revisi)


def test_wati_of_another_agency_sees_no_evaluation(client, wati, penilaian):
    assert not Penilaian.objects.visible_to(wati).exists()
    client.force_login(wati)
    assert "Dinas Kesehatan" not in client.get("/2026/tw4/evaluasi/").content.decode()
    assert client.get("/2026/tw4/opd/05/lke/").status_code == 404
    assert client.get(f"/evaluasi/penilaian/{penilaian.pk}/").status_code == 404


def test_the_grades_of_the_builder_are_those_of_a_sheet_of_64():
    assert set(NILAI.values()) == {"BB", "CC"}
