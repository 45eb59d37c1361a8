"""Vocabulary and levels of the lint: files that do not hold together are refused."""

import pytest

from sakip.rules.kosakata import BENDA, load_kosakata
from sakip.rules.regulasi import FOLDER, RegulasiError
from sakip.rules.temuan import KODE, load_lint
from sakip.rules.tests.kalimat import ATURAN, KOSAKATA


def broken(tmp_path, folder, berkas, lama, baru):
    teks = (FOLDER / "penjenjangan" / folder / berkas).read_text(encoding="utf-8")
    assert lama in teks
    tujuan = tmp_path / "penjenjangan" / folder
    tujuan.mkdir(parents=True)
    (tujuan / "coba.toml").write_text(teks.replace(lama, baru, 1), encoding="utf-8")
    return (tmp_path,)


@pytest.mark.parametrize(
    ("lama", "baru", "pesan"),
    [
        ('"kegiatan", "ronda"', '"Kegiatan", "ronda"', "huruf kecil"),
        ('"kegiatan", "ronda"', '"ronda", "ronda"', "tertulis dua kali"),
        ('"kegiatan", "ronda"', '"kegiatan", "masyarakat"', "tertulis pada"),
        ('akhiran_kegiatan = ["asi"]', "akhiran_kegiatan = []", "masih kosong"),
        ("mirip = 0.75", "mirip = 1.5", "antara 0 dan 1"),
        ("mirip = 0.75", "mirp = 0.75", "mirip belum diisi"),
    ],
)
def test_a_maintainer_is_told_what_is_wrong_in_the_vocabulary(tmp_path, lama, baru, pesan):
    with pytest.raises(RegulasiError, match=pesan):
        load_kosakata(broken(tmp_path, "bahasa", "rumusan.toml", lama, baru))


@pytest.mark.parametrize(
    ("lama", "baru", "pesan"),
    [
        ('kode = "L16"', 'kode = "L15"', "harus ada sekali"),
        ("anak_terbanyak = 7", "anak_terbanyak = 1", "tidak masuk akal"),
        ("bulan = 11 }", "bulan = 13 }", "bulan 1 sampai 12"),
        ('tingkat = "galat"', 'tingkat = "fatal"', "bukan isi yang diharapkan"),
    ],
)
def test_a_maintainer_is_told_what_is_wrong_in_the_levels(tmp_path, lama, baru, pesan):
    with pytest.raises(RegulasiError, match=pesan):
        load_lint(broken(tmp_path, "lint", "uji-kewajaran.toml", lama, baru))


def test_the_longest_phrase_is_read_first():
    assert KOSAKATA.read("Kunjungan kerja ke rumah tangga") == (
        "kunjungan kerja", "ke", "rumah tangga",
    )  # fmt: skip
    assert KOSAKATA.kelas_kata("rumah tangga") == "warga"
    assert KOSAKATA.kelas_kata("rumahnya") == "fisik"


def test_every_code_has_a_level_and_every_class_has_words():
    assert [row.kode for row in ATURAN.aturan] == list(KODE)
    assert all(getattr(KOSAKATA, nama) for nama in BENDA)
    assert ATURAN.tingkat("L03", "keluaran") == "peringatan"
