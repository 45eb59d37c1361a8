"""The outline of a draft on its pages: Sari adds, words, moves, deletes and takes back."""

import pytest

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.models import IsiSimpul
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.tests.buku import rpjmd, simpul
from sakip.perencanaan.tests.pohon import make_pohon, open_draf, outline, pk_of, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def draf(sari):
    return open_draf(make_pohon(sari), sari)


@pytest.fixture
def url(draf):
    return lambda path="": f"/perencanaan/versi/{draf.pk}/{path}"


def stored(draf, kode) -> IsiSimpul:
    return IsiSimpul.objects.di_versi(draf).get(simpul__kode=kode)


def typed(draf, kode, **lain):
    row = stored(draf, kode)
    isi = {"pernyataan": row.pernyataan, "jenjang": row.jenjang, "perangkat_daerah": "",
           "penerima_manfaat": row.penerima_manfaat, "lihat": seen(draf, kode)}  # fmt: skip
    return isi | lain


def test_sari_adds_a_node_where_she_stands_and_it_is_hers(client, sari, draf, url):
    client.force_login(sari)
    add = url(f"simpul/?di={pk_of('S1')}&setelah={pk_of('P1')}")
    assert "Derajat kesehatan ibu dan anak meningkat" in client.get(add).content.decode()
    answer = client.post(add, {"pernyataan": "Bayi lahir sehat"})
    new = IsiSimpul.objects.di_versi(draf).get(pernyataan="Bayi lahir sehat")
    assert answer.url == url(f"?simpul={new.simpul_id}#simpul-{new.simpul_id}")
    assert (new.jenjang, new.perangkat_daerah_id) == ("program", sari.cap.perangkat_daerah_id)
    assert [row.simpul for row in Ruang(draf).anak[pk_of("S1")]] == [
        pk_of("P1"), new.simpul_id, pk_of("P2"),
    ]  # fmt: skip


def test_sari_words_a_node_and_says_who_feels_it(client, sari, draf, url, joko):
    client.force_login(sari)
    page = url(f"simpul/{pk_of('P1')}/")
    other = joko.penugasan_set.get().perangkat_daerah_id
    data = typed(draf, "P1", pernyataan="Ibu bersalin selamat", faktor_kunci="Bidan di tiap desa",
                 tanda=["prioritas_nasional"], kontributor=[other])  # fmt: skip
    assert client.post(page, data).status_code == 302
    row = stored(draf, "P1")
    assert (row.pernyataan, row.faktor_kunci, row.tanda) == (
        "Ibu bersalin selamat", "Bidan di tiap desa", ["prioritas_nasional"],
    )  # fmt: skip
    assert [one.perangkat_daerah_id for one in row.kontributor_set.all()] == [other]


def test_two_people_word_one_node_and_the_second_sees_both_and_decides(
    client, sari, siti, draf, url
):
    page = url(f"simpul/{pk_of('P1')}/")
    before = typed(draf, "P1")
    client.force_login(siti)
    client.post(page, before | {"pernyataan": "Ibu melahirkan dengan selamat"})
    client.force_login(sari)
    html = client.post(page, before | {"pernyataan": "Ibu bersalin selamat"}).content.decode()
    assert "Ibu melahirkan dengan selamat" in html
    assert "Ibu bersalin selamat</textarea>" in html
    assert stored(draf, "P1").pernyataan == "Ibu melahirkan dengan selamat"
    again = before | {"pernyataan": "Ibu bersalin selamat", "lihat": seen(draf, "P1")}
    assert again["lihat"] in html
    client.post(page, again)
    assert stored(draf, "P1").pernyataan == "Ibu bersalin selamat"


