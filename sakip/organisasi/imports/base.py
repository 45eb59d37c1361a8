"""One run over the rows of a sheet: in the right order, each by itself, with what it did or why not."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from sakip.organisasi.models import Jabatan, Pengguna, PerangkatDaerah
from sakip.rules.decision import RuleError
from sakip.rules.tanggal import write_tanggal_pendek
from sakip.web.xlsx import Baris, Kolom

# So many rows one request writes within seconds, while SQLite lets nobody else write.
MAX_UBAH = 500
CUKUP = (
    f"Belum diproses: sekali terapkan paling banyak {MAX_UBAH} perubahan. "
    "Terapkan dahulu, lalu unggah berkas yang sama sekali lagi."
)
TIDAK_ADA = "tidak ada di instansi ini, dan tidak ada baris baiknya di berkas ini."
TIDAK_DIKENAL = "tidak dikenal. Pilihannya:"
YA_TIDAK = {"ya": True, "tidak": False}

Isi = Mapping[str, str]
# Column and sentence.
Fault = tuple[str, str]
# Column, before, after, as a person reads them.
Perubahan = tuple[str, str, str]


@dataclass(slots=True)
class Hasil:
    """What a row did: `baru`, `berubah` or `sama`, and which values changed."""

    keadaan: str
    perubahan: list[Perubahan] = field(default_factory=list)


class Impor(ABC):
    """One kind of sheet, for one run under one person; keeps what it looked up."""

    kolom: tuple[Kolom, ...]
    contoh: tuple[tuple[object, ...], ...]

    def __init__(self, user: Pengguna) -> None:
        self.user = user
        self.units: dict[str, PerangkatDaerah] = {}
        # Faults of the row at hand, by column, found before its form is asked.
        self.salah: dict[str, str] = {}

    @abstractmethod
    def kunci(self, isi: Isi) -> str:
        """What the row is about; two rows about one thing are a fault. Empty when it cannot be said."""

    def acuan(self, isi: Isi) -> str:
        """The key of the row that this one needs first."""
        return ""

    @abstractmethod
    def write_row(self, isi: Isi) -> Hasil:
        """Do what the row says, through the actions. Raises ValidationError or PermissionDenied."""

    @abstractmethod
    def stored_rows(self) -> Iterable[tuple[object, ...]]:
        """What is stored now, as rows of this sheet."""

    @abstractmethod
    def pilihan(self) -> dict[str, tuple[str, ...]]:
        """The choices of columns that only the database knows."""

    def find_unit(self, isi: Isi, kunci: str) -> PerangkatDaerah | None:
        """The unit whose code stands in a column; an unknown one is a fault of that column (`salah`)."""
        kode = isi.get(kunci, "")
        if not kode:
            return None
        if kode not in self.units:
            units = PerangkatDaerah.objects.visible_to(self.user)
            self.units |= {unit.kode: unit for unit in units.filter(kode=kode)}
        if kode not in self.units:
            self.salah[kunci] = f"Kode {kode} {TIDAK_ADA}"
        return self.units.get(kode)

    def find_jabatan(self, unit: PerangkatDaerah | None, nama: str) -> Jabatan | None:
        """The position of that name, whatever its capitals, in a unit that was found before."""
        rows = Jabatan.objects.filter(perangkat_daerah=unit, nama__iexact=nama)
        return rows.select_related("perangkat_daerah__instansi", "atasan").first()

    def check_form(self, form: forms.Form, *found: str) -> dict[str, Any]:
        """The cleaned values; every fault of the row is in one ValidationError.

        The fields `found` name rows that were looked up already, so the form does not ask for them.
        """
        for name in found:
            required = form.fields[name].required and name not in self.salah
            form.fields[name] = forms.Field(required=required)
        for one in form.fields.values():
            if isinstance(one, forms.ChoiceField):
                choices: Any = one.choices
                labels = ", ".join(str(label) for value, label in choices if value)
                one.error_messages["invalid_choice"] = f"%(value)s {TIDAK_DIKENAL} {labels}."
        faults = dict(form.errors.as_data())
        faults |= {name: [ValidationError(text)] for name, text in self.salah.items()}
        if faults:
            raise ValidationError(faults)
        return dict(form.cleaned_data)


def write_rows(impor: Impor, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write every row that can be, the ones others need first; a faulty row leaves nothing behind.

    Gives the rows back in the order of the sheet, each with `keadaan`, `perubahan` and `pesan`. Belongs
    inside a transaction.
    """
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        first.setdefault(impor.kunci(row["isi"]), row)
    done: dict[int, dict[str, Any]] = {}
    written = 0
    for row in _ordered(impor, rows, first):
        faults = _faults_before(impor, row, first, written)
        done[row["nomor"]] = _write_row(impor, row, faults)
        written += done[row["nomor"]]["keadaan"] in {"baru", "berubah"}
    return [done[row["nomor"]] for row in rows]


