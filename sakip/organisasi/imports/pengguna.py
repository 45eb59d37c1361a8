"""The sheet of people and their assignments: a row is a person, an assignment, or both."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch

from sakip.organisasi.actions import pengguna, penugasan
from sakip.organisasi.forms.pengguna import PenggunaForm
from sakip.organisasi.forms.penugasan import AkhirForm, PenugasanForm
from sakip.organisasi.imports.base import (
    Hasil,
    Impor,
    Isi,
    Perubahan,
    changed_fields,
    describe_changes,
    form_data,
    to_choice,
)
from sakip.organisasi.models import (
    Jabatan,
    JenisPenugasan,
    Pengguna,
    Penugasan,
    Peran,
    PerangkatDaerah,
)
from sakip.rules.tanggal import write_tanggal_pendek
from sakip.web.xlsx import Kolom

DIRI = ("username", "nama", "nip", "pangkat", "email")
PENUGASAN = ("perangkat_daerah", "jabatan", "jenis", "nomor_surat", "mulai", "selesai")
PERAN = tuple(str(label) for label in Peran.labels)
JENIS = tuple(str(label) for label in JenisPenugasan.labels)


class ImporPengguna(Impor):
    """A person with several assignments stands in several rows; his name may then be left empty."""

    kolom = (
        Kolom("username", "Nama pengguna", wajib=True, contoh="sari.wulandari", lebar=22,
              keterangan="Diketik saat masuk; dipakai untuk mengenali orang yang sudah ada."),
        Kolom("nama", "Nama", wajib=True, contoh="Sari Wulandari, S.KM.", lebar=32),
        Kolom("nip", "NIP", contoh="199001012015032001", lebar=22,
              keterangan="18 angka, disimpan sebagai teks."),
        Kolom("pangkat", "Pangkat", contoh="Penata Tk. I (III/d)", lebar=24,
              keterangan="Tercetak di perjanjian kinerja bila daerah memilihnya."),
        Kolom("email", "Surel", contoh="sari@contoh.go.id", lebar=26,
              keterangan="Ke alamat ini kode lupa kata sandi dikirim."),
        Kolom("peran", "Peran", contoh=PERAN[0], pilihan=PERAN, lebar=28,
              keterangan="Kosong bila orangnya belum ditugaskan."),
        Kolom("perangkat_daerah", "Kode perangkat daerah", contoh="05",
              keterangan="Wajib untuk operator, kepala, dan pegawai."),
        Kolom("jabatan", "Jabatan", contoh="Sekretaris Dinas", lebar=36,
              keterangan="Nama jabatan di perangkat daerah itu."),
        Kolom("jenis", "Jenis penugasan", contoh="Definitif", pilihan=JENIS,
              keterangan="Kosong berarti Definitif."),
        Kolom("nomor_surat", "Nomor surat", contoh="800/12/2026", lebar=22,
              keterangan="Wajib untuk Plt., Plh., Pj., dan a.n."),
        Kolom("mulai", "Mulai", tanggal=True, contoh="02-01-2026",
              keterangan="Wajib bila ada peran."),
        Kolom("selesai", "Selesai", tanggal=True, keterangan="Hari terakhir; boleh kosong."),
    )  # fmt: skip
    contoh = (
        ("sari.wulandari", "Sari Wulandari, S.KM.", "199001012015032001", "Penata (III/c)",
         "sari@contoh.go.id",         PERAN[0], "05", "", "", "", date(2026, 1, 2)),
        ("siti.aminah", "Siti Aminah", "", "", "", PERAN[1], "05", "Kepala Dinas Kesehatan", "Plt.",
         "800/12/2026", date(2026, 1, 2), date(2026, 6, 30)),
    )  # fmt: skip

    def __init__(self, user: Pengguna) -> None:
        super().__init__(user)
        self.told: dict[str, dict[str, str]] = {}

    def kunci(self, isi: Isi) -> str:
        parts = [isi.get(name, "") for name in ("username", "peran", "perangkat_daerah", "jabatan")]
        return "|".join([*parts, isi.get("mulai", "")]).casefold() if parts[0] else ""

    def write_row(self, isi: Isi) -> Hasil:
        self._check_alike(isi)
        person, hasil = self._write_person(isi)
        if isi.get("peran"):
            changes = self._write_penugasan(person, isi)
            if changes:
                state = "baru" if hasil.keadaan == "baru" else "berubah"
                return Hasil(state, [*hasil.perubahan, *changes])
        elif any(isi.get(name) for name in PENUGASAN):
            raise ValidationError(
                {"peran": "Isi perannya, atau kosongkan kolom penugasan lainnya."}
            )
        return hasil

    def stored_rows(self) -> Iterable[tuple[object, ...]]:
        today = self.user.instansi.hari_ini
        duty = Penugasan.objects.filter(dicabut=False).overlapping(today, None).for_list()
        people = Pengguna.objects.visible_to(self.user).filter(is_active=True).for_list()
        for row in people.prefetch_related(Prefetch("penugasan_set", duty, to_attr="tugas")):
            who = tuple(getattr(row, name) for name in DIRI)
            for one in row.tugas:
                yield (*who, *_duty_cells(one))
            if not row.tugas:
                yield who

    def pilihan(self) -> dict[str, tuple[str, ...]]:
        units = PerangkatDaerah.objects.visible_to(self.user).order_by("kode")
        return {"perangkat_daerah": tuple(units.values_list("kode", flat=True))}

    def _check_alike(self, isi: Isi) -> None:
        """The rows of one person say the same about him, or nothing."""
        told = self.told.setdefault(isi.get("username", "").casefold(), {})
        for name in DIRI[1:]:
            text = isi.get(name, "")
            if text and told.setdefault(name, text) != text:
                self.salah[name] = f"Berbeda dengan baris lain untuk orang yang sama: {told[name]}."

    def _write_person(self, isi: Isi) -> tuple[Pengguna, Hasil]:
        people = Pengguna.objects.visible_to(self.user)
        row = people.filter(username__iexact=isi.get("username", "")).first()
        typed = {name: isi[name] for name in DIRI if name in isi}
        values = self.check_form(PenggunaForm(form_data(PenggunaForm, row, typed)))
        if row is None:
            return pengguna.create_pengguna(acting_user=self.user, **values), Hasil("baru")
        changed = changed_fields(row, values)
        if not changed:
            return row, Hasil("sama")
        told = describe_changes(row, changed, self.kolom)
        pengguna.update_pengguna(row, revisi=row.revisi, acting_user=self.user, **changed)
        return row, Hasil("berubah", told)

    def _write_penugasan(self, person: Pengguna, isi: Isi) -> list[Perubahan]:
        values = self._penugasan_values(isi)
        same = Penugasan.objects.filter(
            pengguna=person,
            dicabut=False,
            **{name: values[name] for name in ("peran", "perangkat_daerah", "jabatan", "mulai")},
        )
        row = same.select_related("pengguna").first()
        if row is not None:
            return self._end_penugasan(row, isi, values)
        row = penugasan.create_penugasan(person, acting_user=self.user, **values)
        since = write_tanggal_pendek(row.mulai)
        return [("Penugasan", "belum ada", f"{row.to_cap().sebutan} sejak {since}")]

    def _end_penugasan(
        self, row: Penugasan, isi: Isi, values: Mapping[str, Any]
    ) -> list[Perubahan]:
        """An assignment that stands is only ended; another letter or kind is another assignment."""
        for name in ("jenis", "nomor_surat"):
            if name in isi and values[name] != getattr(row, name):
                reason = "Penugasan ini sudah tercatat dengan isi lain. Akhiri dahulu, lalu buat yang baru."
                raise ValidationError({name: reason})
        if values["selesai"] in (None, row.selesai):
            return []
        last = self.check_form(AkhirForm({"selesai": values["selesai"]}))["selesai"]
        told = describe_changes(row, {"selesai": last}, self.kolom)
        penugasan.update_penugasan(row, selesai=last, revisi=row.revisi, acting_user=self.user)
        return told

    def _penugasan_values(self, isi: Isi) -> dict[str, Any]:
        unit = self.find_unit(isi, "perangkat_daerah")
        typed: dict[str, Any] = {
            name: isi[name] for name in PenugasanForm.base_fields if name in isi
        }
        typed["peran"] = to_choice(isi["peran"], Peran.choices)
        typed["jenis"] = to_choice(isi.get("jenis", JENIS[0]), JenisPenugasan.choices)
        typed |= {"perangkat_daerah": unit, "jabatan": self._jabatan(isi, unit)}
        units, positions = PerangkatDaerah.objects.none(), Jabatan.objects.none()
        form = PenugasanForm(typed, peran=Peran, units=units, jabatan=positions)
        return self.check_form(form, "perangkat_daerah", "jabatan")

    def _jabatan(self, isi: Isi, unit: PerangkatDaerah | None) -> Jabatan | None:
        if not isi.get("jabatan"):
            return None
        found = self.find_jabatan(unit, isi["jabatan"])
        if found is None:
            raise ValidationError(
                {"jabatan": f"Jabatan ini tidak ada di {unit or 'instansi ini'}."}
            )
        return found


def _duty_cells(row: Penugasan) -> tuple[object, ...]:
    return (
        row.get_peran_display(),
        row.perangkat_daerah.kode if row.perangkat_daerah else "",
        row.jabatan.nama if row.jabatan else "",
        row.get_jenis_display(),
        row.nomor_surat,
        row.mulai,
        row.selesai,
    )
