"""Where an entity stands: the newest sheet with answers, its years of standing, its newest official value."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sakip.evaluasi.acuan import load_tahapan_of
from sakip.evaluasi.compute import compute_hasil
from sakip.evaluasi.lembar import Lembar, load_lembar, riwayat_of
from sakip.evaluasi.models import PENILAI, Hasil, Jawaban, NilaiArsip, Penilaian
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.instrumen import Instrumen
from sakip.rules.tahapan import MANDIRI

SELESAI = Penilaian.Status.SELESAI
TERPENUHI = Jawaban.Status.TERPENUHI
# The longest standing that a scale asks for.
TAHUN_BERTAHAN = 5

Terpenuhi = dict[tuple[int, str], frozenset[str]]
"""Criteria that are met, by sheet and stage."""


@dataclass(frozen=True, slots=True)
class Resmi:
    """The newest official value: from whom, of which year, by component."""

    tahun: int
    total: Decimal
    predikat: str
    komponen: Mapping[str, Decimal]
    sumber: str


@dataclass(frozen=True, slots=True)
class Titik:
    """The start of a way; `lanjut` are whole years for which a sub-component stood complete.

    `tertulis` is the total that the sheet's own grades come to, None while one is missing. `tetap` holds
    its grades of sub-components that only the agency answers, and has not answered yet.
    """

    penilaian: Penilaian
    tahap: str
    instrumen: Instrumen
    terpenuhi: frozenset[str]
    lanjut: Mapping[str, int]
    diwariskan: frozenset[str]
    tertulis: Decimal | None
    tetap: Mapping[str, str]

    @property
    def sumber(self) -> str:
        """Which sheet the start is read from."""
        tahap = load_tahapan_of(self.penilaian).get(self.tahap)
        return f"{tahap.nama}, evaluasi {self.penilaian.tahun_evaluasi}"


def load_titik(user: Pengguna, unit: PerangkatDaerah | None, tahun: int) -> Titik | None:
    """The start of an entity by the newest sheet up to a year that has answers; None without one.

    Whoever scores a unit sees no count of an open sheet: it would say what he is to find himself.
    """
    rows = Penilaian.objects.visible_to(user).filter(
        perangkat_daerah=unit,
        tahun_evaluasi__gte=tahun - TAHUN_BERTAHAN,
        tahun_evaluasi__lte=tahun,
    )
    if unit is not None and user.cap is not None and user.cap.peran in PENILAI:
        rows = rows.filter(status=SELESAI)
    sheets = list(rows.select_related("instansi", "perangkat_daerah").order_by("-tahun_evaluasi"))
    answered = _load_answered(sheets)
    for n, sheet in enumerate(sheets):
        tahap = _stage(sheet, answered)
        if tahap:
            return _build(load_lembar(sheet), tahap, sheets[n + 1 :], answered)
    return None


def load_resmi(user: Pengguna, unit: PerangkatDaerah | None, tahun: int) -> Resmi | None:
    """The newest official value up to a year: the ministry's for the agency, the Inspektorat's for a unit."""
    arsip = (
        NilaiArsip.objects.visible_to(user)
        .filter(perangkat_daerah=unit, tahun__lte=tahun)
        .order_by("-tahun")
        .first()
    )
    hasil = None if unit is None else _load_hasil(user, unit, tahun)
    if hasil is not None and (arsip is None or hasil.penilaian.tahun_evaluasi >= arsip.tahun):
        poin = hasil.rincian["poin"]
        komponen = {kode: Decimal(nilai) for kode, nilai in poin.items() if "." not in kode}
        year = hasil.penilaian.tahun_evaluasi
        return Resmi(year, hasil.total, hasil.predikat, komponen, f"LHE Inspektorat {year}")
    if arsip is None:
        return None
    komponen = {kode: Decimal(nilai) for kode, nilai in arsip.komponen.items()}
    return Resmi(arsip.tahun, arsip.total, arsip.predikat, komponen, arsip.sumber)


def _load_hasil(user: Pengguna, unit: PerangkatDaerah, tahun: int) -> Hasil | None:
    rows = (
        Hasil.objects.visible_to(user)
        .berlaku()
        .filter(
            penilaian__perangkat_daerah=unit,
            penilaian__tahun_evaluasi__lte=tahun,
        )
    )
    return rows.select_related("penilaian").order_by("-penilaian__tahun_evaluasi").first()


def _load_answered(sheets: Sequence[Penilaian]) -> Terpenuhi:
    """What the entity, and the stages that make the result, found met; without an answer left out."""
    said: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    rows = Jawaban.objects.filter(penilaian__in=[sheet.pk for sheet in sheets])
    for sheet, tahap, kriteria, status in rows.values_list(
        "penilaian_id", "tahap", "kriteria", "status"
    ):
        said[sheet, tahap][kriteria] = status
    found = {}
    for one in sheets:
        tahapan = load_tahapan_of(one)
        for tahap in (MANDIRI, tahapan.hasil):
            answers: dict[str, str] = {}
            for stage in reversed(tahapan.answering(tahap)):
                answers |= said.get((one.pk, stage), {})
            if answers:
                met = (kode for kode, status in answers.items() if status == TERPENUHI)
                found[one.pk, tahap] = frozenset(met)
    return found


def _stage(sheet: Penilaian, answered: Terpenuhi) -> str:
    """Whose answers count: the evaluators' once they are final, else the entity's own; empty without any."""
    hasil = load_tahapan_of(sheet).hasil
    if sheet.status == SELESAI and (sheet.pk, hasil) in answered:
        return hasil
    return MANDIRI if (sheet.pk, MANDIRI) in answered else ""


def _build(lembar: Lembar, tahap: str, older: Iterable[Penilaian], answered: Terpenuhi) -> Titik:
    instrumen, tetap = _without_pending(lembar, tahap)
    jenis = lembar.penilaian.jenis_entitas
    status = {
        kode: one
        for sub in lembar.instrumen.subkomponen
        for kode, one in lembar.status(tahap, sub).items()
    }
    dikenal = {row.kode for sub in instrumen.subkomponen for row in instrumen.kriteria(sub, jenis)}
    return Titik(
        penilaian=lembar.penilaian,
        tahap=tahap,
        instrumen=instrumen,
        terpenuhi=frozenset(k for k, one in status.items() if one == TERPENUHI and k in dikenal),
        lanjut=_years(lembar, list(older), answered),
        diwariskan=frozenset(lembar.entitas.diwariskan) & dikenal,
        tertulis=None if lembar.belum_dinilai(tahap) else compute_hasil(lembar, tahap).total,
        tetap=tetap,
    )


def _without_pending(lembar: Lembar, tahap: str) -> tuple[Instrumen, dict[str, str]]:
    """The sheet without inherited criteria that the agency has not answered.

    Where nothing is left of a sub-component its grade stands; without a grade its criteria count as unmet.
    """
    jenis, smaller = lembar.penilaian.jenis_entitas, lembar.without_pending(tahap)
    empty = [sub for sub in lembar.instrumen.subkomponen if not smaller.kriteria(sub, jenis)]
    graded = {} if lembar.per_kriteria else lembar.nilai_tahap(tahap)
    tetap = {sub.kode: graded[sub.kode] for sub in empty if graded.get(sub.kode)}
    unmet = {row.kode for sub in empty if sub.kode not in tetap for row in lembar.kriteria(sub)}
    keluar = tuple(kode for kode in smaller.entitas[jenis].tidak_berlaku if kode not in unmet)
    entitas = replace(smaller.entitas[jenis], tidak_berlaku=keluar)
    return replace(smaller, entitas={**smaller.entitas, jenis: entitas}), tetap


def _years(lembar: Lembar, older: list[Penilaian], answered: Terpenuhi) -> dict[str, int]:
    """For how many sheets in a row, the year before first, every own criterion was met, or the released
    grade says so, which the sheet itself goes by."""
    found, riwayat = {}, riwayat_of(lembar)
    for sub in lembar.instrumen.subkomponen:
        own = {row.kode for row in lembar.kriteria_sendiri(sub)}
        year, count = lembar.penilaian.tahun_evaluasi, 0
        for sheet in older:
            met = answered.get((sheet.pk, _stage(sheet, answered)), frozenset())
            if not own or sheet.tahun_evaluasi != year - 1 or not own <= met:
                break
            year, count = year - 1, count + 1
        sejak = riwayat.sejak(sub)
        graded = 0 if sejak is None else lembar.penilaian.tahun_evaluasi - sejak
        found[sub.kode] = max(count, graded)
    return found
