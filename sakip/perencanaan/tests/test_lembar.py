"""The sheet of an indicator: Sari says what it counts, promises its years, and is told what contradicts."""

from decimal import Decimal

import pytest

from sakip.perencanaan.actions.draf import revoke_langkah
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.models import IsiIndikator, TargetTahun
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan_indikator import HapusIndikator
from sakip.perencanaan.suntingan_lembar import UbahLembar, see_lembar
from sakip.perencanaan.tests.buku import angka, renstra, simpul
from sakip.perencanaan.tests.pohon import (
    approve,
    edit,
    lembar,
    lembar_of,
    make_pohon,
    open_draf,
    pk_of,
    seen_lembar,
    submit,
)
from sakip.rules.decision import Konflik
from sakip.tests.rencana import fill, open_masa

pytestmark = pytest.mark.django_db


@pytest.fixture
def draf(sari):
    return open_draf(make_pohon(sari), sari)


@pytest.fixture
def url(draf):
    return lambda path: f"/perencanaan/versi/{draf.pk}/{path}"


def stored(draf, kode) -> IsiIndikator:
    return IsiIndikator.objects.di_versi(draf).get(indikator__kode=kode)


def targets(draf, kode) -> dict[int, Decimal]:
    rows = TargetTahun.objects.di_versi(draf).filter(indikator__kode=kode)
    return {row.tahun: row.bawah for row in rows}


def typed(draf, kode, **lain):
    """The sheet as its page shows it, with what Sari changes."""
    row = stored(draf, kode)
    names = ("nama", "definisi", "satuan", "faktor", "rumus", "arah", "agregasi", "frekuensi",
             "desimal", "sumber")  # fmt: skip
    isi = {name: getattr(row, name) for name in names}
    isi |= {f"target_{tahun}": str(angka) for tahun, angka in targets(draf, kode).items()}
    seen = see_lembar(Ruang(draf), lembar_of(kode))
    return isi | {"perangkat_daerah": row.perangkat_daerah_id, "lihat": seen} | lain


def test_sari_adds_an_indicator_and_is_led_to_its_sheet(client, sari, draf, url):
    client.force_login(sari)
    add = url(f"simpul/{pk_of('P2')}/indikator/")
    page = client.get(add).content.decode()
    assert "Gizi balita membaik" in page
    unit = sari.cap.perangkat_daerah_id
    answer = client.post(
        add, {"nama": "Prevalensi stunting", "satuan": "%", "perangkat_daerah": unit}
    )
    new = IsiIndikator.objects.di_versi(draf).get(nama="Prevalensi stunting")
    assert new.simpul_id == pk_of("P2")
    assert answer.url == url(f"indikator/{new.indikator_id}/")
    sheet = client.get(answer.url).content.decode()
    assert "Yang masih kurang pada lembar ini" in sheet
    assert "L04" in sheet


def test_an_indicator_without_a_name_is_not_added_and_the_unit_stays_typed(client, sari, draf, url):
    client.force_login(sari)
    add = url(f"simpul/{pk_of('P2')}/indikator/")
    page = client.post(add, {"nama": "", "satuan": "anak per 1.000"}).content.decode()
    assert "anak per 1.000" in page
    assert not IsiIndikator.objects.di_versi(draf).filter(satuan="anak per 1.000").exists()


def test_sari_words_the_sheet_and_its_promises_in_one_step_and_takes_it_back(
    client, sari, draf, url
):
    client.force_login(sari)
    before = targets(draf, "S1.1")
    wish = typed(draf, "S1.1", definisi="Survei tiap tahun.", pic="Bidang P2P", baseline="72,5",
                 bulan_rilis="11", rilis_tahun_berikut="on", iku="on",
                 target_2027="83,5", target_2028="84")  # fmt: skip
    answer = client.post(url(f"indikator/{lembar_of('S1.1')}/"), wish)
    assert answer.url == f"/perencanaan/indikator/{lembar_of('S1.1')}/?versi={draf.pk}"
    row = stored(draf, "S1.1")
    assert (row.definisi, row.pic, row.baseline) == (
        "Survei tiap tahun.",
        "Bidang P2P",
        Decimal("72.5"),
    )
    assert (row.bulan_rilis, row.rilis_tahun_berikut, row.iku) == (11, True, True)
    assert targets(draf, "S1.1") == before | {2027: Decimal("83.5"), 2028: Decimal(84)}
    page = client.get(answer.url).content.decode()
    for text in ("Survei tiap tahun.", "83,50", "Bidang P2P", "rilis Nov 2027"):
        assert text in page
    revoke_langkah(draf, acting_user=sari)
    assert targets(draf, "S1.1") == before
    assert stored(draf, "S1.1").pic == ""


