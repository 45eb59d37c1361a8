"""The whole sheet on one page, criterion by criterion: its rows, its queue, and the answer to one save."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sakip.evaluasi.compute import Jumlah, compute_jumlah
from sakip.evaluasi.isian import IsianSub
from sakip.evaluasi.lembar import Kunci, Lembar, riwayat_of
from sakip.evaluasi.lhe import load_rekomendasi
from sakip.evaluasi.models import (
    BuktiKriteria,
    Jawaban,
    NilaiSub,
    PermintaanBukti,
    Rekomendasi,
    Tanggapan,
)
from sakip.evaluasi.petunjuk import Petunjuk, find_petunjuk, load_peringatan, load_petunjuk
from sakip.evaluasi.rows import BarisKriteria, IsiHalaman, build_halaman, build_nilai
from sakip.evaluasi.sudut import Sudut
from sakip.rules.angka import write_angka
from sakip.rules.decision import Konflik
from sakip.rules.instrumen import Lensa, Pilihan, Subkomponen
from sakip.rules.tahapan import MANDIRI
from sakip.web.render import render_macro

SARINGAN = {
    "belum": "Belum dinilai",
    "beda": "Berbeda dari mandiri",
    "lemah": "Bukti lemah",
    "petunjuk": "Ada petunjuk",
    "diminta": "Bukti diminta",
    "keberatan": "Keberatan",
}
BUKTI_TERBANYAK = 2000
JAWABAN = "evaluasi/_kke_jawaban.html"


@dataclass(slots=True)
class BarisKke:
    """One criterion of the queue: its row, what is said about it, and the filters it passes."""

    baris: BarisKriteria
    bukti: Sequence[BuktiKriteria]
    permintaan: PermintaanBukti | None
    rekomendasi: Sequence[Rekomendasi]
    tanggapan: Sequence[Tanggapan]
    petunjuk: Sequence[str]
    tanda: frozenset[str]


@dataclass(slots=True)
class BagianKke:
    """One sub-component: the criteria that pass the filter, and its grade if that passes."""

    sub: Subkomponen
    lensa: Lensa
    skala: tuple[Pilihan, ...]
    isi: IsiHalaman
    kriteria: list[BarisKke]
    rekomendasi: Sequence[Rekomendasi]
    tanggapan: Sequence[Tanggapan]
    petunjuk: Sequence[str]
    tanda: frozenset[str]
    bernilai: bool
    terjawab: int
    banyak: int


@dataclass(slots=True)
class Kke:
    """The sheet of one stage: all of it, and what passes the filter; `hitung` says what each would leave."""

    semua: list[BagianKke]
    bagian: list[BagianKke]
    jumlah: Mapping[str, Jumlah]
    hitung: Mapping[str, int]
    terjawab: int
    banyak: int


def build_kke(sudut: Sudut, saring: str) -> Kke:
    """Everything of a sheet that passes a filter (empty: all of it): five queries at most."""
    penilaian = sudut.lembar.penilaian
    if sudut.can_score and sudut.langkah.nilai == "wajib":
        riwayat_of(sudut.lembar)  # what a grade asks for beside it
    rekomendasi = load_rekomendasi(penilaian) if sudut.melihat_evaluator else []
    lain = _Lain(
        petunjuk=load_petunjuk(sudut),
        peringatan=load_peringatan(sudut),
        bukti=_group(_load_bukti(sudut), "kriteria"),
        permintaan={row.kriteria: row for row in _load_permintaan(sudut)},
        rekomendasi=_group(rekomendasi, "letak"),
        tanggapan=_group(_load_tanggapan(sudut), "letak"),
    )
    semua = [_bagian(sudut, sub, lain) for sub in sudut.lembar.instrumen.subkomponen]
    tanda = [one.tanda for row in semua for one in row.kriteria] + [row.tanda for row in semua]
    hitung = {kunci: sum(kunci in satu for satu in tanda) for kunci in SARINGAN}
    kke = Kke(
        semua=semua,
        bagian=semua,
        jumlah={tahap: compute_jumlah(sudut.lembar, tahap) for tahap in sudut.stages},
        hitung=hitung,
        terjawab=sum(row.terjawab for row in semua),
        banyak=sum(row.banyak for row in semua),
    )
    if saring in SARINGAN:
        for row in semua:
            row.kriteria = [one for one in row.kriteria if saring in one.tanda]
            row.bernilai = row.bernilai and saring in row.tanda
        kke.bagian = [row for row in semua if row.kriteria or row.bernilai]
    return kke


def answer_kke(lembar: Lembar, tahap: str, sub: Subkomponen, kode: str) -> dict[str, Any]:
    """What changed on the page after one save: totals, hints, the suggestion of a grade that is stored.

    Made of the rows the save itself read and wrote, so that it costs no query.
    """
    jumlah = compute_jumlah(lembar, tahap)
    komponen = next(row for row in lembar.instrumen.komponen if sub in row.subkomponen)
    petunjuk = find_petunjuk(lembar, tahap)
    rows: Mapping[Kunci, Jawaban | NilaiSub] = lembar.nilai if kode == sub.kode else lembar.jawaban
    row = rows.get((tahap, kode))
    return {
        "sub": sub.kode,
        "revisi": "" if row is None else row.revisi,
        "jumlah": {
            satu: write_angka(jumlah.poin[satu])
            for satu in (sub.kode, komponen.kode)
            if satu in jumlah.poin
        }
        | {"total": write_angka(jumlah.total)},
        "predikat": render_macro(JAWABAN, "predikat_kke", jumlah),
        "terjawab": {
            sub.kode: _count(lembar, tahap, [sub])[0],
            "total": _count(lembar, tahap, lembar.instrumen.subkomponen)[0],
        },
        "petunjuk": {
            satu: render_macro(JAWABAN, "petunjuk_kke", petunjuk.get(satu, []))
            for satu in {kode, sub.kode}
        },
        "saran": render_macro(JAWABAN, "saran_kke", build_nilai(lembar, sub, tahap, [])),
    }


def refuse_kke(
    sudut: Sudut, isian: IsianSub, galat: Mapping[str, str], konflik: Konflik | None
) -> dict[str, Any]:
    """What is wrong with a save by field; after a conflict both values, and what the fields hold stored."""
    if konflik is None:
        return {"galat": galat}
    beda = [{"bidang": b.bidang, "anda": b.milik_anda, "kini": b.tersimpan} for b in konflik.beda]
    isi, revisi = _stored(sudut, isian)
    return {"konflik": beda, "isi": isi, "revisi": revisi}


def _stored(sudut: Sudut, isian: IsianSub) -> tuple[dict[str, str], int | str]:
    """The fields of the one thing that was typed as they are stored, by name, and its number."""
    sub = next(s for s in sudut.lembar.instrumen.subkomponen if s.kode == isian.subkomponen)
    isi = build_halaman(sudut, sub)
    typed = {row.kriteria for row in isian.kriteria}
    for row in isi.kriteria:
        if (kode := row.kriteria.kode) in typed:
            return {f"{nama}-{kode}": value for nama, value in row.isi.items()}, row.revisi
    return isi.nilai.isi, isi.nilai.revisi


@dataclass(frozen=True, slots=True)
class _Lain:
    """What stands beside the answers, by code."""

    petunjuk: Petunjuk
    peringatan: Petunjuk
    bukti: Mapping[str, list[Any]]
    permintaan: Mapping[str, PermintaanBukti]
    rekomendasi: Mapping[str, list[Any]]
    tanggapan: Mapping[str, list[Any]]


def _bagian(sudut: Sudut, sub: Subkomponen, lain: _Lain) -> BagianKke:
    lembar, tahap = sudut.lembar, sudut.tahap
    isi = build_halaman(sudut, sub, lain.peringatan)
    terjawab, banyak = _count(lembar, tahap, [sub])
    return BagianKke(
        sub=sub,
        lensa=lembar.instrumen.lensa[sub.lensa],
        skala=() if lembar.per_kriteria else lembar.instrumen.skala_of(sub).pilihan,
        isi=isi,
        kriteria=[
            BarisKke(
                row,
                lain.bukti.get(row.kriteria.kode, []),
                lain.permintaan.get(row.kriteria.kode),
                lain.rekomendasi.get(row.kriteria.kode, []),
                lain.tanggapan.get(row.kriteria.kode, []),
                lain.petunjuk.get(row.kriteria.kode, []),
                frozenset(_tanda(sudut, sub, row, lain)),
            )
            for row in isi.kriteria
        ],
        rekomendasi=lain.rekomendasi.get(sub.kode, []),
        tanggapan=lain.tanggapan.get(sub.kode, []),
        petunjuk=lain.petunjuk.get(sub.kode, []),
        tanda=frozenset(_tanda_nilai(sudut, sub, isi, lain)),
        bernilai=not lembar.per_kriteria,
        terjawab=terjawab,
        banyak=banyak,
    )


def _tanda(sudut: Sudut, sub: Subkomponen, row: BarisKriteria, lain: _Lain) -> Iterator[str]:
    """The filters a criterion passes; what the agency answers for all is nobody's work here."""
    kode = row.kriteria.kode
    if kode in lain.tanggapan:
        yield "keberatan"
    if kode in lain.permintaan and not lain.permintaan[kode].dipenuhi:
        yield "diminta"
    if row.diwariskan:
        return
    kini, mandiri = sudut.lembar.find_jawaban(sudut.tahap, kode), row.jawaban.get(MANDIRI)
    if kini is None:
        yield "belum"
    elif mandiri is not None and mandiri.status != kini.status:
        yield "beda"
    if _is_weak(kini or mandiri, row, sudut.lembar.instrumen.lensa[sub.lensa]):
        yield "lemah"
    if kode in lain.petunjuk or row.peringatan:
        yield "petunjuk"


