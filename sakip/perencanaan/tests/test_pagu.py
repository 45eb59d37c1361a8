"""Budget lines of units: read stage by stage, hung on the plan by their code, and what stands alone."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.__main__ import main
from sakip.audit.check import check_chain
from sakip.audit.hashing import stored_hashes
from sakip.audit.models import Jejak
from sakip.perencanaan.actions.impor import revoke_penerapan
from sakip.perencanaan.actions.pagu import BarisPagu, import_pagu, update_ikatan
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.models import (
    IkatanPagu,
    ImporRencana,
    IsiSimpul,
    Pagu,
    PeriodeRencana,
    Simpul,
    Versi,
)
from sakip.perencanaan.pagu import load_pagu_unit
from sakip.perencanaan.periksa import find_temuan
from sakip.perencanaan.rencana import BarisSimpul, Rencana
from sakip.perencanaan.tests.buku import KEPALA_PAGU, apply, buku, faults, states
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.rencana import make_periode, make_simpul

ALAMAT = "/2026/tw4/pagu/impor/"
KODE = "1.02.02.2.02.0001"
HAMIL = ("05", 2026, "murni", KODE, "Layanan ibu hamil", "APBD", 1_250_000_000)


def line(kode=KODE, jumlah=100, *, unit="05", tahap=0, sumber="APBD"):
    return BarisPagu(unit, 2026, tahap, kode, "Layanan", sumber, Decimal(jumlah))


def stage(client, *rows, **lain) -> ImporRencana:
    client.post(ALAMAT, {"berkas": buku(Pagu=[KEPALA_PAGU, *rows]), "pemisah_ribuan": ""} | lain)
    return ImporRencana.objects.latest("pk")


@pytest.fixture
def desk(client, rina, dinkes):
    client.force_login(rina)
    return client


@pytest.fixture
def renstra(rina, dinkes):
    """The health office plans one programme with an activity, and one without a code."""
    simpul = (
        BarisSimpul("S1", "sasaran", "Ibu selamat", "", "05", "Ibu hamil"),
        BarisSimpul("P1", "program", "Program upaya kesehatan", "S1", "05", nomenklatur="1.02.02"),
        BarisSimpul("K1", "kegiatan", "Penunjang", "P1", "05", nomenklatur="X.XX.01.2.01"),
        BarisSimpul("P2", "program", "Program obat", "S1", "05", nomenklatur="1.02.04"),
        BarisSimpul("P3", "program", "Program lain", "S1", "05"),
    )
    import_rencana(Rencana("renstra", 2025, 2029, "05", simpul), acting_user=rina)
    return dinkes


def test_rina_uploads_a_dpa_looks_and_applies(desk, dinkes):
    row = stage(desk, HAMIL, (*HAMIL[:5], "DAK nonfisik", "300.000.000,50"))
    page = desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    assert "Layanan ibu hamil, Dinas Kesehatan" in page
    apply(desk, row)
    stored = Pagu.objects.order_by("pk")
    assert [one.jumlah for one in stored] == [1_250_000_000, Decimal("300000000.5")]
    assert [one.tindakan for one in Jejak.objects.order_by("nomor")] == [
        "impor_rencana.create", "pagu.import", "impor_rencana.import",
    ]  # fmt: skip
    found = check_chain(dinkes.instansi_id)
    assert [one for one in found if one.tabel.startswith("perencanaan.")] == []


def test_every_fault_names_its_row_and_column_and_the_good_rows_land(desk):
    row = stage(
        desk, HAMIL, HAMIL,
        ("99", 2026, "murni", "1.02.02.2.02.0002", "Obat", "APBD", 5),
        ("05", 2026, "awal", "1.02.02", "Obat", "APBD", -5),
        ("05", 2026, "murni", "1.02.02.2.02.0003", "", "x" * 101, "banyak"),
    )  # fmt: skip
    assert states(row) == ["baru", "galat", "galat", "galat", "galat"]
    assert [nomor for _, nomor in faults(row)] == [3, 4, 5, 6]
    said = [pesan for found in faults(row).values() for _, pesan in found]
    for words in (
        "Baris ini sudah ada di baris 2. Hapus salah satunya.",
        "Perangkat daerah dengan kode 99 tidak ada.",
        '"awal" bukan tahap anggaran.',
        '"1.02.02" bukan kode sub kegiatan.',
        "Rupiah tidak boleh kurang dari nol.",
        "Belum diisi.",
        "Isinya 101 huruf; paling banyak 100.",
    ):
        assert any(words in one for one in said), words
    apply(desk, row)
    assert Pagu.objects.count() == 1


def test_a_workbook_of_another_agency_or_year_is_refused_row_by_row(desk):
    foreign = [(*KEPALA_PAGU, "Kode wilayah"), (*HAMIL, "35.98"), ("05", 2025, *HAMIL[2:], "")]
    desk.post(ALAMAT, {"berkas": buku(Pagu=foreign), "pemisah_ribuan": ""})
    row = ImporRencana.objects.latest("pk")
    assert [pesan for found in faults(row).values() for _, pesan in found] == [
        "Baris ini milik instansi 35.98, bukan instansi Anda.",
        "Halaman ini untuk tahun 2026. Buka tahun 2025 dahulu.",
    ]


def test_a_change_is_shown_and_the_same_file_again_is_none(desk):
    apply(desk, stage(desk, HAMIL))
    assert states(stage(desk, HAMIL)) == ["sama"]
    row = stage(desk, (*HAMIL[:6], 2_000_000_000))
    assert row.baris[0]["perubahan"] == [["Pagu", "1.250.000.000", "2.000.000.000"]]
    apply(desk, row)
    stored = Pagu.objects.get()
    assert (stored.jumlah, stored.revisi) == (2_000_000_000, 1)


def table_hashes():
    """Every budget line as the trail hashes it."""
    return stored_hashes(Pagu, Pagu.objects.values_list("pk", flat=True))


def test_an_import_is_undone_as_one_and_the_table_is_as_it_was(desk, dinkes):
    apply(desk, stage(desk, HAMIL))
    before = table_hashes()
    row = stage(desk, (*HAMIL[:6], 999), (*HAMIL[:5], "DAK", 5))
    apply(desk, row)
    assert table_hashes() != before
    shown = desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    assert "Mundurkan impor ini" in shown
    assert desk.post(f"/perencanaan/impor/{row.pk}/mundurkan/").status_code == 302
    assert table_hashes() == before
    assert "Impor ini dimundurkan" in desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    found = check_chain(dinkes.instansi_id)
    assert [one for one in found if one.tabel.startswith("perencanaan.")] == []
    assert desk.post(f"/perencanaan/impor/{row.pk}/mundurkan/").status_code == 403


def test_whoever_undoes_an_import_in_a_second_window_hears_that_it_is_undone(desk, bappeda):
    """Its row was read before the first window wrote."""
    apply(desk, stage(desk, HAMIL))
    row = stage(desk, (*HAMIL[:6], 999))
    apply(desk, row)
    first, second = (ImporRencana.objects.get(pk=row.pk) for _ in range(2))
    revoke_penerapan(first, acting_user=bappeda)
    with pytest.raises(PermissionDenied, match="dimundurkan, jadi tidak ada yang dimundurkan"):
        revoke_penerapan(second, acting_user=bappeda)
    assert Jejak.objects.filter(tindakan="impor_rencana.revoke").count() == 1


def test_a_second_window_does_not_undo_what_was_applied_again_since(desk, bappeda):
    """The lines read as this import left them, but another file wrote them so."""
    apply(desk, stage(desk, HAMIL))
    row = stage(desk, (*HAMIL[:6], 999))
    apply(desk, row)
    first, second = (ImporRencana.objects.get(pk=row.pk) for _ in range(2))
    revoke_penerapan(first, acting_user=bappeda)
    apply(desk, stage(desk, (*HAMIL[:6], 999)))
    with pytest.raises(Konflik):
        revoke_penerapan(second, acting_user=bappeda)
    assert Pagu.objects.get().jumlah == 999


def test_what_a_later_file_changed_is_undone_there_first(desk):
    first = stage(desk, HAMIL)
    apply(desk, first)
    second = stage(desk, (*HAMIL[:6], 999))
    apply(desk, second)
    before = table_hashes()
    answer = desk.post(f"/perencanaan/impor/{first.pk}/mundurkan/")
    assert answer.status_code == 422
    assert "Mundurkan impor itu dahulu" in answer.content.decode()
    assert table_hashes() == before
    desk.post(f"/perencanaan/impor/{second.pk}/mundurkan/")
    assert desk.post(f"/perencanaan/impor/{first.pk}/mundurkan/").status_code == 302
    assert not Pagu.objects.exists()


def test_the_newest_stage_of_each_unit_holds(renstra, rina):
    make_perangkat_daerah(renstra.instansi, kode="06", nama="Dinas PUPR", singkatan="DPUPR")
    rows = [line(jumlah=100), line(jumlah=80, tahap=50), line("1.03.02.2.01.0001", 7, unit="06")]
    import_pagu(rows, acting_user=rina)
    assert [row.jumlah for row in Pagu.objects.terakhir(2026).order_by("kode")] == [80, 7]
    [found] = load_pagu_unit([renstra], 2026)
    assert (found.tahap, found.jumlah) == ("Perubahan", 80)
    assert load_pagu_unit([renstra], 2027)[0].tahap == ""


def test_rupiah_hangs_on_its_programme_and_what_hangs_on_none_is_listed(renstra, rina, client):
    rows = [
        line(jumlah=100), line(jumlah=50, sumber="DAK"), line("1.02.01.2.01.0001", 20),
        line("1.09.02.2.01.0001", 7),
    ]  # fmt: skip
    import_pagu(rows, acting_user=rina)
    [found] = load_pagu_unit([renstra], 2026)
    assert [(one.isi.simpul.kode, one.jumlah, tuple(one.sumber)) for one in found.program] == [
        ("P1", 170, ("APBD", "DAK")), ("P2", None, ()), ("P3", None, ()),
    ]  # fmt: skip
    assert [row.kode for row in found.tanpa_hasil] == ["1.09.02.2.01.0001"]
    assert (found.jumlah, found.jumlah_tanpa_hasil) == (177, 7)
    client.force_login(rina)
    page = client.get("/2026/tw4/opd/05/pagu/").content.decode()
    assert "belum berkode nomenklatur" in page
    assert "1.09.02.2.01.0001" in page
    listed = client.get("/2026/tw4/pagu/").content.decode()
    assert "Rp\u00a0177" in listed
    assert "belum dimuat" in client.get("/2027/tw1/pagu/").content.decode()


def test_a_sub_activity_with_money_and_no_outcome_above_is_found_before_handing_over(renstra, rina):
    """Its programme lost its sasaran and measures nothing, so Rp 170 leads nowhere (L08)."""
    periode = PeriodeRencana.objects.get(perangkat_daerah=renstra)
    induk = Simpul.objects.get(kode="K1")
    make_simpul(
        periode,
        induk,
        jenjang="subkegiatan",
        pernyataan="Belanja obat",
        nomenklatur="1.02.02.2.02.0001",
    )
    IsiSimpul.objects.filter(simpul__kode="P1").update(induk=None)
    import_pagu([line(jumlah=120), line(jumlah=50, sumber="DAK")], acting_user=rina)
    found = [
        one for one in find_temuan(Versi.objects.get(periode=periode)) if one.temuan.kode == "L08"
    ]
    assert [one.pesan for one in found] == ["Rp\u00a0170 belum bermuara ke hasil."]
    Pagu.objects.update(tahun=2020)
    rest = find_temuan(Versi.objects.get(periode=periode))
    assert "L08" not in [one.temuan.kode for one in rest]


def test_sari_ties_what_found_no_programme_with_the_likeliest_node_offered_first(
    client, renstra, rina, sari
):
    import_pagu([line("1.09.02.2.01.0001", 7)], acting_user=rina)
    Pagu.objects.update(nama="Belanja obat puskesmas")
    client.force_login(sari)
    node = Simpul.objects.get(kode="P2")
    shown = client.get("/2026/tw4/opd/05/pagu/").content.decode()
    assert f'<option value="{node.pk}" selected>Program obat' in shown
    sent = {"kode": "1.09.02.2.01.0001", "simpul": node.pk}
    assert client.post("/2026/tw4/opd/05/pagu/ikat/", sent).status_code == 302
    [found] = load_pagu_unit([renstra], 2026)
    assert found.tanpa_hasil == []
    assert [one.jumlah for one in found.program if one.isi.simpul_id == node.pk] == [7]
    shown = client.get("/2026/tw4/opd/05/pagu/").content.decode()
    assert "Kode yang diikat sendiri" in shown
    let_go = {"kode": sent["kode"], "revisi": 0}
    assert client.post("/2026/tw4/opd/05/pagu/ikat/", let_go).status_code == 302
    assert len(load_pagu_unit([renstra], 2026)[0].tanpa_hasil) == 1
    found = check_chain(renstra.instansi_id)
    assert [one for one in found if one.tabel.startswith("perencanaan.ikatan")] == []


def test_of_two_who_tie_a_code_the_second_is_told_and_sees_both(client, renstra, rina, sari):
    import_pagu([line()], acting_user=rina)
    nodes = {row.kode: row for row in Simpul.objects.filter(kode__in=("P1", "P2"))}

    def tie(kode, revisi, user):
        update_ikatan(renstra, KODE, nodes.get(kode), revisi=revisi, acting_user=user)

    tie("P1", None, rina)
    client.force_login(sari)
    sent = {"kode": KODE, "simpul": nodes["P2"].pk}
    answer = client.post("/2026/tw4/opd/05/pagu/ikat/", sent)
    page = answer.content.decode()
    assert (answer.status_code, "P1" in page, "P2" in page) == (409, True, True)
    tie("P1", None, sari)  # the same again is no quarrel
    tie("P2", 0, rina)
    for kode in ("P1", ""):
        with pytest.raises(Konflik):
            tie(kode, 0, sari)
    assert [(row.simpul, row.revisi) for row in IkatanPagu.objects.all()] == [(nodes["P2"], 1)]
    tie("", 1, rina)
    with pytest.raises(Konflik):
        tie("P1", 1, sari)
    acts = Jejak.objects.filter(tindakan__startswith="ikatan.").order_by("nomor")
    assert [one.tindakan for one in acts] == ["ikatan.create", "ikatan.update", "ikatan.delete"]


def test_a_tie_to_what_is_not_the_units_is_refused(renstra, rina, joko):
    import_pagu([line()], acting_user=rina)
    node = Simpul.objects.get(kode="P2")
    with pytest.raises(RuleError, match="tidak punya baris DPA"):
        update_ikatan(renstra, "9.99", node, revisi=None, acting_user=rina)
    other = make_simpul(make_periode(joko.instansi))
    with pytest.raises(RuleError, match="bukan milik rencana"):
        update_ikatan(renstra, KODE, other, revisi=None, acting_user=rina)
    with pytest.raises(PermissionDenied):
        update_ikatan(renstra, KODE, node, revisi=None, acting_user=joko)


def test_sari_reads_her_own_units_money_and_imports_none(client, sari, joko, rina, renstra):
    import_pagu([line()], acting_user=rina)
    client.force_login(joko)
    assert client.get("/2026/tw4/opd/05/pagu/").status_code == 404
    assert "Dinas Kesehatan" not in client.get("/2026/tw4/pagu/").content.decode()
    client.force_login(sari)
    page = client.get("/2026/tw4/opd/05/pagu/").content.decode()
    assert "Rp\u00a0100" in page
    assert client.get(ALAMAT).status_code == 403
    with pytest.raises(PermissionDenied):
        import_pagu([line()], acting_user=sari)


def test_the_list_asks_as_often_for_one_unit_as_for_many(client, rina, renstra):
    client.force_login(rina)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get("/2026/tw4/pagu/")
        return len(seen)

    import_pagu([line()], acting_user=rina)
    queries()  # the first one after signing in
    few = queries()
    for n in range(10, 22):
        make_perangkat_daerah(renstra.instansi, kode=str(n), nama=f"Dinas {n}", singkatan=f"D{n}")
    import_pagu([line(unit=str(n)) for n in range(10, 22)], acting_user=rina)
    assert queries() == few


def test_what_goes_out_comes_back_as_no_change(desk, rina, dinkes):
    import_pagu([line(), line(tahap=50, jumlah="80.5")], acting_user=rina)
    filled = desk.get("/2026/tw4/pagu/templat/", {"isi": "ya"})
    berkas = buku(Pagu=[KEPALA_PAGU])
    berkas.file.seek(0)
    berkas.file.truncate()
    berkas.file.write(b"".join(filled) if filled.streaming else filled.content)
    berkas.file.seek(0)
    desk.post(ALAMAT, {"berkas": berkas, "pemisah_ribuan": ""})
    assert states(ImporRencana.objects.latest("pk")) == ["sama"]


def test_the_template_holds_only_the_units_within_reach(client, rina, joko, dinkes):
    import_pagu([line()], acting_user=rina)
    client.force_login(joko)
    empty = client.get("/2026/tw4/pagu/templat/").content
    filled = client.get("/2026/tw4/pagu/templat/", {"isi": "ya"}).content
    assert abs(len(filled) - len(empty)) < 20


def test_the_action_refuses_what_the_page_cannot_send(rina, dinkes):
    with pytest.raises(RuleError, match="kode 77 tidak ada"):
        import_pagu([line(unit="77")], acting_user=rina)
    with pytest.raises(RuleError, match="dua baris"):
        import_pagu([line(), line(jumlah=3)], acting_user=rina)
    assert not Pagu.objects.exists()


def test_rina_loads_a_dpa_from_the_shell(tmp_path, capsys, rina, dinkes):
    path = tmp_path / "dpa.xlsx"
    path.write_bytes(buku(Pagu=[KEPALA_PAGU, HAMIL]).read())
    kode = dinkes.instansi.kode_wilayah
    words = ["impor", "pagu", str(path), "--instansi", kode, "--sebagai", "rina"]
    assert main(words) == 0
    assert capsys.readouterr().out == "1 baru, 0 berubah, 0 tetap\n"
    assert Pagu.objects.get().jumlah == 1_250_000_000
