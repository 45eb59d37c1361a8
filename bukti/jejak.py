"""Tampering with the database by raw SQL, in every way we could think of: each one must be found and named.

    python -m bukti.jejak                    200 trials; the seed is printed
    python -m bukti.jejak --kali 2000 --benih 7
    tools/postgres.sh .venv/bin/python -m bukti.jejak

Also how long the verifier takes for a long chain. Nothing is kept: SQLite in memory, or the test
database of `tools/postgres.sh`, rolled back.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from itertools import cycle, islice

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
os.environ.setdefault("SAKIP_DATA_DIR", tempfile.mkdtemp(prefix="bukti-jejak-"))

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.test.utils import setup_databases  # noqa: E402

from sakip.audit.check import check_chain  # noqa: E402
from sakip.audit.models import Jejak  # noqa: E402
from sakip.audit.tests.perusak import CARA, make_rantai, try_way  # noqa: E402
from sakip.web.scope import SEMUA, instansi_scope  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(prog="bukti.jejak")
    parser.add_argument("--kali", type=int, default=200)
    parser.add_argument("--benih", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument(
        "--panjang", type=int, default=3000, help="acts, roughly, of the long chain"
    )
    args = parser.parse_args()
    setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=[])
    with instansi_scope(SEMUA), transaction.atomic():
        missed = _try_all(args.kali, random.Random(args.benih))
        print(f"{args.kali - missed} dari {args.kali} perusakan ditemukan (benih {args.benih}).")
        _measure(args.panjang)
        transaction.set_rollback(True)
    return 1 if missed else 0


def _try_all(kali: int, rng: random.Random) -> int:
    """Each way in turn; prints how many of each were found and named, and every one that was not."""
    tried, found = Counter[str](), Counter[str]()
    for nama in islice(cycle(CARA), kali):
        if not sum(tried.values()) % 50:
            rantai = make_rantai(rng.randint(4, 14)).instansi_id
        touched, temuan = try_way(nama, rng, rantai)
        tried[nama] += 1
        if touched & {(one.tabel, one.objek_id) for one in temuan}:
            found[nama] += 1
        else:
            print(f"TIDAK DITEMUKAN: {nama}, {touched}, {temuan}")
    for nama in CARA:
        print(f"{nama:<38} {found[nama]:>4} dari {tried[nama]:>4}")
    return kali - found.total()


def _measure(panjang: int) -> None:
    rantai = make_rantai(panjang // 3).instansi_id
    acts = Jejak.objects.filter(instansi_id=rantai).count()
    start = time.perf_counter()
    found = check_chain(rantai)
    seconds = time.perf_counter() - start
    print(
        f"Rantai {acts} jejak diperiksa dalam {seconds:.2f} detik, {acts / seconds:.0f} jejak per detik."
    )
    assert not found


if __name__ == "__main__":
    sys.exit(main())
