"""The agency's own sheet as practice describes a region that stands at 62,50."""

import pytest

from sakip.demo.jalan import BERTAHAN, KURANG
from sakip.evaluasi.lembar import load_lembar
from sakip.rules.tahapan import MANDIRI
from sakip.tests.evaluasi import answer, make_penilaian


def fill(penilaian, orang, subs=None):
    """Answer the sheet: everything is met but what the region lacks."""
    lembar = load_lembar(penilaian)
    for sub in lembar.instrumen.subkomponen:
        if subs is None or sub.kode in subs:
            status = {
                row.kode: "belum" if row.kode in KURANG else "terpenuhi"
                for row in lembar.kriteria_sendiri(sub)
            }
            answer(penilaian, MANDIRI, sub.kode, acting_user=orang, status=status)


@pytest.fixture
def lembar(rina):
    """Last year's sheet, and the one before with its documents only."""
    sheet = make_penilaian(rina, None, tahun=2025)
    fill(sheet, rina)
    fill(make_penilaian(rina, None, tahun=2024), rina, BERTAHAN)
    return sheet


@pytest.fixture
def masuk(client):
    """A client signed in as somebody."""

    def sign_in(orang):
        client.force_login(orang)
        return client

    return sign_in