@pytest.mark.parametrize(
    ("kode", "arah", "expected"),
    [
        ("P2", "naik", ["S1", ".P2", ".P1", "..K1", "S2"]),
        ("P1", "turun", ["S1", ".P2", ".P1", "..K1", "S2"]),
        ("S2", "masuk", ["S1", ".P1", "..K1", ".P2", ".S2"]),
        ("K1", "keluar", ["S1", ".P1", ".K1", ".P2", "S2"]),
    ],
)
def test_sari_moves_a_node_one_step(client, sari, draf, url, kode, arah, expected):
    client.force_login(sari)
    client.post(url(f"simpul/{pk_of(kode)}/pindah/"), {"arah": arah})
    assert [line.split()[0] for line in outline(draf)] == expected


def test_a_step_that_cannot_be_is_refused_in_words(client, sari, draf, url):
    client.force_login(sari)
    move = url(f"simpul/{pk_of('S1')}/pindah/")
    assert "sudah di ujung" in client.post(move, {"arah": "naik"}).content.decode()
    assert client.post(move, {"arah": "miring"}).status_code == 400


def test_a_wrong_word_comes_back_with_everything_typed(client, sari, draf, url):
    client.force_login(sari)
    long = {"pernyataan": "x" * 501, "faktor_kunci": "Bidan"}
    html = client.post(url("simpul/"), long).content.decode()
    assert "Ada yang perlu diperbaiki" in html
    assert "Bidan</textarea>" in html
    own = stored(draf, "P1").perangkat_daerah_id
    data = typed(draf, "P1", perangkat_daerah=own, kontributor=[own], faktor_kunci="Bidan")
    html = client.post(url(f"simpul/{pk_of('P1')}/"), data).content.decode()
    assert "tidak perlu disebut lagi" in html
    assert "Bidan</textarea>" in html


def test_sari_deletes_a_branch_and_takes_it_back(client, sari, draf, url):
    client.force_login(sari)
    before = outline(draf)
    page = client.get(url(f"simpul/{pk_of('P1')}/")).content.decode()
    assert "4 simpul dan indikator" in page
    data = {"lihat": seen(draf, "P1"), "banyak": "4"}
    client.post(url(f"simpul/{pk_of('P1')}/hapus/"), data)
    assert len(outline(draf)) < len(before)
    assert "Urungkan: menghapus simpul" in client.get(url()).content.decode()
    client.post(url("urungkan/"))
    assert outline(draf) == before


def test_who_saw_fewer_rows_than_would_go_deletes_nothing(client, sari, draf, url):
    client.force_login(sari)
    before = outline(draf)
    for banyak in ("3", "", "²"):
        data = {"lihat": seen(draf, "P1"), "banyak": banyak}
        assert client.post(url(f"simpul/{pk_of('P1')}/hapus/"), data).status_code == 409
    assert outline(draf) == before


def test_a_node_that_is_gone_is_not_found_and_not_moved(client, sari, draf, url):
    client.force_login(sari)
    client.post(url(f"simpul/{pk_of('P1')}/hapus/"), {"lihat": seen(draf, "P1"), "banyak": "4"})
    assert client.get(url(f"simpul/{pk_of('P1')}/")).status_code == 404
    gone = [
        (f"simpul/{pk_of('P1')}/pindah/", {"arah": "naik"}),
        (f"simpul/{pk_of('P1')}/hapus/", {}),
    ]
    for path, data in gone:
        assert client.post(url(path), data).status_code == 409
    assert client.get(url(f"simpul/?di={pk_of('P1')}")).status_code == 409


def test_the_outline_in_revision_asks_the_same_for_one_node_and_for_many(
    client, sari, draf, url, count_queries
):
    client.force_login(sari)
    few = count_queries(url())
    for n in range(10):
        client.post(url(f"simpul/?di={pk_of('S1')}"), {"pernyataan": f"Hasil ke-{n}"})
    assert count_queries(url()) == few


def test_nothing_hangs_below_the_lowest_level_and_sari_is_told_so(client, sari, draf, url):
    client.force_login(sari)
    under = url(f"simpul/?di={pk_of('K1')}")
    client.post(under, {"pernyataan": "Kunjungan ibu hamil", "jenjang": "subkegiatan"})
    lowest = IsiSimpul.objects.di_versi(draf).get(pernyataan="Kunjungan ibu hamil").simpul_id
    answer = client.get(url(f"simpul/?di={lowest}"))
    assert "Tidak ada jenjang di bawah simpul ini" in answer.content.decode()


