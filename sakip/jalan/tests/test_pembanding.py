"""The list of peers: a slip is corrected, a value or a whole source is taken off."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.jalan.actions.nilai import (
    delete_pembanding,
    delete_pembanding_sumber,
    import_pembanding,
    update_pembanding,
)
from sakip.jalan.isi import IsiPembanding
from sakip.jalan.models import Pembanding
from sakip.jalan.tests.test_jalan import words
from sakip.rules.decision import Konflik

DAFTAR = "/jalan/pembanding/"
SIARAN, SURAT = "Siaran pers", "Surat gubernur"


@pytest.fixture
def daftar(rina):
    """Three values of one source and year, one of another year, one of another source."""
    isi = [
        IsiPembanding(daerah, tahun, Decimal(nilai), sumber)
        for daerah, tahun, nilai, sumber in (
            ("Kabupaten Tetangga", 2025, "66.10", SIARAN),
            ("Kabupaten Seberang", 2025, "61.00", SIARAN),
            ("Kota Hulu", 2025, "70.05", SIARAN),
            ("Kota Hulu", 2024, "68.00", SIARAN),
            ("Kota Hilir", 2025, "59.00", SURAT),
        )
    ]
    rows = import_pembanding(isi, acting_user=wearing(rina))
    return {(row.daerah, row.tahun): row for row in rows}


def test_rina_corrects_a_value_and_takes_one_off(
    masuk, rina, daftar, django_assert_max_num_queries
):
    client = masuk(rina)
    with django_assert_max_num_queries(12):
        teks = words(client.get(DAFTAR))
    assert "Kabupaten Tetangga 2025 66,10 Siaran pers" in teks
    row = daftar["Kabupaten Tetangga", 2025]
    isi = {"daerah": row.daerah, "tahun": 2025, "jumlah": "66,01", "surat": SURAT, "revisi": 0}

    ganda = words(client.post(f"{DAFTAR}{row.pk}/", isi | {"daerah": "Kota Hulu"}))
    assert "Nilai daerah ini pada tahun ini sudah ada" in ganda
    assert client.post(f"{DAFTAR}{row.pk}/", isi).status_code == 302
    row.refresh_from_db()
    assert (row.total, row.sumber, row.revisi) == (Decimal("66.01"), SURAT, 1)
    assert client.post(f"{DAFTAR}{row.pk}/", isi).status_code == 409
    client.post(f"{DAFTAR}{row.pk}/hapus/", {"revisi": 1})
    assert not Pembanding.objects.filter(pk=row.pk).exists()
    assert "Kota Hilir" not in words(client.get(f"{DAFTAR}?cari=siaran"))
    assert "Tidak ada pembanding yang cocok" in words(client.get(f"{DAFTAR}?cari=zzz"))


def test_a_source_goes_as_a_whole_and_only_as_it_was_seen(masuk, rina, daftar, kota):
    Pembanding.objects.create(instansi=kota, daerah="Kota Jauh", tahun=2025, total=1, sumber=SIARAN)
    client = masuk(rina)
    row = daftar["Kota Hulu", 2025]
    assert "Siaran pers 2025 3 daerah Hapus semua" in words(client.get(DAFTAR))
    assert client.post(f"{DAFTAR}{row.pk}/hapus-sumber/", {"banyak": 2}).status_code == 409
    assert Pembanding.objects.count() == 6

    client.post(f"{DAFTAR}{row.pk}/hapus-sumber/", {"banyak": 3})

    assert {*Pembanding.objects.values_list("daerah", "tahun")} == {
        ("Kota Hulu", 2024), ("Kota Hilir", 2025), ("Kota Jauh", 2025),
    }  # fmt: skip
    [jejak] = Jejak.objects.filter(tindakan="pembanding.delete")
    assert "Kabupaten Seberang" in jejak.isi


def test_a_peer_that_changed_meanwhile_is_not_written_over(rina, daftar):
    row = daftar["Kota Hilir", 2025]
    with pytest.raises(Konflik):
        delete_pembanding(row, revisi=1, acting_user=wearing(rina))
    with pytest.raises(Konflik):
        delete_pembanding_sumber(row, banyak=0, acting_user=wearing(rina))
    salah = IsiPembanding("", 2025, Decimal(1), SURAT)
    with pytest.raises(ValidationError):
        update_pembanding(row, salah, revisi=0, acting_user=wearing(rina))
    assert Pembanding.objects.filter(pk=row.pk, daerah="Kota Hilir").exists()
