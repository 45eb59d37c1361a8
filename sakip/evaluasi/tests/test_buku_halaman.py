"""The pages of workbooks: made, sent back, compared, applied; much of it in the background."""

from types import SimpleNamespace

import openpyxl
import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from sakip.evaluasi.actions.impor import import_impor_lembar
from sakip.evaluasi.buku.beda import load_beda
from sakip.evaluasi.buku.susun import list_lembar
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import ImporLembar, Jawaban, Penilaian
from sakip.evaluasi.pekerjaan import terapkan_buku
from sakip.latar.context import HASIL
from sakip.latar.models import Pekerjaan
from sakip.latar.runner import run_pekerjaan
from sakip.organisasi.models import Peran
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.buku import DIJAWAB, make_buku, stage, to_berkas, type_in
from sakip.tests.evaluasi import LKE, MANDIRI, answer, make_penilaian
from sakip.web.clock import now
from sakip.web.store import load_store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


HALAMAN = "/2026/tw4/evaluasi/buku/"


def upload(client, user, isi):
    client.force_login(user)
    return client.post(HALAMAN, {"berkas": to_berkas(isi)})


def test_sari_downloads_fills_in_uploads_and_applies_on_the_pages(client, penilaian, sari):
    client.force_login(sari)
    assert f'href="{LKE[:-1]}.xlsx"' in client.get(LKE).content.decode()
    assert f'href="{HALAMAN}"' in client.get("/2026/tw4/evaluasi/").content.decode()
    answer = client.get(f"{LKE[:-1]}.xlsx")
    assert answer["Content-Disposition"].startswith('attachment; filename="2026_LKE_')

    sent = upload(client, sari, type_in(answer.content, DIJAWAB))
    html = client.get(sent.url).content.decode()
    assert "Belum ada yang ditulis. 2 dari 2 baris akan ditulis pada 1 lembar." in " ".join(
        html.split()
    )
    assert "Sampel lima sasaran." in html
    assert not Jawaban.objects.exists()

    done = client.post(f"{sent.url}terapkan/", {"revisi": 0}, follow=True)
    html = done.content.decode()
    assert "2 baris ditulis dari buku kerja." in html
    assert "Buku kerja ini sudah diterapkan." in html
    assert Jawaban.objects.get().kekuatan_bukti == 3


def test_sari_chooses_on_the_page_what_happens_where_both_changed(client, penilaian, sari):
    answer(penilaian, MANDIRI, "1.b", acting_user=sari, status={"1.b.1": "belum"})
    isi = type_in(make_buku(sari, penilaian), {("1.b.1", "Jawaban"): "Terpenuhi"})
    sent = upload(client, sari, isi)
    answer(penilaian, MANDIRI, "1.b", acting_user=sari, status={"1.b.1": "sebagian"})

    refused = client.post(f"{sent.url}terapkan/", {"revisi": 0}, follow=True).content.decode()
    assert "Belum ada yang ditulis: isi sistem berubah setelah halaman ini dibuka." in refused
    assert "1 baris berubah di keduanya dan menunggu pilihan Anda" in " ".join(refused.split())
    assert "Diubah Sari setelah buku kerja dibuat." in refused
    assert Jawaban.objects.get().status == "sebagian"

    name = f"pilih-{penilaian.pk}:2:1.b.1"
    assert f'name="{name}"' in refused
    client.post(f"{sent.url}terapkan/", {"revisi": 0, name: "buku-1"})
    assert Jawaban.objects.get().status == "terpenuhi"


def test_sari_reads_on_the_page_why_her_workbook_is_refused(client, penilaian, sari):
    isi = make_buku(sari, penilaian)

    html = upload(client, sari, type_in(isi, {("1.b", "Jawaban"): "Z"})).content.decode()
    assert "Pilih nilai subkomponen: AA, A, BB, B, CC, C, D, E." in html
    html = upload(client, sari, isi).content.decode()
    assert "Tidak ada yang berubah pada buku kerja ini sejak dibuat." in html
    html = upload(client, sari, b"bukan buku").content.decode()
    assert "Berkas harus .xlsx." in html
    assert not ImporLembar.objects.exists()


