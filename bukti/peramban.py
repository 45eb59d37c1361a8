"""Every journey on SQLite as well, of which `make test` makes there only those where two write at once.

`python -m bukti.peramban`; also `SAKIP_LAYAR=build/layar …` to keep a picture of every page.
"""

import subprocess
import sys

if __name__ == "__main__":
    many = ["-n", "auto", "--maxprocesses", "4"]
    words = [sys.executable, "-m", "pytest", *many, "-m", "browser", "sakip/tests/browser"]
    sys.exit(subprocess.run(words, check=False).returncode)
