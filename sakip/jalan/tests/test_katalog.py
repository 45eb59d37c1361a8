"""The catalogue is begun once, stays whole, and is what the page computes with."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.evaluasi.actions.instrumen import update_instrumen
from sakip.evaluasi.lembar import load_lembar
from sakip.jalan.actions.katalog import (
    create_tindakan,
    delete_tindakan,
    import_katalog,
    update_tindakan,
)
from sakip.jalan.models import BarisKatalog
from sakip.jalan.tests.conftest import fill
from sakip.jalan.tests.test_jalan import JALAN, words
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.regulasi import FOLDER
from sakip.rules.tahapan import MANDIRI
from sakip.rules.tindakan import load_katalog
from sakip.tests.evaluasi import answer, make_penilaian

LKE = "permenpanrb-88-2021"
KATALOG = "/jalan/katalog/"
BARU = {
    "nama": "Jalan pintas", "kriteria": ["1.c.1"], "hk_pusat": Decimal(1), "hk_entitas": Decimal(0),
    "peluang": Decimal(1),
}  # fmt: skip


@pytest.fixture
def katalog(rina):
    import_katalog(peraturan=LKE, acting_user=wearing(rina))
    return {row.kode: row for row in BarisKatalog.objects.all()}


def test_the_own_catalogue_begins_as_the_default_one_and_only_once(rina, katalog):
    bawaan = {row.kode: row for row in load_katalog()["pemda"].tindakan}
    assert {kode: row.to_rule() for kode, row in katalog.items()} == bawaan
    assert Jejak.objects.filter(tindakan="katalog.import").count() == 1
    with pytest.raises(RuleError, match="sudah ada"):
        import_katalog(peraturan=LKE, acting_user=rina)


def test_a_catalogue_that_would_not_hold_together_is_refused(rina, katalog):
    with pytest.raises(ValidationError, match="tidak ada pada"):
        create_tindakan(peraturan=LKE, kode="Z", acting_user=rina, **BARU | {"kriteria": ["9.z.9"]})
    with pytest.raises(ValidationError, match="sudah dipakai"):
        create_tindakan(peraturan=LKE, kode="A01", acting_user=rina, **BARU)
    with pytest.raises(ValidationError, match="berputar"):
        update_tindakan(katalog["A02"], revisi=0, syarat=["A03"], acting_user=rina)
    with pytest.raises(ValidationError, match="Peluang"):
        update_tindakan(katalog["A01"], revisi=0, peluang=Decimal(2), acting_user=rina)
    with pytest.raises(Konflik):
        update_tindakan(katalog["A01"], revisi=1, nama="X", acting_user=rina)


def test_what_another_action_waits_for_stays(rina, katalog):
    with pytest.raises(RuleError, match="masih menjadi syarat"):
        delete_tindakan(katalog["A02"], revisi=0, acting_user=rina)
    with pytest.raises(Konflik):
        delete_tindakan(katalog["A25"], revisi=1, acting_user=rina)
    delete_tindakan(katalog["A25"], revisi=0, acting_user=rina)
    assert not BarisKatalog.objects.filter(kode="A25").exists()


def test_rina_adds_an_action_on_the_page_and_the_plan_takes_it(masuk, rina, lembar, katalog):
    client = masuk(rina)
    isi = {
        "kode": "A26", "nama": "Jalan pintas", "kriteria": "1.c.1 2.c.7; 2.c.8, 3.b.8 4.c.4",
        "hk_pusat": "1,5", "hk_entitas": "0", "entitas": 1, "bulan": 1, "pemilik": "TAPD, Bagor",
        "peluang": "0,9",
    }  # fmt: skip
    assert client.post("/jalan/katalog/baru/", isi).status_code == 302
    row = BarisKatalog.objects.get(kode="A26")

    assert row.kriteria == ["1.c.1", "2.c.7", "2.c.8", "3.b.8", "4.c.4"]
    assert row.pemilik == ["TAPD", "Bagor"]
    assert "A26 Jalan pintas 1,5 TAPD, Bagor" in words(client.get(JALAN))
    salah = client.post(f"/jalan/katalog/{row.pk}/", isi | {"syarat": "A99", "revisi": 0})
    assert "A99 bukan kode tindakan" in words(salah)
    ubah = isi | {"jendela_dari": 6, "revisi": 0}
    assert "keduanya" in words(client.post(f"/jalan/katalog/{row.pk}/", ubah))
    assert client.post(f"/jalan/katalog/{row.pk}/", ubah | {"jendela_sampai": 9}).status_code == 302
    assert "bulan 6 sampai 9" in words(client.get("/jalan/katalog/"))


@pytest.fixture
def perbup(rina, settings, tmp_path):
    """The region's own sheet of 2025: the national one, but for one criterion of another number."""
    teks = (FOLDER / "evaluasi_akip" / f"{LKE}.toml").read_text(encoding="utf-8")
    teks = teks.replace('"1.b.3"', '"1.b.33"').replace(
        "judul =", f'varian_dari = "{LKE}"\njudul =', 1
    )
    (tmp_path / "evaluasi_akip").mkdir()
    (tmp_path / "evaluasi_akip" / "perbup.toml").write_text(teks, encoding="utf-8")
    settings.REGULASI_DIRS = [*settings.REGULASI_DIRS, tmp_path]
    update_instrumen(2025, "perbup", revisi=None, acting_user=wearing(rina))
    fill(make_penilaian(rina, None, tahun=2025), rina)