def test_an_emptied_promise_is_no_promise_any_more(client, sari, draf, url):
    client.force_login(sari)
    client.post(url(f"indikator/{lembar_of('S1.1')}/"), typed(draf, "S1.1", target_2026=""))
    assert targets(draf, "S1.1").keys() == {2027}


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"target_2026": "banyak"}, "banyak"),
        ({"target_2026": "1.234"}, "dapat berarti 1234 atau 1,234"),
        ({"target_2026": "≤ 5"}, "Target 2026"),
        ({"target_2026": "0,12345"}, "paling banyak 4 angka di belakang koma"),
        ({"baseline": "dua"}, "Baseline"),
        ({"baseline": "0,12345"}, "paling banyak 4 angka di belakang koma"),
        ({"rumus": "BL"}, "perlu angka baseline"),
        ({"rumus": "OR"}, "Rumus ordinal perlu skala predikat"),
        ({"rumus": "M1"}, "untuk indikator turun, bukan naik"),
        ({"agregasi": "TAH", "frekuensi": "triwulan"}, "Satu angka setahun berarti diukur tahunan"),
        ({"desimal": "9"}, "Angka di belakang koma"),
        ({"nama": ""}, "Nama indikator"),
        ({"rumus": ""}, "Rumus capaian"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_said_at_its_field_and_nothing_typed_is_lost(
    client, sari, draf, url, wish, why
):
    client.force_login(sari)
    before = stored(draf, "S1.1").pic
    wish = typed(draf, "S1.1", pic="Bidang yang diketik", **wish)
    page = client.post(url(f"indikator/{lembar_of('S1.1')}/"), wish)
    assert page.status_code == 200
    html = page.content.decode()
    assert why in html
    assert "Bidang yang diketik" in html
    assert stored(draf, "S1.1").pic == before


def test_two_people_on_one_sheet_and_the_second_sees_both_and_decides(
    client, sari, siti, draf, url
):
    page = url(f"indikator/{lembar_of('S1.1')}/")
    before = typed(draf, "S1.1")
    client.force_login(siti)
    client.post(page, before | {"target_2026": "81", "sumber": "Puskesmas"})
    client.force_login(sari)
    html = client.post(page, before | {"target_2026": "85", "sumber": "BPS"}).content.decode()
    for text in ("lebih dulu menyimpan", "Puskesmas", "target 2026", "<td>85</td><td>81</td>"):
        assert text in html
    assert targets(draf, "S1.1")[2026] == 81
    again = before | {"target_2026": "85", "lihat": see_lembar(Ruang(draf), lembar_of("S1.1"))}
    assert again["lihat"] in html
    assert client.post(page, again).status_code == 302
    assert targets(draf, "S1.1")[2026] == 85


def test_a_sheet_that_siti_deleted_meanwhile_is_told_to_sari(client, sari, siti, draf, url):
    page = url(f"indikator/{lembar_of('S1.1')}/")
    edit(draf, HapusIndikator(lembar_of("S1.1"), seen_lembar(draf, "S1.1")), siti)
    client.force_login(sari)
    assert client.get(page).status_code == 404
    assert client.post(url(f"indikator/{lembar_of('S1.1')}/hapus/")).status_code == 404


def test_sari_deletes_an_indicator_with_its_promises(client, sari, draf, url):
    client.force_login(sari)
    gone = url(f"indikator/{lembar_of('P2.1')}/hapus/")
    assert client.post(gone, {"lihat": "lama"}).status_code == 409
    answer = client.post(gone, {"lihat": seen_lembar(draf, "P2.1")})
    assert answer.url == url(f"?simpul={pk_of('P2')}#simpul-{pk_of('P2')}")
    assert targets(draf, "P2.1") == {}


def test_the_sheet_in_force_stays_readable_beside_the_draft_and_after_it(
    client, sari, bappeda, draf, url
):
    client.force_login(sari)
    page = f"/perencanaan/indikator/{lembar_of('S1.1')}/"
    client.post(url(f"indikator/{lembar_of('S1.1')}/"), typed(draf, "S1.1", satuan="poin"))
    old = draf.periode.versi_set.get(nomor=1)
    assert "<dd>indeks</dd>" in client.get(page).content.decode()
    assert "<dd>poin</dd>" in client.get(f"{page}?versi={draf.pk}").content.decode()
    submit(draf, sari)
    approve(draf, bappeda)
    assert "<dd>poin</dd>" in client.get(page).content.decode()
    assert "<dd>indeks</dd>" in client.get(f"{page}?versi={old.pk}").content.decode()
    assert client.get(f"{page}?versi=9999").status_code == 404
    assert client.get(f"{page}?versi=satu").status_code == 404


def test_a_new_indicator_has_no_sheet_in_the_version_before_it(client, sari, draf, url):
    client.force_login(sari)
    unit = sari.cap.perangkat_daerah_id
    add = url(f"simpul/{pk_of('P2')}/indikator/")
    client.post(add, {"nama": "Prevalensi stunting", "satuan": "%", "perangkat_daerah": unit})
    new = stored(draf, "P2.2").indikator_id
    assert client.get(f"/perencanaan/indikator/{new}/").status_code == 404
    assert client.get(f"/perencanaan/indikator/{new}/?versi={draf.pk}").status_code == 200


def test_a_variable_that_two_sheets_share_is_named_on_both(client, sari, bappeda, draf, url):
    client.force_login(sari)
    for kode in ("S1.1", "P1.1"):
        page = url(f"indikator/{lembar_of(kode)}/")
        client.post(page, typed(draf, kode, pembilang="Ibu puas", penyebut="Ibu bersalin"))
    submit(draf, sari)
    approve(draf, bappeda)
    html = client.get(f"/perencanaan/indikator/{lembar_of('S1.1')}/").content.decode()
    assert "Variabel ini juga dihitung untuk" in html
    assert stored(draf, "P1.1").nama in html
    assert stored(draf, "S2.1").nama not in html


def test_the_past_periods_stand_on_the_sheet_with_their_arithmetic(
    client, sari, rina, count_queries
):
    make_pohon(sari)
    promise = lembar("S1.1", "S1", "Indeks kepuasan ibu", target_triwulan={(2026, 4): angka(80)})
    import_rencana(renstra(indikator=[promise]), acting_user=sari)
    open_masa(rina, ke=3)
    fill(open_masa(rina, ke=4), "S1.1", "76", sari)
    client.force_login(sari)
    page = f"/perencanaan/indikator/{lembar_of('S1.1')}/"
    html = client.get(page).content.decode()
    assert "TW III 2026" in html
    assert "Tidak tercapai" in html
    assert html.index("TW IV 2026") < html.index("TW III 2026")
    assert count_queries(page) <= 25


def test_the_same_variable_in_the_plan_of_a_unit_out_of_reach_is_not_told(client, sari, joko):
    make_pohon(sari)
    road = lembar("J1.1", "J1", "Warga yang terlayani jalan", unit="06", pembilang="Warga")
    node = simpul("J1", "sasaran", "Warga makin mudah bepergian", penerima_manfaat="Warga")
    import_rencana(renstra(node, indikator=[road], unit="06"), acting_user=joko)
    own = lembar("S1.1", "S1", "Indeks kepuasan ibu", pembilang="Warga")
    import_rencana(renstra(indikator=[own]), acting_user=sari)
    shared = {}
    for user, kode in ((sari, "S1.1"), (joko, "J1.1")):
        client.force_login(user)
        html = client.get(f"/perencanaan/indikator/{lembar_of(kode)}/").content.decode()
        shared[kode] = "Variabel ini juga dihitung untuk" in html
    assert shared == {"S1.1": False, "J1.1": False}


def test_a_sheet_that_somebody_deleted_meanwhile_says_so(draf, sari):
    pk, seen = lembar_of("S1.1"), see_lembar(Ruang(draf), lembar_of("S1.1"))
    edit(draf, HapusIndikator(pk, seen_lembar(draf, "S1.1")), sari)
    with pytest.raises(Konflik) as refused:
        edit(draf, UbahLembar(pk, seen, {"nama": "Indeks baru"}, {}), sari)
    assert [one.tersimpan for one in refused.value.beda] == ["sudah dihapus"]
