"""Activation codes: who issues one, what is kept of it, and how it is typed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.organisasi.actions.akun import create_kode_aktivasi
from sakip.organisasi.codes import ABJAD, hash_kode, make_kode
from sakip.organisasi.models import KodeAktivasi, Peran
from sakip.tests.builders import make_pengguna, make_penugasan

PAGI = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)


def test_a_code_carries_more_than_128_bits_and_no_letter_that_is_misread():
    codes = {make_kode() for _ in range(200)}
    assert len(codes) == 200
    bare = "".join(codes).replace("-", "")
    assert set(bare) <= set(ABJAD)
    assert not set("ILOU") & set(ABJAD)
    assert len(bare) / 200 * 5 >= 128


def test_a_code_is_read_however_it_is_typed():
    stored = hash_kode("K0QM-1XHP-0001-ABCD-EFGH-JKMN-PQRS")
    assert hash_kode(" k0qm 1xhp–0001 abcd efgh jkmn pqrs\n") == stored
    assert hash_kode("KOQMlXHPOOOIABCDEFGHJKMNPQRS") == stored
    assert hash_kode("K0QM-1XHP-0001-ABCD-EFGH-JKMN-PQRT") != stored


def test_rina_issues_a_code_of_which_only_the_hash_is_kept(rina, sari):
    with time_machine.travel(PAGI, tick=False):
        text = create_kode_aktivasi(sari, acting_user=rina)
    kode = KodeAktivasi.objects.get()
    assert kode.hash == hash_kode(text)
    assert kode.kedaluwarsa == PAGI + timedelta(hours=72)
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.pelaku) == ("kode_aktivasi.create", rina)
    assert text not in jejak.isi


def test_a_new_code_ends_the_earlier_one_and_the_trail_covers_both(rina, sari):
    create_kode_aktivasi(sari, acting_user=rina)
    first = KodeAktivasi.objects.get()
    create_kode_aktivasi(sari, acting_user=rina)
    first.refresh_from_db()
    assert first.kedaluwarsa <= datetime.now(UTC)
    baris = Jejak.objects.order_by("nomor").last().isi
    assert f'"{first.pk}"' in baris


def test_a_code_for_sari_leaves_the_codes_of_others_alone(rina, sari, siti):
    create_kode_aktivasi(siti, acting_user=rina)
    create_kode_aktivasi(sari, acting_user=rina)
    assert KodeAktivasi.objects.get(pengguna=siti).kedaluwarsa > datetime.now(UTC)


def test_codes_that_were_used_or_have_run_out_are_history(rina, sari):
    past = {
        KodeAktivasi.objects.create(
            instansi=sari.instansi, pengguna=sari, hash=str(n), kedaluwarsa=until, dipakai_pada=used
        )
        for n, (until, used) in enumerate(
            [(PAGI - timedelta(hours=1), None), (PAGI + timedelta(hours=1), PAGI)]
        )
    }
    before = {row.pk: row.kedaluwarsa for row in past}
    with time_machine.travel(PAGI, tick=False):
        create_kode_aktivasi(sari, acting_user=rina)
    assert {row.pk: row.kedaluwarsa for row in KodeAktivasi.objects.filter(pk__in=before)} == before
    assert not any(f'"{pk}"' in Jejak.objects.get().isi for pk in before)


def test_sari_issues_no_code_for_her_head(sari, siti):
    with pytest.raises(PermissionDenied, match="Hanya Admin atau Bagian Organisasi"):
        create_kode_aktivasi(siti, acting_user=sari)
    assert not KodeAktivasi.objects.exists()


def test_nobody_issues_a_code_for_himself(rina):
    with pytest.raises(PermissionDenied, match="Profil"):
        create_kode_aktivasi(rina, acting_user=rina)


def test_rina_cannot_take_over_the_admin_or_an_evaluator_by_a_code(rina, adi, eko):
    for person in (adi, eko):
        with pytest.raises(PermissionDenied, match="hanya diterbitkan oleh Admin"):
            create_kode_aktivasi(person, acting_user=rina)
    create_kode_aktivasi(eko, acting_user=adi)


def test_an_ended_high_role_no_longer_needs_the_admin(rina, kabupaten):
    tono = make_pengguna(kabupaten)
    make_penugasan(tono, Peran.EVALUATOR, selesai=date(2021, 1, 1))
    assert create_kode_aktivasi(tono, acting_user=wearing(rina))


def test_wati_issues_no_code_for_a_person_of_another_agency(wati, sari):
    with pytest.raises(PermissionDenied, match="instansi lain"):
        create_kode_aktivasi(sari, acting_user=wati)


def test_a_disabled_account_gets_no_code(adi, sari):
    sari.is_active = False
    sari.save()
    with pytest.raises(PermissionDenied, match="tidak aktif"):
        create_kode_aktivasi(sari, acting_user=adi)
