"""Siti decides on a quarter from her phone: sees what matters, agrees, takes it back, or gives it back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.pengukuran.actions import realisasi
from sakip.pengukuran.actions.realisasi import (
    approve_lembar,
    return_lembar,
    revoke_lembar,
    submit_lembar,
    update_lembar,
    update_realisasi,
)
from sakip.pengukuran.actions.verifikasi import approve_verifikasi, return_verifikasi
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.kartu import Cara, load_cara, load_kartu_menunggu, load_urungan
from sakip.pengukuran.models import LembarRealisasi, Masa, Realisasi
from sakip.pengukuran.segel import load_angka, make_segel
from sakip.rules.decision import Konflik
from sakip.tests.builders import make_pengguna, make_penugasan
from sakip.tests.rencana import make_indikator, make_target, open_masa
from sakip.web.clock import database_now

KAITAN = ("masa__instansi", "perangkat_daerah", "diputus_sebagai")


@pytest.fixture
def lembar(dinkes, rina, sari):
    """A quarter that Sari filled and sent: one on target, one below with its cause, one without data."""
    for nama in ("Kunjungan", "Imunisasi", "Survei"):
        indikator = make_indikator(dinkes, nama=nama)
        make_target(indikator, "80", "80", "80", "80")
    masa = open_masa(rina)
    type_all(masa, sari, {"Kunjungan": "90", "Imunisasi": "60", "Survei": "-"})
    submit_lembar(fresh(), acting_user=sari)
    return fresh()


def fresh():
    return LembarRealisasi.objects.select_related(*KAITAN).get()


def type_all(masa, user, figures):
    """Type these figures by name, with a cause where one is asked for."""
    rows = masa.potret_set.select_related("masa", "realisasi").filter(nama__in=figures)
    isian = [
        read_isian(
            row,
            {
                "nilai": figures[row.nama],
                "sebab": "Vaksin terlambat.",
                "tindak_lanjut": "Tambah jadwal Oktober.",
            },
            getattr(getattr(row, "realisasi", None), "revisi", 0),
        )
        for row in rows
    ]
    update_realisasi(fresh(), isian, acting_user=user)


def seal(lembar):
    return make_segel(lembar, load_angka([lembar])[lembar.pk])


def post(client, lembar, act, **data):
    return client.post(f"/pengukuran/lembar/{lembar.pk}/{act}/", data)


def an(dinkes, **lain):
    """Wira, who decides on behalf of Siti today."""
    today = dinkes.instansi.hari_ini
    wira = make_pengguna(dinkes.instansi, nama="Wira")
    term = {"mulai": today, "selesai": today, "nomor_surat": "800/12/2026"} | lain
    make_penugasan(wira, Peran.KEPALA_OPD, dinkes, jenis="atas_nama", **term)
    return wearing(wira)


def test_siti_reads_exceptions_first_with_the_cause_that_sari_wrote(siti, lembar):
    (kartu,) = load_kartu_menunggu(siti)
    assert (kartu.sesuai, kartu.bawah, kartu.tanpa) == (1, 1, 1)
    assert [row.nama for row in kartu.perhatian][:2] == ["Imunisasi", "Survei"]
    assert kartu.perhatian[0].kalimat == ("Vaksin terlambat.", "Tambah jadwal Oktober.")
    assert kartu.perhatian[1].angka == "tidak diukur"


def test_a_link_opens_the_card_after_the_login_and_says_nothing_before(client, siti, lembar):
    address = f"/keputusan/realisasi/{lembar.pk}/"
    for agent in ("WhatsApp/2.23", "Mozilla/5.0"):
        answer = client.get(address, headers={"user-agent": agent})
        assert (answer.status_code, answer.content) == (302, b"")
        assert answer["Location"] == f"/akun/masuk/?next={address}"
    answer = client.post(
        answer["Location"], {"username": "siti", "password": "tenda-biru-di-tepi-sawah"}
    )
    assert answer["Location"] == address
    page = client.get(address).content.decode()
    assert "Ya, setujui" in page
    assert "Vaksin terlambat." in page


def test_what_changed_since_the_card_was_opened_is_shown_and_nothing_is_approved(
    client, sari, siti, lembar
):
    seen = seal(lembar)
    return_lembar(lembar, alasan="Hitung lagi.", acting_user=siti)
    type_all(lembar.masa, sari, {"Imunisasi": "63"})
    update_lembar(fresh(), catatan="Satu puskesmas menyusul.", lihat="", acting_user=sari)
    submit_lembar(fresh(), acting_user=sari)
    client.force_login(siti)
    answer = post(client, lembar, "setujui", lihat=seen)
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 409
    assert "Imunisasi: tadi 60,00 %, sekarang <strong>63,00 %</strong>, diubah Sari" in page
    assert "Catatan lembar: tadi kosong, sekarang <strong>Satu puskesmas menyusul." in page
    assert "Kunjungan: tadi" not in page
    assert fresh().status == "diajukan"
    assert not Jejak.objects.filter(tindakan="lembar.approve").exists()
    post(client, lembar, "setujui", lihat=seal(fresh()))
    assert fresh().status == "disetujui"


def test_words_and_capaian_that_changed_are_shown_too(siti, lembar):
    seen = seal(lembar)
    imunisasi = Realisasi.objects.filter(potret__nama="Imunisasi")
    imunisasi.update(sebab="Kapal rusak.")
    Realisasi.objects.filter(potret__nama="Kunjungan").update(capaian="100")
    with pytest.raises(Konflik) as caught:
        approve_lembar(lembar, lihat=seen, acting_user=siti)
    told = {beda.bidang: beda.tersimpan for beda in caught.value.beda}
    assert told == {
        "Keterangan Imunisasi": "Kapal rusak. Tambah jadwal Oktober.",
        "Capaian Kunjungan": "100,00\u202f%",
    }


def test_a_card_of_another_sheet_or_none_approves_nothing(siti, lembar):
    other = LembarRealisasi(pk=lembar.pk + 1, masa=lembar.masa)
    for text in ("", "palsu", make_segel(other, load_angka([lembar])[lembar.pk])):
        with pytest.raises(Konflik):
            approve_lembar(fresh(), lihat=text, acting_user=siti)
    assert fresh().status == "diajukan"


def test_a_sheet_that_moved_between_reading_and_writing_is_not_approved(siti, lembar):
    stale = fresh()
    LembarRealisasi.objects.update(revisi=stale.revisi + 1, diisi_oleh=[siti.pk])
    with pytest.raises(Konflik):
        approve_lembar(stale, acting_user=siti)


def test_siti_takes_her_approval_back_within_ten_minutes(client, siti, lembar):
    approve_lembar(lembar, acting_user=siti)
    client.force_login(siti)
    assert "Urungkan" in client.get("/keputusan/").content.decode()
    post(client, lembar, "urungkan")
    row = fresh()
    assert (row.status, row.diputus_oleh, row.diputus_sebagai) == ("diajukan", None, None)
    assert Jejak.objects.get(tindakan="lembar.revoke").pelaku == siti
    assert not load_urungan(siti)


def test_after_ten_minutes_it_stands(siti, lembar):
    approve_lembar(lembar, acting_user=siti)
    LembarRealisasi.objects.update(diputus_pada=database_now() - timedelta(minutes=10))
    assert not load_urungan(siti)
    with pytest.raises(PermissionDenied, match="lewat 10 menit"):
        revoke_lembar(fresh(), acting_user=siti)


def test_after_somebody_verified_a_part_it_stands(siti, dinkes, lembar):
    approve_lembar(lembar, acting_user=siti)
    stale = fresh()
    dewi = wearing(make_pengguna(dinkes.instansi, Peran.BAPPEDA))
    approve_verifikasi(fresh(), "kinerja", acting_user=dewi)
    assert not load_urungan(siti)
    with pytest.raises(PermissionDenied, match="sudah ada bagian yang diverifikasi".capitalize()):
        revoke_lembar(stale, acting_user=siti)


def test_a_check_that_comes_at_the_same_moment_wins(siti, dinkes, lembar, monkeypatch):
    approve_lembar(lembar, acting_user=siti)
    dewi = wearing(make_pengguna(dinkes.instansi, Peran.BAPPEDA))
    stale = fresh()
    approve_verifikasi(fresh(), "kinerja", acting_user=dewi)
    monkeypatch.setattr(
        "sakip.pengukuran.permissions.can_revoke_lembar", lambda *_: True
    )  # it was asked a moment earlier
    with pytest.raises(Konflik):
        revoke_lembar(stale, acting_user=siti)
    assert fresh().status == "disetujui"


def test_an_approval_given_anew_is_not_taken_back_from_an_old_page(siti, lembar):
    approve_lembar(lembar, acting_user=siti)
    first, second = fresh(), fresh()
    revoke_lembar(first, acting_user=siti)
    approve_lembar(fresh(), acting_user=siti)
    with pytest.raises(Konflik):
        revoke_lembar(second, acting_user=siti)
    assert fresh().status == "disetujui"


def test_an_approval_is_not_taken_back_while_the_quarter_locks(siti, lembar, monkeypatch):
    """She waits for the sheet, and the lock comes meanwhile."""
    approve_lembar(lembar, acting_user=siti)
    move = realisasi.transition

    def wait(*what, **how):
        move(*what, **how)
        Masa.objects.update(tutup=database_now(), kunci=database_now())

    monkeypatch.setattr(realisasi, "transition", wait)
    with pytest.raises(PermissionDenied, match="terkunci"):
        revoke_lembar(fresh(), acting_user=siti)
    assert fresh().status == "disetujui"


def test_never_after_the_lock(siti, lembar):
    approve_lembar(lembar, acting_user=siti)
    Masa.objects.update(tutup=database_now(), kunci=database_now())
    assert not load_urungan(siti)
    with pytest.raises(PermissionDenied, match="terkunci"):
        revoke_lembar(fresh(), acting_user=siti)


def test_only_who_approved_takes_it_back_and_only_while_he_may(siti, dinkes, lembar):
    wira = an(dinkes)
    approve_lembar(lembar, acting_user=wira)
    assert (load_urungan(siti), load_urungan(wira)) == ([], [lembar])
    with pytest.raises(PermissionDenied, match="Hanya yang menyetujui"):
        revoke_lembar(fresh(), acting_user=siti)
    wira.penugasan_set.update(dicabut=True)
    with pytest.raises(PermissionDenied, match="Hanya kepala"):
        revoke_lembar(fresh(), acting_user=wearing(wira))


def test_siti_gives_it_back_with_a_ready_phrase_and_her_own_words(client, siti, lembar):
    client.force_login(siti)
    page = client.get(f"/keputusan/realisasi/{lembar.pk}/").content.decode()
    assert page.count('type="radio"') == 3
    answer = post(client, lembar, "kembalikan", alasan="")
    assert answer.status_code == 422
    assert "Tulis alasan pengembalian" in answer.content.decode()
    post(client, lembar, "kembalikan", alasan=["Sumber datanya belum disebut.", "Imunisasi."])
    assert (fresh().status, fresh().alasan) == (
        "dikembalikan",
        "Sumber datanya belum disebut. Imunisasi.",
    )


def test_on_behalf_of_siti_is_read_wherever_the_approval_is(client, rina, dinkes, lembar):
    wira, words = an(dinkes), "a.n. Kepala Dinas Kesehatan, Surat 800/12/2026"
    approve_lembar(lembar, acting_user=wira)
    client.force_login(rina)
    for address in (
        f"/keputusan/realisasi/{lembar.pk}/",
        "/2026/tw4/opd/05/realisasi/",
        "/2026/tw4/pantauan/",
        "/2026/tw4/verifikasi/?objek=kinerja",
    ):
        assert words in client.get(address).content.decode(), address
    assert load_cara([dinkes.pk], 2026) == {dinkes.pk: Cara(0, 1)}
    assert (
        "0 dari 1 lembar disetujui kepala sendiri"
        in client.get("/2026/tw4/pantauan/").content.decode()
    )


def test_siti_reads_first_how_often_she_decided_herself(client, siti, lembar):
    approve_lembar(lembar, acting_user=siti)
    client.force_login(siti)
    page = client.get("/keputusan/").content.decode()
    assert "<strong>1</strong> realisasi disetujui kepala sendiri" in page
    assert "<strong>0</strong> a.n. kepala" in page


def test_what_siti_filled_goes_to_another_head_or_the_sekda_never_to_her_delegate(
    siti, dinkes, lembar
):
    return_lembar(lembar, alasan="Saya betulkan sendiri.", acting_user=siti)
    type_all(lembar.masa, siti, {"Imunisasi": "64"})
    submit_lembar(fresh(), acting_user=wearing(make_pengguna_operator(dinkes)))
    sheet = fresh()
    with pytest.raises(PermissionDenied, match="menugaskan Plh"):
        approve_lembar(sheet, acting_user=siti)
    sekda = wearing(make_pengguna(dinkes.instansi, Peran.SEKDA, nama="Hendra"))
    with pytest.raises(PermissionDenied, match=r"Kepala sendiri ikut mengisi.*Hendra"):
        approve_lembar(sheet, acting_user=an(dinkes))
    (kartu,) = load_kartu_menunggu(siti)
    assert "Hendra (Sekretaris Daerah" in kartu.can_approve.reason
    assert kartu.can_return
    (kartu,) = load_kartu_menunggu(sekda)
    assert kartu.can_approve
    plh = make_pengguna(dinkes.instansi, nama="Tono")
    make_penugasan(plh, Peran.KEPALA_OPD, dinkes, jenis="plh", nomor_surat="821/1")
    with pytest.raises(PermissionDenied, match=r"Tono \(kepala\)"):
        approve_lembar(sheet, acting_user=siti)
    approve_lembar(sheet, acting_user=sekda)
    assert fresh().diputus_oleh == sekda


def make_pengguna_operator(dinkes):
    return make_pengguna(dinkes.instansi, Peran.OPERATOR_OPD, dinkes)


def test_what_siti_agreed_to_is_given_back_by_its_checker_alone(siti, lembar):
    approve_lembar(lembar, acting_user=siti)
    with pytest.raises(PermissionDenied, match="Hanya realisasi yang diajukan"):
        return_lembar(fresh(), alasan="Ternyata salah.", acting_user=siti)


def test_the_sekda_decides_nothing_that_its_head_did_not_fill(dinkes, sari, lembar):
    # Sari filled it, and was head once.
    make_penugasan(sari, Peran.KEPALA_OPD, dinkes, selesai=date(2021, 1, 1))
    sekda = wearing(make_pengguna(dinkes.instansi, Peran.SEKDA))
    assert load_kartu_menunggu(sekda) == []
    with pytest.raises(PermissionDenied, match="Hanya kepala"):
        approve_lembar(lembar, acting_user=sekda)


def test_after_it_was_agreed_to_and_given_back_the_filling_begins_anew(siti, sari, dinkes, lembar):
    approve_lembar(lembar, acting_user=siti)
    dewi = wearing(make_pengguna(dinkes.instansi, Peran.BAPPEDA))
    return_verifikasi(fresh(), "kinerja", alasan="K6 salah.", acting_user=dewi)
    assert fresh().diisi_oleh == []
    type_all(lembar.masa, siti, {"Imunisasi": "65"})
    submit_lembar(fresh(), acting_user=sari)
    assert fresh().pengisi == {siti.pk, sari.pk}


@pytest.mark.parametrize("banyak", [1, 4])
def test_the_box_asks_as_often_for_one_sheet_as_for_many(
    client, siti, sari, rina, dinkes, lembar, banyak, django_assert_max_num_queries
):
    for ke in range(1, banyak):
        open_masa(rina, ke=ke)
    LembarRealisasi.objects.update(
        status="diajukan", diajukan_oleh=sari, diajukan_pada=database_now()
    )
    client.force_login(siti)
    client.get("/keputusan/")
    with django_assert_max_num_queries(24):
        page = client.get("/keputusan/").content.decode()
    assert page.count("Ya, setujui") == banyak
