"""The working year: what is due when, and files that do not hold together."""

from datetime import date

import pytest

from sakip.rules.kalender import kalender_on, load_kalender
from sakip.rules.regulasi import RegulasiError

ON = date(2026, 3, 1)


def test_an_operator_has_until_ten_april_and_is_locked_out_five_days_later():
    tw1 = kalender_on(ON).find("tw1")
    assert tw1.due(2026) == date(2026, 4, 10)
    assert tw1.locked(2026) == date(2026, 4, 15)
    assert tw1.sifat == "kunci"


def test_the_fourth_quarter_is_due_in_the_following_january():
    assert kalender_on(ON).find("tw4").due(2026) == date(2027, 1, 15)


def test_a_planner_sees_the_year_in_order_and_last_years_fourth_quarter_in_january():
    rows = kalender_on(ON).in_order(2026)
    days = [day for day, _ in rows]
    assert days == sorted(days)
    assert (date(2026, 1, 15), "tw4") in [(day, butir.kode) for day, butir in rows]


def test_every_entry_names_its_basis_and_its_owner():
    assert all(butir.dasar and butir.pemilik for butir in kalender_on(ON).butir)


# practice.md bagian 2: hari terakhir tiap pekerjaan; 53/2014 lampiran II D: dua dan tiga bulan.
SETAHUN = {
    "dpa": (1, 2), "pk": (1, 31), "tw4": (1, 15), "mandiri-mulai": (2, 15), "lkjip-pd": (2, 28),
    "mandiri-tutup": (3, 15), "lkjip-pemda": (3, 31), "lkpj": (3, 31), "tw1": (4, 10),
    "indeks-rb": (4, 28), "lhe-pd": (5, 31), "opini-bpk": (5, 31), "esr": (6, 15), "rkpd": (6, 30),
    "tw2": (7, 10), "renja": (7, 31), "apbd-p": (9, 30), "tw3": (10, 10), "rilis-akhir": (11, 5),
    "apbd": (11, 30),
}  # fmt: skip


def test_a_district_has_the_days_that_districts_keep():
    kalender = kalender_on(ON)
    assert {
        kode: (kalender.find(kode).bulan, kalender.find(kode).hari) for kode in SETAHUN
    } == SETAHUN


def test_a_reader_is_not_told_that_the_regulation_sets_a_day_for_a_changed_agreement():
    """PermenPANRB 53/2014 lampiran I huruf E prints reasons for a change, and no deadline."""
    assert kalender_on(ON).find("pk-perubahan").dasar.endswith("adalah praktik")


HEAD = (
    'peraturan = "P"\njudul = "J"\nberlaku_sejak = 2026-01-01\nsumber = "s"\ndiperiksa = []\n'
    '[bulanan]\ndasar = "d"\npemilik = "p"\nhari = {hari}\ntoleransi = 3\n'
)


def test_a_month_is_due_in_the_month_after_and_december_in_the_next_year():
    bulanan = kalender_on(ON).bulanan
    assert bulanan.due(2026, 8) == date(2026, 9, 5)
    assert bulanan.locked(2026, 8) == date(2026, 9, 8)
    assert bulanan.due(2026, 12) == date(2027, 1, 5)


def test_a_region_may_not_have_months_due_on_a_day_that_february_lacks(tmp_path):
    folder = tmp_path / "kalender"
    folder.mkdir()
    (folder / "daerah.toml").write_text(HEAD.format(hari=29) + "[[butir]]\n" + BUTIR)
    with pytest.raises(RegulasiError, match="1 sampai 28"):
        load_kalender((tmp_path,))


BUTIR = 'kode = "a"\nbulan = 2\nhari = 3\nnama = "n"\ndasar = "d"\npemilik = "p"\nsifat = "kunci"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('kode = "a"\nbulan = 2\nhari = 30', "tanggal butir a tidak ada"),
        ('kode = "tw1"\nbulan = 2\nhari = 3', "hari"),
    ],
)
def test_a_region_writes_a_day_that_does_not_exist_and_is_told(tmp_path, text, fault):
    folder = tmp_path / "kalender"
    folder.mkdir()
    head = HEAD.format(hari=5)
    butir = f'[[butir]]\n{text}\nnama = "n"\ndasar = "d"\npemilik = "p"\nsifat = "kunci"\n'
    (folder / "daerah.toml").write_text(head + butir)
    if "tidak ada" in fault:
        with pytest.raises(RegulasiError, match=fault):
            load_kalender((tmp_path,))
    else:
        assert load_kalender((tmp_path,))["daerah"].find("tw1").due(2026) == date(2026, 2, 3)
