"""Eko asks for evidence of a criterion; Sari finds it in her work, points to a file, and it is closed."""

import pytest
from django.core.exceptions import PermissionDenied

from sakip.audit.models import Jejak
from sakip.berkas.bukti import Tunjukan
from sakip.berkas.tests.test_berkas import tambah
from sakip.evaluasi.actions.bukti import (
    create_bukti_kriteria,
    create_permintaan_bukti,
    delete_bukti_kriteria,
    revoke_permintaan_bukti,
)
from sakip.evaluasi.models import PermintaanBukti
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.evaluasi import LKE, fill_mandiri, make_penilaian
from sakip.tests.musim import put_at

pytestmark = pytest.mark.django_db

KKE = LKE.replace("/lke/", "/kke/")


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def minta(penilaian, user, kriteria="1.b.3", diminta="Notula rapat Mei."):
    return create_permintaan_bukti(penilaian, kriteria=kriteria, diminta=diminta, acting_user=user)


def tunjuk(penilaian, berkas, user, kriteria="1.b.3", hal=0):
    return create_bukti_kriteria(
        penilaian, kriteria=kriteria, tunjukan=Tunjukan(berkas, hal, hal), acting_user=user
    )


def article(html, kode="1.b.3"):
    return html.split(f'<article id="baris-{kode}"')[1].split("</article>")[0]


def acts():
    rows = Jejak.objects.filter(tindakan__startswith="permintaan_bukti").order_by("nomor")
    return [
        one.removeprefix("permintaan_bukti.") for one in rows.values_list("tindakan", flat=True)
    ]


def test_eko_asks_in_the_row_sari_answers_from_her_work_and_it_closes_by_itself(
    client, page, eko, sari, dinkes, dinilai
):
    client.force_login(eko)
    url = f"/evaluasi/penilaian/{dinilai.pk}/bukti/1.b.3/"
    got = client.post(
        f"{url}minta/", {"diminta": "Notula rapat Mei."}, headers={"HX-Request": "true"}
    )
    assert "<article" not in got.content.decode()
    assert "Notula rapat Mei." in got.content.decode()
    html = page(eko, KKE)
    assert "Bukti diminta 1" in " ".join(html.split())
    assert "Cabut permintaan" in article(html)
    assert page(eko, f"{KKE}?saring=diminta").count("<article") == 1

    home = page(sari, "/")
    assert "Tunjukkan bukti kriteria 1.b.3" in home
    assert f'href="{url}"' in home
    assert "Bukti diminta: Notula rapat Mei." in page(sari, url)
    row = article(page(sari, KKE))
    assert "Notula rapat Mei." in row
    assert "data-terima" in row
    assert "Cabut permintaan" not in row
    assert "data-terima" not in article(page(sari, KKE), "1.b.4")
    client.post(url, {"berkas": tambah(dinkes, sari).pk, "halaman": "2"})
    assert "Tunjukkan bukti" not in page(sari, "/")
    assert "sudah ditunjuk" in article(page(eko, KKE))
    assert acts() == ["create"]


def test_without_a_script_eko_lands_in_the_row_and_takes_it_back(client, page, eko, sari, dinilai):
    client.force_login(eko)
    got = client.post(
        f"/evaluasi/penilaian/{dinilai.pk}/bukti/1.b.3/minta/", {"diminta": "Notula."}
    )
    assert got["Location"] == f"{KKE}#baris-1.b.3"
    row = PermintaanBukti.objects.get()
    got = client.post(f"/evaluasi/permintaan-bukti/{row.pk}/cabut/")
    assert got["Location"] == f"{KKE}#baris-1.b.3"
    assert "Tunjukkan bukti" not in page(sari, "/")
    with pytest.raises(Konflik):
        revoke_permintaan_bukti(row, acting_user=eko)  # as he saw it in another window
    row.refresh_from_db()
    with pytest.raises(PermissionDenied, match="sudah dicabut"):
        revoke_permintaan_bukti(row, acting_user=eko)
    assert acts() == ["create", "revoke"]


def test_a_request_opens_this_criterion_alone_and_only_for_adding(eko, sari, siti, dinkes, dinilai):
    berkas = tambah(dinkes, sari)
    minta(dinilai, eko)
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        tunjuk(dinilai, berkas, sari, "1.b.4")
    with pytest.raises(PermissionDenied):
        tunjuk(dinilai, berkas, siti)
    first = tunjuk(dinilai, berkas, sari)
    tunjuk(dinilai, berkas, sari, hal=3)
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        delete_bukti_kriteria(first, acting_user=sari)
    revoked = minta(dinilai, eko, "1.b.4")
    revoke_permintaan_bukti(revoked, acting_user=eko)
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        tunjuk(dinilai, berkas, sari, "1.b.4")


def test_what_cannot_be_asked_says_why(eko, sari, dinilai):
    for kriteria, diminta, why in (
        ("1.b.3", " ", "Tulis bukti apa"),
        ("1.b.3", "x" * 301, "paling panjang 300"),
        ("9.z.1", "Notula.", "tidak berlaku di sini"),
        ("4.a.1", "Notula.", "lembar pemda"),
    ):
        with pytest.raises(RuleError, match=why):
            minta(dinilai, eko, kriteria, diminta)
    minta(dinilai, eko)
    with pytest.raises(RuleError, match="sudah diminta"):
        minta(dinilai, eko)
    with pytest.raises(PermissionDenied):
        minta(dinilai, sari, "1.b.4")


def test_handing_the_sheet_over_ends_what_was_not_answered(page, sari, eko, budi, dinkes, musim):
    fill_mandiri(musim, acting_user=sari)
    put_at(musim, "anggota")
    row = minta(musim, eko)
    assert "Tunjukkan bukti" in page(sari, "/")
    put_at(musim, "ketua")
    assert "Tunjukkan bukti" not in page(sari, "/")
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        tunjuk(musim, tambah(dinkes, sari), sari)
    with pytest.raises(PermissionDenied, match="sudah dicabut"):
        revoke_permintaan_bukti(row, acting_user=budi)
    minta(musim, budi)
    assert "Notula rapat Mei." in article(page(budi, KKE))


def test_nobody_asks_before_the_answers_are_sent(sari, rina, eko, penilaian):
    with pytest.raises(PermissionDenied, match="belum disampaikan"):
        minta(penilaian, eko)
    pemda = make_penilaian(rina, None)
    assert not pemda.permintaan_bukti_set.exists()
