"""Everything the report of an evaluation (LHE) says, gathered as plain values.

Until the evaluation ends they are computed anew for a preview; then they are frozen with the result,
so that the report reads the same for ever (PermenPANRB 88/2021; report in the form of a letter).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from sakip.audit.hashing import canonical
from sakip.audit.models import Jejak
from sakip.cetak.dokumen import Dokumen
from sakip.evaluasi.acuan import load_tahapan_of
from sakip.evaluasi.compute import compute_hasil
from sakip.evaluasi.dokumen import TandaKeutuhan, write_lhe
from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.models import (
    Hasil,
    KertasKerja,
    Koreksi,
    NilaiArsip,
    Penilaian,
    Rekomendasi,
    Serahan,
    Tanggapan,
    TimPenilai,
)
from sakip.organisasi.models import Pengguna
from sakip.pengukuran.compute import roots
from sakip.rules.decision import RuleError
from sakip.rules.instrumen import Instrumen, Komponen, Subkomponen, load_instrumen
from sakip.rules.penilaian import NilaiBagian, bulatkan_pecahan

Isi = dict[str, Any]
TANPA_NILAI = {"jawaban": "", "catatan": ""}


@dataclass(frozen=True, slots=True)
class BarisHasil:
    """One released result of a sheet, numbered in order, with who released it and what it corrects."""

    nomor: int
    hasil: Hasil
    oleh: Pengguna | None
    pada: datetime | None
    koreksi: Koreksi | None

    @property
    def berkertas(self) -> bool:
        """Whether its working paper was kept with it."""
        kept: bool = self.hasil.berkertas  # type: ignore[attr-defined]  # annotated
        return kept


@dataclass(frozen=True, slots=True)
class TahunLalu:
    """The final value of the year before; `poin` by component and sub-component where comparable."""

    tahun: int
    total: Decimal
    predikat: str
    peraturan: str
    poin: Mapping[str, str] = field(default_factory=dict)


def compute_lhe(lembar: Lembar, *, tanggal: date) -> Isi:
    """The report's content as JSON values; figures are texts in points.

    Raises PenilaianError while a grade is missing.
    """
    hasil = compute_hasil(lembar, lembar.tahapan.hasil)
    penilaian, lalu = lembar.penilaian, load_tahun_lalu(lembar)
    poin = {row.kode: row for row in (*hasil.komponen, *hasil.subkomponen)}
    instansi, unit = penilaian.instansi, penilaian.perangkat_daerah
    isi = {
        **load_kepala(lembar),
        "kepala_daerah": instansi.sebutan_kepala_daerah,
        "sebutan": instansi.sebutan_perangkat_daerah if unit else "Pemerintah Daerah",
        "singkatan": penilaian.singkatan,
        "tanggal": tanggal,
        "tahun_bukti": penilaian.tahun_bukti,
        "cara_nilai": _cara_nilai(lembar.instrumen),
        "cara_hitung": lembar.cara_hitung,
        "komponen": [
            _komponen(lembar, row, poin, lalu.poin if lalu else {})
            for row in lembar.instrumen.komponen
        ],
        "total": hasil.total,
        "predikat": {
            "kode": hasil.predikat.kode,
            "kata": hasil.predikat.kata,
            "rentang": hasil.predikat.rentang,
            "tafsir": hasil.predikat.tafsir,
        },
        "lalu": lalu
        and {
            "tahun": lalu.tahun,
            "total": lalu.total,
            "predikat": lalu.predikat,
            "peraturan": lalu.peraturan,
        },
        **load_penugasan(lembar),
        "rekomendasi": [_rekomendasi(row) for row in load_rekomendasi(penilaian)],
        "tindak_lanjut": [_tindak_lanjut(row) for row in load_rekomendasi_lalu(penilaian)],
    }
    plain: Isi = json.loads(canonical(isi))
    return plain


def load_draf(lembar: Lembar, *, tanggal: date) -> Dokumen:
    """The draft of a report that is still scored; RuleError that names the sub-components without a grade."""
    if kurang := lembar.belum_dinilai(lembar.tahapan.hasil):
        kode = ", ".join(sub.kode for sub in kurang)
        raise RuleError(f"LHE belum dapat dibuat: subkomponen {kode} belum dinilai.")
    return write_lhe(compute_lhe(lembar, tanggal=tanggal), None)


def load_beku(penilaian: Penilaian) -> Dokumen:
    """The report of a finished evaluation as it was frozen, whatever became of the file of its sheet."""
    return write_hasil(Hasil.objects.berlaku().get(penilaian=penilaian))


def write_hasil(hasil: Hasil) -> Dokumen:
    """The report of a released result, also of one that was corrected since."""
    return write_lhe(hasil.rincian["lhe"], _tanda(hasil))


def load_riwayat_hasil(penilaian: Penilaian) -> list[BarisHasil]:
    """Every released result of a sheet, the first one first; no query before the release."""
    if penilaian.status != Penilaian.Status.SELESAI:
        return []
    rows = Hasil.objects.filter(penilaian=penilaian, tahap=load_tahapan_of(penilaian).hasil)
    decided = Koreksi.objects.filter(penilaian=penilaian, status=Koreksi.Status.DIRILIS)
    by_result = {row.hasil_id: row for row in decided.for_list()}
    kept = Exists(KertasKerja.objects.filter(hasil=OuterRef("pk")))
    found = []
    for nomor, row in enumerate(rows.annotate(berkertas=kept).defer("rincian").order_by("pk"), 1):
        koreksi = by_result.get(row.mengganti_id or 0)
        oleh = koreksi.diputuskan_oleh if koreksi else penilaian.selesai_oleh
        pada = koreksi.diputuskan_pada if koreksi else penilaian.selesai_pada
        found.append(BarisHasil(nomor, row, oleh, pada, koreksi))
    return found


def load_tahun_lalu(lembar: Lembar) -> TahunLalu | None:
    """Last year's value of the same unit: our own final result, else the official one in the archive."""
    penilaian = lembar.penilaian
    unit, tahun = penilaian.perangkat_daerah_id, penilaian.tahun_evaluasi - 1
    results = Hasil.objects.berlaku().filter(
        penilaian__instansi=penilaian.instansi_id,
        penilaian__perangkat_daerah=unit,
        penilaian__tahun_evaluasi=tahun,
    )
    own = results.first()
    if own is not None:
        return _lalu(lembar, tahun, own, own.rincian["peraturan"], own.rincian["poin"])
    arsip = NilaiArsip.objects.filter(
        instansi=penilaian.instansi_id, perangkat_daerah=unit, tahun=tahun
    ).first()
    if arsip is None:
        return None
    return _lalu(lembar, tahun, arsip, arsip.peraturan, arsip.komponen)


