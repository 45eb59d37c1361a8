"""Signs that figures, words and scores were not made where they say: asked before the ministry asks.

A sign is no verdict. What counts as one is a region's policy (`isyarat.py`); evaluators' practice names
them: everything within 5 points, equal narratives, entries of a year in one week, capaian of 100
everywhere or above 150, dates and targets set afterwards.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sakip.rules.angka import write_angka, write_persen
from sakip.rules.isyarat import (
    AturanKewajaran,
    Bahan,
    Baris,
    CapaianIndikator,
    IsianHari,
    Isyarat,
    Janji,
    Narasi,
    NilaiObjek,
    Objek,
    PerubahanPK,
    TanggalBerkas,
)
from sakip.rules.kembar import group_kembar
from sakip.rules.lint_lembar import is_mundur
from sakip.rules.tanggal import BULAN, write_tanggal
from sakip.rules.target import write_target

SERATUS = Decimal(100)
# Letters of a text that are quoted.
KUTIPAN = 90


def check_kewajaran(aturan: AturanKewajaran, bahan: Bahan) -> list[Isyarat]:
    """Every sign of a year, the grave ones first."""
    found = [
        *_check_sempit(aturan, bahan.nilai),
        *_check_narasi(aturan, bahan.narasi),
        *_check_serentak(aturan, bahan.isian),
        *_check_tepat(aturan, bahan.capaian),
        *_check_tinggi(aturan, bahan.capaian),
        *_check_berkas(aturan, bahan.berkas, bahan.tahun),
        *_check_janji(aturan, bahan.janji),
        *_check_pk(aturan, bahan.pk, bahan.tahun),
        *_check_mandiri(aturan, bahan.nilai),
    ]
    return sorted(found, key=lambda one: (one.jenis.tingkat != "berat", one.jenis.kode))


def is_sempit(aturan: AturanKewajaran, totals: Sequence[Decimal]) -> bool:
    """Whether all totals lie within the narrow range; never of a few objects."""
    enough = len(totals) >= aturan.objek_sempit
    return enough and max(totals) - min(totals) <= aturan.rentang_sempit


def _check_sempit(aturan: AturanKewajaran, nilai: Sequence[NilaiObjek]) -> Iterator[Isyarat]:
    """W01: nobody is better or worse than anybody."""
    ordered = sorted(nilai, key=lambda row: (row.total, row.objek.kode))
    if not ordered or not is_sempit(aturan, [row.total for row in ordered]):
        return
    far = ordered[-1].total - ordered[0].total
    pesan = (
        f"Nilai {len(ordered)} objek hanya berjarak {write_angka(far)} poin "
        f"(batas {write_angka(aturan.rentang_sempit)}): belum tampak dinilai."
    )
    ends = (("terendah", ordered[0]), ("tertinggi", ordered[-1]))
    yield _isyarat(
        aturan,
        "W01",
        pesan,
        [(row.objek, f"{kata} {write_angka(row.total)}") for kata, row in ends],
    )


def _check_narasi(aturan: AturanKewajaran, narasi: Sequence[Narasi]) -> Iterator[Isyarat]:
    """W02: units that explain themselves with one another's words; at most one row for each unit."""
    long = [row for row in narasi if len(row.teks) >= aturan.huruf_narasi]
    long = long[: aturan.narasi_terbanyak]
    groups = group_kembar([row.teks for row in long], kata=aturan.kata_sidik, mirip=aturan.mirip)
    for places in groups:
        by_unit: dict[str, Narasi] = {}
        for place in places:
            by_unit.setdefault(long[place].objek.kode, long[place])
        if len(by_unit) < aturan.unit_kembar:
            continue
        rows = sorted(by_unit.values(), key=lambda row: row.objek.kode)
        pesan = (
            f"{len(rows)} unit memakai narasi yang sama atau hampir sama: “{_quote(rows[0].teks)}”."
        )
        yield _isyarat(aturan, "W02", pesan, [(row.objek, row.letak) for row in rows])


def _check_serentak(aturan: AturanKewajaran, isian: Sequence[IsianHari]) -> Iterator[Isyarat]:
    """W03: figures of several periods that were typed within days of each other."""
    by_unit: dict[Objek, list[IsianHari]] = defaultdict(list)
    for row in isian:
        by_unit[row.objek].append(row)
    found = []
    for objek, rows in by_unit.items():
        total = sum(row.banyak for row in rows)
        if total < aturan.isian_serentak:
            continue
        start, most, masa = _find_busiest(rows, aturan.hari_serentak)
        if masa > 1 and most * SERATUS >= aturan.bagian_serentak * total:
            until = start + timedelta(days=aturan.hari_serentak - 1)
            when = f"{write_tanggal(start)} sampai {write_tanggal(until)}"
            found.append((objek, f"{most} dari {total} isian {masa} masa masuk {when}"))
    if found:
        pesan = (
            f"{len(found)} unit mengisi beberapa masa pengukuran sekaligus dalam "
            f"{aturan.hari_serentak} hari."
        )
        yield _isyarat(aturan, "W03", pesan, found)


