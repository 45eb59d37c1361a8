"""Jobs only the tests know."""

import os
import time
from pathlib import Path

from sakip.latar.context import JobContext
from sakip.latar.registry import job
from sakip.rules.decision import RuleError


@job("uji.catat")
def catat(ctx: JobContext, *, berkas: str, detik: float = 0) -> None:
    """Writes that it began, takes its time, leaves a result, writes that it is done."""
    with Path(berkas).open("a") as file:
        print("mulai", ctx.pekerjaan.percobaan, os.getpid(), file=file, flush=True)
    until = time.monotonic() + detik
    while time.monotonic() < until:
        ctx.progress(50, "Menyalin baris 5 dari 10.")
        time.sleep(0.05)
    ctx.save_result("hasil.txt", b"isi hasil")
    with Path(berkas).open("a") as file:
        print("akhir", ctx.pekerjaan.percobaan, file=file, flush=True)


@job("uji.tuli", batas_detik=2)
def tuli(ctx: JobContext, *, berkas: str) -> None:
    """Never looks whether it should stop."""
    Path(berkas).write_text("mulai")
    time.sleep(60)


@job("uji.tuli_lama")
def tuli_lama(ctx: JobContext, *, berkas: str) -> None:
    tuli.fungsi(ctx, berkas=berkas)


@job("uji.mati")
def mati(ctx: JobContext) -> None:
    """Takes the whole process down, as the kernel does when memory is short."""
    os._exit(9)


@job("uji.tolak")
def tolak(ctx: JobContext) -> None:
    raise RuleError("Baris 12 kolom target: tulis angka seperti 87,5.")


@job("uji.rusak")
def rusak(ctx: JobContext) -> None:
    raise KeyError("rahasia-dalam-galat")


@job("uji.sibuk")
def sibuk(ctx: JobContext) -> None:
    raise OSError("disk penuh")


@job("uji.siapa")
def siapa(ctx: JobContext) -> None:
    cap = ctx.acting_user.cap
    ctx.save_result("siapa.txt", f"{ctx.acting_user} sebagai {cap.sebutan}".encode())
