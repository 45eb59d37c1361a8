"""The grid's own save: row by row, for the right person, never over somebody else's figure."""

from datetime import date

import pytest
from django.db.models import F
from django.utils import timezone

from sakip.audit.models import Jejak
from sakip.pengukuran.actions.realisasi import submit_lembar, update_lembar, update_realisasi
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.kurang import load_kurang
from sakip.pengukuran.lembaran import read_rows
from sakip.pengukuran.models import LembarRealisasi, Potret, Realisasi
from sakip.pengukuran.views import realisasi as halaman
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.rencana import make_indikator, make_target, open_masa

HALAMAN = "/2026/tw4/opd/05/realisasi/"
URL = f"{HALAMAN}sel/"


@pytest.fixture
def lembar(dinkes, rina):
    for nama, *targets in (
        ("Kunjungan", "80", "80", "80", "80"),
        ("Imunisasi", "90", "90", "90", "90"),
    ):
        make_target(make_indikator(dinkes, nama=nama), *targets)
    open_masa(rina, ke=3)
    open_masa(rina)
    return LembarRealisasi.objects.select_related("masa__instansi").get(masa__ke=4)


def pk(nama, ke=4):
    return Potret.objects.get(nama=nama, masa__ke=ke).pk


def send(client, user, **rows):
    """Rows by name: (figure, revisi), or a whole mapping of fields."""
    client.force_login(user)
    data = {"atas-nama": user.pk}
    for nama, row in rows.items():
        fields = row if isinstance(row, dict) else {"nilai": row[0], "revisi": row[1]}
        data |= {f"{k}-{pk(nama)}": v for k, v in fields.items()}
    return client.post(URL, data)


def write(lembar, user, nama, nilai, revisi=0, **words):
    potret = Potret.objects.select_related("masa").get(nama=nama, masa=lembar.masa)
    isian = read_isian(potret, {"nilai": nilai, **words}, revisi)
    update_realisasi(lembar, [isian], acting_user=user)


def test_sari_s_cell_is_saved_and_comes_back_with_what_follows(client, sari, lembar):
    answer = send(client, sari, Kunjungan=("72", 0)).json()
    [row] = answer["baris"]
    assert "90,00" in row["hasil"]
    assert (row["galat"], row["konflik"], row["revisi"], row["bawah"]) == ({}, None, 1, True)
    assert answer["terisi"] == "1 dari 2 terisi"
    assert "Imunisasi" in answer["kurang"]
    assert Realisasi.objects.get().capaian == 90


def test_a_figure_that_sari_takes_out_again_is_empty_everywhere(client, sari, lembar):
    send(client, sari, Kunjungan=("72", 0))
    answer = send(client, sari, Kunjungan=("", 1)).json()
    [row] = answer["baris"]
    assert row["kosong"]
    assert answer["terisi"] == "0 dari 2 terisi"
    assert "Kunjungan</a> belum diisi" in answer["kurang"]
    [listed] = LembarRealisasi.objects.filter(masa__ke=4).with_counts(date(2026, 11, 1))
    assert (listed.terisi, listed.diminta) == (0, 2)


def test_the_same_cell_sent_twice_is_one_change_and_no_conflict(client, sari, lembar):
    send(client, sari, Kunjungan=("72", 0))
    [again] = send(client, sari, Kunjungan=("72", 0)).json()["baris"]
    assert (again["konflik"], again["revisi"]) == (None, 1)
    assert Jejak.objects.filter(tindakan="realisasi.update").count() == 1


def test_a_faulty_cell_does_not_hold_back_the_good_one(client, sari, lembar):
    answer = send(client, sari, Kunjungan=("7..2", 0), Imunisasi=("85", 0)).json()
    bad, good = answer["baris"]
    assert "nilai" in bad["galat"]
    assert not bad["ambigu"]
    assert good["galat"] == {}
    assert Realisasi.objects.get().nilai == 85


def test_a_number_of_two_meanings_is_asked_about_and_then_read_as_said(client, sari, lembar):
    [row] = send(client, sari, Kunjungan=("1.234", 0)).json()["baris"]
    assert row["ambigu"]
    said = {"nilai": "1.234", "revisi": 0, "pemisah": "."}
    send(client, sari, Kunjungan=said)
    assert Realisasi.objects.get().nilai == 1234


def test_who_saw_an_empty_cell_does_not_overwrite_the_one_who_filled_it(client, sari, siti, lembar):
    write(lembar, siti, "Kunjungan", "70")
    [row] = send(client, sari, Kunjungan=("72", 0)).json()["baris"]
    assert (row["konflik"]["anda"], row["konflik"]["kini"]) == ("72", "70,00")
    assert row["konflik"]["oleh"] == siti.nama
    assert "pukul" in row["konflik"]["pada"]
    assert Realisasi.objects.get().nilai == 70
    [mine] = send(client, sari, Kunjungan=("72", row["revisi"])).json()["baris"]
    assert mine["konflik"] is None
    assert Realisasi.objects.get().nilai == 72


