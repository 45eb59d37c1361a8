"""A season of Dinas Kesehatan: seven stages under a letter, each with its own rows and its own people."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from sakip.audit.models import Jejak
from sakip.evaluasi.actions.jawaban import approve_nilai, import_nilai_sub
from sakip.evaluasi.actions.penilaian import create_penilaian, publish_penilaian, submit_mandiri
from sakip.evaluasi.actions.tahap import (
    return_tahap,
    submit_tahap,
)
from sakip.evaluasi.acuan import load_tahapan_of
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.models import Hasil, Jawaban, NilaiSub, Penilaian, Serahan
from sakip.evaluasi.permissions import (
    can_publish_penilaian,
    can_submit_tahap,
)
from sakip.evaluasi.perpindahan import give_back, hand_over
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.regulasi import FOLDER
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.evaluasi import LKE, NILAI, answer, fill_mandiri, make_penilaian, said_no
from sakip.tests.jam import set_database_clock
from sakip.tests.musim import (
    BERJENJANG,
    answer_all,
    grade,
    put_at,
    touched,
)

pytestmark = pytest.mark.django_db


DAERAH = FOLDER.parent / "sakip/rules/tests/daerah"


# --- the way --------------------------------------------------------------------------------------


def test_a_sheet_goes_from_sari_to_ina_and_the_result_is_budis(siap, ina, siti, client):
    assert siap.tahap == "inspektur"
    publish_penilaian(siap, acting_user=ina)
    assert siap.status == "selesai"
    row = Hasil.objects.berlaku().get(penilaian=siap)
    assert (row.tahap, row.total, row.predikat) == ("ketua", Decimal("64"), "B")
    steps = list(Serahan.objects.filter(penilaian=siap).values_list("dari", "oleh__nama"))
    assert steps == [
        ("mandiri", "Siti"), ("anggota", "Eko"), ("ketua", "Budi"), ("pengendali_teknis", "Tono"),
        ("pengendali_mutu", "Ratna"), ("tanggapan", "Siti"),
    ]  # fmt: skip
    client.force_login(siti)
    html = client.get("/2026/tw4/opd/05/lhe/").content.decode()
    for words in ("700/1/ST/2026", "PKPT-12", "Pengendali mutu", "Ina", "Tahapan"):
        assert words in html
    assert not touched(siap.instansi)


def test_eko_answers_and_does_not_grade_and_budi_grades_with_ekos_answers(musim, eko, budi):
    put_at(musim, "anggota")
    with pytest.raises(RuleError, match="tidak memberi nilai"):
        answer(musim, "anggota", "1.b", nilai="BB", acting_user=eko)
    answer_all(musim, "anggota", eko)
    with pytest.raises(PermissionDenied, match="sedang di tahap anggota tim"):
        answer(musim, "ketua", "1.b", nilai="BB", acting_user=budi)
    submit_tahap(musim, tahap="anggota", acting_user=eko)
    answer(musim, "ketua", "1.b", nilai="B", acting_user=budi)
    assert NilaiSub.objects.get().saran == "BB"
    answer(musim, "ketua", "1.b", status={"1.b.3": "belum"}, acting_user=budi)
    assert NilaiSub.objects.get().saran == "B"
    assert set(Jawaban.objects.filter(kriteria="1.b.3").values_list("tahap", "status")) == {
        ("anggota", "terpenuhi"), ("ketua", "belum"),
    }  # fmt: skip


def test_nothing_is_handed_over_with_gaps(musim, eko, budi):
    put_at(musim, "anggota")
    with pytest.raises(RuleError, match=r"belum lengkap pada subkomponen 1\.a"):
        submit_tahap(musim, tahap="anggota", acting_user=eko)
    answer_all(musim, "anggota", eko)
    submit_tahap(musim, tahap="anggota", acting_user=eko)
    import_nilai_sub(musim, "ketua", NILAI | {"1.a": "A"}, acting_user=budi)
    with pytest.raises(RuleError, match=r"1\.a.* berbeda dari saran"):
        submit_tahap(musim, tahap="ketua", acting_user=budi)
    assert musim.tahap == "ketua"


def test_tono_gives_back_one_stage_with_a_reason_and_budi_reads_it(musim, budi, tono, page):
    put_at(musim, "pengendali_teknis")
    with pytest.raises(RuleError, match="Tulis apa yang perlu diperbaiki"):
        return_tahap(musim, tahap="pengendali_teknis", alasan=" ", acting_user=tono)
    with pytest.raises(PermissionDenied, match="dikerjakan pengendali teknis"):
        return_tahap(musim, tahap="pengendali_teknis", alasan="1.b", acting_user=budi)
    return_tahap(musim, tahap="pengendali_teknis", alasan="Uji 1.b lagi.", acting_user=tono)
    assert musim.tahap == "ketua"
    assert "Uji 1.b lagi." in page(budi, LKE)
    assert Jejak.objects.filter(tindakan="penilaian_tahap.return").count() == 1


def test_eko_gives_the_sheet_back_to_the_unit_and_siti_declares_it_anew(musim, sari, siti, eko):
    fill_mandiri(musim, acting_user=sari)
    submit_mandiri(musim, acting_user=siti)
    return_tahap(musim, tahap="anggota", alasan="Bukti kosong.", acting_user=eko)
    assert (musim.status, musim.disampaikan_oleh) == ("mandiri", None)
    answer(musim, "mandiri", "1.a", nilai="B", acting_user=sari)
    submit_mandiri(musim, acting_user=siti)
    assert musim.tahap == "anggota"


def test_eko_hands_over_in_two_windows_and_the_second_loses(musim, eko, monkeypatch):
    put_at(musim, "anggota")
    answer_all(musim, "anggota", eko)
    first, second = (Penilaian.objects.get(pk=musim.pk) for _ in range(2))
    submit_tahap(first, tahap="anggota", acting_user=eko)
    with pytest.raises(PermissionDenied, match="dikerjakan ketua tim"):
        submit_tahap(second, tahap="anggota", acting_user=eko)
    put_at(musim, "anggota")
    first, second = (Penilaian.objects.get(pk=musim.pk) for _ in range(2))
    monkeypatch.setattr("sakip.evaluasi.actions.tahap.hold", lambda penilaian: None)
    submit_tahap(first, tahap="anggota", acting_user=eko)
    with pytest.raises(Konflik):
        submit_tahap(second, tahap="anggota", acting_user=eko)


def test_ina_finds_no_stage_after_the_last_and_siti_none_before_the_first(musim, ina, siti):
    first, *_, last = load_tahapan_of(musim).tahap
    with pytest.raises(RuleError, match="tahap terakhir"):
        hand_over(musim, oleh=ina, dari=last)
    with pytest.raises(RuleError, match="tahap pertama"):
        give_back(musim, oleh=siti, dari=first, alasan="Belum selesai.")


def test_eko_gives_back_in_two_windows_and_the_second_loses(musim, eko, monkeypatch):
    put_at(musim, "anggota")
    first, second = (Penilaian.objects.get(pk=musim.pk) for _ in range(2))
    monkeypatch.setattr("sakip.evaluasi.actions.tahap.hold", lambda penilaian: None)
    return_tahap(first, tahap="anggota", alasan="Bukti kosong.", acting_user=eko)
    with pytest.raises(Konflik):
        return_tahap(second, tahap="anggota", alasan="Belum lengkap.", acting_user=eko)


def test_budi_who_looks_at_an_old_page_is_told_where_the_sheet_is(musim, budi):
    put_at(musim, "ketua")
    with pytest.raises(RuleError, match="sudah di tahap ketua tim"):
        submit_tahap(musim, tahap="anggota", acting_user=budi)


def test_ratna_who_graded_does_not_propose(musim, budi, ratna):
    put_at(musim, "ketua")
    grade(musim, budi)
    put_at(musim, "pengendali_mutu")
    musim.tim_set.create(instansi=musim.instansi, pengguna=budi, peran="anggota")
    musim.tim_set.filter(peran="pengendali_mutu").update(pengguna=budi)
    assert said_no(can_submit_tahap(Hubungan(budi, musim)), "mengusulkan hasilnya harus orang lain")


# --- agreeing -------------------------------------------------------------------------------------


def test_tono_agrees_grade_by_grade_and_a_changed_grade_is_no_longer_agreed_to(
    musim, budi, tono, page, client
):
    put_at(musim, "ketua")
    grade(musim, budi)
    put_at(musim, "pengendali_teknis")
    assert "Setuju dengan ketua tim: CC" in page(tono, f"{LKE}1.b/")
    client.post(
        f"/evaluasi/penilaian/{musim.pk}/setuju/1.b/",
        {"langkah": "pengendali_teknis", "dengan": "ketua", "huruf": "CC"},
    )
    row = NilaiSub.objects.get(tahap="pengendali_teknis")
    assert (row.jawaban, row.setuju_dengan, row.penilai) == ("CC", "ketua", tono)
    assert page(tono, LKE).count("Pengendali teknis</span>") == 1
    with pytest.raises(Konflik):
        approve_nilai(musim, "pengendali_teknis", "ketua", "A", "1.c", acting_user=tono)
    with pytest.raises(RuleError, match="tahap sebelumnya"):
        approve_nilai(musim, "pengendali_teknis", "mandiri", "CC", "1.c", acting_user=tono)
    NilaiSub.objects.filter(tahap="ketua", subkomponen="1.b").update(jawaban="B")
    assert page(tono, LKE).count("Pengendali teknis</span>") == 0
    assert NilaiSub.objects.filter(tahap="pengendali_teknis").count() == 1


def test_nobody_agrees_out_of_his_turn(musim, budi, tono, eko):
    put_at(musim, "ketua")
    grade(musim, budi)
    with pytest.raises(PermissionDenied, match="sedang di tahap ketua tim"):
        approve_nilai(musim, "pengendali_teknis", "ketua", "CC", "1.b", acting_user=tono)
    with pytest.raises(PermissionDenied, match="tidak memberi persetujuan"):
        approve_nilai(musim, "anggota", "ketua", "CC", "1.b", acting_user=eko)


def test_a_region_with_other_stages_needs_no_other_code(
    settings, rina, dinkes, sari, siti, eko, budi, ratna, ina, page
):
    settings.REGULASI_DIRS = [FOLDER, DAERAH]
    [sheet] = create_penilaian(
        tahun=2026, units=[dinkes], ketua=budi, anggota=[eko], acting_user=rina
    )
    assert sheet.tahapan == "verifikasi"
    sheet.tim_set.create(instansi=sheet.instansi, pengguna=ratna, peran="pengendali_mutu")
    fill_mandiri(sheet, acting_user=sari)
    submit_mandiri(sheet, acting_user=siti)
    grade(sheet, eko, "verifikasi")
    submit_tahap(sheet, tahap="verifikasi", acting_user=eko)
    assert "Setuju dengan verifikasi: BB" in page(ratna, f"{LKE}1.a/")
    for kode, huruf in NILAI.items():
        approve_nilai(sheet, "penjaminan_mutu", "verifikasi", huruf, kode, acting_user=ratna)
    submit_tahap(sheet, tahap="penjaminan_mutu", acting_user=ratna)
    grade(sheet, budi, "penilai", b1="B")
    assert said_no(can_publish_penilaian(Hubungan(ratna, sheet)), "orang lain")
    publish_penilaian(sheet, acting_user=ina)
    assert Hasil.objects.berlaku().get().tahap == "penilai"
    assert NilaiSub.objects.filter(penilaian=sheet).count() == 48


# --- days -----------------------------------------------------------------------------------------


def lock_day(settings, tmp_path, kode):
    """A region in which this day of the calendar locks."""
    folder = tmp_path / "kalender"
    folder.mkdir()
    text = (FOLDER / "kalender" / "pemda.toml").read_text()
    start = text.index(f'kode = "{kode}"')
    text = text[:start] + text[start:].replace('"peringatan"', '"kunci"', 1)
    (folder / "pemda.toml").write_text(text)
    settings.REGULASI_DIRS = [FOLDER, tmp_path]


def test_sari_waits_for_the_day_on_which_her_stage_opens(
    settings, musim, sari, tmp_path, monkeypatch
):
    lock_day(settings, tmp_path, "mandiri-mulai")
    set_database_clock(monkeypatch, datetime(2026, 2, 14, 16, 59, tzinfo=UTC))
    with pytest.raises(PermissionDenied, match="dibuka 15 Februari 2026"):
        answer(musim, "mandiri", "1.a", status={"1.a.3": "terpenuhi"}, acting_user=sari)
    set_database_clock(monkeypatch, datetime(2026, 2, 14, 17, 1, tzinfo=UTC))
    answer(musim, "mandiri", "1.a", status={"1.a.3": "terpenuhi"}, acting_user=sari)


def test_a_stage_whose_day_locks_is_closed_by_the_databases_clock(
    settings, musim, eko, tmp_path, monkeypatch
):
    put_at(musim, "anggota")
    lock_day(settings, tmp_path, "lhe-pd")
    set_database_clock(monkeypatch, datetime(2026, 5, 31, 16, 59, tzinfo=UTC))
    answer(musim, "anggota", "1.a", status={"1.a.3": "terpenuhi"}, acting_user=eko)
    set_database_clock(monkeypatch, datetime(2026, 5, 31, 17, 1, tzinfo=UTC))
    with pytest.raises(PermissionDenied, match="dikunci 31 Mei 2026"):
        answer(musim, "anggota", "1.a", status={"1.a.4": "terpenuhi"}, acting_user=eko)


# --- the list -------------------------------------------------------------------------------------


def test_eko_filters_the_season_by_stage_and_by_his_own_teams(
    musim, rina, kabupaten, eko, page, client
):
    make_penilaian(rina, make_perangkat_daerah(kabupaten, nama="Dinas Sosial"), tahapan=BERJENJANG)
    put_at(musim, "ketua")
    daftar = "/2026/tw4/evaluasi/"
    assert "Dinas Sosial" in page(eko, daftar)
    for saring, dinkes, sosial in (
        ("?tahap=ketua", True, False), ("?tahap=mandiri", False, True), ("?tim=saya", True, False),
        ("?tahap=selesai", False, False), ("?tahap=entah", True, True),
    ):  # fmt: skip
        html = page(eko, daftar + saring)
        assert ("Dinas Kesehatan" in html, "Dinas Sosial" in html) == (dinkes, sosial), saring


def test_joko_reads_his_own_sheet_in_a_letter_and_not_that_of_the_health_office(
    client, joko, rina, musim
):
    own = make_penilaian(rina, joko.penugasan_set.get().perangkat_daerah)
    Penilaian.objects.filter(pk=own.pk).update(surat_tugas=musim.surat_tugas)
    client.force_login(joko)
    html = client.get(f"/evaluasi/surat/{musim.surat_tugas_id}/").content.decode()
    assert "Dinas PUPR" in html
    assert "Dinas Kesehatan" not in html


def test_wati_of_another_agency_reaches_no_letter_objection_or_correction(client, wati, musim):
    client.force_login(wati)
    assert musim.surat_tugas.nomor not in client.get("/2026/tw4/evaluasi/surat/").content.decode()
    assert client.get(f"/evaluasi/surat/{musim.surat_tugas_id}/").status_code == 404
    assert client.get(f"/evaluasi/penilaian/{musim.pk}/tanggapan/").status_code == 404
    assert client.get(f"/evaluasi/penilaian/{musim.pk}/koreksi/").status_code == 404
