"""Assignments: who gives which role, what may not stand together, and an end that acts at once."""

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.organisasi.actions.penugasan import (
    create_penugasan,
    revoke_penugasan,
    update_penugasan,
)
from sakip.organisasi.models import JenisPenugasan, Keterlibatan, Penugasan, Peran
from sakip.organisasi.permissions import PERAN_TERLARANG, PERAN_TINGGI
from sakip.rules.decision import Konflik
from sakip.tests.builders import (
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
)

LIST = "/setelan/penugasan/"
JANUARI, DESEMBER = date(2026, 1, 1), date(2026, 12, 31)


def give(penerima, peran, oleh, **fields):
    fields = {"mulai": JANUARI} | fields
    return create_penugasan(penerima, acting_user=oleh, peran=peran, **fields)


@pytest.fixture
def budi(kabupaten):
    """Budi has an account and no role yet."""
    return make_pengguna(kabupaten, username="budi", nama="Budi")


@pytest.fixture
def kepala(dinkes):
    return make_jabatan(dinkes, nama="Kepala Dinas Kesehatan")


# --- giving -------------------------------------------------------------------------------------
def test_rina_makes_budi_operator_and_it_is_noted_that_he_works_there(rina, budi, dinkes):
    row = give(budi, Peran.OPERATOR_OPD, rina, perangkat_daerah=dinkes, selesai=DESEMBER)
    works = Keterlibatan.objects.get()
    assert (works.pengguna, works.perangkat_daerah, works.penugasan) == (budi, dinkes, row)
    assert (works.jenis, works.mulai, works.selesai) == ("bekerja", JANUARI, DESEMBER)
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.objek_id) == ("penugasan.create", row.pk)
    assert str(works.pk) in json.loads(jejak.isi)["baris"]["organisasi.keterlibatan"]


def test_a_role_of_the_whole_agency_without_a_unit_says_nothing_of_where_one_works(rina, budi):
    give(budi, Peran.BAPPEDA, rina)
    assert not Keterlibatan.objects.exists()


def test_nobody_gives_himself_a_role(rina, adi):
    for person in (rina, adi):
        with pytest.raises(PermissionDenied, match="diri sendiri"):
            give(person, Peran.BAPPEDA, person)


@pytest.mark.parametrize("peran", sorted(PERAN_TINGGI))
def test_high_roles_come_from_an_admin_alone(rina, adi, budi, peran):
    with pytest.raises(PermissionDenied, match="hanya dapat diberikan oleh Admin"):
        give(budi, peran, rina)
    assert give(budi, peran, adi).peran == peran


def test_sari_gives_no_roles(sari, budi, dinkes):
    with pytest.raises(PermissionDenied, match="Hanya Admin atau Bagian Organisasi"):
        give(budi, Peran.PEGAWAI, sari, perangkat_daerah=dinkes)


def test_an_admin_of_another_agency_gives_no_roles_here(wati, budi):
    with pytest.raises(PermissionDenied, match="instansi lain"):
        give(budi, Peran.BAPPEDA, wati)


def test_each_missing_or_foreign_part_is_said_beside_its_field(rina, budi, dinkes, kepala, kota):
    lain = make_perangkat_daerah(kota)
    pupr = make_perangkat_daerah(dinkes.instansi)
    ended = make_perangkat_daerah(
        dinkes.instansi, nama="Dinas Lama", aktif_sampai=date(2025, 12, 31)
    )
    plt = {"perangkat_daerah": dinkes, "jabatan": kepala, "jenis": JenisPenugasan.PLT}
    cases = [
        (Peran.OPERATOR_OPD, {}, "perangkat_daerah", "harus menyebut perangkat daerahnya"),
        (Peran.KEPALA_OPD, plt, "nomor_surat", "Isi nomor surat"),
        (Peran.KEPALA_OPD, {"perangkat_daerah": pupr, "jabatan": kepala}, "jabatan", "bukan milik"),
        (Peran.KEPALA_OPD, {"perangkat_daerah": lain}, "perangkat_daerah", "instansi yang sama"),
        (Peran.PEGAWAI, {"perangkat_daerah": ended}, "selesai", "Dinas Lama berakhir"),
        (Peran.ASISTEN, {"perangkat_daerah": dinkes}, "jabatan", "Pilih jabatan asisten"),
        (Peran.BAPPEDA, {"selesai": date(2025, 12, 31)}, "selesai", "mendahului"),
    ]
    for peran, fields, field, sentence in cases:
        with pytest.raises(ValidationError) as caught:
            give(budi, peran, rina, **fields)
        faults = caught.value.update_error_dict({})
        names = {name for name, found in faults.items()} | {
            f.code for fs in faults.values() for f in fs
        }
        assert field in names, (peran, field, faults)
        assert sentence in str(caught.value)
    assert not Penugasan.objects.filter(pengguna=budi).exists()
    assert not Jejak.objects.exists()


