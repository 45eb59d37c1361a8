"""A new period begins with the tree of the one before: Sari copies it, and nothing is typed again."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.organisasi.models import PerangkatDaerah, Pergantian
from sakip.perencanaan.actions.draf import revoke_langkah
from sakip.perencanaan.actions.kelanjutan import update_kelanjutan
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.actions.versi import create_dokumen
from sakip.perencanaan.isi import token
from sakip.perencanaan.models import (
    Indikator,
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    Simpul,
    TargetTahun,
)
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan import HapusSimpul, PindahSimpul, TambahSimpul, count_hapus
from sakip.perencanaan.suntingan_salin import SalinPeriode
from sakip.perencanaan.tests.buku import renstra, rpjmd, simpul
from sakip.perencanaan.tests.periode_lalu import GIZI, make_lama, open_baru
from sakip.perencanaan.tests.pohon import edit, lembar, outline
from sakip.rules.decision import RuleError
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.rencana import fill, open_masa

pytestmark = pytest.mark.django_db


@pytest.fixture
def lama(sari):
    return make_lama(sari)


@pytest.fixture
def draf(sari, lama):
    return open_baru(sari)


def salin(draf, lama, sari, sampai="subkegiatan"):
    return edit(draf, SalinPeriode(lama.versi_set.get(status="berlaku"), sampai), sari)


def sheets(draf):
    rows = IsiIndikator.objects.di_versi(draf).select_related("indikator__asal")
    return {row.indikator.kode: row for row in rows}


def test_the_tree_comes_whole_with_its_sheets_and_knows_where_it_came_from(sari, lama, draf):
    done = salin(draf, lama, sari)
    assert len(done) == 6
    assert outline(draf) == ["S1 sasaran", ".P1 program", "S2 sasaran"]
    for kode, row in sheets(draf).items():
        assert row.indikator.asal == Indikator.objects.get(periode=lama, kode=kode)
        assert row.definisi
        assert row.perangkat_daerah_id == sari.cap.perangkat_daerah_id
    asal = Simpul.objects.filter(periode=draf.periode).values_list("asal__periode", flat=True)
    assert set(asal) == {lama.pk}
    assert IsiSimpul.objects.di_versi(draf).get(simpul__kode="S1").penerima_manfaat == "Ibu"


def test_no_promise_of_the_old_period_is_made_for_the_new_one(sari, lama, draf):
    salin(draf, lama, sari)
    assert TargetTahun.objects.filter(indikator__periode=lama).exists()
    assert not TargetTahun.objects.di_versi(draf).exists()


def test_the_baseline_is_what_the_last_full_year_reached(sari, rina, lama, draf):
    masa = open_masa(rina, tahun=sari.instansi.hari_ini.year - 1)
    fill(masa, "S2.1", "21,5", sari)
    salin(draf, lama, sari)
    baselines = {kode: row.baseline for kode, row in sheets(draf).items()}
    assert baselines == {"S1.1": None, "P1.1": None, "S2.1": Decimal("21.5")}


def test_only_the_upper_levels_come_when_she_wants_no_more(sari, lama, draf):
    salin(draf, lama, sari, sampai="sasaran")
    assert outline(draf) == ["S1 sasaran", "S2 sasaran"]
    assert set(sheets(draf)) == {"S1.1", "S2.1"}
    salin(draf, lama, sari, sampai="program")
    assert outline(draf) == ["S1 sasaran", ".P1 program", "S2 sasaran"]


def test_what_is_there_is_not_copied_twice(sari, lama, draf):
    salin(draf, lama, sari)
    with pytest.raises(RuleError, match="Tidak ada lagi yang dapat disalin"):
        salin(draf, lama, sari)
    assert Simpul.objects.filter(periode=draf.periode).count() == 3


def test_what_she_took_back_comes_again_as_the_same_thing(sari, lama, draf):
    salin(draf, lama, sari)
    before = set(Indikator.objects.filter(periode=draf.periode).values_list("pk", "kode"))
    revoke_langkah(draf, acting_user=sari)
    assert outline(draf) == []
    salin(draf, lama, sari)
    assert set(Indikator.objects.filter(periode=draf.periode).values_list("pk", "kode")) == before


def test_a_branch_she_deleted_can_be_fetched_again(sari, lama, draf):
    salin(draf, lama, sari)
    pk = Simpul.objects.get(periode=draf.periode, kode="S1").pk
    ruang = Ruang(draf)
    seen = token(ruang.read("simpul", simpul_id=pk))
    edit(draf, HapusSimpul(pk, seen, count_hapus(ruang, pk)), sari)
    assert outline(draf) == ["S2 sasaran"]
    salin(draf, lama, sari)
    assert outline(draf) == ["S1 sasaran", ".P1 program", "S2 sasaran"]


def test_a_kode_that_is_taken_is_not_given_twice(sari, lama, draf):
    edit(draf, TambahSimpul(None, "Sasaran baru", jenjang="sasaran"), sari)
    Simpul.objects.filter(periode=draf.periode).update(kode="S1")
    salin(draf, lama, sari)
    kodes = list(Simpul.objects.filter(periode=draf.periode).values_list("kode", flat=True))
    assert len(set(kodes)) == len(kodes) == 4


def test_an_indicator_that_was_ended_does_not_come_along(sari, lama, draf):
    old = Indikator.objects.get(periode=lama, kode="P1.1")
    update_kelanjutan(draf.periode, old.pk, revisi=old.revisi, baru=None,
                      alasan="Sudah 100 persen", acting_user=sari)  # fmt: skip
    salin(draf, lama, sari)
    assert set(sheets(draf)) == {"S1.1", "S2.1"}


def test_a_renstra_hangs_under_what_goes_on_from_its_old_parents(sari, bappeda, dinkes):
    now = dinkes.instansi.hari_ini.year
    tree = (simpul("T1", "tujuan", "Warga sehat"), simpul("D1", "sasaran", "Ibu sehat", induk="T1"))
    import_rencana(rpjmd(*tree, tahun_awal=now - 3, tahun_akhir=now), acting_user=bappeda)
    lama = renstra(
        simpul("S1", "sasaran", "Kesehatan ibu membaik", induk="D1"),
        tahun_awal=now - 3, tahun_akhir=now,
    )  # fmt: skip
    import_rencana(lama, acting_user=sari)
    import_rencana(rpjmd(*tree, tahun_awal=now + 1, tahun_akhir=now + 5), acting_user=bappeda)
    old, new = (Simpul.objects.get(kode="D1", periode__tahun_awal=y) for y in (now - 3, now + 1))
    Simpul.objects.filter(pk=new.pk).update(asal=old)
    draf = open_baru(sari)
    salin(draf, PeriodeRencana.objects.get(perangkat_daerah=dinkes, tahun_awal=now - 3), sari)
    assert IsiSimpul.objects.di_versi(draf).get().induk == new


def test_a_parent_that_nothing_goes_on_from_is_left_open(sari, bappeda, dinkes):
    now = dinkes.instansi.hari_ini.year
    tree = (simpul("T1", "tujuan", "Warga sehat"), simpul("D1", "sasaran", "Ibu sehat", induk="T1"))
    import_rencana(rpjmd(*tree, tahun_awal=now - 3, tahun_akhir=now), acting_user=bappeda)
    lama = renstra(
        simpul("S1", "sasaran", "Kesehatan ibu membaik", induk="D1"),
        tahun_awal=now - 3, tahun_akhir=now,
    )  # fmt: skip
    import_rencana(lama, acting_user=sari)
    draf = open_baru(sari)
    salin(draf, PeriodeRencana.objects.get(perangkat_daerah=dinkes, tahun_awal=now - 3), sari)
    assert IsiSimpul.objects.di_versi(draf).get().induk is None


@pytest.fixture
def dua_dokumen(bappeda):
    """An RPD that Dinas Pertanian answers in, and the empty RPJMD after it."""
    now = bappeda.instansi.hari_ini.year
    tani = make_perangkat_daerah(bappeda.instansi, kode="21", nama="Dinas Pertanian")
    rpd = rpjmd(
        simpul("T1", "tujuan", "Petani sejahtera", unit="21"),
        indikator=[lembar("T1.1", "T1", "Nilai tukar petani", unit="21")],
        tahun_awal=now - 3, tahun_akhir=now,
    )  # fmt: skip
    import_rencana(rpd, acting_user=bappeda)
    periode = PeriodeRencana(jenis="rpjmd", tahun_awal=now + 1, tahun_akhir=now + 5)
    draf = create_dokumen(periode, unit=None, acting_user=bappeda)
    PerangkatDaerah.objects.filter(pk=tani.pk).update(aktif_sampai=f"{now - 1}-12-31")
    return tani, PeriodeRencana.objects.get(perangkat_daerah=None, tahun_awal=now - 3), draf


def test_the_heir_of_a_merged_unit_answers_for_what_it_answered_for(bappeda, dua_dokumen):
    tani, lama, draf = dua_dokumen
    heir = make_perangkat_daerah(bappeda.instansi, kode="22", nama="Dinas Pangan")
    Pergantian.objects.create(instansi=bappeda.instansi, asal=tani, menjadi=heir,
                              jenis="ganti_nama", tanggal="2024-01-01", dasar="Perda")  # fmt: skip
    salin(draf, lama, bappeda)
    assert IsiSimpul.objects.di_versi(draf).get().perangkat_daerah == heir
    assert sheets(draf)["T1.1"].perangkat_daerah == heir


def test_an_indicator_whose_unit_left_no_heir_is_named_and_nothing_is_copied(bappeda, dua_dokumen):
    _, lama, draf = dua_dokumen
    with pytest.raises(RuleError, match=r"T1\.1: penanggung jawabnya, Dinas Pertanian, sudah"):
        salin(draf, lama, bappeda)
    assert not Simpul.objects.filter(periode=draf.periode).exists()


def test_a_big_tree_is_copied_with_as_many_questions_as_a_small_one(sari, lama, draf):
    with CaptureQueriesContext(connection) as small:
        salin(draf, lama, sari)
    with CaptureQueriesContext(connection) as small_back:
        revoke_langkah(draf, acting_user=sari)
    now = sari.instansi.hari_ini.year
    more = renstra(
        *(simpul(f"X{n}", "program", f"Layanan {n} membaik", induk="S1") for n in range(60)),
        indikator=[lembar(f"X{n}.1", f"X{n}", f"Mutu layanan {n}") for n in range(60)],
        tahun_awal=now - 3, tahun_akhir=now,
    )  # fmt: skip
    import_rencana(more, acting_user=sari)
    with CaptureQueriesContext(connection) as big:
        salin(draf, lama, sari)
    with CaptureQueriesContext(connection) as big_back:
        revoke_langkah(draf, acting_user=sari)
    assert len(big) <= len(small) + 2
    assert len(big_back) == len(small_back)


def test_sari_copies_from_the_page_of_her_empty_draft(client, sari, lama, draf):
    client.force_login(sari)
    page = client.get(f"/perencanaan/versi/{draf.pk}/").content.decode()
    copy = f"/perencanaan/versi/{draf.pk}/salin/"
    assert copy in page
    assert "Renstra" in client.get(copy).content.decode()
    answer = client.post(copy, {"lama": lama.pk, "sampai": "program"}, follow=True)
    text = answer.content.decode()
    assert "6 baris disalin" in text
    assert GIZI in text
    again = client.post(copy, {"lama": lama.pk, "sampai": "program"}).content.decode()
    assert "Tidak ada lagi yang dapat disalin" in again
    assert "Dari dokumen" in client.post(copy, {"lama": "0", "sampai": "x"}).content.decode()


def test_a_first_document_has_nothing_to_copy_from_and_says_so(client, sari, dinkes):
    draf = open_baru(sari)
    client.force_login(sari)
    assert "salin/" not in client.get(f"/perencanaan/versi/{draf.pk}/").content.decode()
    page = client.get(f"/perencanaan/versi/{draf.pk}/salin/").content.decode()
    assert "Tidak ada dokumen berlaku dari periode sebelumnya" in page


def test_a_branch_that_no_longer_fits_below_its_parent_is_named_and_nothing_is_copied(
    sari, lama, draf
):
    salin(draf, lama, sari)
    pk = {row.kode: row.pk for row in Simpul.objects.filter(periode=draf.periode)}
    ruang = Ruang(draf)
    seen = token(ruang.read("simpul", simpul_id=pk["P1"]))
    edit(draf, HapusSimpul(pk["P1"], seen, count_hapus(ruang, pk["P1"])), sari)
    edit(draf, PindahSimpul(pk["S1"], None, pk["S2"]), sari)
    before = outline(draf)
    assert before == ["S2 sasaran", ".S1 program"]
    with pytest.raises(RuleError, match="P1: Program tidak dapat berada di bawah program"):
        salin(draf, lama, sari)
    assert outline(draf) == before
