"""What the PK of a position says for a year, computed from the plan: no number of it is typed here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Max, Q, QuerySet

from sakip.organisasi.models import Jabatan, Penugasan, PerangkatDaerah
from sakip.organisasi.pejabat import KEPALA_DAERAH, is_kepala, load_pejabat
from sakip.perencanaan.models import (
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    TargetTahun,
)
from sakip.perencanaan.pagu import PaguUnit, SimpulPagu, load_pagu_unit
from sakip.perjanjian.models import Ampuan, BarisPK, PerjanjianKinerja
from sakip.rules.angka import write_rupiah
from sakip.rules.pagu import sum_by_fund, sum_of
from sakip.rules.perjanjian import (
    BAWAHAN,
    BULAN_TURUN,
    INSTANSI,
    PERANGKAT_DAERAH,
    AturanPK,
    Formulir,
    is_lower,
)
from sakip.rules.rumus import Arah
from sakip.rules.tanggal import write_tanggal
from sakip.rules.target import Target

STRATEGIS = (IsiSimpul.Jenjang.TUJUAN, IsiSimpul.Jenjang.SASARAN)
TERBANYAK = 2000


@dataclass(frozen=True, slots=True)
class Janji:
    """An indicator with its promise of the year (None: not set yet); `turun`: easier than signed before."""

    isi: IsiIndikator
    target: Target | None
    turun: bool = False


@dataclass(frozen=True, slots=True)
class BarisSasaran:
    """A row of the first table: a node with what it promises."""

    isi: IsiSimpul
    janji: tuple[Janji, ...]


@dataclass(frozen=True, slots=True)
class BarisUang:
    """A row of the second table: a programme or activity with its money (None: no budget line), by fund."""

    nama: str
    jumlah: Decimal | None
    sumber: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Periksa:
    """Something noticed before signing; `tolak` keeps the PK from being sent."""

    pesan: str
    tolak: bool


@dataclass(frozen=True, slots=True)
class Pengajuan:
    """What is said when a PK is sent: the day and place it bears, and why it changes an earlier one."""

    tanggal: date
    tempat: str
    alasan: str = ""
    uraian_alasan: str = ""
    alasan_turun: str = ""


@dataclass(slots=True)
class Susunan:
    """A PK as the plan has it now: parties on a day, promises, money, and what is wrong with it.

    `lama` is the signed one it would replace; `perubahan_ke` is 0 for the first of the year.
    """

    jabatan: Jabatan
    tahun: int
    tanggal: date
    aturan: AturanPK
    formulir: Formulir
    lama: PerjanjianKinerja | None
    perubahan_ke: int
    pertama: Penugasan | None = None
    kedua: Penugasan | None = None
    sasaran: list[BarisSasaran] = field(default_factory=list)
    uang: list[BarisUang] = field(default_factory=list)
    periksa: list[Periksa] = field(default_factory=list)

    @property
    def boleh(self) -> bool:
        """Whether nothing keeps it from being sent."""
        return not any(one.tolak for one in self.periksa)

    @property
    def turun(self) -> bool:
        """Whether a promise is easier than the one signed before."""
        return any(one.turun for row in self.sasaran for one in row.janji)

    @property
    def turun_setelah_tw3(self) -> bool:
        """Whether a promise is lowered when the year is nearly over."""
        late = (self.tanggal.year, self.tanggal.month) >= (self.tahun, BULAN_TURUN)
        return late and self.turun


def formulir_of(aturan: AturanPK, jabatan: Jabatan) -> Formulir:
    """The form of a position's level: the regulation's, or the one the agency chose for it."""
    if jabatan.jenjang == KEPALA_DAERAH:
        return aturan.find(INSTANSI)
    if is_kepala(jabatan):
        return aturan.find_untuk(jabatan.perangkat_daerah.jenis, PERANGKAT_DAERAH)
    _, _, tingkat = jabatan.jenjang.partition("_")
    return aturan.find_untuk(tingkat, BAWAHAN)


def compute_susunan(jabatan: Jabatan, tahun: int, tanggal: date, aturan: AturanPK) -> Susunan:
    """The PK of a position as the plan, the money and the offices stand now; about ten queries."""
    lama = PerjanjianKinerja.objects.filter(
        jabatan=jabatan, tahun=tahun, status=PerjanjianKinerja.Status.DITANDATANGANI
    ).first()
    formulir, ke = formulir_of(aturan, jabatan), _next_perubahan(jabatan, tahun)
    susunan = Susunan(jabatan, tahun, tanggal, aturan, formulir, lama, ke)
    nodes = list(_load_simpul(susunan)[:TERBANYAK])
    susunan.sasaran = _load_sasaran(susunan, nodes)
    money = load_pagu_unit(_units(susunan), tahun)
    susunan.uang = list(_uang(susunan, money, nodes))
    above = [jabatan.atasan] if jabatan.atasan and susunan.formulir.dua_pihak else []
    holders = load_pejabat([jabatan, *above], tanggal)
    susunan.pertama = holders.get(jabatan.pk)
    susunan.kedua = holders.get(above[0].pk) if above else None
    susunan.periksa = [*_check_pihak(susunan), *_check_janji(susunan), *_check_uang(susunan, money)]
    return susunan


def _next_perubahan(jabatan: Jabatan, tahun: int) -> int:
    """0 for the first PK of a position in a year, else the number of the change that would come."""
    rows = PerjanjianKinerja.objects.filter(jabatan=jabatan, tahun=tahun)
    last = rows.exclude(status=PerjanjianKinerja.Status.DITARIK).aggregate(
        last=Max("perubahan_ke")
    )["last"]
    return 0 if last is None else int(last) + 1


def _load_simpul(susunan: Susunan) -> QuerySet[IsiSimpul]:
    """The nodes the position answers for: the agency's sasaran, the unit's, or those it carries."""
    jabatan = susunan.jabatan
    unit = jabatan.perangkat_daerah_id
    documents = PeriodeRencana.objects.filter(instansi=jabatan.instansi_id)
    rows = IsiSimpul.objects.filter(simpul__periode__in=documents.utama(susunan.tahun))
    rows = rows.berlaku().select_related("simpul__periode").order_by("urutan", "simpul__kode")
    agency = Q(simpul__periode__perangkat_daerah__isnull=True)
    match susunan.formulir.sasaran:
        case "daerah":
            return rows.filter(agency, jenjang=IsiSimpul.Jenjang.SASARAN)
        case "ampuan":
            return rows.filter(simpul__in=Ampuan.objects.filter(jabatan=jabatan).values("simpul"))
    measured = IsiIndikator.objects.filter(perangkat_daerah=unit).berlaku().values("simpul")
    own = Q(simpul__periode__perangkat_daerah=unit, jenjang__in=STRATEGIS)
    strategic = rows.filter(own | Q(agency, jenjang__in=STRATEGIS, simpul__in=measured))
    # A bagian or a puskesmas has no plan of its own: it answers for what its unit's plan gives it.
    return strategic if strategic.exists() else rows.filter(perangkat_daerah=unit)


def _load_sasaran(susunan: Susunan, nodes: list[IsiSimpul]) -> list[BarisSasaran]:
    rows = IsiIndikator.objects.filter(simpul__in=[node.simpul_id for node in nodes]).berlaku()
    if susunan.formulir.sasaran == "unit":
        rows = rows.filter(perangkat_daerah=susunan.jabatan.perangkat_daerah_id)
    sheets = list(rows.select_related("indikator").order_by("-iku", "urutan", "pk")[:TERBANYAK])
    pks = [one.indikator_id for one in sheets]
    promises = TargetTahun.objects.filter(indikator__in=pks, tahun=susunan.tahun).berlaku()
    target = {row.indikator_id: row.to_rule() for row in promises}
    before = {
        row.indikator_id: row.to_rule() for row in BarisPK.objects.filter(pk_kinerja=susunan.lama)
    }
    by_node: dict[int, list[Janji]] = defaultdict(list)
    for one in sheets:
        by_node[one.simpul_id].append(_janji(one, target, before))
    return [
        BarisSasaran(node, tuple(by_node[node.simpul_id]))
        for node in nodes
        if by_node[node.simpul_id] or susunan.formulir.sasaran != "daerah"
    ]


def _janji(isi: IsiIndikator, target: dict[int, Target], before: dict[int, Target]) -> Janji:
    new, old = target.get(isi.indikator_id), before.get(isi.indikator_id)
    if new is None or old is None:
        return Janji(isi, new)
    return Janji(isi, new, is_lower(old, new, turun=isi.arah == Arah.TURUN))


def _units(susunan: Susunan) -> list[PerangkatDaerah]:
    jabatan = susunan.jabatan
    if susunan.formulir.sasaran != "daerah":
        return [jabatan.perangkat_daerah]
    rows = PerangkatDaerah.objects.filter(instansi=jabatan.instansi_id)
    return list(rows.active_on(susunan.tanggal).order_by("kode"))


def _uang(susunan: Susunan, money: list[PaguUnit], nodes: list[IsiSimpul]) -> Iterator[BarisUang]:
    """The second table: programmes with their money, or what stands below the nodes promised."""
    if susunan.formulir.uang == "di_bawah":
        yield from _uang_di_bawah(money, {node.simpul_id for node in nodes})
        return
    by_name: dict[str, list[SimpulPagu]] = defaultdict(list)
    for unit in money:
        for one in unit.program:
            by_name[one.isi.pernyataan].append(one)
    for nama, parts in by_name.items():
        known = [one.jumlah for one in parts if one.jumlah is not None]
        sumber = sum_by_fund(fund for one in parts for fund in one.sumber.items())
        yield BarisUang(nama, sum_of(known) if known else None, sumber)


def _uang_di_bawah(money: list[PaguUnit], carried: set[int]) -> Iterator[BarisUang]:
    """What stands below the nodes a position promises, and the sub-activities among them."""
    for one in (one for unit in money for one in unit.simpul):
        own = one.isi.simpul_id in carried
        is_last = one.isi.jenjang == IsiSimpul.Jenjang.SUBKEGIATAN
        if (own and is_last) or (not own and one.isi.induk_id in carried):
            yield BarisUang(one.isi.pernyataan, one.jumlah, one.sumber)


def _check_pihak(susunan: Susunan) -> Iterator[Periksa]:
    hari = write_tanggal(susunan.tanggal)
    if susunan.pertama is None:
        pesan = (
            f"{susunan.jabatan.nama} tidak dijabat siapa pun yang dapat menandatangani pada {hari}."
        )
        yield Periksa(f"{pesan} Plh. tidak menandatangani PK.", tolak=True)
    if not susunan.formulir.dua_pihak:
        return
    above = susunan.jabatan.atasan
    if above is None:
        yield Periksa("Jabatan ini belum punya atasan. Isi atasannya di Setelan.", tolak=True)
    elif susunan.kedua is None:
        yield Periksa(f"{above.nama} tidak dijabat siapa pun pada {hari}.", tolak=True)


def _check_janji(susunan: Susunan) -> Iterator[Periksa]:
    janji = [one for row in susunan.sasaran for one in row.janji]
    if not janji:
        yield Periksa(_kosong(susunan), tolak=True)
    missing = [one.isi for one in janji if one.target is None]
    if missing:
        names = "; ".join(isi.nama for isi in missing[:5])
        more = f"; dan {len(missing) - 5} lagi" if len(missing) > 5 else ""
        pesan = f"{len(missing)} indikator belum bertarget {susunan.tahun}: {names}{more}."
        yield Periksa(pesan, tolak=True)
    for row in susunan.sasaran:
        if not row.janji:
            yield Periksa(f"“{row.isi.pernyataan}” belum punya indikator.", tolak=False)
    for one in janji:
        if one.turun:
            pesan = f"Target “{one.isi.nama}” lebih mudah daripada PK yang sudah ditandatangani."
            yield Periksa(pesan, tolak=False)


def _kosong(susunan: Susunan) -> str:
    if susunan.formulir.sasaran == "ampuan":
        return "Jabatan ini belum mengampu simpul yang berindikator. Atur di Pembagian kinerja."
    return "Belum ada sasaran dengan indikator pada rencana yang berlaku tahun ini."


def _check_uang(susunan: Susunan, units: Sequence[PaguUnit]) -> Iterator[Periksa]:
    if missing := [one.unit.singkatan for one in units if not one.tahap]:
        yield Periksa(f"Pagu DPA belum dimuat: {', '.join(missing[:5])}.", tolak=False)
    loose = sum_of(one.jumlah_tanpa_hasil for one in units)
    if loose and susunan.formulir.uang == "program":
        pesan = f"Jumlah program berbeda {write_rupiah(loose)} dari DPA: ada rupiah tanpa hasil."
        yield Periksa(pesan, tolak=False)
