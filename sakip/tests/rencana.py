"""Builders of plans and periods: an indicator with its targets, an open quarter."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.pengukuran.actions.masa import create_masa
from sakip.pengukuran.actions.realisasi import update_realisasi
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import Masa
from sakip.perencanaan.models import (
    Indikator,
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    Simpul,
    TargetMasa,
    TargetTahun,
    Versi,
)
from sakip.tests.builders import nomor


def make_periode(
    instansi: Instansi, unit: PerangkatDaerah | None = None, **fields: Any
) -> PeriodeRencana:
    """A document with version 1 in force."""
    default = {
        "instansi": instansi,
        "jenis": "renstra" if unit else "rpjmd",
        "perangkat_daerah": unit,
        "tahun_awal": 2025,
        "tahun_akhir": 2029,
    }
    periode = PeriodeRencana.objects.create(**default | fields)
    Versi.objects.create(instansi=instansi, periode=periode, nomor=1, status=Versi.Status.BERLAKU)
    return periode


def make_simpul(periode: PeriodeRencana, induk: Simpul | None = None, **fields: Any) -> Simpul:
    n = next(nomor)
    simpul = Simpul.objects.create(instansi=periode.instansi, periode=periode, kode=f"S{n}")
    default = {
        "instansi": periode.instansi,
        "simpul": simpul,
        "sejak_versi": 1,
        "induk": induk,
        "jenjang": "sasaran",
        "pernyataan": f"Sasaran uji {n}",
        "urutan": n,
    }
    IsiSimpul.objects.create(**default | fields)
    return simpul


def make_indikator(unit: PerangkatDaerah, simpul: Simpul | None = None, **fields: Any) -> Indikator:
    """A rising indicator of the unit, measured each quarter (N1, AKH) unless said otherwise."""
    n = next(nomor)
    renstra = PeriodeRencana.objects.filter(instansi=unit.instansi, perangkat_daerah=unit).first()
    simpul = simpul or make_simpul(renstra or make_periode(unit.instansi, unit))
    indikator = Indikator.objects.create(
        instansi=unit.instansi, periode=simpul.periode, kode=f"IK{n}"
    )
    default = {
        "instansi": unit.instansi,
        "indikator": indikator,
        "sejak_versi": 1,
        "simpul": simpul,
        "perangkat_daerah": unit,
        "nama": f"Indikator uji {n}",
        "satuan": "%",
        "rumus": "N1",
        "arah": "naik",
        "agregasi": "AKH",
        "frekuensi": "triwulan",
        "urutan": n,
    }
    IsiIndikator.objects.create(**default | fields)
    return indikator


def make_target(indikator: Indikator, *quarters: str, tahun: int = 2026) -> None:
    """Targets of TW I, II, … as plain numbers, and the last one for the year."""
    for ke, text in enumerate(quarters, 1):
        value = Decimal(text)
        same = {"instansi": indikator.instansi, "indikator": indikator, "tahun": tahun}
        TargetMasa.objects.create(**same, ke=ke, jenis="angka", bawah=value, atas=value)
    if quarters:
        value = Decimal(quarters[-1])
        same = {"instansi": indikator.instansi, "indikator": indikator, "tahun": tahun}
        TargetTahun.objects.create(**same, sejak_versi=1, jenis="angka", bawah=value, atas=value)


def open_masa(acting_user: Pengguna, *, tahun: int = 2026, ke: int = 4, **fields: Any) -> Masa:
    """A quarter open from 2020 to 2099, so that a test is about what it says."""
    default = {
        "jenis": "triwulan",
        "buka": datetime(2020, 1, 1, tzinfo=UTC),
        "tutup": datetime(2099, 1, 1, tzinfo=UTC),
        "kunci": datetime(2099, 2, 1, tzinfo=UTC),
    }
    return create_masa(tahun=tahun, ke=ke, acting_user=acting_user, **default | fields)


def fill(masa: Masa, kode: str, nilai: str, user: Pengguna, **lain: str) -> None:
    """Type the figure of one indicator into the sheet of a period; `lain` are other fields of its row."""
    potret = masa.potret_set.get(indikator__kode=kode)
    lembar = masa.lembar_set.get(perangkat_daerah=potret.perangkat_daerah_id)
    update_realisasi(lembar, [read_isian(potret, {"nilai": nilai, **lain}, 0)], acting_user=user)
