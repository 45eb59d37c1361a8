"""What a person typed for one indicator, read with care: nothing is guessed, nothing is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sakip.pengukuran.compute import load_skala
from sakip.pengukuran.models import Masa, Potret, Realisasi
from sakip.rules.agregasi import Agregasi
from sakip.rules.alasan import Alasan
from sakip.rules.angka import AngkaAmbigu, AngkaError, Pemisah, read_angka, read_nomor
from sakip.rules.target import read_realisasi

KALIMAT = ("sebab", "tindak_lanjut", "penjelasan")
TEKS = ("nilai", "pembilang", "penyebut", "bobot", *KALIMAT)
BIDANG = (*TEKS, "sifat", "tahun_data")
MAKS_KALIMAT = 2000
# No figure of a source is older when a year is reported.
TAHUN_MUNDUR = 5
KEADAAN_ALASAN = {
    Alasan.TIDAK_DIUKUR: Realisasi.Keadaan.TIDAK_DIUKUR,
    Alasan.TIDAK_DINILAI: Realisasi.Keadaan.TIDAK_DIUKUR,
    Alasan.MENUNGGU_DATA: Realisasi.Keadaan.MENUNGGU_DATA,
    Alasan.BELUM_RILIS: Realisasi.Keadaan.MENUNGGU_DATA,
}


@dataclass(slots=True)
class Isian:
    """One row of the sheet as it came from the page, and what it means; `galat` by field.

    `ambigu`: a number that could mean two things, which `pemisah` (the sign of thousands) settles.
    """

    potret: Potret
    teks: Mapping[str, str]
    revisi: int
    pemisah: Pemisah | None = None
    nilai: dict[str, Any] = field(default_factory=dict)
    galat: dict[str, str] = field(default_factory=dict)
    ambigu: bool = False

    @property
    def kosong(self) -> bool:
        """Whether nothing at all was typed."""
        return not any(self.teks[name] for name in TEKS)

    def refuse(self, name: str, error: AngkaError) -> None:
        """What is wrong with a number."""
        self.galat[name] = str(error)
        self.ambigu = self.ambigu or isinstance(error, AngkaAmbigu)


def with_ratio(potret: Potret) -> bool:
    """Whether this row is typed as numerator and denominator."""
    return potret.masa.jenis != Masa.Jenis.TAHUN and potret.agregasi == Agregasi.RASIO.value


def read_isian(
    potret: Potret, data: Mapping[str, str], revisi: int, pemisah: Pemisah | None = None
) -> Isian:
    """Read one row; `data` holds the typed texts by field (BIDANG)."""
    teks = {name: (data.get(name) or "").strip() for name in BIDANG}
    isian = Isian(potret, teks, revisi, pemisah)
    isian.nilai = {
        "keadaan": Realisasi.Keadaan.TERISI,
        "nilai": None,
        "label": "",
        "pembilang": None,
        "penyebut": None,
        "bobot": _number(isian, "bobot"),
        "sifat": _sifat(isian),
        "tahun_data": _tahun_data(isian),
    } | {name: _kalimat(isian, name) for name in KALIMAT}
    if with_ratio(potret):
        _read_ratio(isian)
    else:
        _read_value(isian)
    return isian


def _read_value(isian: Isian) -> None:
    potret = isian.potret
    try:
        value = read_realisasi(
            isian.teks["nilai"],
            potret.rumus_rule,
            skala=load_skala(potret),
            pemisah_ribuan=isian.pemisah or ("." if potret.desimal == 0 else None),
        )
    except AngkaError as error:
        isian.refuse("nilai", error)
        return
    if isinstance(value, Alasan):
        isian.nilai["keadaan"] = KEADAAN_ALASAN.get(value, Realisasi.Keadaan.TERISI)
    elif isinstance(value, Decimal):
        isian.nilai["nilai"] = value
        _check_places(isian, "nilai", value)
    else:
        isian.nilai["label"] = value


def _read_ratio(isian: Isian) -> None:
    if isian.teks["pembilang"] in {"-", "–"} or isian.teks["penyebut"] in {"-", "–"}:
        isian.nilai["keadaan"] = Realisasi.Keadaan.TIDAK_DIUKUR
        return
    for name in ("pembilang", "penyebut"):
        isian.nilai[name] = _number(isian, name)
    if bool(isian.teks["pembilang"]) != bool(isian.teks["penyebut"]):
        missing = "penyebut" if isian.teks["pembilang"] else "pembilang"
        isian.galat.setdefault(missing, f"Isi juga {missing}nya.")


def _number(isian: Isian, name: str) -> Decimal | None:
    """A count: whole numbers in thousands are common, so a dot before three digits is read as such."""
    if not isian.teks[name]:
        return None
    try:
        value = read_angka(isian.teks[name], pemisah_ribuan=isian.pemisah or ".")
    except AngkaError as error:
        isian.refuse(name, error)
        return None
    if value < 0:
        isian.galat[name] = "Tidak boleh negatif."
    _check_places(isian, name, value)
    return value


def _kalimat(isian: Isian, name: str) -> str:
    if len(isian.teks[name]) > MAKS_KALIMAT:
        isian.galat[name] = f"Paling panjang {MAKS_KALIMAT} huruf."
    return isian.teks[name]


def _sifat(isian: Isian) -> str:
    sifat = isian.teks["sifat"] or Realisasi.Sifat.TETAP
    if sifat not in Realisasi.Sifat.values:
        isian.galat["sifat"] = "Pilih angka tetap, sementara, atau proksi."
    return sifat


def _tahun_data(isian: Isian) -> int:
    """The year a figure is of: the year measured, unless its source lags behind."""
    tahun = isian.potret.masa.tahun
    typed = isian.teks["tahun_data"]
    if not typed:
        return tahun
    found = read_nomor(typed)
    if found is None or not tahun - TAHUN_MUNDUR <= found <= tahun:
        isian.galat["tahun_data"] = f"Tulis tahun {tahun - TAHUN_MUNDUR} sampai {tahun}."
        return tahun
    return found


def _check_places(isian: Isian, name: str, value: Decimal) -> None:
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > 4:
        isian.galat[name] = "Paling banyak empat angka di belakang koma."
    if abs(value) >= Decimal(10) ** 14:
        isian.galat[name] = "Angka ini terlalu besar. Periksa satuannya."
