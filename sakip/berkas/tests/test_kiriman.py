"""Uploads in pieces: cut, gone on with, refused, bounded on the disk, and nobody else's."""

import hashlib
from base64 import b64encode
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sakip.berkas import potongan
from sakip.berkas.actions.kiriman import create_kiriman, delete_kiriman, update_kiriman
from sakip.berkas.models import Berkas, Kiriman
from sakip.berkas.pekerjaan import delete_unfinished
from sakip.berkas.tests.korpus import BURUK, PDF
from sakip.berkas.tests.test_berkas import tambah
from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.rules.decision import Konflik
from sakip.tests.builders import make_pengguna

LEMARI = "/2026/tw4/opd/05/berkas/"
ISI = PDF[:-6] + bytes(range(256)) * 400 + PDF[-6:]
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.HARI_INI = "2026-11-22"


PANJANG = len(ISI)


def mulai(client, ukuran=PANJANG, nama="laporan.pdf", tanggal="2026-10-12", ke=f"{LEMARI}kirim/"):
    said = {"nama": nama, "tanggal_dokumen": tanggal}
    metadata = ",".join(f"{k} {b64encode(v.encode()).decode()}" for k, v in said.items())
    headers = TUS | {"Upload-Length": str(ukuran), "Upload-Metadata": metadata}
    return client.post(ke, headers=headers)


def kirim(client, url, dari, isi, **headers):
    return client.patch(
        url, isi, "application/offset+octet-stream",
        headers=TUS | {"Upload-Offset": str(dari)} | headers,
    )  # fmt: skip


def sejauh(client, url):
    return int(client.head(url, headers=TUS)["Upload-Offset"])


@pytest.fixture
def alamat(client, sari):
    """Where an upload of Sari goes on."""
    client.force_login(sari)
    answer = mulai(client)
    assert answer.status_code == 201
    return answer["Location"]


class Terputus:
    """A line that breaks off in the middle of a piece."""

    def __init__(self, isi: bytes) -> None:
        self.isi = isi

    def read(self, size: int) -> bytes:
        if not self.isi:
            raise OSError("terputus")
        part, self.isi = self.isi[:size], self.isi[size:]
        return part


def test_a_file_cut_three_times_arrives_whole(client, sari, alamat, tmp_path):
    for part in (1, 40_000, 5_000):
        here = sejauh(client, alamat)
        assert kirim(client, alamat, here, ISI[here : here + part]).status_code == 204
    assert sejauh(client, alamat) == 45_001
    assert not Berkas.objects.exists()
    answer = kirim(client, alamat, 45_001, ISI[45_001:])
    assert (answer.status_code, answer["Upload-Offset"]) == (204, str(len(ISI)))
    row = Berkas.objects.get()
    assert (row.nama, row.pengunggah, row.tanggal_dokumen.isoformat()) == (
        "laporan.pdf",
        sari,
        "2026-10-12",
    )
    assert row.blob.sha256 == hashlib.sha256(ISI).hexdigest()
    assert list((tmp_path / "kiriman").iterdir()) == []
    # Whoever missed the answer asks again and hears that it is whole; another piece is refused.
    assert sejauh(client, alamat) == len(ISI)
    with pytest.raises(PermissionDenied, match="sudah selesai"):
        update_kiriman(Kiriman.objects.get(), dari=PANJANG, sampai=PANJANG, acting_user=sari)
    assert client.delete(alamat, headers=TUS).status_code == 403


def test_what_came_before_the_line_broke_is_kept(tmp_path):
    with potongan.hold("a") as file:
        assert potongan.write_potongan(file, 0, 100, Terputus(b"x" * 30)) == 30
        assert potongan.write_potongan(file, 30, 70, Terputus(b"y" * 500)) == 70
    assert (tmp_path / "kiriman" / "a").read_bytes() == b"x" * 30 + b"y" * 70


