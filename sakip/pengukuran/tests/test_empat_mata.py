"""Nobody approves what he filled: any order of acts, by any person, under any of his caps (T05, T11)."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakip.organisasi.caps import load_caps
from sakip.organisasi.models import Penugasan, Peran
from sakip.pengukuran.actions.pembukaan import approve_pembukaan, create_pembukaan, submit_pembukaan
from sakip.pengukuran.actions.realisasi import (
    approve_lembar,
    return_lembar,
    revoke_lembar,
    submit_lembar,
    update_lembar,
    update_realisasi,
)
from sakip.pengukuran.actions.verifikasi import approve_verifikasi, return_verifikasi
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import LembarRealisasi, Pembukaan, Realisasi
from sakip.rules.decision import RuleError
from sakip.tests.builders import make_pengguna, make_penugasan
from sakip.tests.rencana import make_indikator, make_target, open_masa
from sakip.web.clock import database_now

NOMOR = count(1)
CAPS = (
    (Peran.OPERATOR_OPD, "definitif"),
    (Peran.KEPALA_OPD, "definitif"),
    (Peran.KEPALA_OPD, "plh"),
    (Peran.KEPALA_OPD, "atas_nama"),
    (Peran.SEKDA, "definitif"),
    (Peran.BAPPEDA, "definitif"),
    (Peran.BAGOR, "definitif"),
)
ORANG = 4


def fresh():
    return LembarRealisasi.objects.select_related("masa__instansi", "perangkat_daerah").get()


def type_figure(user):
    sheet = fresh()
    row = sheet.masa.potret_set.select_related("masa", "realisasi").get()
    revisi = row.realisasi.revisi if hasattr(row, "realisasi") else 0
    isian = read_isian(row, {"nilai": f"80,{next(NOMOR) % 89 + 10}"}, revisi)
    update_realisasi(sheet, [isian], acting_user=user)


def type_note(user):
    sheet = fresh()
    text = f"Catatan {next(NOMOR)}."
    update_lembar(sheet, catatan=text, lihat=sheet.catatan, acting_user=user)


def reopen(user):
    waiting = Pembukaan.objects.filter(status__in=Pembukaan.MENUNGGU).first()
    if waiting is None:
        create_pembukaan(fresh(), alasan="Keliru.", acting_user=user)
    elif waiting.status == Pembukaan.Status.MENUNGGU_KEPALA:
        submit_pembukaan(waiting, acting_user=user)
    else:
        until = database_now() + timedelta(hours=1)
        approve_pembukaan(waiting, sampai=until, acting_user=user)


ACTS = {
    "angka": type_figure,
    "catatan": type_note,
    "ajukan": lambda user: submit_lembar(fresh(), acting_user=user),
    "setujui": lambda user: approve_lembar(fresh(), acting_user=user),
    "kembalikan": lambda user: return_lembar(fresh(), alasan="Ulang.", acting_user=user),
    "urungkan": lambda user: revoke_lembar(fresh(), acting_user=user),
    "verifikasi": lambda user: approve_verifikasi(fresh(), "kinerja", acting_user=user),
    "tolak": lambda user: return_verifikasi(fresh(), "kinerja", alasan="Salah.", acting_user=user),
    "buka": reopen,
}
TYPING = {"angka", "catatan", "ajukan"}
# What comes next from where the sheet is, by the first who may: half of all acts, so that stories arrive.
MAJU = "maju"
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*ACTS, "setujui", *[MAJU] * len(ACTS)]),
        st.integers(0, ORANG - 1),
        st.integers(0, len(CAPS) - 1),
    ),
    min_size=4,
    max_size=14,
)
HELD = st.lists(
    st.sets(st.integers(0, len(CAPS) - 1), min_size=1, max_size=4), min_size=ORANG, max_size=ORANG
)


def _write_or_send(sheet):
    return "ajukan" if Realisasi.objects.filter(potret__masa=sheet.masa).exists() else "angka"


NEXT = {
    "draf": _write_or_send,
    "dikembalikan": _write_or_send,
    "diajukan": lambda _: "setujui",
    "disetujui": lambda _: "verifikasi",
}


@pytest.mark.django_db
def test_whoever_typed_or_sent_never_approves_nor_does_anybody_in_his_name(dinkes, rina):
    """60 random stories of four people who hold several caps each; what they did is kept beside the
    program, and compared after every approval and every check.
    """
    make_target(make_indikator(dinkes), "80", "80", "80", "80")
    open_masa(rina)
    people = [make_pengguna(dinkes.instansi) for _ in range(ORANG)]
    seen = {"approve": 0, "refused": 0}

    @settings(
        max_examples=60, deadline=None, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    @given(HELD, STEPS)
    def tell(held, steps):
        with transaction.atomic():
            for person, caps in zip(people, held, strict=True):
                _wear(dinkes, person, caps)
            _live(dinkes, people, steps, seen)
            transaction.set_rollback(True)

    tell()
    assert seen["approve"], "the stories reach approvals"
    assert seen["refused"], "and refusals of approvals"


def _wear(dinkes, person, caps):
    for n in caps:
        peran, jenis = CAPS[n]
        unit = dinkes if peran in {Peran.OPERATOR_OPD, Peran.KEPALA_OPD} else None
        letter = "" if jenis == "definitif" else "800/1"
        make_penugasan(person, peran, unit, jenis=jenis, nomor_surat=letter)


def _live(dinkes, people, steps, seen):
    """Tell one story; who typed since the sheet was last agreed to and given back is kept in `typed`."""
    typed: set[int] = set()
    approved: set[int] = set()
    for act, who, choice in steps:
        before = fresh().status
        tried = NEXT[before](fresh()) if act == MAJU else act
        user = _do(tried, _tries(dinkes, people, who, choice, only_one=act != MAJU))
        if user is None:
            seen["refused"] += (tried, before) == ("setujui", "diajukan")
            continue
        if before == "disetujui" and fresh().status == "dikembalikan":
            typed.clear()
        if tried in TYPING:
            typed.add(user.pk)
        if tried == "setujui":
            seen["approve"] += 1
            approved = {user.pk}
            assert user.pk not in typed
            if user.cap.jenis == "atas_nama":
                assert not typed & _heads(dinkes), "nobody speaks for a head on the head's figures"
        if tried == "verifikasi":
            assert user.pk not in typed | approved


def _tries(dinkes, people, who, choice, *, only_one):
    """The person and cap drawn; else everybody under each of his caps, beginning with that one."""
    for n in range(1 if only_one else ORANG):
        user = people[(who + n) % ORANG]
        user.caps = load_caps(user, dinkes.instansi.hari_ini)
        for k in range(1 if only_one else len(user.caps)):
            user.cap = user.caps[(choice + k) % len(user.caps)]
            yield user


def _do(act, users):
    """Who did it, None when all were refused."""
    for user in users:
        try:
            with transaction.atomic():
                ACTS[act](user)
        except (PermissionDenied, RuleError):
            continue
        return user
    return None


def _heads(dinkes):
    rows = Penugasan.objects.in_force(dinkes.instansi.hari_ini).heading()
    return set(rows.filter(perangkat_daerah=dinkes).values_list("pengguna", flat=True))
