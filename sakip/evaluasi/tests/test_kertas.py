"""The working paper goes with the report: annex and file of its own, frozen with the result."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.audit.hashing import canonical, sha256
from sakip.berkas.bukti import Tunjukan
from sakip.berkas.tests.test_berkas import tambah
from sakip.evaluasi.actions.bukti import create_bukti_kriteria
from sakip.evaluasi.actions.jawaban import score_subkomponen
from sakip.evaluasi.actions.koreksi import approve_koreksi, create_koreksi
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.isian import IsianSub, IsiKriteria
from sakip.evaluasi.kertas import compute_kertas
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import Hasil, Jawaban, KertasKerja, NilaiSub
from sakip.evaluasi.terbitan import Terbitan
from sakip.evaluasi.tests.test_lhe import texts_of
from sakip.organisasi.models import Peran
from sakip.tests.evaluasi import EVALUATOR, LKE, answer, make_penilaian, start_scoring
from sakip.tests.musim import put_at, touched

pytestmark = pytest.mark.django_db

LHE = "/2026/tw4/opd/05/lhe/"
KERTAS = {"fakta": "Dibaca lima sasaran.", "uji": "Lawan Renstra.", "simpulan": "Dua tidak cocok."}


@pytest.fixture
def bekerja(siap, sari, eko, dinkes, settings, tmp_path):
    """Sari showed two pages of a file for 1.b.3; Eko wrote his working paper to it."""
    settings.DATA_DIR = tmp_path
    siap.status = "mandiri"
    siap.save()
    create_bukti_kriteria(
        siap, kriteria="1.b.3", tunjukan=Tunjukan(tambah(dinkes, sari), 12, 14), acting_user=sari
    )
    put_at(siap, "anggota")
    old = Jawaban.objects.get(penilaian=siap, tahap="anggota", kriteria="1.b.3")
    said = IsiKriteria("1.b.3", "sebagian", 3, "", "Belum merata.", old.revisi, KERTAS)
    score_subkomponen(siap, IsianSub("anggota", "1.b", [said]), acting_user=eko)
    return put_at(siap, "inspektur")


def words_of(client, user, url):
    client.force_login(user)
    answer_ = client.get(url)
    assert answer_.status_code == 200
    return texts_of(b"".join(answer_.streaming_content))


@pytest.mark.parametrize("nama", ["lhe", "kke"])
def test_the_paper_says_who_found_what_on_which_pages_and_its_own_columns_only_to_the_team(
    client, bekerja, ina, siti, nama
):
    publish_penilaian(bekerja, acting_user=ina)
    url = f"/2026/tw4/opd/05/{nama}.docx"
    team, unit = words_of(client, ina, url), words_of(client, siti, url)
    for words in (team, unit):
        assert "700/1/ST/2026" in words
        assert "Sebagian (3)" in words
        assert "Terpenuhi (0)" in words
        assert ", halaman 12-14" in words
        assert "Catatan: Belum merata." in words
        assert "oleh Eko" in words
    for words in ("Fakta: Dibaca lima sasaran.", "Uji: Lawan Renstra.", "Dua tidak cocok."):
        assert words in team
        assert words not in unit
    assert "Fakta, uji, dan simpulan atas sampel disimpan tim penilai." in unit


def test_what_was_released_is_printed_the_same_whatever_is_written_later(bekerja, ina, siti):
    publish_penilaian(bekerja, acting_user=ina)
    before = Terbitan(ina, bekerja).write_laporan(), Terbitan(siti, bekerja).write_kertas()
    row = Hasil.objects.berlaku().get(penilaian=bekerja)
    assert row.rincian["kertas"] == sha256(canonical(row.kertas.isi))
    Jawaban.objects.filter(penilaian=bekerja).update(status="belum", catatan="Lain.")
    NilaiSub.objects.filter(penilaian=bekerja).update(catatan="Lain.")
    ina.nama = "Orang lain"
    ina.save()
    after = Terbitan(ina, bekerja).write_laporan(), Terbitan(siti, bekerja).write_kertas()
    assert before == after


def test_a_working_paper_edited_in_the_database_is_found(bekerja, ina):
    publish_penilaian(bekerja, acting_user=ina)
    assert not touched(bekerja.instansi)
    row = KertasKerja.objects.get()
    KertasKerja.objects.filter(pk=row.pk).update(isi=row.isi | {"nama": "Lain"})
    assert [(one.tabel, one.objek_id) for one in touched(bekerja.instansi)] == [
        ("evaluasi.kertaskerja", row.pk)
    ]


def test_every_result_of_a_sheet_is_listed_and_opens_its_own_report(
    bekerja, ina, ratna, siti, page, client
):
    publish_penilaian(bekerja, acting_user=ina)
    first = Hasil.objects.berlaku().get()
    assert "Hasil pertama" in page(siti, LKE)
    for huruf, alasan in (("B", "Salah salin."), ("BB", "Salah baca.")):
        row = create_koreksi(bekerja, {"1.b": huruf}, alasan=alasan, acting_user=ratna)
        last = approve_koreksi(row, acting_user=ina)
    second = last.mengganti
    for url in (LKE, LHE):
        html = page(siti, url)
        for words in ("Hasil pertama", "Koreksi ke-1", "Koreksi ke-2", "Salah baca.", "oleh Ina"):
            assert words in html
        assert f"{LHE}?versi={first.pk}" in html
    html = page(siti, f"{LHE}?versi={second.pk}")
    assert "sudah dikoreksi dan tidak berlaku lagi" in html
    assert "memperoleh nilai 64,90" in html
    assert f"lhe.pdf?versi={second.pk}" in html
    for row, nomor, words in ((first, 1, "CC."), (last, 3, "Nilainya menjadi BB.")):
        found = client.get(f"/2026/tw4/opd/05/kke.docx?versi={row.pk}")
        assert f"2026_KKE_Dinkes_v{nomor}_" in found["Content-Disposition"]
        text = texts_of(b"".join(found.streaming_content))
        assert words in text
        assert ("Nilainya menjadi" in text) == (row == last)


def test_a_result_from_before_says_that_no_paper_was_kept(bekerja, ina, page, client):
    publish_penilaian(bekerja, acting_user=ina)
    KertasKerja.objects.all().delete()
    assert "dirilis sebelum kertas kerja ikut disimpan" in page(ina, LHE)
    assert "Lampiran" not in words_of(client, ina, "/2026/tw4/opd/05/lhe.docx")
    refused = client.get("/2026/tw4/opd/05/kke.pdf")
    assert refused.status_code == 422
    assert "Baca jawabannya pada LKE." in refused.content.decode()


def test_the_paper_keeps_closed_what_the_agencys_sheet_keeps_closed(rina, eko, bekerja):
    pemda = start_scoring(make_penilaian(rina, None, anggota=[eko], tahapan="mandiri-evaluator"))
    answer(pemda, EVALUATOR, "2.a", status={"2.a.1": "belum"}, acting_user=eko)
    Jawaban.objects.filter(penilaian=pemda).update(tahap="anggota")

    def said():
        rows = {row["kode"]: row for sub in compute_kertas(load_lembar(bekerja))["bagian"]
                for row in sub["kriteria"]}  # fmt: skip
        return rows["2.a.1"]["pemda"], [one["jawaban"] for one in rows["2.a.1"]["jawaban"]]

    assert said() == (True, [])
    pemda.status, pemda.selesai_oleh, pemda.selesai_pada = "selesai", eko, bekerja.tahap_sejak
    pemda.save()
    assert said() == (True, ["Belum"])


def test_eko_prints_the_paper_before_a_grade_is_there_and_sari_does_not(musim, eko, sari, client):
    put_at(musim, "anggota")
    kke = "/2026/tw4/opd/05/kke.pdf"
    client.force_login(sari)
    assert client.get(kke).status_code == 403
    client.force_login(eko)
    client.get(kke)  # settings of the machine are read once
    counts = []
    for status in ({"1.b.1": "belum"}, {f"1.b.{n}": "terpenuhi" for n in range(1, 12)}):
        answer(musim, "anggota", "1.b", status=status, acting_user=eko)
        with CaptureQueriesContext(connection) as seen:
            found = client.get(kke)
            assert b"".join(found.streaming_content).startswith(b"%PDF-")
        counts.append(len(seen))
    assert "KKE_Dinkes_draf" in found["Content-Disposition"]
    assert counts[0] == counts[1] < 25
    assert eko.cap.peran == Peran.EVALUATOR
