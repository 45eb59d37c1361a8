"""Two who plan at the same moment: nothing is begun twice, and the catalogue stays whole."""

from django.core.exceptions import ValidationError

from sakip.conftest import wearing
from sakip.jalan.actions import aksi, katalog, skenario
from sakip.jalan.models import AksiJalan, BarisKatalog, Skenario
from sakip.jalan.tests.test_batas import langkah
from sakip.jalan.tests.test_katalog import LKE
from sakip.rules.decision import RuleError
from sakip.tests.berdua import BERDUA, let_wait, refused

pytestmark = BERDUA


def test_a_plan_that_is_decided_on_twice_at_once_becomes_work_once(rina, monkeypatch):
    def decide():
        aksi.create_aksi_jalan(
            None, tahun=2028, langkah=[langkah("A01")], acting_user=wearing(rina)
        )

    let_wait(monkeypatch, aksi, "record", decide, refused(RuleError, "sudah menjadi aksi", decide))
    assert AksiJalan.objects.count() == 1


def test_a_catalogue_that_is_begun_twice_at_once_is_begun_once(rina, monkeypatch):
    def begin():
        katalog.import_katalog(peraturan=LKE, acting_user=wearing(rina))

    let_wait(monkeypatch, katalog, "record", begin, refused(RuleError, "sudah ada", begin))
    assert BarisKatalog.objects.filter(kode="A01").count() == 1


def test_an_action_is_not_taken_out_while_another_comes_to_wait_for_it(rina, monkeypatch):
    katalog.import_katalog(peraturan=LKE, acting_user=wearing(rina))
    gone, waits = (BarisKatalog.objects.get(kode=kode) for kode in ("A25", "A01"))
    let_wait(
        monkeypatch,
        katalog,
        "record",
        lambda: katalog.delete_tindakan(gone, revisi=0, acting_user=wearing(rina)),
        refused(
            ValidationError,
            "Syarat A25 bukan kode tindakan",
            lambda: katalog.update_tindakan(
                waits, revisi=0, syarat=["A25"], acting_user=wearing(rina)
            ),
        ),
    )
    assert BarisKatalog.objects.get(kode="A01").syarat == []


def test_one_name_kept_twice_at_once_is_one_scenario_and_the_second_is_told(rina, monkeypatch):
    def keep():
        skenario.create_skenario(
            None, tahun=2026, nama="Hemat", isian=[["n", "1"]], acting_user=wearing(rina)
        )

    let_wait(monkeypatch, skenario, "record", keep, refused(ValidationError, "sudah dipakai", keep))
    assert Skenario.objects.count() == 1
