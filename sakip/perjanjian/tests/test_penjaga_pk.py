"""What only a race, a quota, an ended unit or a reader's form would show."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from sakip.organisasi.actions import jabatan as jabatan_actions
from sakip.organisasi.models import Jabatan, PerangkatDaerah
from sakip.perencanaan.actions.pagu import BarisPagu, import_pagu
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.rencana import BarisSimpul, Rencana
from sakip.perjanjian.actions import perjanjian as actions
from sakip.perjanjian.actions.ampuan import update_ampuan
from sakip.perjanjian.actions.dokumen import update_catatan_dokumen
from sakip.perjanjian.daftar import jabatan_ber_pk
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.perjanjian.susun import compute_susunan
from sakip.perjanjian.tests.conftest import HARI, scan
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.perjanjian import aturan_pk_on
from sakip.tests.berdua import berdua, let_wait, refused
from sakip.tests.builders import make_jabatan, make_perangkat_daerah


def again(row):
    """The same row as somebody else has it open."""
    return PerjanjianKinerja.objects.get(pk=row.pk)


def test_of_two_who_act_on_one_pk_the_second_is_told(kantor):
    row = kantor.submit()
    second, third = again(row), again(row)
    actions.sign_pk(row, scan("satu"), tanggal=HARI, acting_user=kantor.sari)
    with pytest.raises(Konflik):
        actions.sign_pk(second, scan("dua"), tanggal=HARI, acting_user=kantor.sari)
    with pytest.raises(Konflik):
        actions.revoke_pk(third, catatan="Keliru.", acting_user=kantor.sari)
    late = again(row)
    actions.close_pk(row, tanggal=HARI, acting_user=kantor.sari)
    with pytest.raises(Konflik):
        actions.close_pk(late, tanggal=HARI, acting_user=kantor.sari)


@berdua
def test_a_pk_that_is_signed_and_withdrawn_at_once_is_signed(kantor, monkeypatch):
    """Who signs holds it before his scan is in the trail: neither waits for what the other has."""
    row = kantor.submit()
    let_wait(
        monkeypatch,
        actions,
        "create_berkas",
        lambda: actions.sign_pk(again(row), scan("satu"), tanggal=HARI, acting_user=kantor.sari),
        refused(
            Konflik,
            "sudah diubah",
            lambda: actions.revoke_pk(again(row), catatan="Keliru.", acting_user=kantor.sari),
        ),
    )
    assert again(row).status == "ditandatangani"


def test_a_pk_closed_while_its_change_is_signed_is_not_called_replaced(kantor, monkeypatch):
    old = kantor.sign()
    row = kantor.submit(alasan="strategi", uraian_alasan="APBD perubahan")
    real = QuerySet.first

    def closed_once_read(rows):
        found = real(rows)
        if rows.model is PerjanjianKinerja:
            PerjanjianKinerja.objects.filter(pk=old.pk).update(status="ditutup")
        return found

    monkeypatch.setattr(QuerySet, "first", closed_once_read)
    with pytest.raises(Konflik):
        actions.sign_pk(row, scan("dua"), tanggal=HARI, acting_user=kantor.sari)


def test_nobody_of_another_agency_sees_the_regions_own_pk(kantor, rina, wati):
    row = kantor.sign()
    PerjanjianKinerja.objects.filter(pk=row.pk).update(jabatan=kantor.bupati)
    assert list(PerjanjianKinerja.objects.visible_to(rina)) == [row]
    assert not PerjanjianKinerja.objects.visible_to(wati).exists()


def test_an_ended_unit_makes_no_pk_and_its_programmes_are_nobodys(kantor, rina):
    unit = make_perangkat_daerah(kantor.dinkes.instansi, kode="77", nama="Dinas Lama")
    ended = make_jabatan(unit, nama="Kepala Dinas Lama", atasan=kantor.bupati)
    simpul = (
        BarisSimpul("L1", "sasaran", "Warga terlayani", "", "77", "Warga"),
        BarisSimpul("L2", "program", "Program lama", "L1", "77", nomenklatur="1.03.02"),
    )
    import_rencana(Rencana("renstra", 2025, 2029, "77", simpul), acting_user=rina)
    import_pagu(
        [BarisPagu("77", 2026, 0, "1.03.02.2.01.0001", "Jalan", "APBD", 5)], acting_user=rina
    )

    def names():
        found = compute_susunan(kantor.bupati, 2026, HARI, aturan_pk_on(HARI))
        return [one.nama for one in found.uang]

    assert ended in jabatan_ber_pk(rina, HARI)
    assert "Program lama" in names()
    PerangkatDaerah.objects.filter(pk=unit.pk).update(aktif_sampai=date(2026, 1, 1))
    assert ended not in jabatan_ber_pk(rina, HARI)
    assert "Program lama" not in names()


def test_eko_who_may_only_read_is_refused_before_his_form_is_read(client, kantor, eko):
    client.force_login(eko)
    for address in (
        f"/perjanjian/2026/jabatan/{kantor.kepala.pk}/ajukan/",
        "/2026/tw4/opd/05/perjanjian/pembagian/",
        "/2026/tw4/opd/05/kelengkapan/renja/",
        "/2026/tw4/opd/05/iku/",
    ):
        assert client.post(address, {"tanggal": "bukan", "terbit": "bukan"}).status_code == 403


def stored(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_a_refused_paper_fills_no_disk(client, kantor, settings, tmp_path):
    client.force_login(kantor.sari)
    signed, waiting = kantor.sign(), kantor.submit(alasan="strategi", uraian_alasan="APBD")
    before = stored(tmp_path)

    def send(row):
        data = {"berkas": SimpleUploadedFile("pk.txt", b"PK lain."), "tanggal": "2026-01-28"}
        return client.post(f"/perjanjian/pk/{row.pk}/tanda-tangan/", data).status_code

    assert send(signed) == 403
    assert stored(tmp_path) == before
    settings.BERKAS_KUOTA_BITA = scan("ukur").ukuran + 1
    before = stored(tmp_path)
    assert send(waiting) == 403
    assert stored(tmp_path) == before


@berdua
@pytest.mark.parametrize("act", ["carries", "keeps", "signs"])
def test_a_position_deleted_at_the_same_moment_carries_keeps_and_signs_nothing(
    kantor, adi, act, monkeypatch
):
    row = make_jabatan(kantor.dinkes, nama="Kabid", atasan=kantor.kepala)
    program = kantor.indikator("I2").periode.simpul_set.get(kode="P1")
    acts = {
        "carries": lambda: update_ampuan(
            kantor.dinkes, 2026, {program.pk: row.pk}, lihat={}, acting_user=kantor.sari
        ),
        "keeps": lambda: update_catatan_dokumen(
            kantor.dinkes, 2026, "renja", revisi=None, pemilik=row, acting_user=kantor.sari
        ),
        "signs": lambda: kantor.submit(row),
    }
    late = Jabatan.objects.get(pk=row.pk)
    let_wait(
        monkeypatch,
        jabatan_actions,
        "record",
        lambda: jabatan_actions.delete_jabatan(late, revisi=0, acting_user=adi),
        refused(RuleError, "baru saja dihapus", acts[act]),
    )
    assert not Jabatan.objects.filter(pk=row.pk).exists()
