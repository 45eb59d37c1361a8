"""The sheet of people: accounts and assignments in one, refused wherever the page refuses."""

import json
from datetime import date

import pytest

from sakip.audit.models import Jejak
from sakip.organisasi.models import Jabatan, Pengguna, Penugasan
from sakip.organisasi.tests.lembar import LIST, apply, cells, counts, faults, upload
from sakip.tests.builders import make_jabatan

SEJAK = date(2021, 1, 1)
ORANG = [
    {"Nama pengguna": "Budi.S", "Nama": "Budi Santoso", "NIP": "198901012015031001",
     "Peran": "operator perangkat daerah", "Kode perangkat daerah": "05", "Mulai": date(2026, 1, 2)},
    {"Nama pengguna": "budi.s", "Peran": "Pegawai", "Kode perangkat daerah": "05",
     "Jabatan": "Analis", "Mulai": "02-01-2026"},
    {"Nama pengguna": "ani", "Nama": "Ani", "Surel": "ani@contoh.go.id"},
]  # fmt: skip


@pytest.fixture
def desk(client, rina):
    """Rina at her desk."""
    client.force_login(rina)
    return client


def test_people_and_their_assignments_stand_in_one_sheet(desk, rina, dinkes):
    make_jabatan(dinkes, nama="Analis")
    row = upload(desk, "pengguna", ORANG)
    assert faults(row) == {}
    assert counts(row) == (2, 1, 0, 0)
    assert row.baris[0]["perubahan"] == [
        ["Penugasan", "belum ada", "Operator perangkat daerah Dinkes sejak 2 Jan 2026"]
    ]
    assert not Pengguna.objects.filter(username="ani").exists()
    apply(desk, row)
    budi = Pengguna.objects.get(username="budi.s")
    assert budi.keadaan == "belum_aktivasi"
    duties = Penugasan.objects.filter(pengguna=budi).order_by("pk")
    assert [(p.peran, p.jabatan and p.jabatan.nama) for p in duties] == [
        ("operator_opd", None), ("pegawai", "Analis"),
    ]  # fmt: skip
    page = desk.get(f"{LIST}{row.pk}/").content.decode()
    assert "2 orang belum dapat masuk" in page
    assert desk.post("/setelan/pengguna/slip/").content.decode().count("kode-besar") == 2
    assert counts(upload(desk, "pengguna", ORANG)) == (0, 0, 3, 0)


def test_a_promotion_in_the_sheet_is_shown_and_goes_out_again(desk, rina, sari, dinkes):
    rows = [{"Nama pengguna": "sari", "Pangkat": "Penata (III/c)"}]
    row = upload(desk, "pengguna", rows)
    assert row.baris[0]["perubahan"] == [["Pangkat", "kosong", "Penata (III/c)"]]
    apply(desk, row)
    sari.refresh_from_db()
    assert sari.pangkat == "Penata (III/c)"
    head, *lines = cells(desk.get(f"{LIST}pengguna/templat/", {"isi": "ya"}))
    assert "Penata (III/c)" in [dict(zip(head, line, strict=True))["Pangkat"] for line in lines]
    rows[0]["Pangkat"] = "x" * 61
    assert "60" in faults(upload(desk, "pengguna", rows))[2][0][1]


def test_an_end_in_the_sheet_ends_the_assignment_and_another_letter_is_a_fault(desk, rina, dinkes):
    make_jabatan(dinkes, nama="Analis")
    apply(desk, upload(desk, "pengguna", ORANG))
    rows = [ORANG[0] | {"Selesai": date(2026, 12, 31)}, ORANG[1] | {"Nomor surat": "800/7"}]
    row = upload(desk, "pengguna", rows)
    assert counts(row) == (0, 1, 0, 1)
    assert row.baris[0]["perubahan"] == [["Selesai", "kosong", "31 Des 2026"]]
    assert "Akhiri dahulu" in faults(row)[3][0][1]
    apply(desk, row)
    ended = Penugasan.objects.get(peran="operator_opd", pengguna__username="budi.s")
    assert ended.selesai == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("fields", "judul", "sentence"),
    [({"Peran": "Admin"}, "", "hanya dapat diberikan oleh Admin"),
     ({"Peran": "Raja"}, "Peran", "Raja"),
     ({"Peran": None}, "Peran", "Isi perannya"),
     ({"Kode perangkat daerah": None}, "Kode perangkat daerah", "harus menyebut perangkat daerahnya"),
     ({"Kode perangkat daerah": "99"}, "Kode perangkat daerah", "Kode 99 tidak ada"),
     ({"Jabatan": "Tidak Ada"}, "Jabatan", "tidak ada di Dinas Kesehatan"),
     ({"Jenis penugasan": "Plt."}, "Nomor surat", "Isi nomor surat"),
     ({"Mulai": None}, "Mulai", "tidak boleh kosong"),
     ({"Selesai": date(2025, 1, 1)}, "Selesai", "mendahului"),
     ({"NIP": 198901012015031001}, "NIP", "15 digit"),
     ({"Nama pengguna": "rina"}, "", "Profil"),
     ({"Nama pengguna": "bu di"}, "Nama pengguna", "tanpa spasi"),
     ({"Nama pengguna": "wati"}, "Nama pengguna", "sudah dipakai")],
)  # fmt: skip
def test_what_the_page_refuses_the_sheet_refuses_by_row_and_column(
    desk, rina, wati, dinkes, fields, judul, sentence
):
    row = upload(desk, "pengguna", [ORANG[0] | fields])
    assert counts(row) == (0, 0, 0, 1)
    [[column, text], *_] = faults(row)[2]
    assert column == judul
    assert sentence in text
    assert not Pengguna.objects.filter(username="budi.s").exists()


def test_a_person_is_described_in_one_way_only(desk, dinkes):
    row = upload(
        desk, "pengguna", [ORANG[2], ORANG[2] | {"Nama": "Anita"}, ORANG[0] | {"Peran": None}]
    )
    assert "baris 2" in faults(row)[3][0][1]
    second = ORANG[0] | {"Peran": "Pegawai", "Nama": "Budi Lain"}
    row = upload(desk, "pengguna", [ORANG[0], second])
    assert faults(row)[3] == [
        ["Nama", "Berbeda dengan baris lain untuk orang yang sama: Budi Santoso."]
    ]


def test_bagor_cannot_apply_what_an_admin_uploaded_beyond_bagors_own_rights(client, rina, adi):
    client.force_login(adi)
    rows = [{"Nama pengguna": "eka", "Nama": "Eka", "Peran": "Evaluator (APIP)", "Mulai": SEJAK}]
    row = upload(client, "pengguna", rows)
    assert counts(row) == (1, 0, 0, 0)
    client.force_login(rina)
    apply(client, row)
    assert (row.status, counts(row)) == ("draf", (0, 0, 0, 1))
    assert not Penugasan.objects.filter(pengguna__username="eka").exists()


def test_no_personal_data_of_a_sheet_reaches_the_trail(desk, dinkes):
    make_jabatan(dinkes, nama="Analis")
    row = upload(desk, "pengguna", ORANG)
    Jabatan.objects.update(nama="Analis Muda", revisi=1)
    apply(desk, row)
    apply(desk, row)
    told = " ".join(Jejak.objects.values_list("isi", flat=True))
    for secret in ("Budi", "Ani", "198901012015031001", "contoh.go.id"):
        assert secret not in told
    assert json.loads(Jejak.objects.order_by("nomor")[1].isi)["rincian"]["pribadi"] == ["isi"]
