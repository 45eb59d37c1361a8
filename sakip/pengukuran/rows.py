"""The rows of a unit's sheet as the page walks them: contract, figure so far, what was typed."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Q

from sakip.berkas.bukti import count_bukti
from sakip.pengukuran.bulan import AngkaBulan, compute_bulan, months_of_quarter
from sakip.pengukuran.compute import Isi, compute_agregat_of, load_aturan, roots
from sakip.pengukuran.isian import BIDANG, KALIMAT, Isian, with_ratio
from sakip.pengukuran.models import BuktiRealisasi, LembarRealisasi, Masa, Potret, Realisasi
from sakip.pengukuran.tulis import write_realisasi
from sakip.perencanaan.models import PermintaanData, TargetTahun
from sakip.perencanaan.permintaan import load_permintaan_masa
from sakip.rules.agregasi import Agregasi
from sakip.rules.alasan import Alasan
from sakip.rules.angka import write_angka
from sakip.rules.peringatan import (
    Angka,
    AturanIsian,
    aturan_isian_on,
    butuh_sebab,
    find_peringatan,
    semua_sama,
)
from sakip.rules.tanggal import BULAN
from sakip.rules.target import write_target

LAIN = {*KALIMAT, "sifat", "tahun_data"}


@dataclass(slots=True)
class Baris:
    """One row: what the page prints and what its fields hold.

    `bidang` are the fields of its figure, `angka` that figure beside what it is held against, and
    `peringatan` what is odd about it.
    """

    potret: Potret
    realisasi: Realisasi | None
    target: str
    bidang: tuple[str, ...]
    keterangan: str
    sampai_ini: str
    sebelumnya: str
    isi: dict[str, str]
    angka: Angka | None = None
    peringatan: tuple[str, ...] = ()
    perlu_sebab: bool = False
    kelas_nama: str = ""
    kelas_tingkat: int = 0
    target_tahun: str = ""
    permintaan: list[PermintaanData] = field(default_factory=list)
    bulan: AngkaBulan | None = None
    bukti: int = 0
    galat: dict[str, str] = field(default_factory=dict)

    @property
    def terbuka(self) -> bool:
        """Whether the row asks for a figure at all."""
        return not self.keterangan

    @property
    def terisi(self) -> bool:
        """Whether it has a figure, or says why there is none; an emptied row has neither."""
        row = self.realisasi
        return row is not None and row.alasan != Alasan.REALISASI_KOSONG

    @property
    def terlambat(self) -> bool:
        """Whether its figure was typed after the deadline."""
        return self.realisasi is not None and self.realisasi.terlambat

    @property
    def revisi(self) -> int:
        """What a save must bring back: the stored row's number, 0 when there is none."""
        return self.realisasi.revisi if self.realisasi else 0

    @property
    def rinci(self) -> bool:
        """Whether something beside the figure is asked for or was written."""
        words = any(self.isi[name] for name in KALIMAT)
        offered = self.bulan is not None and self.realisasi is None
        asked = self.perlu_sebab or bool(self.peringatan) or offered
        return asked or words or self.galat.keys() & LAIN != set()


