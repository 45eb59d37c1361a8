"""The action plan as it is typed: a row for each step, or a table pasted from a sheet."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sakip.perencanaan.models import IsiIndikator
from sakip.perjanjian.aksi import KOLOM_TEMPEL, TERBANYAK, BarisAksi, read_tempelan
from sakip.perjanjian.models import RencanaAksi
from sakip.rules.aksi import SETAHUN, TRIWULAN, check_jumlah, is_monthly, quarters_of
from sakip.rules.angka import read_nomor
from sakip.rules.tanggal import BULAN_PENDEK, ROMAWI
from sakip.web.forms import Form, NomorField, UkuranField

KOSONG = 3


def periods(masa: str) -> list[tuple[str, int, str]]:
    """(field, month in which it falls due, head) of each part in a view by quarter or by month."""
    if masa == "bulan":
        return [(f"b{n}", n, BULAN_PENDEK[n - 1]) for n in SETAHUN]
    return [(f"b{n}", n, f"TW {ROMAWI[k]}") for k, n in enumerate(TRIWULAN)]


class AksiForm(Form):
    """One step. By quarter, a step planned by month shows its sums and keeps its months."""

    pk = NomorField(required=False)
    lihat = NomorField(required=False)
    indikator = forms.ChoiceField(
        label="Indikator",
        error_messages={"invalid_choice": "“%(value)s” bukan indikator perangkat daerah ini."},
    )
    langkah = forms.CharField(label="Langkah", max_length=300)
    pic = forms.CharField(label="Penanggung jawab", max_length=120)
    satuan = forms.CharField(label="Satuan", max_length=40)
    target = UkuranField(label="Target setahun")
    anggaran = UkuranField(label="Anggaran (Rp)", required=False)
    batal = forms.BooleanField(label="Batalkan", required=False)

    def __init__(
        self,
        *args: Any,
        indikator: Sequence[IsiIndikator],
        masa: str,
        tersimpan: Mapping[int, RencanaAksi],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.masa = periods(masa)
        choices = [(str(row.indikator_id), f"{row.indikator.kode} {row.nama}") for row in indikator]
        self.fields["indikator"].choices = [("", "Pilih"), *choices]  # type: ignore[attr-defined]
        row = tersimpan.get(self.initial.get("pk", 0))
        self.tetap = (
            row.per_bulan if row and masa != "bulan" and is_monthly(row.per_bulan) else None
        )
        for name, _, head in self.masa:
            self.fields[name] = UkuranField(label=head, required=False, disabled=bool(self.tetap))
        nomor = (
            int(str(self.prefix).rpartition("-")[2]) + 1 if str(self.prefix)[-1].isdigit() else 0
        )
        for one in self.fields.values():
            one.widget.attrs["aria-label"] = f"{one.label}, baris {nomor}"

    @property
    def bagian(self) -> dict[int, Decimal]:
        """The parts by month, as typed or as they stay."""
        if self.tetap is not None:
            return self.tetap
        typed = {month: self.cleaned_data.get(name) for name, month, _ in self.masa}
        return {month: nilai for month, nilai in typed.items() if nilai is not None}

    def clean(self) -> dict[str, Any]:
        """The parts add up, unless the step is dropped."""
        target = self.cleaned_data.get("target")
        if target is None or self.errors or self.cleaned_data.get("batal"):
            return self.cleaned_data
        if pesan := check_jumlah(target, self.bagian):
            self.add_error("target", pesan)
        return self.cleaned_data

    def to_baris(self) -> BarisAksi:
        """The step as the action takes it."""
        data = self.cleaned_data
        return BarisAksi(
            indikator=int(data["indikator"]),
            langkah=data["langkah"],
            pic=data["pic"],
            satuan=data["satuan"],
            target=data["target"],
            bagian=self.bagian,
            anggaran=data["anggaran"],
            pk=data["pk"],
            revisi=data["lihat"] or 0,
            batal=data["batal"],
        )


class AlasanAksiForm(Form):
    """Why steps change after their time, and a table pasted from a sheet."""

    alasan = forms.CharField(
        label="Alasan mengubah langkah yang triwulannya sudah lewat",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    tempelan = forms.CharField(
        label="Tempel dari Excel", required=False, max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


def make_formset(
    data: Any,
    *,
    indikator: Sequence[IsiIndikator],
    langkah: Sequence[RencanaAksi],
    masa: str,
) -> "forms.BaseFormSet[AksiForm]":
    """A form for each step that stands, and some empty ones."""
    kind = forms.formset_factory(
        AksiForm, extra=KOSONG, max_num=TERBANYAK, validate_max=True, absolute_max=TERBANYAK
    )
    common = {
        "indikator": indikator,
        "masa": masa,
        "tersimpan": {row.pk: row for row in langkah},
    }
    initial = [_initial(row, masa) for row in langkah]
    return kind(data, initial=initial, prefix="aksi", form_kwargs=common)


def paste(data: Any, indikator: Sequence[IsiIndikator], masa: str) -> Any:
    """The same form data with the pasted table as further rows; raises ValidationError when too many."""
    kode = {row.indikator.kode: str(row.indikator_id) for row in indikator}
    fields = [*KOLOM_TEMPEL, *(name for name, _, _ in periods(masa)), "anggaran"]
    filled = data.copy()
    count = min(read_nomor(filled.get("aksi-TOTAL_FORMS", "")) or 0, TERBANYAK)
    used = [
        n for n in range(count) if filled.get(f"aksi-{n}-langkah") or filled.get(f"aksi-{n}-pk")
    ]
    place = max(used, default=-1) + 1
    for cells in read_tempelan(filled.get("tempelan", ""), fields):
        if place >= TERBANYAK:
            raise ValidationError(f"Tabelnya terlalu panjang; paling banyak {TERBANYAK} langkah.")
        typed = cells.get("indikator", "")
        cells["indikator"] = kode.get(typed, typed)
        for name, text in cells.items():
            filled[f"aksi-{place}-{name}"] = text
        place += 1
    filled["aksi-TOTAL_FORMS"] = str(max(count, place))
    filled["tempelan"] = ""
    return filled


def _initial(row: RencanaAksi, masa: str) -> dict[str, Any]:
    parts = row.per_bulan
    if masa != "bulan":
        parts = {tw * 3: nilai for tw, nilai in quarters_of(parts).items()}
    return {
        "pk": row.pk,
        "lihat": row.revisi,
        "indikator": str(row.indikator_id),
        "langkah": row.langkah,
        "pic": row.pic,
        "satuan": row.satuan,
        "target": row.target,
        "anggaran": row.anggaran,
        **{f"b{month}": nilai for month, nilai in parts.items()},
    }
