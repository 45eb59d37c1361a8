"""The page of a row's evidence: chosen, uploaded and let go without a script; asked by one for JSON."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.berkas.actions import update_berkas
from sakip.berkas.actions.berbagi import approve_berbagi, create_berbagi
from sakip.berkas.models import Berkas
from sakip.berkas.tests.test_berkas import isi, tambah
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.models import BuktiAksi, BuktiRealisasi, Masa
from sakip.pengukuran.tests.test_bukti import (
    LEMBAR,
    _folder,
    berkas,
    dewi,
    langkah,
    lembar,
    potret,
    settle,
    tunjuk,
)

__all__ = ["_folder", "berkas", "dewi", "langkah", "lembar", "potret"]


def page_of(lembar, potret):
    return f"/pengukuran/lembar/{lembar.pk}/bukti/{potret.pk}/"


def test_without_a_script_sari_chooses_uploads_and_lets_go_on_one_page(
    client, sari, dewi, lembar, potret, berkas
):
    url = page_of(lembar, potret)
    client.force_login(sari)
    assert "laporan.pdf" in client.get(f"{url}?cari=laporan").content.decode()
    client.post(url, {"berkas": berkas.pk, "halaman": "hal. 12-14"})
    new = {
        "unggahan": SimpleUploadedFile("notulen.txt", b"Notulen."),
        "tanggal_dokumen": "2026-10-12",
    }
    page = client.post(url, new, follow=True).content.decode()
    assert "laporan.pdf, hal. 12-14" in page
    assert f'/berkas/{berkas.pk}/lihat/?hal=12"' in page
    assert "notulen.txt" in page
    row = BuktiRealisasi.objects.get(berkas=berkas)
    gone = client.post(f"/pengukuran/bukti/{row.pk}/lepas/", follow=True).content.decode()
    assert "laporan.pdf tidak lagi ditunjuk di sini." in gone
    client.force_login(dewi)
    read = client.get(url).content.decode()
    assert "notulen.txt" in read
    assert "Tunjuk sebagai bukti" not in read
    assert "Lepas" not in read


def test_the_same_content_uploaded_again_is_the_file_that_is_there(
    client, sari, lembar, potret, berkas
):
    client.force_login(sari)
    content = b"".join(client.get(f"/berkas/{berkas.pk}/unduh/").streaming_content)
    new = {"unggahan": SimpleUploadedFile("lagi.pdf", content), "tanggal_dokumen": "2026-10-12"}
    answer = client.post(page_of(lembar, potret), new, headers={"Accept": "application/json"})
    assert answer.json() == {"jumlah": 1}
    assert BuktiRealisasi.objects.get().berkas == berkas
    assert Berkas.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "pesan"),
    [
        ({}, "Pilih satu berkas"),
        ({"berkas": "0"}, "tidak ada di lemari"),
        ({"halaman": "14-12"}, "Halaman dimulai dari 1"),
        ({"halaman": "dua"}, "Tulis halaman seperti"),
        ({"unggahan": "x.txt"}, "Tulis tanggal dokumennya"),
        ({"unggahan": "x.txt", "tanggal_dokumen": "2199-01-01"}, "belum terjadi"),
        ({"unggahan": "x.exe", "tanggal_dokumen": "2026-01-01"}, "tidak diterima"),
    ],
)
def test_what_cannot_be_pointed_to_is_said_in_a_sentence(client, sari, lembar, potret, data, pesan):
    client.force_login(sari)
    if nama := data.get("unggahan"):
        data = data | {"unggahan": SimpleUploadedFile(nama, b"Isi.")}
    answer = client.post(page_of(lembar, potret), data, headers={"Accept": "application/json"})
    assert (answer.status_code, pesan in answer.json()["pesan"]) == (422, True), answer.json()


def test_a_newer_file_stands_in_the_place_of_the_one_that_was_pointed_to(
    client, sari, lembar, potret, berkas
):
    tunjuk(lembar, potret, berkas, sari)
    update_berkas(
        berkas, isi("baru.pdf", b"9"), tanggal_dokumen=date(2026, 10, 12), acting_user=sari
    )
    client.force_login(sari)
    page = client.get(page_of(lembar, potret)).content.decode()
    assert "baru.pdf" in page
    assert "menggantikan laporan.pdf" in page


def test_a_newer_file_that_is_not_shared_is_not_shown_in_its_place(
    client, sari, joko, dinkes, lembar, potret
):
    pupr = PerangkatDaerah.objects.get(kode="06")
    theirs = tambah(pupr, joko, nama="jalan.pdf", tambahan=b"7")
    approve_berbagi(
        create_berbagi(theirs, ke_unit=dinkes, pesan="", acting_user=joko), acting_user=sari
    )
    tunjuk(lembar, potret, theirs, sari)
    update_berkas(
        theirs, isi("rahasia.pdf", b"8"), tanggal_dokumen=date(2026, 10, 12), acting_user=joko
    )
    client.force_login(sari)
    page = client.get(page_of(lembar, potret)).content.decode()
    assert "jalan.pdf" in page
    assert "rahasia.pdf" not in page


def test_an_upload_that_may_not_come_in_leaves_nothing_behind(
    client, sari, siti, dewi, lembar, potret, berkas, settings, tmp_path
):
    client.force_login(sari)
    store = tmp_path / "berkas"
    before = sorted(store.rglob("*"))

    def upload():
        file = SimpleUploadedFile("notulen.txt", b"Notulen rapat.")
        sent = {"unggahan": file, "tanggal_dokumen": "2026-10-12"}
        return client.post(page_of(lembar, potret), sent, follow=True)

    settings.BERKAS_KUOTA_BITA = berkas.blob.ukuran + 3
    upload()
    assert sorted(store.rglob("*")) == before
    settings.BERKAS_KUOTA_BITA = 10**9
    settle(lembar, sari, siti)
    assert upload().status_code == 403
    assert list(Berkas.objects.all()) == [berkas]
    assert sorted(store.rglob("*")) == before


def test_the_page_and_the_drawer_ask_as_often_for_one_pointer_as_for_many(
    client, sari, dinkes, lembar, potret, berkas, django_assert_max_num_queries
):
    tunjuk(lembar, potret, berkas, sari)
    for n in range(30):
        tambah(dinkes, sari, nama=f"{n}.pdf", tambahan=str(n).encode() * 9)
    client.force_login(sari)
    url = page_of(lembar, potret)
    client.get(url)
    for _ in range(2):
        with django_assert_max_num_queries(14):
            client.get(url)
        with django_assert_max_num_queries(14):
            part = client.get(url, headers={"HX-Request": "true"}).content.decode()
        for n in range(2, 30):
            tunjuk(lembar, potret, berkas, sari, n, n)
    assert f'<span id="jumlah-bukti-{potret.pk}" hx-swap-oob="innerHTML">' in part
    assert "<html" not in part


def test_saving_a_pointer_takes_few_queries(
    sari, lembar, potret, berkas, django_assert_max_num_queries
):
    with django_assert_max_num_queries(18):
        tunjuk(lembar, potret, berkas, sari)


def test_the_page_of_steps_points_and_reads_too(client, kota, sari, lembar, berkas, langkah):
    # The same quarter of an agency that comes first, in whatever order quarters are found.
    earlier = {"instansi": kota, "tahun": 2026, "jenis": "triwulan", "ke": 4}
    when = {name: getattr(lembar.masa, name) for name in ("buka", "tutup", "kunci")}
    Masa.objects.create(pk=lembar.masa.pk - 1, **earlier, **when)
    url = f"/pengukuran/lembar/{lembar.pk}/langkah/{langkah.aksi.pk}/12/bukti/"
    client.force_login(sari)
    client.post(url, {"berkas": berkas.pk, "halaman": "3"})
    row = BuktiAksi.objects.get()
    assert (row.aksi, row.bulan, row.halaman) == (langkah.aksi, 12, "3")
    assert "laporan.pdf, hal. 3" in client.get(url).content.decode()
    assert f'id="jumlah-bukti-{langkah.kunci}"' in client.get(f"{LEMBAR}aksi/").content.decode()
    assert client.get(url.replace("/12/", "/11/")).status_code == 404
    client.post(f"/pengukuran/bukti-aksi/{row.pk}/lepas/")
    assert not BuktiAksi.objects.exists()
