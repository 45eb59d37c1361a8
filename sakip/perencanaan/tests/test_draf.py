"""The life of a draft: opened, edited by two people, handed over, returned, approved, dropped."""

import pytest
from django.core.exceptions import PermissionDenied

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.perencanaan.actions import draf as actions
from sakip.perencanaan.actions import versi as life
from sakip.perencanaan.dampak import compute_dampak
from sakip.perencanaan.isi import isi_of, token
from sakip.perencanaan.models import IsiSimpul, LangkahDraf, PeriodeRencana, TargetTahun, Versi
from sakip.perencanaan.perbedaan import compute_perbedaan
from sakip.perencanaan.periksa import find_temuan
from sakip.perencanaan.suntingan import HapusSimpul, PindahSimpul, TambahSimpul, UbahSimpul
from sakip.perencanaan.suntingan_indikator import HapusIndikator, UbahTarget
from sakip.perencanaan.tests.buku import angka
from sakip.perencanaan.tests.pohon import (
    ALASAN,
    approve,
    edit,
    lembar_of,
    make_pohon,
    open_draf,
    outline,
    pk_of,
    seen,
    seen_lembar,
    submit,
)
from sakip.rules.decision import Konflik, RuleError

BERLAKU = ["S1 sasaran", ".P1 program", "..K1 kegiatan", ".P2 program", "S2 sasaran"]


@pytest.fixture
def periode(sari):
    return make_pohon(sari)


@pytest.fixture
def draf(periode, sari):
    return open_draf(periode, sari)


def live(periode):
    return Versi.objects.berlaku().get(periode=periode)


def rename(draf, kode, teks):
    return UbahSimpul(pk_of(kode), seen(draf, kode), {"pernyataan": teks})


def words(versi, kode):
    return IsiSimpul.objects.di_versi(versi).get(simpul__kode=kode).pernyataan


def intact(user):
    """The trail knows every row of the plan as it stands."""
    found = check_chain(user.instansi_id)
    return [one for one in found if one.tabel.startswith("perencanaan.")] == []


# --- opening and dropping -------------------------------------------------------------------------
def test_sari_opens_a_draft_and_nothing_is_copied(periode, sari):
    before = IsiSimpul.objects.count()
    draf = open_draf(periode, sari)
    assert (draf.nomor, draf.status, IsiSimpul.objects.count()) == (2, "draf", before)
    assert outline(draf) == outline(live(periode)) == BERLAKU


def test_a_second_draft_is_refused_and_the_first_is_named(periode, draf, bappeda):
    with pytest.raises(RuleError, match="versi 2 yang terbuka"):
        open_draf(periode, bappeda)


def test_a_draft_needs_a_reason(periode, sari):
    with pytest.raises(RuleError, match="Tulis alasan"):
        life.create_draf(periode, alasan=" ", acting_user=sari)


def test_a_dropped_draft_leaves_the_plan_as_it_was_and_its_number_unused(periode, draf, sari):
    edit(draf, rename(draf, "S1", "Anak sehat"), sari)
    edit(draf, HapusSimpul(pk_of("P1"), seen(draf, "P1"), 4), sari)
    life.revoke_draf(draf, acting_user=sari)
    assert (outline(live(periode)), words(live(periode), "S1")[:7]) == (BERLAKU, "Derajat")
    assert not LangkahDraf.objects.exists()
    assert open_draf(periode, sari).nomor == 3
    assert intact(sari)


def test_bappeda_begins_a_new_rpjmd_from_nothing(bappeda, sari):
    rpjmd = PeriodeRencana(jenis="rpjmd", tahun_awal=2025, tahun_akhir=2029)
    with pytest.raises(PermissionDenied):
        life.create_dokumen(rpjmd, unit=None, acting_user=sari)
    draf = life.create_dokumen(rpjmd, unit=None, acting_user=bappeda)
    edit(draf, TambahSimpul(None, "Warga makin sejahtera"), bappeda)
    assert outline(draf) == ["N1 tujuan"]
    with pytest.raises(RuleError, match="milik perangkat daerah"):
        life.create_dokumen(
            PeriodeRencana(jenis="renstra", tahun_awal=2025, tahun_akhir=2029),
            unit=None,
            acting_user=bappeda,
        )


# --- two people -----------------------------------------------------------------------------------
def test_two_people_who_word_one_node_see_both_texts(draf, sari, siti):
    late = rename(draf, "S1", "Bayi lahir sehat")
    edit(draf, rename(draf, "S1", "Ibu selamat"), sari)
    with pytest.raises(Konflik) as caught:
        edit(draf, late, siti)
    beda = caught.value.beda[0]
    assert (beda.milik_anda, beda.tersimpan) == ("Bayi lahir sehat", "Ibu selamat")
    assert words(draf, "S1") == "Ibu selamat"


def test_two_people_who_word_different_nodes_do_not_meet(draf, sari, siti):
    late = rename(draf, "S2", "Pasien makin puas")
    edit(draf, rename(draf, "S1", "Ibu selamat"), sari)
    edit(draf, late, siti)
    assert words(draf, "S2") == "Pasien makin puas"


