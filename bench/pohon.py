"""The performance tree at its full size: 2,000 nodes in 60 versions read, compared; 5,000 rows imported."""

import random
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.test import Client

from bench.dunia import KATA_SANDI, sign_in
from bench.ukur import compare, cost_of
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Instansi, Pengguna, Penugasan, Peran, PerangkatDaerah
from sakip.perencanaan.imports import Berkas, RencanaReader, read_book
from sakip.perencanaan.lihat import PER_HALAMAN
from sakip.perencanaan.models import (
    Indikator,
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    Simpul,
    TargetTahun,
    Versi,
)
from sakip.perencanaan.perbedaan import compute_perbedaan
from sakip.perencanaan.rencana import INDIKATOR as INDIKATOR_LEMBAR
from sakip.perencanaan.rencana import SIMPUL as SIMPUL_LEMBAR
from sakip.perencanaan.rencana import Rencana
from sakip.rules.agregasi import Agregasi
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Rumus
from sakip.web.xlsx import LembarTulis, write_book

SIMPUL, VERSI, UBAH = 2_000, 60, 40
IMPOR_SIMPUL, IMPOR_INDIKATOR = 2_000, 3_000
JENJANG = ("tujuan", "sasaran", "program", "kegiatan", "subkegiatan")
Bar = Callable[[str, bool], None]


def measure_pohon(instansi: Instansi, bare: str, bar: Bar, seed: int) -> None:
    """The outline, the difference and the import, each against its floor."""
    person = _planner(instansi)
    client = sign_in(person)
    chance = random.Random(seed)
    with transaction.atomic():
        large = _make_tree(instansi, 2030, SIMPUL, VERSI, chance)
        small = _make_tree(instansi, 2040, 5, 2, chance)
    _outline(client, large, small, bare, bar)
    _difference(client, large, small, bare, bar)
    _import(instansi, person, bar)


