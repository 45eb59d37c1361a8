"""The rows of the LKE pages: what is printed, and what the fields hold. No query is made here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sakip.evaluasi.acuan import find_instrumen_of, load_tahapan_of, tahap_of
from sakip.evaluasi.compute import (
    Jumlah,
    compute_jumlah,
    compute_poin_pilihan,
    compute_saran,
    find_kurang,
)
from sakip.evaluasi.isian import BIDANG, KERTAS, IsianSub, Opsi, opsi_of
from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.models import Hasil, Jawaban, NilaiSub, Penilaian
from sakip.evaluasi.sudut import Sudut
from sakip.rules.decision import Konflik
from sakip.rules.instrumen import Komponen, Kriteria, Subkomponen
from sakip.rules.saran import Saran, needs_pernyataan
from sakip.rules.tahapan import MANDIRI

NOL = Decimal(0)


@dataclass(slots=True)
class BarisPenilaian:
    """One evaluation in the list: the unit's own result, the final one, and how far the work is."""

    penilaian: Penilaian
    mandiri: Hasil | None
    evaluator: Hasil | None
    tahap: str
    kemajuan: str


@dataclass(slots=True)
class BarisSub:
    """One sub-component on the overview: grades of the stages one may see, and how much is answered."""

    sub: Subkomponen
    lensa: str
    nilai: dict[str, NilaiSub]
    terjawab: dict[str, int]
    kriteria: int
    perlu_alasan: bool


@dataclass(slots=True)
class BarisKomponen:
    """One component on the overview, with the year its evidence is of."""

    komponen: Komponen
    tahun_bukti: int
    subkomponen: list[BarisSub]


@dataclass(slots=True)
class BarisKriteria:
    """One criterion on the work page: its fields, and what the stages said of it."""

    kriteria: Kriteria
    diwariskan: bool
    jawaban: dict[str, Jawaban]
    opsi: list[Opsi]
    isi: dict[str, str]
    revisi: int | str
    peringatan: list[str] = field(default_factory=list)
    galat: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class BarisPernyataan:
    """What a grade above "all met" asks for beside it: years, added value, or neither.

    `dihitung`: earlier evaluations here say since when, so `sejak` is theirs (None: not last year).
    """

    lanjut: bool
    tambah: bool
    dihitung: bool
    sejak: int | None


@dataclass(slots=True)
class BarisNilai:
    """The grade on the work page: its fields, and the suggestion once the grade is stored.

    `saran` is what the answers suggest now, None after the end; `saran_tersimpan` what stands stored.
    """

    nilai: NilaiSub | None
    isi: dict[str, str]
    revisi: int | str
    saran: Saran | None
    saran_tersimpan: str
    pernyataan: BarisPernyataan
    peringatan: list[str] = field(default_factory=list)
    galat: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Berjalan:
    """What the stage at work adds up to; `poin` is what each grade adds to it.

    A sub-component that is graded is left out of the sums, and `sub` is 0.
    """

    sub: Decimal
    komponen: Decimal
    total: Decimal
    poin: dict[str, Decimal]


@dataclass(slots=True)
class IsiHalaman:
    """The work page of one sub-component, with the sub-components before and after it."""

    komponen: Komponen
    kriteria: list[BarisKriteria]
    tidak_berlaku: list[tuple[Kriteria, str]]
    menunggu: list[str]
    nilai: BarisNilai
    nilai_tahap: dict[str, NilaiSub | None]
    berjalan: Berjalan
    sebelumnya: str
    berikutnya: str
    konflik: Konflik | None = None


def build_daftar(rows: Iterable[Penilaian], *, melihat_kemajuan: bool) -> list[BarisPenilaian]:
    """The list; how far evaluators are shows to their like only.

    Rows come with the results one may see, and with `diisi` and `dinilai`, the grades of either stage.
    """
    return [_penilaian(row, melihat_kemajuan=melihat_kemajuan) for row in rows]


def build_komponen(lembar: Lembar, stages: Sequence[str]) -> list[BarisKomponen]:
    """The overview, of these stages only."""
    return [
        BarisKomponen(
            komponen,
            lembar.penilaian.tahun_bukti.get(komponen.kode, lembar.penilaian.tahun_evaluasi),
            [_sub(lembar, sub, stages) for sub in komponen.subkomponen],
        )
        for komponen in lembar.instrumen.komponen
    ]