def test_a_closed_account_gets_no_role(rina, budi, dinkes):
    budi.is_active = False
    budi.save()
    with pytest.raises(ValidationError, match="nonaktif"):
        give(budi, Peran.PEGAWAI, rina, perangkat_daerah=dinkes)


def test_the_same_assignment_is_not_given_twice(rina, budi, dinkes):
    give(budi, Peran.PEGAWAI, rina, perangkat_daerah=dinkes, selesai=DESEMBER)
    with pytest.raises(ValidationError, match="sudah ada pada masa itu"):
        give(budi, Peran.PEGAWAI, rina, perangkat_daerah=dinkes, mulai=DESEMBER)
    give(budi, Peran.PEGAWAI, rina, perangkat_daerah=dinkes, mulai=DESEMBER + timedelta(1))


def test_a_second_definitif_head_is_refused_and_a_plt_is_not(rina, siti, budi, dinkes, kepala):
    place = {"perangkat_daerah": dinkes, "jabatan": kepala}
    make_penugasan(siti, Peran.KEPALA_OPD, dinkes, jabatan=kepala)
    with pytest.raises(ValidationError, match="dipegang orang lain secara definitif"):
        give(budi, Peran.KEPALA_OPD, rina, **place)
    plt = {"jenis": JenisPenugasan.PLT, "nomor_surat": "800/1/2026"}
    assert give(budi, Peran.KEPALA_OPD, rina, **place, **plt).to_cap().sebutan.startswith("Plt.")


def test_whoever_is_bappeda_in_bappeda_is_called_so_once(rina, budi, kabupaten):
    unit = make_perangkat_daerah(kabupaten, nama="Badan Perencanaan", singkatan="Bappeda")
    assert give(budi, Peran.BAPPEDA, rina, perangkat_daerah=unit).to_cap().sebutan == "Bappeda"


def test_two_who_fill_one_position_at_the_same_moment_hear_it_in_words(
    rina, budi, dinkes, kepala, monkeypatch
):
    """PostgreSQL's own constraint speaks when both were checked before either was written."""

    def too_late(*args, **kwargs):
        raise IntegrityError("penugasan_satu_definitif")

    monkeypatch.setattr(Penugasan, "save", too_late)
    with pytest.raises(ValidationError, match="baru saja diisi orang lain"):
        give(budi, Peran.KEPALA_OPD, rina, perangkat_daerah=dinkes, jabatan=kepala)


# --- forbidden pairs (T09) ----------------------------------------------------------------------
PASANGAN = [
    (held, given) for pair in PERAN_TERLARANG for held, given in (sorted(pair), sorted(pair)[::-1])
]


@pytest.mark.parametrize(("held", "given"), PASANGAN)
def test_roles_that_watch_each_other_are_never_one_persons(adi, budi, dinkes, held, given):
    give(budi, held, adi, perangkat_daerah=dinkes, selesai=DESEMBER)
    with pytest.raises(ValidationError, match="tidak boleh dipegang satu orang"):
        give(budi, given, adi, perangkat_daerah=dinkes, mulai=DESEMBER)
    give(budi, given, adi, perangkat_daerah=dinkes, mulai=DESEMBER + timedelta(1))


def test_a_revoked_role_no_longer_stands_in_the_way(adi, budi):
    row = give(budi, Peran.EVALUATOR, adi)
    revoke_penugasan(row, revisi=row.revisi, acting_user=adi)
    give(budi, Peran.ADMIN, adi)


def forbidden_pairs_of(person):
    """Pairs of forbidden roles the person holds on one day."""
    rows = list(Penugasan.objects.filter(pengguna=person, dicabut=False))
    days = {row.mulai for row in rows}
    for day in days:
        held = {r.peran for r in rows if r.mulai <= day and (r.selesai is None or day <= r.selesai)}
        yield from (pair for pair in PERAN_TERLARANG if pair <= held)


def test_no_three_grants_of_one_account_reach_a_forbidden_pair(adi, budi, dinkes):
    """Every sequence of up to three grants by one admin, to another and to himself, in two terms."""
    roles = sorted(set().union(*PERAN_TERLARANG))
    terms = ((JANUARI, None), (date(2026, 6, 1), DESEMBER))
    grants = [(budi, peran, *term) for peran in roles for term in terms]
    grants.append((adi, Peran.EVALUATOR, JANUARI, None))
    tried = reached = 0

    def walk(depth):
        nonlocal tried, reached
        for person, peran, mulai, selesai in grants:
            tried += 1
            try:
                with transaction.atomic():
                    give(person, peran, adi, perangkat_daerah=dinkes, mulai=mulai, selesai=selesai)
                    assert not list(forbidden_pairs_of(budi))
                    assert not list(forbidden_pairs_of(adi))
                    reached += 1
                    if depth > 1:
                        walk(depth - 1)
                    raise InterruptedError
            except (InterruptedError, PermissionDenied, ValidationError):
                continue

    walk(3)
    # Both answers occur often, or the search has proved nothing.
    assert reached > 30
    assert tried - reached > 100


