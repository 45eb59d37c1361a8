"""Money from the budget system: pagu and realisasi of every unit, by quarter."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.perencanaan.actions.anggaran import BarisAnggaran, import_anggaran
from sakip.perencanaan.models import Anggaran, ImporRencana
from sakip.perencanaan.tests.buku import apply, buku, faults, states
from sakip.rules.decision import RuleError
from sakip.tests.builders import make_perangkat_daerah

ALAMAT = "/2026/tw4/anggaran/impor/"
KEPALA = ("Perangkat daerah", "Tahun", "Triwulan", "Pagu", "Realisasi")


def stage(client, *rows, **lain) -> ImporRencana:
    berkas = buku(Anggaran=[KEPALA, *rows])
    client.post(ALAMAT, {"berkas": berkas, "pemisah_ribuan": ""} | lain)
    return ImporRencana.objects.latest("pk")


def uang(unit="05", tahun=2026, triwulan=1, pagu=100, realisasi=40) -> BarisAnggaran:
    return BarisAnggaran(unit, tahun, triwulan, Decimal(pagu), Decimal(realisasi))


@pytest.fixture
def desk(client, rina, dinkes):
    client.force_login(rina)
    return client


def test_rina_uploads_looks_and_applies(desk, dinkes):
    row = stage(desk, ("05", 2026, "TW I", 15250000000, "2.135.000.000,50"))
    page = desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    assert "05 TW I 2026" in page
    assert "Dinas Kesehatan" in page
    apply(desk, row)
    stored = Anggaran.objects.get()
    assert (stored.pagu, stored.realisasi) == (15_250_000_000, Decimal("2135000000.5"))
    assert [one.tindakan for one in Jejak.objects.order_by("nomor")] == [
        "impor_rencana.create", "anggaran.import", "impor_rencana.import",
    ]  # fmt: skip
    found = check_chain(dinkes.instansi_id)
    assert [one for one in found if one.tabel.startswith("perencanaan.")] == []


def test_money_by_quarter_is_undone_as_one_too(desk):
    apply(desk, stage(desk, ("05", 2026, 1, 1000, 400)))
    before = list(Anggaran.objects.values())
    row = stage(desk, ("05", 2026, 1, 1000, "450,25"), ("05", 2026, 2, 1000, 500))
    apply(desk, row)
    assert desk.post(f"/perencanaan/impor/{row.pk}/mundurkan/").status_code == 302
    assert list(Anggaran.objects.values()) == before


def test_a_change_is_shown_and_an_empty_cell_keeps_what_is_stored(desk):
    apply(desk, stage(desk, ("05", 2026, 1, 1000, 400), ("05", 2026, 2, 1000, 500)))
    row = stage(desk, ("05", 2026, 1, None, 450), ("05", 2026, 2, 1000, 500))
    assert states(row) == ["berubah", "sama"]
    assert row.baris[0]["perubahan"] == [["Realisasi", "400", "450"]]
    apply(desk, row)
    stored = Anggaran.objects.get(triwulan=1)
    assert (stored.pagu, stored.realisasi, stored.revisi) == (1000, 450, 1)


def test_the_same_file_again_changes_nothing(desk):
    rows = [("05", 2026, 1, 1000, 400)]
    apply(desk, stage(desk, *rows))
    assert states(stage(desk, *rows)) == ["sama"]


@pytest.mark.parametrize(
    ("baris", "judul", "pesan"),
    [
        (("77", 2026, 1, 10, 5), "Perangkat daerah", "kode 77 tidak ada"),
        (("", 2026, 1, 10, 5), "Perangkat daerah", "Belum diisi"),
        (("05", 1999, 1, 10, 5), "Tahun", "2000 sampai 2100"),
        (("05", "dua ribu", 1, 10, 5), "Tahun", "bukan angka"),
        (("05", 2026, 5, 10, 5), "Triwulan", "bukan triwulan"),
        (("05", 2026, 1, -10, 5), "Pagu", "tidak boleh kurang dari nol"),
        (("05", 2026, 1, 10, "5,005"), "Realisasi", "dapat berarti"),
        (("05", 2026, 1, 10, "5,0051"), "Realisasi", "dua angka di belakang koma"),
        (("05", 2026, 1, 10, "1" * 18), "Realisasi", "dua angka di belakang koma"),
        (("05", 2026, 1, "", 5), "Pagu", "Belum diisi"),
    ],
)
def test_every_fault_names_its_column(desk, baris, judul, pesan):
    found = faults(stage(desk, ("05", 2026, 2, 10, 5), baris))
    assert list(found) == [("Anggaran", 3)]
    [(where, sentence)] = found["Anggaran", 3]
    assert where == judul
    assert pesan in sentence


def test_two_rows_about_one_quarter_are_one_too_many(desk):
    row = stage(desk, ("05", 2026, "I", 10, 5), ("05", 2026, 1, 10, 6))
    assert faults(row) == {
        ("Anggaran", 3): [("Triwulan", "Triwulan ini sudah ada di baris 2. Hapus salah satunya.")]
    }


def test_rina_is_asked_once_what_1234_means(desk):
    row = stage(desk, ("05", 2026, 1, "1.234", "1.000"))
    assert row.isi["ambigu"] == ["1.234", "1.000"]
    desk.post(f"/perencanaan/impor/{row.pk}/angka/", {"pemisah_ribuan": ".", "revisi": 0})
    row.refresh_from_db()
    apply(desk, row)
    assert Anggaran.objects.get().pagu == 1234


def test_money_that_changed_since_the_preview_renews_it(desk, rina):
    row = stage(desk, ("05", 2026, 1, 1000, 400))
    import_anggaran([uang(pagu=900, realisasi=1)], acting_user=rina)
    page = apply(desk, row).content.decode()
    assert "data berubah sejak pratinjau" in page
    assert "900 → 1.000" in page
    assert Anggaran.objects.get().pagu == 900


def test_a_unit_of_another_agency_is_no_row_of_ours(desk, wati):
    make_perangkat_daerah(wati.instansi, kode="71")
    row = stage(desk, ("71", 2026, 1, 10, 5))
    assert faults(row) == {
        ("Anggaran", 2): [("Perangkat daerah", "Perangkat daerah dengan kode 71 tidak ada.")]
    }


# --- the action -----------------------------------------------------------------------------------
def test_the_same_rows_twice_change_nothing(rina, dinkes):
    assert str(import_anggaran([uang()], acting_user=rina)) == "1 baru, 0 berubah, 0 tetap"
    assert str(import_anggaran([uang()], acting_user=rina)) == "0 baru, 0 berubah, 1 tetap"
    assert Jejak.objects.count() == 1


def test_one_bad_row_writes_nothing(rina, dinkes):
    with pytest.raises(RuleError, match="kode 77 tidak ada"):
        import_anggaran([uang(), uang("77")], acting_user=rina)
    with pytest.raises(RuleError, match="dua baris tentang"):
        import_anggaran([uang(), uang(pagu=5)], acting_user=rina)
    assert not Anggaran.objects.exists()


def test_sari_and_eko_import_no_money(sari, eko):
    for person in (sari, eko):
        with pytest.raises(PermissionDenied, match="Anggaran diimpor oleh Bappeda"):
            import_anggaran([uang()], acting_user=person)


def test_a_unit_of_another_agency_is_unknown(wati, dinkes):
    with pytest.raises(RuleError, match="kode 05 tidak ada"):
        import_anggaran([uang()], acting_user=wati)


def test_many_rows_are_written_with_few_questions(rina, kabupaten):
    asked = []
    for count in (10, 100):
        for n in range(count):
            make_perangkat_daerah(kabupaten, kode=f"{count}.{n}")
        rows = [uang(f"{count}.{n}") for n in range(count)]
        with CaptureQueriesContext(connection) as questions:
            import_anggaran(rows, acting_user=rina)
        asked.append(len(questions))
    assert asked[1] - asked[0] < 5
