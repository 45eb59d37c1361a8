"""From the values of periods to the value of the year so far, and its target.

What is stored is each period's own figures: for a ratio the period's own numerator and denominator,
not the running totals. The value so far is computed from sums, so a corrected quarter corrects
every later one, and the mean of quarterly ratios never stands in for the ratio. Documents that
print running totals (6/5.560 after 3/2.790) are taken apart with `split_kumulatif` on the way in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from itertools import pairwise

from sakip.rules.alasan import Alasan
from sakip.rules.angka import EKSAK, write_angka
from sakip.rules.target import JENIS_BERANGKA, Target

FAKTOR = (Decimal(1), Decimal(100), Decimal(1000), Decimal(100_000))
"""What a ratio is commonly multiplied by: as it is, percent, per 1.000, per 100.000."""


class Agregasi(StrEnum):
    """How periods make a year; the value is the stored key, `nama` is for people."""

    nama: str

    KUMULATIF = "KUM", "jumlah dari awal tahun"
    POSISI_AKHIR = "AKH", "posisi akhir"
    RATA_RATA = "RAT", "rata-rata"
    RASIO = "RAS", "rasio dari jumlah pembilang dan penyebut"
    PERSEN_KUMULATIF = "%K", "persen kumulatif"
    TAHUNAN = "TAH", "satu angka setahun"

    def __new__(cls, key: str, nama: str) -> "Agregasi":
        member = str.__new__(cls, key)
        member._value_ = key
        member.nama = nama
        return member


@dataclass(frozen=True, slots=True)
class IsiMasa:
    """What one period holds: a value, or for a ratio its own numerator and denominator.

    `bobot` is the number of respondents behind a value that is averaged. `target` is the period's
    own target; for `kumulatif` the period's share, otherwise the level to be at.
    """

    nilai: Decimal | str | None = None
    target: Target | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    bobot: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Agregat:
    """The value so far with its target, or the reason why there is none.

    `langkah` is the arithmetic; `peringatan` are sentences to answer, never a refusal.
    """

    nilai: Decimal | str | None
    target: Target | None
    alasan: Alasan | None
    langkah: str
    peringatan: tuple[str, ...] = ()


def compute_agregat(
    agregasi: Agregasi,
    masa: Sequence[IsiMasa],
    *,
    faktor: Decimal = Decimal(1),
    desimal: int = 2,
) -> Agregat:
    """The value of the year so far from its periods in order; empty periods are passed over.

    - kumulatif: the sum, against the sum of the targets of the same periods;
    - posisi akhir, persen kumulatif, tahunan: the last value; a cumulative percentage that fell
      is a warning;
    - rata-rata: plain, or weighted as soon as one `bobot` is given, and then all must be;
    - rasio: sum of numerators ÷ sum of denominators × `faktor`.

    All but kumulatif are measured against the target of the last period that has a value.
    `desimal` is how `langkah` prints the result.
    """
    terisi = [isi for isi in masa if _is_terisi(isi, agregasi)]
    if not terisi:
        return Agregat(None, None, Alasan.REALISASI_KOSONG, Alasan.REALISASI_KOSONG.kalimat)
    with localcontext(EKSAK):
        is_jumlah = agregasi is Agregasi.KUMULATIF
        target = sum_target(isi.target for isi in terisi) if is_jumlah else terisi[-1].target
        hasil = _HITUNG[agregasi](terisi, faktor)
    if isinstance(hasil, Alasan):
        return Agregat(None, target, hasil, hasil.kalimat)
    nilai, kata = hasil
    tertulis = nilai if isinstance(nilai, str) else write_angka(nilai, desimal)
    peringatan = _find_turun(terisi) if agregasi is Agregasi.PERSEN_KUMULATIF else ()
    return Agregat(nilai, target, None, f"{kata} = {tertulis}", peringatan)


def sum_target(targets: Iterable[Target | None]) -> Target | None:
    """The target of several periods together: their bounds added, periods without one passed over.

    None when no period has a numeric target; the kind is that of the first.
    """
    berangka = [t for t in targets if t is not None and t.jenis in JENIS_BERANGKA]
    if not berangka:
        return None
    bawah = [t.bawah for t in berangka if t.bawah is not None]
    atas = [t.atas for t in berangka if t.atas is not None]
    with localcontext(EKSAK):
        return Target(
            berangka[0].jenis,
            sum(bawah, Decimal(0)) if bawah else None,
            sum(atas, Decimal(0)) if atas else None,
        )


def split_kumulatif(totals: Iterable[Decimal | None]) -> list[Decimal | None]:
    """Running totals taken apart into each period's own figure; an empty period stays empty.

    3, 6, 10 becomes 3, 3, 4. A total that falls gives a negative figure: a correction.
    """
    sebelum = Decimal(0)
    sendiri: list[Decimal | None] = []
    for total in totals:
        if total is None:
            sendiri.append(None)
            continue
        with localcontext(EKSAK):
            sendiri.append(total - sebelum)
        sebelum = total
    return sendiri


_Hasil = tuple[Decimal | str, str] | Alasan


def _is_terisi(isi: IsiMasa, agregasi: Agregasi) -> bool:
    if agregasi is Agregasi.RASIO:
        return isi.pembilang is not None and isi.penyebut is not None
    return isi.nilai is not None


def _compute_jumlah(terisi: Sequence[IsiMasa], _: Decimal) -> _Hasil:
    angka = _numbers(isi.nilai for isi in terisi)
    if len(angka) < len(terisi):
        return Alasan.BENTUK_TAK_COCOK
    return sum(angka, Decimal(0)), f"Jumlah = {_join(angka)}"


def _compute_akhir(terisi: Sequence[IsiMasa], _: Decimal) -> _Hasil:
    nilai = terisi[-1].nilai
    return Alasan.REALISASI_KOSONG if nilai is None else (nilai, "Posisi akhir")


def _compute_rata_rata(terisi: Sequence[IsiMasa], _: Decimal) -> _Hasil:
    angka = _numbers(isi.nilai for isi in terisi)
    bobot = _numbers(isi.bobot for isi in terisi)
    if len(angka) < len(terisi):
        return Alasan.BENTUK_TAK_COCOK
    if not bobot:
        return sum(angka, Decimal(0)) / len(angka), f"Rata-rata = ({_join(angka)}) ÷ {len(angka)}"
    if len(bobot) < len(terisi):
        return Alasan.BOBOT_KOSONG
    if sum(bobot) == 0:
        return Alasan.PENYEBUT_NOL
    tertimbang = sum((n * b for n, b in zip(angka, bobot, strict=True)), Decimal(0))
    suku = " + ".join(f"{_write(n)} × {_write(b)}" for n, b in zip(angka, bobot, strict=True))
    return tertimbang / sum(bobot), f"Rata-rata = ({suku}) ÷ ({_join(bobot)})"


def _compute_rasio(terisi: Sequence[IsiMasa], faktor: Decimal) -> _Hasil:
    pembilang = _numbers(isi.pembilang for isi in terisi)
    penyebut = _numbers(isi.penyebut for isi in terisi)
    if sum(penyebut) == 0:
        return Alasan.PENYEBUT_NOL
    nilai = faktor * sum(pembilang, Decimal(0)) / sum(penyebut, Decimal(0))
    kali = "" if faktor == 1 else f" × {write_angka(faktor, None)}"
    return nilai, f"Rasio = ({_join(pembilang)}) ÷ ({_join(penyebut)}){kali}"


_HITUNG: Mapping[Agregasi, Callable[[Sequence[IsiMasa], Decimal], _Hasil]] = {
    Agregasi.KUMULATIF: _compute_jumlah,
    Agregasi.POSISI_AKHIR: _compute_akhir,
    Agregasi.RATA_RATA: _compute_rata_rata,
    Agregasi.RASIO: _compute_rasio,
    Agregasi.PERSEN_KUMULATIF: _compute_akhir,
    Agregasi.TAHUNAN: _compute_akhir,
}


def _find_turun(terisi: Sequence[IsiMasa]) -> tuple[str, ...]:
    angka = _numbers(isi.nilai for isi in terisi)
    return tuple(
        f"Persen kumulatif turun dari {_write(lama)} menjadi {_write(baru)}. "
        "Periksa angkanya atau tulis alasannya."
        for lama, baru in pairwise(angka)
        if baru < lama
    )


def _numbers(semua: Iterable[Decimal | str | None]) -> list[Decimal]:
    return [nilai for nilai in semua if isinstance(nilai, Decimal)]


def _join(angka: Iterable[Decimal]) -> str:
    return " + ".join(map(_write, angka))


def _write(angka: Decimal) -> str:
    """Every decimal that says something: what was typed and what a column gives back print alike."""
    return write_angka(angka.normalize(EKSAK), None)
