"""Somebody tampers with the database; the verifier finds it and names it. In full: `bukti.jejak`."""

import random

import pytest

from sakip.audit.check import check_chain
from sakip.audit.tests.perusak import CARA, make_rantai, try_way

pytestmark = pytest.mark.usefixtures("db")


def test_a_chain_nobody_touched_is_whole():
    assert check_chain(make_rantai().instansi_id) == []


@pytest.mark.parametrize("benih", [1, 2])
@pytest.mark.parametrize("cara", CARA)
def test_tampering_is_found_and_named(cara, benih):
    rantai = make_rantai().instansi_id
    touched, found = try_way(cara, random.Random(benih), rantai)
    assert touched & {(one.tabel, one.objek_id) for one in found}, found
    assert check_chain(rantai) == [], "undone"
