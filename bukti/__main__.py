"""Every long proof, one after the other, each in a process of its own: `python -m bukti`."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run them all even when one fails; 1 when any did."""
    nama = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    gagal = []
    for satu in nama:
        print(f"== {satu}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bukti.{satu}"], check=False).returncode:
            gagal.append(satu)
    print(f"{len(nama) - len(gagal)} dari {len(nama)} bukti lulus. {' '.join(gagal)}".strip())
    return 1 if gagal else 0


if __name__ == "__main__":
    sys.exit(main())
