"""One sheet as it stands: its instrument with what every stage answered and graded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet

from sakip.evaluasi.acuan import load_instrumen_of, load_tahapan_of
from sakip.evaluasi.lanjut import Riwayat, load_riwayat
from sakip.evaluasi.models import BuktiKriteria, Jawaban, NilaiSub, Penilaian
from sakip.evaluasi.nilai_akhir import load_koreksi
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import RuleError
from sakip.rules.instrumen import Butir, Entitas, Instrumen, Kriteria, Subkomponen
from sakip.rules.penilaian import write_cara_hitung
from sakip.rules.tahapan import MANDIRI, Tahapan
from sakip.web.prepared import Slot
from sakip.web.together import Asked, Together, build_row, columns_of

Baris = TypeVar("Baris", Jawaban, NilaiSub)
_BESIDE = {"nama": "penilai__nama", "keadaan": "penilaian__status"}
Kunci = tuple[str, str]
"""Stage and code of a criterion or sub-component."""


@dataclass(slots=True)
class Lembar:
    """The rows of one evaluation by stage and code.

    `warisan` holds the answers of the agency's own sheet, of the same file, to the criteria that this
    kind of entity inherits from it; `koreksi` what released corrections put in place of the result's. What
    is answered is a butir: a grade of a sub-component, or an answer to a criterion where the instrument
    says so (`per_kriteria`).
    """

    penilaian: Penilaian
    instrumen: Instrumen
    tahapan: Tahapan
    jawaban: dict[Kunci, Jawaban]
    warisan: dict[Kunci, Jawaban]
    nilai: dict[Kunci, NilaiSub]
    koreksi: dict[str, str]
    riwayat: Riwayat | None = None

    @property
    def entitas(self) -> Entitas:
        return self.instrumen.entitas[self.penilaian.jenis_entitas]

    @property
    def per_kriteria(self) -> bool:
        """Whether points come from the criteria, and not from a grade above them."""
        return self.instrumen.tingkat == "kriteria"

    @property
    def cara_hitung(self) -> str:
        """How points come about, as the page and the report tell it."""
        return write_cara_hitung(self.instrumen)

    def subkomponen(self, kode: str) -> Subkomponen | None:
        """The sub-component of this code, None when the sheet has none."""
        return next((row for row in self.instrumen.subkomponen if row.kode == kode), None)

    def sub_of(self, butir: str) -> Subkomponen | None:
        """The sub-component of this code, or of the criterion of this code that the sheet answers itself."""
        for sub in self.instrumen.subkomponen:
            if butir == sub.kode or butir in {row.kode for row in self.kriteria_sendiri(sub)}:
                return sub
        return None

    def kriteria(self, sub: Subkomponen) -> tuple[Kriteria, ...]:
        """The criteria that apply here, inherited ones among them, in this entity's wording."""
        return self.instrumen.kriteria(sub, self.penilaian.jenis_entitas)

    def kriteria_sendiri(self, sub: Subkomponen) -> tuple[Kriteria, ...]:
        """The criteria that this sheet answers itself."""
        return tuple(r for r in self.kriteria(sub) if r.kode not in self.entitas.diwariskan)

    def butir_sendiri(self) -> tuple[Butir, ...]:
        """What this sheet answers itself: its sub-components, or its criteria without inherited ones."""
        butir = self.instrumen.butir(self.penilaian.jenis_entitas)
        return tuple(row for row in butir if row.kode not in self.entitas.diwariskan)

    def find_butir(self, kode: str) -> Butir:
        """What is answered under this code. Raises RuleError for a code that is not answered here."""
        found = next((row for row in self.butir_sendiri() if row.kode == kode), None)
        if found is None:
            raise RuleError(f"{kode} tidak dijawab pada lembar ini.")
        return found

    def find_butir_at(self, subkomponen: str, kriteria: str) -> Butir:
        """What is answered at a place: the criterion where criteria make the points. Raises RuleError."""
        return self.find_butir((kriteria or subkomponen) if self.per_kriteria else subkomponen)

    def status(self, tahap: str, sub: Subkomponen) -> dict[str, str]:
        """What a stage said of each criterion, with what the agency's sheet says of inherited ones."""
        found = {row.kode: self.find_jawaban(tahap, row.kode) for row in self.kriteria(sub)}
        return {kode: row.status for kode, row in found.items() if row is not None}

    def nilai_tahap(self, tahap: str) -> dict[str, str]:
        """What one stage set on each butir, corrections among the result's.

        Its grades, or its answers with the inherited ones.
        """
        if self.per_kriteria:
            rows = (self.status(tahap, sub) for sub in self.instrumen.subkomponen)
            found = {kode: status for row in rows for kode, status in row.items()}
        else:
            found = {
                kode: row.jawaban for (other, kode), row in self.nilai.items() if other == tahap
            }
        return found | self.koreksi if tahap == self.tahapan.hasil else found

    def berlaku(self, tahap: str) -> Instrumen:
        """The instrument as it counts for a stage now: without what waits for the agency's sheet."""
        return self.without_pending(tahap) if self.per_kriteria else self.instrumen

    def belum_dinilai(self, tahap: str) -> list[Subkomponen]:
        """The sub-components without points of this stage: no grade, or an answer missing."""
        graded = self.nilai_tahap(tahap)
        butir = self.berlaku(tahap).butir(self.penilaian.jenis_entitas)
        open_ = {row.subkomponen for row in butir if row.kode not in graded}
        done = {row.subkomponen for row in butir} - open_
        return [sub for sub in self.instrumen.subkomponen if sub.kode not in done]

    def belum_lengkap(self, tahap: str) -> list[Subkomponen]:
        """The sub-components where a stage still owes a grade or answers that it must give."""
        row = self.tahapan.get(tahap)
        return [
            sub
            for sub in self.instrumen.subkomponen
            if (row.nilai == "wajib" and not self._is_graded(tahap, sub))
            or (
                row.jawab == "wajib"
                and any((tahap, one.kode) not in self.jawaban for one in self.kriteria_sendiri(sub))
            )
        ]

    def _is_graded(self, tahap: str, sub: Subkomponen) -> bool:
        """Whether a sub-component has the grade of a stage, or the answers that make its points."""
        if not self.per_kriteria:
            return (tahap, sub.kode) in self.nilai
        return all(self.find_jawaban(tahap, row.kode) for row in self.kriteria_sendiri(sub))

    def tidak_berlaku(self, sub: Subkomponen) -> list[tuple[Kriteria, str]]:
        """The criteria that do not apply to this kind of entity, each with its reason."""
        alasan, bawaan = self.entitas.alasan, f"Menurut {self.instrumen.peraturan}."
        left_out = (row for row in sub.kriteria if row.kode in self.entitas.tidak_berlaku)
        return [(row, alasan.get(row.kode, bawaan)) for row in left_out]

    def menunggu_pemda(self, tahap: str, sub: Subkomponen | None = None) -> list[str]:
        """The inherited criteria (of one sub-component) that the agency has not answered in this stage."""
        subs = (sub,) if sub else self.instrumen.subkomponen
        codes = (row.kode for one in subs for row in self.kriteria(one))
        diwariskan = set(self.entitas.diwariskan)
        return [
            kode for kode in codes if kode in diwariskan and self.find_jawaban(tahap, kode) is None
        ]

    def tanpa_alasan(self, tahap: str) -> list[NilaiSub]:
        """The evaluators' grades that differ from what was suggested, and do not say why."""
        if tahap == MANDIRI:
            return []
        graded = (self.nilai.get((tahap, r.kode)) for r in self.instrumen.subkomponen)
        return [row for row in graded if row is not None and row.perlu_alasan]

    def without_pending(self, tahap: str) -> Instrumen:
        """The instrument without the inherited criteria that the agency has not answered yet.

        They say nothing about this unit, so they leave its denominator instead of counting as unmet.
        """
        entitas, pending = self.entitas, self.menunggu_pemda(tahap)
        smaller = replace(entitas, tidak_berlaku=(*entitas.tidak_berlaku, *pending))
        semua: Mapping[str, Entitas] = {
            **self.instrumen.entitas,
            self.penilaian.jenis_entitas: smaller,
        }
        return replace(self.instrumen, entitas=semua)

    def find_jawaban(self, tahap: str, kode: str) -> Jawaban | None:
        """What a stage works with: its own answer, else that of the nearest stage before it."""
        source = self.warisan if kode in self.entitas.diwariskan else self.jawaban
        found = (source.get((one, kode)) for one in self.tahapan.answering(tahap))
        return next((row for row in found if row is not None), None)


