"""Random LKE workbooks recalculated by LibreOffice: total, predikat and every part equal the engine's.

python -m bukti.lke_libreoffice                       200 workbooks; the seed is printed
python -m bukti.lke_libreoffice --kali 1000 --benih 7
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from sakip.shell.tests.buku_acak import differences, make_acak, recalculate


def main() -> int:
    parser = argparse.ArgumentParser(prog="bukti.lke_libreoffice")
    parser.add_argument("--kali", type=int, default=200)
    parser.add_argument("--benih", type=int, default=random.SystemRandom().randrange(10**6))
    args = parser.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bukti-lke-") as nama:
        folder = Path(nama)
        buku = list(make_acak(folder, args.kali, random.Random(args.benih)))
        recalculate(buku, folder)
        beda = [kalimat for path in buku for kalimat in differences(path)]
    for kalimat in beda:
        print(f"BERBEDA: {kalimat}")
    lama = time.perf_counter() - start
    print(
        f"{args.kali} lembar LKE di LibreOffice, {len(beda)} beda"
        f" (benih {args.benih}, {lama:.0f} detik)."
    )
    return 1 if beda else 0


if __name__ == "__main__":
    sys.exit(main())
