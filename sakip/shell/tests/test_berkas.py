"""`sakip berkas periksa`: each content that was touched is named, and so is each that nobody needs."""

import io
import random

import pytest

from sakip.berkas.actions import delete_berkas
from sakip.berkas.models import Berkas
from sakip.berkas.storage import berkas_store
from sakip.berkas.tests.test_berkas import path_of, tambah
from sakip.shell import berkas
from sakip.shell.perintah import Parser


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def periksa():
    parser, out = Parser(prog="sakip berkas"), io.StringIO()
    berkas.register(parser)
    status = berkas.run(parser.parse_args(["periksa"]), out, io.StringIO())
    return status, out.getvalue().splitlines()


def test_a_flipped_bit_a_lost_and_a_left_over_content_are_named(sari, dinkes, tmp_path):
    rows = [tambah(dinkes, sari, nama=f"{n}.pdf", tambahan=bytes([n])) for n in range(6)]
    assert periksa() == (0, ["6 isi diperiksa, 0 bermasalah."])
    chance = random.Random(5)
    for row in rows[:3]:
        path = path_of(row, tmp_path)
        isi = bytearray(path.read_bytes())
        bit = chance.randrange(len(isi) * 8)
        isi[bit // 8] ^= 1 << bit % 8
        path.write_bytes(isi)
    path_of(rows[3], tmp_path).unlink()
    yatim = berkas_store().write([b"tanpa baris"]).sha256
    status, lines = periksa()
    assert status == 1
    for row in rows[:3]:
        line = f"Dinas Kesehatan, {row.nama} (nomor {row.pk}): Isinya bukan lagi isi yang diunggah."
        assert line in lines
    hilang = rows[3]
    assert (
        f"Dinas Kesehatan, {hilang.nama} (nomor {hilang.pk}): Isinya tidak ada di penyimpanan."
        in lines
    )
    assert f"isi {yatim}: Isi ini tidak ditunjuk berkas mana pun." in lines
    assert lines[-1] == "7 isi diperiksa, 5 bermasalah."


def test_a_content_destroyed_on_purpose_is_no_finding(sari, dinkes, tmp_path):
    row = tambah(dinkes, sari)
    delete_berkas(row, revisi=0, acting_user=sari)
    Berkas.objects.update(musnah_pada=row.diunggah_pada)
    path_of(row, tmp_path).unlink()
    assert periksa() == (0, ["0 isi diperiksa, 0 bermasalah."])