@pytest.mark.parametrize("late", ["ubah", "hapus", "pindah", "tambah"])
def test_what_somebody_deleted_meanwhile_cannot_be_written_to(draf, sari, siti, late):
    pk, token = pk_of("K1"), seen(draf, "K1")
    acts = {
        "ubah": UbahSimpul(pk, token, {"pernyataan": "Lain"}),
        "hapus": HapusSimpul(pk, token, 2),
        "pindah": PindahSimpul(pk, pk_of("P1"), pk_of("P2")),
        "tambah": TambahSimpul(pk, "Baru", jenjang="subkegiatan"),
    }
    edit(draf, HapusSimpul(pk, token, 2), sari)
    with pytest.raises(Konflik, match="sudah diubah orang lain") as caught:
        edit(draf, acts[late], siti)
    assert caught.value.beda[0].tersimpan == "sudah dihapus"


def test_a_node_does_not_take_with_it_what_the_person_did_not_see(draf, sari, siti):
    late = HapusSimpul(pk_of("P2"), seen(draf, "P2"), 2)
    edit(draf, TambahSimpul(pk_of("P2"), "Pelayanan gizi"), sari)
    with pytest.raises(Konflik) as caught:
        edit(draf, late, siti)
    assert caught.value.beda[0].tersimpan == "3 baris"


def test_siti_does_not_undo_what_sari_built_on(draf, sari, siti):
    edit(draf, rename(draf, "S1", "Ibu selamat"), siti)
    edit(draf, rename(draf, "S1", "Ibu dan bayi selamat"), sari)
    with pytest.raises(Konflik):
        actions.revoke_langkah(draf, acting_user=siti)
    actions.revoke_langkah(draf, acting_user=sari)
    actions.revoke_langkah(draf, acting_user=siti)
    assert words(draf, "S1").startswith("Derajat")
    with pytest.raises(RuleError, match="Tidak ada lagi"):
        actions.revoke_langkah(draf, acting_user=siti)
    assert intact(sari)


def test_saying_again_what_stands_is_no_step(draf, sari):
    revisi, acts = draf.revisi, Jejak.objects.count()
    edit(draf, rename(draf, "S1", words(draf, "S1")), sari)
    assert (draf.revisi, Jejak.objects.count()) == (revisi, acts)
    assert not LangkahDraf.objects.exists()
    assert intact(sari)


def test_a_person_can_go_back_a_hundred_steps(draf, sari, monkeypatch):
    monkeypatch.setattr(actions, "LANGKAH_TERBANYAK", 3)
    for n in range(5):
        edit(draf, rename(draf, "S1", f"Ibu selamat {n}"), sari)
    assert [row.urutan for row in draf.langkah_set.of(sari)] == [5, 4, 3]


# --- handing over ---------------------------------------------------------------------------------
def test_a_draft_comes_into_force_with_its_approval_and_not_before(periode, draf, sari, bappeda):
    old = live(periode)
    edit(draf, rename(draf, "S2", "Pasien makin puas"), sari)
    edit(draf, UbahTarget(lembar_of("S1.1"), token_of(draf, 2027), {2027: angka(90)}), sari)
    submit(draf, sari)
    assert words(live(periode), "S2").startswith("Kepuasan")
    approve(draf, bappeda)
    assert live(periode) == draf
    assert words(live(periode), "S2") == "Pasien makin puas"
    assert words(old, "S2").startswith("Kepuasan")
    assert Versi.objects.get(pk=old.pk).status == "diganti"
    assert draf.diajukan_oleh == sari
    assert draf.diputus_oleh == bappeda
    assert TargetTahun.objects.di_versi(draf).get(indikator__kode="S1.1", tahun=2027).bawah == 90
    assert intact(sari)


def test_an_edit_that_was_put_back_is_folded_away(periode, draf, sari):
    rows = IsiSimpul.objects.count()
    old = words(draf, "S1")
    edit(draf, rename(draf, "S1", "Ibu selamat"), sari)
    edit(draf, rename(draf, "S1", old), sari)
    assert compute_perbedaan(live(periode), draf).selisih == []
    assert IsiSimpul.objects.count() == rows + 1
    submit(draf, sari)
    assert IsiSimpul.objects.count() == rows
    assert outline(draf) == BERLAKU
    assert intact(sari)


def test_what_was_handed_over_is_read_only(draf, sari):
    late = rename(draf, "S1", "Ibu selamat")
    submit(draf, sari)
    for act in (
        lambda: edit(draf, late, sari),
        lambda: actions.revoke_langkah(draf, acting_user=sari),
        lambda: life.revoke_draf(draf, acting_user=sari),
        lambda: submit(draf, sari),
    ):
        with pytest.raises(Konflik) as caught:
            act()
        assert caught.value.beda[0].tersimpan == "diajukan"


def test_a_grave_finding_blocks_the_submission(draf, sari):
    edit(draf, rename(draf, "S1", "Terlaksananya sosialisasi imunisasi"), sari)
    with pytest.raises(RuleError, match=r"^Simpul S1: .*Perbaiki sebelum mengajukan"):
        submit(draf, sari)
    draf.refresh_from_db()
    assert draf.status == "draf"


