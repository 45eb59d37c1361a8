"""The catalogue is begun once, stays whole, and is what the page computes with."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.jalan.actions.katalog import (
    create_tindakan,
    delete_tindakan,
    import_katalog,
    update_tindakan,
)
from sakip.jalan.models import BarisKatalog
from sakip.jalan.tests.test_jalan import JALAN, words
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.tindakan import load_katalog

LKE = "permenpanrb-88-2021"
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
