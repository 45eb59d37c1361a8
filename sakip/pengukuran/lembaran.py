"""A sheet as its two pages share it: which one, what came in, and how far it is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Subquery
from django.http import QueryDict

from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.pengukuran.alamat import check_bulan
from sakip.pengukuran.isian import BIDANG, Isian, read_isian
from sakip.pengukuran.kurang import ask_catatan, find_kurang, find_tanpa_bukti
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.pengukuran.rows import Baris
from sakip.rules.angka import Pemisah, read_nomor
from sakip.web.clock import now

# The field of the note: it is a field of no row.
CATATAN = "catatan-lembar"
PEMISAH: Mapping[str, Pemisah] = {".": ".", ",": ","}


def find_lembar(
    user: Pengguna, tahun: int, tw: int, unit: PerangkatDaerah, bulan: int = 0
) -> LembarRealisasi | None:
    """The sheet of a unit in a quarter or a month, with what its page prints; None when it is not opened."""
    seen = Masa.objects.visible_to(user)
    masa = seen.bulan(tahun, check_bulan(tw, bulan)) if bulan else seen.at(tahun, tw)
    rows = unit.lembar_set.filter(masa=Subquery(masa.values("pk")[:1]))
    return rows.select_related(
        "masa__instansi", "perangkat_daerah", "diajukan_oleh", "diputus_oleh", "diputus_sebagai"
    ).first()


def read_rows(rows: Iterable[Baris], data: QueryDict) -> list[Isian]:
    """The rows of this sheet that were sent, only its fields; a row not asked for is not read."""
    isian = []
    for row in rows:
        key = row.potret.pk
        sent = {name: f"{name}-{key}" for name in BIDANG if f"{name}-{key}" in data}
        if not row.terbuka or not sent:
            continue
        typed = {name: data.get(sent[name], "") if name in sent else "" for name in BIDANG}
        revisi = read_nomor(data.get(f"revisi-{key}", "0")) or 0
        sign = data.get(f"pemisah-{key}") or data.get("pemisah", "")
        isian.append(read_isian(row.potret, typed, revisi, PEMISAH.get(sign)))
    return isian


def read_catatan(data: QueryDict) -> dict[str, str]:
    """The note of the sheet, and the one its writer saw."""
    texts = {"catatan": data.get(CATATAN, ""), "lihat": data.get("lihat-lembar", "")}
    return {name: " ".join(text.split()) for name, text in texts.items()}


def see_keadaan(lembar: LembarRealisasi, rows: Sequence[Baris]) -> dict[str, Any]:
    """How far the sheet is: rows asked for and filled, what is missing, why its note is asked for."""
    moment = now()
    return {
        "diminta": sum(row.terbuka for row in rows),
        "terisi": sum(row.terbuka and row.terisi for row in rows),
        "kurang": find_kurang(lembar, rows, moment),
        "tanpa_bukti": find_tanpa_bukti(rows),
        "tanya_catatan": list(ask_catatan(lembar, rows, moment)),
    }
