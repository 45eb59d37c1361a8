"""Two who meet: two sheets of one year, a period that opens, a part that is checked."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.berkas.tests.test_berkas import tambah
from sakip.organisasi.models import Instansi
from sakip.pengukuran import lanjutan
from sakip.pengukuran.actions import masa as masa_actions
from sakip.pengukuran.actions import pembukaan as pembukaan_actions
from sakip.pengukuran.actions import verifikasi as verifikasi_actions
from sakip.pengukuran.actions.addendum import approve_addendum, create_addendum
from sakip.pengukuran.actions.bukti import delete_bukti_aksi
from sakip.pengukuran.actions.pembukaan import create_pembukaan
from sakip.pengukuran.actions.realisasi import update_realisasi
from sakip.pengukuran.hitung import check_tahun
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import (
    BuktiAksi,
    LembarRealisasi,
    Masa,
    Pembukaan,
    Potret,
    Realisasi,
)
from sakip.perencanaan.actions.target import update_target
from sakip.perencanaan.lembar import see_janji
from sakip.perencanaan.models import IsiIndikator, TargetMasa
from sakip.perjanjian.models import RencanaAksi
from sakip.rules.decision import RuleError
from sakip.tests.berdua import BERDUA, let_wait, refused
from sakip.tests.rencana import fill, make_indikator, make_target, open_masa
from sakip.web.clock import database_now

pytestmark = BERDUA


@pytest.fixture
def kunjungan(dinkes):
    """An indicator whose quarters add up."""
    row = make_indikator(dinkes, nama="Kunjungan", agregasi="KUM")
    make_target(row, "100", "100", "100", "100")
    return row


def sheets():
    rows = LembarRealisasi.objects.select_related("masa__instansi", "perangkat_daerah")
    return list(rows.order_by("masa__ke"))


def lock(masa):
    """The period locked an hour ago."""
    past = database_now() - timedelta(hours=1)
    Masa.objects.filter(pk=masa.pk).update(tutup=past, kunci=past)


def test_siti_corrects_july_while_sari_types_october_and_both_count_once(
    sari, siti, rina, dinkes, kunjungan, monkeypatch
):
    """October adds up what July said, so the second to come waits for the first."""
    for ke in (3, 4):
        open_masa(rina, ke=ke)
    july, october = sheets()

    def typed(lembar, nilai, user):
        potret = lembar.masa.potret_set.select_related("masa").get(indikator=kunjungan)
        update_realisasi(lembar, [read_isian(potret, {"nilai": nilai}, 0)], acting_user=user)

    let_wait(
        monkeypatch,
        lanjutan,
        "move_ringkasan",
        lambda: typed(july, "90", siti),
        lambda: typed(october, "120", sari),
    )
    assert [row.capaian for row in Realisasi.objects.order_by("potret__masa__ke")] == [90, 105]
    assert check_tahun(Instansi.objects.get(pk=dinkes.instansi_id), 2026).kalimat == []


def test_siti_agrees_to_a_late_figure_while_rina_opens_the_next_quarter(
    sari, siti, rina, dinkes, kunjungan, monkeypatch
):
    """The year begins anew with the quarter that opens; the figure that comes meanwhile is in it."""
    masa = open_masa(rina, ke=1)
    fill(masa, kunjungan.kode, "80", sari)
    Realisasi.objects.update(sifat="sementara")
    lock(masa)
    [lembar] = sheets()
    potret = Potret.objects.select_related("masa", "realisasi").get()
    row = create_addendum(
        lembar, read_isian(potret, {"nilai": "95"}, 0), sumber="BPS 2026", acting_user=sari
    )
    let_wait(
        monkeypatch,
        masa_actions,
        "open_tahun",
        lambda: open_masa(rina, ke=2),
        lambda: approve_addendum(row, lembar, acting_user=siti),
    )
    assert Realisasi.objects.get().nilai == 95
    assert check_tahun(Instansi.objects.get(pk=dinkes.instansi_id), 2026).kalimat == []


def test_a_promise_changed_while_its_quarter_opens_is_not_another_than_the_contract(
    sari, rina, kunjungan, monkeypatch
):
    isi = IsiIndikator.objects.select_related("indikator__periode__perangkat_daerah").get()
    stored = TargetMasa.objects.order_by("ke")
    target = stored.get(ke=1).to_rule()
    lihat = see_janji({row.ke: row.to_rule() for row in stored})
    let_wait(
        monkeypatch,
        masa_actions,
        "create_ringkasan",
        lambda: open_masa(rina, ke=1),
        refused(
            RuleError,
            "TW I 2026 sudah dibuka",
            lambda: update_target(isi, 2026, {1: None}, lihat=lihat, acting_user=sari),
        ),
    )
    assert Potret.objects.get().target_bawah == stored.get(ke=1).bawah == target.bawah


def test_two_who_open_the_same_quarter_open_one_and_the_second_is_told(
    rina, kunjungan, monkeypatch
):
    let_wait(
        monkeypatch,
        masa_actions,
        "create_ringkasan",
        lambda: open_masa(rina, ke=1),
        refused(ValidationError, "Masa ini sudah dibuka", lambda: open_masa(rina, ke=1)),
    )
    assert Masa.objects.count() == LembarRealisasi.objects.count() == 1


def test_two_who_ask_for_the_same_sheet_ask_once_and_the_second_is_told(
    sari, siti, rina, kunjungan, monkeypatch
):
    """The second finds nothing yet, then the table refuses it: it says the same."""
    lock(open_masa(rina, ke=1))
    [lembar] = sheets()
    let_wait(
        monkeypatch,
        pembukaan_actions,
        "record",
        lambda: create_pembukaan(lembar, alasan="Server padam.", acting_user=siti),
        refused(
            ValidationError,
            "sudah ada dan masih menunggu",
            lambda: create_pembukaan(lembar, alasan="Listrik padam.", acting_user=sari),
        ),
    )
    assert Pembukaan.objects.get().diminta_oleh == siti


def test_a_part_loses_no_evidence_while_it_is_found_right(
    sari, siti, rina, dinkes, kunjungan, monkeypatch, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    masa = open_masa(rina)
    LembarRealisasi.objects.update(status="disetujui", diputus_oleh=siti)
    [lembar] = sheets()
    step = RencanaAksi.objects.create(
        instansi=dinkes.instansi, perangkat_daerah=dinkes, indikator=kunjungan, tahun=masa.tahun,
        langkah="Kelas ibu hamil", pic="Bidan", satuan="kelas", target=4, bagian={"12": "4"},
    )  # fmt: skip
    bukti = BuktiAksi.objects.create(
        instansi=dinkes.instansi, aksi=step, bulan=12, berkas=tambah(dinkes, sari), oleh=sari,
        pada=database_now(),
    )  # fmt: skip
    let_wait(
        monkeypatch,
        verifikasi_actions,
        "end_verifikasi",
        lambda: verifikasi_actions.approve_verifikasi(lembar, "aksi", acting_user=rina),
        refused(
            PermissionDenied,
            "sudah diverifikasi",
            lambda: delete_bukti_aksi(lembar, bukti=bukti, acting_user=sari),
        ),
    )
    assert BuktiAksi.objects.get() == bukti