def _is_weak(jawaban: Jawaban | None, row: BarisKriteria, lensa: Lensa) -> bool:
    """Whether all is said to be met on less evidence than the lens needs."""
    if jawaban is None or jawaban.status != row.opsi[0].kode:
        return False
    return jawaban.kekuatan_bukti < (lensa.kekuatan_bukti or 0)


def _tanda_nilai(sudut: Sudut, sub: Subkomponen, isi: IsiHalaman, lain: _Lain) -> Iterator[str]:
    """The filters a grade passes."""
    if sub.kode in lain.tanggapan:
        yield "keberatan"
    if sudut.lembar.per_kriteria or sudut.langkah.nilai != "wajib":
        return
    kini, mandiri = isi.nilai_tahap.get(sudut.tahap), isi.nilai_tahap.get(MANDIRI)
    if kini is None:
        yield "belum"
    elif mandiri is not None and mandiri.jawaban != kini.jawaban:
        yield "beda"
    if sub.kode in lain.petunjuk or isi.nilai.peringatan:
        yield "petunjuk"


def _count(lembar: Lembar, tahap: str, subs: Sequence[Subkomponen]) -> tuple[int, int]:
    """For how many of its own criteria a stage has an answer to work with, and how many there are."""
    own = [row.kode for sub in subs for row in lembar.kriteria_sendiri(sub)]
    return sum(lembar.find_jawaban(tahap, kode) is not None for kode in own), len(own)


