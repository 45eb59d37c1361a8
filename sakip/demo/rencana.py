"""The plans of Kabupaten Contoh: the RPJMD with its forty indicators, and a Renstra for every unit."""

from collections.abc import Iterator
from decimal import Decimal

from sakip.demo.sumber import DemoIndikator, load_indikator, read_rows
from sakip.perencanaan.rencana import BarisIndikator, BarisSimpul, Rencana
from sakip.rules.agregasi import Agregasi
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.target import JenisTarget, Target

# Which sasaran of the RPJMD a unit serves when none of the forty indicators is its own.
SASARAN_BAWAAN = "S12"


def make_rpjmd(tahun: int) -> Rencana:
    """The agency's plan with the forty indicators on its sasaran."""
    simpul = tuple(make_simpul(row) for row in read_rows("sasaran"))
    indikator = tuple(demo.baris for demo in load_indikator(tahun))
    return Rencana("rpjmd", tahun - 1, tahun + 3, simpul=simpul, indikator=indikator)


def make_simpul(row: dict[str, str]) -> BarisSimpul:
    """A row of the agency's tree."""
    return BarisSimpul(
        kode=row["kode"],
        jenjang=row["jenjang"],
        induk=row["induk"],
        pernyataan=row["pernyataan"],
        penerima_manfaat=row["penerima_manfaat"],
        tanda=tuple(filter(None, [row["prioritas"]])),
    )


def make_renstra(tahun: int) -> Iterator[Rencana]:
    """A Renstra for every unit: its sasaran under one of the RPJMD, programmes, own indicators."""
    serves = {demo.baris.unit: demo.sasaran for demo in load_indikator(tahun)}
    for n, row in enumerate(read_rows("perangkat_daerah")):
        yield _renstra(row, serves.get(row["kode"], SASARAN_BAWAAN), tahun, n)


def make_renstra_kota(kode: str, nama: str, tahun: int) -> Rencana:
    """The one Renstra of Kota Contoh."""
    row = {"kode": kode, "nama": nama, "singkatan": nama}
    return _renstra(row, "", tahun, 7)


def _renstra(row: dict[str, str], induk: str, tahun: int, n: int) -> Rencana:
    kode, nama = row["kode"], row["nama"]
    guna = "Pengguna layanan"
    simpul = (
        BarisSimpul(f"R{kode}", "sasaran", f"Mutu layanan {nama} meningkat", induk, kode, guna),
        BarisSimpul(f"R{kode}.1", "program", f"Program pelayanan {nama}", f"R{kode}", kode, guna, "X.XX.02"),
        BarisSimpul(
            f"R{kode}.1.1", "kegiatan", f"Penyelenggaraan layanan {nama}", f"R{kode}.1", kode,
            nomenklatur="X.XX.02.2.01",
        ),
        BarisSimpul(
            f"R{kode}.1.1.1", "subkegiatan", "Peningkatan mutu layanan", f"R{kode}.1.1", kode,
            nomenklatur="X.XX.02.2.01.0001",
        ),
        BarisSimpul(
            f"R{kode}.1.2", "kegiatan", "Penunjang urusan pemerintahan daerah", f"R{kode}.1", kode,
            nomenklatur="X.XX.01.2.01",
        ),
    )  # fmt: skip
    return Rencana(
        "renstra", tahun - 1, tahun + 3, unit=kode, simpul=simpul,
        indikator=tuple(_own_indicators(kode, nama, tahun, n)),
    )  # fmt: skip


def _own_indicators(kode: str, nama: str, tahun: int, n: int) -> Iterator[BarisIndikator]:
    """Two of every unit: how satisfied its users are, and how much of the service is to standard."""
    kepuasan, standar = Decimal(80 + n % 7), Decimal(84 + n % 9)
    yield BarisIndikator(
        kode=f"R{kode}.a", simpul=f"R{kode}", unit=kode, nama=f"Indeks kepuasan layanan {nama}",
        satuan="indeks", rumus=Rumus.RASIO, arah=Arah.NAIK, agregasi=Agregasi.POSISI_AKHIR,
        frekuensi=Frekuensi.TRIWULANAN, sumber="Survei kepuasan triwulanan", iku=True,
        definisi="Rata-rata nilai jawaban pengguna layanan atas sembilan unsur layanan.",
        target_tahun={tahun + k: _number(kepuasan + k) for k in range(-1, 4)},
        target_triwulan={(tahun, tw): _number(kepuasan - 1 + Decimal(tw) / 4) for tw in range(1, 5)},
    )  # fmt: skip
    yield BarisIndikator(
        kode=f"R{kode}.b", simpul=f"R{kode}.1", unit=kode, nama="Layanan yang selesai sesuai standar waktu",
        satuan="%", rumus=Rumus.RASIO, arah=Arah.NAIK, agregasi=Agregasi.RASIO, faktor=100,
        frekuensi=Frekuensi.TRIWULANAN, sumber="Buku register layanan",
        definisi="Layanan yang selesai dalam standar waktu dibagi layanan yang dimohon.",
        pembilang="layanan yang selesai dalam standar waktu", penyebut="layanan yang dimohon",
        target_tahun={tahun + k: _number(standar + k) for k in range(-1, 4)},
        target_triwulan={(tahun, tw): _number(standar) for tw in range(1, 5)},
    )  # fmt: skip


def _number(value: Decimal) -> Target:
    return Target(JenisTarget.ANGKA, value, value)


def demo_of(tahun: int) -> dict[str, DemoIndikator]:
    """The forty by their kode."""
    return {demo.baris.kode: demo for demo in load_indikator(tahun)}
