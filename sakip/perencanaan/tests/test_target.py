"""The promises for quarters: Sari types them, divides a sum, follows last year, and never a contract made."""

from decimal import Decimal

import pytest

from sakip.audit.models import Jejak
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.actions.target import update_target
from sakip.perencanaan.lembar import load_isi, see_janji
from sakip.perencanaan.models import IsiIndikator, PeriodeRencana, TargetMasa
from sakip.perencanaan.tests.buku import angka, renstra
from sakip.perencanaan.tests.pohon import lembar, lembar_of, make_pohon
from sakip.rules.agregasi import Agregasi
from sakip.rules.decision import RuleError
from sakip.rules.periode import Frekuensi
from sakip.tests.rencana import fill, open_masa

pytestmark = pytest.mark.django_db


@pytest.fixture
def pohon(sari) -> PeriodeRencana:
    """Beside the indices a sum: how many mothers were served."""
    periode = make_pohon(sari)
    served = lembar("P1.2", "P1", "Ibu bersalin yang dilayani", satuan="ibu", desimal=0,
                    agregasi=Agregasi.KUMULATIF, frekuensi=Frekuensi.TRIWULANAN,
                    target_tahun={2026: angka(100), 2027: angka(1000)})  # fmt: skip
    import_rencana(renstra(indikator=[served]), acting_user=sari)
    versi = periode.versi_set.latest("nomor")
    if versi.status == "draf":
        periode.versi_set.filter(status="berlaku").update(status="diganti")
        periode.versi_set.filter(pk=versi.pk).update(status="berlaku")
    return periode


def url(kode="P1.2", tahun=2027) -> str:
    return f"/perencanaan/indikator/{lembar_of(kode)}/target/{tahun}/"


def quarters(kode="P1.2", tahun=2027) -> dict[int, Decimal]:
    rows = TargetMasa.objects.filter(indikator__kode=kode, tahun=tahun).order_by("ke")
    return {row.ke: row.bawah for row in rows}


def typed(*nilai, janji=None):
    isi = {f"tw_{ke}": one for ke, one in enumerate(nilai, 1)}
    return isi | {"lihat": see_janji(janji or {})}


def test_sari_types_four_quarters_and_sees_them_on_the_sheet(client, sari, pohon):
    client.force_login(sari)
    answer = client.post(url(), typed("100", "200", "300", "400"))
    assert answer.url == f"/perencanaan/indikator/{lembar_of('P1.2')}/?tahun=2027"
    assert quarters() == {1: 100, 2: 200, 3: 300, 4: 400}
    page = client.get(answer.url).content.decode()
    assert "sedangkan target setahun" not in page
    seen = {ke: angka(one) for ke, one in quarters().items()}
    client.post(url(), typed("100", "200", "300", "", janji=seen))
    assert quarters() == {1: 100, 2: 200, 3: 300}
    client.post(
        url(), typed("100", "200", "300", "50", janji={k: angka(v) for k, v in quarters().items()})
    )
    assert (
        "Jumlah triwulan 650, sedangkan target setahun 1.000."
        in client.get(answer.url).content.decode()
    )


def test_equal_parts_are_proposed_for_a_sum_and_kept_only_when_saved(client, sari, pohon):
    client.force_login(sari)
    page = client.get(url() + "?isi=rata").content.decode()
    assert page.count('value="250"') == 4
    assert quarters() == {}
    index = client.get(url("S1.1")).content.decode()
    assert "Bagi rata hanya untuk angka yang dijumlahkan" in index
    assert "?isi=rata" not in index
    assert 'value="20"' not in client.get(url("S1.1") + "?isi=rata").content.decode()


def test_the_season_of_last_year_is_followed_when_all_of_it_is_there(client, sari, rina, pohon):
    client.force_login(sari)
    for ke, nilai in ((1, "10"), (2, "20"), (3, "30")):
        fill(open_masa(rina, ke=ke), "P1.2", nilai, sari)
    assert "Realisasi tahun lalu belum lengkap" in client.get(url()).content.decode()
    fill(open_masa(rina, ke=4), "P1.2", "40", sari)
    page = client.get(url() + "?isi=pola").content.decode()
    for nilai in ("100", "200", "300", "400"):
        assert f'value="{nilai}"' in page


def test_without_a_promise_for_the_year_nothing_is_proposed(client, sari, pohon):
    client.force_login(sari)
    page = client.get(url(tahun=2029)).content.decode()
    assert page.count("Target setahun 2029 belum ada atau bukan angka.") == 2


def test_a_quarter_whose_period_is_open_keeps_its_promise(client, sari, rina, pohon):
    client.force_login(sari)
    open_masa(rina, ke=3)
    page = client.get(url(tahun=2026)).content.decode()
    assert "masanya sudah dibuka" in page
    assert 'name="tw_3"' not in page
    client.post(url(tahun=2026), typed("10", "20", "999", "40"))
    assert quarters(tahun=2026) == {1: 10, 2: 20, 4: 40}
    isi = load_isi(pohon.versi_set.get(status="berlaku"), lembar_of("P1.2"))
    seen = see_janji({ke: angka(one) for ke, one in quarters(tahun=2026).items()})
    with pytest.raises(RuleError, match="TW III 2026 sudah dibuka"):
        update_target(isi, 2026, {3: angka(5)}, lihat=seen, acting_user=sari)