def load_bukti_pemda(lembar: Lembar, sub: Subkomponen) -> dict[str, list[BuktiKriteria]]:
    """What the agency shows for the criteria that a sub-component inherits; no query where none is."""
    own = {row.kode for row in lembar.kriteria_sendiri(sub)}
    inherited = [row.kode for row in lembar.kriteria(sub) if row.kode not in own]
    return BuktiKriteria.objects.of_pemda(lembar.penilaian, inherited)


def riwayat_of(lembar: Lembar) -> Riwayat:
    """What earlier evaluations of the unit say, asked once."""
    lembar.riwayat = lembar.riwayat or load_riwayat(lembar.penilaian)
    return lembar.riwayat


def hold_first(rows: QuerySet[Penilaian]) -> Penilaian | None:
    """The first of these evaluations, taken until commit as `hold` does, in the query that finds it."""
    return rows.select_for_update(of=("self",)).first()


def hold(penilaian: Penilaian) -> None:
    """Take the evaluation's row until commit, and look at it anew if it moved: now it cannot any more."""
    seen = {name: getattr(penilaian, name) for name in ("pk", "status", "tahap", "sidik", "revisi")}
    if Penilaian.objects.filter(**seen).update(status=F("status")):
        return
    Penilaian.objects.filter(pk=penilaian.pk).update(status=F("status"))
    penilaian.refresh_from_db()


