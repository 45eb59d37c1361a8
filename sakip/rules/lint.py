"""The lint of a performance tree, L01 to L16: what an evaluator would object to, before he does.

What one sheet or statement says is checked in `lint_lembar`; here is what only the tree shows. No
finding changes anything: a `galat` blocks submission, a `peringatan` asks for a reason.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sakip.rules.angka import write_rupiah
from sakip.rules.kosakata import Kosakata, kosakata_on
from sakip.rules.lint_lembar import check_lembar_indikator, check_ukuran
from sakip.rules.lint_rumusan import check_hasil
from sakip.rules.rumusan import classify_indikator, is_ulangan, kunci_nama
from sakip.rules.temuan import (
    AturanLint,
    IndikatorLint,
    Jenis,
    LintasLint,
    NodeLint,
    Perbaikan,
    Temuan,
    lint_on,
)

__all__ = [
    "IndikatorLint",
    "LintasLint",
    "NodeLint",
    "Perbaikan",
    "Temuan",
    "compute_bagian_hasil",
    "lint_pohon",
]

BILANGAN = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
)  # fmt: skip


@dataclass(frozen=True)
class Pohon:
    """The tree as the checks walk it; a parent that is not among the nodes stands outside."""

    aturan: AturanLint
    kosakata: Kosakata
    simpul: Mapping[str, NodeLint]
    indikator: Mapping[str, list[IndikatorLint]]

    @cached_property
    def anak(self) -> Mapping[str, list[NodeLint]]:
        rows: dict[str, list[NodeLint]] = defaultdict(list)
        for node in self.simpul.values():
            if node.induk in self.simpul:
                rows[node.induk].append(node)
        return rows

    def jenis(self, node: NodeLint) -> Jenis:
        return self.aturan.jenis_simpul(node)

    def jenis_indikator(self, row: IndikatorLint) -> Jenis:
        """As its sheet says, or as its node; an indicator without a known node counts as hasil."""
        node = self.simpul.get(row.simpul)
        return row.jenis or (self.jenis(node) if node else "hasil")

    def line(self, node: NodeLint) -> Iterator[NodeLint]:
        """The node and those above it, nearest first; a circle is walked once."""
        seen: set[str] = set()
        step: NodeLint | None = node
        while step is not None and step.kode not in seen:
            seen.add(step.kode)
            yield step
            step = self.simpul.get(step.induk)

    def temuan_simpul(
        self, kode: str, node: NodeLint, bidang: str, pesan: str, *perbaikan: Perbaikan
    ) -> Temuan:
        tingkat = self.aturan.tingkat(kode, self.jenis(node))
        return Temuan(kode, tingkat, "simpul", node.kode, bidang, pesan, perbaikan)


def lint_pohon(
    simpul: Sequence[NodeLint],
    indikator: Sequence[IndikatorLint],
    lintas: Sequence[LintasLint],
    *,
    hari_ini: date,
) -> list[Temuan]:
    """Every finding of a tree: node by node, then indicators, crosscuttings and units, as given.

    Raises KeyError for a node without `jenis` whose jenjang the data do not know.
    """
    by_simpul: dict[str, list[IndikatorLint]] = defaultdict(list)
    for row in indikator:
        by_simpul[row.simpul].append(row)
    pohon = Pohon(
        lint_on(hari_ini), kosakata_on(hari_ini), {node.kode: node for node in simpul}, by_simpul
    )
    temuan = [satu for node in simpul for satu in _check_simpul(pohon, node)]
    kembar = _find_kembar(pohon, indikator)
    for row in indikator:
        temuan += _check_indikator(pohon, row, kembar, hari_ini)
    temuan += _check_lintas(pohon, lintas, hari_ini)
    temuan += _check_unit(pohon)
    return temuan


def compute_bagian_hasil(
    simpul: Sequence[NodeLint], indikator: Sequence[IndikatorLint], *, hari_ini: date
) -> dict[str, tuple[int, int]]:
    """By unit: how many of its indicators on outcome nodes measure an outcome, and of how many."""
    pohon = Pohon(lint_on(hari_ini), kosakata_on(hari_ini), {n.kode: n for n in simpul}, {})
    bagian: dict[str, tuple[int, int]] = {}
    for row in indikator:
        if row.unit and pohon.jenis_indikator(row) == "hasil":
            is_hasil = classify_indikator(pohon.kosakata, row.nama).kelas == "hasil"
            hasil, semua = bagian.get(row.unit, (0, 0))
            bagian[row.unit] = hasil + is_hasil, semua + 1
    return bagian


# --- nodes --------------------------------------------------------------------------------------


def _check_simpul(pohon: Pohon, node: NodeLint) -> Iterator[Temuan]:
    is_hasil = pohon.jenis(node) == "hasil"
    if is_hasil and not node.nomenklatur:
        yield from check_hasil(pohon.aturan, pohon.kosakata, node.pernyataan, node.kode)
    if not pohon.indikator.get(node.kode):
        isi = Perbaikan("tambah_indikator", "Tambah indikator")
        yield pohon.temuan_simpul("L03", node, "indikator", "Belum ada ukuran.", isi)
    yield from _check_induk(pohon, node)
    yield from _check_anak(pohon, node)
    if node.pagu and node.jenjang == "subkegiatan" and not _reaches_hasil(pohon, node):
        pesan = f"{write_rupiah(node.pagu)} belum bermuara ke hasil."
        isi = Perbaikan("pindahkan", "Pindahkan ke bawah hasil yang didukungnya")
        yield pohon.temuan_simpul("L08", node, "induk", pesan, isi)
    if is_hasil and not node.penerima_manfaat.strip():
        isi = Perbaikan("isi_penerima_manfaat", "Isi penerima manfaat")
        yield pohon.temuan_simpul("L12", node, "penerima_manfaat", "Siapa yang merasakan?", isi)


def _check_induk(pohon: Pohon, node: NodeLint) -> Iterator[Temuan]:
    """L05: the child says what its parent says; national names repeat each other by decree."""
    induk = pohon.simpul.get(node.induk)
    if induk is None or induk is node or node.nomenklatur:
        return
    if is_ulangan(pohon.kosakata, node.pernyataan, induk.pernyataan):
        pesan = "Sama dengan induknya. Apa sumbangan khusus unit ini?"
        isi = Perbaikan("ubah_pernyataan", "Tulis sumbangan khususnya")
        yield pohon.temuan_simpul("L05", node, "pernyataan", pesan, isi)


def _check_anak(pohon: Pohon, node: NodeLint) -> Iterator[Temuan]:
    """L06, of one's own outcomes: below a name of the national list the budget decides."""
    jumlah = len(pohon.anak.get(node.kode, ()))
    if pohon.jenis(node) != "hasil" or node.nomenklatur:
        return
    if jumlah != 1 and jumlah <= pohon.aturan.anak_terbanyak:
        return
    sedikit = jumlah == 1
    isi = (
        Perbaikan("tambah_anak", "Tambah simpul di bawahnya")
        if sedikit
        else Perbaikan("kelompokkan", "Kelompokkan simpul di bawahnya")
    )
    terbanyak = _sebut(pohon.aturan.anak_terbanyak)
    pesan = (
        f"Satu anak jarang cukup; lebih dari {terbanyak} sulit dipantau. Sekarang {_sebut(jumlah)}."
    )
    yield pohon.temuan_simpul("L06", node, "anak", pesan, isi)


