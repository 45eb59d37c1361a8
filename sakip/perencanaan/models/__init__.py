"""Tables of perencanaan: identities and what they say in which version."""

from sakip.perencanaan.models.anggaran import Anggaran
from sakip.perencanaan.models.draf import LangkahDraf
from sakip.perencanaan.models.impor import ImporRencana
from sakip.perencanaan.models.indikator import Indikator, IsiIndikator
from sakip.perencanaan.models.kolom import KolomBerkas
from sakip.perencanaan.models.lintas import Lintas
from sakip.perencanaan.models.nomenklatur import Nomenklatur
from sakip.perencanaan.models.pagu import IkatanPagu, Pagu
from sakip.perencanaan.models.periode import PeriodeRencana, Versi
from sakip.perencanaan.models.permintaan import PermintaanData
from sakip.perencanaan.models.serapan import Serapan
from sakip.perencanaan.models.simpul import IsiSimpul, Kontributor, Simpul
from sakip.perencanaan.models.target import TargetMasa, TargetTahun

__all__ = [
    "Anggaran",
    "IkatanPagu",
    "ImporRencana",
    "Indikator",
    "IsiIndikator",
    "IsiSimpul",
    "KolomBerkas",
    "Kontributor",
    "LangkahDraf",
    "Lintas",
    "Nomenklatur",
    "Pagu",
    "PeriodeRencana",
    "PermintaanData",
    "Serapan",
    "Simpul",
    "TargetMasa",
    "TargetTahun",
    "Versi",
]
