"""The evaluations of a year side by side: objects in rows, sub-components in columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.http import QueryDict

from sakip.evaluasi.acuan import load_instrumen_of
from sakip.evaluasi.models import PENILAI, Hasil, Penilaian
from sakip.evaluasi.models.hasil import HasilQuerySet
from sakip.evaluasi.models.penilaian import PenilaianQuerySet
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.instrumen import Instrumen
from sakip.rules.lembar_pemda import find_pilihan
from sakip.rules.tahapan import MANDIRI

URUT = {
    "": (F("perangkat_daerah__kode").asc(nulls_first=True), "Urut kode"),
    "nilai": (F("total").desc(nulls_last=True), "Nilai tertinggi dulu"),
    "-nilai": (F("total").asc(nulls_last=True), "Nilai terendah dulu"),
    "selisih": (F("selisih").desc(nulls_last=True), "Selisih mandiri terbesar dulu"),
}
KEADAAN = {"": "Semua keadaan", "belum": "Belum selesai", "selesai": "Selesai dinilai"}


@dataclass(frozen=True, slots=True)
class NilaiKolom:
    """One sub-component of one stage: its points, and the grade where the scale has one for them."""

    poin: Decimal
    jawaban: str = ""


@dataclass(slots=True)
class BarisRekap:
    """One object: its result and the unit's own by sub-component, both totals, and how far it is.

    What evaluators set is empty until it is released.
    """

    penilaian: Penilaian
    total: Decimal | None
    predikat: str
    mandiri: Decimal | None
    kemajuan: str
    kolom: Mapping[str, NilaiKolom] = field(default_factory=dict)
    kolom_mandiri: Mapping[str, NilaiKolom] = field(default_factory=dict)

    @property
    def selisih(self) -> Decimal | None:
        """Points that the unit's own total lies above the result."""
        if self.total is None or self.mandiri is None:
            return None
        return self.mandiri - self.total


@dataclass(frozen=True, slots=True)
class Saring:
    """What is asked for; a word nobody offered counts as nothing."""

    cari: str = ""
    liga: str = ""
    predikat: str = ""
    keadaan: str = ""
    urut: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> "Saring":
        isi = {one.name: asked.get(one.name, "") for one in fields(cls)}
        known = (("liga", PerangkatDaerah.Liga.values), ("keadaan", KEADAAN), ("urut", URUT))
        return cls(**isi | {name: "" for name, words in known if isi[name] not in words})

    @property
    def kueri(self) -> str:
        """The filters beside the search, as paging carries them on."""
        chosen = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "cari"}
        return "".join(f"&{urlencode({name: word})}" for name, word in chosen.items() if word)

    @property
    def aktif(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self) if one.name != "urut")


def hasil_akhir(user: Pengguna) -> HasilQuerySet:
    """The results in force within reach, of whatever stage they are."""
    return Hasil.objects.visible_to(user).berlaku()


def hasil_mandiri() -> HasilQuerySet:
    """What units gave themselves; asked of evaluations that are seen already."""
    return Hasil.objects.filter(tahap=MANDIRI)


def find_penilaian(user: Pengguna, tahun: int, saring: Saring) -> PenilaianQuerySet:
    """The evaluations of a year that are asked for, with both totals, their gap and the progress."""
    of_row = {"penilaian": OuterRef("pk")}
    final, own = hasil_akhir(user).filter(**of_row), hasil_mandiri().filter(**of_row)
    later = ~Q(nilai_sub_set__tahap=MANDIRI)
    rows = Penilaian.objects.visible_to(user).filter(tahun_evaluasi=tahun)
    rows = rows.select_related("instansi", "perangkat_daerah").annotate(
        total=Subquery(final.values("total")[:1]),
        predikat=Subquery(final.values("predikat")[:1]),
        mandiri=Subquery(own.values("total")[:1]),
        diisi=_count(~later),
        dinilai=_count(later),
    )
    rows = _filtered(rows.annotate(selisih=F("mandiri") - F("total")), saring)
    return rows.order_by(URUT[saring.urut][0], "perangkat_daerah__kode", "pk")


def build_rekap(user: Pengguna, rows: Sequence[Penilaian]) -> list[BarisRekap]:
    """The rows as they are printed: one more query for the points of all of them."""
    penilai = user.cap is not None and user.cap.peran in PENILAI
    points: dict[tuple[int, bool], Mapping[str, str]] = {}
    for found, is_own in ((hasil_akhir(user), False), (hasil_mandiri(), True)):
        kept = found.filter(penilaian__in=[row.pk for row in rows])
        for pk, poin in kept.values_list("penilaian_id", "rincian__poin"):
            points[pk, is_own] = poin or {}
    return [_build(row, points, melihat_kemajuan=penilai) for row in rows]


def columns_of(rows: Iterable[Penilaian]) -> dict[str, str]:
    """The sub-components of these sheets in order, with component and name."""
    found: dict[str, str] = {}
    for instrumen in {
        load_instrumen_of(row).kunci: load_instrumen_of(row) for row in rows
    }.values():
        for komponen in instrumen.komponen:
            for sub in komponen.subkomponen:
                found.setdefault(sub.kode, f"{komponen.nama}: {sub.nama}")
    return found


def read_kolom(instrumen: Instrumen, poin: Mapping[str, str]) -> dict[str, NilaiKolom]:
    """The kept points of a result by sub-component, with the grades they came from."""
    found = {}
    for sub in instrumen.subkomponen:
        if sub.kode in poin:
            points = Decimal(poin[sub.kode])
            grade = find_pilihan(instrumen.skala[sub.skala], sub.bobot, points)
            found[sub.kode] = NilaiKolom(points, grade.kode if grade else "")
    return found


def _count(which: Q) -> Count:
    return Count("nilai_sub_set__subkomponen", filter=which, distinct=True)


def _filtered(rows: PenilaianQuerySet, saring: Saring) -> PenilaianQuerySet:
    if saring.liga:
        rows = rows.filter(perangkat_daerah__liga=saring.liga)
    if saring.predikat:
        rows = rows.filter(Q(predikat=saring.predikat))
    if saring.keadaan == "selesai":
        rows = rows.filter(status=Penilaian.Status.SELESAI)
    if saring.keadaan == "belum":
        rows = rows.exclude(status=Penilaian.Status.SELESAI)
    return rows


def _build(
    row: Penilaian,
    points: Mapping[tuple[int, bool], Mapping[str, str]],
    *,
    melihat_kemajuan: bool,
) -> BarisRekap:
    instrumen = load_instrumen_of(row)
    found = vars(row)  # the annotations of `find_penilaian`
    many, kemajuan = len(instrumen.subkomponen), ""
    if row.status == Penilaian.Status.MANDIRI:
        kemajuan = f"{found['diisi']} dari {many} terisi"
    elif row.status == Penilaian.Status.DINILAI and melihat_kemajuan:
        kemajuan = f"{found['dinilai']} dari {many} dinilai"
    return BarisRekap(
        row,
        found["total"],
        found["predikat"] or "",
        found["mandiri"],
        kemajuan,
        read_kolom(instrumen, points.get((row.pk, False), {})),
        read_kolom(instrumen, points.get((row.pk, True), {})),
    )
