"""`make bench`: one run, one seed, ratios; a ratio past its bar ends with exit status 1."""

import logging
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

SEED = int(os.environ.get("SAKIP_BENCH_SEED", random.SystemRandom().randrange(10**6)))


@contextmanager
def private_database() -> Iterator[None]:
    """A data folder of the run's own, unless SAKIP_DATABASE_URL names a database."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SAKIP_DATA_DIR"] = folder
        os.environ["SAKIP_HARI_INI"] = "2026-11-20"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
        yield


def main() -> int:
    """Run every part and print its table; 1 when a bar is missed."""
    with private_database():
        import django  # noqa: PLC0415  # the data folder must be set first

        django.setup()
        # Each login tells the log; the report is the only thing to read here.
        logging.getLogger("sakip").setLevel(logging.WARNING)
        from bench import bagian  # noqa: PLC0415

        return bagian.run_all(SEED)


if __name__ == "__main__":
    sys.exit(main())
