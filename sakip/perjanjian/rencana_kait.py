"""What the agreements answer when a plan is revised: the PK whose promises read differently, or are gone."""

from collections.abc import Iterator

from django.db.models import Q

from sakip.perencanaan.kait import BarisDampak, dampak
from sakip.perencanaan.perbedaan import Perbedaan
from sakip.perjanjian.models import BarisIKU, BarisPK, PenetapanIKU, PerjanjianKinerja

PILIHAN_IKU = (
    ("tetapkan", "IKU ditetapkan ulang dengan keputusan baru"),
    ("tetap", "Tetap: keputusannya sudah mencakup perubahan ini"),
)
PILIHAN = (
    ("perubahan", "PK perubahan disusun setelah revisi berlaku"),
    ("tetap", "PK tetap: janjinya tidak ikut berubah tahun ini"),
)


@dampak
def find_pk(perbedaan: Perbedaan) -> Iterator[BarisDampak]:
    """Each PK sent or signed that promises an indicator, or stands on a node, that the draft touches."""
    sheets = {one.pk: one for one in perbedaan.of("indikator", "diubah", "dipindah", "dihapus")}
    nodes = {one.pk: one for one in perbedaan.of("simpul", "diubah", "dihapus")}
    this_year = perbedaan.baru.instansi.hari_ini.year
    lines = BarisPK.objects.filter(
        Q(indikator__in=sheets) | Q(simpul__in=nodes),
        pk_kinerja__status__in=PerjanjianKinerja.HIDUP,
        pk_kinerja__tahun__gte=this_year,
    ).select_related("pk_kinerja__jabatan__perangkat_daerah")
    touched: dict[PerjanjianKinerja, list[str]] = {}
    for line in lines.order_by(
        "pk_kinerja__jabatan__perangkat_daerah__kode", "pk_kinerja", "urutan"
    ):
        one = sheets.get(line.indikator_id) or nodes[line.simpul_id]
        words = touched.setdefault(line.pk_kinerja, [])
        words.append(f"{one.kode} {one.judul} {one.jenis}")
    for row, words in touched.items():
        yield BarisDampak(
            f"pk:{row.pk}",
            "Perjanjian kinerja yang menjanjikan yang berubah",
            f"{row} {row.jabatan.nama}",
            f"{row.get_status_display()}. Yang tersentuh: {'; '.join(dict.fromkeys(words))}.",
            PILIHAN,
        )


@dampak
def find_iku(perbedaan: Perbedaan) -> Iterator[BarisDampak]:
    """Each decision in force on chief indicators one of which is gone, or is called or counted otherwise."""
    gone = {one.pk: one for one in perbedaan.of("indikator", "dihapus")}
    worded = {
        one.pk: one
        for one in perbedaan.of("indikator", "diubah")
        if len(one.kata) > len(one.tahun)  # more than its promises
    }
    changed = gone | worded
    lines = BarisIKU.objects.filter(indikator__in=changed).select_related("penetapan")
    touched: dict[PenetapanIKU, list[str]] = {}
    for line in lines.order_by("penetapan", "urutan"):
        words = touched.setdefault(line.penetapan, [])
        words.append(f"{line.nama} {changed[line.indikator_id].jenis}")
    decisions = PenetapanIKU.objects.filter(instansi=perbedaan.baru.instansi_id)
    decisions = decisions.select_related("perangkat_daerah").order_by("tanggal", "pk")
    newest = {row.perangkat_daerah_id: row for row in decisions}
    for row in newest.values():
        if row in touched:
            unit = row.perangkat_daerah
            yield BarisDampak(
                f"iku:{row.pk}",
                "IKU yang sudah ditetapkan",
                f"IKU {unit.singkatan if unit else 'pemerintah daerah'} menurut {row.nomor}",
                f"Yang tersentuh: {'; '.join(touched[row])}. Kriteria 1.b.6 menilai keberlanjutan IKU.",
                PILIHAN_IKU,
            )