def _load_bukti(sudut: Sudut) -> Sequence[BuktiKriteria]:
    """The pointers to evidence, with those of the agency's own sheet for what is inherited."""
    rows = BuktiKriteria.objects.for_sheet(sudut.lembar.penilaian, sudut.lembar.entitas.diwariskan)
    return list(rows[:BUKTI_TERBANYAK])


def _load_permintaan(sudut: Sudut) -> Sequence[PermintaanBukti]:
    """What evidence was asked for at the stage where the sheet lies, the latest of a criterion last."""
    rows = PermintaanBukti.objects.berlaku().filter(penilaian=sudut.lembar.penilaian)
    return list(rows.for_list()[:BUKTI_TERBANYAK])


def _load_tanggapan(sudut: Sudut) -> Sequence[Tanggapan]:
    """What the evaluated objected to; no query before anybody was asked."""
    tahapan, kini = sudut.lembar.tahapan, sudut.orang.kini
    asked = any(one.menanggapi for one in tahapan.tahap[: tahapan.order(kini.kunci) + 1])
    if not asked or not sudut.melihat_evaluator:
        return []
    return list(Tanggapan.objects.filter(penilaian=sudut.lembar.penilaian).for_list())


def _group(rows: Sequence[Any], nama: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, nama), []).append(row)
    return found