def build_jumlah(lembar: Lembar, stages: Iterable[str]) -> dict[str, Jumlah]:
    """What the grades add up to so far, of these stages only."""
    return {tahap: compute_jumlah(lembar, tahap) for tahap in stages}


def build_halaman(
    sudut: Sudut, sub: Subkomponen, peringatan: Mapping[str, list[str]] | None = None
) -> IsiHalaman:
    """The work page of one sub-component as it is stored, with warnings by what they stand at."""
    warned = peringatan or {}
    lembar, tahap, stages = sudut.lembar, sudut.tahap, sudut.stages
    subs = [row.kode for row in lembar.instrumen.subkomponen]
    n = subs.index(sub.kode)
    komponen = next(row for row in lembar.instrumen.komponen if sub in row.subkomponen)
    return IsiHalaman(
        komponen=komponen,
        kriteria=[
            _kriteria(
                lembar, row, tahap, stages, opsi_of(lembar, sub, row), warned.get(row.kode, [])
            )
            for row in lembar.kriteria(sub)
        ],
        tidak_berlaku=lembar.tidak_berlaku(sub),
        menunggu=lembar.menunggu_pemda(tahap, sub),
        nilai=build_nilai(lembar, sub, tahap, warned.get(sub.kode, []), bersaran=sudut.bersaran),
        nilai_tahap={t: lembar.nilai.get((t, sub.kode)) for t in stages},
        berjalan=_berjalan(lembar, tahap, komponen, sub),
        sebelumnya=subs[n - 1] if n else "",
        berikutnya=subs[n + 1] if n + 1 < len(subs) else "",
    )


def take_typed(
    isi: IsiHalaman, isian: IsianSub, galat: dict[str, str], *, konflik: Konflik | None = None
) -> IsiHalaman:
    """Show again what was typed, with its faults or the conflict, so that nothing is lost."""
    for row in isi.kriteria:
        kode = row.kriteria.kode
        row.isi = {name: isian.teks.get(f"{name}-{kode}", row.isi[name]) for name in BIDANG}
        row.galat = {name: galat[f"{name}-{kode}"] for name in BIDANG if f"{name}-{kode}" in galat}
    nilai = isi.nilai
    nilai.isi = {name: isian.teks.get(name, value) for name, value in nilai.isi.items()}
    nilai.galat = {name: galat[name] for name in nilai.isi if name in galat}
    isi.konflik = konflik
    return isi


def _penilaian(row: Penilaian, *, melihat_kemajuan: bool) -> BarisPenilaian:
    hasil = {one.tahap: one for one in row.hasil_set.all()}  # a correction comes last
    jumlah = _count_butir(row)
    kemajuan = ""
    if row.status == Penilaian.Status.MANDIRI:
        kemajuan = f"{row.diisi} dari {jumlah} terisi"  # type: ignore[attr-defined]  # annotated
    elif row.status == Penilaian.Status.DINILAI and melihat_kemajuan:
        kemajuan = f"{row.dinilai} dari {jumlah} dinilai"  # type: ignore[attr-defined]  # annotated
    final = hasil.get(load_tahapan_of(row).hasil)
    dinilai = row.status == Penilaian.Status.DINILAI
    tahap = tahap_of(row).nama if dinilai and row.tahap else ""
    return BarisPenilaian(row, hasil.get(MANDIRI), final, tahap, kemajuan)


def _count_butir(row: Penilaian) -> int:
    """How much a sheet sets itself: grades, or answers; 0 when its file is gone."""
    instrumen = find_instrumen_of(row)
    if instrumen is None:
        return 0
    inherited = instrumen.entitas[row.jenis_entitas].diwariskan
    return sum(butir.kode not in inherited for butir in instrumen.butir(row.jenis_entitas))