def load_rekomendasi(penilaian: Penilaian, sub: Subkomponen | None = None) -> list[Rekomendasi]:
    """The recommendations of this evaluation, or of one sub-component, in the order of the sheet."""
    rows = Rekomendasi.objects.filter(penilaian=penilaian)
    if sub is not None:
        rows = rows.filter(subkomponen=sub.kode)
    return list(rows.for_list())


def load_rekomendasi_lalu(penilaian: Penilaian) -> list[Rekomendasi]:
    """Last year's recommendations to the same unit."""
    rows = Rekomendasi.objects.filter(
        penilaian__instansi=penilaian.instansi_id,
        penilaian__perangkat_daerah=penilaian.perangkat_daerah_id,
        penilaian__tahun_evaluasi=penilaian.tahun_evaluasi - 1,
        penilaian__status=Penilaian.Status.SELESAI,
    )
    return list(rows.for_list())


def _cara_nilai(instrumen: Instrumen) -> str:
    """How points come about on this sheet: from grades of sub-components, or from answers to criteria."""
    if instrumen.tingkat == "kriteria":
        return (
            "setiap kriteria dijawab menurut skalanya, dan nilai subkomponen adalah rata-rata jawabannya "
            "dikalikan bobot"
        )
    pilihan = instrumen.skala_of(instrumen.subkomponen[0]).pilihan
    return f"setiap subkomponen diberi nilai {pilihan[0].kode} sampai {pilihan[-1].kode}"


def _lalu(
    lembar: Lembar, tahun: int, row: Hasil | NilaiArsip, kunci: str, poin: Mapping[str, str]
) -> TahunLalu:
    """Points are compared only within one regulation: components of another are other things."""
    instrumen = load_instrumen(roots()).get(kunci)
    peraturan = instrumen.peraturan if instrumen else kunci
    same = peraturan == lembar.instrumen.peraturan
    return TahunLalu(tahun, row.total, row.predikat, peraturan, poin if same else {})


