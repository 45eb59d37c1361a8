"""What a content shows: pages as pictures made here, and hints to its owner."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sakip.berkas import pekerjaan, terbatas
from sakip.berkas.actions import create_berkas, delete_berkas
from sakip.berkas.checks import check_unggahan
from sakip.berkas.models import Berkas, Telaah
from sakip.berkas.storage import store_isi
from sakip.berkas.tests.korpus import LEMBAM, gambar, png_sebesar
from sakip.berkas.tests.pemakai import daftarkan
from sakip.berkas.tests.test_berkas import path_of
from sakip.cetak.dokumen import Dokumen, Paragraf
from sakip.cetak.pdf import write_pdf

TANGGAL = date(2026, 10, 12)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.HARI_INI = "2026-11-22"


def pdf(halaman=3) -> bytes:
    isi = tuple(
        Paragraf(f"Halaman {n}. " + "Kinerja gizi membaik. " * 120) for n in range(halaman * 2)
    )
    return write_pdf(Dokumen("Laporan gizi", ("Dinas Kesehatan",), TANGGAL, isi))


def pindaian(sisi=(600, 800), dpi=72) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", sisi, "white").save(buffer, "PDF", resolution=dpi)
    return buffer.getvalue()


def foto(sisi=(1800, 2400), exif=True) -> bytes:
    image = Image.new("RGB", sisi, "green")
    data = image.getexif()
    if exif:
        data.get_ifd(0x8769)[36867] = "2026:09:12 09:14:00"
        data.get_ifd(0x8825).update({1: "S", 2: (7.0, 15.0, 0.0), 3: "E", 4: (112.0, 45.0, 0.0)})
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=data)
    return buffer.getvalue()


def simpan(unit, user, nama, isi, tanggal=TANGGAL) -> Berkas:
    unggahan = check_unggahan(SimpleUploadedFile(nama, isi))
    return create_berkas(
        store_isi(unggahan), perangkat_daerah=unit, tanggal_dokumen=tanggal, acting_user=user
    )


def test_contents_are_read_once_and_their_owner_gets_hints(client, sari, dinkes, eko):
    isi = {
        "laporan.pdf": pdf(), "pindaian.pdf": pindaian(), "tajam.pdf": pindaian((1700, 2300), 200),
        "rusak.pdf": b"%PDF-1.7\nrusak\n%%EOF\n", "kecil.png": gambar("PNG"), "foto.jpg": foto(),
        "catatan.txt": b"Rapat.",
    }  # fmt: skip
    for nama, content in isi.items():
        simpan(dinkes, sari, nama, content)
    pekerjaan.telaah()
    assert Telaah.objects.count() == len(isi)
    found = {row.berkas.nama: row for row in Telaah.objects.select_related("berkas")}
    assert {nama: row.temuan for nama, row in found.items()} == {
        "laporan.pdf": [], "pindaian.pdf": ["tanpa_teks", "kabur"], "tajam.pdf": ["tanpa_teks"],
        "rusak.pdf": ["tak_terbaca"], "kecil.png": ["kabur"], "foto.jpg": [], "catatan.txt": [],
    }  # fmt: skip
    assert found["laporan.pdf"].halaman > 1
    assert found["foto.jpg"].foto_waktu == "2026-09-12T09:14:00"
    assert found["foto.jpg"].foto_tempat == "−7,25, 112,75"
    client.force_login(sari)
    page = client.get("/2026/tw4/opd/05/berkas/").content.decode()
    for sentence in ("tidak dapat dibuka", "Pindaian tanpa teks", "di bawah 150 dpi"):
        assert sentence in page
    client.force_login(eko)
    assert "di bawah 150 dpi" not in client.get("/2026/tw4/opd/05/berkas/").content.decode()
    pekerjaan.telaah()
    assert Telaah.objects.count() == len(isi)


def test_what_a_photo_says_of_itself_is_offered_and_the_photo_stays_as_it_is(client, sari, dinkes):
    row = simpan(dinkes, sari, "foto.jpg", foto())
    pekerjaan.telaah()
    assert row.jenis == "foto"
    client.force_login(sari)
    form = client.get(f"/berkas/{row.pk}/keterangan/").content.decode()
    assert 'value="2026-09-12T09:14"' in form
    assert "−7,25, 112,75" in form
    answer = client.get(f"/berkas/{row.pk}/unduh/")
    assert b"".join(answer.streaming_content) == foto()


def test_hints_compare_a_file_with_what_uses_it_and_with_other_years(
    client, monkeypatch, sari, dinkes
):
    uji = daftarkan(monkeypatch)
    dulu = simpan(dinkes, sari, "dulu.txt", b"Isi yang sama.", date(2025, 3, 1))
    delete_berkas(dulu, revisi=0, acting_user=sari)
    row = simpan(dinkes, sari, "kini.txt", b"Isi yang sama.")
    uji.tunjuk(row, "IK02", tahun=2026, sampai=date(2026, 9, 30))
    uji.tunjuk(row, "IK03", tahun=2025)
    client.force_login(sari)
    page = client.get(f"/berkas/{row.pk}/lihat/").content.decode()
    for sentence in (
        "Isi yang sama tersimpan untuk tahun 2025 dan 2026.",
        "Dipakai untuk tahun 2025 dan 2026.",
        "Tanggal dokumen sesudah masa yang dibuktikan: IK02, sampai 30 September 2026.",
        "Tanggal dokumen di luar tahun 2025: IK03.",
    ):
        assert sentence in page


def test_sari_lands_on_the_page_of_a_report_and_turns_pages_by_links(client, sari, joko, dinkes):
    row = simpan(dinkes, sari, "laporan.pdf", pdf())
    client.force_login(sari)
    url = f"/berkas/{row.pk}/lihat/"
    assert "Pratinjau sedang disiapkan." in client.get(url).content.decode()
    pekerjaan.telaah()
    page = client.get(f"{url}?hal=2").content.decode()
    for words in ("halaman 2 dari", f"/berkas/{row.pk}/halaman/2.png", "?hal=1", "?hal=3"):
        assert words in page
    for hal in ("0", "x", "99999", "-3", "²"):
        assert client.get(url, {"hal": hal}).status_code == 200
    answer = client.get(f"/berkas/{row.pk}/halaman/2.png")
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert (picture.format, max(picture.size)) == ("PNG", 1600)
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client.get(f"/berkas/{row.pk}/halaman/900.png").status_code == 404
    client.force_login(joko)
    for part in ("lihat/", "halaman/2.png", "unduh/"):
        assert client.get(f"/berkas/{row.pk}/{part}").status_code == 404


def test_a_page_is_drawn_once(client, sari, dinkes, monkeypatch):
    row = simpan(dinkes, sari, "foto.jpg", foto())
    client.force_login(sari)
    address = f"/berkas/{row.pk}/halaman/1.png"
    first = client.get(address)
    monkeypatch.setattr(
        "sakip.berkas.pratinjau.run_terbatas", lambda *_: pytest.fail("Drawn again.")
    )
    assert client.get(address).content == first.content
    with Image.open(io.BytesIO(first.content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1200, 1600))
        assert not picture.getexif()


def test_pages_that_are_not_there_fill_no_disk(client, sari, dinkes, tmp_path):
    """Each page asked for is kept: a picture has one, a document as many as were counted."""
    rows = [simpan(dinkes, sari, "foto.jpg", foto()), simpan(dinkes, sari, "laporan.pdf", pdf())]
    pekerjaan.telaah()
    client.force_login(sari)
    for row in rows:
        for ke in (0, row.telaah.halaman + 1, 99_999):
            assert client.get(f"/berkas/{row.pk}/halaman/{ke}.png").status_code == 404
    assert not (tmp_path / "pratinjau").exists()


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("rusak.pdf", b"%PDF-1.7\nrusak\n%%EOF\n"),
        ("luas.png", png_sebesar(6_000, 8_000)),
        ("a.txt", b"a"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_breaks_nothing(
    client, sari, dinkes, nama, isi, monkeypatch
):
    row = simpan(dinkes, sari, nama, isi)
    pekerjaan.telaah()
    client.force_login(sari)
    for _ in range(2):
        assert client.get(f"/berkas/{row.pk}/halaman/1.png").status_code == 404
        monkeypatch.setattr("sakip.berkas.pratinjau.run_terbatas", lambda *_: pytest.fail("Again."))
    assert client.get(f"/berkas/{row.pk}/lihat/").status_code == 200


@pytest.mark.parametrize("nama", LEMBAM)
def test_a_hostile_file_that_is_taken_in_stays_a_download_and_a_picture(client, sari, dinkes, nama):
    """No browser is given it to open: what comes is saved, and a page of it is drawn here or not at all."""
    row = simpan(dinkes, sari, nama, LEMBAM[nama])
    pekerjaan.telaah()
    client.force_login(sari)
    answer = client.get(f"/berkas/{row.pk}/unduh/")
    assert b"".join(answer.streaming_content) == LEMBAM[nama]
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    page = client.get(f"/berkas/{row.pk}/halaman/1.png")
    assert page.status_code == 404 or page["Content-Type"].startswith("image/")
    shown = client.get(f"/berkas/{row.pk}/lihat/").content.decode()
    assert not {"<embed", "<object", "<iframe"} & set(shown.split())


def test_a_lost_content_is_a_hint_and_no_end_of_the_work(sari, dinkes, tmp_path):
    row = simpan(dinkes, sari, "a.txt", b"a")
    simpan(dinkes, sari, "b.txt", b"b")
    path_of(row, tmp_path).unlink()
    pekerjaan.telaah()
    assert Telaah.objects.get(berkas=row).temuan == ["tak_terbaca"]
    assert Telaah.objects.count() == 2


@pytest.mark.parametrize(
    "program",
    ["while :; do echo penuh; done", "exit 3", "sleep 60", "head -c 400000000 /dev/zero | tail"],
)
def test_a_program_that_does_not_end_or_says_too_much_is_ended(program, monkeypatch, tmp_path):
    monkeypatch.setattr(terbatas, "DETIK", 0.5)
    monkeypatch.setattr(terbatas, "BATAS", 'ulimit -v 200000; exec "$@"')
    (tmp_path / "isi").write_bytes(b"")
    with Path(tmp_path / "isi").open("rb") as isi:
        assert terbatas.run_terbatas(["sh", "-c", program], isi, 1_000) is None