def test_a_unit_that_has_ended_is_not_offered_as_contributor(client, sari, draf, url, joko):
    client.force_login(sari)
    page = url(f"simpul/{pk_of('P1')}/")
    assert "Dinas PUPR" in client.get(page).content.decode()
    PerangkatDaerah.objects.filter(kode="06").update(aktif_sampai="2026-01-01")
    assert "Dinas PUPR" not in client.get(page).content.decode()


# --- moved by hand or by menu ---------------------------------------------------------------------
def test_a_node_dropped_on_another_hangs_below_it_or_stands_before_it(client, sari, draf, url):
    client.force_login(sari)
    move = url(f"simpul/{pk_of('S2')}/pindah/")
    client.post(move, {"sasaran": pk_of("S1"), "tempat": "sebelum"})
    assert outline(draf)[0] == "S2 sasaran"
    client.post(move, {"sasaran": pk_of("S1"), "tempat": "dalam"})
    assert outline(draf)[-1] == ".S2 program"
    client.post(url(f"simpul/{pk_of('P2')}/pindah/"), {"sasaran": pk_of("P1"), "tempat": "sebelum"})
    assert outline(draf) == [
        "S1 sasaran", ".P2 program", ".P1 program", "..K1 kegiatan", ".S2 program",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wish",
    [
        {"sasaran": "x", "tempat": "dalam"},
        {"sasaran": "", "tempat": "dalam"},
        {"sasaran": "1", "tempat": "samping"},
    ],
)
def test_a_drop_that_means_nothing_changes_nothing(client, sari, draf, url, wish):
    client.force_login(sari)
    before = outline(draf)
    assert client.post(url(f"simpul/{pk_of('S2')}/pindah/"), wish).status_code == 400
    assert outline(draf) == before


def test_a_node_dropped_below_itself_stays_and_is_told_why(client, sari, draf, url):
    client.force_login(sari)
    before = outline(draf)
    drop = {"sasaran": pk_of("K1"), "tempat": "dalam"}
    page = client.post(url(f"simpul/{pk_of('S1')}/pindah/"), drop).content.decode()
    assert "di bawah dirinya sendiri" in page
    assert outline(draf) == before


def test_the_menu_offers_where_a_node_may_hang_without_changing_its_level(client, sari, draf, url):
    client.force_login(sari)
    move = url(f"simpul/{pk_of('P1')}/pindah/")
    page = client.get(move).content.decode()
    assert "Kepuasan pasien" in page
    assert "Gizi balita membaik" not in page
    answer = client.post(move, {"sasaran": pk_of("S2")})
    assert answer.url == url(f"?simpul={pk_of('P1')}#simpul-{pk_of('P1')}")
    assert outline(draf)[-2:] == [".P1 program", "..K1 kegiatan"]
    wrong = client.post(move, {"sasaran": pk_of("P2")}).content.decode()
    assert "Ada yang perlu diperbaiki" in wrong


def test_a_sasaran_is_hung_under_the_regions_and_taken_off_again(client, sari, bappeda, draf, url):
    tree = (simpul("T1", "tujuan", "Warga sehat"), simpul("D1", "sasaran", "Ibu sehat", induk="T1"))
    import_rencana(rpjmd(*tree), acting_user=bappeda)
    client.force_login(sari)
    move = url(f"simpul/{pk_of('S1')}/pindah/")
    assert "Dokumen daerah" in client.get(move).content.decode()
    client.post(move, {"sasaran": pk_of("D1")})
    assert stored(draf, "S1").induk_id == pk_of("D1")
    assert [row.simpul for row in Ruang(draf).anak[pk_of("S1")]] == [pk_of("P1"), pk_of("P2")]
    client.post(move, {"sasaran": ""})
    assert stored(draf, "S1").induk_id is None
