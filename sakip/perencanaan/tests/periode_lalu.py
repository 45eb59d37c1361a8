"""Two periods of one unit: a Renstra that runs out with this year, and the draft of the next."""

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.actions.versi import create_dokumen
from sakip.perencanaan.models import PeriodeRencana, Versi
from sakip.perencanaan.tests.buku import angka, renstra, simpul
from sakip.perencanaan.tests.pohon import lembar

IBU = "Angka kematian ibu"
GIZI = "Balita stunting"


def make_lama(sari, **lain) -> PeriodeRencana:
    """Four years that end with this one: two sasaran and a programme, three indicators."""
    now = sari.instansi.hari_ini.year
    janji = {"target_tahun": {now - 1: angka(90), now: angka(85)}}
    rencana = renstra(
        simpul("S1", "sasaran", "Kesehatan ibu membaik", penerima_manfaat="Ibu"),
        simpul("P1", "program", "Layanan persalinan membaik", induk="S1"),
        simpul("S2", "sasaran", "Gizi balita membaik", penerima_manfaat="Balita"),
        indikator=[
            lembar("S1.1", "S1", IBU, **janji),
            lembar("P1.1", "P1", "Persalinan di fasilitas kesehatan", **janji),
            lembar("S2.1", "S2", GIZI, **janji),
        ],
        tahun_awal=now - 3,
        tahun_akhir=now,
        **lain,
    )
    import_rencana(rencana, acting_user=sari)
    return PeriodeRencana.objects.get(perangkat_daerah__kode="05", tahun_awal=now - 3)


def open_baru(sari) -> Versi:
    """The empty draft of the five years after."""
    now = sari.instansi.hari_ini.year
    unit = PerangkatDaerah.objects.get(pk=sari.cap.perangkat_daerah_id)
    periode = PeriodeRencana(jenis="renstra", tahun_awal=now + 1, tahun_akhir=now + 5)
    return create_dokumen(periode, unit=unit, acting_user=sari)
