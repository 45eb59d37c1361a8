"""What stands against a draft before it may be handed over: faults of its structure, findings of the lint."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import takewhile

from sakip.perencanaan.acuan import Acuan, load_acuan
from sakip.perencanaan.checks import check_rencana
from sakip.perencanaan.kait import load_realisasi
from sakip.perencanaan.kelanjutan import load_garis
from sakip.perencanaan.lintas import load_lintas_lint
from sakip.perencanaan.models import IsiIndikator, Versi
from sakip.perencanaan.pagu import load_pagu_simpul
from sakip.perencanaan.rencana import BarisIndikator, BarisSimpul, Rencana
from sakip.rules.decision import RuleError
from sakip.rules.lint import IndikatorLint, NodeLint, Temuan, lint_pohon
from sakip.rules.temuan import lint_on

# Key of the fix -> the column it fills; all others want words of a person.
SEKALI_TEKAN = {
    "ubah_pernyataan": "pernyataan",
    "ubah_frekuensi": "frekuensi",
    "isi_bulan_rilis": "bulan_rilis",
}


@dataclass(frozen=True, slots=True)
class TemuanDraf:
    """A finding about a row of a draft: its words, how grave it is, and where it is mended.

    `pk` is the node's or indicator's number, `simpul` that of the node where it is read; both are 0 for
    one about a unit as a whole.
    """

    temuan: Temuan
    pk: int
    simpul: int

    @property
    def kunci(self) -> str:
        """The same for the same finding, however often it is looked for."""
        one = self.temuan
        return f"{one.kode}:{one.sasaran}:{one.kunci}:{one.bidang}"

    @property
    def tingkat(self) -> str:
        """`galat` or `peringatan`."""
        return self.temuan.tingkat

    @property
    def nama(self) -> str:
        """What it is about."""
        return f"{self.temuan.sasaran.capitalize()} {self.temuan.kunci}"

    @property
    def pesan(self) -> str:
        """What it says."""
        return self.temuan.pesan

    @property
    def tombol(self) -> list[tuple[str, str]]:
        """The fixes that need no typing: (key, words of the button)."""
        fixes = self.temuan.perbaikan
        return [(one.kunci, one.kata) for one in fixes if one.isi and one.kunci in SEKALI_TEKAN]

    @property
    def saran(self) -> list[str]:
        """What a person could do instead, in words."""
        known = dict(self.tombol)
        return [one.kata for one in self.temuan.perbaikan if one.kunci not in known]


def judul_on(day: date) -> dict[str, str]:
    """What each kind of finding is called, by its code."""
    return {row.kode: row.judul for row in lint_on(day).aturan}


def load_draf(versi: Versi) -> Acuan:
    """A version with what stands around it."""
    periode = versi.periode
    unit = periode.perangkat_daerah
    kepala = Rencana(periode.jenis, periode.tahun_awal, periode.tahun_akhir)
    return load_acuan(versi.instansi, kepala, unit)


def check_versi(versi: Versi) -> None:
    """Raises RuleError with the first fault when the open version does not hold together."""
    acuan = load_draf(versi)
    stored = acuan.tersimpan
    if not stored.simpul:
        raise RuleError("Dokumen ini masih kosong. Tambahkan simpul dahulu.")
    periode = versi.periode
    rencana = Rencana(
        periode.jenis,
        periode.tahun_awal,
        periode.tahun_akhir,
        simpul=tuple(stored.baris_simpul.values()),
        indikator=tuple(stored.baris_indikator.values()),
    )
    if faults := check_rencana(rencana, acuan):
        raise RuleError(str(faults[0]))


def find_temuan(versi: Versi) -> list[TemuanDraf]:
    """Every finding of the lint in the open version, in the order of its tree."""
    acuan = load_draf(versi)
    stored = acuan.tersimpan
    before = dict(
        IsiIndikator.objects.filter(indikator__periode=versi.periode_id)
        .berlaku()
        .values_list("indikator__kode", "iku")
    )
    today = versi.instansi.hari_ini
    reached = _load_reached(stored.indikator.values(), today.year - 1)
    pagu = _load_pagu(acuan, today.year)
    nodes = [_to_node(row, acuan, pagu.get(kode)) for kode, row in stored.baris_simpul.items()]
    sheets = [
        _to_sheet(row, stored.indikator[kode], before, reached)
        for kode, row in stored.baris_indikator.items()
    ]
    above = [
        _to_above(kode, acuan) for kode in {row.induk for row in nodes} if kode in acuan.daerah
    ]
    lintas = load_lintas_lint(versi)
    own = {
        "simpul": {k: (row.simpul_id, row.simpul_id) for k, row in stored.simpul.items()},
        "indikator": {k: (row.indikator_id, row.simpul_id) for k, row in stored.indikator.items()},
        "lintas": {k: (row.pk, row.simpul_id) for k, (row, _) in lintas.items()},
    }
    asked = [one for _, one in lintas.values()]
    found = lint_pohon([*above, *nodes], sheets, asked, hari_ini=today)
    return [
        TemuanDraf(one, *own.get(one.sasaran, {}).get(one.kunci, (0, 0)))
        for one in found
        if one.sasaran not in own or one.kunci in own[one.sasaran]
    ]


def _load_reached(sheets: Iterable[IsiIndikator], tahun: int) -> dict[int, Decimal]:
    """What each indicator reached in a year; where it has no figure, what it goes on from
    reached, as long as it was counted alike.
    """
    lines = {
        pk: [
            one.isi.indikator_id
            for one in takewhile(lambda ruas: not ruas.kelanjutan.terputus, line)
        ]
        for pk, line in load_garis(sheets).items()
    }
    every = {one for line in lines.values() for one in line}
    reached = {pk: value for (pk, _), value in load_realisasi(every, [tahun]).items()}
    found = {pk: next((one for one in line if one in reached), None) for pk, line in lines.items()}
    return {pk: reached[one] for pk, one in found.items() if one is not None}


def _load_pagu(acuan: Acuan, tahun: int) -> dict[str, Decimal]:
    """The money of a unit's own nodes this year, by their kode."""
    if acuan.unit is None:
        return {}
    rows = acuan.tersimpan.simpul
    money = load_pagu_simpul(acuan.unit, tahun, rows.values())
    return {kode: money[row.simpul_id] for kode, row in rows.items() if row.simpul_id in money}


