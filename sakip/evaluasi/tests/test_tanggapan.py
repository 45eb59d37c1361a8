"""The unit objects to what the team set, the team answers, and nobody does so out of turn."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.conftest import wearing
from sakip.evaluasi.actions.jawaban import approve_tanggapan
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.actions.tahap import (
    create_tanggapan,
    return_tanggapan,
    submit_tahap,
)
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.models import Hasil, NilaiSub, Penilaian, Tanggapan
from sakip.evaluasi.permissions import (
    can_approve_tanggapan,
    can_publish_penilaian,
    can_return_tahap,
    can_submit_tahap,
    can_update_rekomendasi,
)
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.evaluasi import LKE, said_no
from sakip.tests.jam import set_database_clock
from sakip.tests.musim import (
    grade,
    put_at,
    touched,
)
from sakip.web.clock import database_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def ditanggapi(musim, eko, budi):
    """Graded, and now with the unit."""
    put_at(musim, "ketua")
    grade(musim, budi)
    return put_at(musim, "tanggapan")


def test_while_the_unit_may_object_the_team_gives_nothing_back_and_recommends_nothing(
    ditanggapi, budi
):
    assert said_no(can_return_tahap(Hubungan(budi, ditanggapi)), "Masa tanggapan tidak")
    assert said_no(can_update_rekomendasi(Hubungan(budi, ditanggapi)), "di tahap tanggapan")


def test_what_has_ended_is_neither_handed_on_nor_given_back_nor_answered(
    ditanggapi, sari, siti, budi, ina
):
    row = create_tanggapan(ditanggapi, subkomponen="1.b", uraian="Ada.", acting_user=sari)
    ended = {"status": "selesai", "selesai_oleh": ina, "selesai_pada": database_now()}
    Penilaian.objects.filter(pk=ditanggapi.pk).update(**ended)
    ditanggapi.refresh_from_db()
    leader = Hubungan(budi, ditanggapi)
    assert said_no(can_submit_tahap(Hubungan(siti, ditanggapi)), "sudah selesai")
    assert said_no(can_return_tahap(leader), "sudah selesai")
    assert said_no(can_approve_tanggapan(leader, row), "sudah selesai")


def test_what_sari_sends_twice_is_objected_once_while_it_waits(ditanggapi, sari):
    def object_to():
        return create_tanggapan(ditanggapi, subkomponen="1.b", uraian="Ada.", acting_user=sari)

    row = object_to()
    assert object_to() == row
    ended = {"status": "ditolak", "jawaban": "Tidak ada.", "dijawab_oleh": sari}
    Tanggapan.objects.filter(pk=row.pk).update(**ended)
    assert object_to() != row


def test_sari_objects_and_budi_raises_the_grade_with_his_reason(
    ditanggapi, sari, siti, budi, ina, client
):
    client.force_login(sari)
    page = f"/evaluasi/penilaian/{ditanggapi.pk}/tanggapan/"
    isi = {"letak": "1.b/1.b.3", "uraian": "Renstra kami memuatnya.", "tautan": ""}
    assert client.post(f"{page}ajukan/", isi).status_code == 302
    row = Tanggapan.objects.get()
    assert (row.letak, row.penulis) == ("1.b.3", sari)
    submit_tahap(ditanggapi, tahap="tanggapan", acting_user=siti)
    with pytest.raises(RuleError, match=r"Tanggapan atas 1\.b\.3 belum dijawab"):
        publish_penilaian(ditanggapi, acting_user=ina)
    isi = {"jawaban": "Halaman 41 memuatnya.", "acting_user": budi}
    with pytest.raises(RuleError, match="tetap sama"):
        approve_tanggapan(row, nilai="CC", **isi)
    with pytest.raises(RuleError, match="Pilih nilai"):
        approve_tanggapan(row, nilai="Z", **isi)
    approve_tanggapan(row, nilai="B", **isi)
    assert (row.nilai_lama, row.nilai_baru, row.status) == ("CC", "B", "diterima")
    publish_penilaian(ditanggapi, acting_user=ina)
    assert Hasil.objects.berlaku().get().total == Decimal("64.9")
    assert "Halaman 41 memuatnya." in client.get(page).content.decode()
    assert not touched(ditanggapi.instansi)


def test_budi_refuses_an_objection_with_words_and_once(ditanggapi, sari, budi, eko):
    row = create_tanggapan(ditanggapi, subkomponen="1.b", uraian="Lebih baik.", acting_user=sari)
    with pytest.raises(RuleError, match="Tulis jawaban tim"):
        return_tanggapan(row, jawaban=" ", acting_user=budi)
    with pytest.raises(PermissionDenied, match="dikerjakan ketua tim"):
        return_tanggapan(row, jawaban="Tidak.", acting_user=eko)
    return_tanggapan(row, jawaban="Buktinya bertanggal tahun lalu.", acting_user=budi)
    assert NilaiSub.objects.get(tahap="ketua", subkomponen="1.b").jawaban == "CC"
    with pytest.raises(PermissionDenied, match="sudah dijawab"):
        approve_tanggapan(row, nilai="B", jawaban="Ya.", acting_user=budi)


def test_budi_answers_an_objection_in_two_windows_and_the_first_answer_stays(
    ditanggapi, sari, budi
):
    row = create_tanggapan(ditanggapi, subkomponen="1.b", uraian="Lebih baik.", acting_user=sari)
    first, second, third = (Tanggapan.objects.get(pk=row.pk) for _ in range(3))
    return_tanggapan(first, jawaban="Buktinya lama.", acting_user=budi)
    with pytest.raises(Konflik) as seen:
        approve_tanggapan(second, nilai="B", jawaban="Ya.", acting_user=budi)
    assert ("Diterima", "Ditolak") in [(one.milik_anda, one.tersimpan) for one in seen.value.beda]
    with pytest.raises(Konflik):
        return_tanggapan(third, jawaban="Tetap tidak.", acting_user=budi)
    row.refresh_from_db()
    assert (row.status, row.jawaban) == ("ditolak", "Buktinya lama.")
    assert NilaiSub.objects.get(tahap="ketua", subkomponen="1.b").jawaban == "CC"


def test_an_objection_names_a_place_of_the_sheet(ditanggapi, sari):
    for place in ({"subkomponen": "9.z"}, {"subkomponen": "1.b", "kriteria": "2.a.2"}):
        with pytest.raises(RuleError, match="tidak ada pada lembar ini"):
            create_tanggapan(ditanggapi, uraian="Keliru.", acting_user=sari, **place)
    with pytest.raises(ValidationError):
        create_tanggapan(ditanggapi, subkomponen="1.b", uraian=" ", acting_user=sari)


def test_after_five_working_days_without_a_word_ina_releases(
    ditanggapi, sari, ina, ratna, monkeypatch
):
    """Handed over on Friday 22 May 2026 in Jakarta: the fifth working day is 3 June."""
    Penilaian.objects.filter(pk=ditanggapi.pk).update(
        tahap_sejak=datetime(2026, 5, 22, 3, tzinfo=UTC)
    )
    ditanggapi.refresh_from_db()
    set_database_clock(monkeypatch, datetime(2026, 6, 3, 16, 59, tzinfo=UTC))
    assert said_no(can_publish_penilaian(Hubungan(ina, ditanggapi)), "tanggapan")
    create_tanggapan(ditanggapi, subkomponen="1.b", uraian="Lebih baik.", acting_user=sari)
    Tanggapan.objects.all().delete()
    set_database_clock(monkeypatch, datetime(2026, 6, 3, 17, 1, tzinfo=UTC))
    with pytest.raises(PermissionDenied, match="tidak sedang di masa tanggapan"):
        create_tanggapan(ditanggapi, subkomponen="1.b", uraian="Terlambat.", acting_user=sari)
    publish_penilaian(ditanggapi, acting_user=ina)
    assert ditanggapi.status == "selesai"


def test_only_the_unit_objects_and_only_its_head_ends_it(ditanggapi, sari, joko, rina, siti):
    for user in (rina, wearing(joko)):
        with pytest.raises(PermissionDenied, match="perangkat daerah yang dinilai"):
            create_tanggapan(ditanggapi, subkomponen="1.b", uraian="Saya.", acting_user=user)
    with pytest.raises(PermissionDenied, match="kepala yang dinilai"):
        submit_tahap(ditanggapi, tahap="tanggapan", acting_user=sari)
    submit_tahap(ditanggapi, tahap="tanggapan", acting_user=siti)
    assert ditanggapi.tahap == "inspektur"


def test_the_unit_reads_its_grades_when_it_is_asked_to_object_and_not_before(
    ditanggapi, sari, rina, page
):
    assert "64,00" in page(sari, LKE)
    assert "64,00" not in page(rina, LKE)
    put_at(ditanggapi, "pengendali_mutu")
    assert "64,00" not in page(sari, LKE)


def test_rina_s_empty_objection_is_refused_before_it_is_read(client, rina, musim):
    client.force_login(rina)
    put_at(musim, "tanggapan")
    assert client.post(f"/evaluasi/penilaian/{musim.pk}/tanggapan/ajukan/").status_code == 403
