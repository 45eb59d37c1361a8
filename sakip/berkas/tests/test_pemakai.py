"""A file is read through the page that shows it, and by nobody who may not see that page."""

import pytest

from sakip.berkas.models import Berkas
from sakip.berkas.pemakai import load_pemakaian
from sakip.berkas.tests.pemakai import daftarkan
from sakip.berkas.tests.test_berkas import tambah


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def uji(monkeypatch):
    return daftarkan(monkeypatch)


def test_joko_reads_the_file_to_which_a_page_he_sees_points_and_no_other(
    uji, sari, joko, dinkes, client
):
    ditunjuk, lain = tambah(dinkes, sari), tambah(dinkes, sari, nama="lain.pdf", tambahan=b"2")
    uji.tunjuk(lain)
    assert not Berkas.objects.visible_to(joko).exists()
    uji.tunjuk(ditunjuk, melihat=[joko])
    assert list(Berkas.objects.visible_to(joko)) == [ditunjuk]
    assert set(Berkas.objects.visible_to(sari)) == {ditunjuk, lain}
    client.force_login(joko)
    answer = client.get(f"/berkas/{ditunjuk.pk}/unduh/")
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    assert client.get(f"/berkas/{lain.pk}/unduh/").status_code == 404
    assert client.get(f"/berkas/{ditunjuk.pk}/ganti/").status_code == 403


def test_a_page_gives_nobody_a_file_of_another_agency_or_without_a_cap(
    uji, sari, joko, wati, dinkes
):
    uji.tunjuk(tambah(dinkes, sari), melihat=[wati, joko])
    joko.cap = None
    assert not Berkas.objects.visible_to(wati).exists()
    assert not Berkas.objects.visible_to(joko).exists()


def test_every_pointer_is_told_by_file_with_whether_the_page_may_be_seen(uji, sari, joko, dinkes):
    satu, dua = tambah(dinkes, sari), tambah(dinkes, sari, nama="dua.pdf", tambahan=b"2")
    uji.tunjuk(satu, "IK02", "4", [sari, joko])
    uji.tunjuk(satu, "2.b.4", "2", [sari], "Sudah dikirim.")
    found = load_pemakaian(joko, [satu.pk, dua.pk])
    assert list(found) == [satu.pk]
    assert [(one.label, one.halaman, one.terlihat, one.kunci) for one in found[satu.pk]] == [
        ("IK02", "4", True, ""),
        ("2.b.4", "2", False, "Sudah dikirim."),
    ]
    assert load_pemakaian(joko, []) == {}
