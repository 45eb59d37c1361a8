"""Whether a plan holds together with what stands around it; every fault names its row and field."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from sakip.perencanaan.acuan import Acuan
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, PeriodeRencana
from sakip.perencanaan.rencana import (
    INDIKATOR,
    SIMPUL,
    BarisIndikator,
    BarisSimpul,
    GalatBaris,
    Rencana,
)
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.indikator import check_lembar, check_target, check_triwulan
from sakip.rules.penjenjangan import find_lingkaran
from sakip.rules.target import Target
from sakip.web.fields import check_ukuran

TAHUN_TERPANJANG = 6
# The year after a document ends is its transition (RPJMD 2025-2029 promises 2030 as well).
TRANSISI = 1
DESIMAL_TERBANYAK = 4
FAKTOR_TERBESAR = 10_000_000

B = TypeVar("B", BarisSimpul, BarisIndikator)
Temuan = tuple[str, str]


def check_dokumen(jenis: str, *, has_unit: bool, awal: int, akhir: int) -> Decision:
    """Whether there can be such a document: whose it is, and which years."""
    if (jenis == PeriodeRencana.Jenis.RENSTRA) != has_unit:
        return denied("Renstra milik perangkat daerah; RPJMD dan RPD milik daerah.")
    if not 0 <= akhir - awal < TAHUN_TERPANJANG:
        return denied(
            f"Dokumen berlaku satu sampai {TAHUN_TERPANJANG} tahun. Periksa tahun awal dan akhirnya."
        )
    return ALLOWED


def years_of(dokumen: Rencana | PeriodeRencana) -> range:
    """The years that may have a promise."""
    return range(dokumen.tahun_awal, dokumen.tahun_akhir + TRANSISI + 1)


def check_rencana(rencana: Rencana, acuan: Acuan) -> list[GalatBaris]:
    """The faults of a completed plan (`Acuan.complete`), in the order of its rows."""
    nodes, sheets = _SimpulCheck(rencana, acuan), _IndikatorCheck(rencana, acuan)
    return [
        *_gather(SIMPUL, rencana.simpul, nodes.faults),
        *_gather(INDIKATOR, rencana.indikator, sheets.faults),
    ]


def _gather(
    lembar: str, rows: Iterable[B], faults: Callable[[B], Iterator[Temuan]]
) -> Iterator[GalatBaris]:
    seen: set[str] = set()
    for row in rows:
        for bidang, pesan in faults(row):
            yield GalatBaris(lembar, row.kode, bidang, pesan)
        if row.kode in seen:
            yield GalatBaris(
                lembar, row.kode, "kode", "Kode ini tertulis dua kali. Hapus salah satunya."
            )
        seen.add(row.kode)


class _SimpulCheck:
    """The nodes of a plan, seen in the tree they would make together with the stored ones."""

    def __init__(self, rencana: Rencana, acuan: Acuan) -> None:
        self.acuan = acuan
        stored = acuan.tersimpan.baris_simpul
        self.tree = {**stored, **{row.kode: row for row in rencana.simpul}}
        self.circle = find_lingkaran(
            {row.kode: row.induk for row in self.tree.values() if row.induk}
        )
        self.below: dict[str, set[str]] = {}
        written = {row.kode for row in rencana.simpul}
        for row in stored.values():
            if row.kode not in written:
                self.below.setdefault(row.induk, set()).add(row.jenjang)

    def faults(self, row: BarisSimpul) -> Iterator[Temuan]:
        yield from _check_texts(row, IsiSimpul, "kode", "pernyataan")
        if row.jenjang not in IsiSimpul.Jenjang:
            yield "jenjang", f"Jenjang {row.jenjang} tidak dikenal."
        if row.jenjang not in IsiSimpul.Jenjang or not row.kode:
            return
        yield from self._check_induk(row)
        yield from self._check_below(row)
        if row.unit:
            yield from _check_unit(row.unit, self.acuan)
        yield from self._check_lain(row)

    def _check_lain(self, row: BarisSimpul) -> Iterator[Temuan]:
        """Contributors and tags."""
        for kode in row.kontributor:
            if kode not in self.acuan.semua_unit:
                yield "kontributor", f"Perangkat daerah dengan kode {kode} tidak ada."
            elif kode == row.unit:
                yield "kontributor", f"{kode} sudah penanggung jawab; hapus dari kontributor."
        known = {one.kunci: one.nama for one in self.acuan.penjenjangan.tanda}
        for tanda in row.tanda:
            if tanda not in known:
                pilihan = ", ".join(known.values())
                yield "tanda", f"Tanda {tanda} tidak dikenal. Pilih {pilihan}."

    def _check_induk(self, row: BarisSimpul) -> Iterator[Temuan]:
        if row.kode in self.circle:
            yield "induk", "Simpul ini menjadi induk dirinya sendiri. Periksa rantai induknya."
            return
        parent = self.tree.get(row.induk)
        above = self.acuan.daerah.get(row.induk)
        if row.induk and parent is None and above is None:
            yield (
                "induk",
                f"Simpul {row.induk} tidak ada, dan tidak ada baris baiknya di berkas ini.",
            )
            return
        jenjang = parent.jenjang if parent else above.jenjang if above else ""
        if jenjang and jenjang not in IsiSimpul.Jenjang:
            return
        decision = self._may_hang(row.jenjang, jenjang, daerah=parent is None and above is not None)
        if not decision:
            yield "induk", decision.reason

    def _check_below(self, row: BarisSimpul) -> Iterator[Temuan]:
        """What hangs under it already must still be allowed to: here, and in the plans of units."""
        own = {
            child
            for child in self.below.get(row.kode, ())
            if not self._may_hang(child, row.jenjang)
        }
        others = self.acuan.anak_luar.get(row.kode, set())
        order = self.acuan.penjenjangan
        own |= {
            child
            for child in others
            if not order.check_induk(child, row.jenjang, daerah=True, unit=True)
        }
        if own:
            names = ", ".join(sorted(order.find(child).nama.lower() for child in own))
            yield "jenjang", f"Jenjangnya tidak dapat diganti: di bawahnya ada {names}."

    def _may_hang(self, jenjang: str, induk: str, *, daerah: bool = False) -> Decision:
        unit = self.acuan.unit is not None
        return self.acuan.penjenjangan.check_induk(jenjang, induk, daerah=daerah, unit=unit)


class _IndikatorCheck:
    """The sheets of a plan's indicators, with the promises they would have."""

    def __init__(self, rencana: Rencana, acuan: Acuan) -> None:
        self.acuan = acuan
        self.nodes = {row.kode for row in rencana.simpul} | acuan.tersimpan.simpul.keys()
        self.years = years_of(rencana)

    def faults(self, row: BarisIndikator) -> Iterator[Temuan]:
        yield from _check_texts(row, IsiIndikator, "kode", "nama", "satuan")
        if row.simpul not in self.nodes:
            yield (
                "simpul",
                f"Simpul {row.simpul} tidak ada di dokumen ini, dan tidak ada baris baiknya.",
            )
        if not row.unit:
            yield "unit", "Penanggung jawab belum diisi. Tulis satu kode perangkat daerah."
        else:
            yield from _check_unit(row.unit, self.acuan)
        yield from self._check_figures(row)
        yield from self._check_sheet(row)

    def _check_figures(self, row: BarisIndikator) -> Iterator[Temuan]:
        if not 0 <= row.desimal <= DESIMAL_TERBANYAK:
            yield "desimal", f"Tulis 0 sampai {DESIMAL_TERBANYAK}."
        if not 1 <= row.faktor <= FAKTOR_TERBESAR:
            yield "faktor", "Tulis 1, 100, 1000, atau 100000."
        if row.bulan_rilis is not None and not 1 <= row.bulan_rilis <= 12:
            yield "bulan_rilis", "Tulis nama bulan, atau 1 sampai 12."
        yield from (("baseline", pesan) for pesan in check_ukuran(row.baseline))
        for bidang, target in _targets(row).items():
            for angka in {target.bawah, target.atas}:
                yield from ((bidang, pesan) for pesan in check_ukuran(angka))

    def _check_sheet(self, row: BarisIndikator) -> Iterator[Temuan]:
        skala = self.acuan.skala.get(row.skala)
        if row.skala and skala is None:
            yield "skala", f"Skala {row.skala} tidak dikenal. Pilih {', '.join(self.acuan.skala)}."
            return
        yield from check_lembar(
            row.rumus,
            row.agregasi,
            row.frekuensi,
            arah=row.arah,
            has_baseline=row.baseline is not None,
            skala=skala,
        )
        for bidang, target in _targets(row).items():
            if pesan := check_target(target, row.rumus, skala):
                yield bidang, pesan
        for masa, pesan in check_triwulan(row.target_triwulan, row.frekuensi):
            yield bidang_triwulan(*masa), pesan
        for tahun in {*row.target_tahun, *(tahun for tahun, _ in row.target_triwulan)}:
            if tahun not in self.years:
                yield bidang_tahun(tahun), f"Tahun {tahun} di luar masa dokumen ini."


