"""People talk at a cell: who reads it, who is called, what may be taken back, and one reminder a day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.latar.models import Surat
from sakip.organisasi.models import Koordinasi, Pengguna, Peran
from sakip.pengukuran.models import Potret
from sakip.percakapan import actions
from sakip.percakapan.models import Ingatan, Komentar, Sebutan
from sakip.percakapan.registry import JENIS, find_objek
from sakip.percakapan.sebutan import load_pembaca
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.berdua import berdua, let_wait, refused
from sakip.tests.builders import make_jabatan, make_pengguna, make_penugasan, make_perangkat_daerah
from sakip.tests.rencana import make_indikator, make_periode, make_simpul, make_target, open_masa

pytestmark = pytest.mark.django_db


@pytest.fixture
def sel(rina, sari, dinkes):
    """The cell of one indicator, as Sari finds it."""
    make_target(make_indikator(dinkes, nama="Balita stunting"), "1", "2", "3", "4")
    open_masa(rina)
    return find_objek(sari, "sel", Potret.objects.get().pk)


def write(sel, user, teks):
    return actions.create_komentar(sel, teks=teks, acting_user=user)


def waits(user):
    return Sebutan.objects.filter(pengguna=user, dibaca_pada__isnull=True).count()


def test_siti_is_called_until_she_says_that_she_read_it(client, sel, sari, siti):
    write(sel, sari, "@Siti mohon dilihat, siti@contoh.go.id bukan sebutan")
    assert (waits(siti), waits(sari)) == (1, 0)
    client.force_login(siti)
    home = client.get("/").content.decode()
    assert "Baca komentar Sari" in home.split("Nanti (")[0]
    page = client.get(f"/percakapan/sel/{sel.pk}/").content.decode()
    assert "Anda disebut di sini." in page
    assert waits(siti) == 1, "looking changes nothing"
    client.post(f"/percakapan/sel/{sel.pk}/baca/")
    assert waits(siti) == 0
    assert "Anda disebut" not in client.get(f"/percakapan/sel/{sel.pk}/").content.decode()


def test_an_answer_is_a_reading_and_calls_the_other(sel, sari, siti):
    write(sel, sari, "@Siti mohon dilihat")
    write(sel, siti, "Sudah, @Sari")
    assert (waits(siti), waits(sari)) == (0, 1)
    assert [j.tindakan for j in Jejak.objects.order_by("-nomor")[:2]] == ["komentar.create"] * 2


def test_joko_reads_nothing_writes_nothing_and_is_not_called(client, sel, sari, joko):
    write(sel, sari, "@Joko ini rahasia dinas")
    assert waits(joko) == 0
    with pytest.raises(PermissionDenied):
        write(sel, joko, "Saya ikut")
    with pytest.raises(PermissionDenied):
        actions.close_sebutan(sel, acting_user=joko)
    client.force_login(joko)
    row = Komentar.objects.get()
    for path in (f"sel/{sel.pk}/", f"komentar-{row.pk}/", "tidak-ada/1/"):
        assert client.get(f"/percakapan/{path}").status_code == 404
    assert client.post(f"/percakapan/komentar-{row.pk}/hapus/").status_code == 404
    assert client.post(f"/percakapan/sel/{sel.pk}/tulis/", {"teks": "x"}).status_code == 404


def test_a_call_to_somebody_who_left_the_office_shows_him_nothing(client, sel, sari, siti, joko):
    write(sel, sari, "@Siti mohon dilihat")
    Sebutan.objects.update(pengguna=joko)
    client.force_login(joko)
    assert "mohon dilihat" not in client.get("/").content.decode()


def test_words_of_another_agency_beside_our_row_are_not_read_mended_or_taken_back(
    client, sel, sari, kota
):
    """No page can make such a row; it stands for a slip of a restore."""
    row = write(sel, sari, "Kata Kota")
    Komentar.objects.filter(pk=row.pk).update(instansi=kota)
    client.force_login(sari)
    assert "Kata Kota" not in client.get(f"/percakapan/sel/{sel.pk}/").content.decode()
    assert client.get(f"/percakapan/komentar-{row.pk}/").status_code == 404
    assert client.post(f"/percakapan/komentar-{row.pk}/hapus/").status_code == 404


def test_who_was_not_called_is_not_asked_to_say_that_he_read_it(client, sel, sari, siti):
    write(sel, sari, "@Siti mohon dilihat")
    client.force_login(sari)
    assert "Anda disebut" not in client.get(f"/percakapan/sel/{sel.pk}/").content.decode()


def test_words_that_were_mended_meanwhile_are_not_taken_back(sel, sari):
    row = write(sel, sari, "Satu")
    actions.update_komentar(Komentar.objects.get(), sel, teks="Dua", revisi=0, acting_user=sari)
    with pytest.raises(Konflik):
        actions.delete_komentar(row, acting_user=sari)


def test_text_is_printed_as_text(client, sel, sari):
    write(sel, sari, "<script>alert(1)</script>")
    client.force_login(sari)
    page = client.get(f"/percakapan/sel/{sel.pk}/").content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_sari_writes_on_the_page_and_in_the_part_of_a_page(client, sel, sari):
    client.force_login(sari)
    path = f"/percakapan/sel/{sel.pk}/tulis/"
    assert client.post(path, {"teks": "Satu"}).status_code == 302
    part = client.post(path, {"teks": "Dua"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.index("Dua") < part.index("Satu")
    assert "Komentar" in client.post(path, {"teks": "  "}).content.decode()
    assert Komentar.objects.count() == 2


def test_what_sari_sends_twice_stands_once_until_something_else_was_said(client, sel, sari, siti):
    client.force_login(sari)
    path = f"/percakapan/sel/{sel.pk}/tulis/"
    for _ in range(2):
        assert client.post(path, {"teks": "@Siti sudah?\r\nMohon"}).status_code == 302
    assert (Komentar.objects.count(), waits(siti)) == (1, 1)
    assert Jejak.objects.filter(tindakan="komentar.create").count() == 1
    write(sel, siti, "Belum")
    write(sel, sari, "@Siti sudah?\nMohon")
    assert Komentar.objects.count() == 3
    Komentar.objects.update(waktu=Komentar.objects.first().waktu - timedelta(minutes=11))
    write(sel, sari, "@Siti sudah?\nMohon")
    assert Komentar.objects.count() == 4


@berdua
def test_what_sari_sends_twice_at_once_stands_once(sel, sari, monkeypatch):
    def twice():
        write(sel, sari, "Mohon dilihat")

    let_wait(monkeypatch, actions, "_write_sebutan", twice, twice)
    assert Komentar.objects.count() == 1


def test_sari_mends_her_words_for_ten_minutes_and_the_call_follows(sel, sari, siti, rina):
    row = write(sel, sari, "@Siti mohon dilihat")
    actions.update_komentar(row, sel, teks="@Rina mohon dilihat", revisi=0, acting_user=sari)
    assert (waits(siti), waits(rina)) == (0, 1)
    with pytest.raises(Konflik):
        actions.update_komentar(row, sel, teks="Lain", revisi=0, acting_user=sari)
    with pytest.raises(PermissionDenied):
        actions.update_komentar(row, sel, teks="Lain", revisi=1, acting_user=siti)
    Komentar.objects.update(waktu=row.waktu - timedelta(minutes=11))
    row.refresh_from_db()
    with pytest.raises(PermissionDenied):
        actions.update_komentar(row, sel, teks="Lain", revisi=1, acting_user=sari)
    with pytest.raises(PermissionDenied):
        actions.delete_komentar(row, acting_user=sari)


@berdua
def test_sari_mends_her_words_in_two_windows_at_once_and_calls_siti_once(
    sel, sari, siti, monkeypatch
):
    row = write(sel, sari, "Mohon dilihat")

    def mend():
        actions.update_komentar(
            Komentar.objects.get(pk=row.pk), sel, teks="@Siti mohon", revisi=0, acting_user=sari
        )

    let_wait(monkeypatch, actions, "update_guarded", mend, refused(Konflik, "sudah diubah", mend))
    assert waits(siti) == 1


def test_what_is_taken_back_leaves_a_mark_and_no_word_anywhere(client, sel, sari, siti):
    row = write(sel, sari, "@Siti kata yang disesali")
    actions.delete_komentar(row, acting_user=sari)
    client.force_login(siti)
    page = client.get(f"/percakapan/sel/{sel.pk}/").content.decode()
    assert "Komentar ini dihapus penulisnya." in page
    assert "Anda disebut" not in page
    assert "disesali" not in page + client.get("/").content.decode()
    assert not Jejak.objects.filter(isi__contains="disesali").exists()
    with pytest.raises(PermissionDenied):
        actions.delete_komentar(row, acting_user=sari)


def test_nothing_and_too_much_are_not_comments(sel, sari):
    for teks in (" \n ", "a" * 2001):
        with pytest.raises(RuleError):
            write(sel, sari, teks)


def test_those_offered_are_exactly_those_who_see_the_thing(kabupaten, dinkes, sel, sari, wati):
    """For a cell, a node of the office's plan and one of the agency's own: the same as visible_to says."""
    clinic = make_perangkat_daerah(kabupaten, induk=dinkes)
    for peran in Peran:
        for unit in (dinkes, clinic, make_perangkat_daerah(kabupaten)):
            if peran != Peran.ASISTEN:
                make_pengguna(kabupaten, peran, unit)
    for unit in (dinkes, clinic):
        jabatan = make_jabatan(unit)
        Koordinasi.objects.create(instansi=kabupaten, jabatan=jabatan, perangkat_daerah=unit)
        make_penugasan(make_pengguna(kabupaten), Peran.ASISTEN, jabatan=jabatan)
    make_pengguna(kabupaten, nama="Tanpa Tugas")
    make_penugasan(make_pengguna(kabupaten), Peran.BAGOR, selesai=date(2025, 3, 1))
    make_pengguna(kabupaten, Peran.BAGOR, is_active=False)
    own = make_simpul(make_periode(kabupaten))
    indikator = Potret.objects.get().indikator
    for jenis, pk in (("sel", sel.pk), ("indikator", indikator.pk), ("simpul", own.pk)):
        objek = find_objek(sari, jenis, pk)
        seeing = {
            one.pk
            for one in map(wearing, Pengguna.objects.filter(is_active=True))
            if one.cap and JENIS[jenis].rows(one).filter(pk=pk).exists()
        }
        assert {one.pk for one in load_pembaca(sari, objek)} == seeing
        assert wati.pk not in seeing


def test_every_kind_leads_to_its_page(client, sel, sari, dinkes):
    indikator = Potret.objects.get().indikator
    node = indikator.periode.simpul_set.get()
    client.force_login(sari)
    for jenis, pk in (("sel", sel.pk), ("indikator", indikator.pk), ("simpul", node.pk)):
        objek = find_objek(sari, jenis, pk)
        assert client.get(objek.alamat.split("#")[0]).status_code == 200
        assert client.get(f"/percakapan/{jenis}/{pk}/").status_code == 200


def test_rows_of_comments_cost_no_more_queries(client, sel, sari, django_assert_max_num_queries):
    client.force_login(sari)
    write(sel, sari, "Satu")
    client.get(f"/percakapan/sel/{sel.pk}/")
    for n in range(20):
        write(sel, sari, f"Komentar {n}")
    with django_assert_max_num_queries(14):
        client.get(f"/percakapan/sel/{sel.pk}/")


# --- reminders --------------------------------------------------------------------------------------


def perkara(dinkes, kunci="lembar-tunggu-kepala/1"):
    return actions.Perkara(
        kunci, "Keputusan atas realisasi TW IV", "/x/", Peran.KEPALA_OPD, dinkes.pk
    )


def test_siti_is_reminded_once_a_day_of_one_matter(sari, siti, dinkes, settings):
    settings.HARI_INI = "2026-11-20"
    Pengguna.objects.filter(pk=siti.pk).update(email="siti@contoh.go.id")
    actions.create_ingatan(perkara(dinkes), acting_user=sari)
    with pytest.raises(RuleError):
        actions.create_ingatan(perkara(dinkes), acting_user=sari)
    actions.create_ingatan(perkara(dinkes, "lain/1"), acting_user=sari)
    settings.HARI_INI = "2026-11-21"
    actions.create_ingatan(perkara(dinkes), acting_user=sari)
    assert set(Surat.objects.values_list("kepada", flat=True)) == {"siti@contoh.go.id"}
    assert Surat.objects.count() == Ingatan.objects.count() == 3
    assert Jejak.objects.filter(tindakan="ingatan.create").count() == 3


def test_sari_reminds_the_heads_of_today_and_of_no_other_agency(sari, siti, dinkes, kota):
    left = make_pengguna(dinkes.instansi, email="dahulu@contoh.go.id")
    make_penugasan(left, Peran.KEPALA_OPD, dinkes, selesai=date(2021, 1, 1))
    unit = make_perangkat_daerah(kota)
    make_pengguna(kota, Peran.KEPALA_OPD, unit, email="kota@contoh.go.id")
    Pengguna.objects.filter(pk=siti.pk).update(email="siti@contoh.go.id")
    matter = actions.Perkara("semua/1", "Realisasi TW IV", "/x/", Peran.KEPALA_OPD)
    actions.create_ingatan(matter, acting_user=sari)
    assert [row.kepada for row in Surat.objects.all()] == ["siti@contoh.go.id"]


def test_nobody_without_an_address_nor_the_asker_is_written_to(sari, siti, dinkes, wati):
    with pytest.raises(RuleError):
        actions.create_ingatan(perkara(dinkes), acting_user=sari)
    Pengguna.objects.update(email="ada@contoh.go.id")
    with pytest.raises(RuleError):
        actions.create_ingatan(perkara(dinkes), acting_user=siti)
    with pytest.raises(RuleError):
        actions.create_ingatan(perkara(dinkes), acting_user=wati)
    sari.cap = None
    with pytest.raises(PermissionDenied):
        actions.create_ingatan(perkara(dinkes), acting_user=sari)
