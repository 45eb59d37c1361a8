"""The two agencies of the demo, filled once: what its table promises is really there."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from sakip.conftest import wearing
from sakip.dasbor.kewajaran import load_bahan
from sakip.demo.isi import seed
from sakip.demo.sumber import read_rows
from sakip.evaluasi.buku.beda import load_beda
from sakip.evaluasi.models import Hasil, ImporLembar, NilaiArsip, Rekomendasi
from sakip.organisasi.models import (
    Instansi,
    JenisPenugasan,
    Pengguna,
    Penugasan,
    Peran,
    PerangkatDaerah,
)
from sakip.pengukuran.aksi import load_samping
from sakip.pengukuran.hitung import check_tahun, load_tahun
from sakip.pengukuran.models import LembarRealisasi, Masa, Realisasi
from sakip.pengukuran.pantauan import load_baris, load_ringkas
from sakip.perencanaan.garis import load_titik
from sakip.perencanaan.kelanjutan import load_pemetaan
from sakip.perencanaan.models import Indikator, IsiIndikator
from sakip.rules.angka import read_angka
from sakip.rules.isyarat import kewajaran_on
from sakip.rules.kewajaran import check_kewajaran
from sakip.tests.jam import set_database_clock

# The browser part fills it on PostgreSQL.
pytestmark = pytest.mark.bukti

KAWASAN = "35.99"
NILAI_PEMDA = ["64.58", "63.41", "62.36", "60.88", "61.90", "61.47", "61.02", "60.35"]


@pytest.fixture
def now_is(monkeypatch, settings):
    """Set the clock to a moment of UTC, before the demo is filled."""
    settings.HARI_INI = ""

    def set_to(*moment):
        monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))
        set_database_clock(monkeypatch, datetime(*moment, tzinfo=UTC))

    return set_to


def rows_of(model, **filters):
    return model.objects.filter(instansi__kode_wilayah=KAWASAN, **filters)


def test_a_visitor_in_october_finds_the_year_that_the_demo_promises(db, now_is):
    now_is(2026, 10, 12, 3)
    seed()
    check_agencies()
    check_last_year()
    check_line()
    check_open_quarter(2026, 4)
    check_moments(2026)
    check_steps(2026)
    check_evaluations(date(2026, 10, 12))
    check_heads(date(2026, 7, 14))
    check_buku()
    check_signs()
    check_sums()


def test_on_new_years_day_the_first_quarter_is_already_open(db, now_is):
    now_is(2027, 1, 1, 1)
    seed()
    check_open_quarter(2027, 1)
    years = rows_of(Masa, jenis="tahun").order_by("tahun")
    assert list(years.values_list("tahun", flat=True)) == [2024, 2025, 2026]


def check_sums():
    """Every capaian and every sum of both agencies follows from what was typed."""
    for instansi in Instansi.objects.all():
        assert (years := load_tahun(instansi))
        assert [text for one in years for text in check_tahun(instansi, one).kalimat] == []


def check_buku():
    """A workbook waits for its owner: two answers are new, one was changed on the page meanwhile."""
    fitri = wearing(Pengguna.objects.get(username="anggota"))
    row = ImporLembar.objects.visible_to(fitri).get()
    beda = {one.kode: one.keadaan for one in load_beda(fitri, row.objek)}
    assert beda == {"1.b.4": "baru", "1.b.5": "konflik", "1.b.7": "baru"}


def check_signs():
    """The test of plausibility finds equal words and low targets this year, kind own grades last year."""
    eko = wearing(Pengguna.objects.get(username="evaluator"))
    for tahun, tw, promised in ((2026, 3, {"W02", "W07"}), (2025, 4, {"W09"})):
        masa = Masa.objects.visible_to(eko).pada(tahun, tw)
        found = check_kewajaran(kewajaran_on(date(tahun, 12, 31)), load_bahan(eko, tahun, masa))
        assert promised <= {one.jenis.kode for one in found}


def check_agencies():
    units = rows_of(PerangkatDaerah)
    assert units.exclude(jenis="kecamatan").count() == 38
    assert units.filter(jenis="kecamatan").count() == 12
    assert rows_of(Indikator, kode__startswith="IK").count() == 40
    kota = Instansi.objects.exclude(kode_wilayah=KAWASAN).get()
    person = Pengguna.objects.get(username="operator.kota")
    assert person.instansi_id == kota.pk


def check_last_year():
    """All forty capaian as the table prints them, through the pages' own actions."""
    expected = {f"IK{int(row['no']):02d}": row["capaian_2025"] for row in read_rows("indikator")}
    found = rows_of(Realisasi, potret__masa__jenis="tahun")
    known = dict(found.values_list("potret__indikator__kode", "capaian"))
    for kode, text in expected.items():
        assert abs(known[kode] - read_angka(text)) <= Decimal("0.005"), kode