def test_the_difference_costs_the_same_for_one_row_and_for_many(client, penilaian, sari):
    def cost(jumlah):
        lembar = load_lembar(penilaian)
        codes = [
            row.kode for sub in lembar.instrumen.subkomponen for row in lembar.kriteria_sendiri(sub)
        ]
        isi = {(kode, "Jawaban"): "Terpenuhi" for kode in codes[:jumlah]}
        sent = upload(client, sari, type_in(make_buku(sari, penilaian), isi))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(sent.url).status_code == 200
        return len(queries)

    cost(1)
    assert cost(1) == cost(60)


def test_too_many_conflicts_send_sari_for_a_newer_workbook(client, penilaian, sari, monkeypatch):
    answer(penilaian, MANDIRI, "1.b", acting_user=sari, status={"1.b.1": "belum", "1.b.2": "belum"})
    both = {("1.b.1", "Jawaban"): "Terpenuhi", ("1.b.2", "Jawaban"): "Terpenuhi"}
    sent = upload(client, sari, type_in(make_buku(sari, penilaian), both))
    status = {"1.b.1": "sebagian", "1.b.2": "sebagian"}
    answer(penilaian, MANDIRI, "1.b", acting_user=sari, status=status)
    monkeypatch.setattr("sakip.evaluasi.views.buku.MAX_KONFLIK", 1)

    html = client.get(sent.url).content.decode()

    assert "2 baris berubah juga di sistem, jadi buku kerja ini terlalu lama." in html
    assert f"pilih-{penilaian.pk}:2:1.b.1" in html
    assert f"pilih-{penilaian.pk}:2:1.b.2" not in html


# --- in the background ----------------------------------------------------------------------------


def run_jobs():
    for row in Pekerjaan.objects.active().order_by("pk"):
        Pekerjaan.objects.filter(pk=row.pk).update(status="berjalan", percobaan=1)
        row.refresh_from_db()
        run_pekerjaan(row)
        row.refresh_from_db()
        yield row


def sheets_of(row):
    with load_store(HASIL).open(row.hasil) as berkas:
        return openpyxl.load_workbook(berkas).sheetnames


def test_eko_gets_the_sheets_of_his_teams_with_a_recap_from_the_background(
    client, penilaian, rina, kabupaten, eko
):
    unit = make_perangkat_daerah(kabupaten, kode="06", nama="Dinas Lain")
    make_penilaian(rina, unit)
    client.force_login(eko)
    client.post(f"{HALAMAN}siapkan/")

    [row] = run_jobs()

    assert (row.status, row.hasil_nama) == ("selesai", "lke-2026.xlsx")
    assert sheets_of(row)[0] == "05"

    client.force_login(rina)
    client.post(f"{HALAMAN}siapkan/")
    [row] = run_jobs()
    assert sheets_of(row)[:3] == ["Rekap", "05", "06"]


def test_a_large_workbook_is_applied_in_the_background_once(client, penilaian, sari, monkeypatch):
    monkeypatch.setattr("sakip.evaluasi.views.buku.LANGSUNG", 1)
    sent = upload(client, sari, type_in(make_buku(sari, penilaian), DIJAWAB))
    client.post(f"{sent.url}terapkan/", {"revisi": 0})
    assert not Jawaban.objects.exists()

    [row] = run_jobs()

    assert row.status == "selesai"
    assert Jawaban.objects.count() == 1
    assert ImporLembar.objects.get().status == "diterapkan"


def test_a_workbook_that_was_dropped_or_is_no_longer_sari_s_matter_is_not_even_queued(
    client, penilaian, sari, monkeypatch
):
    monkeypatch.setattr("sakip.evaluasi.views.buku.LANGSUNG", 1)
    sent = upload(client, sari, type_in(make_buku(sari, penilaian), DIJAWAB))
    ImporLembar.objects.update(status="dibuang")
    assert client.post(f"{sent.url}terapkan/", {"revisi": 0}).status_code == 403
    assert not Pekerjaan.objects.exists()
    sari.penugasan_set.update(peran=Peran.PEGAWAI)
    assert client.get(sent.url).status_code == 403


