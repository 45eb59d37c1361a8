"""The pages of plans: which document, which acts, and what stands behind them."""

import io
from decimal import Decimal

import openpyxl
import pytest

from sakip.perencanaan.actions.anggaran import BarisAnggaran, import_anggaran
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.models import Anggaran
from sakip.perencanaan.tests.buku import angka, buku, indikator, renstra, rpjmd, simpul
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.rencana import make_periode, make_simpul

LIST = "/2026/tw4/rencana/"
DETAIL = "/2026/tw4/opd/05/rencana/"


@pytest.fixture
def rencana(sari, rina):
    """An RPJMD with an indicator of Dinkes, and its Renstra below."""
    import_rencana(
        rpjmd(
            simpul("T1", "tujuan", "Daerah sejahtera"),
            simpul("S1", pernyataan="Derajat kesehatan naik", induk="T1"),
            simpul("S2", pernyataan="Jalan makin mantap", induk="T1"),
            indikator=[indikator("S1.a", unit="05", nama="Usia harapan hidup")],
        ),
        acting_user=rina,
    )
    import_rencana(
        renstra(
            simpul("R1", pernyataan="Layanan makin bermutu", induk="S1"),
            indikator=[
                indikator("R1.a", "R1", nama="Indeks kepuasan", target_tahun={2026: angka(85)})
            ],
        ),
        acting_user=sari,
    )


def test_sari_reads_her_plan_under_the_agencys_with_its_targets(client, sari, rencana):
    client.force_login(sari)
    page = client.get(DETAIL).content.decode()
    assert "Dokumen yang berlaku: <strong>Renstra 2025–2029</strong>." in page
    order = [page.index(text) for text in
             ("Daerah sejahtera", "Derajat kesehatan naik", "Usia harapan hidup",
              "Layanan makin bermutu", "Indeks kepuasan", "85,00")]  # fmt: skip
    assert order == sorted(order)
    assert "Jalan makin mantap" not in page
    assert '/2026/tw4/opd/05/rencana/impor/"' in page
    assert '/2026/tw4/opd/05/rencana/templat/?isi=ya"' in page


def test_a_unit_without_a_plan_is_told_the_next_act(client, sari):
    client.force_login(sari)
    page = client.get(DETAIL).content.decode()
    assert "unduh templatnya, isi, lalu unggah" in page
    assert page.count("Impor rencana") == 2
    assert "Unduh XLSX" not in page


def test_rina_sees_who_has_a_plan_and_where_to_import(client, rina, rencana):
    make_perangkat_daerah(rina.instansi, kode="09", nama="Dinas Tanpa Rencana")
    client.force_login(rina)
    page = client.get(LIST).content.decode()
    assert "Dokumen daerah yang berlaku: <strong>RPJMD 2025–2029</strong>." in page
    assert "belum ada" in page
    for tail in ("rencana/impor/", "anggaran/impor/", "rencana/templat/?isi=ya"):
        assert f"/2026/tw4/{tail}" in page


def test_of_two_documents_that_overlap_the_newer_one_stands_for_the_unit(
    client, rina, sari, rencana
):
    import_rencana(renstra(simpul(), tahun_awal=2023, tahun_akhir=2026), acting_user=sari)
    client.force_login(rina)
    assert ">Renstra 2025–2029</td>" in client.get(LIST).content.decode()
    assert "<strong>Renstra 2025–2029" in client.get(DETAIL).content.decode()


def test_the_pages_ask_as_often_for_one_unit_as_for_thirty(client, rina, rencana, count_queries):
    client.force_login(rina)
    few = [count_queries(url) for url in (LIST, DETAIL)]
    for n in range(30):
        make_perangkat_daerah(rina.instansi, kode=f"1{n}")
    nodes = [simpul(f"R{n}", pernyataan=f"Mutu {n}") for n in range(2, 30)]
    import_rencana(
        renstra(*nodes, indikator=[indikator(f"R{n}.a", f"R{n}") for n in range(2, 30)]),
        acting_user=rina,
    )
    assert [count_queries(url) for url in (LIST, DETAIL)] == few


