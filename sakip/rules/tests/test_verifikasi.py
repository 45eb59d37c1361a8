"""Routes of verification: one checker for each part, and files that do not hold."""

from datetime import date

import pytest

from sakip.rules.regulasi import RegulasiError
from sakip.rules.verifikasi import OBJEK, aturan_verifikasi_on, load_aturan_verifikasi

HARI = date(2026, 12, 31)


def test_every_part_of_a_quarter_has_one_checker():
    aturan = aturan_verifikasi_on(HARI)
    assert tuple(one.kunci for one in aturan.objek) == OBJEK
    assert [one.kunci for one in aturan.of_peran("bappeda")] == ["kinerja"]
    assert aturan.find("anggaran").peran == "bpkad"
    assert aturan.of_peran("pegawai") == ()


@pytest.mark.parametrize(
    ("baris", "kata"),
    [(("kinerja", "kinerja"), "satu peran"), (("cuaca",), "cuaca tidak dikenal")],
)
def test_a_file_that_sends_one_part_two_ways_or_an_unknown_part_is_refused(tmp_path, baris, kata):
    folder = tmp_path / "verifikasi"
    folder.mkdir()
    head = (
        'peraturan = "P"\njudul = "J"\nberlaku_sejak = 2020-01-01\nsumber = "S"\ndiperiksa = []\n'
    )
    rows = "".join(f'[[objek]]\nkunci = "{one}"\nnama = "N"\nperan = "bappeda"\n' for one in baris)
    (folder / "daerah.toml").write_text(head + rows)
    with pytest.raises(RegulasiError, match=kata):
        load_aturan_verifikasi((tmp_path,))


def test_a_region_that_leaves_a_part_out_has_nobody_check_it(tmp_path):
    folder = tmp_path / "verifikasi"
    folder.mkdir()
    head = (
        'peraturan = "P"\njudul = "J"\nberlaku_sejak = 2020-01-01\nsumber = "S"\ndiperiksa = []\n'
    )
    (folder / "daerah.toml").write_text(
        f'{head}[[objek]]\nkunci = "aksi"\nnama = "N"\nperan = "bagor"\n'
    )
    assert aturan_verifikasi_on(HARI, (tmp_path,)).find("kinerja") is None