def _find_busiest(rows: Sequence[IsianHari], hari: int) -> tuple[date, int, int]:
    """The days in a row with the most entries: first day, how many entries, of how many periods."""
    ordered = sorted(rows, key=lambda row: row.hari)
    best, first, inside = (ordered[0].hari, 0, 0), 0, 0
    periods: Counter[int] = Counter()
    for row in ordered:
        inside += row.banyak
        periods[row.masa] += row.banyak
        while (row.hari - ordered[first].hari).days >= hari:
            inside -= ordered[first].banyak
            periods[ordered[first].masa] -= ordered[first].banyak
            first += 1
        if inside > best[1]:
            best = (ordered[first].hari, inside, sum(n > 0 for n in periods.values()))
    return best


def _check_tepat(aturan: AturanKewajaran, capaian: Sequence[CapaianIndikator]) -> Iterator[Isyarat]:
    """W04: a unit whose figures are exactly what was promised."""
    every = Counter(row.objek for row in capaian)
    exact = Counter(row.objek for row in capaian if row.capaian == SERATUS)
    found = [
        (objek, f"{exact[objek]} dari {n} indikator tepat {write_persen(SERATUS)}")
        for objek, n in every.items()
        if n >= aturan.indikator_tepat and exact[objek] * SERATUS >= aturan.bagian_tepat * n
    ]
    if found:
        pesan = f"{len(found)} unit mencapai target dengan tepat pada hampir semua indikatornya."
        yield _isyarat(aturan, "W04", pesan, found)


def _check_tinggi(
    aturan: AturanKewajaran, capaian: Sequence[CapaianIndikator]
) -> Iterator[Isyarat]:
    """W05: figures far beyond the promise, the farthest first."""
    high = [row for row in capaian if row.capaian > aturan.capaian_tertinggi]
    if high:
        high.sort(key=lambda row: (-row.capaian, row.objek.kode, row.nama))
        limit = write_persen(aturan.capaian_tertinggi)
        yield _isyarat(
            aturan, "W05", f"{len(high)} capaian di atas {limit}.",
            [(row.objek, f"{row.nama}: {write_persen(row.capaian)}") for row in high],
        )  # fmt: skip


def _check_berkas(
    aturan: AturanKewajaran, berkas: Sequence[TanggalBerkas], tahun: int
) -> Iterator[Isyarat]:
    """W06: a date within the year on a file that came long after it."""
    last = date(tahun, 12, 31) + timedelta(days=aturan.hari_susulan)
    late = [row for row in berkas if row.tanggal.year == tahun and row.diunggah > last]
    if late:
        pesan = (
            f"{len(late)} dokumen bertanggal {tahun} baru diunggah lebih dari "
            f"{aturan.hari_susulan} hari sesudah tahunnya berakhir."
        )
        rows = [
            (
                row.objek,
                f"{row.nama}: bertanggal {write_tanggal(row.tanggal)}, "
                f"diunggah {write_tanggal(row.diunggah)}",
            )
            for row in late
        ]
        yield _isyarat(aturan, "W06", pesan, rows)


def _check_janji(aturan: AturanKewajaran, janji: Sequence[Janji]) -> Iterator[Isyarat]:
    """W07: less is promised than was reached already."""
    back = [row for row in janji if is_mundur(row.target, row.arah, row.realisasi_lalu)]
    if back:
        rows = [
            (
                row.objek,
                f"{row.nama}: target {write_target(row.target)}, tahun lalu sudah "
                f"{write_angka(row.realisasi_lalu, None)}",
            )
            for row in back
        ]
        pesan = f"{len(back)} target setahun berada di belakang realisasi tahun lalu."
        yield _isyarat(aturan, "W07", pesan, rows)


def _check_pk(aturan: AturanKewajaran, pk: Sequence[PerubahanPK], tahun: int) -> Iterator[Isyarat]:
    """W08: an agreement that was changed when the result was in sight."""
    late = [row for row in pk if row.tanggal >= date(tahun, aturan.bulan_akhir, 1)]
    if late:
        bulan = BULAN[aturan.bulan_akhir - 1]
        rows = [(row.objek, f"{row.sebutan}, {write_tanggal(row.tanggal)}") for row in late]
        yield _isyarat(aturan, "W08", f"{len(late)} PK diubah sejak {bulan} {tahun}.", rows)


def _check_mandiri(aturan: AturanKewajaran, nilai: Sequence[NilaiObjek]) -> Iterator[Isyarat]:
    """W09: units that see themselves much better than the evaluators do, the farthest first."""
    far = [
        (row.mandiri - row.total, row)
        for row in nilai
        if row.mandiri is not None and row.mandiri - row.total >= aturan.selisih_mandiri
    ]
    if far:
        far.sort(key=lambda pair: (-pair[0], pair[1].objek.kode))
        rows = [
            (
                row.objek,
                f"mandiri {write_angka(row.mandiri or row.total)}, evaluator "
                f"{write_angka(row.total)}, selisih {write_angka(gap)} poin",
            )
            for gap, row in far
        ]
        limit = write_angka(aturan.selisih_mandiri)
        pesan = f"{len(far)} penilaian mandiri {limit} poin atau lebih di atas hasil evaluator."
        yield _isyarat(aturan, "W09", pesan, rows)


def _isyarat(
    aturan: AturanKewajaran, kode: str, pesan: str, rows: Iterable[tuple[Objek, str]]
) -> Isyarat:
    return Isyarat(aturan.jenis(kode), pesan, tuple(Baris(objek, teks) for objek, teks in rows))


def _quote(teks: str) -> str:
    flat = " ".join(teks.split()).rstrip(".")
    return flat if len(flat) <= KUTIPAN else flat[:KUTIPAN].rstrip() + "…"
