"""Months: Rina opens them for what is measured monthly; what they make is offered to the quarter."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from pytest_django.fixtures import DjangoAssertNumQueries

from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.actions.realisasi import update_realisasi
from sakip.pengukuran.calendar import compute_moments_bulan
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import LembarRealisasi, Masa, Realisasi
from sakip.pengukuran.rencana_kait import load_periods, load_realisasi
from sakip.perencanaan.models import TargetMasa
from sakip.tests.rencana import make_indikator, make_simpul, make_target, open_masa

TW3 = "/2026/tw3/opd/05/realisasi/"


def monthly(dinkes, *figures, sari, rina, **fields):
    """A monthly indicator with a figure in July, August, … and the third quarter opened."""
    indikator = make_indikator(dinkes, nama="Peserta JKN", frekuensi="bulan", **fields)
    make_target(indikator, "10", "20", "30", "40")
    for ke, data in enumerate(figures, 7):
        masa = open_masa(rina, ke=ke, jenis="bulan")
        if data:
            type_into(masa, indikator, sari, **data)
    open_masa(rina, ke=3)
    return indikator


def type_into(masa, indikator, user, **data):
    potret = masa.potret_set.select_related("masa").get(indikator=indikator)
    lembar = masa.lembar_set.get(perangkat_daerah=potret.perangkat_daerah_id)
    update_realisasi(lembar, [read_isian(potret, data, 0)], acting_user=user)


def text_of(client, url):
    return " ".join(client.get(url).content.decode().split())


def test_rina_opens_august_for_monthly_indicators_alone(client, rina, dinkes):
    make_indikator(dinkes, nama="Triwulanan saja")
    make_indikator(dinkes, nama="Tiap bulan", frekuensi="bulan")
    client.force_login(rina)
    assert "Buka Agustus" in text_of(client, "/2026/tw3/kalender/")
    page = text_of(client, "/2026/tw3/buka/bulan/8/")
    assert "Buka Agustus 2026" in page
    times = {"buka": "2026-08-01T00:00", "tutup": "2026-09-05T16:00", "kunci": "2026-09-08T23:59"}
    for moment in times.values():
        assert moment in page
    for tw, bulan in ((1, 2), (4, 11)):  # the middle month of the other quarters
        assert f'href="/2026/tw{tw}/buka/bulan/{bulan}/"' in page
    client.post("/2026/tw3/buka/bulan/8/", times)
    masa = Masa.objects.get()
    assert (str(masa), masa.tw, masa.kunci) == (
        "Agustus 2026", 3, datetime(2026, 9, 8, 16, 59, tzinfo=UTC),
    )  # fmt: skip
    assert [row.nama for row in masa.potret_set.all()] == ["Tiap bulan"]
    assert "Agustus 2026" in text_of(client, "/2026/tw3/kalender/")


def test_the_calendar_shows_no_months_where_nothing_is_monthly(client, rina, dinkes):
    make_indikator(dinkes)
    client.force_login(rina)
    assert "Buka Agustus" not in text_of(client, "/2026/tw3/kalender/")


def test_a_monthly_indicator_of_another_agency_brings_rina_no_months(client, rina, wati, dinkes):
    unit = wati.instansi.perangkat_daerah_set.create(
        kode="05", nama="Dinas", singkatan="D", jenis="dinas", aktif_sejak="2020-01-01"
    )
    make_indikator(unit, frekuensi="bulan")
    client.force_login(rina)
    assert "Buka Agustus" not in text_of(client, "/2026/tw3/kalender/")


@pytest.mark.parametrize("bulan", [0, 6, 10, 13])
def test_a_month_outside_the_quarter_of_its_address_is_not_found(client, rina, sari, dinkes, bulan):
    client.force_login(rina)
    assert client.get(f"/2026/tw3/buka/bulan/{bulan}/").status_code == 404
    client.force_login(sari)
    assert client.get(f"{TW3}bulan/{bulan}/").status_code == 404


def test_december_is_due_in_january(kabupaten):
    moments = compute_moments_bulan(kabupaten, 2026, 12)
    assert moments["tutup"].date().isoformat() == "2027-01-05"


def test_a_thirteenth_month_and_a_fifth_quarter_cannot_be_opened(rina):
    for jenis, ke in (("bulan", 13), ("triwulan", 5), ("tahun", 5)):
        with pytest.raises(ValidationError):
            open_masa(rina, ke=ke, jenis=jenis)


def test_sari_fills_august_on_a_page_of_its_own(client, sari, rina, dinkes):
    indikator = make_indikator(dinkes, nama="Peserta JKN", frekuensi="bulan")
    TargetMasa.objects.create(
        instansi=dinkes.instansi, indikator=indikator, tahun=2026, masa="bulan", ke=8,
        jenis="angka", bawah=30, atas=30,
    )  # fmt: skip
    open_masa(rina, ke=8, jenis="bulan")
    client.force_login(sari)
    url = f"{TW3}bulan/8/"
    assert "Realisasi Agustus 2026" in text_of(client, url)
    key = indikator.potret_set.get().pk
    answer = client.post(url, {f"nilai-{key}": "31", "ajukan": "ya"})
    assert answer.url == url
    row = Realisasi.objects.get()
    assert (row.nilai, row.tercapai) == (31, True)
    assert LembarRealisasi.objects.get().status == "diajukan"
    assert "diajukan ke kepala" in text_of(client, url)


def test_a_month_that_is_not_open_says_so(client, sari, dinkes):
    client.force_login(sari)
    assert "masa ini belum dibuka" in text_of(client, f"{TW3}bulan/8/")


@pytest.mark.parametrize(
    ("fields", "figures", "offered", "typed"),
    [
        ({"agregasi": "KUM", "desimal": 0}, ["10", "12", "9"], "31", {"nilai": "31"}),
        ({"agregasi": "AKH", "desimal": 0}, ["10", "12", "9"], "9", {"nilai": "9"}),
        ({"agregasi": "AKH", "desimal": 0}, ["10", "12", None], "12", {"nilai": "12"}),
        ({"agregasi": "RAT", "desimal": 2}, ["10", "12", "9"], "10,33", {"nilai": "10,33"}),
        (
            {"agregasi": "RAS", "faktor": 100},
            ["1/10", "2/20", "3/30"], "6/60", {"pembilang": "6", "penyebut": "60"},
        ),
    ],
)  # fmt: skip
def test_what_the_months_make_is_offered_and_written_only_when_sari_says_so(
    client, sari, rina, dinkes, fields, figures, offered, typed
):
    cells = [_cells(text) for text in figures]
    indikator = monthly(dinkes, *cells, sari=sari, rina=rina, **fields)
    client.force_login(sari)
    page = text_of(client, TW3)
    assert f"Pakai angka bulan: {offered}" in page
    assert 'class="rinci buka"' in page
    assert f"{TW3}bulan/8/" in page
    potret = indikator.potret_set.get(masa__jenis="triwulan")
    taken = text_of(client, f"{TW3}?pakai=bulan-{potret.pk}")
    for name, value in typed.items():
        assert f'name="{name}-{potret.pk}" value="{value}"' in taken
        assert f'name="{name}-{potret.pk}" value=""' in page
    assert "belum tersimpan" in taken
    assert not Realisasi.objects.filter(potret=potret).exists()


def _cells(text):
    if text is None:
        return {}
    top, _, bottom = text.partition("/")
    return {"pembilang": top, "penyebut": bottom} if bottom else {"nilai": text}


def test_the_mean_of_months_keeps_its_respondents(client, sari, rina, dinkes):
    figures = [{"nilai": "80", "bobot": "100"}, {"nilai": "90", "bobot": "300"}]
    indikator = monthly(dinkes, *figures, sari=sari, rina=rina, agregasi="RAT")
    client.force_login(sari)
    potret = indikator.potret_set.get(masa__jenis="triwulan")
    taken = text_of(client, f"{TW3}?pakai=bulan-{potret.pk}")
    assert f'name="nilai-{potret.pk}" value="87,50"' in taken
    assert f'name="bobot-{potret.pk}" value="400"' in taken


def test_a_dash_in_every_month_offers_nothing(client, sari, rina, dinkes):
    monthly(dinkes, {"nilai": "-"}, sari=sari, rina=rina)
    client.force_login(sari)
    assert "Pakai angka bulan" not in text_of(client, TW3)


def test_months_of_other_units_and_other_quarters_are_not_offered(client, sari, joko, rina, dinkes):
    theirs = make_indikator(PerangkatDaerah.objects.get(kode="06"), frekuensi="bulan")
    ours = make_indikator(dinkes, frekuensi="bulan")
    july, june = (open_masa(rina, ke=ke, jenis="bulan") for ke in (7, 6))
    open_masa(rina, ke=3)
    type_into(july, theirs, joko, nilai="7")
    type_into(june, ours, sari, nilai="6")
    client.force_login(sari)
    assert "Pakai angka bulan" not in text_of(client, TW3)


def test_the_line_of_years_is_made_of_quarters_and_not_of_months(sari, rina, dinkes):
    indikator = monthly(dinkes, {"nilai": "5"}, sari=sari, rina=rina, agregasi="KUM")
    type_into(Masa.objects.get(jenis="triwulan"), indikator, sari, nilai="31")
    assert load_realisasi([indikator.pk], [2026]) == {(indikator.pk, 2026): 31}
    assert [row.ke for row in load_periods([indikator.pk], 2026)] == [3]


def test_the_quarter_asks_as_often_for_one_monthly_row_as_for_ten(
    client, sari, rina, dinkes, django_assert_max_num_queries: DjangoAssertNumQueries
):
    indikator = make_indikator(dinkes, frekuensi="bulan")
    simpul = make_simpul(indikator.periode)
    rows = [indikator, *(make_indikator(dinkes, simpul, frekuensi="bulan") for _ in range(9))]
    masa = open_masa(rina, ke=7, jenis="bulan")
    open_masa(rina, ke=3)
    for row in rows:
        type_into(masa, row, sari, nilai="5")
    client.force_login(sari)
    client.get(TW3)
    with django_assert_max_num_queries(12):
        assert client.get(TW3).content.decode().count("Pakai angka bulan") == 10


def test_an_open_month_waits_on_saris_own_page(client, sari, rina, dinkes):
    make_indikator(dinkes, frekuensi="bulan")
    open_masa(rina, ke=8, jenis="bulan")
    client.force_login(sari)
    page = text_of(client, "/")
    assert "Isi 1 realisasi Agustus 2026 yang belum ada" in page
    assert f"{TW3}bulan/8/" in page
