"""Sari records what she saw at her own office, Eko what he saw for its evaluation; nobody else does."""

import io
import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import ExifTags, Image

from sakip.audit.models import Jejak
from sakip.berkas.models import Berkas, Blob
from sakip.berkas.tests.korpus import BURUK, PDF, gambar, unggah
from sakip.evaluasi.models import BuktiKriteria, Penilaian
from sakip.lapangan.models import CatatanLapangan
from sakip.lapangan.tests.catatan import catat, lihat, simpan, touched
from sakip.tests.builders import AWAL, make_perangkat_daerah

pytestmark = pytest.mark.django_db

ISI = "/lapangan/isi/"
JSON = {"Accept": "application/json", "HX-Request": "true"}


def foto_kamera() -> bytes:
    """A photo in which the camera wrote when it was taken."""
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:20 09:14:00"
    buffer = io.BytesIO()
    Image.new("RGB", (1240, 1754)).save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def isian(unit, **lain):
    return {
        "kunci": "ab" * 16, "perangkat_daerah": unit.pk, "dilihat_pada": "2026-11-20T09:14",
        "tempat": "Posyandu Melati", "koordinat": "-7,47261, 112,43341", "terlihat": "Timbangan dipakai.",
        "jumlah": "12", "satuan": "timbangan", "kondisi": "rusak_ringan", "pendamping": "Wiwik",
        "jabatan_pendamping": "Kader", "pernyataan": "", **lain,
    }  # fmt: skip


def kirim(client, user, unit, headers=None, **lain):
    """Sent as the form sends it, signed by a finger."""
    client.force_login(user)
    lain.setdefault("foto", [unggah("foto.jpg", foto_kamera())])
    drawn = {"tanda_tangan": unggah("tanda-tangan.png", gambar("PNG", (300, 90)))}
    return client.post(ISI, isian(unit, **drawn, **lain), headers=headers or {})


# --- what comes in -----------------------------------------------------------------------------------


def test_sari_records_what_she_saw_and_points_to_it_as_evidence(client, sari, dinkes, penilaian):
    answer = kirim(client, sari, dinkes)
    row = CatatanLapangan.objects.get()
    assert answer.url == f"/lapangan/{row.pk}/"
    assert row.dilihat_pada == datetime(2026, 11, 20, 2, 14, tzinfo=UTC)
    assert (row.koordinat, row.penilaian) == ("-7.47261, 112.43341", None)
    files = {one.jenis: one.berkas for one in row.lampiran_set.select_related("berkas__blob")}
    assert set(files) == {"foto", "tanda_tangan", "naskah"}
    for berkas in files.values():
        assert berkas.perangkat_daerah == dinkes
        assert (berkas.fisik, berkas.diambil_pada, berkas.tempat) == (
            True, row.dilihat_pada, row.tempat,
        )  # fmt: skip
    content = b"".join(client.get(f"/berkas/{files['foto'].pk}/unduh/").streaming_content)
    assert content == foto_kamera()
    page = lihat(client, sari, row).content.decode()
    for word in (
        "20 November 2026",
        "Diterima server",
        "Rusak ringan",
        "12 timbangan",
        "Wiwik, Kader",
    ):
        assert word in page
    url = f"/evaluasi/penilaian/{penilaian.pk}/bukti/1.b.3/"
    picker = client.get(url).content.decode()
    assert files["naskah"].nama in picker
    assert picker.count("bukti fisik") == 3
    client.post(url, {"berkas": files["foto"].pk, "halaman": ""})
    assert "Buktinya foto saja." in client.get(url).content.decode()
    client.post(url, {"berkas": files["naskah"].pk, "halaman": ""})
    assert BuktiKriteria.objects.filter(berkas=files["naskah"]).count() == 1
    shown = " ".join(client.get(url).content.decode().split())
    assert shown.count("bukti fisik · ditunjuk") == 2
    assert "Buktinya foto saja." not in shown
    acts = Jejak.objects.filter(tindakan__contains="lapangan").order_by("pk")
    assert [one.tindakan for one in acts] == ["catatan_lapangan.create", "naskah_lapangan.create"]
    assert not touched(dinkes)


