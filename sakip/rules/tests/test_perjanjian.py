"""The forms of the PK as dated data, and when a promise has become easier."""

from datetime import date
from decimal import Decimal

import pytest

from sakip.rules.perjanjian import Bentuk, aturan_pk_on, is_lower, load_aturan_pk
from sakip.rules.regulasi import RegulasiError
from sakip.rules.target import JenisTarget, Target

BERKAS = """
peraturan = "Perbup 7/2026"
judul = "Perjanjian kinerja"
berlaku_sejak = 2026-01-01
sumber = "contoh"
diperiksa = []
alasan = []
bentuk = { baris_jumlah = true, tulis_nip = true, tulis_pangkat = false, formulir = {} }
"""
FORMULIR = """
[[formulir]]
kunci = "{kunci}"
nama = "x"
dasar = "x"
dua_pihak = true
sasaran = "unit"
kolom_sasaran = "Sasaran"
uang = "program"
kolom_uang = "Program"
keterangan = false
"""


def angka(nilai):
    return Target(JenisTarget.ANGKA, Decimal(nilai), Decimal(nilai))


def test_the_forms_of_the_regulation_have_no_total_no_nip_and_no_rank():
    aturan = aturan_pk_on(date(2026, 1, 1))
    assert aturan.peraturan == "PermenPANRB 53/2014"
    assert aturan.bentuk == Bentuk(False, False, False, {})
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
    assert aturan_pk_on(date(2026, 6, 1), (tmp_path,)).bentuk.baris_jumlah
    (folder / "perbup.toml").write_text(BERKAS + parts[0])
    load_aturan_pk.cache_clear()
    with pytest.raises(RegulasiError, match="bawahan, perangkat_daerah belum ada"):
        load_aturan_pk((tmp_path,))


def test_a_file_that_names_an_unknown_level_is_refused(tmp_path):
    folder = tmp_path / "perjanjian_kinerja"
    folder.mkdir()
    parts = [FORMULIR.format(kunci=k) for k in ("instansi", "perangkat_daerah", "bawahan")]
    (folder / "perbup.toml").write_text(BERKAS + "".join(parts) + 'untuk = ["camat"]\n')
    load_aturan_pk.cache_clear()
    with pytest.raises(RegulasiError, match="tingkat camat tidak dikenal"):
        load_aturan_pk((tmp_path,))


def test_a_region_chooses_a_form_for_a_level_and_the_default_stays_the_regulations():
    aturan = aturan_pk_on(date(2026, 1, 1))
    assert list(aturan.offered("administrator")) == ["administrator"]
    assert list(aturan.offered("pengawas")) == list(aturan.offered("fungsional")) == ["ketua_tim"]
    assert list(aturan.offered("kelurahan")) == ["kelurahan"]
    assert aturan.find_untuk("administrator", "bawahan").kunci == "bawahan"
    chosen = Bentuk(True, True, True, {"administrator": "administrator", "fungsional": "kelurahan"})
    own = aturan.with_bentuk(chosen)
    found = own.find_untuk("administrator", "bawahan")
    assert (found.kunci, found.dasar) == ("administrator", "Kebijakan daerah (huruf C.1.c)")
    # A form that is not for this level, or not there any more, is no choice.
    assert own.find_untuk("fungsional", "bawahan").kunci == "bawahan"
    assert own.find_untuk("pengawas", "bawahan").kunci == "bawahan"


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
