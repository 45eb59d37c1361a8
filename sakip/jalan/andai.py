"""What a person asks of the way, and what the model answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from sakip.jalan.titik import Titik
from sakip.pengukuran.calendar import load_kalender_of
from sakip.rules.angka import write_angka
from sakip.rules.instrumen import Instrumen
from sakip.rules.jalan_andai import drop_tindakan, read_satu_skala
from sakip.rules.jalan_jadwal import Musim
from sakip.rules.jalan_soal import Soal
from sakip.rules.predikat import Predikat
from sakip.rules.tindakan import Katalog

LENSA, SATU = "lensa", "satu"
BACAAN = {
    LENSA: "Menurut lampiran: hanya keberadaan naik karena bertahan",
    SATU: "Satu skala untuk semua lensa",
}
MUSIM = {"1": "Satu musim evaluasi", "2": "Dua musim evaluasi"}
BEBAS, HARUS, JANGAN = "bebas", "harus", "jangan"
# The calendar's entries by which the evidence of the agency and of a unit must be there.
BATAS_PEMDA, BATAS_UNIT = "esr", "lhe-pd"

Pasangan = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Andai:
    """Every control of the page; empty ones leave the model free."""

    menuju: str
    bacaan: str = LENSA
    musim: int = 2
    harus: tuple[str, ...] = ()
    jangan: tuple[str, ...] = ()
    terpenuhi: tuple[str, ...] = ()
    lanjut: Mapping[str, int] = field(default_factory=dict)
    kapasitas: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def pairs(self) -> Pasangan:
        """The controls as fields of the page's own form, in a stable order."""
        return [
            ("menuju", self.menuju),
            ("bacaan", self.bacaan),
            ("musim", str(self.musim)),
            *((f"t-{kode}", HARUS) for kode in self.harus),
            *((f"t-{kode}", JANGAN) for kode in self.jangan),
            *(("penuhi", kode) for kode in self.terpenuhi),
            *((f"lanjut-{kode}", str(tahun)) for kode, tahun in sorted(self.lanjut.items())),
            *(
                (f"kapasitas-{nama}", write_angka(hk, None))
                for nama, hk in sorted(self.kapasitas.items())
            ),
        ]

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        return urlencode(self.pairs)


def choose_menuju(instrumen: Instrumen, total: Decimal) -> Predikat:
    """The class next above a total; the best one when there is none above."""
    skema = instrumen.predikat.predikat
    above = [row for row in skema if row.bawah >= total and not row.covers(total)]
    return above[-1] if above else skema[0]


def compute_musim(
    today: date, musim: int, *, pemda: bool, kapasitas: Mapping[str, Decimal]
) -> Musim:
    """The whole months from the next one to the deadline of the calendar; two seasons add a year."""
    kode = BATAS_PEMDA if pemda else BATAS_UNIT
    tahun = season_of(today, 1, pemda=pemda)
    batas = load_kalender_of(tahun).find(kode).due(tahun)
    mulai = first_month(today)
    bulan = (batas.year - mulai.year) * 12 + batas.month - mulai.month
    # A deadline on the last day of its month leaves that month whole.
    bulan += (batas + timedelta(days=1)).day == 1
    return Musim(mulai.month, bulan + 12 * (musim - 1), kapasitas)


def season_of(today: date, musim: int, *, pemda: bool) -> int:
    """The year of the evaluation that the plan aims at."""
    kode = BATAS_PEMDA if pemda else BATAS_UNIT
    tahun = today.year
    if load_kalender_of(tahun).find(kode).due(tahun) < add_months(first_month(today), 1):
        tahun += 1
    return tahun + musim - 1


def first_month(today: date) -> date:
    """The first day of the next month: work of a plan begins there."""
    return add_months(today.replace(day=1), 1)


def add_months(day: date, bulan: int) -> date:
    """The first day of the month so many months later."""
    n = day.year * 12 + day.month - 1 + bulan
    return date(n // 12, n % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Persoalan:
    """A problem for the model, and the actions that fell because what they wait for was refused."""

    soal: Soal
    gugur: tuple[str, ...]


def build_persoalan(titik: Titik, katalog: Katalog, andai: Andai, today: date) -> Persoalan:
    """The start, the actions within reach and the season, as the controls say."""
    pemda = titik.penilaian.perangkat_daerah_id is None
    instrumen = read_satu_skala(titik.instrumen) if andai.bacaan == SATU else titik.instrumen
    tindakan, gugur = drop_tindakan(katalog.tindakan, andai.jangan)
    soal = Soal(
        instrumen=instrumen,
        terpenuhi=titik.terpenuhi | {*andai.terpenuhi},
        tindakan=tindakan,
        lanjut={**titik.lanjut, **andai.lanjut},
        bintang=frozenset(katalog.bintang) | titik.diwariskan,
        jenis_entitas=titik.penilaian.jenis_entitas,
        tetap=titik.tetap,
        musim=compute_musim(today, andai.musim, pemda=pemda, kapasitas=andai.kapasitas),
    )
    return Persoalan(soal, gugur)