def load_baris(lembar: LembarRealisasi, today: date, only: Collection[int] = ()) -> list[Baris]:
    """The rows of a sheet, in the order of the plan; five queries whatever the size.

    With `only` just the rows of these contracts.
    """
    masa = lembar.masa
    so_far = Q(masa__jenis=masa.jenis, masa__ke__lte=masa.ke)
    potret = Potret.objects.filter(
        so_far | months_of_quarter(masa),
        perangkat_daerah=lembar.perangkat_daerah_id,
        masa__tahun=masa.tahun,
    ).select_related("masa", "indikator", "realisasi__diubah_oleh")
    potret = potret.annotate(
        banyak_bukti=count_bukti(BuktiRealisasi.objects, potret=OuterRef("pk"))
    )
    if only:
        potret = potret.filter(indikator__in=Potret.objects.filter(pk__in=only).values("indikator"))
    chains: dict[int, list[Isi]] = defaultdict(list)
    months: dict[int, list[Isi]] = defaultdict(list)
    for row in potret.order_by("masa__ke", "urutan", "pk"):
        group = chains if row.masa.jenis == masa.jenis else months
        group[row.indikator_id].append(Isi(row, getattr(row, "realisasi", None)))
    rows = [
        _baris(chain, today) for chain in chains.values() if chain[-1].potret.masa_id == masa.pk
    ]
    for one in rows:
        one.bulan = compute_bulan(months[one.potret.indikator_id])
    _add_others(rows, masa)
    return sorted(rows, key=lambda row: (row.potret.urutan, row.potret.pk))


def is_semua_sama(rows: Sequence[Baris]) -> bool:
    """Whether every figure of the sheet is exactly its target."""
    figures = [row.angka for row in rows if row.angka is not None]
    return bool(figures) and semua_sama(_aturan(rows[0].potret.masa.tahun), figures)


def take_jawaban(rows: list[Baris], pakai: str) -> bool:
    """Put an answer (its id) or what the months make (`bulan-` and the row) into a row's fields, unsaved."""
    for row in rows:
        if row.bulan and row.bulan.teks and pakai == f"bulan-{row.potret.pk}" and row.terbuka:
            row.isi |= row.bulan.isi
            return True
        for one in row.permintaan:
            if str(one.pk) == pakai and one.jawaban and row.terbuka:
                row.isi |= _fields(row, one.jawaban)
                return True
    return False


def take_typed(rows: list[Baris], isian: list[Isian]) -> None:
    """Show again what was typed, with its faults, so that nothing is lost."""
    by_potret = {row.potret.pk: row for row in rows}
    for one in isian:
        row = by_potret[one.potret.pk]
        row.isi = dict(one.teks)
        row.galat = one.galat


def _add_others(rows: list[Baris], masa: Masa) -> None:
    """The promise of the year, and what other units were asked for."""
    pks = [one.potret.indikator_id for one in rows]
    asked = _load_asked(masa, pks)
    promised = TargetTahun.objects.filter(indikator__in=pks, tahun=masa.tahun).berlaku()
    target = {row.indikator_id: row.to_rule() for row in promised}
    for one in rows:
        one.permintaan = asked.get(one.potret.indikator_id, [])
        if (year := target.get(one.potret.indikator_id)) is not None:
            one.target_tahun = write_target(year, one.potret.desimal)


def _load_asked(masa: Masa, indikator: list[int]) -> dict[int, list[PermintaanData]]:
    """What others were asked for this period; nobody is asked for a month."""
    if masa.jenis == Masa.Jenis.BULAN:
        return {}
    ke = 0 if masa.jenis == Masa.Jenis.TAHUN else masa.ke
    return load_permintaan_masa(indikator, masa.tahun, ke)


def _fields(row: Baris, jawaban: str) -> dict[str, str]:
    if "pembilang" not in row.bidang:
        return {"nilai": jawaban}
    pembilang, _, penyebut = jawaban.partition("/")
    return {"pembilang": pembilang.strip(), "penyebut": penyebut.strip() or row.isi["penyebut"]}


def _baris(chain: list[Isi], today: date) -> Baris:
    potret, realisasi = chain[-1].potret, chain[-1].realisasi
    nama, tingkat = _kelas(realisasi)
    aturan, angka = _aturan(potret.masa.tahun), _angka(chain)
    return Baris(
        potret=potret,
        realisasi=realisasi,
        target=write_target(potret.target, potret.desimal),
        bidang=_bidang(potret),
        keterangan="" if realisasi else _keterangan(potret, today),
        sampai_ini=_so_far(chain),
        sebelumnya=_before(chain),
        isi=_isi(potret, realisasi),
        angka=angka,
        peringatan=find_peringatan(aturan, angka) if angka else (),
        perlu_sebab=realisasi is not None and butuh_sebab(aturan, realisasi.capaian),
        kelas_nama=nama,
        kelas_tingkat=tingkat,
        bukti=getattr(potret, "banyak_bukti", None) or 0,
    )


