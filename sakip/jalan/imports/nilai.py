"""A workbook of values: every row goes through the page's own form and action, first only to try.

Nothing of an upload is kept: the preview carries the good rows back, and they are read again by the same
form when they are applied.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction

from sakip.evaluasi.actions.arsip import IsiArsip, import_nilai_arsip
from sakip.jalan.actions.nilai import import_pembanding
from sakip.jalan.forms.nilai import ArsipForm, PembandingForm
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.decision import RuleError
from sakip.web.forms import first_fault
from sakip.web.xlsx import Kolom, read_sheet

MAX_BARIS = 200
MAX_HURUF = 100_000


@dataclass(frozen=True, slots=True)
class Jenis:
    """One kind of workbook."""

    nama: str
    kolom: tuple[Kolom, ...]
    contoh: tuple[tuple[object, ...], ...]


@dataclass(slots=True)
class BarisPratinjau:
    """A row as it was read: what it says, and its faults as (column, sentence)."""

    nomor: int
    isi: Mapping[str, str]
    galat: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pratinjau:
    """All rows, and the good ones in the form in which they come back."""

    baris: list[BarisPratinjau]

    @property
    def baik(self) -> int:
        return sum(not row.galat for row in self.baris)

    @property
    def bawaan(self) -> str:
        """The good rows, as the field `baris` of the page that applies them."""
        return json.dumps([dict(row.isi) for row in self.baris if not row.galat])


def _angka(kunci: str, judul: str, *, wajib: bool = True) -> Kolom:
    return Kolom(kunci, judul, wajib=wajib, angka=True)


JENIS = {
    "nilai": Jenis(
        "Nilai resmi",
        (
            Kolom("kode", "Kode perangkat daerah", keterangan="Kosong: nilai pemda."),
            _angka("tahun", "Tahun evaluasi"),
            _angka("k1", "Perencanaan"),
            _angka("k2", "Pengukuran"),
            _angka("k3", "Pelaporan"),
            _angka("k4", "Evaluasi internal"),
            _angka("k5", "Capaian", wajib=False),
            _angka("jumlah", "Nilai akhir di surat", wajib=False),
            Kolom("surat", "Sumber dan nomor surat", wajib=True, lebar=40),
            Kolom("bertanggal", "Tanggal surat", tanggal=True),
        ),
        (
            ("", 2021, 20.38, 14.27, 9.87, 5.93, 11.45, 61.90, "B/1/AA.05/2021", ""),
            ("", 2025, 20.55, 18.40, 9.68, 15.95, "", 64.58, "B/2/AA.05/2025", ""),
        ),
    ),
    "pembanding": Jenis(
        "Nilai pembanding",
        (
            Kolom("daerah", "Daerah", wajib=True, lebar=30),
            _angka("tahun", "Tahun evaluasi"),
            _angka("jumlah", "Nilai"),
            Kolom("surat", "Sumber", wajib=True, lebar=40),
        ),
        (("Kabupaten Tetangga", 2025, 66.10, "Siaran pers, 2 Oktober 2025"),),
    ),
}


def preview(jenis: str, berkas: Any, *, acting_user: Pengguna) -> Pratinjau:
    """What each row would do; nothing stays. Raises ValidationError for a file that cannot be read."""
    sheet = read_sheet(berkas, JENIS[jenis].kolom, max_baris=MAX_BARIS, max_huruf=MAX_HURUF)
    judul = {k.kunci: k.judul for k in JENIS[jenis].kolom}
    rows = []
    for row in sheet.baris:
        isi = {
            kunci: value.isoformat() if isinstance(value, date) else value
            for kunci, value in row.isi.items()
        }
        one = BarisPratinjau(row.nomor, isi)
        one.galat += [(judul[kunci], teks) for kunci, teks in row.galat.items()]
        rows.append(one)
    with transaction.atomic():
        for one in rows:
            if not one.galat:
                one.galat += _try(jenis, one.isi, judul, acting_user)
        transaction.set_rollback(True)
    return Pratinjau(rows)


def write_rows(jenis: str, teks: str, *, acting_user: Pengguna) -> int:
    """Write the rows of a preview, all or none. Raises RuleError when one of them no longer holds."""
    rows = _load(teks)
    try:
        forms = [_parse(jenis, isi, acting_user) for isi in rows]
        _write(jenis, forms, acting_user)
    except ValidationError as error:
        raise RuleError(f"Data berubah sejak pratinjau. {first_fault(error)}") from error
    return len(rows)


def _load(teks: str) -> list[dict[str, str]]:
    try:
        rows = json.loads(teks[:MAX_HURUF])
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    shaped = isinstance(rows, list) and 0 < len(rows) <= MAX_BARIS
    if not shaped or not all(
        isinstance(row, dict) and all(isinstance(value, str) for value in row.values())
        for row in rows
    ):
        raise BadRequest
    return rows  # type: ignore[no-any-return]  # checked above


def _try(
    jenis: str, isi: Mapping[str, str], judul: Mapping[str, str], user: Pengguna
) -> list[tuple[str, str]]:
    """The faults of one row; without any it stays written until the whole try is undone."""
    try:
        with transaction.atomic():
            _write(jenis, [_parse(jenis, isi, user)], user)
    except ValidationError as error:
        return [
            (judul.get(name, ""), text)
            for name, faults in error.update_error_dict({}).items()
            for fault in faults
            for text in fault.messages
        ]
    except RuleError as error:
        return [("", str(error))]
    return []


def _parse(jenis: str, isi: Mapping[str, str], user: Pengguna) -> Any:
    """The row as its action takes it. Raises ValidationError with the faults by column."""
    form = ArsipForm(isi) if jenis == "nilai" else PembandingForm(isi)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    if isinstance(form, PembandingForm):
        return form.to_isi()
    return IsiArsip(perangkat_daerah=_unit(isi.get("kode", ""), user), **form.to_isi())


def _unit(kode: str, user: Pengguna) -> PerangkatDaerah | None:
    if not kode:
        return None
    unit = PerangkatDaerah.objects.visible_to(user).filter(kode=kode).first()
    if unit is None:
        raise ValidationError({"kode": f"Kode {kode} tidak ada di instansi ini."})
    return unit


def _write(jenis: str, isi: Sequence[Any], user: Pengguna) -> None:
    act: Callable[..., object] = import_nilai_arsip if jenis == "nilai" else import_pembanding
    act(isi, acting_user=user)
