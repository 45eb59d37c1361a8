"""The rows of a unit's sheet as the page walks them: contract, figure so far, what was typed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sakip.pengukuran.compute import Isi, compute_agregat_of, load_aturan
from sakip.pengukuran.isian import BIDANG, Isian, with_ratio
from sakip.pengukuran.models import LembarRealisasi, Masa, Potret, Realisasi
from sakip.pengukuran.tulis import write_realisasi
from sakip.perencanaan.models import PermintaanData
from sakip.perencanaan.permintaan import load_permintaan_masa
from sakip.rules.agregasi import Agregasi
from sakip.rules.angka import write_angka
from sakip.rules.tanggal import BULAN
from sakip.rules.target import write_target

# Below the third class (66 %) a cause and a follow-up are asked for.
RENDAH = 3


@dataclass(slots=True)
class Baris:
    """One row: what the page prints and what its fields hold."""

    potret: Potret
    realisasi: Realisasi | None
    target: str
    rasio: bool
    berbobot: bool
    keterangan: str
    sampai_ini: str
    sebelumnya: str
    isi: dict[str, str]
    kelas_nama: str = ""
    kelas_tingkat: int = 0
    permintaan: list[PermintaanData] = field(default_factory=list)
    galat: dict[str, str] = field(default_factory=dict)

    @property
    def terbuka(self) -> bool:
        """Whether the row asks for a figure at all."""
        return not self.keterangan

    @property
    def perlu_sebab(self) -> bool:
        """Whether the capaian is low enough to ask for a cause."""
        return self.kelas_tingkat > RENDAH


def load_baris(lembar: LembarRealisasi, today: date) -> list[Baris]:
    """Every row of a sheet, in the order of the plan; four queries whatever the size."""
    masa = lembar.masa
    potret = Potret.objects.filter(
        perangkat_daerah=lembar.perangkat_daerah_id,
        masa__tahun=masa.tahun,
        masa__jenis=masa.jenis,
        masa__ke__lte=masa.ke,
    ).select_related("masa", "realisasi")
    chains: dict[int, list[Isi]] = defaultdict(list)
    for row in potret.order_by("masa__ke", "urutan", "pk"):
        chains[row.indikator_id].append(Isi(row, getattr(row, "realisasi", None)))
    rows = [
        _baris(chain, today) for chain in chains.values() if chain[-1].potret.masa_id == masa.pk
    ]
    ke = 0 if masa.jenis == Masa.Jenis.TAHUN else masa.ke
    asked = load_permintaan_masa([one.potret.indikator_id for one in rows], masa.tahun, ke)
    for one in rows:
        one.permintaan = asked.get(one.potret.indikator_id, [])
    return sorted(rows, key=lambda row: (row.potret.urutan, row.potret.pk))


def take_jawaban(rows: list[Baris], permintaan: str) -> bool:
    """Put what another unit answered into the fields of its row, not yet saved; whether there was any."""
    for row in rows:
        for one in row.permintaan:
            if str(one.pk) == permintaan and one.jawaban and row.terbuka:
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


def _fields(row: Baris, jawaban: str) -> dict[str, str]:
    if not row.rasio:
        return {"nilai": jawaban}
    pembilang, _, penyebut = jawaban.partition("/")
    return {"pembilang": pembilang.strip(), "penyebut": penyebut.strip() or row.isi["penyebut"]}


def _baris(chain: list[Isi], today: date) -> Baris:
    potret, realisasi = chain[-1].potret, chain[-1].realisasi
    nama, tingkat = _kelas(realisasi)
    return Baris(
        potret=potret,
        realisasi=realisasi,
        target=write_target(potret.target, potret.desimal),
        rasio=with_ratio(potret),
        berbobot=potret.agregasi == Agregasi.RATA_RATA.value,
        keterangan="" if realisasi else _keterangan(potret, today),
        sampai_ini=_so_far(chain),
        sebelumnya=_before(chain),
        isi=_isi(potret, realisasi),
        kelas_nama=nama,
        kelas_tingkat=tingkat,
    )


def _keterangan(potret: Potret, today: date) -> str:
    """Why no figure is asked for here; empty when one is."""
    if not potret.diukur:
        return f"Tidak diukur pada {potret.masa}: frekuensinya {potret.frekuensi}."
    if (rilis := potret.rilis_pada) is not None and not potret.is_released(today):
        return f"Menunggu rilis, paling cepat {BULAN[rilis.month - 1]} {rilis.year}."
    return ""


def _so_far(chain: list[Isi]) -> str:
    """The value of the year so far, where it differs from what is typed for this period alone."""
    last = chain[-1].potret
    plain = {Agregasi.POSISI_AKHIR.value, Agregasi.TAHUNAN.value, Agregasi.PERSEN_KUMULATIF.value}
    if chain[-1].realisasi is None or (last.agregasi in plain):
        return ""
    return compute_agregat_of(chain).langkah


def _before(chain: list[Isi]) -> str:
    """What the period before held."""
    if len(chain) < 2 or chain[-2].realisasi is None:
        return ""
    return write_realisasi(chain[-2].realisasi, chain[-2].potret.desimal)


def _isi(potret: Potret, row: Realisasi | None) -> dict[str, str]:
    if row is None:
        return dict.fromkeys(BIDANG, "")
    texts = {name: _number(getattr(row, name)) for name in ("pembilang", "penyebut", "bobot")}
    value = row.label or ("" if row.nilai is None else write_angka(row.nilai, potret.desimal))
    if row.keadaan == Realisasi.Keadaan.TIDAK_DIUKUR:
        value = texts["pembilang"] = texts["penyebut"] = "-"
    if row.keadaan == Realisasi.Keadaan.MENUNGGU_DATA:
        value = "menunggu data"
    return texts | {"nilai": value, "sebab": row.sebab, "tindak_lanjut": row.tindak_lanjut}


def _number(value: Decimal | None) -> str:
    return "" if value is None else write_angka(value, None)


def _kelas(row: Realisasi | None) -> tuple[str, int]:
    if row is None or not row.kelas:
        return "", 0
    for n, kelas in enumerate(load_aturan().kelas, 1):
        if kelas.kode == row.kelas:
            return kelas.nama, n
    return "", 0