def _komponen(
    lembar: Lembar, row: Komponen, poin: Mapping[str, NilaiBagian], lalu: Mapping[str, str]
) -> Isi:
    subkomponen = [_subkomponen(lembar, sub, poin[sub.kode], lalu) for sub in row.subkomponen]
    return _bagian(row, poin[row.kode], lalu) | {"subkomponen": subkomponen}


def _subkomponen(
    lembar: Lembar, sub: Subkomponen, poin: NilaiBagian, lalu: Mapping[str, str]
) -> Isi:
    """Its points with the note; a letter only where the sub-component itself is graded."""
    grade = lembar.nilai.get((lembar.tahapan.hasil, sub.kode))
    said = {"jawaban": grade.jawaban, "catatan": grade.catatan} if grade else TANPA_NILAI
    if sub.kode in lembar.koreksi:
        said = said | {"jawaban": lembar.koreksi[sub.kode]}
    return _bagian(sub, poin, lalu) | said


def load_kepala(lembar: Lembar) -> Isi:
    """What a paper about the sheet begins with: whose it is, of which year, by which rules; no query."""
    penilaian = lembar.penilaian
    return {
        "instansi": penilaian.instansi.nama,
        "inspektorat": penilaian.instansi.sebutan_inspektorat,
        "nama": penilaian.nama,
        "tahun": penilaian.tahun_evaluasi,
        "peraturan": lembar.instrumen.peraturan,
    }


def load_penugasan(lembar: Lembar) -> Isi:
    """Under which letter, by whom, through which stages, with which objections."""
    penilaian, tahapan = lembar.penilaian, lembar.tahapan
    surat = penilaian.surat_tugas
    if surat is None:
        return {}
    tempat = TimPenilai.Peran.values
    tim = list(TimPenilai.objects.filter(penilaian=penilaian).select_related("pengguna"))
    tanggapan = Tanggapan.objects.filter(penilaian=penilaian)
    return {
        "surat_tugas": {
            "jenis": surat.get_jenis_display(),
            "nomor": surat.nomor,
            "tanggal": surat.tanggal,
            "nomor_pkpt": surat.nomor_pkpt,
            "mulai": surat.mulai,
            "selesai": surat.selesai,
        },
        "tim": [
            {"nama": row.pengguna.nama, "peran": row.get_peran_display()}
            for row in sorted(tim, key=lambda row: (-tempat.index(row.peran), row.pk))
        ],
        "tahap": [
            {
                "nama": tahapan.get(row.dari).nama,
                "ke": tahapan.get(row.ke).nama,
                "kembali": row.kembali,
                "oleh": row.oleh.nama,
                "pada": row.pada.astimezone(ZoneInfo(penilaian.instansi.zona_waktu)).date(),
            }
            for row in Serahan.objects.filter(penilaian=penilaian).for_list()
        ],
        "tanggapan": [
            {
                "letak": row.letak,
                "uraian": row.uraian,
                "keadaan": row.get_status_display(),
                "jawaban": row.jawaban,
            }
            for row in tanggapan.for_list()
        ],
    }


def _bagian(row: Komponen | Subkomponen, poin: NilaiBagian, lalu: Mapping[str, str]) -> Isi:
    return {
        "kode": row.kode,
        "nama": row.nama,
        "bobot": row.bobot,
        "nilai": bulatkan_pecahan(poin.nilai),
        "lalu": lalu.get(row.kode),
    }


def _rekomendasi(row: Rekomendasi) -> Isi:
    return {
        "letak": row.letak,
        "subkomponen": row.subkomponen,
        "uraian": row.uraian,
        "tenggat": row.tenggat,
    }


def _tindak_lanjut(row: Rekomendasi) -> Isi:
    return {
        "letak": row.letak,
        "uraian": row.uraian,
        "keadaan": row.get_status_display(),
        "tindak_lanjut": row.tindak_lanjut,
    }


def _tanda(hasil: Hasil) -> TandaKeutuhan:
    """The act that released the result: its place in the trail never changes."""
    objek, pk, act = Penilaian._meta.label_lower, hasil.penilaian_id, "penilaian.publish"
    if hasil.mengganti_id is not None:
        koreksi = Koreksi.objects.get(hasil=hasil.mengganti_id, status=Koreksi.Status.DIRILIS)
        objek, pk, act = Koreksi._meta.label_lower, koreksi.pk, "koreksi.approve"
    jejak = Jejak.objects.get(instansi_id=hasil.instansi_id, objek=objek, objek_id=pk, tindakan=act)
    return TandaKeutuhan(hasil.hash, jejak.nomor, jejak.hash)