def _outline(client: Client, large: list[Versi], small: list[Versi], bare: str, bar: Bar) -> None:
    print(f"\n6. Kerangka {SIMPUL} simpul × {VERSI} versi")
    pages = -(-SIMPUL // PER_HALAMAN)
    for versi in (large[-1], large[VERSI // 2]):
        url = f"/perencanaan/versi/{versi.pk}/"
        costs = [cost_of(client, f"{url}?halaman={n}") for n in range(1, pages + 1)]
        most = max(costs, key=lambda cost: cost.padat)
        whole = sum(cost.padat for cost in costs)
        print(f"   {versi}: {most.kueri} kueri, {most.bita} bita, {most.padat} bita dipadatkan "
              f"sehalaman, {whole} bita untuk {pages} halaman")  # fmt: skip
        print(f"   {compare(lambda url=url: client.get(url), lambda: client.get(bare), 15)}")
        bar(f"paling banyak 200 kB dipadatkan: {whole}", whole <= 200_000)
        base = cost_of(client, f"/perencanaan/versi/{small[-1].pk}/")
        bar(
            f"kueri sama dengan 5 simpul: {base.kueri}",
            {cost.kueri for cost in costs} == {base.kueri},
        )


def _difference(
    client: Client, large: list[Versi], small: list[Versi], bare: str, bar: Bar
) -> None:
    print(f"\n7. Perbedaan dua versi dari {SIMPUL} simpul")
    counts = []
    for lama, baru in ((large[-2], large[-1]), (large[0], large[-1])):
        url = f"/perencanaan/versi/{baru.pk}/perbedaan/?dengan={lama.nomor}"
        cost = cost_of(client, url)
        counts.append(cost.kueri)
        found = len(compute_perbedaan(lama, baru).selisih)
        print(f"   versi {lama.nomor} ke {baru.nomor}: {found} perbedaan, {cost.kueri} kueri, "
              f"{cost.padat} bita dipadatkan")  # fmt: skip
        print(f"   {compare(lambda url=url: client.get(url), lambda: client.get(bare), 10)}")
    base = cost_of(client, f"/perencanaan/versi/{small[-1].pk}/perbedaan/?dengan=1")
    bar(f"kueri sama dengan 5 simpul: {counts}, {base.kueri}", {*counts} == {base.kueri})


def _import(instansi: Instansi, person: Pengguna, bar: Bar) -> None:
    rows = IMPOR_SIMPUL + IMPOR_INDIKATOR
    print(f"\n8. Impor {rows} baris dibanding membaca berkasnya")
    dokumen = Rencana("rpjmd", 2050, 2054)
    unit = PerangkatDaerah.objects.filter(instansi=instansi).values_list("kode", flat=True)[0]
    berkas = Berkas("rencana.xlsx", _make_book(RencanaReader(dokumen, None, person), unit))
    found: list[str] = []

    def read() -> list[Any]:
        return read_book(RencanaReader(dokumen, None, person), berkas)[0]

    def whole() -> None:
        with transaction.atomic():
            found.append(str(RencanaReader(dokumen, None, person).read(read()).write(person)))
            transaction.set_rollback(True)

    def floor() -> None:
        with transaction.atomic():
            read()
            _write_bare(instansi)
            transaction.set_rollback(True)

    print(f"   terhadap membaca saja:         {compare(whole, read, 3)}")
    pair = compare(whole, floor, 3)
    print(f"   terhadap membaca dan menyisip: {pair}")
    bar(f"semua {rows} baris tertulis", {*found} == {f"{rows} baru, 0 berubah, 0 tetap"})
    bar(f"paling banyak 3x membaca dan menyisip: {pair.rasio:.2f}x", pair.rasio <= 3)


def _write_bare(instansi: Instansi) -> None:
    """The floor: the same number of rows in the same tables, neither checked nor recorded."""
    periode = PeriodeRencana.objects.create(
        instansi=instansi, jenis="rpjmd", tahun_awal=2060, tahun_akhir=2064
    )
    unit = PerangkatDaerah.objects.filter(instansi=instansi)[0]
    same = {"instansi": instansi, "periode": periode}
    simpul = Simpul.objects.bulk_create(Simpul(**same, kode=f"N{n}") for n in range(IMPOR_SIMPUL))
    IsiSimpul.objects.bulk_create(
        IsiSimpul(instansi=instansi, simpul=row, sejak_versi=1, jenjang="tujuan",
                  pernyataan="Derajat layanan bagi warga membaik")
        for row in simpul
    )  # fmt: skip
    sheets = Indikator.objects.bulk_create(
        Indikator(**same, kode=f"I{n}") for n in range(IMPOR_INDIKATOR)
    )
    IsiIndikator.objects.bulk_create(
        IsiIndikator(
            instansi=instansi, indikator=row, sejak_versi=1, simpul=simpul[0], perangkat_daerah=unit,
            nama="Indeks kepuasan warga", satuan="indeks", rumus=Rumus.RASIO.value,
            agregasi=Agregasi.POSISI_AKHIR.value, frekuensi=Frekuensi.TAHUNAN.value,
        )
        for row in sheets
    )  # fmt: skip
    TargetTahun.objects.bulk_create(
        TargetTahun(instansi=instansi, indikator=row, tahun=2060 + k, sejak_versi=1, jenis="angka",
                    bawah=Decimal(60), atas=Decimal(60))
        for row in sheets for k in range(5)
    )  # fmt: skip


def _make_tree(
    instansi: Instansi, awal: int, nodes: int, versions: int, chance: random.Random
) -> list[Versi]:
    """A document whose every version changes some nodes, sheets and promises of the one before."""
    periode = PeriodeRencana.objects.create(
        instansi=instansi, jenis="rpjmd", tahun_awal=awal, tahun_akhir=awal + 4
    )
    versi = Versi.objects.bulk_create(
        Versi(instansi=instansi, periode=periode, nomor=n,
              status="berlaku" if n == versions else "diganti")
        for n in range(1, versions + 1)
    )  # fmt: skip
    same = {"instansi": instansi, "periode": periode}
    simpul = Simpul.objects.bulk_create(Simpul(**same, kode=f"N{n}") for n in range(nodes))
    sheets = Indikator.objects.bulk_create(Indikator(**same, kode=f"N{n}.1") for n in range(nodes))
    unit = PerangkatDaerah.objects.filter(instansi=instansi).first()
    changes = _changes(nodes, versions, chance)
    IsiSimpul.objects.bulk_create(
        IsiSimpul(
            instansi=instansi, simpul=simpul[n], **masa, induk=simpul[n // 7] if n // 7 < n else None,
            jenjang=JENJANG[min(_depth(n), 4)], urutan=n * 1024, penerima_manfaat="Warga",
            pernyataan=f"Derajat layanan nomor {n} bagi warga membaik sejak versi {masa['sejak_versi']}",
        )
        for n, masa in changes
    )  # fmt: skip
    IsiIndikator.objects.bulk_create(
        IsiIndikator(
            instansi=instansi, indikator=sheets[n], **masa, simpul=simpul[n], perangkat_daerah=unit,
            nama=f"Indeks kepuasan warga atas layanan nomor {n} ({masa['sejak_versi']})", satuan="indeks",
            rumus=Rumus.RASIO.value, arah="naik", agregasi=Agregasi.POSISI_AKHIR.value,
            frekuensi=Frekuensi.TAHUNAN.value, urutan=n,
        )
        for n, masa in changes
    )  # fmt: skip
    TargetTahun.objects.bulk_create(
        TargetTahun(instansi=instansi, indikator=sheets[n], tahun=awal + k, **masa, jenis="angka",
                    bawah=Decimal(60 + k), atas=Decimal(60 + k))
        for n, masa in changes for k in range(5)
    )  # fmt: skip
    return list(versi)


def _changes(nodes: int, versions: int, chance: random.Random) -> list[tuple[int, dict[str, int]]]:
    """Each node with the stretches of versions in which it says one thing."""
    starts: dict[int, list[int]] = {n: [1] for n in range(nodes)}
    for nomor in range(2, versions + 1):
        for n in chance.sample(range(nodes), min(UBAH, nodes)):
            starts[n].append(nomor)
    return [(n, masa) for n, begun in starts.items() for masa in _stretches(begun)]


def _stretches(begun: list[int]) -> Iterable[dict[str, int]]:
    for start, end in zip(begun, [*begun[1:], 0], strict=True):
        yield {"sejak_versi": start, "sampai_versi": end or 2_147_483_647}


def _depth(n: int) -> int:
    return 0 if n == 0 else 1 + _depth(n // 7)


def _make_book(reader: RencanaReader, unit: str) -> bytes:
    """The workbook of a new document as its template is filled: every node measured at least once."""
    nodes = [
        {"kode": f"N{n}", "jenjang": JENJANG[min(_depth(n), 4)], "induk": f"N{n // 7}" if n else "",
         "pernyataan": f"Derajat layanan nomor {n} bagi warga membaik", "penerima_manfaat": "Warga"}
        for n in range(IMPOR_SIMPUL)
    ]  # fmt: skip
    sheets = [
        {"kode": f"I{n}", "simpul": f"N{n % IMPOR_SIMPUL}", "unit": unit, "satuan": "indeks",
         "nama": f"Indeks kepuasan warga nomor {n}", "rumus": "R/T", "agregasi": "posisi akhir",
         "frekuensi": "tahunan", "definisi": "Rata-rata jawaban responden.", "sumber": "Survei",
         **{f"target_{2050 + k}": f"{60 + k},5" for k in range(5)}}
        for n in range(IMPOR_INDIKATOR)
    ]  # fmt: skip
    rows = {SIMPUL_LEMBAR: nodes, INDIKATOR_LEMBAR: sheets}
    return write_book(
        LembarTulis(nama, kolom, [[row.get(k.kunci, "") for k in kolom] for row in rows[nama]])
        for nama, kolom in reader.lembar.items()
    )


def _planner(instansi: Instansi) -> Pengguna:
    person = Pengguna(instansi=instansi, username=f"bappeda-{instansi.pk}", nama="Perencana")
    person.set_password(KATA_SANDI)
    person.save()
    Penugasan.objects.create(
        instansi=instansi, pengguna=person, peran=Peran.BAPPEDA, mulai=date(2020, 1, 1)
    )
    wear_cap(person, instansi.hari_ini)
    return person