def check_line():
    """Life expectancy through two documents, each figure once in the demo's tables."""
    sheet = IsiIndikator.objects.get(indikator__kode="IK01", instansi__kode_wilayah=KAWASAN)
    titik = load_titik(sheet, {}, 2026)
    assert [(one.tahun, one.realisasi) for one in titik] == [
        (2023, "72,58"), (2024, "72,81"), (2025, "73,02"),
    ]  # fmt: skip
    fates = load_pemetaan(sheet.indikator.periode).pasangan
    assert [one.kelanjutan.value for one in fates] == [
        "lanjut", "ganti_rumus", "ganti_satuan", "belum_dipetakan", "berhenti",
    ]  # fmt: skip


def check_open_quarter(tahun, tw):
    masa = rows_of(Masa, jenis="triwulan", tahun=tahun, ke=tw).get()
    assert masa.is_open(timezone.now())
    sheets = rows_of(LembarRealisasi, masa=masa).exclude(perangkat_daerah__jenis="kecamatan")
    assert sheets.count() == 38
    assert sheets.exclude(status="draf").count() == 31
    assert sheets.filter(status="dikembalikan").count() == 2
    figures = rows_of(Realisasi, potret__masa=masa)
    equal = figures.filter(potret__perangkat_daerah__kode="23")
    assert {row.capaian for row in equal} == {Decimal(100)}
    assert figures.filter(potret__perangkat_daerah__kode="24", capaian__range=(311, 313)).exists()


def check_moments(tahun):
    """The first quarter came in at the last moment, the third did not, and nobody typed tomorrow."""
    shares = {}
    for masa in rows_of(Masa, jenis="triwulan", tahun=tahun).select_related("instansi"):
        rows = load_baris(masa.lembar_set.select_related("perangkat_daerah"), masa)
        shares[masa.ke] = load_ringkas(rows).bagian_akhir
        assert not masa.lembar_set.filter(terlambat=True).exists()
    assert shares[1] > 40 > shares[2] > shares[3] > 0
    figures = rows_of(Realisasi, potret__masa__tahun=tahun)
    assert not figures.filter(diubah_pada__gt=timezone.now()).exists()
    assert not figures.filter(diubah_pada=None).exists()


def check_steps(tahun):
    """What was done of the action plan: all of the past quarters, the beginning of this one."""
    masa = Masa.objects.filter(instansi__kode_wilayah=KAWASAN, tahun=tahun)
    for ke, terisi in ((3, 4), (4, 1)):
        lembar = LembarRealisasi.objects.get(
            masa=masa.get(jenis="triwulan", ke=ke), perangkat_daerah__kode="05"
        )
        samping = load_samping(lembar)
        assert (samping.terisi, samping.diminta) == (terisi, 4)
        assert samping.serapan > 60


def check_evaluations(today):
    assert [row.total for row in rows_of(NilaiArsip, perangkat_daerah=None).order_by("-tahun")] == [
        Decimal(text) for text in NILAI_PEMDA
    ]
    results = Hasil.objects.berlaku().filter(instansi__kode_wilayah=KAWASAN)
    totals = results.filter(penilaian__tahun_evaluasi=today.year - 1)
    assert results.exclude(pk__in=totals).count() == 1
    known = dict(totals.values_list("penilaian__perangkat_daerah__kode", "total"))
    assert known == {
        row["kode"]: read_angka(row["nilai_apip"])
        for row in read_rows("perangkat_daerah")
        if row["nilai_apip"]
    }
    waiting = rows_of(Rekomendasi, status=Rekomendasi.Status.TERBUKA).filter(
        penilaian__tahun_evaluasi=today.year - 1
    )
    assert (waiting.count(), waiting.filter(tenggat__lt=today).count()) == (41, 6)


def check_heads(mutasi):
    new = rows_of(Penugasan, peran=Peran.KEPALA_OPD, mulai=mutasi)
    assert new.count() == 9
    acting = new.filter(jenis=JenisPenugasan.PLT)
    assert acting.count() == 5
    twice = Pengguna.objects.get(username="kepala.23").penugasan_set
    assert [row.perangkat_daerah.kode for row in twice.order_by("mulai")] == ["23", "22"]
