"""Tables of pengukuran: periods, their contracts, what was reached, the sheet it is sent on, sums."""

from sakip.pengukuran.models.addendum import Addendum
from sakip.pengukuran.models.aksi import RealisasiAksi
from sakip.pengukuran.models.bukti import BuktiAksi, BuktiRealisasi
from sakip.pengukuran.models.lembar import LembarRealisasi
from sakip.pengukuran.models.masa import Masa, Potret
from sakip.pengukuran.models.pembukaan import Pembukaan
from sakip.pengukuran.models.pengingat import Pengingat
from sakip.pengukuran.models.realisasi import Realisasi
from sakip.pengukuran.models.ringkasan import Ringkasan
from sakip.pengukuran.models.tahun import CapaianTahun
from sakip.pengukuran.models.verifikasi import BuktiVerifikasi, Verifikasi

__all__ = [
    "Addendum",
    "BuktiAksi",
    "BuktiRealisasi",
    "BuktiVerifikasi",
    "CapaianTahun",
    "LembarRealisasi",
    "Masa",
    "Pembukaan",
    "Pengingat",
    "Potret",
    "Realisasi",
    "RealisasiAksi",
    "Ringkasan",
    "Verifikasi",
]
