"""What the rows of a workbook mean: each goes through the same form and action as the page.

`JENIS` names every kind of sheet; `base` runs one.
"""

from sakip.organisasi.imports.base import Impor, load_rows, write_rows
from sakip.organisasi.imports.jabatan import ImporJabatan
from sakip.organisasi.imports.pengguna import ImporPengguna
from sakip.organisasi.imports.perangkat_daerah import ImporPerangkatDaerah
from sakip.organisasi.models import ImporBerkas

JENIS: dict[str, type[Impor]] = {
    ImporBerkas.Jenis.PERANGKAT_DAERAH: ImporPerangkatDaerah,
    ImporBerkas.Jenis.JABATAN: ImporJabatan,
    ImporBerkas.Jenis.PENGGUNA: ImporPengguna,
}

__all__ = ["JENIS", "Impor", "load_rows", "write_rows"]
