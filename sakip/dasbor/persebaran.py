"""The released scores of a year: every unit's, by league, and how they stand to others' scores."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sakip.dasbor.rekap import hasil_akhir, hasil_mandiri
from sakip.evaluasi.models import NilaiArsip
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.angka import write_angka
from sakip.rules.isyarat import AturanKewajaran
from sakip.rules.kewajaran import is_sempit
from sakip.rules.persebaran import Celah, Persebaran, compute_celah, compute_persebaran
from sakip.rules.predikat import SkemaPredikat


@dataclass(frozen=True, slots=True)
class NilaiUnit:
    """One unit's released total, and its own where it gave one."""

    kode: str
    nama: str
    singkatan: str
    liga: str
    total: Decimal
    predikat: str
    mandiri: Decimal | None

    @property
    def selisih(self) -> Decimal | None:
        return None if self.mandiri is None else self.mandiri - self.total


@dataclass(frozen=True, slots=True)
class NilaiPemda:
    """What is known of the agency itself: the newest official value, and its own sheet (an estimate)."""

    resmi: NilaiArsip | None
    perkiraan: Decimal | None
    predikat: str = ""


@dataclass(frozen=True, slots=True)
class Kelompok:
    """One league with its units, the best first, and their spread."""

    nama: str
    rows: Sequence[NilaiUnit]
    sebar: Persebaran


def load_nilai_unit(user: Pengguna, tahun: int) -> list[NilaiUnit]:
    """Every released total of a unit in a year, the best first; two queries."""
    unit = "penilaian__perangkat_daerah"
    of_units = {"penilaian__tahun_evaluasi": tahun, f"{unit}__isnull": False}
    names = [f"{unit}__{name}" for name in ("kode", "nama", "singkatan", "liga")]
    rows = hasil_akhir(user).filter(**of_units)
    same = hasil_mandiri().filter(penilaian__in=rows.values("penilaian"))
    own = dict(same.values_list("penilaian_id", "total"))
    found = [
        NilaiUnit(kode, nama, singkatan, liga, total, predikat, own.get(pk))
        for pk, total, predikat, kode, nama, singkatan, liga in rows.values_list(
            "penilaian_id", "total", "predikat", *names
        )
    ]
    return sorted(found, key=lambda row: (-row.total, row.kode))


def load_nilai_pemda(user: Pengguna, tahun: int) -> NilaiPemda:
    """The agency's newest official value up to a year, and the result of its own sheet; two queries."""
    official = NilaiArsip.objects.visible_to(user).filter(
        perangkat_daerah__isnull=True, tahun__lte=tahun
    )
    sheet = hasil_akhir(user).filter(
        penilaian__tahun_evaluasi=tahun, penilaian__perangkat_daerah__isnull=True
    )
    newest = sheet.order_by("-pk").values_list("total", "predikat").first()
    total, predikat = newest or (None, "")
    return NilaiPemda(official.order_by("-tahun").first(), total, predikat)


def group_by_liga(rows: Sequence[NilaiUnit], skema: SkemaPredikat) -> list[Kelompok]:
    """The leagues that have units, in their order."""
    by_liga: dict[str, list[NilaiUnit]] = defaultdict(list)
    for row in rows:
        by_liga[row.liga].append(row)
    groups = []
    for key, nama in [*PerangkatDaerah.Liga.choices, ("", "Tanpa liga")]:
        sebar = compute_persebaran([row.total for row in by_liga[key]], skema)
        if sebar:
            groups.append(Kelompok(nama, by_liga[key], sebar))
    return groups


def write_celah(
    rows: Sequence[NilaiUnit], sebar: Persebaran, pemda: NilaiPemda, aturan: AturanKewajaran
) -> list[tuple[str, str, str]]:
    """The three gaps: what is compared, the figure, and a sentence on it."""
    own = compute_celah((row.mandiri, row.total) for row in rows if row.mandiri is not None)
    official = pemda.resmi
    ministry = compute_celah([(sebar.rata_rata, official.total)]) if official else None
    narrow = is_sempit(aturan, [row.total for row in rows])
    return [
        (
            "Mandiri − APIP",
            _points(own),
            f"Rata-rata selisih {own.banyak} objek yang menilai diri."
            if own
            else "Belum ada objek yang selesai dinilai dan menilai dirinya.",
        ),
        (
            "Rata-rata APIP − Kementerian",
            _points(ministry),
            f"{write_angka(sebar.rata_rata)} dikurangi nilai resmi pemda {official.tahun}, "
            f"{write_angka(official.total)}. Rata-rata unit bukan nilai pemda."
            if official
            else "Nilai resmi pemda dari Kementerian belum dicatat.",
        ),
        (
            "Sebaran",
            f"{write_angka(sebar.jarak)} poin",
            f"Semua dalam {write_angka(aturan.rentang_sempit, 0)} poin: belum tampak dinilai."
            if narrow
            else "Jarak nilai tertinggi dan terendah.",
        ),
    ]


def _points(celah: Celah | None) -> str:
    if celah is None:
        return "belum ada"
    plus = "+" if celah.rata_rata > 0 else ""
    return f"{plus}{write_angka(celah.rata_rata)} poin"