def test_two_windows_do_not_write_the_same_upload(client, alamat):
    row = Kiriman.objects.get()
    with potongan.hold(row.kunci):
        assert kirim(client, alamat, 0, ISI[:10]).status_code == 423
    assert kirim(client, alamat, 0, ISI[:10]).status_code == 204
    assert kirim(client, alamat, 0, ISI[:10]).status_code == 409
    assert sejauh(client, alamat) == 10


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"nama": "shell.php"}, "Jenis berkas ini tidak diterima."),
        ({"ukuran": 0}, "Berkas ini kosong."),
        ({"ukuran": 500_000_001}, "Berkas lebih dari 500 MB."),
        ({"tanggal": "2026-11-23"}, "Tanggal dokumen belum terjadi."),
        ({"tanggal": "besok"}, "Tulis tanggal seperti 31-12-2026."),
    ],
)
def test_what_cannot_come_in_is_refused_before_the_first_piece(client, sari, isian, kalimat):
    client.force_login(sari)
    answer = mulai(client, **isian)
    assert answer.status_code == 422
    assert answer.content.decode().startswith(kalimat)
    assert not Kiriman.objects.exists()


@pytest.mark.parametrize("nama", ["shell.pdf", "poliglot.pdf", "makro.docx", "piksel.png"])
def test_a_hostile_file_sent_in_pieces_leaves_nothing(client, sari, nama, tmp_path):
    client.force_login(sari)
    isi = BURUK[nama]
    url = mulai(client, len(isi), nama)["Location"]
    assert kirim(client, url, 0, isi[:7]).status_code == 204
    answer = kirim(client, url, 7, isi[7:])
    assert answer.status_code == 422
    assert answer.content.decode().endswith(".")
    assert not Berkas.objects.exists()
    assert not Kiriman.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_disk_never_holds_more_than_was_promised(client, alamat, tmp_path):
    """Neither by a piece that is too long nor by one that says it is shorter (T32)."""
    assert kirim(client, alamat, 0, ISI + b"0").status_code == 413
    assert kirim(client, alamat, len(ISI) + 1, b"0").status_code == 413
    assert kirim(client, alamat, 0, b"0" * 16_000_001).status_code == 413
    assert not (tmp_path / "kiriman").exists()
    with potongan.hold("b") as file:
        assert potongan.write_potongan(file, 0, 50, Terputus(b"x" * 5_000_000)) == 50
    assert (tmp_path / "kiriman" / "b").stat().st_size == 50


def test_room_is_kept_for_what_is_on_its_way(client, sari, settings, tmp_path):
    settings.BERKAS_KUOTA_BITA = 1_500
    client.force_login(sari)
    url = mulai(client, 1_000)["Location"]
    assert mulai(client, 600).status_code == 403
    assert kirim(client, url, 0, b"%PDF-").status_code == 204
    settings.BERKAS_KUOTA_BITA = 900  # the admin takes room away meanwhile
    answer = kirim(client, url, 5, b"x")
    assert answer.status_code == 403
    assert "Ruang berkas Dinkes tinggal" in answer.content.decode()
    [path] = (tmp_path / "kiriman").iterdir()
    assert path.read_bytes() == b"%PDF-"


def test_nobody_begins_uploads_without_end(client, sari, dinkes, monkeypatch):
    monkeypatch.setattr("sakip.berkas.permissions.MAKS_KIRIMAN", 2)
    client.force_login(sari)
    assert [mulai(client).status_code for _ in range(3)] == [201, 201, 403]
    dian = wearing(make_pengguna(sari.instansi, Peran.OPERATOR_OPD, dinkes))
    client.force_login(dian)
    assert mulai(client).status_code == 201


def test_a_piece_from_another_place_overwrites_nothing(client, alamat, tmp_path):
    assert kirim(client, alamat, 0, ISI[:5]).status_code == 204
    assert kirim(client, alamat, 0, b"other").status_code == 409
    [path] = (tmp_path / "kiriman").iterdir()
    assert path.read_bytes() == ISI[:5]


@pytest.mark.parametrize("orang", ["siti", "joko", "rina", "wati"])
def test_an_upload_is_nobody_elses(client, alamat, orang, request):
    client.force_login(request.getfixturevalue(orang))
    assert client.head(alamat, headers=TUS).status_code == 404
    assert kirim(client, alamat, 0, ISI[:5]).status_code == 404
    assert client.delete(alamat, headers=TUS).status_code == 404


