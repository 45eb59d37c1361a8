"""The working paper of an evaluation (KKE) as plain values: what every stage found on every criterion.

Computed anew while the sheet is at work; kept with the result when that is released, like the report
it is the annex of. What the agency's own sheet still keeps closed is not in it.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sakip.audit.hashing import canonical
from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.lhe import load_kepala, load_penugasan
from sakip.evaluasi.models import BuktiKriteria, Jawaban, Serahan
from sakip.evaluasi.rows import is_open
from sakip.rules.instrumen import Kriteria, Subkomponen
from sakip.rules.tahapan import Tahap

Isi = dict[str, Any]
# So many files of one criterion are named; of more only the number is said.
BERKAS_TERBANYAK = 20


def compute_kertas(lembar: Lembar) -> Isi:
    """The working paper as JSON values; as many queries whatever is filled in."""
    stages = [one for one in lembar.tahapan.tahap if one.mengisi and _has_rows(lembar, one.kunci)]
    bukti, serahan = _load_bukti(lembar), _load_serahan(lembar)
    isi = {
        **load_kepala(lembar),
        "kekuatan": [{"kode": kode, "nama": nama} for kode, nama in Jawaban.Kekuatan.choices],
        "pengisi": [_pengisi(lembar, one, serahan.get(one.kunci)) for one in stages],
        "bagian": [
            {"komponen": komponen.nama, **_bagian(lembar, sub, stages, bukti)}
            for komponen in lembar.instrumen.komponen
            for sub in komponen.subkomponen
        ],
        **load_penugasan(lembar),
    }
    plain: Isi = json.loads(canonical(isi))
    return plain


def _has_rows(lembar: Lembar, tahap: str) -> bool:
    return any(one == tahap for one, _ in (*lembar.jawaban, *lembar.nilai))


def _load_bukti(lembar: Lembar) -> dict[str, list[BuktiKriteria]]:
    rows = BuktiKriteria.objects.for_sheet(lembar.penilaian, lembar.entitas.diwariskan)
    found: dict[str, list[BuktiKriteria]] = {}
    for row in rows:
        found.setdefault(row.kriteria, []).append(row)
    return found


def _load_serahan(lembar: Lembar) -> dict[str, Isi]:
    """Who handed each stage on last, and on which day."""
    zona = ZoneInfo(lembar.penilaian.instansi.zona_waktu)
    steps = Serahan.objects.filter(penilaian=lembar.penilaian, kembali=False).for_list()
    return {
        row.dari: {"oleh": row.oleh.nama, "pada": row.pada.astimezone(zona).date()} for row in steps
    }


def _pengisi(lembar: Lembar, tahap: Tahap, diserahkan: Isi | None) -> Isi:
    """Who wrote in a stage, how many criteria it answered, and who handed it on."""
    answers = [row for (one, _), row in lembar.jawaban.items() if one == tahap.kunci]
    grades = [row for (one, _), row in lembar.nilai.items() if one == tahap.kunci]
    people = {row.penilai for row in answers} | {row.penilai for row in grades}
    return {
        "nama": tahap.nama,
        "oleh": sorted(user.nama for user in people),
        "jawaban": len(answers),
        "diserahkan": diserahkan,
    }


def _bagian(
    lembar: Lembar,
    sub: Subkomponen,
    stages: Sequence[Tahap],
    bukti: dict[str, list[BuktiKriteria]],
) -> Isi:
    grades = [(one.nama, lembar.nilai.get((one.kunci, sub.kode))) for one in stages]
    return {
        "kode": sub.kode,
        "nama": sub.nama,
        "lensa": lembar.instrumen.lensa[sub.lensa].nama,
        "nilai": [
            {
                "tahap": nama,
                "nilai": row.jawaban,
                "catatan": row.catatan,
                "alasan": row.alasan_beda,
            }
            for nama, row in grades
            if row is not None
        ],
        "koreksi": lembar.koreksi.get(sub.kode, ""),
        "kriteria": [
            _kriteria(lembar, row, stages, bukti.get(row.kode, [])) for row in lembar.kriteria(sub)
        ],
    }


def _kriteria(
    lembar: Lembar, row: Kriteria, stages: Sequence[Tahap], bukti: Sequence[BuktiKriteria]
) -> Isi:
    inherited = row.kode in lembar.entitas.diwariskan
    source = lembar.warisan if inherited else lembar.jawaban
    known = [(one, source.get((one.kunci, row.kode))) for one in stages]
    said = [
        (one, answer)
        for one, answer in known
        if answer and (not inherited or is_open(one.kunci, answer))
    ]
    return {
        "kode": row.kode,
        "uraian": row.uraian,
        "pemda": inherited,
        "koreksi": lembar.koreksi.get(row.kode, ""),
        "jawaban": [_jawaban(one, answer) for one, answer in said],
        "bukti": _write_bukti(bukti),
    }


def _jawaban(tahap: Tahap, row: Jawaban) -> Isi:
    return {
        "tahap": tahap.nama,
        "jawaban": row.get_status_display(),
        "kekuatan": row.kekuatan_bukti,
        "oleh": row.penilai.nama,
        "tautan": row.tautan,
        "catatan": row.catatan,
        "fakta": row.fakta,
        "uji": row.uji,
        "simpulan": row.simpulan,
    }


def _write_bukti(rows: Sequence[BuktiKriteria]) -> list[str]:
    """Each file with its pages, and how many more there are."""
    named: Iterable[str] = (
        f"{row.berkas.nama}, halaman {row.halaman}" if row.halaman else row.berkas.nama
        for row in rows[:BERKAS_TERBANYAK]
    )
    more = len(rows) - BERKAS_TERBANYAK
    return [*named, f"dan {more} berkas lain"] if more > 0 else [*named]
