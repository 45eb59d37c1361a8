"""Recommendations to Dinas Kesehatan: written while Eko grades, closed when they were acted upon."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.models import Jejak
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.actions.rekomendasi import (
    approve_rekomendasi,
    create_rekomendasi,
    delete_rekomendasi,
    update_rekomendasi,
)
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.models import Rekomendasi
from sakip.evaluasi.permissions import can_update_rekomendasi
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.evaluasi import LKE, grade_all, said_no

pytestmark = pytest.mark.django_db

ISI = {
    "subkomponen": "1.b",
    "kriteria": "1.b.9",
    "uraian": "Gambarkan crosscutting stunting.",
    "tenggat": date(2027, 3, 31),
}


@pytest.fixture
def rekomendasi(dinilai, eko):
    return create_rekomendasi(dinilai, acting_user=eko, **ISI)


@pytest.fixture
def selesai(dinilai, eko, ratna, rekomendasi):
    grade_all(dinilai, acting_user=eko)
    publish_penilaian(dinilai, acting_user=ratna)
    rekomendasi.refresh_from_db()
    return rekomendasi


def test_sari_recommends_nothing_to_herself_while_she_fills_in(penilaian, sari):
    assert said_no(can_update_rekomendasi(Hubungan(sari, penilaian)), "belum disampaikan")


def test_eko_writes_a_recommendation_on_its_own_page(client, page, eko, dinilai):
    url = f"/evaluasi/penilaian/{dinilai.pk}/rekomendasi/1.b/"
    assert "1.b.9" in page(eko, url)
    data = {"kriteria": "1.b.9", "uraian": "Gambarkan crosscutting.", "tenggat": "2027-03-31"}
    html = client.post(url, data, follow=True).content.decode()
    assert "Rekomendasi ditambahkan." in html
    assert "Gambarkan crosscutting." in html
    assert Rekomendasi.objects.get().pembuat == eko


def test_what_eko_sends_twice_is_recommended_once(client, eko, dinilai):
    client.force_login(eko)
    url = f"/evaluasi/penilaian/{dinilai.pk}/rekomendasi/1.b/"
    data = {"kriteria": "1.b.9", "uraian": "Gambarkan crosscutting.", "tenggat": "2027-03-31"}
    for _ in range(2):
        assert client.post(url, data).status_code == 302
    assert Rekomendasi.objects.count() == 1
    client.post(url, data | {"tenggat": "2027-06-30"})
    assert Rekomendasi.objects.count() == 2


def test_eko_leaves_out_the_words_and_is_asked_for_them(client, eko, dinilai):
    client.force_login(eko)
    url = f"/evaluasi/penilaian/{dinilai.pk}/rekomendasi/1.b/"
    html = client.post(url, {"kriteria": "1.b.9", "tenggat": "kapan"}).content.decode()
    assert "Ada yang perlu diperbaiki" in html
    assert "Tulis tanggal seperti 31-12-2026." in html
    assert not Rekomendasi.objects.exists()


@pytest.mark.parametrize("letak", [("9.z", ""), ("1.b", "2.a.1"), ("3.a", "3.a.4")])
def test_a_recommendation_has_a_place_on_the_sheet(eko, dinilai, letak):
    sub, kriteria = letak
    with pytest.raises(RuleError, match="tidak ada pada"):
        create_rekomendasi(
            dinilai, acting_user=eko, **ISI | {"subkomponen": sub, "kriteria": kriteria}
        )


def test_an_empty_recommendation_is_refused(eko, dinilai):
    with pytest.raises(ValidationError):
        create_rekomendasi(dinilai, acting_user=eko, **ISI | {"uraian": "  "})


def test_sari_and_siti_write_no_recommendations(sari, siti, dinilai):
    for user in (sari, siti):
        with pytest.raises(PermissionDenied, match="Hanya evaluator"):
            create_rekomendasi(dinilai, acting_user=user, **ISI)


def test_the_unit_reads_recommendations_after_the_end_only(
    page, sari, eko, ratna, dinilai, rekomendasi
):
    url = f"/evaluasi/rekomendasi/{rekomendasi.pk}/"
    assert not Rekomendasi.objects.visible_to(sari).exists()
    assert "stunting" not in page(sari, f"{LKE}1.b/")
    assert "stunting" not in page(sari, url)
    grade_all(dinilai, acting_user=eko)
    publish_penilaian(dinilai, acting_user=ratna)
    assert "stunting" in page(sari, f"{LKE}1.b/")


def test_two_evaluators_change_one_and_the_second_sees_both(eko, budi, rekomendasi):
    fields = {"kriteria": "1.b.9", "tenggat": date(2027, 1, 31)}
    seen = rekomendasi.revisi
    update_rekomendasi(rekomendasi, revisi=seen, uraian="Kalimat Budi.", acting_user=budi, **fields)
    with pytest.raises(Konflik) as caught:
        update_rekomendasi(
            rekomendasi, revisi=seen, uraian="Kalimat Eko.", acting_user=eko, **fields
        )
    beda = caught.value.beda[0]
    assert (beda.milik_anda, beda.tersimpan) == ("Kalimat Eko.", "Kalimat Budi.")


def test_eko_takes_one_back_and_the_trail_says_so(client, eko, rekomendasi):
    client.force_login(eko)
    url = f"/evaluasi/rekomendasi/{rekomendasi.pk}/hapus/"
    assert client.post(url, {"revisi": "7"}).status_code == 409
    assert client.post(url, {"revisi": "0"}).status_code == 302
    assert not Rekomendasi.objects.exists()
    assert Jejak.objects.filter(tindakan="rekomendasi.delete").count() == 1


def test_after_the_end_words_stay_and_only_the_follow_up_is_added(eko, selesai):
    with pytest.raises(PermissionDenied, match="tidak diubah lagi"):
        update_rekomendasi(selesai, revisi=selesai.revisi, uraian="Lain.", acting_user=eko)
    with pytest.raises(PermissionDenied, match="tidak diubah lagi"):
        delete_rekomendasi(selesai, revisi=selesai.revisi, acting_user=eko)
    with pytest.raises(RuleError, match="tindak lanjut"):
        approve_rekomendasi(selesai, tindak_lanjut=" ", acting_user=eko)
    approve_rekomendasi(selesai, tindak_lanjut="Sudah digambarkan.", acting_user=eko)
    assert (selesai.status, selesai.ditutup_oleh) == ("ditutup", eko)


def test_a_recommendation_is_closed_once(eko, ratna, selesai):
    approve_rekomendasi(selesai, tindak_lanjut="Sudah.", acting_user=eko)
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        approve_rekomendasi(selesai, tindak_lanjut="Lagi.", acting_user=ratna)


def test_eko_and_ratna_close_one_at_the_same_moment_and_the_first_words_stay(eko, ratna, selesai):
    seen_by_ratna = Rekomendasi.objects.get(pk=selesai.pk)
    approve_rekomendasi(selesai, tindak_lanjut="Sudah.", acting_user=eko)
    with pytest.raises(Konflik):
        approve_rekomendasi(seen_by_ratna, tindak_lanjut="Lagi.", acting_user=ratna)
    selesai.refresh_from_db()
    assert (selesai.tindak_lanjut, selesai.ditutup_oleh) == ("Sudah.", eko)


def test_nothing_is_closed_before_the_evaluation_ends(eko, rekomendasi):
    with pytest.raises(PermissionDenied, match="setelah penilaiannya selesai"):
        approve_rekomendasi(rekomendasi, tindak_lanjut="Sudah.", acting_user=eko)


def test_siti_does_not_close_what_was_asked_of_her(client, page, siti, selesai):
    url = f"/evaluasi/rekomendasi/{selesai.pk}/tutup/"
    assert "Hanya evaluator atau penjamin mutu" in page(siti, url)
    assert client.post(url, {"tindak_lanjut": "Beres."}).status_code == 403


def test_eko_closes_one_from_the_report(client, page, eko, selesai):
    url = f"/evaluasi/rekomendasi/{selesai.pk}/tutup/"
    assert url in page(eko, "/2026/tw4/opd/05/lhe/")
    html = client.post(url, {"tindak_lanjut": "Sudah digambarkan."}, follow=True).content.decode()
    assert "Rekomendasi ditutup." in html
    assert url not in html
