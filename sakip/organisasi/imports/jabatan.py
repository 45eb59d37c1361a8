"""The sheet of positions: identity is the unit and the name, superiors may stand anywhere in the sheet."""

from collections.abc import Iterable
from typing import Any

from sakip.organisasi.actions import jabatan as actions
from sakip.organisasi.forms.jabatan import JabatanForm
from sakip.organisasi.imports.base import (
    Hasil,
    Impor,
    Isi,
    changed_fields,
    describe_changes,
    form_data,
    to_choice,
)
from sakip.organisasi.models import Jabatan, PerangkatDaerah
from sakip.web.xlsx import Kolom

JENJANG = tuple(str(label) for label in Jabatan.Jenjang.labels)


class ImporJabatan(Impor):
    """One row, one position."""

    kolom = (
        Kolom("perangkat_daerah", "Kode perangkat daerah", wajib=True, contoh="05"),
        Kolom("nama", "Nama jabatan", wajib=True, contoh="Sekretaris Dinas", lebar=44,
              keterangan="Bersama kodenya dipakai untuk mengenali jabatan yang sudah ada."),
        Kolom("jenjang", "Jenjang", wajib=True, contoh="Administrator", pilihan=JENJANG, lebar=22),
        Kolom("unit_atasan", "Kode perangkat daerah atasan", contoh="05",
              keterangan="Kosong berarti perangkat daerah yang sama."),
        Kolom("atasan", "Nama jabatan atasan", contoh="Kepala Dinas Kesehatan", lebar=44,
              keterangan="Boleh di baris mana pun."),
    )  # fmt: skip
    contoh = (
        ("05", "Kepala Dinas Kesehatan", "JPT pratama", "04", "Sekretaris Daerah"),
        ("05", "Sekretaris Dinas", "Administrator", "", "Kepala Dinas Kesehatan"),
    )

    def kunci(self, isi: Isi) -> str:
        return _key(isi.get("perangkat_daerah", ""), isi.get("nama", ""))

    def acuan(self, isi: Isi) -> str:
        return _key(_unit_atasan(isi), isi.get("atasan", ""))

    def write_row(self, isi: Isi) -> Hasil:
        unit = self.find_unit(isi, "perangkat_daerah")
        row = self.find_jabatan(unit, isi.get("nama", ""))
        typed: dict[str, Any] = {"nama": isi.get("nama", ""), **self._atasan(isi)}
        typed["perangkat_daerah"] = unit
        if "jenjang" in isi:
            typed["jenjang"] = to_choice(isi["jenjang"], Jabatan.Jenjang.choices)
        data = form_data(JabatanForm, row, typed)
        form = JabatanForm(
            data, units=PerangkatDaerah.objects.none(), atasan=Jabatan.objects.none()
        )
        values = self.check_form(form, "perangkat_daerah", "atasan")
        if row is None:
            actions.create_jabatan(acting_user=self.user, **values)
            return Hasil("baru")
        changed = changed_fields(row, values)
        if not changed:
            return Hasil("sama")
        told = describe_changes(row, changed, self.kolom)
        actions.update_jabatan(row, revisi=row.revisi, acting_user=self.user, **changed)
        return Hasil("berubah", told)

    def stored_rows(self) -> Iterable[tuple[object, ...]]:
        rows = Jabatan.objects.visible_to(self.user).for_list()
        for row in rows.select_related("atasan__perangkat_daerah"):
            above = row.atasan
            yield (
                row.perangkat_daerah.kode,
                row.nama,
                row.get_jenjang_display(),
                above.perangkat_daerah.kode if above else "",
                above.nama if above else "",
            )

    def pilihan(self) -> dict[str, tuple[str, ...]]:
        codes = tuple(
            PerangkatDaerah.objects.visible_to(self.user)
            .order_by("kode")
            .values_list("kode", flat=True)
        )
        return {"perangkat_daerah": codes, "unit_atasan": codes}

    def _atasan(self, isi: Isi) -> dict[str, Jabatan]:
        name = isi.get("atasan", "")
        if not name:
            return {}
        unit = self.find_unit(isi, "unit_atasan") or self.find_unit(isi, "perangkat_daerah")
        found = self.find_jabatan(unit, name)
        if found is None:
            where = unit or "perangkat daerah itu"
            self.salah["atasan"] = (
                f"{name} tidak ada di {where}, dan tidak ada baris baiknya di berkas ini."
            )
            return {}
        return {"atasan": found}


def _unit_atasan(isi: Isi) -> str:
    return isi.get("unit_atasan", "") or isi.get("perangkat_daerah", "")


def _key(kode: str, nama: str) -> str:
    return f"{kode}|{nama.casefold()}" if kode and nama else ""