def test_a_warning_asks_a_reason_that_is_kept(draf, sari):
    wanted = [one.kunci for one in find_temuan(draf)]
    assert wanted, "an unconnected Renstra is warned about (L07)"
    with pytest.raises(RuleError, match="Beri alasan, atau perbaiki"):
        life.submit_draf(draf, alasan={}, keputusan={}, acting_user=sari)
    submit(draf, sari)
    assert draf.tanggapan["temuan"] == dict.fromkeys(wanted, ALASAN)


def test_a_tree_that_does_not_hold_together_is_not_handed_over(draf, sari):
    IsiSimpul.objects.di_versi(draf).filter(simpul__kode="K1").update(induk=pk_of("S2"))
    with pytest.raises(RuleError, match="Kegiatan tidak dapat berada di bawah sasaran"):
        submit(draf, sari)


def test_an_empty_document_is_not_handed_over(sari, dinkes):
    new = PeriodeRencana(jenis="renstra", tahun_awal=2030, tahun_akhir=2034)
    draf = life.create_dokumen(new, unit=dinkes, acting_user=sari)
    with pytest.raises(RuleError, match="masih kosong"):
        submit(draf, sari)


def test_a_touched_promise_needs_a_decision(draf, sari, bappeda):
    edit(draf, HapusIndikator(lembar_of("S1.1"), seen_lembar(draf, "S1.1")), sari)
    edit(draf, UbahTarget(lembar_of("S2.1"), token_of(draf, 2026, "S2.1"), {2026: angka(81)}), sari)
    rows = compute_dampak(draf)
    assert {row.judul.split()[2] for row in rows} == {"S1.1", "S2.1"}


def test_bappeda_returns_a_draft_with_a_reason_and_sari_goes_on(draf, sari, bappeda):
    submit(draf, sari)
    with pytest.raises(RuleError, match="Tulis apa"):
        life.return_draf(draf, catatan=" ", acting_user=bappeda)
    life.return_draf(draf, catatan="Sasaran 2 belum terukur.", acting_user=bappeda)
    assert (draf.status, draf.catatan) == ("draf", "Sasaran 2 belum terukur.")
    edit(draf, rename(draf, "S2", "Pasien makin puas"), sari)
    submit(draf, sari)
    approve(draf, bappeda)
    assert live(draf.periode) == draf


# --- who may --------------------------------------------------------------------------------------
def test_only_bappeda_decides_on_a_renstra(draf, sari, siti, rina, sekda):
    submit(draf, sari)
    for user in (siti, rina, sekda):
        with pytest.raises(PermissionDenied, match="diputuskan oleh Bappeda"):
            approve(draf, user)
        with pytest.raises(PermissionDenied, match="diputuskan oleh Bappeda"):
            life.return_draf(draf, catatan="Lagi", acting_user=user)


def test_nobody_approves_what_he_helped_to_write(draf, sari, bappeda):
    edit(draf, rename(draf, "S1", "Ibu selamat"), bappeda)
    submit(draf, sari)
    with pytest.raises(PermissionDenied, match="ikut menulis"):
        approve(draf, bappeda)


def test_the_agencys_plan_is_decided_on_above_bappeda(bappeda, sekda, rina):
    rpjmd = PeriodeRencana(jenis="rpjmd", tahun_awal=2025, tahun_akhir=2029)
    draf = life.create_dokumen(rpjmd, unit=None, acting_user=rina)
    Versi.objects.filter(pk=draf.pk).update(status="diajukan")
    draf.refresh_from_db()
    with pytest.raises(PermissionDenied, match="kepala daerah atau Sekretaris"):
        approve(draf, bappeda)
    life.return_draf(draf, catatan="Belum lengkap", acting_user=sekda)


def test_a_stranger_opens_and_edits_nothing(periode, draf, joko, eko):
    for user in (joko, eko):
        for act in (
            lambda user=user: edit(draf, rename(draf, "S1", "Lain"), user),
            lambda user=user: actions.revoke_langkah(draf, acting_user=user),
            lambda user=user: life.revoke_draf(draf, acting_user=user),
            lambda user=user: submit(draf, user),
            lambda user=user: open_draf(periode, user),
        ):
            with pytest.raises(PermissionDenied):
                act()
    draf.refresh_from_db()
    assert draf.status == "draf"


def token_of(draf, tahun, kode="S1.1"):
    row = TargetTahun.objects.di_versi(draf).get(indikator__kode=kode, tahun=tahun)
    return {tahun: token(isi_of(row))}


def test_a_step_is_taken_back_whatever_order_the_database_keeps_its_keys_in(sari, draf):
    edit(draf, UbahTarget(lembar_of("S1.1"), {2028: token(None)}, {2028: angka(90)}), sari)
    step = draf.langkah_set.get()
    step.isi = [{**one, "kunci": dict(reversed(one["kunci"].items()))} for one in step.isi]
    step.save()
    actions.revoke_langkah(draf, acting_user=sari)
    assert not TargetTahun.objects.di_versi(draf).filter(tahun=2028).exists()