def test_documents_and_money_of_another_agency_are_neither_shown_nor_counted(
    client, rina, wati, sari, dinkes
):
    """Two agencies have a unit of the same kode, and only the other has an RPJMD."""
    theirs = make_perangkat_daerah(wati.instansi, kode="05", nama="Dinas Seberang")
    import_rencana(rpjmd(simpul("T1", "tujuan"), tahun_akhir=2030), acting_user=wati)
    uang = {"tahun": 2026, "triwulan": 1, "pagu": Decimal(10), "realisasi": Decimal(5)}
    import_anggaran([BarisAnggaran(unit="05", **uang)], acting_user=wati)
    client.force_login(rina)
    assert "Belum ada RPJMD atau RPD" in client.get(LIST).content.decode()
    page = client.get(f"{LIST}impor/").content.decode()
    assert 'name="tahun_awal" value="2026"' in page, "nothing of theirs is proposed"
    assert import_rencana(rpjmd(simpul("T1", "tujuan")), acting_user=rina).baru == ["T1"]
    data = {"jenis": "rpjmd", "tahun_awal": 2025, "tahun_akhir": 2029, "pemisah_ribuan": ""}
    berkas = buku([("T2", "Tujuan", "", "Daerah sehat", "")])
    assert client.post(f"{LIST}impor/", {**data, "berkas": berkas}).status_code == 302
    own = BarisAnggaran(unit="05", **uang | {"pagu": Decimal(99)})
    assert import_anggaran([own], acting_user=rina).baru == ["05 TW I 2026"]
    assert Anggaran.objects.get(perangkat_daerah=theirs).pagu == 10


def test_sari_downloads_the_money_of_her_own_office_only(client, rina, sari, joko):
    uang = {"tahun": 2026, "triwulan": 1, "pagu": Decimal(10), "realisasi": Decimal(5)}
    rows = [BarisAnggaran(unit=kode, **uang) for kode in ("05", "06")]
    import_anggaran(rows, acting_user=rina)
    client.force_login(sari)
    answer = client.get("/2026/tw4/anggaran/templat/?isi=ya")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Anggaran"]
    assert [cell.value for cell in sheet["A"]] == ["Perangkat daerah *", "05"]


def test_a_download_is_named_after_its_document(client, sari, rencana):
    client.force_login(sari)
    answers = {
        url: client.get(url)["Content-Disposition"]
        for url in (f"{DETAIL}templat/?isi=ya", f"{DETAIL}templat/", f"{LIST}templat/?isi=ya")
    }
    assert [one.split('"')[1] for one in answers.values()] == [
        "renstra-2025-05.xlsx", "templat-renstra-05.xlsx", "rpjmd-2025.xlsx",
    ]  # fmt: skip


def test_the_share_of_outcomes_among_her_measures_is_said(client, sari, rencana):
    more = [
        indikator(f"R1.{n}", "R1", nama=nama)
        for n, nama in enumerate(("Jumlah peserta pelatihan", "Jumlah dokumen laporan"))
    ]
    import_rencana(renstra(indikator=more), acting_user=sari)
    client.force_login(sari)
    page = client.get(DETAIL).content.decode()
    assert "2 dari 4 indikator</strong> (50&nbsp;%)" in page


def test_a_plan_that_ran_out_does_not_stand_beside_the_one_of_the_year(client, sari, rina, rencana):
    old = rpjmd(
        simpul("T9", "tujuan", "Tujuan periode lalu"),
        simpul("S9", pernyataan="Sasaran periode lalu", induk="T9"),
        indikator=[indikator("S9.a", "S9", unit="05", nama="Cakupan imunisasi")],
        tahun_awal=2020,
        tahun_akhir=2024,
    )
    import_rencana(old, acting_user=rina)
    client.force_login(sari)
    page = client.get(DETAIL).content.decode()
    assert "Derajat kesehatan naik" in page
    assert "Sasaran periode lalu" not in page
    past = client.get("/2024/tw4/opd/05/rencana/").content.decode()
    assert "Cakupan imunisasi" in past
    assert "Derajat kesehatan naik" not in past


def test_another_agencys_long_plan_does_not_push_hers_off_the_page(
    client, sari, kota, rencana, monkeypatch
):
    strange = make_periode(kota)
    for n in range(6):
        make_simpul(strange, urutan=0, pernyataan=f"Simpul kota {n}")
    monkeypatch.setattr("sakip.perencanaan.outline.BATAS", 4)
    client.force_login(sari)
    page = client.get(DETAIL).content.decode()
    assert "Layanan makin bermutu" in page
    assert "Simpul kota" not in page
