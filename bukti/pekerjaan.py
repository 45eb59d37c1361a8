"""The work list of every role in random states, beside a plain recomputation that shares no code with it.

    python -m bukti.pekerjaan                    200 states; the first seed is printed
    python -m bukti.pekerjaan --kali 20 --benih 7
    tools/postgres.sh .venv/bin/python -m bukti.pekerjaan

Printed beside it: how often each rule had something to say. Nothing is kept: SQLite in memory, or the
test database of `tools/postgres.sh`, rolled back.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
os.environ.setdefault("SAKIP_DATA_DIR", tempfile.mkdtemp(prefix="bukti-pekerjaan-"))

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.test.utils import setup_databases  # noqa: E402

from sakip.beranda import fakta  # noqa: E402
from sakip.beranda.tests.keadaan_acak import Dunia, make_keadaan  # noqa: E402
from sakip.beranda.tests.test_papan_acak import compare  # noqa: E402
from sakip.web.scope import SEMUA, instansi_scope  # noqa: E402


def main() -> int:
    """1 when any list differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kali", type=int, default=200)
    parser.add_argument("--benih", type=int, default=random.SystemRandom().randrange(10**9))
    pilihan = parser.parse_args()
    fakta.TERBANYAK = 1000
    print(f"benih {pilihan.benih}, {pilihan.kali} keadaan", flush=True)
    setup_databases(verbosity=0, interactive=False, keepdb="SAKIP_DATABASE_URL" in os.environ)
    mulai, seen, salah = time.perf_counter(), Counter(), []
    with instansi_scope(SEMUA), transaction.atomic():
        dunia, asing = Dunia(), Dunia()
        for benih in range(pilihan.benih, pilihan.benih + pilihan.kali):
            with transaction.atomic():
                make_keadaan(random.Random(benih), dunia)
                make_keadaan(random.Random(-benih), asing)
                beda, kunci = compare(dunia)
                salah += [f"{benih}: {one}" for one in beda]
                seen.update(one.split("/")[0] for one in kunci)
                transaction.set_rollback(True)
        transaction.set_rollback(True)
    for nama, banyak in sorted(seen.items()):
        print(f"  {nama}: {banyak}")
    for one in salah:
        print(f"BEDA {one}")
    print(f"{pilihan.kali} keadaan, {len(salah)} beda, {time.perf_counter() - mulai:.0f} detik")
    return 1 if salah else 0


if __name__ == "__main__":
    sys.exit(main())