def test_a_region_with_its_own_sheet_begins_with_what_fits_it(masuk, rina, perbup):
    client = masuk(rina)
    kurang = client.get(JALAN)
    assert "Belum ada katalog tindakan untuk lembar" in words(kurang)
    assert 'href="/jalan/katalog/?lembar=perbup"' in kurang.content.decode()
    assert "25 tindakan bawaan membuka kriteria" in words(client.get(f"{KATALOG}?lembar=perbup"))
    assert "Mulai dari katalog bawaan" in words(client.get(KATALOG))
    assert client.get(f"{KATALOG}?lembar=permenpanrb-12-2015").status_code == 404

    mulai = client.post(f"{KATALOG}mulai/?lembar=perbup")
    assert mulai.headers["Location"] == f"{KATALOG}?lembar=perbup"
    pohon = BarisKatalog.objects.get(peraturan="perbup", kode="A02")
    assert pohon.kriteria == ["1.b.4", "1.b.8"]
    assert "Langkah termurah" in words(client.get(JALAN))
    assert "1.c.6 Perbaikan rencana" in words(client.get(JALAN))


def test_a_sheet_answered_per_criterion_has_no_way_and_the_page_says_why(masuk, rina, sari, dinkes):
    update_instrumen(2026, "contoh-ya-tidak", revisi=None, acting_user=wearing(rina))
    sheet = make_penilaian(rina, None, tahun=2026)
    for sub in load_lembar(sheet).instrumen.subkomponen:
        answer(sheet, MANDIRI, sub.kode, acting_user=rina,
               status={row.kode: "ya" for row in sub.kriteria})  # fmt: skip
    client = masuk(rina)

    assert "dijawab per kriteria. Jalan hanya dapat dihitung" in words(client.get(JALAN))
    assert "katalognya hanya menjadi daftar" in words(client.get(KATALOG))
    client.post(f"{KATALOG}mulai/")
    assert BarisKatalog.objects.filter(peraturan="contoh-ya-tidak").count() == 25
    assert "dijawab per kriteria" in words(client.get(JALAN))


def test_an_agency_begins_an_empty_catalogue_where_nothing_fits(masuk, rina, lembar, settings):
    """A sheet that the agency began to keep a catalogue for and of which there is no default."""
    with pytest.raises(RuleError, match="Tidak ada tindakan bawaan"):
        import_katalog(peraturan="permenpanrb-12-2015", acting_user=wearing(rina))
    update_instrumen(2026, "contoh-huruf-capaian", revisi=None, acting_user=rina)
    client = masuk(rina)
    isi = BARU | {"kode": "B1", "kriteria": "4.d.1", "peluang": "1", "entitas": 1, "bulan": 1}
    alamat = f"{KATALOG}baru/?lembar=contoh-huruf-capaian"
    assert client.post(alamat, isi).status_code == 302
    row = BarisKatalog.objects.get()
    assert (row.peraturan, row.kriteria) == ("contoh-huruf-capaian", ["4.d.1"])
    assert "B1 Jalan pintas" in words(client.get(KATALOG))