def test_a_request_in_no_known_way_is_refused(client, sari, alamat):
    assert client.head(alamat).status_code == 412
    assert client.post(f"{LEMARI}kirim/").status_code == 412
    assert client.patch(alamat, b"x", "text/plain", headers=TUS).status_code == 400
    assert kirim(client, alamat, "x", b"x").status_code == 400


def test_a_cancelled_upload_goes_with_its_bytes(client, alamat, tmp_path):
    kirim(client, alamat, 0, ISI[:5])
    assert client.delete(alamat, headers=TUS).status_code == 204
    assert not Kiriman.objects.exists()
    assert list((tmp_path / "kiriman").iterdir()) == []


def test_what_nobody_went_on_with_goes_after_a_day(client, alamat, tmp_path):
    kirim(client, alamat, 0, ISI[:5])
    delete_unfinished()
    assert Kiriman.objects.exists()
    Kiriman.objects.update(berubah_pada=timezone.now() - timedelta(days=2))
    potongan.delete_older(-1)
    delete_unfinished()
    assert not Kiriman.objects.exists()
    assert list((tmp_path / "kiriman").iterdir()) == []


def test_sari_does_not_go_on_after_her_assignment_moved(client, sari, joko, alamat):
    """The cabinet is asked for at every piece."""
    Kiriman.objects.update(perangkat_daerah=joko.penugasan_set.get().perangkat_daerah)
    assert kirim(client, alamat, 0, ISI[:5]).status_code == 404


def test_what_takes_the_place_of_a_file_goes_in_pieces_too(client, sari, alamat, settings):
    kirim(client, alamat, 0, ISI)
    [lama] = Berkas.objects.all()
    baru = ISI[:-6] + b"perbaikan" + ISI[-6:]
    # Room for the two, not for a third that counts the second twice.
    settings.BERKAS_KUOTA_BITA = len(ISI) + len(baru)
    ganti = f"/berkas/{lama.pk}/ganti/kirim/"
    url = mulai(client, len(baru), "perbaikan.pdf", ke=ganti)["Location"]
    kirim(client, url, 0, baru[:1000])
    assert kirim(client, url, 1000, baru[1000:]).status_code == 204

    lama.refresh_from_db()
    assert lama.pengganti.nama == "perbaikan.pdf"
    assert Berkas.objects.current().count() == 1
    assert mulai(client, ke=ganti).status_code == 403
    settings.BERKAS_KUOTA_BITA *= 2
    with pytest.raises(PermissionDenied, match="sudah diganti"):
        create_kiriman(
            lama.perangkat_daerah, nama="x.pdf", ukuran=1, tanggal_dokumen=lama.tanggal_dokumen,
            menggantikan=lama, acting_user=wearing(sari),
        )  # fmt: skip


def test_who_was_slower_replaces_nothing(client, sari, alamat):
    kirim(client, alamat, 0, ISI)
    [lama] = Berkas.objects.all()
    ganti = f"/berkas/{lama.pk}/ganti/kirim/"
    isi = [ISI[:-6] + kata + ISI[-6:] for kata in (b"satu", b"dua!")]
    satu, dua = (mulai(client, len(one), ke=ganti)["Location"] for one in isi)
    assert kirim(client, satu, 0, isi[0]).status_code == 204
    answer = kirim(client, dua, 0, isi[1])

    assert answer.status_code == 403
    assert "sudah diganti" in answer.content.decode()
    assert Berkas.objects.count() == 2


def test_an_upload_begins_by_post_and_goes_on_by_patch_and_in_no_other_way(
    client, sari, dinkes, alamat
):
    """An address that names a row and another method is as good as unknown."""
    ganti = f"/berkas/{tambah(dinkes, sari).pk}/ganti/kirim/"
    for url, methods in ((f"{LEMARI}kirim/", ["put"]), (ganti, ["put"]), (alamat, ["put", "post"])):
        for method in methods:
            assert getattr(client, method)(url, headers=TUS).status_code == 404


def test_an_upload_that_became_a_file_meanwhile_is_not_cancelled(client, sari, alamat):
    late = Kiriman.objects.get()
    kirim(client, alamat, 0, ISI)
    with pytest.raises(Konflik):
        delete_kiriman(late, acting_user=sari)
    assert Kiriman.objects.get().berkas == Berkas.objects.get()
