"""The national list: what a code says of itself, what is mended, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.nomenklatur import JENIS_PEMDA, POLA, SUBKEGIATAN, Daftar, add_baris, split_kode

HAMIL = {
    "jenis_pemda": "KABKOT",
    "bidang": "1.02 URUSAN PEMERINTAHAN BIDANG KESEHATAN",
    "program": "1.02.02 PROGRAM PEMENUHAN UPAYA KESEHATAN",
    "kegiatan": "1.02.02.2.02 Penyediaan Layanan Kesehatan",
    "subkegiatan": "1.02.02.2.02.0001 Pengelolaan Pelayanan Kesehatan Ibu Hamil",
    "kinerja": "Ibu hamil dilayani",
    "indikator": "Jumlah ibu hamil yang dilayani",
    "satuan": "Orang",
}


def read(*rows):
    daftar = Daftar()
    for nomor, row in enumerate(rows, start=2):
        add_baris(daftar, nomor, row)
    return daftar


def sentences(daftar):
    return [(one.nomor, one.kolom, one.pesan, one.ditolak) for one in daftar.catatan]


def test_a_row_brings_its_three_levels_above_along():
    daftar = read(HAMIL)
    assert [(one.kode, one.jenjang, one.induk) for one in daftar.isi.values()] == [
        ("1.02", "bidang", ""),
        ("1.02.02", "program", "1.02"),
        ("1.02.02.2.02", "kegiatan", "1.02.02"),
        ("1.02.02.2.02.0001", "subkegiatan", "1.02.02.2.02"),
    ]
    last = daftar.isi["kabkota", "1.02.02.2.02.0001"]
    assert (last.kinerja, last.indikator, last.satuan) == tuple(
        HAMIL[k] for k in ("kinerja", "indikator", "satuan")
    )
    assert daftar.isi["kabkota", "1.02"].indikator == ""
    assert not daftar.catatan


def test_one_code_is_two_things_to_provinces_and_to_kabupaten():
    daftar = read(
        HAMIL, HAMIL | {"jenis_pemda": "PROV", "subkegiatan": "1.02.02.2.02.0001 Rujukan"}
    )
    assert daftar.isi["provinsi", "1.02.02.2.02.0001"].nama == "Rujukan"
    assert daftar.isi["kabkota", "1.02.02.2.02.0001"].nama.startswith("Pengelolaan")
    assert not daftar.catatan


@pytest.mark.parametrize(
    ("change", "kolom", "words"),
    [
        ({"jenis_pemda": "DESA"}, "jenis_pemda", "Tulis PROV atau KABKOT."),
        ({"program": "1.03.02 Program jalan"}, "program", "Kode 1.03.02 tidak berada di bawah 1.02"),
        ({"subkegiatan": "1.02.02.2.03.0001 X"}, "subkegiatan", "tidak berada di bawah 1.02.02.2.02"),
        ({"subkegiatan": "1.02.02.9.02.0001 X"}, "subkegiatan", "bukan kode dan nama subkegiatan"),
        ({"kegiatan": "1.02.02.2.02"}, "kegiatan", "bukan kode dan nama kegiatan"),
        ({"bidang": ""}, "bidang", "bukan kode dan nama bidang"),
    ],
)  # fmt: skip
def test_a_row_that_contradicts_itself_is_refused_whole(change, kolom, words):
    daftar = read(HAMIL | change)
    assert not daftar.isi
    [(nomor, where, pesan, refused)] = sentences(daftar)
    assert (nomor, where, refused) == (2, kolom, True)
    assert words in pesan


def test_every_fault_of_a_row_is_said_at_once():
    daftar = read(HAMIL | {"jenis_pemda": "", "bidang": "Kesehatan", "kegiatan": "1.02"})
    assert [one.kolom for one in daftar.ditolak] == ["jenis_pemda", "bidang", "kegiatan"]


def test_the_same_row_twice_is_taken_once_and_another_one_with_its_code_refused():
    other = HAMIL | {"indikator": "Jumlah kunjungan"}
    daftar = read(HAMIL, HAMIL, other)
    assert sentences(daftar) == [
        (3, "subkegiatan", "Sama dengan baris 2; dimuat sekali.", False),
        (4, "subkegiatan", "Kode 1.02.02.2.02.0001 sudah dipakai baris 2 dengan isi lain. "
                           "Hapus salah satunya.", True),
    ]  # fmt: skip
    assert daftar.isi["kabkota", "1.02.02.2.02.0001"].indikator == HAMIL["indikator"]


def test_the_first_row_names_a_level():
    second = HAMIL | {
        "program": "1.02.02 Program lain",
        "subkegiatan": "1.02.02.2.02.0002 Pelayanan ibu bersalin",
    }
    daftar = read(HAMIL, second)
    assert daftar.isi["kabkota", "1.02.02"].nama == "PROGRAM PEMENUHAN UPAYA KESEHATAN"
    [(nomor, kolom, pesan, refused)] = sentences(daftar)
    assert (nomor, kolom, refused) == (3, "program", False)
    assert pesan == "Nama 1.02.02 berbeda dari baris 2; dipakai nama di baris 2."


def test_a_row_without_indicator_and_unit_comes_in_and_says_so():
    daftar = read(HAMIL | {"indikator": "", "satuan": ""})
    assert len(daftar.isi) == 4
    assert sentences(daftar) == [
        (2, "indikator", "Tanpa indikator, satuan; dimuat tanpa isian itu.", False)
    ]


@given(
    st.lists(st.fixed_dictionaries({k: st.sampled_from(["", "PROV", "1.02 A", "X.XX B", "1.02.02 C",
        "1.02.02.2.02 D", "1.02.02.2.02.0001 E", "1.02.02.2.02.01 F", "1.02.02.2.02.0001 E2"])
        for k in HAMIL}), max_size=6)
)  # fmt: skip
def test_whatever_stands_in_the_rows_the_list_has_no_orphan(rows):
    daftar = read(*(row | {"jenis_pemda": "PROV"} for row in rows))
    for (jenis, kode), one in daftar.isi.items():
        assert POLA[one.jenjang].fullmatch(kode)
        assert not one.induk or (jenis, one.induk) in daftar.isi
        assert not one.induk or kode.startswith(f"{one.induk}.")
    taken = {nomor for nomor, _ in enumerate(rows, start=2)} - {n.nomor for n in daftar.ditolak}
    assert bool(taken) == any(one.jenjang == SUBKEGIATAN for one in daftar.isi.values())


def test_codes_of_the_older_lists_with_two_digits_are_read():
    assert split_kode("X.XX.01.2.01.01 Penyusunan dokumen", SUBKEGIATAN)[0] == "X.XX.01.2.01.01"
    assert set(JENIS_PEMDA) == {"PROV", "KABKOT"}
