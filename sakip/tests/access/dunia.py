"""The small world the access table is asked in: two agencies, every role, rows in every state."""

from datetime import timedelta
from types import SimpleNamespace

from sakip.organisasi.models import Koordinasi, Pengguna, Peran, PerangkatDaerah
from sakip.tests.access.notasi import SE_INSTANSI
from sakip.tests.builders import (
    make_instansi,
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
)

# Every name of the other agency's rows carries this word; a page of ours that prints it leaks.
CAP_ASING = "Seberang"
CAP_KAMI = "Lestari"


class Dunia(SimpleNamespace):
    """Rows by name (`dunia.dinkes`), people by the name of what they are (`dunia.orang["bagor"]`)."""

    orang: dict[str, Pengguna]


def build_dunia() -> Dunia:
    """Two agencies with their people; each module of the table adds the rows of its app."""
    dunia = Dunia(orang={})
    dunia.kabupaten = make_instansi(nama="Kabupaten Lestari")
    dunia.kota = make_instansi(nama="Kota Seberang", jenis="kota")
    dunia.dinkes = make_perangkat_daerah(
        dunia.kabupaten, kode="05", nama="Dinas Kesehatan Lestari", singkatan="Dinkes"
    )
    dunia.pupr = make_perangkat_daerah(
        dunia.kabupaten, kode="06", nama="Dinas PUPR Lestari", singkatan="DPUPR"
    )
    dunia.dinas_asing = make_perangkat_daerah(
        dunia.kota, kode="71", nama="Dinas Kesehatan Seberang", singkatan="DKS"
    )
    _add_people(dunia)
    return dunia


def _add_people(dunia: Dunia) -> None:
    for peran in SE_INSTANSI:
        _add(dunia, str(peran), make_pengguna(dunia.kabupaten, Peran(peran), username=str(peran)))
    for nama, peran, unit in (
        ("operator_opd", Peran.OPERATOR_OPD, dunia.dinkes),
        ("kepala_opd", Peran.KEPALA_OPD, dunia.dinkes),
        ("pegawai", Peran.PEGAWAI, dunia.dinkes),
        ("operator_lain", Peran.OPERATOR_OPD, dunia.pupr),
    ):
        _add(dunia, nama, make_pengguna(dunia.kabupaten, peran, unit, username=nama))
    _add(dunia, "asisten", _asisten("asisten", dunia.dinkes))
    _add(dunia, "asisten_lain", _asisten("asisten_lain", dunia.pupr))
    _add(dunia, "tanpa_penugasan", make_pengguna(dunia.kabupaten, username="tanpa_penugasan"))
    berakhir = make_pengguna(dunia.kabupaten, username="admin_berakhir")
    make_penugasan(berakhir, Peran.ADMIN, selesai=dunia.kabupaten.hari_ini - timedelta(days=1))
    _add(dunia, "admin_berakhir", berakhir)
    asing = make_pengguna(dunia.kota, Peran.ADMIN, username="admin_asing", nama="Admin Seberang")
    _add(dunia, "admin_asing", asing)
    asing = make_pengguna(
        dunia.kota,
        Peran.OPERATOR_OPD,
        dunia.dinas_asing,
        username="operator_asing",
        nama="Operator Seberang",
    )
    _add(dunia, "operator_asing", asing)


def _asisten(username: str, unit: PerangkatDaerah) -> Pengguna:
    """An asisten whose position coordinates this one unit."""
    jabatan = make_jabatan(unit, nama=f"Jabatan {username}")
    Koordinasi.objects.create(instansi=unit.instansi, jabatan=jabatan, perangkat_daerah=unit)
    orang = make_pengguna(unit.instansi, username=username)
    make_penugasan(orang, Peran.ASISTEN, jabatan=jabatan)
    return orang


def _add(dunia: Dunia, nama: str, orang: Pengguna) -> None:
    """Known by name among the people, and as a row (`dunia.orang_bagor`)."""
    dunia.orang[nama] = orang
    setattr(dunia, f"orang_{nama}", orang)