def _to_node(row: BarisSimpul, acuan: Acuan, pagu: Decimal | None) -> NodeLint:
    return NodeLint(
        kode=row.kode,
        induk=row.induk,
        jenjang=row.jenjang,
        pernyataan=row.pernyataan,
        penerima_manfaat=row.penerima_manfaat,
        unit=row.unit,
        induk_di_dokumen_daerah=row.induk in acuan.daerah,
        di_dokumen_daerah=acuan.unit is None,
        nomenklatur=row.nomenklatur,
        pagu=pagu,
    )


def _to_above(kode: str, acuan: Acuan) -> NodeLint:
    """A node of the agency's document, for what its children say of it."""
    row = acuan.daerah[kode]
    return NodeLint(kode, "", row.jenjang, row.pernyataan, di_dokumen_daerah=True)


def _to_sheet(
    row: BarisIndikator,
    isi: IsiIndikator,
    before: dict[str, bool],
    reached: dict[int, Decimal],
) -> IndikatorLint:
    return IndikatorLint(
        kode=row.kode,
        simpul=row.simpul,
        nama=row.nama,
        unit=row.unit,
        satuan=row.satuan,
        definisi=row.definisi,
        sumber=row.sumber,
        rumus=row.rumus.value,
        arah=row.arah.value if row.arah else "",
        frekuensi=row.frekuensi.value,
        bulan_rilis=row.bulan_rilis,
        agregasi=row.agregasi.value,
        pic=row.pic,
        targets=row.target_tahun,
        realisasi_lalu=reached.get(isi.indikator_id),
        iku=row.iku,
        iku_berubah=bool(before) and not before.get(row.kode, False),
    )