# --- ending -------------------------------------------------------------------------------------
def test_an_assignment_ends_on_its_day_and_what_it_noted_with_it(rina, budi, dinkes):
    row = give(budi, Peran.OPERATOR_OPD, rina, perangkat_daerah=dinkes)
    today = rina.instansi.hari_ini
    update_penugasan(row, selesai=today, revisi=row.revisi, acting_user=rina)
    assert Keterlibatan.objects.get().selesai == today
    jejak = Jejak.objects.order_by("nomor").last()
    assert jejak.tindakan == "penugasan.update"
    assert json.loads(jejak.isi)["rincian"]["sesudah"] == {"selesai": today.isoformat()}
    assert wearing(budi).cap is not None


@pytest.mark.parametrize(
    ("stored", "typed", "sentence"),
    [
        (None, date(2025, 12, 31), "mendahului"),
        (DESEMBER, date(2027, 1, 1), "perlu penugasan baru"),
    ],
)
def test_an_end_before_the_beginning_or_after_the_end_is_refused(
    rina, budi, dinkes, stored, typed, sentence
):
    row = give(budi, Peran.OPERATOR_OPD, rina, perangkat_daerah=dinkes, selesai=stored)
    with pytest.raises(ValidationError, match=sentence):
        update_penugasan(row, selesai=typed, revisi=row.revisi, acting_user=rina)


def test_what_has_ended_is_history(rina, budi, dinkes):
    old = make_penugasan(budi, Peran.PEGAWAI, dinkes, selesai=date(2021, 1, 1))
    revoked = make_penugasan(budi, Peran.PEGAWAI, dinkes, dicabut=True)
    for row in (old, revoked):
        with pytest.raises(PermissionDenied, match="sudah berakhir"):
            update_penugasan(row, selesai=date(2020, 6, 1), revisi=0, acting_user=rina)
        with pytest.raises(PermissionDenied, match="sudah berakhir"):
            revoke_penugasan(row, revisi=0, acting_user=rina)


def test_rina_cannot_end_what_only_an_admin_gives(rina, adi, eko):
    row = Penugasan.objects.get(pengguna=eko)
    with pytest.raises(PermissionDenied, match="hanya dapat diberikan oleh Admin"):
        revoke_penugasan(row, revisi=row.revisi, acting_user=rina)
    with pytest.raises(PermissionDenied, match="diri sendiri"):
        revoke_penugasan(Penugasan.objects.get(pengguna=adi), revisi=0, acting_user=adi)


def test_a_revoked_assignment_is_refused_on_the_very_next_request(
    client: Client, rina, budi, dinkes
):
    row = give(budi, Peran.OPERATOR_OPD, rina, perangkat_daerah=dinkes)
    desk = Client()
    desk.force_login(budi)
    page = "/2026/tw4/perangkat-daerah/"
    assert desk.get(page).status_code == 200
    client.force_login(rina)
    answer = client.post(f"{LIST}{row.pk}/cabut/", {"revisi": row.revisi})
    assert answer.status_code == 302
    assert desk.get(page).status_code != 200
    assert Keterlibatan.objects.get().selesai == rina.instansi.hari_ini


def test_an_assignment_somebody_ended_meanwhile_is_looked_at_again_first(rina, budi, dinkes):
    row = give(budi, Peran.OPERATOR_OPD, rina, perangkat_daerah=dinkes)
    seen = row.revisi
    update_penugasan(row, selesai=date(2099, 1, 1), revisi=seen, acting_user=rina)
    with pytest.raises(Konflik):
        revoke_penugasan(row, revisi=seen, acting_user=rina)
    row.refresh_from_db()
    assert not row.dicabut


def test_one_revoked_before_it_began_never_counted_as_work(rina, budi, dinkes):
    later = rina.instansi.hari_ini + timedelta(30)
    row = give(budi, Peran.OPERATOR_OPD, rina, perangkat_daerah=dinkes, mulai=later)
    revoke_penugasan(row, revisi=row.revisi, acting_user=rina)
    works = Keterlibatan.objects.get()
    assert works.selesai < works.mulai
    assert row.keadaan_on(later) == "dicabut"


def test_every_act_on_an_assignment_leaves_exactly_one_row_of_trail(rina, budi, dinkes):
    row = give(budi, Peran.OPERATOR_OPD, rina, perangkat_daerah=dinkes)
    update_penugasan(row, selesai=DESEMBER + timedelta(999), revisi=row.revisi, acting_user=rina)
    revoke_penugasan(row, revisi=row.revisi, acting_user=rina)
    acts = list(Jejak.objects.order_by("nomor"))
    assert [j.tindakan for j in acts] == [
        "penugasan.create",
        "penugasan.update",
        "penugasan.revoke",
    ]
    assert all(b.hash_sebelum == a.hash for a, b in pairwise(acts))
