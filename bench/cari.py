"""Search everywhere over 50,000 objects of one agency, against reading the same rows."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime

from django.db import transaction

from bench.dunia import sign_in
from bench.ukur import compare, cost_of
from sakip.berkas.models import Berkas, Blob
from sakip.organisasi.models import Instansi, Pengguna, Penugasan, Peran, PerangkatDaerah
from sakip.perencanaan.models import (
    Indikator,
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    Simpul,
    Versi,
)

SIMPUL, INDIKATOR, BERKAS, ORANG = 12_000, 15_000, 20_000, 3_000
KATA = [
    "kemiskinan", "pelayanan", "kesehatan", "pendidikan", "jalan", "jembatan", "stunting", "gizi",
    "ibu", "anak", "sekolah", "guru", "investasi", "tenaga", "kerja", "pangan", "sampah", "sungai",
    "banjir", "wisata", "pasar", "desa", "lurah", "perizinan", "laporan", "survei", "kepuasan",
    "warga", "penyusunan", "peningkatan", "persentase", "jumlah", "indeks", "cakupan", "mutu",
    "sarana",
]  # fmt: skip
# A common word, several words, roots that melt, a code, a word nowhere.
TANYA = ("pelayanan", "kesehatan ibu d7", "susun survei", "IK1402", "zirkonium")
# A letter missing; one too many beside a word that is right.
SALAH_KETIK = ("kesehtan", "gizzi anak")
Bar = Callable[[str, bool], None]


def measure_cari(instansi: Instansi, bare: str, bar: Bar, seed: int) -> None:
    """Each question against its floor: ten times that is 200 ms where the floor takes 20."""
    chance = random.Random(seed)
    with transaction.atomic():
        person = _fill(instansi, chance)
    client = sign_in(person)
    # The words are read once in a while.
    client.get("/cari/?q=zirkonium")
    print(f"\n12. Cari di {SIMPUL + INDIKATOR + BERKAS + ORANG} objek dibanding membaca barisnya")
    queries: dict[str, int] = {}
    for tanya in TANYA + SALAH_KETIK:
        url = f"/cari/?q={tanya.replace(' ', '+')}"
        cost = cost_of(client, url)
        queries[tanya] = cost.kueri
        pair = compare(lambda url=url: client.get(url), lambda: _read(instansi), 7)
        print(f"   {tanya:20} {pair}   {cost.kueri} kueri, {cost.padat} bita dipadatkan")
        bar(f"paling banyak 10x: {pair.rasio:.2f}x", pair.rasio <= 10)
    plain = {queries[tanya] for tanya in TANYA}
    bar(f"kueri sama untuk semua pertanyaan: {plain}", len(plain) == 1)
    twice = max(queries[tanya] for tanya in SALAH_KETIK)
    bar(f"salah ketik paling banyak dua kali: {twice}", twice <= 2 * max(plain))
    print(
        f"   terhadap halaman kosong: {compare(lambda: client.get(url), lambda: client.get(bare), 7)}"
    )


def _read(instansi: Instansi) -> None:
    """The floor: the words of the same rows, read as they lie."""
    of = {"instansi": instansi}
    list(IsiSimpul.objects.filter(**of).values_list("pernyataan"))
    list(IsiIndikator.objects.filter(**of).values_list("nama"))
    list(Berkas.objects.filter(**of).values_list("nama"))
    list(Penugasan.objects.filter(**of).values_list("pengguna__nama"))


def _fill(instansi: Instansi, chance: random.Random) -> Pengguna:
    units = list(PerangkatDaerah.objects.filter(instansi=instansi).order_by("pk"))
    people = Pengguna.objects.bulk_create(
        Pengguna(instansi=instansi, username=f"cari{n}-{instansi.pk}", nama=f"Pegawai {_words(chance, 2)}",
                 password="!")
        for n in range(ORANG)
    )  # fmt: skip
    Penugasan.objects.bulk_create(
        Penugasan(instansi=instansi, pengguna=one, peran=Peran.OPERATOR_OPD, mulai=date(2020, 1, 1),
                  perangkat_daerah=units[n % len(units)])
        for n, one in enumerate(people)
    )  # fmt: skip
    _fill_plans(instansi, units, chance)
    blob = Blob.objects.create(sha256="c" * 64, ukuran=1, jenis_isi="text/plain")
    Berkas.objects.bulk_create(
        Berkas(instansi=instansi, perangkat_daerah=units[n % len(units)], blob=blob, pengunggah=people[0],
               nama=f"{_words(chance, 4)} {n}.pdf", tanggal_dokumen=date(2026, 1, 2),
               diunggah_pada=datetime(2026, 1, 2, tzinfo=UTC))
        for n in range(BERKAS)
    )  # fmt: skip
    return Pengguna.objects.get(username=f"bupati{len(units)}-{instansi.pk}")


def _fill_plans(instansi: Instansi, units: list[PerangkatDaerah], chance: random.Random) -> None:
    plans = PeriodeRencana.objects.bulk_create(
        PeriodeRencana(instansi=instansi, jenis="renstra", perangkat_daerah=unit, tahun_awal=2025,
                       tahun_akhir=2029)
        for unit in units
    )  # fmt: skip
    Versi.objects.bulk_create(
        Versi(instansi=instansi, periode=plan, nomor=1, status="berlaku") for plan in plans
    )
    nodes = Simpul.objects.bulk_create(
        Simpul(instansi=instansi, periode=plans[n % len(plans)], kode=f"S{n}")
        for n in range(SIMPUL)
    )
    IsiSimpul.objects.bulk_create(
        IsiSimpul(instansi=instansi, simpul=node, sejak_versi=1, jenjang="sasaran",
                  perangkat_daerah=units[n % len(units)], pernyataan=_words(chance, 8))
        for n, node in enumerate(nodes)
    )  # fmt: skip
    sheets = Indikator.objects.bulk_create(
        Indikator(instansi=instansi, periode=plans[n % len(plans)], kode=f"IK{n}")
        for n in range(INDIKATOR)
    )
    IsiIndikator.objects.bulk_create(
        IsiIndikator(instansi=instansi, indikator=sheet, sejak_versi=1, simpul=nodes[n % SIMPUL],
                     perangkat_daerah=units[n % len(units)], nama=_words(chance, 8), satuan="%",
                     rumus="N1", agregasi="AKH", frekuensi="triwulan")
        for n, sheet in enumerate(sheets)
    )  # fmt: skip


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(KATA, k=count)).capitalize()
