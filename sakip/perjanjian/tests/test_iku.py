"""Chief indicators: marked in the plan, set by a decision, and what happens when the two part."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.perencanaan.actions.draf import update_draf
from sakip.perencanaan.actions.versi import create_draf
from sakip.perencanaan.dampak import compute_dampak
from sakip.perencanaan.isi import token
from sakip.perencanaan.models import IsiIndikator, PeriodeRencana, Versi
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan_indikator import UbahIndikator, UbahTarget
from sakip.perjanjian.actions.iku import create_penetapan_iku
from sakip.perjanjian.iku import load_iku
from sakip.perjanjian.models import PenetapanIKU
from sakip.perjanjian.tests.conftest import HARI, angka
from sakip.rules.decision import RuleError

UNIT = "/2026/tw4/opd/05/iku/"
KEPUTUSAN = {"nomor": "800/05/IKU", "tanggal": HARI, "tentang": "IKU Dinas Kesehatan"}


@pytest.fixture
def iku(kantor):
    """The plan marks one of the two indicators."""
    IsiIndikator.objects.filter(indikator=kantor.indikator("I1")).update(iku=True)
    return kantor


def note(kantor, user=None, **lain):
    return create_penetapan_iku(kantor.dinkes, **KEPUTUSAN | lain, acting_user=user or kantor.sari)


def state(kantor, tahun=2026):
    [found] = load_iku(kantor.dinkes.instansi, [kantor.dinkes], tahun)
    return found


def test_sari_notes_a_decision_with_what_the_plan_marks(iku):
    row = note(iku)
    assert [line.nama for line in row.baris_set.all()] == ["Persalinan di fasilitas kesehatan"]
    found = state(iku)
    assert (found.penetapan, found.berubah) == (row, False)
    assert found.target == {iku.indikator("I1").pk: "80,00"}


def test_a_change_in_mid_period_is_warned_of_in_each_of_its_kinds(iku):
    note(iku)
    sheets = IsiIndikator.objects.filter(indikator__kode__in=["I1", "I2"])
    sheets.filter(indikator__kode="I2").update(iku=True)
    found = state(iku)
    assert [row.nama for row in found.baru] == ["Layanan sesuai standar"]
    sheets.filter(indikator__kode="I1").update(nama="Persalinan aman")
    assert [(line.nama, row.nama) for line, row in state(iku).berganti] == [
        ("Persalinan di fasilitas kesehatan", "Persalinan aman")
    ]
    sheets.filter(indikator__kode="I1").update(iku=False)
    assert [line.nama for line in state(iku).hilang] == ["Persalinan di fasilitas kesehatan"]


def test_the_newest_decision_by_the_end_of_the_year_holds(iku):
    note(iku)
    later = note(iku, nomor="800/05/IKU-2", tanggal=date(2026, 6, 1))
    assert state(iku).penetapan == later
    assert state(iku, 2025).penetapan is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tanggal": date(2099, 1, 1)}, "tanggal"),
        ({"nomor": ""}, "nomor"),
        ({"nomor": "x" * 101}, "nomor"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_at_its_field(iku, change, field):
    with pytest.raises(ValidationError) as refused:
        note(iku, **change)
    assert field in refused.value.message_dict
    assert not PenetapanIKU.objects.exists()


def test_the_same_number_twice_is_refused(iku):
    note(iku)
    with pytest.raises(ValidationError, match="sudah dicatat"):
        note(iku)


def test_a_plan_that_marks_none_has_nothing_to_set(kantor):
    with pytest.raises(RuleError, match="belum menandai satu pun IKU"):
        note(kantor)


def test_joko_notes_none_for_the_health_office_and_sari_none_for_the_region(iku, joko):
    with pytest.raises(PermissionDenied):
        note(iku, joko)
    with pytest.raises(PermissionDenied, match="dicatat Bagian Organisasi"):
        create_penetapan_iku(None, **KEPUTUSAN, acting_user=iku.sari)


def test_sari_notes_it_on_the_page_and_sees_the_history(iku, client):
    client.force_login(iku.sari)
    shown = client.get(UNIT).content.decode()
    assert "belum ditetapkan dengan keputusan" in shown
    wrong = client.post(UNIT, {"nomor": "", "tanggal": "2026-02-30", "tentang": "IKU kami"})
    assert "Tulis tanggal seperti 31-12-2026." in wrong.content.decode()
    assert "IKU kami" in wrong.content.decode()
    sent = KEPUTUSAN | {"tanggal": "2026-01-28"}
    assert client.post(UNIT, sent).status_code == 302
    assert "Riwayat penetapan" in client.get(UNIT).content.decode()
    assert "800/05/IKU" in client.get("/2026/tw4/iku/").content.decode()
    IsiIndikator.objects.update(iku=False)
    assert "IKU berubah di tengah periode" in client.get(UNIT).content.decode()
    assert "rencana sudah berbeda" in client.get("/2026/tw4/iku/").content.decode()


def test_a_draft_that_renames_a_chief_indicator_says_so_and_one_that_only_promises_more_does_not(
    iku,
):
    row = note(iku)
    renstra = PeriodeRencana.objects.get(perangkat_daerah=iku.dinkes)
    draft = create_draf(renstra, alasan="Target dinaikkan", acting_user=iku.sari)
    pk = iku.indikator("I1").pk
    seen = {2026: token(Ruang(draft).read("target", indikator_id=pk, tahun=2026))}
    update_draf(draft, UbahTarget(pk, seen, {2026: angka(90)}), acting_user=iku.sari)
    assert not [one for one in compute_dampak(draft) if one.kunci.startswith("iku:")]
    seen = token(Ruang(draft).read("indikator", indikator_id=pk))
    wish = UbahIndikator(pk, seen, {"nama": "Persalinan aman"})
    update_draf(draft, wish, acting_user=iku.sari)
    named = [
        one
        for one in compute_dampak(Versi.objects.get(pk=draft.pk))
        if one.kunci.startswith("iku:")
    ]
    assert [one.kunci for one in named] == [f"iku:{row.pk}"]
    assert "Persalinan di fasilitas kesehatan diubah" in named[0].rincian
