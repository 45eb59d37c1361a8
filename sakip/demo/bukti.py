"""Evidence of the demo: what lies in the cabinets is pointed to from open quarters and own assessments."""

from typing import Any

from django.db.models import QuerySet

from sakip.berkas.bukti import Tunjukan
from sakip.berkas.models import Berkas
from sakip.demo.organisasi import Pemeran
from sakip.evaluasi.actions.bukti import create_bukti_kriteria
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import Penilaian
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.actions.bukti import create_bukti_realisasi
from sakip.pengukuran.models import LembarRealisasi, Masa, Realisasi
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.rules.tanggal import triwulan_of

# So many rows of a sheet are proven; the others wait for the visitor.
TERBUKTI = 3


def seed_bukti(pemeran: Pemeran) -> None:
    """Pointers wherever there is a file to point to; none in an empty cabinet."""
    today = pemeran.instansi.hari_ini
    sheets = LembarRealisasi.objects.filter(
        masa__instansi=pemeran.instansi, masa__tahun=today.year, masa__ke=triwulan_of(today)
    ).filter(masa__jenis=Masa.Jenis.TRIWULAN)
    for lembar in sheets.select_related("masa__instansi", "perangkat_daerah"):
        if lembar.can_be_typed and lembar.perangkat_daerah.kode in pemeran.operator:
            _prove(lembar, pemeran)
    own = Penilaian.objects.filter(
        instansi=pemeran.instansi,
        status=Penilaian.Status.MANDIRI,
        perangkat_daerah__kode__in=pemeran.operator,
    )
    for penilaian in own.select_related("perangkat_daerah"):
        _show_pk(penilaian, pemeran)


def _prove(lembar: LembarRealisasi, pemeran: Pemeran) -> None:
    """The first figures of a sheet, each by a page of its own of the unit's newest paper."""
    unit = lembar.perangkat_daerah
    files = Berkas.objects.for_unit(unit).exclude(pk__in=_scans(unit))
    newest = (
        files.filter(blob__jenis_isi="application/pdf").order_by("-tanggal_dokumen", "pk").first()
    )
    if newest is None:
        return
    rows = lembar.masa.potret_set.filter(
        perangkat_daerah=unit, realisasi__keadaan=Realisasi.Keadaan.TERISI
    )
    for n, potret in enumerate(rows.order_by("urutan", "pk")[:TERBUKTI], 1):
        create_bukti_realisasi(
            lembar,
            potret=potret,
            tunjukan=Tunjukan(newest, n, n),
            acting_user=pemeran.operator[unit.kode],
        )


def _show_pk(penilaian: Penilaian, pemeran: Pemeran) -> None:
    """The signed paper of the unit's PK proves that there is one."""
    unit = penilaian.perangkat_daerah
    scan = Berkas.objects.filter(pk__in=_scans(unit)).order_by("-pk").first() if unit else None
    if unit is None or scan is None:
        return
    lembar = load_lembar(penilaian)
    for sub in lembar.instrumen.subkomponen:
        for row in lembar.kriteria_sendiri(sub):
            if "perjanjian kinerja" in row.uraian.lower():
                create_bukti_kriteria(
                    penilaian,
                    kriteria=row.kode,
                    tunjukan=Tunjukan(scan),
                    acting_user=pemeran.operator[unit.kode],
                )


def _scans(unit: PerangkatDaerah | None) -> QuerySet[Any, Any]:
    """Keys of the signed papers of a unit."""
    rows = PerjanjianKinerja.objects.filter(jabatan__perangkat_daerah=unit, scan__isnull=False)
    return rows.values("scan")