def load_rows(baris: Iterable[Baris]) -> list[dict[str, Any]]:
    """What was read, in the form that is stored: days as ISO text."""
    return [
        {
            "nomor": row.nomor,
            "isi": {
                kunci: value.isoformat() if isinstance(value, date) else value
                for kunci, value in row.isi.items()
            },
            "salah": row.galat,
        }
        for row in baris
    ]


def _ordered(
    impor: Impor, rows: list[dict[str, Any]], first: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    placed: set[int] = set()
    ordered: list[dict[str, Any]] = []
    for row in rows:
        line = []
        step: dict[str, Any] | None = row
        while step is not None and step["nomor"] not in placed:
            placed.add(step["nomor"])
            line.append(step)
            needed = impor.acuan(step["isi"])
            step = first.get(needed) if needed else None
        ordered += reversed(line)
    return ordered


def _faults_before(
    impor: Impor, row: dict[str, Any], first: dict[str, dict[str, Any]], written: int
) -> list[Fault]:
    """What keeps a row from being tried at all."""
    if written >= MAX_UBAH:
        return [("", CUKUP)]
    titles = {k.kunci: k.judul for k in impor.kolom}
    faults = [(titles[kunci], sentence) for kunci, sentence in row["salah"].items()]
    key = impor.kunci(row["isi"])
    twin = first[key]["nomor"]
    if key and twin != row["nomor"]:
        faults.append(
            ("", f"Isinya tentang hal yang sama dengan baris {twin}. Hapus salah satunya.")
        )
    return faults


def _write_row(impor: Impor, row: dict[str, Any], faults: list[Fault]) -> dict[str, Any]:
    titles = {k.kunci: k.judul for k in impor.kolom}
    order = ["", *titles.values()]
    hasil = Hasil("galat")
    impor.salah = {}
    if not faults:
        try:
            with transaction.atomic():
                hasil = impor.write_row(row["isi"])
        except ValidationError as error:
            faults = [(titles.get(name, ""), text) for name, text in _sentences(error, titles)]
        except (PermissionDenied, RuleError) as error:
            faults = [("", str(error))]
    faults = sorted(faults, key=lambda fault: order.index(fault[0]))
    done = {name: row[name] for name in ("nomor", "isi", "salah")}
    # Lists, not tuples: as the database gives them back, so that two runs can be compared.
    done |= {"perubahan": [list(change) for change in hasil.perubahan]}
    return done | {"keadaan": hasil.keadaan, "pesan": [list(fault) for fault in faults]}


def _sentences(error: ValidationError, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each sentence with the column it is about; a constraint's code may name it."""
    found = []
    for name, faults in error.update_error_dict({}).items():
        for fault in faults:
            code = str(fault.code or "")
            found += [(code if code in titles else name, text) for text in fault.messages]
    return found


# --- what the kinds share -----------------------------------------------------------------------
def form_data(
    form: type[forms.Form], row: models.Model | None, typed: Mapping[str, Any]
) -> dict[str, Any]:
    """What a form gets: the cell where it is filled, else what is stored, else the form's own start."""
    data = {}
    for name, one in form.base_fields.items():
        stored = one.initial if row is None else getattr(row, name)
        data[name] = typed.get(name, stored)
    return data


def changed_fields(row: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that differ from what the row holds."""
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def describe_changes(
    row: models.Model, values: Mapping[str, Any], kolom: Iterable[Kolom]
) -> list[Perubahan]:
    """Column, before and after of each value, as a person reads them."""
    titles = {k.kunci: k.judul for k in kolom}
    return [
        (
            titles.get(name, name),
            describe(row, name, getattr(row, name)),
            describe(row, name, value),
        )
        for name, value in values.items()
    ]


def describe(row: models.Model, name: str, value: Any) -> str:
    """A value in words: the label of a choice, Ya or Tidak, a short date."""
    choices = dict(getattr(row._meta.get_field(name), "flatchoices", ()))
    match value:
        case None | "":
            return "kosong"
        case bool():
            return "Ya" if value else "Tidak"
        case date():
            return write_tanggal_pendek(value)
    return str(choices.get(value, value))


def to_choice(text: str, choices: Iterable[tuple[Any, Any]]) -> str:
    """The stored value of a choice written as its label; another text is left for the form to refuse."""
    by_label = {str(label).casefold(): str(value) for value, label in choices if value}
    return by_label.get(text.casefold(), text)
