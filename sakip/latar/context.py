"""What a running job may do: say how far it is, see that it was cancelled, leave a result."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sakip.latar.models import Pekerjaan, PekerjaanQuerySet
from sakip.web.clock import now
from sakip.web.store import load_store

if TYPE_CHECKING:
    from sakip.organisasi.models import Pengguna

# A progress line is a write to disk; people read no more than two a second.
JEDA = 0.5
HASIL = "hasil"


class Stopped(Exception):  # noqa: N818  # not an error: the owner asked for it, or another worker took over
    """The job must end here, without a trace of half its work."""


class JobContext:
    """Given to every job. `acting_user` is the owner, wearing the cap he had when he started it."""

    def __init__(self, pekerjaan: Pekerjaan, acting_user: Pengguna) -> None:
        self.pekerjaan = pekerjaan
        self.acting_user = acting_user
        self._said = 0.0

    def progress(self, persen: int, kata: str) -> None:
        """Say how far the job is (0 to 100) and at what; stops a job that was cancelled.

        Inside a transaction of the job it shows when that commits.
        """
        if time.monotonic() - self._said < JEDA:
            return
        self._said = time.monotonic()
        self._write(kemajuan=max(0, min(100, persen)), kata=kata[:200])

    def check_cancelled(self) -> None:
        """Stop here if the owner cancelled. Call it wherever stopping is safe."""
        if not self._rows().exists():
            raise Stopped

    def save_result(self, nama: str, isi: bytes) -> None:
        """Keep a file for the owner, seven days; a second call replaces the first."""
        stored = load_store(HASIL).write([isi])
        self._write(hasil=stored.sha256, hasil_nama=nama[:200], hasil_ukuran=stored.ukuran)

    def finish(self) -> None:
        """End the job well. A job whose work is one transaction calls it as the last line inside it:
        then the work and its end are committed together, and a killed worker cannot repeat it.
        """
        if self.pekerjaan.status == Pekerjaan.Status.SELESAI:
            return
        self._write(
            status=Pekerjaan.Status.SELESAI, kemajuan=100, kata="", galat="", selesai_pada=now()
        )
        self.pekerjaan.status = Pekerjaan.Status.SELESAI

    def _rows(self) -> PekerjaanQuerySet:
        return Pekerjaan.objects.held(self.pekerjaan).filter(batal_diminta=False)

    def _write(self, **fields: object) -> None:
        if not self._rows().update(**fields):
            raise Stopped
