"""Random LKE workbooks recalculated by LibreOffice: total, predikat and every part equal the engine's.

python -m bukti.lke_libreoffice            200 empty sheets filled in, 50 workbooks with a recap
python -m bukti.lke_libreoffice --kali 1000 --buku 100 --benih 7
"""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
django.setup()

from sakip.evaluasi.tests.buku_acak import check_semua  # noqa: E402
from sakip.shell.tests.buku_acak import differences, make_acak, recalculate  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(prog="bukti.lke_libreoffice")
    parser.add_argument("--kali", type=int, default=200)
    parser.add_argument("--buku", type=int, default=50)
    parser.add_argument("--benih", type=int, default=random.SystemRandom().randrange(10**6))
    args = parser.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bukti-lke-") as nama:
        folder = Path(nama)
        lembar, rekap = folder / "lembar", folder / "rekap"
        lembar.mkdir()
        rekap.mkdir()
        buku = list(make_acak(lembar, args.kali, random.Random(args.benih)))
        recalculate(buku, lembar)
        beda = [kalimat for path in buku for kalimat in differences(path)]
        beda += check_semua(rekap, args.buku, random.Random(args.benih))
    for kalimat in beda:
        print(f"BERBEDA: {kalimat}")
    lama = time.perf_counter() - start
    print(
        f"{args.kali} lembar LKE dan {args.buku} buku berekap di LibreOffice, {len(beda)} beda"
        f" (benih {args.benih}, {lama:.0f} detik)."
    )
    return 1 if beda else 0


if __name__ == "__main__":
    sys.exit(main())
