"""Two sheets of one year that are saved at the same moment."""

import pytest
from django.db import connection

from sakip.organisasi.models import Instansi
from sakip.pengukuran import lanjutan
from sakip.pengukuran.actions.realisasi import update_realisasi
from sakip.pengukuran.hitung import check_tahun
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import LembarRealisasi, Realisasi
from sakip.tests.berdua import let_wait
from sakip.tests.rencana import make_indikator, make_target, open_masa


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs two connections that write")
@pytest.mark.django_db(transaction=True)
def test_siti_corrects_july_while_sari_types_october_and_both_count_once(
    sari, siti, rina, dinkes, monkeypatch
):
    """October adds up what July said, so the second to come waits for the first."""
    kunjungan = make_indikator(dinkes, nama="Kunjungan", agregasi="KUM")
    make_target(kunjungan, "100", "100", "100", "100")
    for ke in (3, 4):
        open_masa(rina, ke=ke)
    july, october = LembarRealisasi.objects.select_related("masa__instansi").order_by("masa__ke")

    def typed(lembar, nilai, user):
        potret = lembar.masa.potret_set.select_related("masa").get(indikator=kunjungan)
        update_realisasi(lembar, [read_isian(potret, {"nilai": nilai}, 0)], acting_user=user)

    let_wait(
        monkeypatch,
        lanjutan,
        "move_ringkasan",
        lambda: typed(july, "90", siti),
        lambda: typed(october, "120", sari),
    )
    assert [row.capaian for row in Realisasi.objects.order_by("potret__masa__ke")] == [90, 105]
    assert check_tahun(Instansi.objects.get(pk=dinkes.instansi_id), 2026).kalimat == []