def test_of_two_rows_only_the_one_somebody_else_changed_waits(client, sari, siti, lembar):
    write(lembar, siti, "Kunjungan", "70")
    first, second = send(client, sari, Kunjungan=("72", 0), Imunisasi=("85", 0)).json()["baris"]
    assert first["konflik"]
    assert second["konflik"] is None
    assert {row.nilai for row in Realisasi.objects.all()} == {70, 85}


def test_two_people_who_write_the_same_figure_but_other_words_see_the_words(
    client, sari, siti, lembar
):
    write(lembar, siti, "Kunjungan", "70", sebab="Bidan cuti.")
    mine = {"nilai": "70", "revisi": 0, "sebab": "Jalan putus."}
    [row] = send(client, sari, Kunjungan=mine).json()["baris"]
    assert "Jalan putus." in row["konflik"]["anda"]
    assert "Bidan cuti." in row["konflik"]["kini"]


def test_what_one_person_left_in_the_browser_never_goes_out_under_another(
    client, sari, siti, lembar
):
    client.force_login(siti)
    data = {"atas-nama": sari.pk, f"nilai-{pk('Kunjungan')}": "72"}
    answer = client.post(URL, data)
    assert answer.status_code == 403
    assert "milik orang lain" in answer.content.decode()
    assert not Realisasi.objects.exists()


def test_the_page_may_ask_whose_session_it_is(client, sari, lembar):
    client.force_login(sari)
    who = client.get(URL).json()
    assert (who["pengguna"], who["nama"]) == (sari.pk, sari.nama)
    assert who["csrf"]


def test_there_are_no_cells_where_no_quarter_was_opened(client, sari, lembar):
    client.force_login(sari)
    assert client.get(URL.replace("tw4", "tw1")).status_code == 404


def test_nothing_lands_on_a_sheet_that_was_sent_and_sari_reads_why(client, sari, lembar):
    for nama in ("Kunjungan", "Imunisasi"):
        write(lembar, sari, nama, "79")
        lembar.refresh_from_db()
    submit_lembar(lembar, acting_user=sari)
    answer = send(client, sari, Kunjungan=("60", 1))
    assert answer.status_code == 403
    assert "sudah diajukan" in answer.content.decode()
    assert {row.nilai for row in Realisasi.objects.all()} == {79}


# --- what a sheet lacks ---------------------------------------------------------------------------
def bidang(lembar):
    lembar.refresh_from_db()
    return [one.bidang.partition("-")[0] for one in load_kurang(lembar)]


def test_a_low_figure_wants_its_cause_and_follow_up_before_the_sheet_goes(sari, lembar):
    write(lembar, sari, "Imunisasi", "90,5")
    lembar.refresh_from_db()
    write(lembar, sari, "Kunjungan", "50")
    assert bidang(lembar) == ["sebab", "tindak_lanjut"]
    with pytest.raises(RuleError, match="2 hal belum lengkap: Kunjungan belum ada penyebabnya"):
        submit_lembar(lembar, acting_user=sari)
    write(lembar, sari, "Kunjungan", "50", 1, sebab="Bidan cuti.", tindak_lanjut="Bidan pengganti.")
    assert bidang(lembar) == []
    submit_lembar(lembar, acting_user=sari)


def test_a_jump_wants_an_explanation_before_the_sheet_goes(client, sari, lembar):
    before = LembarRealisasi.objects.get(masa__ke=3)
    write(before, sari, "Kunjungan", "50")
    write(lembar, sari, "Kunjungan", "78")
    lembar.refresh_from_db()
    write(lembar, sari, "Imunisasi", "89")
    assert bidang(lembar) == ["penjelasan"]
    client.force_login(sari)
    assert "dari masa lalu (50,00). Jelaskan." in client.get(HALAMAN).content.decode()
    write(lembar, sari, "Kunjungan", "78", 1, penjelasan="Posyandu baru dibuka.")
    assert bidang(lembar) == []


def test_figures_that_all_equal_their_targets_want_a_note_on_the_sheet(sari, dinkes, rina, lembar):
    make_target(make_indikator(dinkes, nama="Gizi"), "5", "5", "5", "5")
    masa = open_masa(rina, ke=2)
    sheet = masa.lembar_set.get()
    for nama, nilai in (("Kunjungan", "80"), ("Imunisasi", "90"), ("Gizi", "5")):
        sheet.refresh_from_db()
        write(sheet, sari, nama, nilai)
    assert bidang(sheet) == ["catatan"]
    update_lembar(sheet, catatan="Diukur dengan survei.", lihat="", acting_user=sari)
    assert bidang(sheet) == []


