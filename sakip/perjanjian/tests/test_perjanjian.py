"""A PK is sent and frozen, signed by scan, changed for a reason, closed when its official leaves."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.berkas.models import Berkas
from sakip.berkas.pemakai import all_pemakai, load_pemakaian
from sakip.berkas.storage import berkas_store
from sakip.organisasi.models import Jabatan, Pengguna, Penugasan
from sakip.perencanaan.actions.draf import update_draf
from sakip.perencanaan.actions.versi import create_draf
from sakip.perencanaan.dampak import compute_dampak
from sakip.perencanaan.isi import token
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, PeriodeRencana, TargetTahun, Versi
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan_indikator import UbahTarget
from sakip.perjanjian.actions.perjanjian import close_pk, revoke_pk, sign_pk, submit_pk
from sakip.perjanjian.models import BarisPK, PerjanjianKinerja
from sakip.perjanjian.susun import Pengajuan
from sakip.perjanjian.tests.conftest import HARI, angka, scan
from sakip.rules.decision import RuleError
from sakip.tests.builders import make_jabatan
from sakip.tests.rencana import fill, make_indikator, make_simpul, make_target, open_masa

STRATEGI = {"alasan": "strategi", "uraian_alasan": "APBD perubahan"}


def pdf(row) -> bytes:
    with berkas_store().open(row.dokumen.sha256) as file:
        return file.read()


def test_sari_sends_a_pk_and_its_promises_are_rows(kantor):
    row = kantor.submit()
    assert (row.status, row.perubahan_ke, str(row)) == ("diajukan", 0, "PK 2026")
    [line] = BarisPK.objects.all()
    assert (line.indikator, line.to_rule().bawah) == (kantor.indikator("I1"), 80)
    assert row.potret["pertama"] == {
        "jabatan": "Kepala Dinas Kesehatan", "nama": "Siti", "pangkat": "", "nip": "", "surat": "",
    }  # fmt: skip
    # PermenPANRB 53/2014 lampiran I D.4, formulir I/5-6: the proportion of the funds, 700 and 300 of 1.000.
    proporsi = "APBD 70,00\u202f%, DAK 30,00\u202f%"
    assert row.potret["uang"] == [
        {"nama": "Program upaya kesehatan", "anggaran": "Rp\u00a01.000", "keterangan": proporsi}
    ]
    assert pdf(row).startswith(b"%PDF")
    assert Jejak.objects.latest("nomor").tindakan == "pk.submit"
    found = check_chain(kantor.dinkes.instansi_id)
    assert [one for one in found if one.tabel.startswith(("perjanjian.", "berkas."))] == []


def test_the_paper_of_a_signed_pk_says_where_it_is_used_and_that_it_stays(kantor, joko):
    row = kantor.sign()
    for user, seen in ((kantor.sari, True), (joko, False)):
        [one] = load_pemakaian(user, [row.scan_id])[row.scan_id]
        assert (one.label, one.terlihat) == ("PK 2026 Kepala Dinas Kesehatan", seen)
        assert one.alamat == f"/perjanjian/pk/{row.pk}/"
        assert "sudah ditandatangani, jadi tetap disimpan." in one.kunci
    [pemakai] = [one for one in all_pemakai() if one.nama == "pk"]
    assert list(pemakai.pointed()) == [{"scan": row.scan_id}]


def test_a_signed_pk_downloads_byte_for_byte_whatever_changes_afterwards(kantor, rina, client):
    row = kantor.sign()
    client.force_login(kantor.sari)
    address = f"/perjanjian/pk/{row.pk}/pk.pdf"
    before = b"".join(client.get(address))
    page = client.get(f"/perjanjian/pk/{row.pk}/").content.decode()
    TargetTahun.objects.update(bawah=Decimal(1), atas=Decimal(1))
    IsiSimpul.objects.update(pernyataan="Lain sama sekali")
    IsiIndikator.objects.update(nama="Nama lain")
    Pengguna.objects.filter(username="siti").update(nama="Nama lain")
    Jabatan.objects.filter(pk=kantor.kepala.pk).update(nama="Jabatan lain")
    assert b"".join(client.get(address)) == before
    after = client.get(f"/perjanjian/pk/{row.pk}/").content.decode()
    for words in ("Persalinan di fasilitas kesehatan", "80,00", "Siti"):
        assert words in page
        assert words in after


def test_what_keeps_a_pk_back_is_said_and_nothing_is_written(kantor):
    TargetTahun.objects.all().delete()
    with pytest.raises(RuleError, match="1 indikator belum bertarget 2026"):
        kantor.submit()
    assert not PerjanjianKinerja.objects.exists()
    assert not BarisPK.objects.exists()


@pytest.mark.parametrize("hari", [date(2014, 1, 1), date(2024, 12, 31), date(2027, 1, 1)])
def test_a_day_that_is_not_of_the_year_is_refused(kantor, hari):
    with pytest.raises(ValidationError, match="Tulis tanggal di tahun 2026"):
        kantor.submit(tanggal=hari)


def test_one_pk_waits_at_a_time(kantor):
    kantor.submit()
    with pytest.raises(RuleError, match="sudah menunggu tanda tangan"):
        kantor.submit(**STRATEGI)
    assert PerjanjianKinerja.objects.count() == 1


def test_the_signed_paper_lies_in_the_units_cabinet(kantor):
    row = kantor.sign()
    assert (row.status, row.ditandatangani_pada) == ("ditandatangani", HARI)
    assert row.scan == Berkas.objects.get(perangkat_daerah=kantor.dinkes)
    assert list(Jejak.objects.order_by("nomor").values_list("tindakan", flat=True))[-3:] == [
        "pk.submit", "berkas.create", "pk.sign",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hari", "words"),
    [
        (date(2026, 1, 27), "mendahului tanggal PK"),
        (date(2050, 1, 1), "belum terjadi"),
    ],
)
def test_a_day_on_which_it_cannot_have_been_signed_is_refused(kantor, hari, words):
    row = kantor.submit()
    with pytest.raises(ValidationError, match=words):
        sign_pk(row, scan("x"), tanggal=hari, acting_user=kantor.sari)
    assert not Berkas.objects.exists()


def test_nobody_signs_after_he_left(kantor, siti):
    row = kantor.submit()
    Penugasan.objects.filter(pengguna=siti).update(selesai=date(2026, 2, 1))
    with pytest.raises(ValidationError, match="tidak menjabat pada tanggal itu"):
        sign_pk(row, scan("x"), tanggal=date(2026, 2, 2), acting_user=kantor.sari)


def test_a_withdrawn_pk_stays_readable_and_another_can_be_sent(kantor):
    row = kantor.submit()
    revoke_pk(row, catatan="Target keliru.", acting_user=kantor.sari)
    assert (row.status, row.catatan) == ("ditarik", "Target keliru.")
    assert kantor.submit().perubahan_ke == 0
    with pytest.raises(PermissionDenied, match="ditarik"):
        sign_pk(row, scan("x"), tanggal=HARI, acting_user=kantor.sari)


def test_a_signed_pk_changes_for_a_reason_only_and_the_old_one_stays(kantor):
    old = kantor.sign()
    with pytest.raises(ValidationError, match="Pilih alasannya"):
        kantor.submit()
    with pytest.raises(ValidationError, match="Jelaskan perubahannya"):
        kantor.submit(alasan="strategi")
    new = kantor.sign(**STRATEGI)
    old.refresh_from_db()
    assert (old.status, new.status, new.perubahan_ke) == ("diganti", "ditandatangani", 1)
    assert new.potret["alasan"].startswith("Perubahan strategi")
    assert new.potret["alasan"].endswith("APBD perubahan.")
    assert str(new) == "PK Perubahan 1 2026"


def test_a_promise_lowered_after_the_third_quarter_needs_the_reason_of_the_regions_head(kantor):
    kantor.sign()
    TargetTahun.objects.filter(tahun=2026).update(bawah=Decimal(60), atas=Decimal(60))
    early = kantor.submit(tanggal=date(2026, 9, 30), **STRATEGI)
    assert early.potret["sasaran"][0]["indikator"][0]["turun"] is True
    revoke_pk(early, catatan="Ditunda.", acting_user=kantor.sari)
    late = {"tanggal": date(2026, 10, 5), **STRATEGI}
    with pytest.raises(ValidationError, match="diturunkan setelah TW III"):
        kantor.submit(**late)
    row = kantor.submit(**late, alasan_turun="Bencana banjir")
    assert row.potret["alasan"].endswith("Bencana banjir.")


def test_at_a_mutasi_the_pk_closes_with_what_was_reached_and_the_new_head_makes_his_own(
    kantor, rina, sari
):
    masa = open_masa(rina, ke=1)
    row = kantor.sign()
    fill(masa, "I1", "72", sari)
    with pytest.raises(ValidationError, match="Tulis tanggal dari 28 Januari 2026"):
        close_pk(row, tanggal=date(2026, 1, 27), acting_user=sari)
    with pytest.raises(ValidationError, match="Tulis tanggal dari"):
        close_pk(row, tanggal=date(2099, 1, 1), acting_user=sari)
    close_pk(row, tanggal=date(2026, 7, 14), acting_user=sari)
    assert row.status == "ditutup"
    [line] = row.serah_terima["baris"]
    assert (line["masa"], line["target"], line["realisasi"], line["capaian"]) == (
        "TW I 2026", "80,00", "72,00", "90,00\u202f%",
    )  # fmt: skip
    new = kantor.sign(tanggal=date(2026, 7, 20), alasan="pejabat", uraian_alasan="Kepala baru")
    assert (new.perubahan_ke, new.status) == (1, "ditandatangani")


def test_joko_neither_reads_nor_moves_the_health_offices_pk(kantor, joko, client):
    row = kantor.sign()
    client.force_login(joko)
    for address in (
        f"/perjanjian/pk/{row.pk}/", f"/perjanjian/pk/{row.pk}/pk.pdf",
        f"/perjanjian/2026/jabatan/{kantor.kepala.pk}/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    with pytest.raises(PermissionDenied, match="perangkat daerah lain"):
        close_pk(row, tanggal=HARI, acting_user=joko)
    with pytest.raises(PermissionDenied, match="perangkat daerah lain"):
        submit_pk(kantor.kepala, 2026, Pengajuan(HARI, "Contoh"), acting_user=joko)


def test_everybody_reads_the_regions_own_pk_and_only_its_planners_send_it(kantor, joko, client):
    client.force_login(joko)
    page = client.get(f"/perjanjian/2026/jabatan/{kantor.bupati.pk}/").content.decode()
    assert "PK pemerintah daerah disusun" in page


# --- a revision of the plan ------------------------------------------------------------------------


def test_a_revision_changes_nothing_signed_and_names_every_pk_it_touches(kantor, rina):
    """A tree of 500 nodes with twelve PK on it."""
    heads = [kantor.kepala]
    heads += [
        make_jabatan(kantor.dinkes, nama=f"Kepala {n}", atasan=kantor.bupati) for n in range(11)
    ]
    renstra = PeriodeRencana.objects.get(perangkat_daerah=kantor.dinkes)
    for n in range(497):
        node = make_simpul(renstra, jenjang="sasaran", pernyataan=f"Warga terlayani {n}")
        if n < 20:
            make_target(make_indikator(kantor.dinkes, node, nama=f"Ukuran {n}"), "70")
    signed = [kantor.sign(jabatan) for jabatan in heads]
    bytes_before = [pdf(row) for row in signed]
    draft = _revise(renstra, kantor)
    assert (
        TargetTahun.objects.berlaku().get(indikator=kantor.indikator("I1"), tahun=2026).bawah == 80
    )
    named = [row for row in compute_dampak(draft) if row.kunci.startswith("pk:")]
    assert {row.kunci for row in named} == {f"pk:{row.pk}" for row in signed}
    assert len(named) == 12
    assert all("Persalinan di fasilitas kesehatan diubah" in row.rincian for row in named)
    assert [pdf(row) for row in signed] == bytes_before


def test_a_withdrawn_or_replaced_pk_is_not_asked_about(kantor, rina):
    revoke_pk(kantor.submit(), catatan="Keliru.", acting_user=kantor.sari)
    renstra = PeriodeRencana.objects.get(perangkat_daerah=kantor.dinkes)
    draft = _revise(renstra, kantor)
    assert not [row for row in compute_dampak(draft) if row.kunci.startswith("pk:")]


def _revise(renstra, kantor) -> Versi:
    """A draft in which the promise of 2026 is higher."""
    draft = create_draf(renstra, alasan="Target dinaikkan", acting_user=kantor.sari)
    pk = kantor.indikator("I1").pk
    seen = {2026: token(Ruang(draft).read("target", indikator_id=pk, tahun=2026))}
    update_draf(draft, UbahTarget(pk, seen, {2026: angka(90)}), acting_user=kantor.sari)
    return Versi.objects.get(pk=draft.pk)
