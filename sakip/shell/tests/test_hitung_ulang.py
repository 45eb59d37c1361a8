"""`sakip hitung-ulang`: nothing to say of a sound database, a line for each thing changed past it."""

from decimal import Decimal

import pytest

from sakip.__main__ import main
from sakip.pengukuran.models import CapaianTahun, Realisasi, Ringkasan
from sakip.tests.rencana import fill, make_indikator, make_target, open_masa


@pytest.fixture
def perintah(sari, rina, dinkes):
    indikator = make_indikator(dinkes, nama="Balita stunting")
    make_target(indikator, "10", "20", "30", "40")
    fill(open_masa(rina), indikator.kode, "30", sari)
    return ["hitung-ulang", "--instansi", dinkes.instansi.kode_wilayah, "--sebagai"]


def test_a_sound_agency_says_so(perintah, capsys):
    assert main([*perintah, "rina"]) == 0
    assert capsys.readouterr().out == (
        "Kabupaten Contoh: semua capaian dan ringkasan sama dengan hitungan ulang.\n"
    )


def test_a_direct_change_of_a_figure_a_capaian_or_a_sum_is_named(perintah, capsys):
    Realisasi.objects.update(capaian=Decimal("99.5"), tercapai=True)
    rows = Ringkasan.objects.filter(simpul=None, perangkat_daerah=None)
    rows.update(kelas={"tinggi": 2})
    CapaianTahun.objects.update(capaian=Decimal(98))
    assert main([*perintah, "rina"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "TW IV 2026, Dinas Kesehatan, Balita stunting: capaian (%) tersimpan 99,5, seharusnya 75.",
        "TW IV 2026, Dinas Kesehatan, Balita stunting: tercapai tersimpan ya, seharusnya tidak.",
        "Tahun 2026, Dinas Kesehatan, Balita stunting: capaian (%) tersimpan 98, seharusnya 75.",
        "TW IV 2026, seluruh instansi: banyak per kelas tersimpan tinggi 2, seharusnya sedang 1.",
        "Tahun 2026, seluruh instansi: banyak per kelas tersimpan tinggi 2, seharusnya sedang 1.",
        "5 perbedaan. Tambahkan --perbaiki untuk membetulkannya.",
    ]
    assert Realisasi.objects.get().capaian == Decimal("99.5"), "it only looked"


def test_a_typed_figure_changed_past_the_system_no_longer_fits_its_capaian(perintah, capsys):
    Realisasi.objects.update(nilai=Decimal(38))
    assert main([*perintah, "rina"]) == 1
    out = capsys.readouterr().out
    assert "capaian (%) tersimpan 75, seharusnya 95." in out
    assert "jumlah capaian tersimpan 75, seharusnya 95." in out


def test_with_perbaiki_it_is_put_right_once(perintah, capsys):
    Realisasi.objects.update(capaian=None, alasan="menunggu_data")
    assert main([*perintah, "rina", "--perbaiki"]) == 0
    assert capsys.readouterr().out.endswith("2 perbedaan diperbaiki.\n")
    assert Realisasi.objects.get().capaian == 75
    assert main([*perintah, "rina"]) == 0


def test_sari_is_told_who_may(perintah, capsys):
    assert main([*perintah, "sari"]) == 2
    assert "Hanya Bagian Organisasi atau Admin" in capsys.readouterr().err