def test_what_is_typed_after_the_deadline_is_marked_and_wants_a_reason(client, sari, lembar):
    write(lembar, sari, "Kunjungan", "79")
    lembar.masa.tutup = timezone.now()
    lembar.masa.save()
    lembar.refresh_from_db()
    write(lembar, sari, "Imunisasi", "89")
    assert [row.terlambat for row in Realisasi.objects.order_by("pk")] == [False, True]
    assert bidang(lembar) == ["catatan"]
    client.force_login(sari)
    note = {"catatan-lembar": " Listrik  padam. ", "lihat-lembar": "", "ajukan": "ya"}
    client.post(HALAMAN, note)
    lembar.refresh_from_db()
    assert (lembar.catatan, lembar.status, lembar.terlambat) == (
        "Listrik padam.", "diajukan", True,
    )  # fmt: skip


def test_two_notes_on_one_sheet_do_not_overwrite_each_other(client, sari, siti, lembar):
    update_lembar(lembar, catatan="Listrik padam.", lihat="", acting_user=siti)
    lembar.refresh_from_db()
    with pytest.raises(Konflik):
        update_lembar(lembar, catatan="Jalan putus.", lihat="", acting_user=sari)
    client.force_login(sari)
    note = {"atas-nama": sari.pk, "catatan-lembar": "Jalan putus.", "lihat-lembar": ""}
    [row] = client.post(URL, note).json()["baris"]
    assert row["konflik"]["kini"] == "Listrik padam."
    again = {**note, "lihat-lembar": "Listrik padam."}
    [row] = client.post(URL, again).json()["baris"]
    assert (row["konflik"], row["isi"]["catatan"]) == (None, "Jalan putus.")
    assert Jejak.objects.filter(tindakan="lembar.update").count() == 2


def test_a_note_does_not_land_on_a_sheet_that_was_sent_meanwhile(sari, lembar):
    LembarRealisasi.objects.filter(pk=lembar.pk).update(status="diajukan")
    with pytest.raises(Konflik):
        update_lembar(lembar, catatan="Listrik padam.", lihat="", acting_user=sari)
    assert LembarRealisasi.objects.get(pk=lembar.pk).catatan == ""


# --- the page without scripts ----------------------------------------------------------------------
def test_a_conflict_on_the_form_keeps_everything_that_was_typed(client, sari, siti, lembar):
    write(lembar, siti, "Kunjungan", "70")
    client.force_login(sari)
    first, second = pk("Kunjungan"), pk("Imunisasi")
    typed = {f"nilai-{first}": "72", f"revisi-{first}": "0", f"nilai-{second}": "85",
             f"revisi-{second}": "0"}  # fmt: skip
    answer = client.post(HALAMAN, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="72"' in page
    assert 'value="85"' in page
    assert not Realisasi.objects.filter(potret=second).exists()


def test_a_sheet_that_was_sent_while_sari_pressed_save_is_told_as_such(
    client, sari, lembar, monkeypatch
):
    def read_late(rows, data):
        LembarRealisasi.objects.update(status="diajukan", revisi=F("revisi") + 1)
        return read_rows(rows, data)

    monkeypatch.setattr(halaman, "read_rows", read_late)
    client.force_login(sari)
    answer = client.post(HALAMAN, {f"nilai-{pk('Kunjungan')}": "72"})
    assert answer.status_code == 409
    assert "Ada yang lebih dulu menyimpan" in answer.content.decode()
    assert not Realisasi.objects.exists()


def test_provisional_figures_of_an_older_year_keep_their_nature(client, sari, lembar):
    said = {"nilai": "79", "revisi": 0, "sifat": "sementara", "tahun_data": "2025"}
    [row] = send(client, sari, Kunjungan=said).json()["baris"]
    stored = Realisasi.objects.get()
    assert (stored.sifat, stored.tahun_data) == ("sementara", 2025)
    assert (row["isi"]["sifat"], row["isi"]["tahun_data"]) == ("sementara", "2025")


@pytest.mark.parametrize(
    ("bidang", "isi", "kata"),
    [("tahun_data", "2027", "2021 sampai 2026"), ("tahun_data", "dua", "2021 sampai 2026"),
     ("sifat", "ajaib", "Pilih angka"), ("sebab", "x" * 2001, "Paling panjang 2000")],
)  # fmt: skip
def test_what_cannot_stand_beside_a_figure_is_said(client, sari, lembar, bidang, isi, kata):
    said = {"nilai": "79", "revisi": 0, bidang: isi}
    [row] = send(client, sari, Kunjungan=said).json()["baris"]
    assert kata in row["galat"][bidang]
    assert not Realisasi.objects.exists()
