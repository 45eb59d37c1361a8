"""What was spent of budget lines: read quarter by quarter, summed by code, compared and never made up."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.__main__ import main
from sakip.audit.check import check_chain
from sakip.audit.hashing import stored_hashes
from sakip.audit.models import Jejak
from sakip.perencanaan.actions.anggaran import BarisAnggaran, import_anggaran
from sakip.perencanaan.actions.pagu import BarisPagu, import_pagu
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.actions.serapan import BarisSerapan, import_serapan
from sakip.perencanaan.models import ImporRencana, Nomenklatur, Pagu, Serapan
from sakip.perencanaan.rencana import BarisSimpul, Rencana
from sakip.perencanaan.serapan import load_serapan_unit
from sakip.perencanaan.tests.buku import apply, buku, faults, states
from sakip.rules.decision import RuleError
from sakip.tests.builders import make_perangkat_daerah

ALAMAT = "/2026/tw4/serapan/impor/"
HALAMAN = "/2026/tw3/opd/05/serapan/"
KEPALA = (
    "Perangkat daerah", "Tahun", "Triwulan", "Kode sub kegiatan", "Sumber dana", "Realisasi",
)  # fmt: skip
HAMIL = "1.02.02.2.02.0001"
OBAT = "1.02.02.2.03.0001"


def pagu(kode=HAMIL, jumlah=1000, *, sumber="APBD", unit="05", tahap=0):
    return BarisPagu(unit, 2026, tahap, kode, f"Layanan {kode[-6:]}", sumber, Decimal(jumlah))


def spent(kode=HAMIL, realisasi=610, *, sumber="APBD", unit="05", tw=3):
    return BarisSerapan(unit, 2026, tw, kode, sumber, Decimal(realisasi))


def stage(client, *rows, **lain) -> ImporRencana:
    data = {"berkas": buku(Serapan=[KEPALA, *rows]), "pemisah_ribuan": ""}
    client.post(ALAMAT, data | lain)
    return ImporRencana.objects.latest("pk")


@pytest.fixture
def desk(client, rina, dinkes):
    """Rina at her desk; the health office has two lines for pregnant women and one for medicine."""
    import_pagu([pagu(), pagu(jumlah=500, sumber="DAK"), pagu(OBAT, 400)], acting_user=rina)
    client.force_login(rina)
    return client


def test_rina_uploads_looks_and_applies(desk, dinkes):
    before = Jejak.objects.count()
    row = stage(desk, ("05", 2026, "TW III", HAMIL, "APBD", "610,50"))
    assert "Dinas Kesehatan" in desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    apply(desk, row)
    assert Serapan.objects.get().realisasi == Decimal("610.5")
    assert [one.tindakan for one in Jejak.objects.order_by("nomor")[before:]] == [
        "impor_rencana.create", "serapan.import", "impor_rencana.import",
    ]  # fmt: skip
    found = check_chain(dinkes.instansi_id)
    assert [one for one in found if one.tabel.startswith("perencanaan.")] == []
    shown = desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    assert "Lihat rupiah dan hasil" in shown


def test_every_fault_names_its_row_and_the_good_rows_land(desk):
    good = ("05", 2026, 3, HAMIL, "APBD", 610)
    row = stage(
        desk, good, good,
        ("05", 2026, 3, HAMIL, "BLUD", 5),
        ("05", 2026, 3, "1.02.02.2.02.0009", "APBD", 5),
        ("99", 2026, 3, HAMIL, "APBD", 5),
        ("05", 2025, 3, HAMIL, "APBD", 5),
        ("05", 2026, 5, "1.02.02", "APBD", -5),
    )  # fmt: skip
    assert states(row) == ["baru", *["galat"] * 6]
    said = [pesan for found in faults(row).values() for _, pesan in found]
    for words in (
        "Baris ini sudah ada di baris 2.",
        f"Pagu {HAMIL} dari BLUD tahun 2026 belum dimuat untuk perangkat daerah 05.",
        "Pagu 1.02.02.2.02.0009 dari APBD tahun 2026 belum dimuat",
        "Perangkat daerah dengan kode 99 tidak ada.",
        "Halaman ini untuk tahun 2026. Buka tahun 2025 dahulu.",
        "bukan triwulan",
        '"1.02.02" bukan kode sub kegiatan.',
        "Rupiah tidak boleh kurang dari nol.",
    ):
        assert any(words in one for one in said), words
    apply(desk, row)
    assert Serapan.objects.count() == 1


def test_a_file_of_another_agency_is_refused(desk):
    rows = [(*KEPALA, "Kode wilayah"), ("05", 2026, 3, HAMIL, "APBD", 5, "35.98")]
    desk.post(ALAMAT, {"berkas": buku(Serapan=rows), "pemisah_ribuan": ""})
    [[(_, pesan)]] = faults(ImporRencana.objects.latest("pk")).values()
    assert pesan == "Baris ini milik instansi 35.98, bukan instansi Anda."


def test_a_line_of_another_agencys_unit_is_no_line_of_ours(desk, rina, wati):
    make_perangkat_daerah(wati.instansi, kode="05", nama="Dinas Seberang")
    import_pagu([pagu("1.02.02.2.02.0077")], acting_user=wati)
    with pytest.raises(RuleError, match="belum dimuat"):
        import_serapan([spent("1.02.02.2.02.0077")], acting_user=rina)


def test_what_another_agency_spent_on_a_line_of_the_same_name_is_not_touched(desk, rina, wati):
    make_perangkat_daerah(wati.instansi, kode="05", nama="Dinas Seberang")
    make_perangkat_daerah(wati.instansi, kode="71", nama="Dinas lain Seberang")
    import_pagu([pagu(), pagu(unit="71")], acting_user=wati)
    import_serapan([spent(realisasi=9)], acting_user=wati)
    import_serapan([spent()], acting_user=rina)
    stored = Serapan.objects.order_by("realisasi").values_list("realisasi", "instansi_id")
    assert list(stored) == [(9, wati.instansi_id), (610, rina.instansi_id)]
    [[(_, pesan)]] = faults(stage(desk, ("71", 2026, 3, HAMIL, "APBD", 5))).values()
    assert pesan == "Perangkat daerah dengan kode 71 tidak ada."


def test_a_line_of_an_earlier_stage_still_takes_what_was_spent(desk, rina):
    import_pagu([pagu(OBAT, 900, tahap=50)], acting_user=rina)
    import_serapan([spent(sumber="DAK"), spent(OBAT, 90)], acting_user=rina)
    assert Serapan.objects.count() == 2


def table_hashes():
    return stored_hashes(Serapan, Serapan.objects.values_list("pk", flat=True))


def test_a_change_is_shown_and_the_import_is_undone_as_one(desk):
    apply(desk, stage(desk, ("05", 2026, 3, HAMIL, "APBD", 610)))
    assert states(stage(desk, ("05", 2026, 3, HAMIL, "APBD", 610))) == ["sama"]
    before = table_hashes()
    row = stage(
        desk, ("05", 2026, 3, HAMIL, "APBD", 650), ("05", 2026, 3, OBAT, "APBD", 100)
    )  # fmt: skip
    assert row.baris[0]["perubahan"] == [["Realisasi", "610", "650"]]
    apply(desk, row)
    assert table_hashes() != before
    assert desk.post(f"/perencanaan/impor/{row.pk}/mundurkan/").status_code == 302
    assert table_hashes() == before


def test_an_export_of_sipd_with_code_and_name_in_one_cell_is_read_from_csv(desk):
    sent = {
        "judul_kode": "Sub Kegiatan", "judul_realisasi": "Realisasi s.d. Bulan Ini",
        "judul_unit": "SKPD", "bawaan_tahun": "2026", "bawaan_triwulan": "3",
        "bawaan_sumber_dana": "APBD",
    }  # fmt: skip
    assert desk.post("/2026/tw4/uang/serapan/kolom/", sent).status_code == 302
    lines = "\n".join([
        "SKPD;Sub Kegiatan;Realisasi s.d. Bulan Ini",
        f"05;{HAMIL} Layanan ibu hamil;610,00",
        "05;1.02.02.2.02 Layanan;5",
        f"05;{HAMIL}Layanan;5",
    ])  # fmt: skip
    file = SimpleUploadedFile("realisasi.csv", lines.encode())
    desk.post(ALAMAT, {"berkas": file, "pemisah_ribuan": ""})
    row = ImporRencana.objects.latest("pk")
    assert states(row) == ["baru", "galat", "galat"]
    apply(desk, row)
    stored = Serapan.objects.get()
    assert (stored.kode, stored.triwulan, stored.realisasi) == (HAMIL, 3, 610)


def test_what_goes_out_comes_back_as_no_change(desk, rina):
    import_serapan([spent(realisasi="610.5"), spent(sumber="DAK")], acting_user=rina)
    for _ in range(2):
        filled = desk.get("/2026/tw4/serapan/templat/", {"isi": "ya"})
        content = b"".join(filled) if filled.streaming else filled.content
        file = SimpleUploadedFile("serapan.xlsx", content)
        desk.post(ALAMAT, {"berkas": file, "pemisah_ribuan": ""})
    assert states(ImporRencana.objects.latest("pk")) == ["sama", "sama"]


def test_the_template_holds_only_the_units_within_reach(client, desk, rina, joko):
    import_serapan([spent()], acting_user=rina)
    client.force_login(joko)
    size = len(client.get("/2026/tw4/serapan/templat/").content)
    filled = len(client.get("/2026/tw4/serapan/templat/", {"isi": "ya"}).content)
    assert abs(filled - size) < 20


def test_the_action_refuses_what_the_page_cannot_send(desk, rina, sari):
    for rows, words in (
        ([spent(unit="77")], "kode 77 tidak ada"),
        ([spent(), spent(realisasi=5)], "dua baris"),
        ([spent(), spent("1.02.02.2.02.0009")], "belum dimuat"),
    ):
        with pytest.raises(RuleError, match=words):
            import_serapan(rows, acting_user=rina)
    with pytest.raises(PermissionDenied, match="Anggaran diimpor oleh Bappeda"):
        import_serapan([spent()], acting_user=sari)
    assert not Serapan.objects.exists()


def test_rina_loads_what_was_spent_from_the_shell(tmp_path, capsys, desk, dinkes):
    path = tmp_path / "serapan.xlsx"
    path.write_bytes(buku(Serapan=[KEPALA, ("05", 2026, 3, HAMIL, "APBD", 610)]).read())
    words = ["impor", "serapan", str(path), "--instansi", dinkes.instansi.kode_wilayah]
    assert main([*words, "--sebagai", "rina"]) == 0
    assert capsys.readouterr().out == "1 baru, 0 berubah, 0 tetap\n"


# --- the page of a unit ----------------------------------------------------------------------------


def test_a_unit_reads_its_serapan_by_programme_activity_and_sub_activity(desk, rina, dinkes):
    nodes = (
        BarisSimpul("S1", "sasaran", "Ibu selamat", "", "05", "Ibu hamil"),
        BarisSimpul("P1", "program", "Program upaya kesehatan", "S1", "05", nomenklatur="1.02.02"),
    )
    import_rencana(Rencana("renstra", 2025, 2029, "05", nodes), acting_user=rina)
    same = {"jenis_pemda": "kabkota", "edisi": "2024", "jenjang": "kegiatan"}
    Nomenklatur.objects.create(kode="X.XX.02.2.02", nama="Penyediaan layanan", **same)
    of_province = same | {"jenis_pemda": "provinsi"}
    Nomenklatur.objects.create(kode="1.02.02.2.02", nama="Layanan provinsi", **of_province)
    import_serapan(
        [spent(), spent(realisasi=140, sumber="DAK"), spent(tw=2, realisasi=9)], acting_user=rina
    )
    found = load_serapan_unit(dinkes, 2026, 3)
    assert [(one.kode, one.pagu, one.realisasi, one.serapan) for one in found.baris] == [
        ("1.02.02", 1900, 750, Decimal(750) / 1900 * 100),
        ("1.02.02.2.02", 1500, 750, 50),
        (HAMIL, 1500, 750, 50),
        ("1.02.02.2.03", 400, None, None),
        (OBAT, 400, None, None),
    ]
    shown = desk.get(HALAMAN).content.decode()
    for words in (
        "Program upaya kesehatan", "Penyediaan layanan", "Layanan 2.0001", "50,00\u202f%",
        "Rp\u00a0750 ÷ Rp\u00a01.900 × 100 = <strong>39,47\u202f%</strong>", "belum dimuat",
    ):  # fmt: skip
        assert words in shown, words
    assert "Layanan provinsi" not in shown
    assert (
        "sampai TW II 2026 = realisasi" in desk.get(HALAMAN.replace("tw3", "tw2")).content.decode()
    )
    assert (
        "sampai TW I 2026 belum dimuat" in desk.get(HALAMAN.replace("tw3", "tw1")).content.decode()
    )
    money = desk.get("/2026/tw3/opd/05/pagu/").content.decode()
    assert "39,47\u202f%" in money
    assert HALAMAN in money


def test_a_sum_that_differs_from_the_units_own_figure_is_said_in_rupiah(desk, rina, dinkes):
    import_serapan([spent(), spent(OBAT, 40)], acting_user=rina)
    quiet = desk.get(HALAMAN).content.decode()
    assert "berbeda" not in quiet
    assert "belum dapat dibandingkan" in quiet
    own = [BarisAnggaran("05", 2026, tw, Decimal(1900), Decimal(700)) for tw in (2, 3)]
    import_anggaran(own, acting_user=rina)
    words = (
        "Jumlah baris Rp\u00a0650 berbeda Rp\u00a050 dari realisasi perangkat daerah ini sampai "
        "TW III 2026, Rp\u00a0700."
    )
    for address in (HALAMAN, "/2026/tw3/opd/05/pagu/"):
        assert words in desk.get(address).content.decode()
    # Without lines of that quarter there is nothing to compare.
    assert load_serapan_unit(dinkes, 2026, 2).beda == 0
    import_anggaran(
        [BarisAnggaran("05", 2026, 3, Decimal(1900), Decimal(650))], acting_user=rina
    )  # fmt: skip
    same = desk.get(HALAMAN).content.decode()
    assert "berbeda" not in same
    assert "belum dapat dibandingkan" not in same


def test_what_was_spent_without_a_line_of_the_newest_stage_is_shown_as_such(desk, rina):
    import_serapan([spent(), spent(OBAT, 40)], acting_user=rina)
    import_pagu([pagu(jumlah=2000, tahap=50)], acting_user=rina)
    shown = desk.get(HALAMAN).content.decode()
    assert "pagu perubahan" in shown
    assert "tanpa pagu" in shown
    Pagu.objects.all().delete()
    assert "jadi serapan belum dihitung" in desk.get(HALAMAN).content.decode()


def test_a_unit_without_money_says_what_to_do(client, rina, sari, dinkes):
    client.force_login(rina)
    assert "Impor baris DPA dahulu" in client.get(HALAMAN).content.decode()
    client.force_login(sari)
    assert "Anggaran diimpor oleh Bappeda" in client.get(HALAMAN).content.decode()


def test_joko_reads_no_serapan_of_the_health_office(client, desk, rina, joko, sari):
    import_serapan([spent()], acting_user=rina)
    client.force_login(joko)
    assert client.get(HALAMAN).status_code == 404
    client.force_login(sari)
    assert "Rp\u00a0610" in client.get(HALAMAN).content.decode()
    assert client.get(ALAMAT).status_code == 403


def test_the_page_asks_as_often_for_one_line_as_for_many(desk, rina):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            desk.get(HALAMAN)
        return len(seen)

    import_serapan([spent()], acting_user=rina)
    queries()  # the first one after signing in
    few = queries()
    codes = [f"1.02.{n:02}.2.01.0001" for n in range(10, 40)]
    import_pagu([pagu(kode) for kode in codes], acting_user=rina)
    import_serapan([spent(kode) for kode in codes], acting_user=rina)
    assert queries() == few
    assert "1 sampai 50 dari" in desk.get(HALAMAN).content.decode()
