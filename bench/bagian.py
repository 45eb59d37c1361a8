"""The parts of the run: what is measured, against what, and the bar of each."""

import io

import django
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings

from bench.cari import measure_cari
from bench.dunia import KATA_SANDI, TAHUN, TW, make_world
from bench.jalan import measure_jalan
from bench.lke import measure_lke
from bench.nasional import score_nation
from bench.nomenklatur import measure_nomenklatur
from bench.pohon import measure_pohon
from bench.sel import measure_sel
from bench.ukur import compare, cost_of
from sakip.audit.actions import update_guarded
from sakip.audit.models import Jejak
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah
from sakip.shell import siapkan
from sakip.web.scope import SEMUA, instansi_scope

LIST = f"/{TAHUN}/tw{TW}/perangkat-daerah/"
LEADERS = f"/{TAHUN}/tw{TW}/ringkasan/"
BARE = "/bench/kosong/"
UKURAN = (5, 45, 450)

Worlds = dict[int, tuple[Instansi, Client]]
faults: list[str] = []


def bar(text: str, ok: bool) -> None:
    """Print a bar; remember one that is missed."""
    print(f"   {'tercapai' if ok else 'TIDAK TERCAPAI'}: {text}")
    if not ok:
        faults.append(text)


def run_all(seed: int) -> int:
    """Print every part in order. Returns 1 when a bar is missed."""
    siapkan.prepare(io.StringIO())
    _fingerprint(seed)
    with override_settings(ROOT_URLCONF="bench.urls"), instansi_scope(SEMUA):
        worlds = {n: make_world(n, seed + n) for n in UKURAN}
        for part in (_pages, _leaders, _login, _audited_change):
            part(worlds)
        measure_lke(worlds[45][0], BARE, bar)
        measure_pohon(worlds[45][0], BARE, bar, seed)
        measure_nomenklatur(bar)
        measure_sel(worlds, bar)
        measure_cari(worlds[45][0], BARE, bar, seed)
    measure_jalan(seed, bar)
    score_nation(seed, bar)
    print(f"\n{len(faults)} batas tidak tercapai." if faults else "\nSemua batas tercapai.")
    return 1 if faults else 0


def _fingerprint(seed: int) -> None:
    """What the figures hold for: production settings, or the run is worth nothing."""
    if settings.DEBUG or settings.TESTING:
        raise RuntimeError("Benchmarks run in the settings of production.")
    print(
        f"benih {seed} · Django {django.__version__} · {connection.vendor} · jurnal "
        f"{settings.SQLITE_JOURNAL if connection.vendor == 'sqlite' else '–'} · Argon2id · CSP · jejak"
    )


def _pages(worlds: Worlds) -> None:
    """A bare Django page against the shell's list page."""
    _, client = worlds[45]
    print("\n1. Halaman kosong dibanding daftar perangkat daerah (45 baris)")
    pair = compare(lambda: client.get(LIST), lambda: client.get(BARE), 30)
    bare, page = cost_of(client, BARE), cost_of(client, LIST)
    print(f"   {pair}")
    print(
        f"   kueri {page.kueri} (kosong {bare.kueri}), {page.bita} bita, {page.padat} bita dipadatkan"
    )
    counts = [cost_of(worlds[n][1], LIST).kueri for n in UKURAN]
    bar(f"kueri sama pada {UKURAN}: {counts}", len(set(counts)) == 1)


def _leaders(worlds: Worlds) -> None:
    """The leaders' page at three sizes."""
    print("\n2. Halaman pimpinan")
    costs = {n: cost_of(worlds[n][1], LEADERS) for n in UKURAN}
    for n, cost in costs.items():
        print(f"   {n:>4} OPD: {cost.kueri} kueri, {cost.bita} bita, {cost.padat} bita dipadatkan")
    client = worlds[45][1]
    print(f"   {compare(lambda: client.get(LEADERS), lambda: client.get(BARE), 20)}")
    queries = {cost.kueri for cost in costs.values()}
    bar("status 200", {cost.status for cost in costs.values()} == {200})
    bar(f"paling banyak 15 kueri: {max(queries)}", max(queries) <= 15)
    bar("kueri sama pada 5, 45, dan 450 OPD", len(queries) == 1)
    bar("paling banyak 60 kB dipadatkan", max(cost.padat for cost in costs.values()) <= 60_000)


def _login(worlds: Worlds) -> None:
    """What a login costs: the password hash, and the whole request."""
    print("\n3. Masuk: seluruh permintaan dibanding hash kata sandi saja")
    stored = make_password(KATA_SANDI)
    person = Pengguna.objects.get(username=f"bupati45-{worlds[45][0].pk}")
    pair = compare(lambda: _try_login(person), lambda: check_password(KATA_SANDI, stored), 10)
    print(f"   {pair}   {stored.split('$')[1]} {stored.split('$')[3]}")
    bar(f"hash antara 15 dan 250 ms: {pair.b:.0f} ms", 15 <= pair.b <= 250)


def _try_login(person: Pengguna) -> None:
    client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    client.get("/akun/masuk/")
    client.post(
        "/akun/masuk/",
        {
            "username": person.username,
            "password": KATA_SANDI,
            "csrfmiddlewaretoken": client.cookies["sakip-csrf"].value,
        },
    )


def _audited_change(worlds: Worlds) -> None:
    """One change through permission, guard and trail against a bare UPDATE with its commit."""
    print("\n4. Satu perubahan dengan jejak dibanding UPDATE telanjang")
    instansi, _ = worlds[45]
    user = Pengguna.objects.get(username=f"bupati45-{instansi.pk}")
    wear_cap(user, instansi.hari_ini)
    unit = PerangkatDaerah.objects.filter(instansi=instansi).first()
    before = Jejak.objects.count()
    names = iter(range(10**6))

    def with_trail() -> None:
        with transaction.atomic():
            update_guarded(
                unit,
                "perangkat_daerah.update",
                revisi=unit.revisi,
                acting_user=user,
                nama=f"Dinas {next(names)}",
            )

    def bare() -> None:
        with transaction.atomic():
            PerangkatDaerah.objects.filter(pk=unit.pk).update(singkatan=f"D{next(names)}")

    pair = compare(with_trail, bare, 100)
    print(f"   {pair}")
    bar("tiap perubahan satu jejak", Jejak.objects.count() - before == 101)
