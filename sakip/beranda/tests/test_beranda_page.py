"""The home as a page: few queries at any size, few rows a rule, one way to remind, a number in the menu."""

from random import Random

import pytest
from django.test import Client

from sakip.beranda.fakta import TERBANYAK
from sakip.beranda.hal import Papan, Tugas
from sakip.beranda.tests.keadaan_acak import Dunia, make_keadaan
from sakip.beranda.tugas import load_papan
from sakip.evaluasi.models import Penilaian, Rekomendasi
from sakip.latar.models import Surat
from sakip.organisasi.models import Pengguna
from sakip.pengukuran.actions.realisasi import submit_lembar, update_realisasi
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import LembarRealisasi, Potret
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.rencana import make_indikator, make_target, open_masa

pytestmark = pytest.mark.django_db
BATAS = 12


def test_nobodys_home_asks_more_than_twelve_times_at_any_size(db, django_assert_max_num_queries):
    """A small state, and one with more units, sheets, figures and rows of every kind."""
    dunia = Dunia()
    for benih in (1, 2, 3):
        if benih > 1:
            dunia.unit += [make_perangkat_daerah(dunia.instansi) for _ in range(3)]
            for unit in dunia.unit[-3:]:
                dunia.indikator[unit.pk] = [make_indikator(unit)]
        if benih == 1:
            make_keadaan(Random(benih), dunia)
        for lembar in LembarRealisasi.objects.select_related("masa")[: 10 * (benih - 1)]:
            for _ in range(10 * (benih - 1)):
                make_potret(lembar)
        for orang in dunia.orang:
            client = Client()
            client.force_login(orang)
            client.get("/akun/profil/")  # the session is written once a minute
            with django_assert_max_num_queries(BATAS):
                assert client.get("/").status_code == 200, orang.cap.sebutan
            with django_assert_max_num_queries(BATAS):
                client.get("/pekerjaan/lencana/", headers={"HX-Request": "true"})


def make_potret(lembar):
    indikator = make_indikator(lembar.perangkat_daerah)
    Potret.objects.create(
        instansi=lembar.instansi, masa=lembar.masa, perangkat_daerah=lembar.perangkat_daerah,
        indikator=indikator, versi=1, nama=indikator.kode, satuan="%", rumus="N1", agregasi="AKH",
        frekuensi="triwulan", target_jenis="angka",
    )  # fmt: skip


@pytest.fixture
def rekomendasi(sari, dinkes, eko):
    """Nineteen recommendations of one evaluation."""
    row = Penilaian.objects.create(
        instansi=dinkes.instansi, perangkat_daerah=dinkes, tahun_evaluasi=2026, peraturan="x",
        jenis_entitas="x", status="selesai", selesai_oleh=eko, selesai_pada="2026-06-01T00:00Z",
    )  # fmt: skip
    for n in range(1, 20):
        Rekomendasi.objects.create(
            instansi=dinkes.instansi, penilaian=row, subkomponen="1.b", uraian=f"Butir {n}.",
            tenggat=f"2026-12-{n:02}", pembuat=eko,
        )  # fmt: skip


def test_a_rule_shows_its_nearest_five_rows_and_how_many_more(client, sari, rekomendasi, settings):
    settings.HARI_INI = "2026-12-03"
    papan = load_papan(sari)
    assert [t.tenggat.day for t in papan.tugas] == list(range(1, TERBANYAK + 1))
    assert papan.banyak == 19
    assert [(k.kunci, k.banyak) for k in papan.kelompok] == [("lewat", 1), ("segera", 17)]
    client.force_login(sari)
    page = client.get("/").content.decode()
    assert "dan 14 lagi" in page
    assert 'href="/evaluasi/' not in page
    assert "/2026/tw4/opd/05/lke/1.b/" in page
    part = client.get("/pekerjaan/lencana/").content.decode()
    assert '<span class="lencana">19<' in part


def test_rows_stand_by_their_days(settings, kabupaten):
    settings.HARI_INI = "2026-11-20"
    day = kabupaten.hari_ini
    rows = [
        Tugas(str(n), "", "", "", "", tenggat=day.replace(day=20 + n) if n else None)
        for n in (0, 1, 3, 4, 7, 8)
    ]
    first = Tugas("pertama", "", "", "", "")
    kelompok = Papan((first, *rows), day).kelompok
    assert {k.kunci: [t.kunci for t in k.tugas] for k in kelompok} == {
        "segera": ["1", "3"], "minggu": ["4", "7"], "nanti": ["0", "8"],
    }  # fmt: skip


@pytest.fixture
def terkirim(rina, sari, dinkes):
    """Sari has sent the quarter."""
    make_target(make_indikator(dinkes), "1", "2", "3", "4")
    open_masa(rina)
    potret = Potret.objects.select_related("masa").get()
    lembar = LembarRealisasi.objects.get()
    update_realisasi(lembar, [read_isian(potret, {"nilai": "4"}, 0)], acting_user=sari)
    submit_lembar(lembar, acting_user=sari)
    return lembar


def test_sari_reminds_her_head_from_the_list_and_nobody_else_of_anything(
    client, sari, siti, joko, terkirim
):
    Pengguna.objects.filter(pk=siti.pk).update(email="siti@contoh.go.id")
    perkara = {"perkara": f"lembar-tunggu-kepala/{terkirim.pk}"}
    client.force_login(sari)
    assert "Ingatkan" in client.get("/").content.decode()
    page = client.post("/pekerjaan/ingatkan/", perkara, follow=True).content.decode()
    assert "Kepala Dinkes diingatkan dengan 1 surat." in page
    page = client.post("/pekerjaan/ingatkan/", perkara, follow=True).content.decode()
    assert "Sudah diingatkan hari ini." in page
    surat = Surat.objects.get()
    assert "/2026/tw4/opd/05/realisasi/" in surat.isi
    assert client.post("/pekerjaan/ingatkan/", {"perkara": "lain/1"}).status_code == 404
    client.force_login(joko)
    assert client.post("/pekerjaan/ingatkan/", perkara).status_code == 404


def test_rina_sees_how_full_every_unit_is_and_goes_to_those_who_are_late(client, rina, terkirim):
    client.force_login(rina)
    page = client.get("/").content.decode()
    assert "TW IV 2026: 1 OPD" in page
    assert 'href="/2026/tw4/pantauan/?saring=lengkap">1 lengkap' in page
    assert client.post("/pekerjaan/ingatkan/", {"perkara": "pantau/1"}).status_code == 404


def test_who_has_nothing_to_do_reads_the_next_deadline(client, joko, settings):
    settings.HARI_INI = "2026-11-20"
    client.force_login(joko)
    page = client.get("/").content.decode()
    assert "Tidak ada yang menunggu Anda. Tenggat berikutnya: 30 November 2026" in page
    assert '<span class="lencana"></span>' in client.get("/pekerjaan/lencana/").content.decode()
