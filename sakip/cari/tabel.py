"""Kinds whose things are rows: one query each, over what the person may see and what is in force."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.urls import reverse

from sakip.berkas.models import Berkas
from sakip.cari.hasil import AWAL, PERSIS, SEAKAR, TERTULIS, Hasil, Konteks
from sakip.evaluasi.models import Rekomendasi
from sakip.organisasi.models import Pengguna, Penugasan, PerangkatDaerah
from sakip.organisasi.permissions import can_manage_organisasi
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, PeriodeRencana
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.rules.pencarian import Kata, drop_sebutan


@dataclass(frozen=True, slots=True, kw_only=True)
class SumberTabel:
    """A kind in a table: which rows, in which columns words and codes stand, where a row leads.

    `sebutan` are words that name the kind or a part of it ("rumus IK02"), not one of its things.
    """

    kunci: str
    nama: str
    ikon: str
    sebutan: frozenset[str]
    rows: Callable[[Pengguna], QuerySet[Any]]
    judul: str
    kode: tuple[str, ...] = ()
    kata: tuple[str, ...] = ()
    unit: str = ""
    urut: tuple[Any, ...]
    to_hasil: Callable[[Any, Konteks], Hasil]

    def find_rows(self, pertanyaan: Sequence[Kata], konteks: Konteks) -> QuerySet[Any]:
        """Rows in which every word stands in some form, those that say it as typed first."""
        kata = drop_sebutan(pertanyaan, self.sebutan)
        rows: QuerySet[Any] = self.rows(konteks.user)
        typed = Q()
        for one in kata:
            rows = rows.filter(self._says(one.pola))
            typed &= _contains(self._own, (one.teks,))
        rows = rows.annotate(
            peringkat=Case(
                When(self._is_code(kata, "iexact"), then=PERSIS),
                When(self._begins(kata), then=AWAL),
                When(typed, then=TERTULIS),
                default=Value(SEAKAR),
            )
        )
        return rows.order_by("peringkat", *self.urut)

    @property
    def _own(self) -> tuple[str, ...]:
        return (*self.kode, self.judul, *self.kata)

    def _says(self, texts: Sequence[str]) -> Q:
        """Whether one of the texts stands in the row, or in the name of its unit."""
        found = _contains(self._own, texts)
        if self.unit:
            # Units are few: asked once beside the rows, instead of joined to each of them.
            named = PerangkatDaerah.objects.filter(_contains(("singkatan", "nama"), texts))
            found |= Q(**{f"{self.unit}__in": named.values("pk")})
        return found

    def _is_code(self, kata: Sequence[Kata], lookup: str) -> Q:
        """Whether a word is the code, or (`istartswith`) begins it; False where there is no code."""
        found = Q(pk__in=())
        for column in self.kode:
            for one in kata:
                found |= Q(**{f"{column}__{lookup}": one.teks})
        return found

    def _begins(self, kata: Sequence[Kata]) -> Q:
        """Whether a title begins as typed, or the code with a word that has a figure."""
        codes = [one for one in kata if any(letter.isdecimal() for letter in one.teks)]
        typed = " ".join(one.teks for one in kata)
        found = self._is_code(codes, "istartswith")
        for column in (self.judul, *self.kata):
            found |= Q(**{f"{column}__istartswith": typed})
        return found


def _contains(columns: Sequence[str], texts: Sequence[str]) -> Q:
    """Rows in which one of the texts stands in one of the columns."""
    found = Q()
    for column in columns:
        for text in texts:
            found |= Q(**{f"{column}__icontains": text})
    return found


# --- organisasi ------------------------------------------------------------------------------------


def _rows_unit(user: Pengguna) -> QuerySet[Any]:
    return PerangkatDaerah.objects.visible_to(user)


def _hasil_unit(row: Any, konteks: Konteks) -> Hasil:
    today = konteks.user.instansi.hari_ini
    ended = ", berakhir" if row.keadaan_on(today) == "berakhir" else ""
    page = reverse("organisasi:perangkat_daerah_detail", kwargs={**konteks.masa, "kode": row.kode})
    letak = f"{row.singkatan}, {row.get_jenis_display()}{ended}"
    return Hasil(row.nama, letak, page, row.kode, row.peringkat)


def _rows_orang(user: Pengguna) -> QuerySet[Any]:
    """Who holds what today; without the right to open an account, the people of units within reach."""
    rows = Penugasan.objects.visible_to(user).in_force(user.instansi.hari_ini).for_list()
    rows = rows.filter(pengguna__is_active=True)
    if can_manage_organisasi(user):
        return rows
    return rows.filter(perangkat_daerah__in=PerangkatDaerah.objects.visible_to(user))


def _hasil_orang(row: Any, konteks: Konteks) -> Hasil:
    if can_manage_organisasi(konteks.user):
        page = reverse("organisasi:pengguna_update", args=(row.pengguna_id,))
    else:
        kwargs = {**konteks.masa, "kode": row.perangkat_daerah.kode}
        page = reverse("organisasi:perangkat_daerah_detail", kwargs=kwargs)
    duty = row.jabatan.nama if row.jabatan else row.to_cap().sebutan
    unit = f", {row.perangkat_daerah}" if row.perangkat_daerah else ""
    return Hasil(row.pengguna.nama, duty + unit, page, peringkat=row.peringkat)


# --- perencanaan -----------------------------------------------------------------------------------


def _rows_simpul(user: Pengguna) -> QuerySet[Any]:
    rows = IsiSimpul.objects.berlaku()
    rows = rows.filter(simpul__periode__in=PeriodeRencana.objects.visible_to(user))
    rows = rows.select_related("simpul__periode__perangkat_daerah", "perangkat_daerah")
    return rows.annotate(versi=F("simpul__periode__versi_set"))


def _hasil_simpul(row: Any, konteks: Konteks) -> Hasil:
    page = reverse("perencanaan:versi_detail", args=(row.versi,))
    at = f"{page}?simpul={row.simpul_id}#simpul-{row.simpul_id}"
    letak = f"{row.get_jenjang_display()}, {_dokumen(row.simpul.periode)}"
    return Hasil(row.pernyataan, letak, at, row.simpul.kode, row.peringkat)


def _rows_indikator(user: Pengguna) -> QuerySet[Any]:
    rows = IsiIndikator.objects.berlaku()
    rows = rows.filter(indikator__periode__in=PeriodeRencana.objects.visible_to(user))
    return rows.select_related("indikator__periode__perangkat_daerah", "perangkat_daerah")


def _hasil_indikator(row: Any, konteks: Konteks) -> Hasil:
    page = reverse("perencanaan:indikator_detail", args=(row.indikator_id,))
    letak = f"{row.perangkat_daerah.singkatan}, {_dokumen(row.indikator.periode)}"
    return Hasil(row.nama, letak, page, row.indikator.kode, row.peringkat)


def _dokumen(periode: PeriodeRencana) -> str:
    unit = periode.perangkat_daerah
    return f"{periode} {unit.singkatan}" if unit else str(periode)


# --- berkas, perjanjian, evaluasi ------------------------------------------------------------------


def _rows_berkas(user: Pengguna) -> QuerySet[Any]:
    return Berkas.objects.visible_to(user).current().select_related("perangkat_daerah")


def _hasil_berkas(row: Any, konteks: Konteks) -> Hasil:
    letak = (
        f"Lemari bukti {row.perangkat_daerah.singkatan}, dokumen tahun {row.tanggal_dokumen.year}"
    )
    page = reverse("berkas:berkas_detail", args=[row.pk])
    return Hasil(row.nama, letak, page, "", row.peringkat)


def _rows_pk(user: Pengguna) -> QuerySet[Any]:
    return PerjanjianKinerja.objects.visible_to(user).hidup().for_list()


def _hasil_pk(row: Any, konteks: Konteks) -> Hasil:
    letak = f"{row.jabatan.perangkat_daerah}, {row.get_status_display().lower()}"
    page = reverse("perjanjian:pk_detail", args=(row.pk,))
    return Hasil(f"{row}: {row.jabatan.nama}", letak, page, "", row.peringkat)


def _rows_rekomendasi(user: Pengguna) -> QuerySet[Any]:
    rows = Rekomendasi.objects.visible_to(user)
    return rows.select_related("penilaian__perangkat_daerah", "penilaian__instansi")


def _hasil_rekomendasi(row: Any, konteks: Konteks) -> Hasil:
    kwargs = {
        "tahun": row.penilaian.tahun_evaluasi, "tw": konteks.tw,
        "kode": row.penilaian.kode, "sub": row.subkomponen,
    }  # fmt: skip
    page = reverse("evaluasi:lke_update", kwargs=kwargs)
    letak = f"{row.penilaian}, {row.get_status_display().lower()}"
    return Hasil(row.uraian, letak, page, row.letak, row.peringkat)


UNIT = "perangkat_daerah"

PERANGKAT_DAERAH = SumberTabel(
    kunci="perangkat-daerah", nama="Perangkat daerah", ikon="building", rows=_rows_unit,
    sebutan=frozenset({"perangkat", "daerah", "opd", "skpd"}),
    judul="nama", kode=("kode", "singkatan"), urut=("kode",), to_hasil=_hasil_unit,
)  # fmt: skip
ORANG = SumberTabel(
    kunci="orang", nama="Orang", ikon="user", rows=_rows_orang, sebutan=frozenset({"orang"}),
    judul="pengguna__nama", kata=("jabatan__nama", "peran"), unit=UNIT,
    urut=("pengguna__nama", "pk"), to_hasil=_hasil_orang,
)  # fmt: skip
INDIKATOR = SumberTabel(
    kunci="indikator", nama="Indikator", ikon="target", rows=_rows_indikator,
    sebutan=frozenset({"indikator", "rumus", "formula", "definisi", "target", "lembar", "satuan"}),
    judul="nama", kode=("indikator__kode",), unit=UNIT,
    urut=("-indikator__periode__tahun_awal", "indikator__kode", "pk"), to_hasil=_hasil_indikator,
)  # fmt: skip
SIMPUL = SumberTabel(
    kunci="simpul", nama="Pohon kinerja", ikon="list-tree", rows=_rows_simpul,
    sebutan=frozenset({"simpul", "pohon"}),
    judul="pernyataan", kode=("simpul__kode", "nomenklatur"), kata=("jenjang",), unit=UNIT,
    urut=("-simpul__periode__tahun_awal", "simpul__kode", "pk"), to_hasil=_hasil_simpul,
)  # fmt: skip
BERKAS = SumberTabel(
    kunci="berkas", nama="Bukti", ikon="file-text", rows=_rows_berkas,
    sebutan=frozenset({"bukti", "berkas", "file", "dokumen"}),
    judul="nama", unit=UNIT, urut=("-diunggah_pada", "-pk"), to_hasil=_hasil_berkas,
)  # fmt: skip
PERJANJIAN = SumberTabel(
    kunci="perjanjian", nama="Perjanjian Kinerja", ikon="file-text", rows=_rows_pk,
    sebutan=frozenset({"pk", "perjanjian", "kinerja"}),
    judul="jabatan__nama", urut=("-tahun", "jabatan__nama", "pk"), to_hasil=_hasil_pk,
    kata=("tahun",), unit=f"jabatan__{UNIT}",
)  # fmt: skip
REKOMENDASI = SumberTabel(
    kunci="rekomendasi", nama="Rekomendasi", ikon="clipboard-check", rows=_rows_rekomendasi,
    sebutan=frozenset({"rekomendasi", "tindak", "lanjut", "lhe"}),
    judul="uraian", kode=("kriteria", "subkomponen"), unit=f"penilaian__{UNIT}",
    urut=("-penilaian__tahun_evaluasi", "subkomponen", "kriteria", "pk"), to_hasil=_hasil_rekomendasi,
)  # fmt: skip