def _reaches_hasil(pohon: Pohon, node: NodeLint) -> bool:
    """Whether a real outcome stands above: a programme of the national list counts once measured."""
    for above in pohon.line(node):
        if above.induk_di_dokumen_daerah:
            return True
        if above is node or pohon.jenis(above) != "hasil":
            continue
        if not above.nomenklatur or pohon.indikator.get(above.kode):
            return True
    return False


# --- indicators ---------------------------------------------------------------------------------


def _check_indikator(
    pohon: Pohon, row: IndikatorLint, kembar: Mapping[str, list[str]], hari_ini: date
) -> Iterator[Temuan]:
    jenis = pohon.jenis_indikator(row)
    yield from check_ukuran(pohon.aturan, pohon.kosakata, row, jenis)
    yield from check_lembar_indikator(pohon.aturan, row, jenis, hari_ini)
    if units := kembar.get(row.kode):
        pesan = (
            f"{_sebut(len(units)).capitalize()} pemilik. Pilih satu penanggung jawab. "
            f"Pemiliknya sekarang {', '.join(units)}."
        )
        isi = Perbaikan("pilih_pemilik", "Pilih satu penanggung jawab")
        tingkat = pohon.aturan.tingkat("L14", jenis)
        yield Temuan("L14", tingkat, "indikator", row.kode, "unit", pesan, (isi,))


