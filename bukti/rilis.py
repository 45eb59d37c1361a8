"""Thousands of random seasons by five people with all caps: nobody releases what he made.

    python -m bukti.rilis                  2000 walks of 25 acts; the seed is printed
    python -m bukti.rilis --lintasan 200   fewer
    python -m bukti.rilis --benih 7        the same walks again

Each walk is one sheet in seven stages: letters are rewritten, people change their caps, fill, grade,
agree, hand over, give back, object, answer, release, correct, and fill or score the agency's own sheet,
whose answers the walk's sheet inherits. A fault is a release or a correction by somebody who filled,
graded, answered an objection or proposed it, or answered what it inherits. Printed beside it: how many walks
came to a release, so that the proof is about something.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="bukti-rilis-"))
os.environ |= {"SAKIP_DATA_DIR": str(FOLDER), "DJANGO_SETTINGS_MODULE": "sakip.settings"}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from sakip.conftest import wearing  # noqa: E402
from sakip.evaluasi.models import Koreksi  # noqa: E402
from sakip.evaluasi.tests.lintasan_acak import faults, walk  # noqa: E402
from sakip.organisasi.models import Peran  # noqa: E402
from sakip.tests.builders import (  # noqa: E402
    make_instansi,
    make_pengguna,
    make_perangkat_daerah,
)
from sakip.tests.evaluasi import make_penilaian  # noqa: E402
from sakip.tests.musim import BERJENJANG  # noqa: E402
from sakip.web.scope import SEMUA, instansi_scope  # noqa: E402

LANGKAH = 25


def main() -> int:
    parser = argparse.ArgumentParser(prog="bukti.rilis")
    parser.add_argument("--lintasan", type=int, default=2000)
    parser.add_argument("--benih", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    print(f"Benih {args.benih}.", flush=True)
    call_command("migrate", verbosity=0)
    found: list[str] = []
    ended = corrected = 0
    try:
        with instansi_scope(SEMUA):
            for n in range(args.lintasan):
                with transaction.atomic():
                    some, released, again = _one(random.Random(args.benih + n))
                    transaction.set_rollback(True)
                found += [f"lintasan {args.benih + n}: {fault}" for fault in some]
                ended, corrected = ended + released, corrected + again
    finally:
        shutil.rmtree(FOLDER)
    for fault in found:
        print(fault)
    print(
        f"{args.lintasan} lintasan, {ended} sampai rilis, {corrected} dengan koreksi yang dirilis, "
        f"{len(found)} kegagalan."
    )
    return 1 if found or not ended else 0


def _one(chance: random.Random) -> tuple[list[str], bool, bool]:
    """One walk in a world of its own, which is rolled back afterwards."""
    instansi = make_instansi()
    unit = make_perangkat_daerah(instansi)
    rina = wearing(make_pengguna(instansi, Peran.BAGOR))
    orang = [wearing(make_pengguna(instansi, Peran.EVALUATOR, nama=f"Orang {n}")) for n in range(5)]
    make_penilaian(rina, None, tahapan=BERJENJANG)
    sheet = make_penilaian(rina, unit, tahapan=BERJENJANG)
    walk(sheet, orang, chance, LANGKAH)
    some = faults(sheet)
    again = sheet.koreksi_set.filter(status=Koreksi.Status.DIRILIS).exists()
    return some, sheet.selesai_oleh_id is not None, again


if __name__ == "__main__":
    sys.exit(main())
