"""One trial of each kind of trouble; `python -m bukti.grid` makes two hundred."""

import random
from itertools import count

import pytest

from sakip.tests.browser.gangguan import BARIS, GANGGUAN, Percobaan
from sakip.tests.browser.peladen import add_lembar

pytestmark = pytest.mark.browser
nomor = count(1)


@pytest.mark.parametrize("nama", GANGGUAN)
def test_sari_loses_no_figure_whatever_happens(peladen, peramban, lingkungan, nama):
    kode = f"GG{next(nomor)}"
    [jalan] = add_lembar(lingkungan, BARIS, kode)
    contexts = [peramban.new_context(), peramban.new_context()]
    one = Percobaan(peladen, contexts[0], contexts[1], kode, jalan, random.Random(nama))
    assert GANGGUAN[nama](one, [3, 0, 1]) == []
    assert one.diakui
    for context in contexts:
        context.close()
