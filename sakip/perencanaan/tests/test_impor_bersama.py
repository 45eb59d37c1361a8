"""Several people around one file: who may, who was first, which document, and how much."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.organisasi.models import Peran
from sakip.perencanaan.actions.impor import create_impor, import_impor, revoke_impor, update_impor
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.actions.versi import create_draf
from sakip.perencanaan.imports import make_reader
from sakip.perencanaan.models import (
    ImporRencana,
    IsiSimpul,
    PeriodeRencana,
    Versi,
)
from sakip.perencanaan.tests.buku import (
    BAIK_SIMPUL,
    DAERAH,
    UNIT,
    ambiguous,
    angka,
    apply,
    buku,
    indikator,
    renstra,
    simpul,
    stage,
    upload,
)
from sakip.rules.decision import Konflik
from sakip.tests.builders import make_pengguna, make_perangkat_daerah


# --- somebody else in between ---------------------------------------------------------------------
def test_a_plan_changed_since_the_preview_renews_it_instead_of_surprising(desk, siti):
    import_rencana(renstra(simpul("S1", pernyataan="Warga makin sehat")), acting_user=siti)
    row = stage(desk, buku([("S1", "Sasaran", "", "Warga bugar", "")]))
    import_rencana(renstra(simpul("S1", pernyataan="Warga panjang umur")), acting_user=siti)
    page = apply(desk, row).content.decode()
    assert "data berubah sejak pratinjau dibuat" in page
    assert "Warga panjang umur → Warga bugar" in page
    assert IsiSimpul.objects.berlaku().get().pernyataan == "Warga panjang umur"
    assert row.status == "draf"
    apply(desk, row)
    assert IsiSimpul.objects.berlaku().get().pernyataan == "Warga bugar"


def test_a_file_goes_into_the_open_draft_and_says_so(desk, sari):
    import_rencana(renstra(simpul("S1", pernyataan="Warga makin sehat")), acting_user=sari)
    draf = create_draf(PeriodeRencana.objects.get(), alasan="Revisi", acting_user=sari)
    page = upload(desk, buku([("S1", "Sasaran", "", "Warga bugar", "")])).content.decode()
    assert "Versi 2</a> yang masih draf; yang berlaku tidak berubah." in page
    apply(desk, ImporRencana.objects.latest("pk"))
    assert IsiSimpul.objects.berlaku().get().pernyataan == "Warga makin sehat"
    assert IsiSimpul.objects.di_versi(draf).get().pernyataan == "Warga bugar"


def test_a_file_waits_while_the_plan_waits_for_approval(desk, sari):
    import_rencana(renstra(simpul("S1", pernyataan="Warga makin sehat")), acting_user=sari)
    create_draf(PeriodeRencana.objects.get(), alasan="Revisi", acting_user=sari)
    row = stage(desk, buku([("S1", "Sasaran", "", "Warga bugar", "")]))
    Versi.objects.filter(nomor=2).update(status="diajukan")
    page = desk.get(f"/perencanaan/impor/{row.pk}/").content.decode()
    assert "sedang menunggu persetujuan. Terapkan setelah diputuskan." in page
    assert apply(desk, row).status_code == 403


def test_a_preview_somebody_renewed_meanwhile_is_looked_at_again_first(desk, siti):
    row = stage(desk, ambiguous())
    desk.post(f"/perencanaan/impor/{row.pk}/angka/", {"pemisah_ribuan": ".", "revisi": 0})
    assert apply(desk, row, revisi=0).status_code == 409
    assert not PeriodeRencana.objects.exists()


def test_a_file_dropped_while_it_is_being_applied_writes_nothing(desk, sari):
    row = stage(desk, buku(BAIK_SIMPUL))
    reader = make_reader(row, sari)

    def meanwhile():
        ImporRencana.objects.update(status="dibuang")
        return reader.read(row.baris)

    with pytest.raises(Konflik):
        import_impor(row, read=meanwhile, revisi=0, acting_user=sari)
    assert not PeriodeRencana.objects.exists()


def test_a_file_applied_meanwhile_is_neither_dropped_nor_read_anew(desk, sari):
    seen = stage(desk, ambiguous())
    ImporRencana.objects.update(status="diterapkan")
    reader = make_reader(seen, sari, pemisah_ribuan=".")
    with pytest.raises(Konflik):
        revoke_impor(seen, acting_user=sari)
    with pytest.raises(Konflik):
        update_impor(
            seen,
            pemisah_ribuan=".",
            read=lambda: reader.read(seen.baris),
            revisi=0,
            acting_user=sari,
        )
    assert ImporRencana.objects.get().status == "diterapkan"


# --- which document -------------------------------------------------------------------------------
def test_rina_uploads_the_rpjmd_and_names_its_years(client, rina, dinkes):
    client.force_login(rina)
    nodes = [("T1", "Tujuan", "", "Daerah sehat", ""), ("S1", "Sasaran", "T1", "Warga sehat", "05")]
    row = stage(client, buku(nodes), url=DAERAH, jenis="rpd", tahun_awal=2024, tahun_akhir=2026)
    apply(client, row)
    assert str(PeriodeRencana.objects.get()) == "RPD 2024–2026"


@pytest.mark.parametrize(
    ("isian", "pesan"),
    [
        ({"tahun_akhir": 2024}, "satu sampai 6 tahun"),
        ({"tahun_akhir": 2031}, "satu sampai 6 tahun"),
        ({"tahun_awal": ""}, "Tahun awal"),
        ({"tahun_awal": 1900}, "2000"),
    ],
)
def test_years_that_make_no_document_are_said_beside_their_field(desk, isian, pesan):
    assert pesan in upload(desk, buku(BAIK_SIMPUL), **isian).content.decode()
    assert not ImporRencana.objects.exists()


def test_an_upload_without_a_file_is_told_what_to_do(desk):
    assert "Pilih berkas yang akan dibaca." in upload(desk, "").content.decode()


def test_a_document_keeps_the_years_it_has(desk, sari):
    import_rencana(renstra(simpul()), acting_user=sari)
    page = upload(desk, buku(BAIK_SIMPUL), tahun_akhir=2030).content.decode()
    assert "Dokumen ini sudah ada dan berakhir pada 2029." in page


def test_the_form_proposes_the_document_in_force_or_five_years_from_now(desk, sari):
    assert 'value="2030"' in desk.get(UNIT).content.decode()
    import_rencana(renstra(simpul(), tahun_awal=2023, tahun_akhir=2026), acting_user=sari)
    page = desk.get(UNIT).content.decode()
    assert 'value="2023"' in page
    assert 'value="2026"' in page


# --- who -----------------------------------------------------------------------------------------
def test_joko_and_wati_find_neither_page_nor_file(client, desk, joko, wati):
    row = stage(desk, buku(BAIK_SIMPUL))
    for person in (joko, wati):
        client.force_login(person)
        for address in (
            UNIT,
            f"/perencanaan/impor/{row.pk}/",
            f"/perencanaan/impor/{row.pk}/galat/",
        ):
            assert client.get(address).status_code == 404, address
        assert apply(client, row).status_code == 404


def test_eko_sees_the_plan_and_is_told_why_he_imports_none(client, eko, dinkes):
    client.force_login(eko)
    answer = client.get(UNIT)
    assert answer.status_code == 403
    assert (
        "Rencana perangkat daerah ditulis oleh operator atau kepalanya." in answer.content.decode()
    )
    page = client.get("/2026/tw4/opd/05/rencana/").content.decode()
    assert "Impor rencana" not in page
    assert "ditulis oleh operator atau kepalanya" in page
    assert client.get("/2026/tw4/opd/05/rencana/templat/").status_code == 200


def test_sari_may_not_write_the_agencys_document_nor_money(desk):
    assert desk.get(DAERAH).status_code == 403
    assert "Anggaran diimpor oleh Bappeda" in desk.get("/2026/tw4/anggaran/impor/").content.decode()
    page = desk.get("/2026/tw4/rencana/").content.decode()
    assert "Impor rencana" not in page
    assert "Impor anggaran" not in page


def test_the_head_of_a_unit_below_reads_no_file_of_the_office_above(client, desk, dinkes):
    row = stage(desk, buku(BAIK_SIMPUL))
    uptd = make_perangkat_daerah(dinkes.instansi, kode="05.1", induk=dinkes)
    kepala = make_pengguna(dinkes.instansi, Peran.KEPALA_OPD, uptd)
    client.force_login(kepala)
    assert client.get(f"/perencanaan/impor/{row.pk}/").status_code == 404


def test_the_actions_themselves_ask_who_acts(desk, sari, eko, joko):
    row = stage(desk, ambiguous())
    read = make_reader(row, sari).read
    for person in (eko, joko):
        for act in (
            lambda who: import_impor(row, read=lambda: read(row.baris), revisi=0, acting_user=who),
            lambda who: update_impor(
                row, pemisah_ribuan=".", read=lambda: read(row.baris), revisi=0, acting_user=who
            ),
            lambda who: revoke_impor(row, acting_user=who),
            lambda who: create_impor(
                ImporRencana(jenis="renstra", perangkat_daerah=row.perangkat_daerah),
                diabaikan=[], read=lambda: read(row.baris), acting_user=who,
            ),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied):
                act(person)
    assert ImporRencana.objects.get().status == "draf"


# --- how much -------------------------------------------------------------------------------------
def test_the_preview_asks_as_often_for_one_row_as_for_two_hundred(desk, count_queries):
    few = stage(desk, buku([("S1", "Sasaran", "", "Warga sehat", "")]))
    many = stage(desk, buku([(f"S{n}", "Sasaran", "", "Warga sehat", "") for n in range(200)]))
    one, two = (count_queries(f"/perencanaan/impor/{row.pk}/") for row in (few, many))
    assert one == two
    page = desk.get(f"/perencanaan/impor/{many.pk}/").content.decode()
    assert len(re.findall(r'<th scope="row"', page)) == 50
    assert "sampai 50 dari 200" in page


def test_the_upload_page_asks_as_often_for_one_file_as_for_sixty(desk, count_queries):
    row = stage(desk, buku(BAIK_SIMPUL))
    few = count_queries(UNIT)
    fields = {
        f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name != "id"
    }
    ImporRencana.objects.bulk_create(ImporRencana(**fields) for _ in range(60))
    assert count_queries(UNIT) == few
    assert "1 sampai 50 dari 61" in desk.get(UNIT).content.decode()


def test_reading_asks_as_often_for_ten_rows_as_for_two_hundred(desk, sari):
    asked = []
    for rows in (10, 200):
        nodes = [(f"S{n}", "Sasaran", "", "Warga sehat", "") for n in range(rows)]
        row = stage(desk, buku(nodes))
        with CaptureQueriesContext(connection) as questions:
            make_reader(row, sari).read(row.baris)
        asked.append(len(questions))
    assert asked[0] == asked[1]


def test_the_filter_shows_one_state_and_htmx_gets_the_table_alone(desk):
    row = stage(desk, buku([*BAIK_SIMPUL, ("K9", "Kegiatan", "S9", "Yatim", "")]))
    address = f"/perencanaan/impor/{row.pk}/?keadaan=galat"
    page = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Yatim" in page
    assert "Warga makin sehat" not in page
    assert "<html" not in page


def test_more_rows_than_the_limit_are_refused_in_words(desk, monkeypatch):
    monkeypatch.setattr("sakip.perencanaan.imports.base.Reader.max_baris", 2)
    nodes = [(f"S{n}", "Sasaran", "", "Warga sehat", "") for n in range(3)]
    assert "paling banyak 2" in upload(desk, buku(nodes)).content.decode()


def test_a_changed_target_alone_is_a_change_of_its_indicator(desk, sari):
    import_rencana(
        renstra(simpul(), indikator=[indikator(target_tahun={2026: angka(5)})]), acting_user=sari
    )
    sheet = ("S1.a", None, None, None, None, None, None, "6", "4")
    row = stage(desk, buku((), [sheet]))
    assert [one["perubahan"] for one in row.baris] == [
        [["Target 2026", "5,00", "6,00"], ["Target TW I 2026", "kosong", "4,00"]]
    ]