def _sebut(jumlah: int) -> str:
    """A small number in words."""
    return BILANGAN[jumlah] if jumlah < len(BILANGAN) else str(jumlah)


def _find_kembar(pohon: Pohon, indikator: Sequence[IndikatorLint]) -> Mapping[str, list[str]]:
    """The units of each indicator that another unit owns too, by kode.

    What every unit measures of itself ("Nilai SAKIP perangkat daerah", the supporting programme of
    the national list) and outputs are each unit's own, whatever the name.
    """
    by_nama: dict[tuple[str, ...], list[IndikatorLint]] = defaultdict(list)
    for row in indikator:
        if row.unit and pohon.jenis_indikator(row) == "hasil" and not _is_sendiri(pohon, row):
            by_nama[kunci_nama(pohon.kosakata, row.nama)].append(row)
    kembar: dict[str, list[str]] = {}
    for nama, rows in by_nama.items():
        units = list(dict.fromkeys(row.unit for row in rows))
        if nama and len(units) > 1:
            kembar |= {row.kode: units for row in rows}
    return kembar


def _is_sendiri(pohon: Pohon, row: IndikatorLint) -> bool:
    if not set(pohon.kosakata.read(row.nama)).isdisjoint(pohon.kosakata.tiap_unit):
        return True
    node = pohon.simpul.get(row.simpul)
    # 1.02.01 is urusan 1.02 with programme 01: the supporting one of every unit.
    program = node.nomenklatur.split(".")[2:3] if node else []
    return program == [pohon.aturan.program_penunjang]


# --- crosscuttings and units --------------------------------------------------------------------


def _check_lintas(pohon: Pohon, lintas: Sequence[LintasLint], hari_ini: date) -> Iterator[Temuan]:
    for row in lintas:
        hari = (hari_ini - row.diusulkan).days
        if row.status == "diusulkan" and hari > pohon.aturan.hari_tanggapan:
            pesan = f"Menunggu {row.ke_unit} {hari} hari."
            isi = (
                Perbaikan("ingatkan", f"Ingatkan {row.ke_unit}"),
                Perbaikan("teruskan_bappeda", "Teruskan ke Bappeda"),
            )
            tingkat = pohon.aturan.tingkat("L13")
            yield Temuan("L13", tingkat, "lintas", row.kode, "status", pesan, isi)


def _check_unit(pohon: Pohon) -> Iterator[Temuan]:
    """L07: a unit none of whose nodes leads up to a goal of the agency's own plan."""
    units: dict[str, bool] = {}
    for node in pohon.simpul.values():
        if node.unit:
            units[node.unit] = units.get(node.unit, False) or _reaches_daerah(pohon, node)
    for unit, terkait in units.items():
        if not terkait:
            pesan = "OPD ini belum menyumbang sasaran daerah."
            isi = Perbaikan("kaitkan_sasaran", "Kaitkan dengan sasaran daerah")
            tingkat = pohon.aturan.tingkat("L07")
            yield Temuan("L07", tingkat, "unit", unit, "induk", pesan, (isi,))


def _reaches_daerah(pohon: Pohon, node: NodeLint) -> bool:
    return any(
        step.induk_di_dokumen_daerah
        or (step.jenjang in ("tujuan", "sasaran") and (step.di_dokumen_daerah or not step.unit))
        for step in pohon.line(node)
    )
