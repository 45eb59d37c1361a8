"""The forms of the PK as dated data, and when a promise has become easier."""

from datetime import date
from decimal import Decimal

import pytest

from sakip.rules.perjanjian import aturan_pk_on, is_lower, load_aturan_pk
from sakip.rules.regulasi import RegulasiError
from sakip.rules.target import JenisTarget, Target

BERKAS = """
peraturan = "Perbup 7/2026"
judul = "Perjanjian kinerja"
berlaku_sejak = 2026-01-01
sumber = "contoh"
diperiksa = []
baris_jumlah = true
tulis_nip = true
alasan = []
"""
FORMULIR = """
[[formulir]]
kunci = "{kunci}"
nama = "x"
dasar = "x"
dua_pihak = true
kolom_sasaran = "Sasaran"
kolom_uang = "Program"
keterangan = false
"""


def angka(nilai):
    return Target(JenisTarget.ANGKA, Decimal(nilai), Decimal(nilai))


def test_the_forms_of_the_regulation_have_no_total_and_no_nip():
    aturan = aturan_pk_on(date(2026, 1, 1))
    assert aturan.peraturan == "PermenPANRB 53/2014"
    assert not aturan.baris_jumlah
    assert not aturan.tulis_nip
    assert [row.kunci for row in aturan.alasan] == ["pejabat", "strategi", "prioritas"]
    satu, dua, bawah = (aturan.find(k) for k in ("instansi", "perangkat_daerah", "bawahan"))
    assert (satu.dua_pihak, dua.dua_pihak, bawah.dua_pihak) == (False, True, True)
    assert (satu.keterangan, dua.keterangan, bawah.keterangan) == (False, True, False)
    assert (satu.kolom_uang, bawah.kolom_uang) == ("Program", "Kegiatan")


def test_before_the_regulation_there_was_no_form():
    with pytest.raises(LookupError):
        aturan_pk_on(date(2014, 11, 30))


def test_a_region_adds_its_habits_by_a_file_of_its_own(tmp_path):
    folder = tmp_path / "perjanjian_kinerja"
    folder.mkdir()
    parts = [FORMULIR.format(kunci=k) for k in ("instansi", "perangkat_daerah", "bawahan")]
    (folder / "perbup.toml").write_text(BERKAS + "".join(parts))
    assert aturan_pk_on(date(2026, 6, 1), (tmp_path,)).baris_jumlah
    (folder / "perbup.toml").write_text(BERKAS + parts[0])
    load_aturan_pk.cache_clear()
    with pytest.raises(RegulasiError, match="bawahan, perangkat_daerah belum ada"):
        load_aturan_pk((tmp_path,))


@pytest.mark.parametrize(
    ("lama", "baru", "turun", "lower"),
    [
        (angka(80), angka(75), False, True),
        (angka(80), angka(80), False, False),
        (angka(80), angka(85), False, False),
        (angka(107), angka(110), True, True),
        (angka(107), angka(100), True, False),
        (Target(JenisTarget.PALING_BANYAK, None, Decimal(5)), angka(6), True, True),
        (Target(JenisTarget.ORDINAL, label="WTP"), Target(JenisTarget.ORDINAL, label="WDP"), False, False),
        (angka(80), Target(JenisTarget.TIDAK_DINILAI), False, False),
    ],
)  # fmt: skip
def test_a_promise_is_easier_when_its_bound_moved_the_easy_way(lama, baru, turun, lower):
    assert is_lower(lama, baru, turun=turun) is lower