def blank_lembar(penilaian: Penilaian) -> Lembar:
    """The sheet without its rows, for what its instrument says alone: no query."""
    instrumen, tahapan = load_instrumen_of(penilaian), load_tahapan_of(penilaian)
    return Lembar(penilaian, instrumen, tahapan, {}, {}, {}, {})


def load_lembar(penilaian: Penilaian) -> Lembar:
    """The sheet with all its rows: one query, whatever is filled in; two once it is released."""
    lembar = blank_lembar(penilaian)
    found = _question(lembar.entitas.diwariskan).load(
        penilaian=penilaian.pk,
        instansi=penilaian.instansi_id,
        tahun=penilaian.tahun_evaluasi,
        peraturan=penilaian.peraturan,
    )
    for row in _read(penilaian, Jawaban, found["jawaban"]):
        own = row.penilaian_id == penilaian.pk
        (lembar.jawaban if own else lembar.warisan)[row.tahap, row.kriteria] = row
    for grade in _read(penilaian, NilaiSub, found["nilai"]):
        lembar.nilai[grade.tahap, grade.subkomponen] = grade
    if penilaian.status == Penilaian.Status.SELESAI:
        lembar.koreksi = load_koreksi([penilaian.pk]).get(penilaian.pk, {})
    return lembar


@lru_cache(maxsize=32)
def _question(diwariskan: tuple[str, ...]) -> Together:
    """What is asked of a sheet that inherits these criteria."""
    return Together(lambda: _ask_rows(diwariskan))


def _ask_rows(diwariskan: tuple[str, ...]) -> dict[str, Asked]:
    own = Slot("penilaian")
    pemda = Penilaian.objects.pemda(Slot("instansi"), Slot("tahun"), Slot("peraturan"))
    inherited = Q(penilaian__in=pemda, kriteria__in=diwariskan)
    return {
        "jawaban": (
            Jawaban.objects.filter(Q(penilaian=own) | inherited),
            columns_of(Jawaban, **_BESIDE),
        ),
        "nilai": (NilaiSub.objects.filter(penilaian=own), columns_of(NilaiSub, **_BESIDE)),
    }


def _read(
    penilaian: Penilaian, model: type[Baris], rows: Iterable[Mapping[str, Any]]
) -> Iterator[Baris]:
    """Answers or grades in the order they were given, with who gave them and the state of their sheet."""
    for values in sorted(rows, key=itemgetter("id")):
        row = build_row(model, values)
        row.penilai = build_row(Pengguna, {"id": row.penilai_id, "nama": values["nama"]})
        sheet = {"id": row.penilaian_id, "status": values["keadaan"]}
        own = row.penilaian_id == penilaian.pk
        row.penilaian = penilaian if own else build_row(Penilaian, sheet)
        yield row
