"""Tables of perjanjian, one module per noun."""

from sakip.perjanjian.models.aksi import PerubahanAksi, RencanaAksi
from sakip.perjanjian.models.ampuan import Ampuan
from sakip.perjanjian.models.bentuk import BentukPK
from sakip.perjanjian.models.dokumen import CatatanDokumen
from sakip.perjanjian.models.iku import BarisIKU, PenetapanIKU
from sakip.perjanjian.models.perjanjian import BarisPK, PerjanjianKinerja

__all__ = [
    "Ampuan",
    "BarisIKU",
    "BarisPK",
    "BentukPK",
    "CatatanDokumen",
    "PenetapanIKU",
    "PerjanjianKinerja",
    "PerubahanAksi",
    "RencanaAksi",
]
