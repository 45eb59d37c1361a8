"""Everybody's work list equals a plain recomputation in random states. In full: `bukti.pekerjaan`."""

from random import Random

from django.db import transaction

from sakip.beranda import fakta
from sakip.beranda.tests.hitung_polos import Polos, Tabel
from sakip.beranda.tests.keadaan_acak import Dunia, make_keadaan
from sakip.beranda.tugas import load_papan

KALI = 8


def compare(dunia):
    """Whose list differs from the plain one, and how; and every key that was seen."""
    beda, seen, tabel = [], [], Tabel()
    for orang in dunia.orang:
        tugas = load_papan(orang).tugas
        saya = {one.kunci for one in tugas if one.pihak is None}
        lain = {one.kunci for one in tugas if one.pihak is not None}
        plain = Polos(tabel, orang).hitung()
        if (saya, lain) != plain or len(tugas) != len(saya) + len(lain):
            beda.append(f"{orang.cap.sebutan}: {saya ^ plain[0]} {lain ^ plain[1]}")
        seen += saya | lain
    return beda, seen


def test_everybodys_list_is_what_a_plain_look_at_every_row_finds(db, monkeypatch):
    monkeypatch.setattr(fakta, "TERBANYAK", 1000)
    dunia, asing = Dunia(), Dunia()
    for benih in range(1, KALI + 1):
        with transaction.atomic():
            make_keadaan(Random(benih), dunia)
            make_keadaan(Random(-benih), asing)
            beda, seen = compare(dunia)
            assert not beda, f"{benih}: {beda}"
            assert seen
            transaction.set_rollback(True)
