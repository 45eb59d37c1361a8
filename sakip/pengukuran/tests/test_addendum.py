"""After the lock: the source publishes at last, and a provisional figure becomes final."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sakip.pengukuran.actions.addendum import (
    approve_addendum,
    create_addendum,
    return_addendum,
)
from sakip.pengukuran.hitung import check_tahun
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import Addendum, LembarRealisasi, Potret, Realisasi
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.rencana import fill, make_indikator, make_target, open_masa

HALAMAN = "/2026/tw4/opd/05/realisasi/"
SUMBER = "BPS, Berita Resmi Statistik, 1 Maret 2026"


@pytest.fixture
def lembar(dinkes, rina, sari):
    """Locked: padi was provisional, stunting is not out yet, kunjungan is final."""
    padi = make_indikator(dinkes, nama="Padi")
    stunting = make_indikator(dinkes, nama="Stunting", bulan_rilis=5, rilis_tahun_berikut=True)
    kunjungan = make_indikator(dinkes, nama="Kunjungan")
    for one in (padi, stunting, kunjungan):
        make_target(one, "50", "50", "50", "50")
    masa = open_masa(rina)
    sheet = masa.lembar_set.get()
    fill(masa, kunjungan.kode, "49", sari)
    fill(masa, padi.kode, "48", sari)
    Realisasi.objects.filter(potret__nama="Padi").update(sifat="sementara")
    masa.kunci = masa.tutup = timezone.now()
    masa.save()
    return LembarRealisasi.objects.select_related("masa__instansi", "perangkat_daerah").get(
        pk=sheet.pk
    )


def isian(nama, nilai="49,5", **lain):
    potret = Potret.objects.select_related("masa", "realisasi").get(nama=nama)
    return read_isian(potret, {"nilai": nilai, **lain}, 0)


def bring(lembar, user, nama="Padi", nilai="49,5", sumber=SUMBER):
    return create_addendum(lembar, isian(nama, nilai), sumber=sumber, acting_user=user)


def test_a_provisional_figure_becomes_final_when_the_head_agrees(client, sari, siti, lembar):
    row = bring(lembar, sari)
    assert Realisasi.objects.get(potret__nama="Padi").nilai == 48, "not before the head agrees"
    approve_addendum(row, lembar, acting_user=siti)
    stored = Realisasi.objects.get(potret__nama="Padi")
    assert (stored.nilai, stored.sifat, stored.capaian) == (Decimal("49.5"), "tetap", 99)
    assert (stored.diubah_oleh, stored.terlambat) == (sari, False)
    client.force_login(sari)
    page = " ".join(client.get(HALAMAN).content.decode().split())
    assert "48,00 (angka sementara) → 49,50 (angka tetap)" in page
    assert SUMBER in page
    assert check_tahun(lembar.masa.instansi, 2026).kalimat == []


def test_what_a_source_published_after_the_lock_comes_without_a_late_mark(
    sari, siti, lembar, settings
):
    with pytest.raises(PermissionDenied, match="terbit paling cepat"):
        bring(lembar, sari, "Stunting")
    settings.HARI_INI = "2027-05-20"
    row = bring(lembar, sari, "Stunting", "47")
    approve_addendum(row, lembar, acting_user=siti)
    stored = Realisasi.objects.get(potret__nama="Stunting")
    assert (stored.nilai, stored.capaian, stored.terlambat) == (47, 94, False)


@pytest.mark.parametrize(
    ("nama", "kata"), [("Kunjungan", "Angka tetap tidak diganti"), ("Kosong", "tidak menunggu")]
)
def test_a_final_figure_and_a_forgotten_one_need_the_sheet_reopened(
    sari, dinkes, lembar, nama, kata
):
    if nama == "Kosong":
        Realisasi.objects.filter(potret__nama="Padi").delete()
        nama = "Padi"
    with pytest.raises(PermissionDenied, match=kata):
        bring(lembar, sari, nama)


def test_before_the_lock_the_figure_goes_into_the_sheet(sari, lembar):
    lembar.masa.kunci = timezone.now() + timezone.timedelta(days=1)
    lembar.masa.save()
    with pytest.raises(PermissionDenied, match="masih dapat diisi"):
        bring(lembar, sari)


def test_siti_does_not_agree_to_what_she_brought_herself(siti, lembar):
    row = bring(lembar, siti)
    with pytest.raises(PermissionDenied, match="orang lain"):
        approve_addendum(row, lembar, acting_user=siti)


def test_a_figure_made_final_in_the_reopened_sheet_is_not_replaced_by_an_older_addendum(
    sari, siti, lembar
):
    row = bring(lembar, sari)
    Realisasi.objects.filter(potret__nama="Padi").update(nilai=50, sifat="tetap")
    with pytest.raises(RuleError, match="Angka tetap tidak diganti"):
        approve_addendum(row, lembar, acting_user=siti)
    assert Realisasi.objects.get(potret__nama="Padi").nilai == 50
    return_addendum(row, lembar, alasan="Sudah ditulis di lembarnya.", acting_user=siti)


def test_one_waits_at_a_time_and_is_decided_once(sari, siti, lembar):
    row = bring(lembar, sari)
    with pytest.raises(RuleError, match="sudah menunggu"):
        bring(lembar, sari, nilai="49,6")
    with pytest.raises(RuleError, match="alasan"):
        return_addendum(row, lembar, alasan=" ", acting_user=siti)
    stale = Addendum.objects.select_related("potret").get()
    return_addendum(row, lembar, alasan="Lampirkan beritanya.", acting_user=siti)
    for again in (row, Addendum.objects.get()):
        with pytest.raises(PermissionDenied, match="sudah diputuskan"):
            approve_addendum(again, lembar, acting_user=siti)
    with pytest.raises(Konflik):
        approve_addendum(stale, lembar, acting_user=siti)
    with pytest.raises(Konflik):
        return_addendum(stale, lembar, alasan="Sekali lagi.", acting_user=siti)
    assert bring(lembar, sari, nilai="49,6").status == "diajukan"


@pytest.mark.parametrize(
    ("nilai", "sumber", "kata"), [("-", SUMBER, "Tulis angkanya"), ("49", "  ", "Tulis sumber")]
)
def test_a_figure_and_its_source_are_both_due(sari, lembar, nilai, sumber, kata):
    with pytest.raises(RuleError, match=kata):
        bring(lembar, sari, nilai=nilai, sumber=sumber)


def test_sari_brings_it_on_a_page_that_loses_nothing(client, sari, siti, lembar):
    potret = Potret.objects.get(nama="Padi").pk
    url = f"/pengukuran/lembar/{lembar.pk}/addendum/{potret}/"
    client.force_login(sari)
    assert f'href="{url}"' in client.get(HALAMAN).content.decode()
    page = client.post(url, {f"nilai-{potret}": "49,x", "sumber-angka": SUMBER}).content.decode()
    assert "Ada yang perlu diperbaiki" in page
    assert 'value="49,x"' in page
    assert SUMBER in page
    assert "Tulis sumber" in client.post(url, {f"nilai-{potret}": "49,5"}).content.decode()
    assert "Tulis angkanya" in client.post(url, {}).content.decode()
    said = {f"nilai-{potret}": "49,5", f"tahun_data-{potret}": "2025", "sumber-angka": SUMBER}
    assert client.post(url, said).headers["Location"] == HALAMAN
    row = Addendum.objects.get()
    assert (row.nilai, row.tahun_data) == (Decimal("49.5"), 2025)
    client.force_login(siti)
    assert "Setujui" in client.get(HALAMAN).content.decode()
    client.post(f"/pengukuran/addendum/{row.pk}/setujui/")
    row.refresh_from_db()
    assert row.status == "disetujui"


def test_a_row_of_another_sheet_is_not_found(client, sari, lembar):
    client.force_login(sari)
    assert client.get(f"/pengukuran/lembar/{lembar.pk}/addendum/999999/").status_code == 404


def test_a_released_figure_keeps_the_day_of_its_source(lembar):
    assert Potret.objects.get(nama="Stunting").rilis_pada == date(2027, 5, 1)