def test_a_record_that_is_sent_twice_is_one_also_when_the_evaluation_has_ended(
    client, eko, dinkes, penilaian
):
    first = kirim(client, eko, dinkes, headers=JSON).json()
    Penilaian.objects.update(
        status="selesai", selesai_oleh=eko, selesai_pada="2026-11-22T00:00:00Z"
    )
    assert kirim(client, eko, dinkes, headers=JSON).json() == first
    assert CatatanLapangan.objects.count() == 1
    assert Jejak.objects.filter(tindakan="catatan_lapangan.create").count() == 1


def test_sari_s_record_is_stored_though_siti_s_has_the_same_key(client, sari, siti, dinkes):
    hers = catat(siti, dinkes, kunci="ab" * 16)
    kirim(client, sari, dinkes)
    assert {row.pemeriksa for row in CatatanLapangan.objects.all()} == {siti, sari}
    assert CatatanLapangan.objects.get(pemeriksa=siti) == hers


def test_two_sendings_at_the_same_moment_are_one_record_of_each_person(sari, siti, dinkes):
    hers = catat(siti, dinkes)
    first = catat(sari, dinkes)
    assert catat(sari, dinkes, isi=[simpan()]) == first
    assert {*CatatanLapangan.objects.all()} == {hers, first}
    assert not Berkas.objects.exists()


def test_a_photo_twice_and_one_from_the_cabinet_are_one_file(sari, dinkes):
    isi = simpan()
    first = catat(sari, dinkes, isi=[isi, isi])
    second = catat(sari, dinkes, kunci="ee" * 16, isi=[isi, simpan(sisi=9)])
    assert first.lampiran_set.count() == 1
    assert second.lampiran_set.count() == 2
    assert Berkas.objects.count() == 2


@pytest.mark.parametrize(
    "nama", [*(n for n in BURUK if n.rpartition(".")[2] in ("png", "jpg", "svg")), "laporan.pdf"]
)
def test_a_hostile_photo_is_refused_with_a_sentence_and_leaves_nothing(client, sari, dinkes, nama):
    file = unggah(nama, BURUK.get(nama, PDF))
    faults = kirim(client, sari, dinkes, foto=[file], headers=JSON)
    assert faults.status_code == 422
    assert faults.json()["galat"]["foto"].endswith(".")
    assert not CatatanLapangan.objects.exists()
    assert not Blob.objects.exists()