def _aturan(tahun: int) -> AturanIsian:
    return aturan_isian_on(date(tahun, 12, 31), roots())


def _bidang(potret: Potret) -> tuple[str, ...]:
    if with_ratio(potret):
        return ("pembilang", "penyebut")
    berbobot = potret.agregasi == Agregasi.RATA_RATA.value
    return ("nilai", "bobot") if berbobot else ("nilai",)


def _angka(chain: list[Isi]) -> Angka | None:
    """The figure of this period alone beside its target, and the same of the period before."""
    potret, row = chain[-1].potret, chain[-1].realisasi
    own = compute_agregat_of(chain[-1:]).nilai
    if row is None or not isinstance(own, Decimal):
        return None
    before = compute_agregat_of(chain[-2:-1]).nilai if len(chain) > 1 else None
    return Angka(
        nilai=own,
        target=potret.target,
        agregasi=potret.agregasi_rule,
        sebelumnya=before if isinstance(before, Decimal) else None,
        capaian=row.capaian,
        desimal=potret.desimal,
    )


def _keterangan(potret: Potret, today: date) -> str:
    """Why no figure is asked for here; empty when one is."""
    if not potret.diukur:
        return f"Tidak diukur pada {potret.masa}: frekuensinya {potret.frekuensi}."
    if (rilis := potret.rilis_pada) is not None and not potret.is_released(today):
        return f"Menunggu rilis, paling cepat {BULAN[rilis.month - 1]} {rilis.year}."
    return ""


def _so_far(chain: list[Isi]) -> str:
    """The value of the year so far, where it differs from what is typed and no capaian tells it."""
    last, row = chain[-1].potret, chain[-1].realisasi
    plain = {Agregasi.POSISI_AKHIR.value, Agregasi.TAHUNAN.value, Agregasi.PERSEN_KUMULATIF.value}
    if row is None or row.capaian is not None or last.agregasi in plain:
        return ""
    return compute_agregat_of(chain).langkah


def _before(chain: list[Isi]) -> str:
    """What the period before held."""
    if len(chain) < 2 or chain[-2].realisasi is None:
        return ""
    return write_realisasi(chain[-2].realisasi, chain[-2].potret.desimal)


def _isi(potret: Potret, row: Realisasi | None) -> dict[str, str]:
    if row is None:
        return dict.fromkeys(BIDANG, "") | {"sifat": Realisasi.Sifat.TETAP.value}
    texts = {name: _number(getattr(row, name)) for name in ("pembilang", "penyebut", "bobot")}
    value = row.label or ("" if row.nilai is None else write_angka(row.nilai, potret.desimal))
    if row.keadaan == Realisasi.Keadaan.TIDAK_DIUKUR:
        value = texts["pembilang"] = texts["penyebut"] = "-"
    if row.keadaan == Realisasi.Keadaan.MENUNGGU_DATA:
        value = "menunggu data"
    words = {name: getattr(row, name) for name in (*KALIMAT, "sifat")}
    tahun = row.tahun_data
    lagging = str(tahun) if tahun is not None and tahun != potret.masa.tahun else ""
    return texts | words | {"nilai": value, "tahun_data": lagging}


def _number(value: Decimal | None) -> str:
    return "" if value is None else write_angka(value, None)


def _kelas(row: Realisasi | None) -> tuple[str, int]:
    if row is None or not row.kelas:
        return "", 0
    for n, kelas in enumerate(load_aturan().kelas, 1):
        if kelas.kode == row.kelas:
            return kelas.nama, n
    return "", 0
