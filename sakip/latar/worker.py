"""The worker: takes jobs one after the other and runs each in a child process.

A child can be ended for running too long, for not heeding a cancel, or by the kernel for its memory,
and the worker lives on. The worker itself may be killed at any moment: its child notices and ends, the
lease runs out, and the next worker takes the job again.
"""

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from multiprocessing import connection as pipes
from multiprocessing.context import ForkProcess
from types import FrameType
from typing import TypeVar

from django.db import DatabaseError, connections

from sakip.latar import queue
from sakip.latar.models import Pekerjaan
from sakip.latar.registry import BATAS_DETIK, JOBS, PERIODICS
from sakip.latar.runner import run_pekerjaan
from sakip.web.clock import now
from sakip.web.scope import SEMUA, instansi_scope

logger = logging.getLogger(__name__)

JEDA_ANTREAN = 1.0
JEDA_DETAK = 10.0
TENGGANG = 7.0
TERLALU_LAMA = (
    "Pekerjaan ini melewati {menit} menit dan dihentikan. Coba dengan data yang lebih sedikit."
)
Ending = Callable[[Pekerjaan], None]
Answer = TypeVar("Answer")

fork = multiprocessing.get_context("fork")


class Worker:
    """One loop: periodic work that is due, then the next job.

    `sewa` is the length of a lease; `tenggang` how many seconds a job may go on after SIGTERM.
    """

    def __init__(self, sewa: timedelta, tenggang: float) -> None:
        self.sewa = sewa
        self.tenggang = tenggang
        self.beat = sewa.total_seconds() / 3
        self.stopping = False
        self.periodic: ForkProcess | None = None
        self.periodic_until = self.periodic_next = 0.0

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def run(self) -> None:
        """Work until asked to stop; a database that does not answer is waited for."""
        while not self.stopping:
            self.run_periodic()
            if not self.run_next():
                time.sleep(JEDA_ANTREAN)
        if self.periodic is not None:
            self.periodic.join(self.tenggang)
            self.periodic.kill()

    def run_next(self) -> bool:
        """Take one job and see it through; False when there was none."""
        row = _patiently(partial(queue.claim, self.sewa), None)
        if row is not None:
            self.attend(row)
        return row is not None

    def attend(self, row: Pekerjaan) -> None:
        """Keep the lease while the child works, and end the child when it must end."""
        begun = beaten = kept = time.monotonic()
        child = _start(partial(run_pekerjaan, row))
        while not _ended(child, min(self.beat, JEDA_ANTREAN)):
            moment = time.monotonic()
            if moment - beaten > self.beat:
                beaten = moment
                kept = moment if _patiently(partial(queue.renew, row, self.sewa), True) else kept
            if ending := self._ending(row, moment - begun, moment - kept):
                child.join(self.tenggang if self.stopping else 0)
                child.kill()
                child.join()
                _patiently(partial(ending, row), None)
                return
            self.run_periodic()
        if child.exitcode:
            _patiently(partial(queue.try_again, row, queue.TERHENTI), None)

    def _ending(self, row: Pekerjaan, running: float, refused: float) -> Ending | None:
        """Why the child must end now, as the step that writes it down.

        `running`: seconds since it began; `refused`: since the lease was last renewed. A cancelled job
        has a whole lease to stop by itself.
        """
        batas = JOBS[row.nama].batas_detik if row.nama in JOBS else BATAS_DETIK
        if running > batas:
            return partial(queue.fail, sentence=TERLALU_LAMA.format(menit=max(1, batas // 60)))
        if refused > self.sewa.total_seconds():
            return queue.end_cancelled
        return queue.give_back if self.stopping else None

    def run_periodic(self) -> None:
        """Start what is due, one at a time, beside the job that may be running."""
        moment = time.monotonic()
        if self.periodic is not None and self.periodic.is_alive():
            if moment > self.periodic_until:
                self.periodic.kill()
            return
        if moment < self.periodic_next:
            return
        self.periodic_next = moment + JEDA_DETAK
        for work in PERIODICS.values():
            if _patiently(partial(queue.claim_detak, work, now()), False):
                self.periodic = _start(partial(_run_periodic, work.nama, work.fungsi))
                self.periodic_until = moment + BATAS_DETIK
                self.periodic_next = moment
                return


def run_worker(sewa: timedelta = queue.SEWA, tenggang: float = TENGGANG) -> None:
    """Run one worker in this process until SIGTERM or SIGINT; a job cut short goes back to the queue."""
    worker = Worker(sewa, tenggang)
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    # A pool keeps its connections with threads, and threads do not survive a fork.
    for database in connections.settings.values():
        database["OPTIONS"].pop("pool", None)
    connections.close_all()
    worker.run()


def _patiently(step: Callable[[], Answer], otherwise: Answer) -> Answer:
    """The answer of a step on the queue; `otherwise` when the database is locked or restarting."""
    try:
        with instansi_scope(SEMUA):
            return step()
    except DatabaseError as error:
        logger.warning("Antrean tidak terbaca: %s", error)
        connections.close_all()
        return otherwise


def _start(work: Callable[[], None]) -> ForkProcess:
    """A child with its own database connection."""
    connections.close_all()
    child = fork.Process(target=_in_child, args=(work,))
    child.start()
    return child


def _in_child(work: Callable[[], None]) -> None:
    # A signal to the whole group is the worker's to answer: it gives the child its time.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    work()
    connections.close_all()


def _end_with_parent() -> None:
    """A worker killed with -9 leaves no child behind that goes on working."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        pipes.wait([parent.sentinel])
    os._exit(1)


def _ended(child: ForkProcess, seconds: float) -> bool:
    child.join(seconds)
    return not child.is_alive()


def _run_periodic(nama: str, work: Callable[[], None]) -> None:
    try:
        with instansi_scope(SEMUA):
            work()
    except Exception:
        logger.exception("Pekerjaan berkala %s gagal", nama)
