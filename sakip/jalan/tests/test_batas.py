"""What is another agency's, or was somebody's a moment ago, is left as it is."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.dasbor.tests.test_rekap import keep_hasil
from sakip.evaluasi.actions.arsip import IsiArsip, import_nilai_arsip
from sakip.jalan.actions.aksi import create_aksi_jalan, revoke_aksi_jalan
from sakip.jalan.actions.katalog import import_katalog
from sakip.jalan.actions.skenario import create_skenario, delete_skenario
from sakip.jalan.imports.nilai import write_rows
from sakip.jalan.models import AksiJalan, Skenario
from sakip.jalan.rencana import Langkah
from sakip.jalan.riwayat import load_potongan, load_subkomponen
from sakip.jalan.titik import load_resmi
from sakip.organisasi.models import Peran
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.tindakan import Tindakan
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.tests.evaluasi import fill_mandiri, make_penilaian


@pytest.fixture
def nina(kota):
    """Nina runs SAKIP in another agency."""
    return wearing(make_pengguna(kota, Peran.BAGOR))


def langkah(kode, mulai=date(2026, 12, 1)):
    return Langkah(
        Tindakan(kode, ("1.b.3",), Decimal(5)),
        (),
        mulai,
        mulai and date(2027, 1, 31),
        None,
        Decimal(1),
    )


def arsip(tahun, user):
    isi = IsiArsip(None, tahun, "permenpanrb-88-2021", "Surat", total=Decimal("63.41"))
    return import_nilai_arsip([isi], acting_user=user)


def test_the_years_of_another_agency_are_not_among_ours(rina, nina, kota):
    arsip(2024, rina)
    arsip(2023, nina)
    create_aksi_jalan(None, tahun=2024, langkah=[langkah("A01")], acting_user=nina)
    fill_mandiri(make_penilaian(nina, None, tahun=2025), acting_user=nina)
    there = make_perangkat_daerah(kota)
    keep_hasil(there, "70.05", "BB", tahun=2025)
    [ours] = load_potongan(wearing(rina), None, 2026)
    assert [(row.tahun, row.aksi) for row in ours.tahun] == [(2024, ())]
    assert load_subkomponen(rina, None, 2026) == ([], [])
    assert load_potongan(rina, there, 2026) == []
    assert load_subkomponen(nina, None, 2026)[0] == [2025]
    assert [len(row.tahun) for row in load_potongan(nina, there, 2026)] == [1]


def test_a_value_is_not_imported_for_a_unit_of_another_agency(rina, kota):
    make_perangkat_daerah(kota, kode="77")
    row = {
        "kode": "77",
        "tahun": "2024",
        "k1": "20",
        "k2": "20",
        "k3": "10",
        "k4": "15",
        "surat": "S",
    }
    with pytest.raises(RuleError, match="Kode 77 tidak ada di instansi ini"):
        write_rows("nilai", json.dumps([row]), acting_user=wearing(rina))


def test_who_has_no_task_sees_no_actions_and_no_scenarios(kabupaten, rina):
    create_aksi_jalan(None, tahun=2028, langkah=[langkah("A01")], acting_user=wearing(rina))
    nobody = wearing(make_pengguna(kabupaten))
    assert list(AksiJalan.objects.visible_to(nobody)) == []
    assert list(Skenario.objects.visible_to(nobody)) == []


def test_an_action_that_fits_into_no_month_does_not_become_work(rina):
    with pytest.raises(RuleError, match="A02 tidak muat sebelum musim evaluasi"):
        create_aksi_jalan(
            None,
            tahun=2028,
            langkah=[langkah("A01"), langkah("A02", None)],
            acting_user=wearing(rina),
        )
    assert not AksiJalan.objects.exists()


def test_an_action_somebody_begins_at_that_moment_is_not_taken_back(rina):
    [row] = create_aksi_jalan(None, tahun=2028, langkah=[langkah("A01")], acting_user=wearing(rina))

    def begin(execute, sql, params, many, context):
        if sql.startswith("DELETE"):
            AksiJalan.objects.filter(pk=row.pk, revisi=0).update(revisi=1, status="berjalan")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(begin), pytest.raises(RuleError, match="sudah disentuh"):
        revoke_aksi_jalan(None, tahun=2028, acting_user=rina)
    assert AksiJalan.objects.filter(pk=row.pk).exists()


def test_the_value_of_another_agency_is_not_where_we_stand(rina, nina, kota):
    arsip(2025, nina)
    there = make_perangkat_daerah(kota)
    keep_hasil(there, "70.05", "BB", tahun=2025)
    assert load_resmi(wearing(rina), None, 2026) is None
    assert load_resmi(rina, there, 2026) is None
    assert load_resmi(nina, None, 2026).tahun == load_resmi(nina, there, 2026).tahun == 2025


def test_the_catalogue_of_another_agency_opens_nothing_of_it(masuk, rina, nina):
    ours, theirs = (
        import_katalog(peraturan="permenpanrb-88-2021", acting_user=user)
        for user in (wearing(rina), nina)
    )
    page = masuk(rina).get("/jalan/katalog/").content.decode()
    assert all(f"/katalog/{row.pk}/" in page for row in ours)
    assert not [row for row in theirs if f"/katalog/{row.pk}/" in page]


def test_an_assignment_that_names_a_unit_of_another_agency_leads_to_no_page_of_it(
    masuk, kabupaten, kota
):
    there = make_perangkat_daerah(kota, kode="77")
    someone = make_pengguna(kabupaten, Peran.OPERATOR_OPD, there)
    assert masuk(someone).get("/2026/tw4/jalan/").headers["Location"] == "/jalan/aksi/"


def test_scenarios_and_forms_that_are_not_there_are_not_found(masuk, rina):
    client = masuk(rina)
    assert client.get("/jalan/skenario/?a=998&b=999").status_code == 404
    assert client.get("/jalan/impor/lain/templat/").status_code == 404


def test_a_scenario_is_thrown_away_once_and_the_trail_says_so_once(rina):
    row = create_skenario(
        None, tahun=2028, nama="Hemat", isian=[["n", "1"]], acting_user=wearing(rina)
    )
    late = Skenario.objects.get()
    delete_skenario(row, acting_user=rina)
    with pytest.raises(Konflik):
        delete_skenario(late, acting_user=rina)
    assert Jejak.objects.filter(tindakan="skenario.delete").count() == 1