def test_the_job_of_a_workbook_overtaken_by_others_says_so_and_writes_nothing(
    client, penilaian, sari, monkeypatch
):
    monkeypatch.setattr("sakip.evaluasi.views.buku.LANGSUNG", 1)
    answer(penilaian, MANDIRI, "1.b", acting_user=sari, status={"1.b.3": "belum"})
    sent = upload(client, sari, type_in(make_buku(sari, penilaian), DIJAWAB))
    client.post(f"{sent.url}terapkan/", {"revisi": 0})
    answer(penilaian, MANDIRI, "1.b", acting_user=sari, status={"1.b.3": "sebagian"})

    [row] = run_jobs()

    assert (row.status, row.galat) == (
        "gagal", "Data ini sudah diubah orang lain sejak Anda membukanya.",
    )  # fmt: skip
    assert Jawaban.objects.get().status == "sebagian"
    assert ImporLembar.objects.get().status == "draf"


def test_a_sheet_of_which_only_the_result_is_kept_has_no_workbook(client, penilaian, rina, eko):
    lain = make_penilaian(rina, None)
    final = {"status": "selesai", "selesai_pada": now(), "selesai_oleh": eko}
    Penilaian.objects.filter(pk=penilaian.pk).update(sidik="lain", **final)
    client.force_login(rina)

    answer = client.get(f"{LKE[:-1]}.xlsx")

    assert answer.status_code == 422
    assert "Lembar ini hanya menyimpan hasilnya" in answer.content.decode()
    assert list_lembar(rina, 2026) == [lain]


def test_a_workbook_has_an_end_and_a_beginning(penilaian, rina, monkeypatch):
    make_penilaian(rina, None)
    monkeypatch.setattr("sakip.evaluasi.buku.susun.TERBANYAK", 1)
    with pytest.raises(RuleError, match="Ada 2 lembar; satu buku kerja memuat paling banyak 1"):
        list_lembar(rina, 2026)
    with pytest.raises(RuleError, match="Belum ada lembar evaluasi 2031 dalam jangkauan Anda"):
        list_lembar(rina, 2031)


def test_wati_of_another_agency_gets_no_sheet_of_this_one(penilaian, wati):
    with pytest.raises(RuleError, match="Belum ada lembar evaluasi 2026"):
        list_lembar(wati, 2026)


def test_a_unit_that_sari_no_longer_reaches_is_not_written_or_shown(penilaian, sari, kabupaten):
    row = stage(sari, type_in(make_buku(sari, penilaian), DIJAWAB))
    lain = make_perangkat_daerah(kabupaten, kode="09")
    Penilaian.objects.filter(pk=penilaian.pk).update(perangkat_daerah=lain)

    assert load_beda(sari, row.objek) == []
    with pytest.raises(RuleError, match="Lembar 05 tidak lagi dalam jangkauan tugas Anda"):
        import_impor_lembar(row, revisi=0, pilihan={}, acting_user=sari)


def test_an_older_look_at_a_workbook_writes_nothing(penilaian, sari):
    row = stage(sari, type_in(make_buku(sari, penilaian), DIJAWAB))
    with pytest.raises(Konflik):
        import_impor_lembar(row, revisi=7, pilihan={}, acting_user=sari)
    assert not Jawaban.objects.exists()


def test_a_job_on_the_workbook_of_another_finds_nothing(penilaian, sari, eko):
    row = stage(sari, type_in(make_buku(sari, penilaian), DIJAWAB))
    with pytest.raises(Http404):
        terapkan_buku.fungsi(SimpleNamespace(acting_user=eko), impor=row.pk, revisi=0, pilihan=[])
