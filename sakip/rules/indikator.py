"""Whether the sheet of an indicator holds together: formula, direction, aggregation, targets.

What contradicts itself would never give a capaian, or a wrong one, so it is refused where it is
written and not found a year later. No regulation orders this; it follows from the formulas.
"""

from collections.abc import Iterator, Mapping

from sakip.rules.agregasi import Agregasi
from sakip.rules.periode import Frekuensi, periode_diukur
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.skala import SkalaOrdinal
from sakip.rules.tanggal import write_triwulan
from sakip.rules.target import JENIS_BERLABEL, JENIS_TARGET, JenisTarget, Target, write_target

Temuan = tuple[str, str]
"""The field at fault, and the sentence."""

BERHITUNG = frozenset({
    Agregasi.KUMULATIF, Agregasi.RATA_RATA, Agregasi.RASIO, Agregasi.PERSEN_KUMULATIF,
})  # fmt: skip
"""Aggregations that compute, and so need figures and not labels."""


def check_lembar(
    rumus: Rumus,
    agregasi: Agregasi,
    frekuensi: Frekuensi,
    *,
    arah: Arah | None,
    has_baseline: bool,
    skala: SkalaOrdinal | None,
) -> Iterator[Temuan]:
    """Every contradiction of the sheet itself, by field."""
    if arah is not None and rumus.arah not in (None, arah):
        yield "arah", f"Rumus {rumus.token} untuk indikator {rumus.arah}, bukan {arah}."
    if rumus is Rumus.BASELINE and arah is None:
        yield "arah", f"Rumus {rumus.token} untuk kedua arah. Tulis naik atau turun."
    if rumus is Rumus.BASELINE and not has_baseline:
        yield "baseline", f"Rumus {rumus.token} perlu angka baseline."
    if rumus is Rumus.ORDINAL and skala is None:
        yield "skala", "Rumus ordinal perlu skala predikat. Pilih skalanya."
    if JENIS_TARGET[rumus][0] in JENIS_BERLABEL and agregasi in BERHITUNG:
        pesan = f"Predikat tidak dapat dihitung sebagai {agregasi.nama}. Pilih posisi akhir."
        yield "agregasi", pesan
    if agregasi is Agregasi.TAHUNAN and frekuensi is not Frekuensi.TAHUNAN:
        yield (
            "frekuensi",
            "Satu angka setahun berarti diukur tahunan. Ganti frekuensi atau agregasi.",
        )


def check_target(target: Target, rumus: Rumus, skala: SkalaOrdinal | None) -> str:
    """Why this target cannot be measured by the formula; "" when it can."""
    if target.jenis is JenisTarget.TIDAK_DINILAI:
        return ""
    if target.jenis not in JENIS_TARGET[rumus]:
        return f"Target {write_target(target)} tidak cocok dengan rumus {rumus.token}. Ganti juga targetnya."
    if target.jenis is JenisTarget.ORDINAL and skala and skala.compute_rank(target.label) is None:
        return f"Target {target.label} tidak ada dalam skala {skala.judul}. Ganti juga targetnya."
    return ""


def check_triwulan(
    targets: Mapping[tuple[int, int], Target], frekuensi: Frekuensi
) -> Iterator[tuple[tuple[int, int], str]]:
    """Promises for quarters in which the indicator has no figure, by (year, quarter)."""
    for (tahun, tw), target in targets.items():
        if target.jenis is not JenisTarget.TIDAK_DINILAI and not periode_diukur(frekuensi, tw):
            pesan = f"Indikator ini tidak diukur pada {write_triwulan(tw)}. Kosongkan targetnya."
            yield (tahun, tw), pesan
