"""Builders: one function per table; every argument has a sensible default."""

from datetime import date
from itertools import count
from typing import Any

from sakip.organisasi.models import (
    Instansi,
    Jabatan,
    Pengguna,
    Penugasan,
    Peran,
    PerangkatDaerah,
    TahunKerja,
)

nomor = count(1)
AWAL = date(2020, 1, 1)


def make_instansi(**fields: Any) -> Instansi:
    n = next(nomor)
    default = {"jenis": "kabupaten", "kode_wilayah": f"99.{n:04d}", "nama": f"Kabupaten Uji {n}"}
    instansi = Instansi.objects.create(**default | fields)
    TahunKerja.objects.create(instansi=instansi, tahun=2026, dibuka_pada=date(2026, 1, 2))
    return instansi


def make_perangkat_daerah(instansi: Instansi | None = None, **fields: Any) -> PerangkatDaerah:
    n = next(nomor)
    default = {
        "instansi": instansi or make_instansi(),
        "kode": f"U{n:03d}",
        "nama": f"Dinas Uji {n}",
        "singkatan": f"DU{n}",
        "jenis": "dinas",
        "aktif_sejak": AWAL,
    }
    return PerangkatDaerah.objects.create(**default | fields)


def make_jabatan(unit: PerangkatDaerah, **fields: Any) -> Jabatan:
    n = next(nomor)
    default = {
        "instansi": unit.instansi,
        "perangkat_daerah": unit,
        "nama": f"Kepala Bidang Uji {n}",
        "jenjang": Jabatan.Jenjang.ADMINISTRATOR,
    }
    return Jabatan.objects.create(**default | fields)


def make_pengguna(
    instansi: Instansi,
    peran: Peran | None = None,
    unit: PerangkatDaerah | None = None,
    **fields: Any,
) -> Pengguna:
    """A person, and the one role he holds since 2020 (none when `peran` is left out)."""
    n = next(nomor)
    default = {"instansi": instansi, "username": f"pengguna{n}", "nama": f"Pengguna Uji {n}"}
    pengguna = Pengguna(**default | fields)
    pengguna.set_password("tenda-biru-di-tepi-sawah")
    pengguna.save()
    if peran:
        make_penugasan(pengguna, peran, unit)
    return pengguna


def make_penugasan(
    pengguna: Pengguna, peran: Peran, unit: PerangkatDaerah | None = None, **fields: Any
) -> Penugasan:
    default = {
        "instansi": pengguna.instansi,
        "pengguna": pengguna,
        "peran": peran,
        "perangkat_daerah": unit,
        "mulai": AWAL,
    }
    return Penugasan.objects.create(**default | fields)
