"""Tables of organisasi, one module per noun."""

from sakip.organisasi.models.impor import ImporBerkas
from sakip.organisasi.models.instansi import Instansi, TahunKerja
from sakip.organisasi.models.jabatan import Jabatan
from sakip.organisasi.models.langganan import LanggananKalender
from sakip.organisasi.models.pengguna import KodeAktivasi, Pengguna
from sakip.organisasi.models.penugasan import (
    Cap,
    JenisPenugasan,
    Keterlibatan,
    Koordinasi,
    Penugasan,
    Peran,
)
from sakip.organisasi.models.perangkat_daerah import PerangkatDaerah, Pergantian
from sakip.organisasi.models.sesi import Percobaan, Sesi

__all__ = [
    "Cap",
    "ImporBerkas",
    "Instansi",
    "Jabatan",
    "JenisPenugasan",
    "Keterlibatan",
    "KodeAktivasi",
    "Koordinasi",
    "LanggananKalender",
    "Pengguna",
    "Penugasan",
    "Peran",
    "PerangkatDaerah",
    "Percobaan",
    "Pergantian",
    "Sesi",
    "TahunKerja",
]
