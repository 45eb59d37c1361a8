"""Stages as data: what is shipped holds, a region's own order is read, broken files are named."""

from datetime import date
from pathlib import Path

import pytest

from sakip.rules.kalender import kalender_on
from sakip.rules.regulasi import FOLDER, RegulasiError
from sakip.rules.tahapan import load_tahapan, tahapan_on

DAERAH = Path(__file__).parent / "daerah"
UTUH = (DAERAH / "tahapan_evaluasi" / "verifikasi.toml").read_text()


def test_a_season_of_2026_goes_from_the_unit_to_the_inspektur():
    tahapan = tahapan_on(date(2026, 1, 1))
    assert [one.kunci for one in tahapan.tahap] == [
        "mandiri", "anggota", "ketua", "pengendali_teknis", "pengendali_mutu", "tanggapan", "inspektur",
    ]  # fmt: skip
    assert tahapan.hasil == "ketua"
    assert [one.kunci for one in tahapan.tahap if one.mengisi] == ["mandiri", "anggota", "ketua"]
    assert tahapan.get("tanggapan").hari_kerja == 5


def test_a_sheet_is_given_back_past_the_objections_one_stage_at_a_time():
    tahapan = tahapan_on(date(2026, 1, 1))
    back = {one.kunci: (found := tahapan.back(one.kunci)) and found.kunci for one in tahapan.tahap}
    assert back == {
        "mandiri": None,
        "anggota": "mandiri",
        "ketua": "anggota",
        "pengendali_teknis": "ketua",
        "pengendali_mutu": "pengendali_teknis",
        "tanggapan": "pengendali_mutu",
        "inspektur": "pengendali_mutu",
    }


def test_the_leader_works_with_the_members_answers_and_never_with_the_units():
    tahapan = tahapan_on(date(2026, 1, 1))
    assert tahapan.answering("ketua") == ("ketua", "anggota")
    assert tahapan.answering("mandiri") == ("mandiri",)


def test_a_region_puts_its_own_order_in_a_file():
    tahapan = tahapan_on(date(2026, 1, 1), (FOLDER, DAERAH))
    assert tahapan.kunci == "verifikasi"
    assert [one.kunci for one in tahapan.bernilai] == [
        "mandiri", "verifikasi", "penjaminan_mutu", "penilai",
    ]  # fmt: skip
    assert tahapan.next("penilai") is None
    assert load_tahapan((FOLDER, DAERAH))["berjenjang"].surat_tugas


@pytest.mark.parametrize(
    ("lama", "baru", "kata"),
    [
        ('kunci = "mandiri"', 'kunci = "sendiri"', "tahap pertama"),
        ('kunci = "penjaminan_mutu"', 'kunci = "verifikasi"', "tidak boleh sama"),
        ('hasil = "penilai"', 'hasil = "mandiri"', "bukan penilaian mandiri"),
        ('hasil = "penilai"', 'hasil = "lain"', "harus memberi nilai"),
        ('rilis = [{ cap = "penjamin_mutu" }]', "", "hanya tahap terakhir"),
        ('peran = "ketua"', 'peran = "raja"', "peran dalam tim"),
        ('kunci = "penjaminan_mutu"', 'kunci = "penjaminan_mutu_dan_lagi"', "20 huruf"),
        ('nama = "Penilai"', 'nama = "Penilai"\nhari_kerja = 3', "hari kerja"),
    ],
)
def test_a_file_that_does_not_hold_says_why(tmp_path, lama, baru, kata):
    assert lama in UTUH
    folder = tmp_path / "tahapan_evaluasi"
    folder.mkdir()
    (folder / "rusak.toml").write_text(UTUH.replace(lama, baru, 1))
    with pytest.raises(RegulasiError, match=kata):
        load_tahapan((tmp_path,))


@pytest.mark.parametrize(
    ("mulai", "hari", "akhir"),
    [
        (date(2026, 4, 6), 5, date(2026, 4, 13)),  # Monday to Monday
        (date(2026, 4, 10), 1, date(2026, 4, 13)),  # over a weekend
        (date(2026, 5, 22), 5, date(2026, 6, 3)),  # Idul Adha, cuti bersama, Pancasila
        (date(2026, 3, 17), 1, date(2026, 3, 25)),  # Nyepi and Idul Fitri
        (date(2026, 4, 6), 0, date(2026, 4, 6)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(mulai, hari, akhir):
    assert kalender_on(mulai).workday_after(mulai, hari) == akhir
