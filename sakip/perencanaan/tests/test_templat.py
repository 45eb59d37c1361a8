"""Workbooks that leave: a template that explains itself, a plan that comes back unchanged."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.imports import AnggaranReader, Berkas, RencanaReader, read_book
from sakip.perencanaan.imports.base import Baris
from sakip.perencanaan.imports.sel import read_tanda, write_tanda
from sakip.perencanaan.imports.templat import write_galat, write_rencana, write_templat_anggaran
from sakip.perencanaan.models import PeriodeRencana, Simpul, Versi
from sakip.perencanaan.rencana import Rencana
from sakip.perencanaan.stored import load_tersimpan
from sakip.perencanaan.tests.buku import angka, indikator, renstra, rpjmd, simpul
from sakip.rules.agregasi import Agregasi
from sakip.rules.penjenjangan import penjenjangan_on
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.skala import load_skala_ordinal
from sakip.rules.target import TARGET_TIDAK_DINILAI, read_target
from sakip.tests.builders import make_pengguna, make_perangkat_daerah

DOKUMEN = Rencana("renstra", 2025, 2029, "05")


def opened(data) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def titles(sheet) -> list[str]:
    return [cell.value for cell in sheet[1]]


def read(reader, data) -> list[Baris]:
    rows, unknown = read_book(reader, Berkas("buku.xlsx", data))
    assert unknown == []
    hasil = reader.read(rows)
    assert hasil.ambigu == []
    return hasil.baris


def full_plan(**lain) -> Rencana:
    """Every column filled, every kind of promise."""
    sheets = [
        indikator(
            "S1.a", rumus=Rumus.BASELINE, arah=Arah.TURUN, agregasi=Agregasi.TAHUNAN,
            frekuensi=Frekuensi.TAHUNAN, baseline=angka("14.125").bawah, bulan_rilis=5,
            rilis_tahun_berikut=True, sumber="Survei", definisi="Apa yang dihitung", iku=True,
            desimal=3, target_tahun={2025: angka("13.5"), 2026: angka("12.125")},
        ),
        indikator(
            "S1.b", agregasi=Agregasi.RASIO, faktor=100_000, desimal=0,
            target_tahun={2026: angka(1234)}, target_triwulan={(2026, 1): angka("1234.5")},
        ),
        indikator(
            "S1.c", rumus=Rumus.ORDINAL, skala="opini-bpk",
            alasan="Dibaca warga.", pembilang="Yang puas", penyebut="Yang menjawab",
            pic="Petugas data", verifikator="Bagian Organisasi", bukti_diminta="Laporan survei",
            target_tahun={2025: TARGET_TIDAK_DINILAI, 2030: _target("WTP", Rumus.ORDINAL)},
        ),
        indikator("S1.d", rumus=Rumus.PITA, target_tahun={2026: _target("-2,5–1,1250", Rumus.PITA)}),
    ]  # fmt: skip
    nodes = (
        simpul(
            penerima_manfaat="Ibu dan balita",
            faktor_kunci="Bidan ada di tiap desa",
            tanda=("cepat", "prioritas_nasional"),
        ),
        simpul("P1", "program", "= Program kesehatan", induk="S1", nomenklatur="1.02.02"),
    )
    return renstra(*nodes, indikator=sheets, **lain)


def _target(text, rumus):
    return read_target(text, rumus, skala=load_skala_ordinal()["opini-bpk"])


def test_sari_sends_the_current_plan_back_and_nothing_changes(sari, dinkes):
    import_rencana(full_plan(), acting_user=sari)
    reader = RencanaReader(DOKUMEN, dinkes, sari)
    rows = read(reader, write_rencana(reader, 2026, filled=True))
    assert [row["keadaan"] for row in rows] == ["sama"] * 6
    assert [row["kode"] for row in rows] == ["S1", "P1", "S1.a", "S1.b", "S1.c", "S1.d"]


def test_a_plan_sent_to_another_agency_arrives_there_whole(sari, dinkes, kota):
    """What the sheet holds is all there is: every field comes through it."""
    import_rencana(full_plan(), acting_user=sari)
    data = write_rencana(RencanaReader(DOKUMEN, dinkes, sari), 2026, filled=True)
    unit = make_perangkat_daerah(kota, kode="05")
    tono = wearing(make_pengguna(kota, Peran.KEPALA_OPD, unit))
    reader = RencanaReader(DOKUMEN, unit, tono)
    rows, _ = read_book(reader, Berkas("buku.xlsx", data))
    assert str(reader.read(rows).write(tono)) == "6 baru, 0 berubah, 0 tetap"
    ours, theirs = (
        load_tersimpan(PeriodeRencana.objects.get(perangkat_daerah=one)) for one in (dinkes, unit)
    )
    assert theirs.baris_simpul == ours.baris_simpul
    assert theirs.baris_indikator == ours.baris_indikator


def test_contributors_come_back_and_must_exist(sari, dinkes):
    make_perangkat_daerah(sari.instansi, kode="06")
    import_rencana(renstra(simpul(kontributor=("06",))), acting_user=sari)
    reader = RencanaReader(DOKUMEN, dinkes, sari)
    assert [row["keadaan"] for row in read(reader, write_rencana(reader, 2026, filled=True))] == [
        "sama"
    ]
    rows = [
        {"lembar": "Simpul", "nomor": n, "isi": {"kode": "S1", **isi}, "salah": {}}
        for n, isi in enumerate(
            ({"kontributor": "06; 77"}, {"kontributor": "05"}, {"tanda": "Murah"})
        )
    ]
    found = [reader.read([row]).baris[0]["pesan"][0][1] for row in rows]
    assert found[:2] == [
        "Perangkat daerah dengan kode 77 tidak ada.",
        "05 sudah penanggung jawab; hapus dari kontributor.",
    ]
    assert found[2].startswith("Tanda murah tidak dikenal. Pilih Prioritas nasional, PN 1 Panca")


def test_every_tag_is_read_back_by_its_name():
    for row in penjenjangan_on(date(2026, 1, 1)).tanda:
        assert read_tanda(row.nama, None) == (row.kunci,)
        assert read_tanda(write_tanda((row.kunci,)), None) == (row.kunci,)


def test_a_parent_in_the_rpjmd_comes_back_by_the_name_of_its_document(sari, rina, dinkes):
    import_rencana(rpjmd(simpul("T1", "tujuan"), simpul("S1", induk="T1")), acting_user=rina)
    import_rencana(renstra(simpul("S1", induk="S1")), acting_user=sari)
    reader = RencanaReader(DOKUMEN, dinkes, sari)
    data = write_rencana(reader, 2026, filled=True)
    assert opened(data)["Simpul"]["C2"].value == "RPJMD 2025 S1"
    assert [row["keadaan"] for row in read(reader, data)] == ["sama"]


def test_a_parent_in_an_older_document_stays_until_somebody_moves_it(sari, rina, dinkes):
    """The Renstra hangs under the RPD; later an RPJMD of its own years comes into force."""
    nodes = (simpul("T1", "tujuan"), simpul("S1", induk="T1"))
    rpd = replace(rpjmd(*nodes, tahun_awal=2023, tahun_akhir=2026), jenis="rpd")
    import_rencana(rpd, acting_user=rina)
    import_rencana(renstra(simpul("R1", induk="S1")), acting_user=sari)
    import_rencana(rpjmd(*nodes), acting_user=rina)
    reader = RencanaReader(DOKUMEN, dinkes, sari)
    data = write_rencana(reader, 2026, filled=True)
    assert opened(data)["Simpul"]["C2"].value == "RPD 2023 S1"
    assert [row["keadaan"] for row in read(reader, data)] == ["sama"]
    moved = {"lembar": "Simpul", "nomor": 2, "isi": {"kode": "R1", "induk": "S1"}, "salah": {}}
    [row] = reader.read([moved]).baris
    assert row["perubahan"] == [["Induk", "RPD 2023 S1", "RPJMD 2025 S1"]]


def test_joko_downloads_the_rpjmd_without_the_indicators_of_other_offices(rina, joko, dinkes):
    sheets = [indikator(f"T1.{unit}", "T1", unit=unit) for unit in ("05", "06")]
    import_rencana(rpjmd(simpul("T1", "tujuan"), indikator=sheets), acting_user=rina)
    for person, kodes in ((rina, ["T1.05", "T1.06"]), (joko, ["T1.06"])):
        reader = RencanaReader(Rencana("rpjmd", 2025, 2029), None, person)
        made = opened(write_rencana(reader, 2026, filled=True))
        assert [cell.value for cell in made["Indikator"]["A"]][1:] == kodes
        assert [cell.value for cell in made["Simpul"]["A"]][1:] == ["T1"]
        offered = {cell.value for column in made["Pilihan"].columns for cell in column}
        assert ("05" in offered) is (person is rina)


def test_a_template_offers_the_years_of_the_document_and_the_quarters_of_the_year(sari, dinkes):
    reader = RencanaReader(DOKUMEN, dinkes, sari)
    made = opened(write_rencana(reader, 2026, filled=False))
    assert made.sheetnames == [
        "Simpul", "Indikator", "Petunjuk", "Contoh Simpul", "Contoh Indikator", "Pilihan",
    ]  # fmt: skip
    targets = [title for title in titles(made["Indikator"]) if title.startswith("Target")]
    assert targets == [f"Target {year}" for year in range(2025, 2030)] + [
        f"Target TW {tw} 2026" for tw in ("I", "II", "III", "IV")
    ]
    assert made["Simpul"].max_row == 1
    assert "1.02.02.2.01" in [cell.value for cell in made["Contoh Simpul"]["G"]]
    isi = " ".join(str(cell.value) for cell in made["Petunjuk"]["D"])
    assert "Sel kosong tidak menghapus" in isi
    assert "2,10 ± 0,05" in isi
    lists = {
        rule.formula1: str(rule.sqref) for rule in made["Indikator"].data_validations.dataValidation
    }
    assert len(lists) == 9
    choices = [cell.value for cell in made["Pilihan"][1]]
    assert choices[:2] == ["Jenjang", "Perangkat daerah"]


def test_the_quarters_of_another_year_are_offered_when_they_hold_something(sari, dinkes):
    import_rencana(
        renstra(simpul(), indikator=[indikator(target_triwulan={(2028, 3): angka(5)})]),
        acting_user=sari,
    )
    made = opened(write_rencana(RencanaReader(DOKUMEN, dinkes, sari), 2026, filled=True))
    shown = [title for title in titles(made["Indikator"]) if title.startswith("Target TW")]
    assert "Target TW III 2028" in shown
    assert "Target TW I 2028" not in shown
    assert "Target TW I 2026" in shown


@pytest.mark.parametrize("tahun", [2025, 2026, 2029])
def test_the_example_of_the_template_could_be_imported_as_it_stands(kabupaten, tahun):
    """An invented office reads its own example: no fault, and no question back."""
    unit = make_perangkat_daerah(kabupaten, kode="99", nama="Balai Layanan Contoh")
    kepala = wearing(make_pengguna(kabupaten, Peran.KEPALA_OPD, unit))
    reader = RencanaReader(Rencana("renstra", 2025, 2029, "99"), unit, kepala)
    book = opened(write_rencana(reader, tahun, filled=False))
    for nama in ("Simpul", "Indikator"):
        del book[nama]
        book[f"Contoh {nama}"].title = nama
    buffer = io.BytesIO()
    book.save(buffer)
    rows = read(reader, buffer.getvalue())
    assert [row["pesan"] for row in rows if row["pesan"]] == []
    assert len(rows) == 14
    kinds = {row["isi"]["rumus"] for row in rows if row["lembar"] == "Indikator"}
    assert len(kinds) == 8


def test_money_goes_out_and_comes_back_unchanged(rina, dinkes):
    reader = AnggaranReader(rina)
    uang = {
        "unit": "05",
        "tahun": "2026",
        "triwulan": "1",
        "pagu": "1234.56",
        "realisasi": "14,125.5",
    }
    reader.read([{"lembar": "Anggaran", "nomor": 2, "isi": uang, "salah": {}}]).write(rina)
    data = write_templat_anggaran(reader, 2026, filled=True)
    assert [row["keadaan"] for row in read(reader, data)] == ["sama"]
    assert opened(write_templat_anggaran(reader, 2025, filled=True))["Anggaran"].max_row == 1
    assert opened(write_templat_anggaran(reader, 2026, filled=False))["Anggaran"].max_row == 1


def test_faulty_rows_go_out_with_their_reason_and_can_come_back(sari, dinkes):
    reader = RencanaReader(DOKUMEN, dinkes, sari)
    cells = {"kode": "P1", "jenjang": "Program", "induk": "S1", "pernyataan": "Program"}
    hasil = reader.read([{"lembar": "Simpul", "nomor": 7, "isi": cells, "salah": {}}])
    data = write_galat(reader, hasil.baris)
    sheet = opened(data)["Simpul"]
    assert titles(sheet)[-1] == "Yang perlu diperbaiki"
    assert sheet.cell(2, sheet.max_column).value == (
        "Induk: Simpul S1 tidak ada, dan tidak ada baris baiknya di berkas ini."
    )
    assert not [title for title in titles(opened(data)["Indikator"]) if "Target" in title]
    import_rencana(renstra(simpul()), acting_user=sari)
    rows, unknown = read_book(reader, Berkas("galat.xlsx", data))
    assert unknown == ["Simpul: Yang perlu diperbaiki"]
    assert [row["keadaan"] for row in reader.read(rows).baris] == ["baru"]
    assert Simpul.objects.count() == 1, "reading writes nothing"
    assert Versi.objects.count() == 1
