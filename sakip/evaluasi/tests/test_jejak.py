"""Leads to acts recorded here: beside the criterion, never an answer, only what the person may see."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.actions.rekomendasi import approve_rekomendasi, create_rekomendasi
from sakip.evaluasi.models import Jawaban
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.perjanjian.models import PenetapanIKU
from sakip.tests.evaluasi import LKE, grade_all, make_penilaian, start_scoring
from sakip.web.clock import now

pytestmark = pytest.mark.django_db


def measured(unit, siti, ke):
    """A quarter of 2026 that was sent and approved."""
    saat = now()
    masa, _ = Masa.objects.get_or_create(
        instansi=unit.instansi,
        tahun=2026,
        jenis=Masa.Jenis.TRIWULAN,
        ke=ke,
        defaults={"buka": saat - timedelta(1), "tutup": saat, "kunci": saat + timedelta(1)},
    )
    LembarRealisasi.objects.create(
        instansi=unit.instansi,
        masa=masa,
        perangkat_daerah=unit,
        status=LembarRealisasi.Status.DISETUJUI,
        diajukan_oleh=siti,
        diajukan_pada=saat,
        diputus_oleh=siti,
        diputus_pada=saat,
    )


def test_eko_finds_the_quarters_that_were_sent_and_who_decided_them(
    client, eko, siti, dinilai, dinkes
):
    measured(dinkes, siti, 1)
    client.force_login(eko)
    assert "lke/2.b/jejak/#jejak-2.b.4" in client.get(f"{LKE}2.b/").content.decode()
    html = client.get(f"{LKE}2.b/jejak/").content.decode()
    assert "TW I 2026 diajukan" in html
    assert "TW I 2026 diputus Siti" in html
    assert "/2026/tw1/opd/05/realisasi/" in html
    assert "paling tinggi 2" in html
    assert not Jawaban.objects.exists()


def test_leads_of_another_office_are_not_found(client, joko, siti, dinilai, dinkes):
    measured(dinkes, siti, 1)
    client.force_login(joko)
    assert client.get(f"{LKE}2.b/jejak/").status_code == 404


def test_eko_finds_decisions_on_iku_and_recommendations_that_were_closed(
    client, rina, eko, ratna, budi, sari, dinilai, dinkes
):
    PenetapanIKU.objects.create(
        instansi=dinkes.instansi,
        perangkat_daerah=dinkes,
        nomor="188/05/2026",
        tanggal=date(2026, 1, 9),
        tentang="IKU",
        pencatat=sari,
    )
    lama = start_scoring(make_penilaian(rina, dinkes, tahun=2025, ketua=budi, anggota=[eko]))
    grade_all(lama, acting_user=eko)
    row = create_rekomendasi(
        lama, subkomponen="1.b", uraian="Perbaiki.", tenggat=date(2026, 3, 1), acting_user=eko
    )
    lama.refresh_from_db()
    publish_penilaian(lama, acting_user=ratna)
    client.force_login(eko)
    assert "Belum ada tindakan yang tercatat." in client.get(f"{LKE}4.c/jejak/").content.decode()
    row.refresh_from_db()
    row.penilaian.refresh_from_db()
    approve_rekomendasi(row, tindak_lanjut="Renstra diubah.", acting_user=eko)
    assert "Renstra diubah." in client.get(f"{LKE}4.c/jejak/").content.decode()
    assert "188/05/2026" in client.get(f"{LKE}1.b/jejak/").content.decode()
    assert client.get(f"{LKE}9.z/jejak/").status_code == 404


@pytest.mark.parametrize("sub", ["1.b", "1.c", "2.b", "4.a"])
def test_leads_ask_the_same_for_one_quarter_and_for_four(client, eko, siti, dinilai, dinkes, sub):
    client.force_login(eko)
    client.get("/")

    def count():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"{LKE}{sub}/jejak/").status_code == 200
        return len(seen)

    measured(dinkes, siti, 1)
    one = count()
    for ke in (2, 3, 4):
        measured(dinkes, siti, ke)
    assert count() == one <= 12