@pytest.mark.parametrize(
    ("lain", "bidang"),
    [
        ({"foto": [unggah(f"{n}.png", gambar("PNG", (n, n))) for n in range(1, 7)]}, "foto"),
        # One over the limit was dropped on its way in.
        ({"banyak_berkas": "3"}, "foto"),
        ({"koordinat": "91, 10"}, "koordinat"),
        ({"koordinat": "di desa"}, "koordinat"),
        ({"satuan": ""}, "satuan"),
        ({"jabatan_pendamping": ""}, "jabatan_pendamping"),
        ({"pendamping": "", "jabatan_pendamping": ""}, "pendamping"),
        ({"tanda_tangan": ""}, "pernyataan"),
        ({"kunci": "racun"}, "kunci"),
        ({"dilihat_pada": "kemarin"}, "dilihat_pada"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, sari, dinkes, lain, bidang):
    client.force_login(sari)
    drawn = {"tanda_tangan": unggah("t.png", gambar("PNG"))}
    photo = {"foto": [unggah("foto.png", gambar("PNG", (9, 9)))]}
    answer = client.post(ISI, isian(dinkes, **(drawn | photo | lain)), headers=JSON)
    assert list(answer.json()["galat"]) == [bidang]
    assert not CatatanLapangan.objects.exists()


def test_a_typed_word_stands_for_the_signature_and_nobody_need_stand_by(client, sari, dinkes):
    client.force_login(sari)
    typed = isian(dinkes, pernyataan="Benar dilihat bersama saya.", jumlah="", satuan="")
    assert client.post(ISI, typed).status_code == 302
    alone = {"pendamping": "", "jabatan_pendamping": "", "koordinat": "", "kunci": "ac" * 16}
    assert client.post(ISI, isian(dinkes, **alone)).status_code == 302
    assert CatatanLapangan.objects.filter(pendamping="").count() == 1


def test_nothing_is_stored_under_another_login_on_the_same_phone(client, sari, joko, dinkes):
    client.force_login(joko)
    who = client.get(ISI, headers=JSON).json()
    assert (who["pengguna"], who["nama"]) == (joko.pk, "Joko")
    sent = isian(dinkes, **{"atas-nama": sari.pk})
    assert client.post(ISI, sent, headers=JSON).status_code == 403
    assert not CatatanLapangan.objects.exists()


def test_a_clock_that_runs_ahead_is_told_and_kept(client, sari, dinkes):
    row = catat(sari, dinkes, dilihat_pada=datetime(2031, 1, 1, tzinfo=UTC), isi=[simpan()])
    assert row.lampiran_set.get().berkas.tanggal_dokumen.isoformat() == "2026-11-22"
    assert "Jam perangkat mendahului jam server." in lihat(client, sari, row).content.decode()


# --- pages -------------------------------------------------------------------------------------------


def test_the_form_that_stays_on_the_phone_names_nobody(client, sari, siti, dinkes):
    make_perangkat_daerah(dinkes.instansi, induk=dinkes, nama="Puskesmas Lama", aktif_sampai=AWAL)
    client.force_login(sari)
    answer = client.get(f"{ISI}?unit=05")
    page = answer.content.decode()
    assert "Sari" not in page
    assert "Pekerjaan latar" not in page
    assert "Puskesmas Lama" not in page, "which works no more"
    assert f'value="{dinkes.pk}" selected' in page
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert "geolocation=(self)" in answer["Permissions-Policy"]
    script = client.get(f"{ISI}pekerja.js")
    assert script["Content-Type"] == "text/javascript"
    known, worker = script.content.decode().splitlines()
    kept = json.loads(known.removeprefix("Object.assign(self, ").removesuffix(");"))
    assert all(address.startswith("/static/") for address in kept["ASET"])
    assert f'data-versi="{kept["VERSI"]}"' in page
    assert worker.startswith('importScripts("/static/')


def test_evaluators_are_offered_the_units_of_their_teams_alone(
    client, eko, budi, dinkes, joko, penilaian
):
    pages = {}
    for user in (eko, budi):
        client.force_login(user)
        pages[user] = client.get(ISI).content.decode()
    assert "Dinas Kesehatan" in pages[eko]
    assert "Dinas PUPR" not in pages[eko]
    assert "Dinas Kesehatan" not in pages[budi]
    assert "Belum ada perangkat daerah yang Anda periksa." in pages[budi]


def test_as_many_queries_for_many_records_as_for_one(client, sari, eko, dinkes, penilaian):
    def cost(url):
        client.force_login(eko)
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    pages = "/2026/tw4/opd/05/lapangan/", f"/lapangan/{catat(eko, dinkes, isi=[simpan()]).pk}/"
    few = [cost(url) for url in pages]
    for n in range(4):
        catat(sari if n % 2 else eko, dinkes, kunci=f"{n:032x}")
    photos = catat(eko, dinkes, kunci="9" * 32, isi=[simpan(sisi=n) for n in range(9, 14)])
    assert [cost(url) for url in (pages[0], f"/lapangan/{photos.pk}/")] == few
    assert few[0] <= 20
