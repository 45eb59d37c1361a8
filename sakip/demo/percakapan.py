"""People of the demo talk at a figure: the operator calls her head, Bagian Organisasi asks."""

from sakip.demo.organisasi import Pemeran
from sakip.pengukuran.models import Potret
from sakip.percakapan.actions import create_komentar
from sakip.percakapan.registry import find_objek
from sakip.rules.tanggal import triwulan_of

UNIT = "05"
TANYA = "@{nama} angka ini dari dinas atau dari survei?"
JAWAB = "Dari laporan puskesmas. @{nama}, mohon dilihat sebelum diajukan."


def seed_percakapan(pemeran: Pemeran) -> None:
    """On the first figure of the open quarter of the health office."""
    today = pemeran.instansi.hari_ini
    row = Potret.objects.filter(
        instansi=pemeran.instansi, perangkat_daerah__kode=UNIT, masa__tahun=today.year,
        masa__jenis="triwulan", masa__ke=triwulan_of(today),
    ).order_by("urutan", "pk").first()  # fmt: skip
    operator, kepala, bagor = pemeran.operator[UNIT], pemeran.kepala[UNIT], pemeran.orang["bagor"]
    objek = find_objek(operator, "sel", row.pk) if row else None
    if objek is not None:
        create_komentar(objek, teks=JAWAB.format(nama=kepala.nama), acting_user=operator)
        create_komentar(objek, teks=TANYA.format(nama=operator.nama), acting_user=bagor)
