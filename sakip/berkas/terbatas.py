"""Programs that read what people uploaded run apart, with little time and memory (T14)."""

import os
import signal
import subprocess
import threading
from contextlib import suppress
from typing import BinaryIO

DETIK = 5
MEMORI_KB = 1_000_000
KELUARAN = 12_000_000
# The limits hold from the first instruction of the program on.
BATAS = f'ulimit -v {MEMORI_KB}; ulimit -t {DETIK}; ulimit -c 0; exec "$@"'

# Each takes a core for a moment; the rest of the server goes on.
_giliran = threading.BoundedSemaphore(2)


def run_terbatas(command: list[str], isi: BinaryIO, maks: int = KELUARAN) -> bytes | None:
    """What a program writes when it is given a content; None when it fails, takes too long or says too much.

    `maks` bounds its output in bytes, the constants above its time and memory.
    """
    with (
        _giliran,
        subprocess.Popen(  # noqa: S603  # the command is ours, the content only its input
            ["/bin/sh", "-c", BATAS, "sh", *command],
            stdin=isi,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        ) as process,
    ):
        clock = threading.Timer(DETIK, _end, [process])
        clock.start()
        try:
            output = process.stdout.read(maks + 1) if process.stdout else b""
            if len(output) > maks:
                _end(process)
            process.wait()
        finally:
            clock.cancel()
    return output if process.returncode == 0 and len(output) <= maks else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """With whatever it has started itself."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
