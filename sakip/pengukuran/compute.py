"""From what was typed to what follows: the value of the year so far, its capaian and class.

The engine is `sakip.rules`; here only rows become its arguments and its answers become columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from sakip.pengukuran.models import CapaianTahun, Masa, Potret, Realisasi
from sakip.rules.agregasi import Agregasi, Agregat, IsiMasa, compute_agregat
from sakip.rules.alasan import Alasan
from sakip.rules.capaian import Capaian, compute_capaian
from sakip.rules.kelas import BAWAAN, AturanPengukuran, kelas_dari, load_aturan_pengukuran
from sakip.rules.skala import SkalaOrdinal, load_skala_ordinal
from sakip.rules.target import Target

# What the engine writes beside a figure, and into a year.
HITUNGAN = ("capaian", "kelas", "alasan", "tercapai", "langkah")
EMPAT_DESIMAL = Decimal("0.0001")
TERBESAR = Decimal(10) ** 14

ALASAN_KEADAAN = {
    Realisasi.Keadaan.TIDAK_DIUKUR: Alasan.TIDAK_DIUKUR,
    Realisasi.Keadaan.MENUNGGU_DATA: Alasan.MENUNGGU_DATA,
}


@dataclass(slots=True)
class Isi:
    """One period of one indicator: its contract and what was typed (None: nothing yet)."""

    potret: Potret
    realisasi: Realisasi | None


def roots() -> tuple[Path, ...]:
    """The folders of regulations in force here."""
    return tuple(settings.REGULASI_DIRS)


def load_aturan() -> AturanPengukuran:
    """The scale of classes this installation uses."""
    return load_aturan_pengukuran(roots())[BAWAAN]


def load_skala(potret: Potret) -> SkalaOrdinal | None:
    """The ordinal scale of an indicator, None for figures."""
    return load_skala_ordinal(roots()).get(potret.skala)


def compute_agregat_of(isi: Sequence[Isi]) -> Agregat:
    """The value of the year so far, from the periods up to and with the last one given."""
    last = isi[-1].potret
    rows = [to_isi_masa(row) for row in isi]
    if last.masa.jenis == Masa.Jenis.TAHUN:
        rows = rows[-1:]
        return compute_agregat(Agregasi.POSISI_AKHIR, rows, desimal=last.desimal)
    faktor = Decimal(last.faktor)
    return compute_agregat(last.agregasi_rule, rows, faktor=faktor, desimal=last.desimal)


def compute_capaian_of(isi: Sequence[Isi]) -> Capaian:
    """The capaian of the last period given, by the rule of its contract."""
    potret, realisasi = isi[-1].potret, isi[-1].realisasi
    agregat = compute_agregat_of(isi)
    value: Any = agregat.nilai if agregat.alasan is None else agregat.alasan
    if realisasi is None or realisasi.kosong:
        # An emptied row does not live on the figure of the period before.
        value = Alasan.REALISASI_KOSONG
    elif realisasi.keadaan != Realisasi.Keadaan.TERISI:
        value = ALASAN_KEADAAN[Realisasi.Keadaan(realisasi.keadaan)]
    return _compute(isi, agregat, agregat.target or potret.target, value)


def compute_tahun(isi: Sequence[Isi]) -> Capaian:
    """The year so far by the last contract, against its promise of the year or that of the figures."""
    agregat, last = compute_agregat_of(isi), isi[-1].potret
    value: Any = agregat.nilai if agregat.alasan is None else agregat.alasan
    return _compute(isi, agregat, last.target_tahun or agregat.target, value)


def _compute(isi: Sequence[Isi], agregat: Agregat, target: Target | None, value: Any) -> Capaian:
    """The capaian with its whole working: how the value came about where nobody typed it, and a warning."""
    potret = isi[-1].potret
    hasil = compute_capaian(
        target,
        value,
        potret.rumus_rule,
        baseline=potret.baseline,
        arah=potret.arah_rule,
        skala=load_skala(potret),
        desimal=potret.desimal,
    )
    if hasil.nilai is None:
        return hasil
    typed = to_isi_masa(isi[-1]).nilai
    steps = (agregat.langkah if agregat.nilai != typed else "", hasil.langkah, hasil.catatan)
    return replace(hasil, langkah=". ".join(filter(None, steps)))


def fill_hasil(isi: Sequence[Isi]) -> None:
    """Write capaian, kelas, alasan, tercapai and langkah into the last period's realisasi (unsaved)."""
    row = isi[-1].realisasi
    if row is not None:
        _write(row, compute_capaian_of(isi))


def fill_tahun(row: CapaianTahun, isi: Sequence[Isi]) -> None:
    """Write the year so far into its row (unsaved), from all contracts of the year in order."""
    row.potret = isi[-1].potret
    _write(row, compute_tahun(isi))


def _write(row: Realisasi | CapaianTahun, hasil: Capaian) -> None:
    row.capaian = _stored(hasil.nilai)
    row.kelas = "" if hasil.nilai is None else kelas_dari(load_aturan(), hasil.nilai).kode
    row.alasan = hasil.alasan.value if hasil.alasan else ""
    row.tercapai = hasil.tercapai
    row.langkah = hasil.langkah


def _stored(capaian: Decimal | None) -> Decimal | None:
    """Cut to four places; a percentage beyond any column (a target of nearly 0) stops at its edge."""
    if capaian is None:
        return None
    return max(-TERBESAR, min(TERBESAR, capaian)).quantize(EMPAT_DESIMAL, ROUND_DOWN)


def to_isi_masa(isi: Isi) -> IsiMasa:
    """What one period holds, as the engine reads it."""
    potret, row = isi.potret, isi.realisasi
    if row is None or row.keadaan != Realisasi.Keadaan.TERISI:
        return IsiMasa(target=potret.target)
    return IsiMasa(
        nilai=row.label or row.nilai,
        target=potret.target,
        pembilang=row.pembilang,
        penyebut=row.penyebut,
        bobot=row.bobot,
    )
