"""Action plans of the demo: two steps of most units, and what was done of them in each quarter."""

from decimal import Decimal

from sakip.demo.organisasi import Pemeran
from sakip.demo.perjanjian import BELUM, DINKES, MENUNGGU
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.actions.aksi import update_realisasi_aksi
from sakip.pengukuran.aksi import BarisLangkah, IsianLangkah, load_langkah
from sakip.pengukuran.models import LembarRealisasi
from sakip.perencanaan.models import Indikator
from sakip.perjanjian.actions.aksi import update_aksi
from sakip.perjanjian.aksi import BarisAksi

# How many parts of the open quarter each unit has reported already.
SUDAH = 1


def seed_aksi(pemeran: Pemeran) -> None:
    """Two steps of most units towards what their users feel; the health office plans one by month."""
    tahun = pemeran.instansi.hari_ini.year
    for kode, operator in pemeran.operator.items():
        if kode in MENUNGGU | BELUM:
            continue
        unit = PerangkatDaerah.objects.get(instansi=pemeran.instansi, kode=kode)
        indikator = Indikator.objects.get(instansi=pemeran.instansi, kode=f"R{kode}.a")
        per_bulan = {bulan: Decimal(2) for bulan in range(1, 13)}
        per_tw = {bulan: Decimal(1) for bulan in (3, 6, 9, 12)}
        rows = [
            BarisAksi(indikator.pk, "Survei kepuasan pengguna layanan", "Sekretaris", "survei",
                      Decimal(4), per_tw, Decimal(60_000_000)),
            BarisAksi(indikator.pk, "Perbaikan alur layanan dari hasil survei", "Kepala bidang layanan",
                      "alur", Decimal(24) if kode == DINKES else Decimal(4),
                      per_bulan if kode == DINKES else per_tw),
        ]  # fmt: skip
        update_aksi(unit, tahun, rows, alasan="", acting_user=operator)


def fill_aksi(lembar: LembarRealisasi, pemeran: Pemeran, *, is_open: bool) -> None:
    """What a unit did of its steps in a quarter; of the open one only the beginning."""
    rows = load_langkah(lembar)
    if is_open:
        rows = rows[:SUDAH]
    if rows:
        operator = pemeran.operator[lembar.perangkat_daerah.kode]
        isian = [_done(row, is_open=is_open) for row in rows]
        update_realisasi_aksi(lembar, isian, acting_user=operator)


def _done(row: BarisLangkah, *, is_open: bool) -> IsianLangkah:
    """Most parts are done; every seventh and those of the open quarter are on their way."""
    if is_open or (row.aksi.pk + row.bulan) % 7 == 0:
        kendala = "Responden belum mencukupi; survei dilanjutkan bulan depan."
        return IsianLangkah(row.aksi.pk, row.bulan, "berjalan", Decimal(0), kendala=kendala)
    catatan = "Laporan disimpan pada lemari bukti."
    return IsianLangkah(row.aksi.pk, row.bulan, "selesai", row.rencana, catatan=catatan)
