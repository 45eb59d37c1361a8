"""What an indicator says and promises, as its editors type it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.acuan import load_roots
from sakip.perencanaan.checks import (
    DESIMAL_TERBANYAK,
    FAKTOR_TERBESAR,
    bidang_tahun,
    years_of,
)
from sakip.perencanaan.forms.simpul import PunyaLihat
from sakip.perencanaan.isi import Isi
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan_indikator import check_janji
from sakip.rules.agregasi import Agregasi
from sakip.rules.angka import AngkaError
from sakip.rules.indikator import check_lembar
from sakip.rules.periode import Frekuensi
from sakip.rules.pilihan import member
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.skala import SkalaOrdinal, load_skala_ordinal
from sakip.rules.tanggal import BULAN
from sakip.rules.target import Target, read_target
from sakip.web.forms import Form, UkuranField

CARA = "Tulis seperti di dokumen: 92,5 · 9,60–9,90 · ≤ 5 · WTP · – bila tidak dinilai."


def _pilih(label: str, choices: list[tuple[Any, str]], **lain: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=choices, **lain)


def _teks(label: str, **lain: Any) -> forms.CharField:
    rows = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, required=False, widget=rows, **lain)


class IndikatorBaruForm(Form):
    """A new indicator: what is asked first. The rest of its sheet follows."""

    nama = forms.CharField(label="Nama indikator", max_length=300)
    satuan = forms.CharField(
        label="Satuan", max_length=40, help_text="Misalnya %, indeks, per 100.000 kelahiran hidup."
    )

    def __init__(self, *args: Any, ruang: Ruang, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["perangkat_daerah"] = _unit_field(ruang)

    @property
    def isi(self) -> Isi:
        """The unit that answers, as a column."""
        return {"perangkat_daerah_id": self.cleaned_data["perangkat_daerah"].pk}


class LembarForm(PunyaLihat):
    """The whole sheet with the promises of the document's years."""

    nama = forms.CharField(label="Nama indikator", max_length=300)
    definisi = _teks(
        "Definisi operasional", help_text="Apa yang dihitung, supaya dua orang menghitung sama."
    )
    alasan = _teks("Mengapa penting")
    satuan = forms.CharField(label="Satuan", max_length=40)
    pembilang = forms.CharField(label="Pembilang", max_length=200, required=False)
    penyebut = forms.CharField(label="Penyebut", max_length=200, required=False)
    faktor = forms.IntegerField(
        label="Pengali pembilang ÷ penyebut", min_value=1, max_value=FAKTOR_TERBESAR,
        help_text="1, 100 untuk persen, 1000, atau 100000.",
    )  # fmt: skip
    rumus = _pilih(
        "Rumus capaian", [(one.value, f"{one.token}: {one.nama}") for one in Rumus],
        help_text="R realisasi, T target, B baseline.",
    )  # fmt: skip
    arah = _pilih(
        "Arah", [("", "Menurut rumusnya"), *((one.value, f"{one.value} itu baik") for one in Arah)],
        required=False,
    )  # fmt: skip
    baseline = UkuranField(
        label="Baseline", required=False, help_text="Kondisi awal sebelum rencana ini."
    )
    skala = _pilih("Skala predikat", [], required=False)
    agregasi = _pilih(
        "Cara triwulan menjadi setahun", [(one.value, one.nama) for one in Agregasi]
    )  # fmt: skip
    frekuensi = _pilih("Seberapa sering diukur", [(one.value, one.value) for one in Frekuensi])
    desimal = forms.IntegerField(
        label="Angka di belakang koma", min_value=0, max_value=DESIMAL_TERBANYAK
    )
    sumber = forms.CharField(label="Sumber data", max_length=200, required=False)
    bulan_rilis = _pilih(
        "Bulan rilis sumber luar",
        [("", "Tidak menunggu sumber luar"), *enumerate(BULAN, 1)],
        coerce=int, empty_value=None, required=False,
    )  # fmt: skip
    rilis_tahun_berikut = forms.BooleanField(label="Rilis pada tahun berikutnya", required=False)
    pic = forms.CharField(label="Petugas data", max_length=120, required=False)
    verifikator = forms.CharField(label="Verifikator", max_length=120, required=False)
    bukti_diminta = _teks("Bukti yang diminta")
    iku = forms.BooleanField(label="Indikator kinerja utama (IKU)", required=False)

    def __init__(self, *args: Any, ruang: Ruang, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years_of(ruang.periode)
        self.daftar_skala = load_skala_ordinal(load_roots())
        names = [
            ("", "Bukan predikat"),
            *((one.kunci, one.judul) for one in self.daftar_skala.values()),
        ]
        self.fields["skala"].choices = names  # type: ignore[attr-defined]
        self.fields["perangkat_daerah"] = _unit_field(ruang)
        for tahun in self.years:
            self.fields[bidang_tahun(tahun)] = forms.CharField(
                label=f"Target {tahun}", max_length=60, required=False
            )
        self.order_fields(["nama", "perangkat_daerah"])

    def clean(self) -> dict[str, Any]:
        """What contradicts itself is said beside its field, and so is an unreadable promise."""
        data = self.cleaned_data
        if not {"rumus", "agregasi", "frekuensi"} <= data.keys() or "skala" not in data:
            return data
        rumus, skala = member(Rumus, data["rumus"]), self.daftar_skala.get(data["skala"])
        found = check_lembar(
            rumus,
            member(Agregasi, data["agregasi"]),
            member(Frekuensi, data["frekuensi"]),
            arah=Arah(data["arah"]) if data.get("arah") else None,
            has_baseline=data.get("baseline") is not None or "baseline" in self.errors,
            skala=skala,
        )
        for bidang, pesan in found:
            self.add_error(bidang, pesan)
        self.janji = dict(self._read_janji(data, rumus, skala))
        return data

    def _read_janji(
        self, data: Mapping[str, Any], rumus: Rumus, skala: SkalaOrdinal | None
    ) -> Iterator[tuple[int, Target | None]]:
        for tahun in self.years:
            text = data.get(bidang_tahun(tahun), "")
            target: Target | None = None
            try:
                if text:
                    target = read_target(text, rumus, skala=skala)
                    for pesan in check_janji(target, rumus, skala):
                        raise AngkaError(pesan)
            except AngkaError as error:
                self.add_error(bidang_tahun(tahun), str(error))
            yield tahun, target

    @property
    def isi(self) -> Isi:
        """What was typed, as columns of the sheet."""
        apart = {"lihat", "perangkat_daerah", *map(bidang_tahun, self.years)}
        data = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        return data | {"perangkat_daerah_id": self.cleaned_data["perangkat_daerah"].pk}


def _unit_field(ruang: Ruang) -> "forms.ModelChoiceField[PerangkatDaerah]":
    rows = PerangkatDaerah.objects.filter(pk__in=ruang.units).order_by("kode")
    only = ruang.periode.perangkat_daerah_id
    return forms.ModelChoiceField(label="Penanggung jawab", queryset=rows, initial=only)
