"""From grades to points, total and predikat, and from answers to a suggestion.

The engine is `sakip.rules`; here only rows become its arguments and its answers become columns.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sakip.audit.hashing import canonical, sha256
from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.models import Hasil, NilaiSub, Penilaian
from sakip.rules import penilaian as rules
from sakip.rules.instrumen import Subkomponen
from sakip.rules.penilaian import BelumDinilaiError, bulatkan_pecahan
from sakip.rules.predikat import Predikat, classify
from sakip.rules.saran import TANPA, Pernyataan, Saran, check_pernyataan, suggest_nilai, tambah_of


@dataclass(frozen=True, slots=True)
class Jumlah:
    """What a stage's grades add up to so far; the predikat is an estimate until all are there.

    `poin` is by code of sub-component and component, `bobot` the weight that is graded.
    """

    poin: dict[str, Decimal]
    total: Decimal
    bobot: Decimal
    lengkap: bool
    predikat: Predikat | None


def compute_jumlah(lembar: Lembar, tahap: str) -> Jumlah:
    """The points of the grades that are there; a predikat only of a complete sheet."""
    instrumen = lembar.instrumen
    butir, _ = rules.read_jawaban(
        lembar.berlaku(tahap).butir(lembar.penilaian.jenis_entitas), lembar.nilai_tahap(tahap)
    )
    exact: dict[str, Fraction] = {}
    for row in butir:
        kode = row.butir.subkomponen
        exact[kode] = exact.get(kode, Fraction(0)) + row.poin
    for komponen in instrumen.komponen:
        parts = [exact[sub.kode] for sub in komponen.subkomponen if sub.kode in exact]
        if parts:
            exact[komponen.kode] = sum(parts, Fraction(0))
    total = bulatkan_pecahan(sum((row.poin for row in butir), Fraction(0)))
    lengkap = not lembar.belum_dinilai(tahap)
    return Jumlah(
        poin={kode: bulatkan_pecahan(poin) for kode, poin in exact.items()},
        total=total,
        bobot=_write_bobot(sum((row.butir.bobot for row in butir), Fraction(0))),
        lengkap=lengkap,
        predikat=classify(instrumen.predikat, total) if lengkap else None,
    )


def read_nilai_sub(lembar: Lembar, tahap: str) -> dict[str, str]:
    """What a stage gave each sub-component: its grade, or the points of its answers once all are there."""
    if not lembar.per_kriteria:
        return lembar.nilai_tahap(tahap)
    poin, missing = compute_jumlah(lembar, tahap).poin, lembar.belum_dinilai(tahap)
    return {
        sub.kode: str(poin[sub.kode]) for sub in lembar.instrumen.subkomponen if sub not in missing
    }


def find_setuju(lembar: Lembar, tahap: str, sub: Subkomponen) -> dict[str, str]:
    """The grades of a sub-component that a stage may agree with, by the stage they are of.

    A stage that answers criteria itself works on with the answers before it, so it agrees with nothing.
    """
    if lembar.per_kriteria and lembar.tahapan.get(tahap).nilai != "setuju":
        return {}
    stages = lembar.tahapan.agreeing(tahap)
    graded = {one: read_nilai_sub(lembar, one).get(sub.kode, "") for one in stages}
    return {one: nilai for one, nilai in graded.items() if nilai}


def _write_bobot(bobot: Fraction) -> Decimal:
    """A sum of weights with no more decimals than it needs, two at most."""
    return Decimal(f"{bulatkan_pecahan(bobot).normalize():f}")


def compute_poin_pilihan(lembar: Lembar, sub: Subkomponen) -> dict[str, Decimal]:
    """What each grade of the scale would add to the total, by grade; none where criteria are answered."""
    instrumen = lembar.instrumen
    if lembar.per_kriteria:
        return {}
    butir = list(instrumen.butir(lembar.penilaian.jenis_entitas))
    poin = {}
    for pilihan in instrumen.skala[sub.skala].pilihan:
        [row], _ = rules.read_jawaban(butir, {sub.kode: pilihan.kode})
        poin[pilihan.kode] = bulatkan_pecahan(row.poin)
    return poin


def compute_saran(lembar: Lembar, tahap: str, sub: Subkomponen) -> Saran | None:
    """What the answers of a stage suggest at most; None while nothing of it is answered."""
    nilai = lembar.nilai.get((tahap, sub.kode))
    if lembar.per_kriteria:
        return None
    try:
        return suggest_nilai(
            lembar.without_pending(tahap),
            sub.kode,
            lembar.status(tahap, sub),
            jenis_entitas=lembar.penilaian.jenis_entitas,
            pernyataan=read_pernyataan(lembar.penilaian, nilai) if nilai else TANPA,
        )
    except BelumDinilaiError:
        return None


def read_pernyataan(penilaian: Penilaian, nilai: NilaiSub) -> Pernyataan:
    """What is stated beside a grade, as the rules take it; words without a year or a kind count nothing."""
    sejak = nilai.sejak if nilai.bukti_sejak else None
    lanjut = penilaian.tahun_evaluasi - sejak if sejak is not None else 0
    return Pernyataan(max(0, lanjut), tambah_of(nilai.jenis_tambah if nilai.nilai_tambah else ""))


def find_kurang(lembar: Lembar, tahap: str, sub: Subkomponen) -> str:
    """What a stored grade above "all met" still lacks, as a sentence; empty when nothing."""
    nilai = lembar.nilai.get((tahap, sub.kode))
    pilihan = lembar.instrumen.skala_of(sub).find(nilai.jawaban) if nilai else None
    if nilai is None or pilihan is None:
        return ""
    return check_pernyataan(pilihan, sub.lensa, read_pernyataan(lembar.penilaian, nilai))


def fill_saran(lembar: Lembar, tahap: str, sub: Subkomponen) -> bool:
    """Write the suggestion beside a grade that is set already (unsaved); whether it changed."""
    nilai = lembar.nilai.get((tahap, sub.kode))
    if nilai is None:
        return False
    saran = compute_saran(lembar, tahap, sub)
    kode = saran.batas_atas.kode if saran and saran.batas_atas else ""
    changed, nilai.saran = nilai.saran != kode, kode
    return changed


def compute_hasil(lembar: Lembar, tahap: str) -> rules.Hasil:
    """The scored sheet of one stage. Raises PenilaianError while a grade is missing."""
    return rules.score_lke(
        lembar.berlaku(tahap),
        lembar.nilai_tahap(tahap),
        jenis_entitas=lembar.penilaian.jenis_entitas,
    )


def find_hasil(penilaian: Penilaian, tahap: str) -> Hasil:
    """The first result of a stage, or a new one (unsaved) where no answer of its own was the last."""
    found = Hasil.objects.filter(penilaian=penilaian, tahap=tahap, mengganti=None).first()
    return found or Hasil(instansi_id=penilaian.instansi_id, penilaian=penilaian, tahap=tahap)


def fill_hasil(row: Hasil, hasil: rules.Hasil, **lain: Any) -> None:
    """Write total, predikat, the working and its hash into a result (unsaved)."""
    row.total, row.predikat = hasil.total, hasil.predikat.kode
    bagian = (*hasil.komponen, *hasil.subkomponen)
    row.rincian = json.loads(
        canonical(
            {
                "peraturan": hasil.instrumen.kunci,
                "poin": {satu.kode: bulatkan_pecahan(satu.nilai) for satu in bagian},
                "langkah": [str(langkah) for langkah in hasil.langkah],
                **lain,
            }
        )
    )
    row.hash = hash_rincian(row.rincian)


def hash_rincian(rincian: dict[str, Any]) -> str:
    """The SHA-256 of a result's canonical text."""
    return sha256(canonical(rincian))
