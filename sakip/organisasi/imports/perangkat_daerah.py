"""The sheet of units: identity is the code, units above may stand anywhere in the sheet."""

from collections.abc import Iterable
from typing import Any

from sakip.organisasi.actions import perangkat_daerah as actions
from sakip.organisasi.forms.perangkat_daerah import PerangkatDaerahForm
from sakip.organisasi.imports.base import (
    YA_TIDAK,
    Hasil,
    Impor,
    Isi,
    changed_fields,
    describe_changes,
    form_data,
    to_choice,
)
from sakip.organisasi.models import PerangkatDaerah
from sakip.web.xlsx import Kolom

KEWAJIBAN = ("punya_renstra", "punya_dpa", "punya_pk", "punya_lkjip", "dinilai_lke")
PILIHAN_YA = ("Ya", "Tidak")
JENIS = tuple(str(label) for label in PerangkatDaerah.Jenis.labels)
LIGA = tuple(str(label) for label in PerangkatDaerah.Liga.labels)
KOSONG_YA = "Kosong berarti Ya."


class ImporPerangkatDaerah(Impor):
    """One row, one unit."""

    kolom = (
        Kolom("kode", "Kode", wajib=True, contoh="05", lebar=12,
              keterangan="Dipakai untuk mengenali perangkat daerah yang sudah ada."),
        Kolom("nama", "Nama", wajib=True, contoh="Dinas Kesehatan", lebar=40),
        Kolom("singkatan", "Singkatan", wajib=True, contoh="Dinkes"),
        Kolom("jenis", "Jenis", wajib=True, contoh="Dinas", pilihan=JENIS),
        Kolom("induk", "Kode induk", contoh="04",
              keterangan="Untuk bagian, UPTD, RSUD, puskesmas, dan kelurahan. Boleh di baris mana pun."),
        Kolom("liga", "Liga", contoh=LIGA[0], pilihan=LIGA, lebar=26,
              keterangan="Kosong berarti tidak diperingkat."),
        Kolom("punya_renstra", "Menyusun Renstra", pilihan=PILIHAN_YA, keterangan=KOSONG_YA),
        Kolom("punya_dpa", "Punya DPA", pilihan=PILIHAN_YA, keterangan=KOSONG_YA),
        Kolom("punya_pk", "Membuat PK", pilihan=PILIHAN_YA, keterangan=KOSONG_YA),
        Kolom("punya_lkjip", "Menyusun LKjIP", pilihan=PILIHAN_YA, keterangan=KOSONG_YA),
        Kolom("dinilai_lke", "Dinilai LKE", pilihan=PILIHAN_YA, keterangan=KOSONG_YA),
        Kolom("aktif_sejak", "Aktif sejak", wajib=True, tanggal=True, contoh="01-01-2021"),
        Kolom("aktif_sampai", "Aktif sampai", tanggal=True,
              keterangan="Kosong selama masih bekerja."),
    )  # fmt: skip
    contoh = (
        ("04", "Sekretariat Daerah", "Setda", "Sekretariat", "", LIGA[1]),
        ("04.1", "Bagian Organisasi", "Bagor", "Bagian", "04", "", "Tidak", "Ya", "Ya", "Tidak"),
        ("05", "Dinas Kesehatan", "Dinkes", "Dinas", "", LIGA[0]),
    )

    def kunci(self, isi: Isi) -> str:
        return isi.get("kode", "")

    def acuan(self, isi: Isi) -> str:
        return isi.get("induk", "")

    def write_row(self, isi: Isi) -> Hasil:
        units = PerangkatDaerah.objects.visible_to(self.user)
        row = units.select_related("induk").filter(kode=isi.get("kode", "")).first()
        data = form_data(PerangkatDaerahForm, row, self._typed(isi))
        values = self.check_form(PerangkatDaerahForm(data, units=units.none()), "induk")
        if row is None:
            new = actions.create_perangkat_daerah(acting_user=self.user, **values)
            self.units[new.kode] = new
            return Hasil("baru")
        changed = changed_fields(row, values)
        if not changed:
            return Hasil("sama")
        told = describe_changes(row, changed, self.kolom)
        actions.update_perangkat_daerah(row, revisi=row.revisi, acting_user=self.user, **changed)
        return Hasil("berubah", told)

    def stored_rows(self) -> Iterable[tuple[object, ...]]:
        for row in PerangkatDaerah.objects.visible_to(self.user).for_list():
            yield (
                row.kode,
                row.nama,
                row.singkatan,
                row.get_jenis_display(),
                row.induk.kode if row.induk else "",
                row.get_liga_display(),
                *(getattr(row, name) for name in KEWAJIBAN),
                row.aktif_sejak,
                row.aktif_sampai,
            )

    def pilihan(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _typed(self, isi: Isi) -> dict[str, Any]:
        typed: dict[str, Any] = dict(isi)
        for name, choices in (("jenis", PerangkatDaerah.Jenis), ("liga", PerangkatDaerah.Liga)):
            if name in isi:
                typed[name] = to_choice(isi[name], choices.choices)
        for name in KEWAJIBAN:
            if name in isi:
                typed[name] = self._yes(name, isi[name])
        unit = self.find_unit(isi, "induk")
        return typed | ({"induk": unit} if unit else {})

    def _yes(self, name: str, text: str) -> bool | None:
        value = YA_TIDAK.get(text.casefold())
        if value is None:
            self.salah[name] = "Tulis Ya atau Tidak."
        return value
