"""Units of their own for tests of the grid: `python -m sakip.tests.browser.lembar_uji ROWS UNIT …`.

Into the database of the environment go units with an operator, a head, and a sheet of ROWS indicators
(target 80 each, codes G01, G02, …) in the quarter that is open today; the sheets' addresses are printed.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
django.setup()

from sakip.demo.organisasi import KATA_SANDI  # noqa: E402  # models need the set-up above
from sakip.organisasi.models import Instansi, Peran  # noqa: E402
from sakip.pengukuran.models import LembarRealisasi, Masa, Potret  # noqa: E402
from sakip.rules.tanggal import triwulan_of  # noqa: E402
from sakip.tests.builders import make_pengguna, make_perangkat_daerah  # noqa: E402
from sakip.tests.rencana import make_indikator, make_periode, make_simpul  # noqa: E402
from sakip.web.scope import instansi_scope  # noqa: E402

CONTOH = "Kabupaten Contoh"


def add_lembar(kode: str, rows: int) -> str:
    """The unit `kode`, people `operator.kode` and `kepala.kode`, and their sheet; its address."""
    instansi = Instansi.objects.get(nama=CONTOH)
    with instansi_scope(instansi.pk):
        unit = make_perangkat_daerah(instansi, kode=kode, nama=f"Dinas {kode}", singkatan=kode)
        for peran, nama in ((Peran.OPERATOR_OPD, "operator"), (Peran.KEPALA_OPD, "kepala")):
            person = make_pengguna(
                instansi, peran, unit, username=f"{nama}.{kode.lower()}", nama=f"{nama} {kode}"
            )
            person.set_password(KATA_SANDI)
            person.save()
        today = instansi.hari_ini
        masa = instansi.masa_set.get(tahun=today.year, jenis="triwulan", ke=triwulan_of(today))
        LembarRealisasi.objects.create(instansi=instansi, masa=masa, perangkat_daerah=unit)
        simpul = make_simpul(make_periode(instansi, unit))
        for n in range(1, rows + 1):
            _add_potret(masa, unit, simpul, n)
    return f"/{masa.tahun}/tw{masa.ke}/opd/{kode}/realisasi/"


def _add_potret(masa: Masa, unit: object, simpul: object, n: int) -> None:
    indikator = make_indikator(unit, simpul, nama=f"Layanan {n:02d}")
    indikator.kode = f"G{n:02d}"
    indikator.save()
    sheet = indikator.isi_set.get()
    same = ("nama", "satuan", "rumus", "arah", "agregasi", "frekuensi", "faktor", "desimal")
    Potret.objects.create(
        instansi=masa.instansi,
        masa=masa,
        indikator=indikator,
        perangkat_daerah=unit,
        versi=1,
        urutan=n,
        target_jenis="angka",
        target_bawah=80,
        target_atas=80,
        **{name: getattr(sheet, name) for name in same},
    )


if __name__ == "__main__":
    for nama in sys.argv[2:]:
        sys.stdout.write(f"{add_lembar(nama, int(sys.argv[1]))}\n")