@pytest.mark.parametrize(
    ("nilai", "why"),
    [("banyak", "banyak"), ("≤ 5", "Target TW I 2027"), ("0,12345", "paling banyak 4 angka")],
)
def test_an_unreadable_promise_is_told_at_its_quarter_and_the_others_stay_typed(
    client, sari, pohon, nilai, why
):
    client.force_login(sari)
    page = client.post(url(), typed(nilai, "222")).content.decode()
    assert why in page
    assert 'value="222"' in page
    assert quarters() == {}


def test_a_year_outside_the_document_is_refused(client, sari, pohon):
    client.force_login(sari)
    page = client.post(url(tahun=2040), typed("1")).content.decode()
    assert "Tahun 2040 di luar masa dokumen ini." in page
    assert quarters(tahun=2040) == {}


def test_two_people_promise_the_same_quarters_and_the_second_sees_both(client, sari, siti, pohon):
    client.force_login(siti)
    client.post(url(), typed("100"))
    client.force_login(sari)
    page = client.post(url(), typed("150")).content.decode()
    assert "<td>150</td><td>100</td>" in page
    assert quarters() == {1: 100}
    client.post(url(), typed("150", janji={1: angka(100)}))
    assert quarters() == {1: 150}


def test_saving_what_is_there_already_leaves_no_trail(client, sari, pohon):
    client.force_login(sari)
    client.post(url(), typed("100"))
    before = Jejak.objects.count()
    assert client.post(url(), typed("100", janji={1: angka(100)})).status_code == 302
    assert Jejak.objects.count() == before


def test_an_index_measured_once_a_year_has_one_quarter_to_promise(client, sari, pohon):
    client.force_login(sari)
    page = client.get(url("S2.1")).content.decode()
    assert page.count("tidak diukur: frekuensinya") + page.count('name="tw_') == 4


# --- months -------------------------------------------------------------------------------------------
@pytest.fixture
def bulanan(pohon):
    IsiIndikator.objects.filter(indikator__kode="P1.2").update(frekuensi="bulan")
    return pohon


def months(tahun=2027):
    rows = TargetMasa.objects.filter(indikator__kode="P1.2", tahun=tahun, masa="bulan")
    return {row.ke: row.bawah for row in rows.order_by("ke")}


def test_sari_promises_the_months_of_a_monthly_indicator(client, sari, bulanan):
    client.force_login(sari)
    sheet = client.get(f"/perencanaan/indikator/{lembar_of('P1.2')}/?tahun=2027").content.decode()
    assert f'href="{url()}bulan/"' in sheet
    answer = client.post(f"{url()}bulan/", typed("8", "9", "", "x"))
    page = answer.content.decode()
    assert "Ada yang perlu diperbaiki" in page
    assert 'value="9"' in page
    answer = client.post(f"{url()}bulan/", typed("8", "9"))
    assert answer.url == f"/perencanaan/indikator/{lembar_of('P1.2')}/?tahun=2027"
    assert months() == {1: 8, 2: 9}
    assert quarters() == months(), "no quarter was touched"
    assert 'value="9"' in client.get(f"{url()}bulan/").content.decode()
    assert Jejak.objects.filter(tindakan="target.update").count() == 1


def test_two_people_promise_one_month_and_the_second_sees_both(client, sari, bulanan):
    client.force_login(sari)
    client.post(f"{url()}bulan/", typed("8"))
    page = client.post(f"{url()}bulan/", typed("7")).content.decode()
    assert "<td>7</td>" in page
    assert "<td>8</td>" in page
    assert "Januari" in page
    assert months() == {1: 8}


def test_an_opened_month_keeps_its_promise_in_the_contract(client, sari, rina, bulanan):
    client.force_login(sari)
    client.post(f"{url(tahun=2026)}bulan/", typed("8", "9"))
    open_masa(rina, jenis="bulan", ke=2)
    page = client.get(f"{url(tahun=2026)}bulan/").content.decode()
    assert "sudah masuk kontrak" in page
    seen = {1: angka(8), 2: angka(9)}
    isi = load_isi(bulanan.versi_set.get(status="berlaku"), lembar_of("P1.2"))
    with pytest.raises(RuleError, match="Februari 2026 sudah dibuka"):
        update_target(
            isi, 2026, {2: angka(10)}, lihat=see_janji(seen), acting_user=sari, masa="bulan"
        )


def test_only_a_monthly_indicator_has_months(client, sari, pohon):
    client.force_login(sari)
    page = client.post(f"{url()}bulan/", typed("8")).content.decode()
    assert "Hanya indikator bulanan" in page
    assert months() == {}