def _sub(lembar: Lembar, sub: Subkomponen, stages: Sequence[str]) -> BarisSub:
    own = lembar.kriteria_sendiri(sub)
    nilai = {t: lembar.nilai[t, sub.kode] for t in stages if (t, sub.kode) in lembar.nilai}
    final = nilai.get(lembar.tahapan.hasil)
    return BarisSub(
        sub=sub,
        lensa=lembar.instrumen.lensa[sub.lensa].nama,
        nilai=nilai,
        terjawab={t: sum(lembar.find_jawaban(t, r.kode) is not None for r in own) for t in stages},
        kriteria=len(own),
        perlu_alasan=final is not None and final.perlu_alasan,
    )


def build_nilai(
    lembar: Lembar,
    sub: Subkomponen,
    tahap: str,
    peringatan: list[str],
    *,
    bersaran: bool = True,
) -> BarisNilai:
    """The grade of one stage; its suggestion only where a grade is stored and `bersaran` allows it."""
    row = lembar.nilai.get((tahap, sub.kode))
    isi = {
        "nilai": row.jawaban if row else "",
        "catatan_lhe": row.catatan if row else "",
        "alasan_beda": row.alasan_beda if row else "",
        "lanjut_sejak": str(row.sejak or "") if row else "",
        "lanjut_bukti": row.bukti_sejak if row else "",
        "tambah_jenis": row.jenis_tambah if row else "",
        "tambah_uraian": row.nilai_tambah if row else "",
    }
    revisi: int | str = row.revisi if row else ""
    stated = _pernyataan(lembar, sub)
    if row is None or not bersaran:
        return BarisNilai(row, isi, revisi, None, "", stated, peringatan)
    final = lembar.penilaian.status == Penilaian.Status.SELESAI
    saran = None if final else compute_saran(lembar, tahap, sub)
    kurang = "" if final else find_kurang(lembar, tahap, sub)
    peringatan = peringatan + [kurang] * bool(kurang)
    return BarisNilai(row, isi, revisi, saran, row.saran, stated, peringatan)


def _pernyataan(lembar: Lembar, sub: Subkomponen) -> BarisPernyataan:
    """What the scale asks for; earlier grades count where they were loaded."""
    lanjut, tambah = needs_pernyataan(lembar.instrumen.skala_of(sub), sub.lensa)
    riwayat = lembar.riwayat
    known = lanjut and riwayat is not None and riwayat.knows(sub)
    return BarisPernyataan(lanjut, tambah, known, riwayat.sejak(sub) if riwayat and known else None)


def _berjalan(lembar: Lembar, tahap: str, komponen: Komponen, sub: Subkomponen) -> Berjalan:
    jumlah = compute_jumlah(lembar, tahap)
    stored = jumlah.poin.get(sub.kode, NOL)
    own = NOL if lembar.per_kriteria else stored
    return Berjalan(
        sub=stored if lembar.per_kriteria else NOL,
        komponen=jumlah.poin.get(komponen.kode, NOL) - own,
        total=jumlah.total - own,
        poin=compute_poin_pilihan(lembar, sub),
    )


def _kriteria(
    lembar: Lembar,
    row: Kriteria,
    tahap: str,
    stages: Sequence[str],
    opsi: list[Opsi],
    peringatan: list[str],
) -> BarisKriteria:
    inherited = row.kode in lembar.entitas.diwariskan
    source = lembar.warisan if inherited else lembar.jawaban
    known = {t: source[t, row.kode] for t in stages if (t, row.kode) in source}
    if inherited and lembar.penilaian.status == Penilaian.Status.SELESAI:
        known = {t: one for t, one in known.items() if is_open(t, one)}
    own = None if inherited else known.get(tahap)
    isi = {
        "jawaban": own.status if own else "",
        "kekuatan": str(own.kekuatan_bukti) if own else "0",
        "tautan": own.tautan if own else "",
        "catatan": own.catatan if own else "",
        **{nama: getattr(own, nama) if own else "" for nama in KERTAS},
    }
    revisi: int | str = own.revisi if own else ""
    return BarisKriteria(row, inherited, known, opsi, isi, revisi, peringatan)


def is_open(tahap: str, jawaban: Jawaban) -> bool:
    """What evaluators say on the agency's own sheet stays closed until that one is final."""
    return tahap == MANDIRI or jawaban.penilaian.status == Penilaian.Status.SELESAI
