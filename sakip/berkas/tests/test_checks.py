"""What comes in: the kinds on the list, being what their ending says, and nothing that harms."""

import resource
import zipfile

import pytest
from django.core.exceptions import ValidationError
from PIL import ImageFile

from sakip.berkas.checks import check_unggahan
from sakip.berkas.names import clean_nama, write_ukuran
from sakip.berkas.tests.korpus import BAIK, BURUK, PDF, daftar_panjang, unggah
from sakip.web.xlsx.read import check_archive


@pytest.mark.parametrize("nama", BAIK)
def test_sari_may_upload_this(nama):
    unggahan = check_unggahan(unggah(nama, BAIK[nama]))
    assert unggahan.nama == nama.rpartition(".")[0] + "." + nama.rpartition(".")[2].lower()
    assert b"".join(unggahan.file.chunks()) == BAIK[nama]


@pytest.mark.parametrize("nama", BURUK)
def test_sari_may_not_upload_this_and_is_told_what_to_do(nama):
    berkas = unggah("x", BURUK[nama])
    berkas._name = nama  # Django cleans some names by itself; here the check stands alone
    with pytest.raises(ValidationError) as refusal:
        check_unggahan(berkas)
    [sentence] = refusal.value.messages
    assert sentence.endswith(".")
    assert any(
        word in sentence for word in ("nggah", "Simpan", "Pilih", "tidak diterima", "Perkecil")
    )


def test_a_bomb_is_refused_before_anything_is_unpacked(monkeypatch):
    bombs = [unggah(nama, BURUK[nama]) for nama in ("bom.docx", "piksel.png", "banyak.xlsx")]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for opens, way in ((zipfile.ZipFile, "open"), (ImageFile.ImageFile, "load")):
        monkeypatch.setattr(opens, way, lambda *_, **__: pytest.fail("A bomb was unpacked."))
    for bomb in bombs:
        with pytest.raises(ValidationError):
            check_unggahan(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_directory_of_many_members_is_refused_before_one_of_them_is_looked_at(monkeypatch):
    isi = daftar_panjang(30_000)
    monkeypatch.setattr(zipfile, "ZipInfo", lambda *_: pytest.fail("The directory was read."))
    with pytest.raises(ValidationError, match="jauh lebih besar"):
        check_unggahan(unggah("sk.docx", isi))
    with pytest.raises(ValidationError, match="jauh lebih besar"):
        check_archive(unggah("opd.xlsx", isi))


def test_a_file_over_the_limit_is_refused_with_the_limit(settings):
    settings.BERKAS_MAKS_BITA = len(PDF) - 1
    with pytest.raises(ValidationError, match="Berkas lebih dari 47 B"):
        check_unggahan(unggah("laporan.pdf", PDF))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Laporan  Gizi .PDF", "Laporan Gizi.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\sari\\SK Tim.pdf", "SK Tim.pdf"),
        ("gpj.\u202ecod.pdf", "gpj.cod.pdf"),
        ('a"b<c>|d?.pdf', "a-b-c-d-.pdf"),
        ("Anggaran ½ – Ré.pdf", "Anggaran ½ – Ré.pdf"),
        ("....pdf", "berkas.pdf"),
        ("x" * 400 + ".pdf", "x" * 120 + ".pdf"),
        ("baris\r\nSet-Cookie: a.pdf", "barisSet-Cookie- a.pdf"),
    ],
)
def test_a_name_is_kept_readable_and_harmless(typed, kept):
    assert clean_nama(typed) == kept


def test_sizes_are_written_as_people_read_them():
    assert [write_ukuran(n) for n in (0, 999, 1_000, 3_449_999, 20_000_000, 2_500_000_000)] == [
        "0 B", "999 B", "1 kB", "3,4 MB", "20 MB", "2,5 GB",
    ]  # fmt: skip
