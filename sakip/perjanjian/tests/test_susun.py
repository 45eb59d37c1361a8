"""What a PK says is computed: from the plan, the money, and who is in office on the day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.organisasi.models import Jabatan, JenisPenugasan, Penugasan, Peran
from sakip.organisasi.pejabat import is_kepala, load_pejabat
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.models import TargetTahun
from sakip.perencanaan.rencana import BarisSimpul, Rencana
from sakip.perjanjian.actions.ampuan import update_ampuan
from sakip.perjanjian.models import Ampuan
from sakip.perjanjian.susun import compute_susunan
from sakip.perjanjian.tests.conftest import HARI, RENSTRA, SIMPUL, indikator
from sakip.rules.decision import RuleError
from sakip.rules.perjanjian import aturan_pk_on
from sakip.tests.builders import make_jabatan, make_pengguna, make_perangkat_daerah


def susun(jabatan, on=HARI, tahun=2026):
    return compute_susunan(jabatan, tahun, on, aturan_pk_on(on))


def pesan(susunan, *, tolak):
    return [one.pesan for one in susunan.periksa if one.tolak == tolak]


def names(susunan):
    return [(row.isi.pernyataan, [one.isi.nama for one in row.janji]) for row in susunan.sasaran]


def test_the_head_promises_the_sasaran_of_his_plan_and_its_programmes_money(kantor):
    found = susun(kantor.kepala)
    assert names(found) == [("Ibu selamat saat melahirkan", ["Persalinan di fasilitas kesehatan"])]
    assert found.sasaran[0].janji[0].target.bawah == 80
    assert [(one.nama, one.jumlah, one.sumber) for one in found.uang] == [
        ("Program upaya kesehatan", Decimal(1000), {"APBD": 700, "DAK": 300})
    ]
    assert (found.pertama.pengguna.nama, found.kedua.pengguna.nama) == ("Siti", "Surya")
    assert found.boleh
    assert pesan(found, tolak=False) == [
        "Jumlah program berbeda Rp\u00a050 dari DPA: ada rupiah tanpa hasil."
    ]


def test_what_the_agency_asks_of_the_unit_is_promised_by_its_head_and_by_the_regions(kantor, rina):
    simpul = (
        BarisSimpul("T1", "tujuan", "Warga sehat", "", "", "Warga"),
        BarisSimpul("S9", "sasaran", "Usia hidup panjang", "T1", "", "Warga"),
        BarisSimpul("S8", "sasaran", "Jalan mantap", "T1", "", "Warga"),
    )
    make_perangkat_daerah(kantor.dinkes.instansi, kode="06", nama="DPUPR", singkatan="DPUPR")
    sheets = (
        indikator("D1", "S9", "Usia harapan hidup"),
        indikator("D2", "S8", "Jalan mantap", unit="06"),
    )
    import_rencana(Rencana("rpjmd", 2025, 2029, "", simpul, sheets), acting_user=rina)
    assert ("Usia hidup panjang", ["Usia harapan hidup"]) in names(susun(kantor.kepala))
    assert ["Jalan mantap"] not in [one for _, one in names(susun(kantor.kepala))]
    agency = susun(kantor.bupati)
    assert sorted(names(agency)) == [
        ("Jalan mantap", ["Jalan mantap"]), ("Usia hidup panjang", ["Usia harapan hidup"]),
    ]  # fmt: skip
    assert agency.kedua is None
    assert [one.nama for one in agency.uang] == ["Program upaya kesehatan"]
    assert agency.boleh


def test_of_two_plans_of_one_year_the_one_that_began_last_is_promised(kantor, rina):
    """An RPD-time Renstra runs to 2026 beside the one of the RPJMD: nobody promises both."""
    node = BarisSimpul("S1", "sasaran", "Janji lama", "", "05", "Warga")
    older = Rencana("renstra", 2022, 2026, "05", (node,), (indikator("I1", "S1", "Ukuran lama"),))
    import_rencana(older, acting_user=rina)
    assert [row.isi.pernyataan for row in susun(kantor.kepala).sasaran] == [
        "Ibu selamat saat melahirkan"
    ]
    before = susun(kantor.kepala, on=date(2024, 1, 5), tahun=2024)
    assert [row.isi.pernyataan for row in before.sasaran] == ["Janji lama"]


def test_below_the_head_a_position_promises_what_it_carries(kantor):
    kabid = make_jabatan(kantor.dinkes, nama="Kabid", atasan=kantor.kepala)
    assert "belum mengampu simpul" in pesan(susun(kabid), tolak=True)[-1]
    program = kantor.indikator("I2").periode.simpul_set.get(kode="P1")
    update_ampuan(kantor.dinkes, 2026, {program.pk: kabid.pk}, lihat={}, acting_user=kantor.sari)
    found = susun(kabid)
    assert names(found) == [("Program upaya kesehatan", ["Layanan sesuai standar"])]
    assert [(one.nama, one.jumlah) for one in found.uang] == [("Layanan ibu hamil", 1000)]
    assert found.kedua.pengguna.nama == "Siti"
    assert found.formulir.kunci == "bawahan"


def test_nodes_and_positions_of_another_unit_are_not_shared_out(kantor):
    other = make_perangkat_daerah(kantor.dinkes.instansi, kode="09")
    strange = make_jabatan(other, nama="Kabid lain")
    kabid = make_jabatan(kantor.dinkes, nama="Kabid", atasan=kantor.kepala)
    program = kantor.indikator("I2").periode.simpul_set.get(kode="P1")
    sasaran = kantor.indikator("I2").periode.simpul_set.get(kode="S1")
    for pilihan in (
        {program.pk: strange.pk},
        {sasaran.pk: kabid.pk},
        {program.pk: kantor.kepala.pk},
    ):
        with pytest.raises(RuleError, match="bukan milik perangkat daerah ini"):
            update_ampuan(kantor.dinkes, 2026, pilihan, lihat={}, acting_user=kantor.sari)
    assert not Ampuan.objects.exists()


def test_a_bagian_without_a_plan_answers_for_what_its_units_plan_gives_it(kantor, rina):
    bagian = make_perangkat_daerah(
        kantor.dinkes.instansi, kode="05.1", nama="UPTD", singkatan="UPTD", induk=kantor.dinkes
    )
    node = BarisSimpul("K2", "kegiatan", "Layanan rujukan", "P1", "05.1")
    sheet = indikator("I3", "K2", "Rujukan tepat waktu")
    plan = replace(RENSTRA, simpul=(*SIMPUL, node), indikator=(*RENSTRA.indikator, sheet))
    import_rencana(plan, acting_user=rina)
    kepala = make_jabatan(bagian, nama="Kepala UPTD", atasan=kantor.kepala)
    assert is_kepala(kepala)
    assert [row.isi.pernyataan for row in susun(kepala).sasaran] == ["Layanan rujukan"]


def test_an_indicator_without_a_target_keeps_the_pk_back_and_is_named(kantor):
    TargetTahun.objects.filter(indikator=kantor.indikator("I1"), tahun=2026).delete()
    found = susun(kantor.kepala)
    assert not found.boleh
    assert pesan(found, tolak=True) == [
        "1 indikator belum bertarget 2026: Persalinan di fasilitas kesehatan."
    ]


def test_a_year_without_a_plan_says_so(kantor):
    found = susun(kantor.kepala, on=date(2031, 1, 5), tahun=2031)
    assert "Belum ada sasaran dengan indikator" in pesan(found, tolak=True)[0]
    assert pesan(found, tolak=False) == ["Pagu DPA belum dimuat: Dinkes."]


def test_a_plt_signs_as_plt_and_a_plh_signs_none(kantor, siti):
    mutasi = date(2026, 7, 14)
    Penugasan.objects.filter(pengguna=siti).update(selesai=date(2026, 7, 13))
    lina = make_pengguna(siti.instansi, username="lina", nama="Lina")
    same = {
        "instansi": siti.instansi, "pengguna": lina, "peran": Peran.KEPALA_OPD,
        "perangkat_daerah": kantor.dinkes, "mulai": mutasi, "nomor_surat": "821/9",
    }  # fmt: skip
    plh = Penugasan.objects.create(**same, jenis=JenisPenugasan.PLH)
    found = susun(kantor.kepala, on=mutasi)
    assert found.pertama is None
    assert "Plh. tidak menandatangani PK." in pesan(found, tolak=True)[0]
    Penugasan.objects.filter(pk=plh.pk).update(jenis=JenisPenugasan.PLT)
    assert susun(kantor.kepala, on=mutasi).pertama.pengguna == lina
    assert susun(kantor.kepala, on=date(2026, 7, 13)).pertama.pengguna == siti


def test_one_plt_may_hold_two_positions(kantor, siti):
    other = make_perangkat_daerah(siti.instansi, kode="22", nama="Dinas Budaya", singkatan="Disbud")
    Penugasan.objects.create(
        instansi=siti.instansi, pengguna=siti, peran=Peran.KEPALA_OPD, perangkat_daerah=other,
        mulai=HARI, jenis=JenisPenugasan.PLT, nomor_surat="821/10",
    )  # fmt: skip
    second = make_jabatan(other, nama="Kepala Dinas Budaya", atasan=kantor.bupati)
    found = load_pejabat([kantor.kepala, second], HARI)
    assert {row.pengguna for row in found.values()} == {siti}


def test_an_assignment_that_names_the_position_comes_before_the_role(kantor, siti):
    lina = make_pengguna(siti.instansi, username="lina", nama="Lina")
    Penugasan.objects.create(
        instansi=siti.instansi, pengguna=lina, peran=Peran.PEGAWAI, mulai=HARI,
        perangkat_daerah=kantor.dinkes, jabatan=kantor.kepala,
    )  # fmt: skip
    assert susun(kantor.kepala).pertama.pengguna == lina


def test_a_position_without_a_superior_cannot_send(kantor):
    Jabatan.objects.filter(pk=kantor.kepala.pk).update(atasan=None)
    kantor.kepala.refresh_from_db()
    assert "Jabatan ini belum punya atasan." in pesan(susun(kantor.kepala), tolak=True)[0]
    Jabatan.objects.filter(pk=kantor.kepala.pk).update(atasan=kantor.bupati)
    kantor.kepala.refresh_from_db()
    Penugasan.objects.filter(peran=Peran.PIMPINAN).update(selesai=date(2025, 12, 31))
    assert pesan(susun(kantor.kepala), tolak=True) == [
        "Bupati Contoh tidak dijabat siapa pun pada 28 Januari 2026."
    ]


def test_a_large_plan_is_asked_for_as_often_as_a_small_one(kantor, rina):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            susun(
                Jabatan.objects.select_related("perangkat_daerah", "atasan").get(
                    pk=kantor.kepala.pk
                )
            )
        return len(seen)

    few = queries()
    nodes = tuple(
        BarisSimpul(f"S{n}", "sasaran", f"Warga terlayani {n}", "", "05", "Warga")
        for n in range(2, 30)
    )
    sheets = tuple(indikator(f"X{n}", f"S{n}", f"Warga terlayani {n}") for n in range(2, 30))
    plan = replace(RENSTRA, simpul=(*SIMPUL, *nodes), indikator=(*RENSTRA.indikator, *sheets))
    import_rencana(plan, acting_user=rina)
    assert queries() == few


@pytest.mark.parametrize("jenjang", ["0_kepala_daerah"])
def test_the_head_of_the_region_heads_no_unit(kantor, jenjang):
    assert kantor.bupati.jenjang == jenjang
    assert not is_kepala(kantor.bupati)
