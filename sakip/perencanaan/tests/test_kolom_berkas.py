"""Exports of other systems: columns are named once, code and name may stand in one cell, CSV is read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.organisasi.models import Peran
from sakip.perencanaan.models import ImporRencana, Pagu
from sakip.perencanaan.tests.buku import apply, buku, faults, states
from sakip.perencanaan.tests.test_pagu import ALAMAT, HAMIL, stage
from sakip.tests.builders import make_pengguna


@pytest.fixture
def desk(client, rina, dinkes):
    client.force_login(rina)
    return client


KOLOM = "/2026/tw4/uang/pagu/kolom/"
SIPD = {
    "judul_unit": "KODE SKPD", "judul_kode": "Kode Sub Keg", "judul_nama": "Nama Sub Keg",
    "judul_jumlah": "Nilai Anggaran", "bawaan_tahun": "2026", "bawaan_tahap": "murni",
    "bawaan_sumber_dana": "APBD",
}  # fmt: skip
EKSPOR = ("KODE SKPD", "Kode Sub Keg", "Nama Sub Keg", "Nilai Anggaran", "Lokasi")


def test_the_columns_of_another_system_are_named_once_and_remembered(desk, rina, kota):
    desk.force_login(make_pengguna(kota, Peran.BAGOR))
    assert desk.post(KOLOM, SIPD).status_code == 302  # what another agency names helps nobody here
    desk.force_login(rina)
    rows = [EKSPOR, ("05", "1.02.02.2.02.0001", "Layanan ibu hamil", 1250, "Kota")]
    refused = desk.post(ALAMAT, {"berkas": buku(Pagu=rows), "pemisah_ribuan": ""})
    assert "Judul kolom tidak ditemukan" in refused.content.decode()
    assert "Cocokkan kolom SIPD" in refused.content.decode()
    assert desk.post(KOLOM, SIPD).status_code == 302
    for _ in range(2):
        desk.post(ALAMAT, {"berkas": buku(Pagu=rows), "pemisah_ribuan": ""})
    row = ImporRencana.objects.latest("pk")
    assert states(row) == ["baru"]
    assert row.isi["diabaikan"] == ["Pagu: Lokasi"]
    apply(desk, row)
    stored = Pagu.objects.get()
    assert (stored.tahun, stored.tahap, stored.sumber_dana, stored.jumlah) == (
        2026,
        0,
        "APBD",
        1250,
    )
    # The template's own headers are still known.
    assert states(stage(desk, HAMIL)) == ["berubah"]


SATU = SIPD | {"judul_kode": "Sub Kegiatan SIPD", "judul_nama": "sub kegiatan sipd"}
EKSPOR_SATU = ("KODE SKPD", "Sub Kegiatan SIPD", "Nilai Anggaran")


def test_code_and_name_in_one_cell_are_taken_apart(desk):
    assert desk.post(KOLOM, SATU).status_code == 302
    rows = [
        ("05", "1.02.02.2.01.0001 Pembangunan Rumah Sakit", 100),
        ("05", "1.02.02.2.01.0002 - Rehabilitasi\u00a0Puskesmas", 50),
    ]
    desk.post(ALAMAT, {"berkas": buku(Pagu=[EKSPOR_SATU, *rows]), "pemisah_ribuan": ""})
    row = ImporRencana.objects.latest("pk")
    assert states(row) == ["baru", "baru"]
    apply(desk, row)
    assert list(Pagu.objects.order_by("kode").values_list("kode", "nama")) == [
        ("1.02.02.2.01.0001", "Pembangunan Rumah Sakit"),
        ("1.02.02.2.01.0002", "Rehabilitasi Puskesmas"),
    ]


@pytest.mark.parametrize(
    ("sel", "pesan"),
    [
        ("1.02.02.2.01 Pembangunan", "bukan kode sub kegiatan"),
        ("1.02.02.2.01.0001Pembangunan", "bukan kode sub kegiatan"),
        ("Pembangunan 1.02.02.2.01.0001", "bukan kode sub kegiatan"),
        ("1.02.02.2.01.0001", "Belum diisi."),
        ("1.02.02.2.01.0001 -", "Belum diisi."),
        (f"1.02.02.2.01.0001 {'x' * 601}", "601 huruf; paling banyak 600"),
        ("", "Belum diisi."),
    ],
)
def test_an_ill_formed_cell_of_code_and_name_is_a_named_fault(desk, sel, pesan):
    desk.post(KOLOM, SATU)
    rows = [EKSPOR_SATU, ("05", sel, 100), ("05", "1.02.02.2.01.0009 Baik", 5)]
    desk.post(ALAMAT, {"berkas": buku(Pagu=rows), "pemisah_ribuan": ""})
    row = ImporRencana.objects.latest("pk")
    assert states(row) == ["galat", "baru"]
    assert any(pesan in said for _, said in faults(row)["Pagu", 2])


def test_a_name_behind_the_code_stands_in_for_an_empty_name_and_yields_to_a_filled_one(desk):
    kode = "1.02.02.2.02.0001 Layanan menurut SIPD"
    cells = [
        (*HAMIL[:3], kode, "", *HAMIL[5:]),
        (*HAMIL[:3], kode, "Layanan ibu hamil", "DAK", 5),
        (*HAMIL[:3], "1.02.02.2.02.0001", kode, "BLUD", 5),
    ]
    apply(desk, stage(desk, *cells))
    found = Pagu.objects.order_by("pk").values_list("kode", "nama")
    assert {one for one, _ in found} == {"1.02.02.2.02.0001"}
    assert [nama for _, nama in found] == [
        "Layanan menurut SIPD", "Layanan ibu hamil", "Layanan menurut SIPD",
    ]  # fmt: skip


def test_only_code_and_name_may_share_a_header(desk):
    for other in ({"judul_unit": "Sub Kegiatan SIPD"}, {"judul_jumlah": "sub kegiatan sipd"}):
        answer = desk.post(KOLOM, SATU | other)
        assert "Satu judul dipakai untuk dua kolom" in answer.content.decode()


def test_a_csv_is_read_whatever_separates_its_cells(desk):
    desk.post(KOLOM, SIPD)
    for separator, coding in ((";", "utf-8-sig"), (",", "cp1252"), ("\t", "utf-8")):
        lines = [
            separator.join(EKSPOR),
            separator.join(("05", "1.02.02.2.02.0001", "Kafé", "1250", "")),
        ]
        file = SimpleUploadedFile("sipd.csv", "\r\n".join(lines).encode(coding))
        desk.post(ALAMAT, {"berkas": file, "pemisah_ribuan": ""})
        row = ImporRencana.objects.latest("pk")
        assert states(row) == ["baru"]
        assert row.baris[0]["isi"]["nama"] == "Kafé"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\n", "Judul kolom tidak ditemukan"),
        (b"a;b\0c", "tidak dapat dibaca"),
        (b"\x81\x8d\xff", "tidak dapat dibaca"),
        (b"A;B\n1;2", "Judul kolom tidak ditemukan"),
        (";".join(["x"] * 70).encode(), "paling banyak 60"),
        (b"a\n" * 20_100, "paling banyak 20000"),
    ],
    ids=["kosong", "biner", "bukan teks", "judul lain", "lebar", "tinggi"],
)
def test_a_csv_that_is_none_is_refused_in_words(desk, content, words):
    file = SimpleUploadedFile("sipd.csv", content)
    shown = desk.post(ALAMAT, {"berkas": file, "pemisah_ribuan": ""}).content.decode()
    assert words in shown
    assert not ImporRencana.objects.exists()


def test_two_columns_of_one_name_are_refused_and_a_second_planner_is_told(desk):
    twice = desk.post(KOLOM, {"judul_kode": "Kode", "judul_unit": "kode"})
    assert "Satu judul dipakai untuk dua kolom" in twice.content.decode()
    assert desk.post(KOLOM, SIPD).status_code == 302
    stale = desk.post(KOLOM, SIPD)
    assert "Sudah diisi orang lain sejak Anda membukanya." in stale.content.decode()
    answer = desk.post(KOLOM, SIPD | {"revisi": 7})
    assert answer.status_code == 409
    assert desk.post(KOLOM, SIPD | {"revisi": 0, "judul_kode": "Kode"}).status_code == 302
    assert "Nilai Anggaran" in desk.get(KOLOM).content.decode()
    assert desk.get("/2026/tw4/uang/renstra/kolom/").status_code == 404
