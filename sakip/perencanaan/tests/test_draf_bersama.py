"""Two who meet around one draft: an edit and an approval, two decisions, two writers."""

import pytest

from sakip.perencanaan.actions import draf as actions
from sakip.perencanaan.actions import versi as life
from sakip.perencanaan.models import IsiSimpul, Versi
from sakip.perencanaan.suntingan import HapusSimpul, UbahSimpul
from sakip.perencanaan.tests.pohon import (
    approve,
    edit,
    make_pohon,
    open_draf,
    pk_of,
    seen,
    submit,
)
from sakip.perencanaan.tulis import Penulis
from sakip.rules.decision import Konflik
from sakip.tests.berdua import berdua, let_wait


@pytest.fixture
def draf(sari):
    return open_draf(make_pohon(sari), sari)


def live(draf):
    return Versi.objects.berlaku().get(periode=draf.periode)


def rename(draf, kode, teks):
    return UbahSimpul(pk_of(kode), seen(draf, kode), {"pernyataan": teks})


def words(versi, kode):
    return IsiSimpul.objects.di_versi(versi).get(simpul__kode=kode).pernyataan


def test_an_edit_sent_before_the_approval_cannot_land_after_it(
    draf, sari, siti, bappeda, monkeypatch
):
    """Siti's edit is on its way, her row read while it was a draft, when the draft comes into force."""
    late = rename(draf, "S1", "Ibu selamat")
    hold = actions.hold_draf

    def first_the_others(versi):
        monkeypatch.setattr(actions, "hold_draf", hold)
        theirs = Versi.objects.get(pk=draf.pk)
        submit(theirs, sari)
        approve(theirs, bappeda)
        return hold(versi)

    monkeypatch.setattr(actions, "hold_draf", first_the_others)
    with pytest.raises(Konflik) as caught:
        edit(draf, late, siti)
    assert caught.value.beda[0].tersimpan == "berlaku"
    assert words(live(draf), "S1").startswith("Derajat")


@berdua
def test_an_edit_and_a_submission_that_meet_wait_for_each_other(sari, siti, bappeda, monkeypatch):
    """The edit holds the draft, the submission waits; what is handed over has the edit in it."""
    draf = open_draf(make_pohon(sari), sari)
    late = rename(draf, "S1", "Ibu selamat")
    let_wait(
        monkeypatch,
        UbahSimpul,
        "compute",
        lambda: edit(Versi.objects.get(pk=draf.pk), late, siti),
        lambda: submit(Versi.objects.get(pk=draf.pk), sari),
    )
    draf.refresh_from_db()
    assert draf.status == "diajukan"
    assert words(draf, "S1") == "Ibu selamat"
    with pytest.raises(Konflik):
        edit(draf, late, siti)


@pytest.mark.parametrize(
    ("place", "act"),
    [
        ("check_versi", lambda draf, user: submit(draf, user)),
        ("drop", lambda draf, user: life.revoke_draf(draf, acting_user=user)),
    ],
)
def test_a_draft_that_ended_meanwhile_goes_nowhere_else(draf, sari, monkeypatch, place, act):
    def somebody_was_first(versi):
        Versi.objects.filter(pk=versi.pk).update(status="dibatalkan")
        return []

    monkeypatch.setattr(life, place, somebody_was_first)
    with pytest.raises(Konflik):
        act(draf, sari)


def test_two_who_decide_at_once_do_not_both_succeed(draf, sari, bappeda):
    submit(draf, sari)
    late = Versi.objects.get(pk=draf.pk)
    life.return_draf(draf, catatan="Belum terukur.", acting_user=bappeda)
    with pytest.raises(Konflik):
        approve(late, bappeda)
    submit(draf, sari)
    late = Versi.objects.get(pk=draf.pk)
    approve(draf, bappeda)
    with pytest.raises(Konflik):
        life.return_draf(late, catatan="Lagi", acting_user=bappeda)
    assert live(draf) == draf


def test_bappeda_approves_what_was_read_and_not_what_was_handed_over_since(
    client, draf, sari, bappeda
):
    submit(draf, sari)
    read = draf.revisi
    life.return_draf(draf, catatan="Belum terukur.", acting_user=bappeda)
    edit(draf, rename(draf, "S1", "Ibu selamat"), sari)
    submit(draf, sari)
    client.force_login(bappeda)
    address = f"/perencanaan/versi/{draf.pk}/putusan/"
    assert client.post(address, {"catatan": "", "lihat": read}).status_code == 409
    draf.refresh_from_db()
    assert draf.status == "diajukan"
    assert f'name="lihat" value="{draf.revisi}"' in client.get(address).content.decode()
    assert client.post(address, {"catatan": "", "lihat": draf.revisi}).status_code == 302
    assert live(draf) == draf


def test_a_row_that_another_writer_ended_is_not_ended_twice(draf, sari):
    row = IsiSimpul.objects.di_versi(draf).get(simpul__kode="K1")
    edit(draf, HapusSimpul(pk_of("K1"), seen(draf, "K1"), 2), sari)
    with pytest.raises(Konflik):
        Penulis(draf).write("simpul", [(row, {"simpul_id": row.simpul_id}, None)])
