"""A world of a given size, made in the run: units with indicators, figures, money and scores."""

import random
from datetime import UTC, date, datetime
from decimal import Decimal

from django.test import Client

from sakip.evaluasi.models import Hasil, Penilaian
from sakip.organisasi.models import (
    Instansi,
    Pengguna,
    Penugasan,
    Peran,
    PerangkatDaerah,
    TahunKerja,
)
from sakip.pengukuran.compute import Isi, fill_hasil
from sakip.pengukuran.models import LembarRealisasi, Masa, Potret, Realisasi
from sakip.pengukuran.ringkas import create_ringkasan
from sakip.pengukuran.tahun import open_tahun
from sakip.perencanaan.models import Anggaran, Indikator, PeriodeRencana, Simpul

KATA_SANDI = "mangga-manis-di-kebun"
TAHUN, TW = 2026, 4


def make_world(units: int, seed: int) -> tuple[Instansi, Client]:
    """An agency with so many units, four indicators each, and its leader signed in."""
    chance = random.Random(seed)
    instansi = Instansi.objects.create(
        jenis="kabupaten",
        kode_wilayah=f"{seed % 89 + 10}.{units:04d}"[:13],
        nama=f"Kabupaten {units}",
    )
    TahunKerja.objects.create(instansi=instansi, tahun=TAHUN, dibuka_pada=date(TAHUN, 1, 2))
    rows = PerangkatDaerah.objects.bulk_create(
        PerangkatDaerah(
            instansi=instansi, kode=f"{n:04d}", nama=f"Dinas Nomor {n}", singkatan=f"D{n}",
            jenis="dinas", liga="urusan", aktif_sejak=date(2020, 1, 1),
        )
        for n in range(units)
    )  # fmt: skip
    leader = _leader(instansi, units)
    _fill(instansi, rows, leader, chance)
    return instansi, sign_in(leader)


def _fill(
    instansi: Instansi, units: list[PerangkatDaerah], leader: Pengguna, chance: random.Random
) -> None:
    periode = PeriodeRencana.objects.create(
        instansi=instansi, jenis="rpjmd", tahun_awal=2025, tahun_akhir=2029
    )
    moment = datetime(TAHUN, 10, 1, tzinfo=UTC)
    masa = Masa.objects.create(
        instansi=instansi, tahun=TAHUN, ke=TW, buka=moment,
        tutup=datetime(TAHUN + 1, 1, 15, tzinfo=UTC), kunci=datetime(TAHUN + 1, 1, 20, tzinfo=UTC),
    )  # fmt: skip
    indikator = Indikator.objects.bulk_create(
        Indikator(instansi=instansi, periode=periode, kode=f"{unit.kode}.{n}")
        for unit in units for n in range(4)
    )  # fmt: skip
    same = {"instansi": instansi, "periode": periode}
    atas = [Simpul.objects.create(**same, kode=kode).pk for kode in ("sasaran", "tujuan")]
    simpul = Simpul.objects.bulk_create(Simpul(**same, kode=unit.kode) for unit in units)
    potret = Potret.objects.bulk_create(
        Potret(
            instansi=instansi, masa=masa, indikator=row, perangkat_daerah=units[n // 4], versi=1,
            nama=f"Indikator {row.kode}", satuan="%", rumus="N1", arah="naik", agregasi="AKH",
            frekuensi="triwulan", target_jenis="angka", target_bawah=Decimal(80), target_atas=Decimal(80),
            jalur=[simpul[n // 4].pk, *atas],
        )
        for n, row in enumerate(indikator)
    )  # fmt: skip
    figures = [
        Isi(row, Realisasi(instansi=instansi, potret=row, nilai=Decimal(60 + chance.randrange(40))))
        for row in potret
    ]
    for one in figures:
        fill_hasil([one])
    Realisasi.objects.bulk_create(one.realisasi for one in figures)
    create_ringkasan(masa)
    open_tahun(masa, {row.pk for row in indikator})
    LembarRealisasi.objects.bulk_create(
        LembarRealisasi(instansi=instansi, masa=masa, perangkat_daerah=unit, status="disetujui")
        for unit in units
    )
    Anggaran.objects.bulk_create(
        Anggaran(
            instansi=instansi, perangkat_daerah=unit, tahun=TAHUN, triwulan=TW,
            pagu=Decimal(10**10), realisasi=Decimal(chance.randrange(10**10)),
        )
        for unit in units
    )  # fmt: skip
    for tahun in (TAHUN - 1, TAHUN):
        scored = Penilaian.objects.bulk_create(
            Penilaian(
                instansi=instansi, perangkat_daerah=unit, tahun_evaluasi=tahun,
                peraturan="permenpanrb-88-2021", jenis_entitas="perangkat_daerah", status="selesai",
                selesai_oleh=leader, selesai_pada=moment,
            )
            for unit in units
        )  # fmt: skip
        Hasil.objects.bulk_create(
            Hasil(
                instansi=instansi,
                penilaian=row,
                tahap="evaluator",
                total=Decimal(6543) / 100,
                predikat="B",
            )
            for row in scored
        )


def _leader(instansi: Instansi, units: int) -> Pengguna:
    person = Pengguna(instansi=instansi, username=f"bupati{units}-{instansi.pk}", nama="Bupati")
    person.set_password(KATA_SANDI)
    person.save()
    Penugasan.objects.create(
        instansi=instansi, pengguna=person, peran=Peran.PIMPINAN, mulai=date(2020, 1, 1)
    )
    return person


def sign_in(person: Pengguna) -> Client:
    """A person, through the real login page with the real password hash."""
    client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    client.get("/akun/masuk/")
    token = client.cookies["sakip-csrf"].value
    answer = client.post(
        "/akun/masuk/",
        {"username": person.username, "password": KATA_SANDI, "csrfmiddlewaretoken": token},
    )
    if answer.status_code != 302:
        raise RuntimeError(f"{person.username} could not sign in.")
    return client
