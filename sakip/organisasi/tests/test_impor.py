"""Imports: nothing written before the act, faults by row and column, the same file twice is no change."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.audit.models import Jejak
from sakip.organisasi.actions.impor import (
    create_impor_berkas,
    import_impor_berkas,
    revoke_impor_berkas,
)
from sakip.organisasi.imports import JENIS, write_rows
from sakip.organisasi.models import ImporBerkas, Jabatan, Peran, PerangkatDaerah
from sakip.organisasi.tests.lembar import LIST, apply, cells, counts, faults, upload, workbook
from sakip.rules.decision import Konflik
from sakip.tests.builders import make_jabatan, make_pengguna, make_perangkat_daerah

UNIT = "perangkat-daerah"
SEJAK = date(2021, 1, 1)
OPD = [
    # A unit above may stand below in the sheet.
    {"Kode": "04.1", "Nama": "Bagian Organisasi", "Singkatan": "Bagor", "Jenis": "bagian",
     "Kode induk": "04", "Menyusun Renstra": "tidak", "Aktif sejak": SEJAK},
    {"Kode": "04", "Nama": "Sekretariat Daerah", "Singkatan": "Setda", "Jenis": "Sekretariat",
     "Aktif sejak": "01-01-2021"},
    {"Kode": "05", "Nama": "Dinas Kesehatan dan KB", "Singkatan": "Dinkes", "Jenis": "Dinas",
     "Aktif sejak": date(2020, 1, 1)},
]  # fmt: skip


@pytest.fixture
def desk(client, rina):
    """Rina at her desk."""
    client.force_login(rina)
    return client


# --- the way of a file --------------------------------------------------------------------------
def test_a_file_is_tried_out_kept_and_written_only_on_the_act(desk, rina, dinkes):
    row = upload(desk, UNIT, OPD)
    assert (row.status, counts(row)) == ("draf", (2, 1, 0, 0))
    assert PerangkatDaerah.objects.count() == 1
    assert [j.tindakan for j in Jejak.objects.all()] == ["impor.create"]
    page = desk.get(f"{LIST}{row.pk}/").content.decode()
    assert "Terapkan 3 baris yang baik" in page
    assert "Dinas Kesehatan → Dinas Kesehatan dan KB" in page
    apply(desk, row)
    assert row.status == "diterapkan"
    bagor = PerangkatDaerah.objects.get(kode="04.1")
    assert (bagor.induk.kode, bagor.jenis, bagor.punya_renstra) == ("04", "bagian", False)
    assert bagor.aktif_sejak == bagor.induk.aktif_sejak == SEJAK
    acts = [j.tindakan for j in Jejak.objects.order_by("nomor")]
    assert acts == [
        "impor.create", "perangkat_daerah.create", "perangkat_daerah.create",
        "perangkat_daerah.update", "impor.import",
    ]  # fmt: skip
    assert {j.pelaku for j in Jejak.objects.all()} == {rina}


def test_the_same_file_again_is_no_change(desk, dinkes):
    data = workbook(UNIT, OPD)
    apply(desk, upload(desk, UNIT, data))
    row = upload(desk, UNIT, data)
    assert counts(row) == (0, 0, 3, 0)
    page = desk.get(f"{LIST}{row.pk}/").content.decode()
    assert "0 perubahan" in page
    answer = apply(desk, row)
    assert answer.status_code == 403
    assert "Tidak ada baris baik" in answer.content.decode()


def test_good_rows_go_in_and_faulty_rows_come_back_with_their_reason(desk, dinkes):
    rows = [
        OPD[1],
        {"Kode": "07", "Nama": "Dinas Tanpa Singkatan", "Jenis": "Dinas", "Aktif sejak": SEJAK},
        {"Kode": "08", "Nama": "Dinas Aneh", "Singkatan": "DA", "Jenis": "Istana",
         "Punya DPA": "barangkali", "Aktif sejak": "kemarin"},
        {"Kode": "09", "Nama": "UPTD", "Singkatan": "U", "Jenis": "UPTD", "Kode induk": "99",
         "Aktif sejak": SEJAK},
        OPD[1] | {"Nama": "Setda Kedua"},
        {"Kode": "10", "Nama": "Dinas Rumus", "Singkatan": "=1+1", "Jenis": "Dinas",
         "Aktif sejak": SEJAK},
    ]  # fmt: skip
    row = upload(desk, UNIT, rows)
    assert counts(row) == (1, 0, 0, 5)
    found = faults(row)
    assert found[3][0][0] == "Singkatan"
    assert [judul for judul, _ in found[4]] == ["Jenis", "Punya DPA", "Aktif sejak"]
    assert found[4][0][1].startswith("Istana tidak dikenal. Pilihannya: Sekretariat, Inspektorat,")
    assert found[5] == [
        [
            "Kode induk",
            "Kode 99 tidak ada di instansi ini, dan tidak ada baris baiknya di berkas ini.",
        ]
    ]
    assert "baris 2" in found[6][0][1]
    assert found[7] == [["Singkatan", "Sel berisi rumus. Salin, lalu tempel sebagai nilai."]]
    apply(desk, row)
    assert set(PerangkatDaerah.objects.values_list("kode", flat=True)) == {"04", "05"}
    table = cells(desk.get(f"{LIST}{row.pk}/galat/"))
    assert table[0][-1] == "Yang perlu diperbaiki"
    assert [line[0] for line in table[1:]] == ["07", "08", "09", "04", "10"]
    assert table[3][-1].startswith("Kode induk: Kode 99 tidak ada")


def test_a_corrected_fault_file_can_be_sent_back(desk, dinkes):
    broken = OPD[1] | {"Kode": "07", "Jenis": "Istana"}
    row = upload(desk, UNIT, [broken])
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"{LIST}{row.pk}/galat/").content))
    book["Isian"]["D2"].value = "Dinas"
    buffer = io.BytesIO()
    book.save(buffer)
    again = upload(desk, UNIT, buffer.getvalue())
    assert counts(again) == (1, 0, 0, 0)
    assert again.isi["diabaikan"] == ["Yang perlu diperbaiki"]


def test_a_row_that_needs_a_faulty_row_is_faulty_too(desk):
    rows = [OPD[1] | {"Jenis": "Istana"}, OPD[0]]
    row = upload(desk, UNIT, rows)
    assert counts(row) == (0, 0, 0, 2)
    assert faults(row)[3][0][0] == "Kode induk"


def test_a_circle_in_the_sheet_is_a_fault_and_not_a_hang(desk):
    first = OPD[1] | {"Kode induk": "04.1"}
    row = upload(desk, UNIT, [first, OPD[0]])
    assert counts(row) == (0, 0, 0, 2)


def test_a_waiting_file_can_be_left_found_again_and_dropped_without_a_trace_of_its_rows(desk):
    row = upload(desk, UNIT, OPD)
    assert "daftar.xlsx" in desk.get(LIST).content.decode()
    desk.post(f"{LIST}{row.pk}/buang/")
    row.refresh_from_db()
    assert (row.status, row.baris) == ("dibuang", [])
    answer = apply(desk, row)
    assert answer.status_code == 403
    assert "sudah dibuang" in answer.content.decode()
    assert not PerangkatDaerah.objects.exists()
    assert "tidak ada yang ditulis" in desk.get(f"{LIST}{row.pk}/").content.decode()


def test_data_that_changed_since_the_preview_renews_it_instead_of_surprising(desk, dinkes):
    row = upload(desk, UNIT, OPD)
    PerangkatDaerah.objects.filter(pk=dinkes.pk).update(nama="Dinas Bugar", revisi=1)
    answer = desk.post(f"{LIST}{row.pk}/terapkan/", {"revisi": row.revisi}, follow=True)
    assert "data berubah sejak pratinjau" in answer.content.decode()
    row.refresh_from_db()
    assert row.status == "draf"
    assert PerangkatDaerah.objects.count() == 1
    assert ["Nama", "Dinas Bugar", "Dinas Kesehatan dan KB"] in row.baris[2]["perubahan"]
    apply(desk, row)
    assert PerangkatDaerah.objects.count() == 3


def test_a_file_is_applied_once_however_often_the_button_is_pressed(desk):
    row = upload(desk, UNIT, OPD)
    apply(desk, row)
    answer = apply(desk, row)
    assert answer.status_code == 403
    assert "sudah diterapkan" in answer.content.decode()
    assert PerangkatDaerah.objects.count() == 3


def test_a_broken_file_is_said_beside_the_field(desk):
    bad = SimpleUploadedFile("daftar.xlsx", b"bukan lembar")
    page = desk.post(f"{LIST}{UNIT}/", {"berkas": bad}).content.decode()
    assert "Berkas harus .xlsx" in page
    other = SimpleUploadedFile("orang.xlsx", workbook("pengguna", [{"Nama": "x"}]))
    page = desk.post(f"{LIST}{UNIT}/", {"berkas": other}).content.decode()
    assert "Judul kolom tidak ditemukan: Kode, Singkatan, Jenis, Aktif sejak" in page
    assert not ImporBerkas.objects.exists()


def test_more_rows_than_one_request_can_write_are_refused(desk, monkeypatch):
    monkeypatch.setattr("sakip.organisasi.views.impor.MAX_BARIS", 2)
    file = SimpleUploadedFile("daftar.xlsx", workbook(UNIT, OPD))
    page = desk.post(f"{LIST}{UNIT}/", {"berkas": file}).content.decode()
    assert "paling banyak 2" in page


def test_what_one_act_cannot_write_follows_when_the_same_file_is_sent_again(desk, monkeypatch):
    monkeypatch.setattr("sakip.organisasi.imports.base.MAX_UBAH", 2)
    data = workbook(UNIT, [*OPD, OPD[1] | {"Kode": "06"}, OPD[1] | {"Kode": "07"}])
    for expected in ((2, 0, 0, 3), (2, 0, 2, 1), (1, 0, 4, 0)):
        row = upload(desk, UNIT, data)
        assert counts(row) == expected
        assert all("unggah berkas yang sama" in pesan[0][1] for pesan in faults(row).values())
        apply(desk, row)
    assert PerangkatDaerah.objects.count() == 5


# --- templates ----------------------------------------------------------------------------------
@pytest.mark.parametrize("jenis", list(JENIS))
def test_the_example_rows_of_a_template_are_good_rows(desk, rina, jenis):
    """What the template shows is accepted when it is copied, once what it refers to exists."""
    setda = make_perangkat_daerah(rina.instansi, kode="04", nama="Sekretariat Daerah")
    make_jabatan(setda, nama="Sekretaris Daerah")
    if jenis == "pengguna":
        unit = make_perangkat_daerah(rina.instansi, kode="05", nama="Dinas Kesehatan")
        make_jabatan(unit, nama="Kepala Dinas Kesehatan")
    elif jenis == "jabatan":
        make_perangkat_daerah(rina.instansi, kode="05", nama="Dinas Kesehatan")
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"{LIST}{jenis}/templat/").content))
    assert book.sheetnames[:3] == ["Isian", "Penjelasan", "Contoh"]
    assert book["Isian"].max_row == 1
    for line in book["Contoh"].iter_rows(min_row=2, values_only=True):
        if jenis == UNIT:
            line = (*line[:11], SEJAK, None)
        book["Isian"].append(list(line))
    buffer = io.BytesIO()
    book.save(buffer)
    row = upload(desk, jenis, buffer.getvalue())
    assert faults(row) == {}
    assert row.baik + row.sama == len(row.baris)


@pytest.mark.parametrize("jenis", list(JENIS))
def test_what_is_stored_goes_out_and_comes_back_as_no_change(desk, sari, siti, adi, dinkes, jenis):
    head = make_jabatan(dinkes, nama="=Kepala")
    make_jabatan(make_perangkat_daerah(dinkes.instansi, induk=dinkes, liga="uobk"), atasan=head)
    data = desk.get(f"{LIST}{jenis}/templat/?isi=ya").content
    row = upload(desk, jenis, data)
    assert faults(row) == {}
    assert counts(row) == (0, 0, len(row.baris), 0)
    assert row.sama >= 2


def test_an_unknown_kind_is_not_found(desk):
    assert desk.get(f"{LIST}ngawur/").status_code == 404
    assert desk.get(f"{LIST}ngawur/templat/").status_code == 404


# --- who ----------------------------------------------------------------------------------------
def test_sari_is_told_who_imports_and_another_agency_finds_nothing(client, rina, sari, wati):
    client.force_login(rina)
    row = upload(client, UNIT, OPD)
    client.force_login(sari)
    for url in (LIST, f"{LIST}{UNIT}/", f"{LIST}{UNIT}/templat/", f"{LIST}{row.pk}/"):
        answer = client.get(url)
        assert answer.status_code == 403
        assert "Hanya Admin atau Bagian Organisasi" in answer.content.decode()
    assert client.post(f"{LIST}{row.pk}/terapkan/", {"revisi": 0}).status_code == 403
    client.force_login(wati)
    assert "daftar.xlsx" not in client.get(LIST).content.decode()
    for tail in ("", "galat/"):
        assert client.get(f"{LIST}{row.pk}/{tail}").status_code == 404
    for tail in ("terapkan/", "buang/"):
        assert client.post(f"{LIST}{row.pk}/{tail}").status_code == 404
    row.refresh_from_db()
    assert row.status == "draf"


def tulis(row, user):
    impor = JENIS[row.jenis](user)
    return lambda: write_rows(impor, row.baris)


def test_the_actions_themselves_ask_who_acts(desk, rina, sari, wati):
    row = upload(desk, UNIT, OPD)
    for person, reason in ((sari, "Hanya Admin atau Bagian"), (wati, "impor instansi lain")):
        with pytest.raises(PermissionDenied, match=reason):
            import_impor_berkas(row, tulis=tulis(row, person), revisi=0, acting_user=person)
        with pytest.raises(PermissionDenied, match=reason):
            revoke_impor_berkas(row, acting_user=person)
    with pytest.raises(PermissionDenied):
        create_impor_berkas(
            jenis=UNIT, nama_berkas="x", sha256="", diabaikan=[], tulis=list, acting_user=sari
        )
    assert not PerangkatDaerah.objects.filter(kode="04").exists()
    assert ImporBerkas.objects.get().status == "draf"


def test_somebody_drops_the_file_while_it_is_being_applied_and_nothing_is_written(desk, rina):
    row = upload(desk, UNIT, OPD)

    def meanwhile():
        ImporBerkas.objects.update(status="dibuang")
        return tulis(row, rina)()

    with pytest.raises(Konflik):
        import_impor_berkas(row, tulis=meanwhile, revisi=0, acting_user=rina)
    assert not PerangkatDaerah.objects.exists()


def test_a_preview_somebody_renewed_meanwhile_is_looked_at_again_first(desk, rina, dinkes):
    row = upload(desk, UNIT, OPD)
    PerangkatDaerah.objects.filter(pk=dinkes.pk).update(nama="Dinas Bugar", revisi=1)
    apply(desk, row)
    assert row.revisi == 1
    answer = desk.post(f"{LIST}{row.pk}/terapkan/", {"revisi": 0})
    assert answer.status_code == 409
    assert PerangkatDaerah.objects.count() == 1


def test_a_file_applied_by_another_meanwhile_is_not_dropped(desk, rina):
    seen = upload(desk, UNIT, OPD)
    apply(desk, ImporBerkas.objects.get(pk=seen.pk))
    with pytest.raises(Konflik):
        revoke_impor_berkas(seen, acting_user=rina)
    assert ImporBerkas.objects.get().status == "diterapkan"


@pytest.fixture
def tetangga(kota):
    """A neighbouring agency with the same codes, names and people's names as ours might have."""
    setda = make_perangkat_daerah(kota, kode="04", nama="Setda Tetangga", singkatan="Setda")
    only = make_perangkat_daerah(kota, kode="77", nama="Dinas Tetangga", singkatan="DT")
    make_jabatan(only, nama="Kepala Tetangga")
    make_pengguna(kota, Peran.OPERATOR_OPD, only, username="orang.tetangga", nama="Orang Tetangga")
    return setda


