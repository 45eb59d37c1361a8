"""When Sari revises an indicator that is being measured, its contracts and last value are named."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sakip.pengukuran.actions.realisasi import approve_lembar, return_lembar, submit_lembar
from sakip.pengukuran.models import Masa
from sakip.perencanaan.dampak import compute_dampak
from sakip.perencanaan.isi import isi_of, token
from sakip.perencanaan.kait import load_ukur
from sakip.perencanaan.models import TargetTahun
from sakip.perencanaan.periksa import find_temuan
from sakip.perencanaan.suntingan_indikator import HapusIndikator, UbahIndikator, UbahTarget
from sakip.perencanaan.tests.buku import angka
from sakip.perencanaan.tests.pohon import edit, lembar_of, make_pohon, open_draf, seen_lembar
from sakip.rules.tanggal import write_tanggal_pendek
from sakip.tests.rencana import fill, open_masa

pytestmark = pytest.mark.django_db


@pytest.fixture
def masa(sari, rina):
    periode = make_pohon(sari)
    return periode, open_masa(rina, ke=4)


def kontrak(draf):
    return [row for row in compute_dampak(draf) if row.kunci.startswith("kontrak")]


def test_an_open_contract_is_named_with_what_was_filled(masa, sari, rina):
    periode, tw4 = masa
    open_masa(rina, ke=3)
    fill(tw4, "S1.1", "81", sari)
    draf = open_draf(periode, sari)
    assert kontrak(draf) == []
    for kode in ("S1.1", "S2.1"):
        isi = {"satuan": "poin"}
        edit(draf, UbahIndikator(lembar_of(kode), seen_lembar(draf, kode), isi), sari)
    one, other = kontrak(draf)
    assert one.judul.startswith("Kontrak S1.1 Indeks kepuasan ibu")
    assert one.rincian == "TW III 2026, TW IV 2026 belum dikunci; 1 realisasi sudah terisi."
    assert other.rincian.endswith("0 realisasi sudah terisi.")
    edit(draf, HapusIndikator(lembar_of("S1.1"), seen_lembar(draf, "S1.1")), sari)
    assert {row.judul.split()[1]: row.pilihan[1][0] for row in kontrak(draf)} == {
        "S1.1": "tutup", "S2.1": "sesuaikan",
    }  # fmt: skip


def test_a_locked_period_is_touched_by_nothing(masa, sari):
    periode, tw4 = masa
    past = datetime(2020, 6, 1, tzinfo=UTC)
    Masa.objects.filter(pk=tw4.pk).update(tutup=past, kunci=past)
    draf = open_draf(periode, sari)
    isi = {"satuan": "poin"}
    edit(draf, UbahIndikator(lembar_of("S1.1"), seen_lembar(draf, "S1.1"), isi), sari)
    assert kontrak(draf) == []


def test_a_promise_below_what_was_reached_asks_a_reason(sari, rina):
    """L09 reads the value that the engine makes of last year's figures."""
    periode = make_pohon(sari)
    last = periode.instansi.hari_ini.year - 1
    masa = open_masa(rina, tahun=last, ke=4)
    fill(masa, "S1.1", "95", sari)
    draf = open_draf(periode, sari)
    found = [one for one in find_temuan(draf) if one.temuan.kode == "L09"]
    assert [one.temuan.kunci for one in found] == ["S1.1"]
    row = TargetTahun.objects.di_versi(draf).get(indikator__kode="S1.1", tahun=last + 1)
    change = UbahTarget(row.indikator_id, {last + 1: token(isi_of(row))}, {last + 1: angka(96)})
    edit(draf, change, sari)
    assert not [one for one in find_temuan(draf) if one.temuan.kode == "L09"]
    assert Decimal(95) in masa.potret_set.values_list("realisasi__nilai", flat=True)


def test_each_past_figure_names_who_sent_it_and_who_decided(sari, siti, rina):
    make_pohon(sari)
    tw4 = open_masa(rina, ke=4)
    fill(tw4, "S1.1", "81", sari)
    today = write_tanggal_pendek(sari.instansi.hari_ini)

    def oleh():
        return [row.oleh for row in load_ukur([lembar_of("S1.1")], 2026)]

    assert oleh() == [""]
    for kode in ("S2.1", "P1.1", "P2.1", "K1.1"):
        fill(tw4, kode, "80", sari)
    sheet = tw4.lembar_set.get(perangkat_daerah__kode="05")
    submit_lembar(sheet, acting_user=sari)
    assert oleh() == [f"diajukan Sari {today}"]
    return_lembar(sheet, alasan="Periksa lagi.", acting_user=siti)
    assert oleh() == [f"diajukan Sari {today}, dikembalikan Siti {today}"]
    sheet.refresh_from_db()
    submit_lembar(sheet, acting_user=sari)
    assert oleh() == [f"diajukan Sari {today}"]
    approve_lembar(sheet, acting_user=siti)
    assert oleh() == [f"diajukan Sari {today}, disetujui Siti {today}"]