def bidang_tahun(tahun: int) -> str:
    """The name of the field that holds the promise of a year."""
    return f"target_{tahun}"


def bidang_triwulan(tahun: int, tw: int) -> str:
    """The name of the field that holds the promise of a quarter."""
    return f"tw_{tahun}_{tw}"


def _targets(row: BarisIndikator) -> dict[str, Target]:
    years = {bidang_tahun(tahun): target for tahun, target in row.target_tahun.items()}
    quarters = {bidang_triwulan(*masa): target for masa, target in row.target_triwulan.items()}
    return years | quarters


def _check_texts(
    row: BarisSimpul | BarisIndikator, model: type[IsiSimpul | IsiIndikator], *wajib: str
) -> Iterator[Temuan]:
    for name in wajib:
        if not getattr(row, name):
            yield name, "Belum diisi."
    longest: Mapping[str, int | None] = {"kode": 40} | {
        field.name: getattr(field, "max_length", None) for field in model._meta.concrete_fields
    }
    for name, most in longest.items():
        text = getattr(row, name, None)
        if most and isinstance(text, str) and len(text) > most:
            yield name, f"Terlalu panjang: {len(text)} huruf, paling banyak {most}."


def _check_unit(kode: str, acuan: Acuan) -> Iterator[Temuan]:
    if kode in acuan.units:
        return
    if any(sign in kode for sign in "+,;/&"):
        yield "unit", f"{kode}: hanya satu penanggung jawab. Tulis satu kode perangkat daerah."
    elif acuan.unit is not None:
        pesan = f"Perangkat daerah {kode} bukan {acuan.unit.singkatan} atau bagiannya."
        yield "unit", pesan
    else:
        yield "unit", f"Perangkat daerah dengan kode {kode} tidak ada, atau sudah berakhir."
