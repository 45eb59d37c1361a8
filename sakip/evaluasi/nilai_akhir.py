"""The grades that count, of many evaluations at once: what the result's stage set, as corrected since."""

from collections.abc import Collection

from django.db.models import Q

from sakip.evaluasi.models import Koreksi, NilaiSub, Penilaian
from sakip.evaluasi.models.penilaian import PenilaianQuerySet
from sakip.pengukuran.compute import roots
from sakip.rules.tahapan import load_tahapan


def load_nilai_akhir(sheets: PenilaianQuerySet) -> list[NilaiSub]:
    """The grades of finished evaluations, never to be saved: two queries, one where there is none."""
    final = sheets.filter(status=Penilaian.Status.SELESAI)
    found = NilaiSub.objects.filter(_of_result(), penilaian__in=final)
    rows = list(found.select_related("penilaian"))
    corrected = load_koreksi({row.penilaian_id for row in rows})
    for row in rows:
        row.jawaban = corrected.get(row.penilaian_id, {}).get(row.subkomponen, row.jawaban)
    return rows


def load_koreksi(sheets: Collection[int]) -> dict[int, dict[str, str]]:
    """By evaluation, what released corrections put in place of the result's grades or answers."""
    if not sheets:
        return {}
    found: dict[int, dict[str, str]] = {}
    rows = Koreksi.objects.filter(penilaian__in=sheets, status=Koreksi.Status.DIRILIS)
    for row in rows.order_by("pk"):
        found[row.penilaian_id] = found.get(row.penilaian_id, {}) | row.nilai
    return found


def _of_result() -> Q:
    """Rows of the stage whose grades are the result, whatever stages an evaluation has."""
    found = Q()
    for kunci, tahapan in load_tahapan(roots()).items():
        found |= Q(penilaian__tahapan=kunci, tahap=tahapan.hasil)
    return found
