"""What measurement answers when a plan is revised: open contracts that are touched, values reached."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from sakip.pengukuran.compute import Isi, compute_agregat_of
from sakip.pengukuran.models import LembarRealisasi, Masa, Potret
from sakip.pengukuran.tulis import write_realisasi
from sakip.perencanaan.kait import BarisDampak, BarisUkur, bulan, dampak, realisasi, ukur
from sakip.perencanaan.perbedaan import Perbedaan
from sakip.rules.angka import write_persen
from sakip.rules.tanggal import write_tanggal_pendek
from sakip.rules.target import write_target
from sakip.web.clock import now

# A month's figures serve its quarter; the year is made of quarters.
BULANAN = Q(masa__jenis=Masa.Jenis.BULAN)
DIPUTUS = {LembarRealisasi.Status.DISETUJUI, LembarRealisasi.Status.DIKEMBALIKAN}
PILIHAN = (
    ("tetap", "Tetap: masa yang sudah dibuka memakai kontrak lama"),
    ("sesuaikan", "Sesuaikan: pengelola masa diminta menyesuaikan kontraknya"),
)
PILIHAN_HAPUS = (
    ("tetap", "Tetap diukur sampai masa yang dibuka selesai"),
    ("tutup", "Tutup: tidak diisi lagi sejak versi ini berlaku"),
)


@dampak
def find_kontrak(perbedaan: Perbedaan) -> Iterator[BarisDampak]:
    """The contracts of periods not yet locked, of indicators that read differently or are gone."""
    changed = {one.pk: one for one in perbedaan.of("indikator", "diubah", "dihapus")}
    rows = Potret.objects.filter(indikator__in=changed, masa__kunci__gt=now())
    by_indikator: dict[int, list[Potret]] = defaultdict(list)
    for row in _in_order(rows):
        by_indikator[row.indikator_id].append(row)
    for pk, one in changed.items():
        if potret := by_indikator.get(pk):
            filled = sum(hasattr(row, "realisasi") for row in potret)
            names = ", ".join(str(row.masa) for row in potret)
            gone = one.jenis == "dihapus"
            yield BarisDampak(
                f"{'kontrak_hapus' if gone else 'kontrak'}:{pk}",
                f"Kontrak pengukuran yang masih terbuka, indikatornya {one.jenis}",
                f"Kontrak {one.kode} {one.judul}",
                f"{names} belum dikunci; {filled} realisasi sudah terisi.",
                PILIHAN_HAPUS if gone else PILIHAN,
            )


@realisasi
def load_realisasi(
    indikator: Collection[int], tahun: Collection[int]
) -> dict[tuple[int, int], Decimal]:
    """The value of a year by indicator and year, as the engine makes it of what was typed."""
    rows = Potret.objects.filter(indikator__in=indikator, masa__tahun__in=tahun).exclude(BULANAN)
    chains: dict[tuple[int, int], list[Isi]] = defaultdict(list)
    for row in _in_order(rows):
        key = row.indikator_id, row.masa.tahun
        chains[key].append(Isi(row, getattr(row, "realisasi", None)))
    found = {}
    for key, chain in chains.items():
        year = [one for one in chain if one.potret.masa.jenis == Masa.Jenis.TAHUN]
        nilai = compute_agregat_of(year or chain).nilai
        if isinstance(nilai, Decimal):
            found[key] = nilai
    return found


@ukur
def load_periods(indikator: Collection[int], sejak: int) -> Iterator[BarisUkur]:
    """Every contract of quarters and years of these indicators since that year, with what was reached."""
    found = Potret.objects.filter(indikator__in=indikator, masa__tahun__gte=sejak)
    rows = _in_order(found.exclude(BULANAN))
    oleh = _load_oleh(rows)
    for row in reversed(rows):
        filled = getattr(row, "realisasi", None)
        reached = filled and filled.capaian
        yield BarisUkur(
            indikator=row.indikator_id,
            tahun=row.masa.tahun,
            ke=row.masa.ke if row.masa.jenis == Masa.Jenis.TRIWULAN else 0,
            masa=str(row.masa),
            target=write_target(row.target, row.desimal),
            realisasi=write_realisasi(filled, row.desimal) if filled else "",
            capaian="" if reached is None else write_persen(reached),
            langkah=filled.langkah if filled else "",
            tercapai=filled.tercapai if filled else None,
            nilai=filled.nilai if filled else None,
            oleh=oleh.get((row.masa_id, row.perangkat_daerah_id), "") if filled else "",
        )


@bulan
def find_bulan(indikator: int, tahun: int) -> Iterator[int]:
    """The months of a year in which this indicator has a contract."""
    rows = Potret.objects.filter(BULANAN, indikator=indikator, masa__tahun=tahun)
    yield from rows.values_list("masa__ke", flat=True)


def _load_oleh(rows: Iterable[Potret]) -> dict[tuple[int, int], str]:
    """Who sent and who decided on the sheet of each period and unit; one query."""
    masa, unit = {row.masa_id for row in rows}, {row.perangkat_daerah_id for row in rows}
    sheets = LembarRealisasi.objects.filter(masa__in=masa, perangkat_daerah__in=unit)
    sheets = sheets.select_related("masa__instansi", "diajukan_oleh", "diputus_oleh")
    return {(one.masa_id, one.perangkat_daerah_id): ", ".join(_words(one)) for one in sheets}


def _words(lembar: LembarRealisasi) -> Iterator[str]:
    zona = ZoneInfo(lembar.masa.instansi.zona_waktu)
    acts = [("diajukan", lembar.diajukan_oleh, lembar.diajukan_pada)]
    if lembar.status in DIPUTUS:
        kata = lembar.get_status_display().lower()
        acts.append((kata, lembar.diputus_oleh, lembar.diputus_pada))
    for kata, orang, waktu in acts:
        if orang is not None and waktu is not None:
            yield f"{kata} {orang.nama} {write_tanggal_pendek(waktu.astimezone(zona).date())}"


def _in_order(rows: QuerySet[Potret]) -> QuerySet[Potret]:
    return rows.select_related("masa", "realisasi").order_by("masa__tahun", "masa__ke", "pk")