@pytest.mark.parametrize("jenis", list(JENIS))
def test_what_goes_out_is_ones_own_agencys_alone(desk, dinkes, tetangga, jenis):
    make_jabatan(dinkes)
    for query in ("", "?isi=ya"):
        answer = desk.get(f"{LIST}{jenis}/templat/{query}")
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        told = {str(c.value) for page in book for line in page.iter_rows() for c in line}
        assert not {text for text in told if "etangga" in text or text == "77"}


def test_a_code_of_the_neighbour_is_neither_changed_nor_referred_to(desk, tetangga):
    row = upload(desk, UNIT, [OPD[1], OPD[2] | {"Kode induk": "77"}])
    assert counts(row) == (1, 0, 0, 1)
    assert "Kode 77 tidak ada" in faults(row)[3][0][1]
    apply(desk, row)
    tetangga.refresh_from_db()
    assert tetangga.nama == "Setda Tetangga"
    assert PerangkatDaerah.objects.filter(kode="04").count() == 2


# --- positions ----------------------------------------------------------------------------------
def test_positions_find_their_superior_in_the_sheet_or_in_another_unit(desk, rina, dinkes):
    setda = make_perangkat_daerah(rina.instansi, kode="04", nama="Setda")
    sekda = make_jabatan(setda, nama="Sekretaris Daerah")
    rows = [
        {"Kode perangkat daerah": "05", "Nama jabatan": "Sekretaris Dinas", "Jenjang": "Administrator",
         "Nama jabatan atasan": "kepala dinas kesehatan"},
        {"Kode perangkat daerah": "05", "Nama jabatan": "Kepala Dinas Kesehatan",
         "Jenjang": "JPT pratama", "Kode perangkat daerah atasan": "04",
         "Nama jabatan atasan": "Sekretaris Daerah"},
        {"Kode perangkat daerah": "05", "Nama jabatan": "Analis", "Jenjang": "Pelaksana",
         "Nama jabatan atasan": "Tidak Ada"},
    ]  # fmt: skip
    row = upload(desk, "jabatan", rows)
    assert counts(row) == (2, 0, 0, 1)
    assert faults(row)[4][0][0] == "Nama jabatan atasan"
    apply(desk, row)
    kepala = Jabatan.objects.get(nama="Kepala Dinas Kesehatan")
    assert (kepala.atasan, kepala.jenjang) == (sekda, "2_jpt_pratama")
    assert Jabatan.objects.get(nama="Sekretaris Dinas").atasan == kepala
    again = upload(desk, "jabatan", [rows[0] | {"Jenjang": "Pengawas, ketua tim"}])
    assert counts(again) == (0, 1, 0, 0)
    assert again.baris[0]["perubahan"] == [["Jenjang", "Administrator", "Pengawas, ketua tim"]]


# --- cost ---------------------------------------------------------------------------------------
def test_the_pages_ask_as_often_for_one_row_as_for_many(desk, rina, count_queries):
    row = upload(desk, UNIT, OPD[1:2])
    few = (
        count_queries(LIST),
        count_queries(f"{LIST}{row.pk}/"),
        count_queries(f"{LIST}{UNIT}/templat/?isi=ya"),
    )
    many = [OPD[1] | {"Kode": f"K{n}", "Nama": f"Dinas {n}"} for n in range(60)]
    row = upload(desk, UNIT, many)
    apply(desk, row)
    assert (
        count_queries(LIST),
        count_queries(f"{LIST}{row.pk}/"),
        count_queries(f"{LIST}{UNIT}/templat/?isi=ya"),
    ) == few
    page = desk.get(f"{LIST}{row.pk}/?halaman=2&keadaan=baru", headers={"HX-Request": "true"})
    assert page.content.decode().count("<tr") == 11
