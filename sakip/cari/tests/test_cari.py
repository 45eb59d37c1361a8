"""What Sari, Rina and Eko find, how it is ordered, where it leads, and what is data in a question."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sakip.berkas.models import Berkas, Blob
from sakip.cari.hasil import Konteks
from sakip.cari.pencarian import PER_JENIS, SUMBER, search
from sakip.evaluasi.models import Rekomendasi
from sakip.organisasi.models import Peran
from sakip.perencanaan.models import Indikator, IsiIndikator, IsiSimpul, Versi
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.rules.pencarian import read_pertanyaan
from sakip.tests.builders import (
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
)
from sakip.tests.evaluasi import make_penilaian
from sakip.tests.rencana import make_indikator, make_periode, make_simpul

HTMX = {"HX-Request": "true"}


def make_berkas(unit, pengunggah, nama, **fields):
    blob = Blob.objects.create(sha256=f"{nama:0>64}"[-64:], ukuran=1, jenis_isi="text/plain")
    default = {"tanggal_dokumen": date(2026, 3, 1), "diunggah_pada": timezone.now()}
    same = {"instansi": unit.instansi, "perangkat_daerah": unit, "pengunggah": pengunggah}
    return Berkas.objects.create(**same, blob=blob, nama=nama, **default | fields)


@pytest.fixture
def isi(dinkes, sari, siti, rina):
    """The health office with something of every kind."""
    plan = make_periode(dinkes.instansi, dinkes)
    node = make_simpul(plan, pernyataan="Menurunnya kemiskinan", perangkat_daerah=dinkes)
    indikator = make_indikator(dinkes, node, nama="Angka kematian ibu")
    Indikator.objects.filter(pk=indikator.pk).update(kode="IK02")
    head = make_jabatan(dinkes, nama="Kepala Dinas Kesehatan")
    siti.penugasan_set.update(jabatan=head)
    make_berkas(dinkes, sari, "laporan survei kepuasan.pdf")
    sheet = make_penilaian(rina, dinkes)
    Rekomendasi.objects.create(
        instansi=dinkes.instansi, penilaian=sheet, subkomponen="2.b", pembuat=rina,
        uraian="Ukur mutu tiap triwulan.", tenggat=date(2027, 1, 1),
    )  # fmt: skip
    sheet.status, sheet.selesai_oleh, sheet.selesai_pada = "selesai", rina, timezone.now()
    sheet.save()
    return indikator


def page_of(client, user, tanya, **lain):
    client.force_login(user)
    answer = client.get("/cari/", {"q": tanya, **lain})
    assert answer.status_code == 200
    return answer.content.decode()


def first_of(client, user, tanya):
    """Title and address of the answer that Enter opens."""
    client.force_login(user)
    text = client.get("/cari/", {"q": tanya}, headers=HTMX).content.decode()
    found = re.search(r'<a class="temuan-butir" href="([^"]*)"[^>]*>(.*?)</a>', text, re.S)
    return (re.sub(r"<[^>]*>", "", found[2]), found[1]) if found else ("", "")


@pytest.mark.parametrize(
    ("tanya", "jawaban", "tempat"),
    [
        ("siapa terendah?", "Capaian", "/capaian/"),
        ("apa yang dikembalikan?", "Pekerjaan", "/"),
        ("rumus IK02?", "IK02 Angka kematian ibu", "/perencanaan/indikator/"),
        ("bukti kriteria 1.b.9?", "1.b.9", "/2026/tw4/opd/05/lke/1.b/#kriteria-1.b.9"),
        ("kapan tenggat?", "Kalender", "/kalender/"),
        ("siapa belum mengisi?", "Pantauan", "/pantauan/"),
        ("target angka kematian ibu", "IK02", "/perencanaan/indikator/"),
        ("siapa kepala dinas kesehatan?", "Siti", "/2026/tw4/opd/05/"),
        ("rekomendasi 2.b", "2.b Ukur mutu", "/2026/tw4/opd/05/lke/2.b/"),
        ("laporan survei kepuasan", "laporan survei", "/lihat/"),
        ("sasaran miskin", "Menurunnya kemiskinan", "?simpul="),
        ("dimana tanda tangan PK?", "Perjanjian Kinerja", "/perjanjian/"),
    ],
)
def test_sari_gets_each_everyday_question_answered_by_one_search(
    client, sari, isi, time_machine, tanya, jawaban, tempat
):
    time_machine.move_to("2026-11-20T03:00:00Z", tick=True)
    judul, alamat = first_of(client, sari, tanya)
    assert jawaban in judul
    assert tempat in alamat
    assert client.get(alamat).status_code == 200


def test_sari_goes_from_a_node_to_its_place_in_the_version_in_force(client, sari, isi):
    node = isi.isi_set.get().simpul
    Versi.objects.create(
        instansi=sari.instansi, periode=node.periode, nomor=2, status=Versi.Status.DIGANTI
    )
    Versi.objects.create(
        instansi=sari.instansi, periode=node.periode, nomor=3, status=Versi.Status.DRAF
    )
    versi = Versi.objects.berlaku().get(periode=node.periode)
    alamat = f"/perencanaan/versi/{versi.pk}/?simpul={node.pk}#simpul-{node.pk}"
    text = page_of(client, sari, "menurunnya kemiskinan")
    assert text.count("Menurunnya kemiskinan") == 1
    assert alamat in text


def test_sari_finds_what_is_in_force_and_not_what_it_said_before(client, sari, isi):
    old = IsiIndikator.objects.get(indikator=isi)
    Versi.objects.berlaku().filter(periode=isi.periode).update(nomor=2)
    IsiIndikator.objects.filter(pk=old.pk).update(sampai_versi=2)
    old.pk, old.sejak_versi, old.nama = None, 2, "Kematian ibu melahirkan"
    old.save()
    text = page_of(client, sari, "kematian ibu")
    assert "Kematian ibu melahirkan" in text
    assert "Angka kematian ibu" not in text


def test_sari_does_not_find_a_file_that_a_newer_one_replaced(client, sari, isi):
    old = Berkas.objects.get()
    make_berkas(old.perangkat_daerah, sari, "laporan survei baru.pdf", menggantikan=old)
    text = page_of(client, sari, "laporan survei")
    assert "laporan survei baru.pdf" in text
    assert "laporan survei kepuasan.pdf" not in text


def test_a_code_comes_before_a_title_and_a_title_before_a_root(client, rina, dinkes):
    for nama in ("Sehat jiwa", "Mutu kesehatan ibu", "Kesehatan ibu"):
        make_indikator(dinkes, nama=nama)
    coded = make_indikator(dinkes, nama="Jumlah kader")
    Indikator.objects.filter(pk=coded.pk).update(kode="kesehatan")
    konteks = Konteks(rina, 2026, 4)
    (found,) = (
        g for g in search(read_pertanyaan("kesehatan"), konteks) if g.sumber.kunci == "indikator"
    )
    order = ["Jumlah kader", "Kesehatan ibu", "Mutu kesehatan ibu", "Sehat jiwa"]
    assert [one.judul for one in found.hasil] == order


def test_rina_pages_through_all_answers_of_one_kind(client, rina, dinkes):
    plan = make_periode(dinkes.instansi, dinkes)
    for n in range(PER_JENIS + 45):
        make_simpul(plan, pernyataan=f"Layanan nomor {n:02}")
    text = page_of(client, rina, "layanan nomor")
    assert text.count("Layanan nomor") == PER_JENIS
    assert "/cari/?q=layanan%20nomor&amp;jenis=simpul" in text.replace("&jenis", "&amp;jenis")
    assert page_of(client, rina, "layanan nomor", jenis="simpul").count("Layanan nomor") == 50
    last = page_of(client, rina, "layanan nomor", jenis="simpul", halaman="2")
    assert last.count("Layanan nomor") == PER_JENIS + 45 - 50
    empty = page_of(client, rina, "zirkonium", jenis="simpul")
    assert "Tidak ada pohon kinerja yang cocok dengan “zirkonium”." in empty


def test_the_search_asks_as_often_for_many_rows_as_for_none(client, rina, dinkes, isi):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/cari/?q=dinas+kesehatan+layanan").status_code == 200
        return len(seen)

    client.force_login(rina)
    queries()
    few = queries()
    for n in range(12):
        make_indikator(dinkes, nama=f"Layanan {n}")
        make_berkas(dinkes, rina, f"layanan {n}.pdf")
        person = make_pengguna(dinkes.instansi, Peran.OPERATOR_OPD, dinkes, nama=f"Layanan {n}")
        make_penugasan(person, Peran.PEGAWAI, dinkes)
    assert queries() == few
    assert few <= len(SUMBER) + 3  # who, which cap, which years; the commands need none


@pytest.mark.parametrize(
    "tanya", ["%", "50%", "_", "\\", "' OR 1=1 --", '"; DROP', "100% (a|b) [c]"]
)
def test_wildcards_and_quotes_are_letters_like_any_other(client, sari, isi, tanya):
    text = page_of(client, sari, tanya)
    assert "Angka kematian ibu" not in text
    IsiIndikator.objects.filter(indikator=isi).update(nama=f"Tanda {tanya} di nama")
    found = "di nama" in page_of(client, sari, tanya)
    assert found == (len(tanya) > 1)


def test_a_very_long_question_is_cut_and_answered(client, sari, isi):
    text = page_of(client, sari, "kematian " * 5000)
    assert "Angka kematian ibu" in text
    assert len(text) < 60_000


def test_one_letter_is_not_enough_and_nothing_gives_the_menu(client, sari, isi):
    assert "Ketik paling sedikit dua huruf." in page_of(client, sari, "k")
    text = page_of(client, sari, "")
    assert "/realisasi/" in text
    assert "Angka kematian ibu" not in text


def test_a_question_without_answer_says_what_to_do(client, sari, isi):
    text = page_of(client, sari, "zirkonium <b>")
    assert "Tidak ada yang cocok dengan “zirkonium &lt;b&gt;”. Coba kata yang lebih pendek." in text


def test_sari_changes_the_quarter_and_stays_on_her_page(client, sari, isi):
    text = page_of(client, sari, "tw 2 2026", dari="/2026/tw4/opd/05/realisasi/")
    assert 'href="/2026/tw2/opd/05/realisasi/"' in text
    assert "tw1" not in text.split("<main")[1]
    assert 'href="/2026/tw2/ringkasan/"' in page_of(client, sari, "tw 2 2026", dari="//jahat.test/")
    assert 'href="/2026/tw1/kalender/"' in page_of(client, sari, "kalender", dari="/2026/tw1/buka/")


def test_eko_leaves_and_changes_his_cap_from_the_same_box(client, eko, kabupaten):
    other = make_penugasan(eko, Peran.PENGAMPU)
    page_of(client, eko, "")
    text = page_of(client, eko, "keluar")
    assert '<form method="post" action="/akun/keluar/">' in text
    text = page_of(client, eko, "bertindak pengampu")
    assert f'<form method="post" action="/akun/cap/{other.pk}/">' in text
    client.force_login(eko)
    dialog = client.get("/cari/", {"q": "keluar"}, headers=HTMX).content.decode()
    assert 'formaction="/akun/keluar/"' in dialog
    assert "<html" not in dialog


def test_adi_opens_an_account_and_sari_only_the_unit(client, adi, sari, siti):
    assert f"/setelan/pengguna/{siti.pk}/" in page_of(client, adi, "siti")
    text = page_of(client, sari, "siti").split("<main")[1]
    assert "/setelan/" not in text
    assert "/opd/05/" in text


def test_sari_finds_the_agreement_that_counts_and_not_the_withdrawn_one(client, sari, siti, isi):
    head = siti.penugasan_set.get()
    for tahun, status in ((2025, "ditarik"), (2026, "diajukan")):
        PerjanjianKinerja.objects.create(
            instansi=sari.instansi, jabatan=head.jabatan, tahun=tahun, status=status, pihak_pertama=head,
            tanggal=date(tahun, 1, 5), potret={}, hash="h", dokumen=Blob.objects.first(),
        )  # fmt: skip
    text = page_of(client, sari, "PK kepala dinas")
    assert "PK 2026: Kepala Dinas Kesehatan" in text
    assert "PK 2025" not in text


def test_who_no_longer_works_is_not_found(client, adi, siti):
    siti.penugasan_set.update(selesai=date(2021, 1, 1))
    assert "Siti" not in page_of(client, adi, "siti").split("<main")[1]


def test_a_closed_account_is_not_found(client, adi, siti):
    type(siti).objects.filter(pk=siti.pk).update(is_active=False)
    assert "Siti" not in page_of(client, adi, "siti").split("<main")[1]


def test_sari_finds_her_duty_elsewhere_when_she_acts_there(client, sari, kabupaten):
    other = make_perangkat_daerah(kabupaten, kode="06")
    make_penugasan(sari, Peran.OPERATOR_OPD, other)
    text = page_of(client, sari, "sari").split("<main")[1]
    assert "/opd/05/" in text
    assert "/opd/06/" not in text


def test_adi_finds_nobody_of_another_agency(client, adi, wati):
    assert "Wati" not in page_of(client, adi, "wati").split("<main")[1]


def test_every_page_carries_the_way_to_the_search(client, sari):
    client.force_login(sari)
    text = client.get("/").content.decode()
    assert 'href="/cari/?dari=/"' in text
    assert 'id="cari-dialog"' in text


def test_nodes_say_their_level(isi, sari):
    (row,) = search(read_pertanyaan("menurunnya kemiskinan"), Konteks(sari, 2026, 4))[0].hasil
    assert row.letak == "Sasaran, Renstra 2025–2029 Dinkes"
    assert IsiSimpul.objects.get().pernyataan == row.judul


# --- typing errors ---------------------------------------------------------------------------------

MIRIP = "Tidak ada yang persis; yang mirip:"


@pytest.mark.parametrize(
    ("tanya", "jawaban"),
    [
        ("kemiskinn", "Menurunnya kemiskinan"),
        ("keimskinan", "Menurunnya kemiskinan"),
        ("kemiskonan", "Menurunnya kemiskinan"),
        ("angka kemattian ibu", "Angka kematian ibu"),
        ("surbei kepuasan", "laporan survei kepuasan.pdf"),
        ("pantuan", "Pantauan pengisian"),
        ("pedomn", "Pedoman"),
    ],
)
def test_sari_is_forgiven_one_letter(client, sari, isi, tanya, jawaban):
    html = page_of(client, sari, tanya)
    assert MIRIP in html
    assert jawaban in html


@pytest.mark.parametrize("tanya", ["kemiskinan", "ibuu", "kemskinn", "ik92", "zirkonium"])
def test_what_is_found_as_typed_short_or_quite_different_is_not_guessed(client, sari, isi, tanya):
    assert MIRIP not in page_of(client, sari, tanya)


def test_the_dialog_and_the_page_of_a_kind_forgive_too(client, sari, isi):
    client.force_login(sari)
    dialog = client.get("/cari/", {"q": "kemiskinn"}, headers=HTMX).content.decode()
    assert f'data-mirip="{MIRIP}"' in dialog
    assert "data-mirip" not in client.get("/cari/", {"q": "ibu"}, headers=HTMX).content.decode()
    jenis = page_of(client, sari, "kemiskinn", jenis="simpul")
    assert MIRIP in jenis
    assert "Menurunnya kemiskinan" in jenis
    assert MIRIP not in page_of(client, sari, "kemiskinan", jenis="berkas")


def test_a_guess_shows_nothing_that_sari_may_not_see(client, sari, rina, isi, kabupaten, kota):
    pupr = make_perangkat_daerah(kabupaten, kode="06", nama="Dinas PUPR", singkatan="PUPR")
    make_berkas(pupr, rina, "jembatan gantung.pdf")
    wati = make_pengguna(kota, Peran.BAGOR, username="wati.uji")

    html = page_of(client, sari, "jembatann")
    assert MIRIP not in html
    assert "jembatan gantung" not in html
    assert "jembatan gantung" in page_of(client, rina, "jembatann")
    assert MIRIP not in page_of(client, wati, "jembatann")


def test_a_guess_asks_at_most_twice(client, sari, isi, django_assert_max_num_queries):
    page_of(client, sari, "zirkonium")
    with CaptureQueriesContext(connection) as plain:
        page_of(client, sari, "zirkonium")
    with django_assert_max_num_queries(2 * len(plain)):
        page_of(client, sari, "kemiskinn")
