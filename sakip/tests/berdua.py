"""Two at once: an act in another thread, so on another connection of PostgreSQL."""

import threading
from collections.abc import Callable

from django.db import connection

from sakip.web.scope import SEMUA, instansi_scope


def beside(faults: list[BaseException], act: Callable[[], object]) -> threading.Thread:
    """Begin an act beside the test; what it raises is told to it in `faults`."""

    def run() -> None:
        try:
            with instansi_scope(SEMUA):
                act()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread
