"""The action plan: many steps typed or pasted on one page, and what changes after its time."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.audit.check import check_chain
from sakip.perjanjian.actions.aksi import update_aksi
from sakip.perjanjian.aksi import BarisAksi, read_tempelan
from sakip.perjanjian.models import PerubahanAksi, RencanaAksi
from sakip.rules.decision import Konflik, RuleError

ISI = "/2026/tw4/opd/05/aksi/isi/"
BACA = "/2026/tw4/opd/05/aksi/"


def step(kantor, langkah="Kelas ibu hamil", target=10, **lain):
    bagian = lain.pop("bagian", {3: Decimal(4), 12: Decimal(6)})
    pk = kantor.indikator("I1").pk
    return BarisAksi(pk, langkah, "Bidan", "kelas", Decimal(target), bagian, **lain)


def write(kantor, *rows, alasan="", user=None):
    return update_aksi(kantor.dinkes, 2026, rows, alasan=alasan, acting_user=user or kantor.sari)


def form(*rows, initial=0, **lain):
    """A table as the page sends it."""
    data = {"aksi-TOTAL_FORMS": len(rows), "aksi-INITIAL_FORMS": initial, "alasan": ""} | lain
    for n, row in enumerate(rows):
        data |= {f"aksi-{n}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def row(kantor):
    """A step as it is typed."""
    return {
        "indikator": kantor.indikator("I1").pk, "langkah": "Kelas ibu hamil", "pic": "Bidan",
        "satuan": "kelas", "target": "10", "b3": "4", "b12": "6", "anggaran": "1.500.000,5",
    }  # fmt: skip


@pytest.fixture
def desk(client, kantor):
    client.force_login(kantor.sari)
    return client


@pytest.fixture(autouse=True)
def april(settings):
    """The first quarter is over."""
    settings.HARI_INI = "2026-04-20"


def test_a_table_that_is_sent_twice_is_kept_once(desk, row):
    """The answer was lost on its way, and Sari sent it again."""
    for _ in range(2):
        assert desk.post(ISI, form(row, {})).status_code == 302
    assert RencanaAksi.objects.get().langkah == row["langkah"]


def test_sari_types_steps_and_reads_them_by_indicator(desk, kantor, row):
    second = row | {
        "langkah": "Rumah tunggu",
        "target": "2,5",
        "b3": "",
        "b12": "2,5",
        "anggaran": "",
    }
    assert desk.post(ISI, form(row, second, {})).status_code == 302
    rows = list(RencanaAksi.objects.order_by("pk"))
    assert [one.langkah for one in rows] == ["Kelas ibu hamil", "Rumah tunggu"]
    assert rows[0].per_bulan == {3: 4, 12: 6}
    assert rows[0].anggaran == Decimal("1500000.5")
    shown = desk.get(BACA).content.decode()
    assert "TW I 4; TW IV 6" in shown
    assert "Belum berlangkah: Layanan sesuai standar." in shown
    found = check_chain(kantor.dinkes.instansi_id)
    assert [one for one in found if one.tabel.startswith("perjanjian.")] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"b12": "5"}, "Jumlah bagiannya 9, target setahun 10."),
        ({"target": ""}, "Baris 1, Target setahun"),
        ({"target": "banyak"}, "Baris 1, Target setahun"),
        ({"indikator": ""}, "Baris 1, Indikator"),
        ({"indikator": "999999"}, "Baris 1, Indikator"),
        ({"langkah": ""}, "Baris 1, Langkah"),
        ({"b3": "1.234"}, "Baris 1, TW I"),
    ],
)
def test_a_fault_names_its_row_and_column_and_nothing_typed_is_lost(desk, row, change, words):
    answer = desk.post(ISI, form(row | change))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert words in shown
    assert "Bidan" in shown
    assert not RencanaAksi.objects.exists()


def test_a_table_pasted_from_excel_fills_the_rows_and_is_saved_only_on_saving(desk, kantor, row):
    good = "I1\tRumah tunggu\tSekretaris\trumah\t4\t1\t1\t1\t1\t2500000"
    pasted = "\r\n".join(("Kode\tLangkah", good, "X9\tLain\tA\tb\t1\t1"))
    answer = desk.post(ISI, form(row, {}, tempelan=pasted, tempelkan="ya"))
    shown = answer.content.decode()
    assert "Rumah tunggu" in shown
    assert "Kelas ibu hamil" in shown
    assert "Baris 3, Indikator: “X9” bukan indikator perangkat daerah ini." in shown
    assert not RencanaAksi.objects.exists()
    second = {
        "indikator": kantor.indikator("I1").pk, "langkah": "Rumah tunggu", "pic": "Sekretaris",
        "satuan": "rumah", "target": "4", "b3": "1", "b6": "1", "b9": "1", "b12": "1",
    }  # fmt: skip
    assert desk.post(ISI, form(row, second)).status_code == 302
    assert RencanaAksi.objects.count() == 2


def test_more_rows_than_a_page_takes_are_refused_in_words(desk):
    pasted = "\n".join(["I1\tLangkah\tA\tb\t1\t1"] * 301)
    answer = desk.post(ISI, form({}, tempelan=pasted, tempelkan="ya"))
    assert "paling banyak 300 langkah" in answer.content.decode()
    longer = desk.post(ISI, form({}, tempelan="x" * 60_001, tempelkan="ya"))
    assert "Tempel dari Excel" in longer.content.decode()


@pytest.mark.parametrize("banyak", ["9" * 12, "9" * 5000, "-1", "x"])
def test_a_form_that_claims_countless_rows_is_read_as_far_as_a_page_goes(desk, banyak):
    sent = form({}, tempelan="I1\tLangkah\tA\tb\t1\t1", tempelkan="ya")
    answer = desk.post(ISI, sent | {"aksi-TOTAL_FORMS": banyak})
    assert answer.status_code == 200
    assert "Tempel dari Excel" in answer.content.decode()


def test_by_month_every_month_has_a_field_and_by_quarter_the_months_stay(desk, kantor, row):
    months = {f"b{n}": "" for n in range(1, 13)} | {"b1": "4", "b12": "6"}
    assert desk.post(f"{ISI}?masa=bulan", form(row | months)).status_code == 302
    [step] = RencanaAksi.objects.all()
    assert step.per_bulan == {1: 4, 12: 6}
    shown = desk.get(ISI).content.decode()
    assert "disabled" in shown
    kept = row | {"pk": step.pk, "lihat": 0, "langkah": "Kelas ibu dan bayi"}
    assert desk.post(ISI, form(kept, initial=1)).status_code == 302
    step.refresh_from_db()
    assert (step.langkah, step.per_bulan) == ("Kelas ibu dan bayi", {1: 4, 12: 6})


def test_what_is_over_changes_only_with_a_reason_and_the_reason_stays(desk, kantor, row):
    write(kantor, step(kantor))
    [old] = RencanaAksi.objects.all()
    moved = row | {"pk": old.pk, "lihat": 0, "b3": "1", "b12": "9"}
    answer = desk.post(ISI, form(moved, initial=1))
    assert "berubah setelah triwulannya lewat. Tulis alasannya." in answer.content.decode()
    sent = form(moved, initial=1, alasan="Bidan baru datang Mei")
    assert desk.post(ISI, sent).status_code == 302
    [change] = PerubahanAksi.objects.all()
    assert (change.sebelum, change.sesudah) == (
        "Kelas ibu hamil, target 10 (TW I 4; TW IV 6)", "Kelas ibu hamil, target 10 (TW I 1; TW IV 9)",
    )  # fmt: skip
    shown = desk.get(BACA).content.decode()
    assert "Alasan: Bidan baru datang Mei" in shown


def test_what_is_still_to_come_changes_without_one(kantor):
    write(kantor, step(kantor))
    [old] = RencanaAksi.objects.all()
    later = step(kantor, bagian={3: Decimal(4), 6: Decimal(6)}, pk=old.pk)
    assert write(kantor, later) == 1
    assert not PerubahanAksi.objects.exists()


def test_a_dropped_step_stays_readable_with_its_reason(kantor, desk):
    write(kantor, step(kantor))
    [old] = RencanaAksi.objects.all()
    write(kantor, step(kantor, pk=old.pk, batal=True), alasan="Anggaran dialihkan")
    old.refresh_from_db()
    assert old.dibatalkan
    shown = desk.get(BACA).content.decode()
    assert "dibatalkan" in shown
    assert "Kelas ibu hamil" not in desk.get(ISI).content.decode()


def test_the_same_table_again_changes_nothing(kantor):
    write(kantor, step(kantor))
    [old] = RencanaAksi.objects.all()
    assert write(kantor, step(kantor, pk=old.pk)) == 0
    old.refresh_from_db()
    assert old.revisi == 0


def test_the_second_of_two_people_is_told_and_writes_nothing(kantor):
    write(kantor, step(kantor))
    [old] = RencanaAksi.objects.all()
    write(kantor, step(kantor, langkah="Kelas ibu", pk=old.pk))
    with pytest.raises(Konflik):
        write(kantor, step(kantor, langkah="Kelas bayi", pk=old.pk), step(kantor, langkah="Baru"))
    assert [one.langkah for one in RencanaAksi.objects.all()] == ["Kelas ibu"]


def test_the_action_refuses_what_the_page_cannot_send(kantor, joko):
    with pytest.raises(ValidationError, match="Jumlah bagiannya"):
        write(kantor, step(kantor, target=11))
    with pytest.raises(RuleError, match="bukan tanggung jawab"):
        write(kantor, BarisAksi(999_999, "x", "x", "x", Decimal(1), {3: Decimal(1)}))
    with pytest.raises(PermissionDenied):
        write(kantor, step(kantor), user=joko)
    assert write(kantor, step(kantor, batal=True)) == 0
    assert not RencanaAksi.objects.exists()


def test_a_long_plan_is_written_and_read_with_as_many_questions_as_a_short_one(kantor, desk):
    def queries(act):
        with CaptureQueriesContext(connection) as seen:
            act()
        return len(seen)

    desk.get(BACA)
    write(kantor, step(kantor))
    few = queries(lambda: write(kantor, step(kantor, langkah="Rumah tunggu")))
    read_few = queries(lambda: desk.get(BACA)), queries(lambda: desk.get(ISI))
    many = [step(kantor, langkah=f"Langkah {n}") for n in range(40)]
    assert queries(lambda: write(kantor, *many)) <= few
    assert (queries(lambda: desk.get(BACA)), queries(lambda: desk.get(ISI))) == read_few


def test_a_pasted_table_is_read_cell_by_cell():
    rows = list(read_tempelan("a\tb\tc\td\n\n\t\n Kode \tx\ne", ["satu", "dua", "tiga"]))
    assert rows == [{"satu": "a", "dua": "b", "tiga": "c"}, {"satu": "e"}]
