"""What a person saw of a sheet, sealed into its card, and what changed since (T11)."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.core import signing
from django.db.models import Q

from sakip.pengukuran.models import LembarRealisasi, Potret, Realisasi
from sakip.pengukuran.tulis import write_realisasi
from sakip.rules.angka import write_persen
from sakip.rules.decision import Beda, Konflik
from sakip.rules.tanggal import write_waktu

GARAM = "sakip.lembar"
KALIMAT = ("keadaan", "sifat", "tahun_data", "sebab", "tindak_lanjut", "penjelasan")
KOSONG = "kosong"


class Terlihat(NamedTuple):
    """One row as it was shown: figure and capaian in words, and a mark of all that is written beside them."""

    angka: str
    capaian: str
    kalimat: str


def load_angka(sheets: Iterable[LembarRealisasi]) -> dict[int, list[Potret]]:
    """The rows of these sheets that are measured, with their figures, by sheet; one query."""
    by_place = {(one.masa_id, one.perangkat_daerah_id): one.pk for one in sheets}
    found: dict[int, list[Potret]] = {pk: [] for pk in by_place.values()}
    rows = Potret.objects.filter(
        masa__in={masa for masa, _ in by_place},
        perangkat_daerah__in={unit for _, unit in by_place},
        diukur=True,
    )
    for row in rows.select_related("masa__instansi", "realisasi__diubah_oleh").order_by(
        "urutan", "pk"
    ):
        if (pk := by_place.get((row.masa_id, row.perangkat_daerah_id))) is not None:
            found[pk].append(row)
    return found


def make_segel(lembar: LembarRealisasi, rows: Sequence[Potret]) -> str:
    """What is shown now, signed, for the form that decides on it."""
    seen = {row.pk: _see(row) for row in rows}
    return signing.dumps([lembar.pk, lembar.catatan, seen], salt=GARAM, compress=True)


def require_as_seen(lembar: LembarRealisasi, segel: str) -> None:
    """Go on only when the sheet says what its reader saw. Raises Konflik with every difference.

    The figures are held until the commit: also those that only follow from an earlier period.
    """
    held = Realisasi.objects.select_for_update(of=("self",)).filter(_of_sheet(lembar))
    list(held.order_by("pk").values_list("pk"))
    rows = load_angka([lembar])[lembar.pk]
    seen = _open(lembar, segel)
    if seen is None:
        raise Konflik
    if beda := tuple(_compare(lembar, rows, *seen)):
        raise Konflik(beda, oleh=beda[0].oleh, pada=beda[0].pada)


def write_angka_potret(row: Potret) -> str:
    """The figure of a row in words, also where there is none."""
    stored = _stored(row)
    if stored is None or stored.kosong:
        return KOSONG
    if stored.keadaan != Realisasi.Keadaan.TERISI:
        return str(stored.get_keadaan_display()).lower()
    return f"{write_realisasi(stored, row.desimal)} {row.satuan}".strip()


def write_capaian_potret(row: Potret) -> str:
    """The capaian of a row; empty where there is none."""
    stored = _stored(row)
    return "" if stored is None or stored.capaian is None else write_persen(stored.capaian)


def _compare(
    lembar: LembarRealisasi, rows: Sequence[Potret], catatan: str, seen: dict[str, Any]
) -> Iterator[Beda]:
    """Each row that reads differently now: as it was seen, as it stands, who typed it and when."""
    for row in rows:
        old, new = Terlihat(*seen.get(str(row.pk), (KOSONG, "", ""))), _see(row)
        by = _write_oleh(lembar, row)
        if old.angka != new.angka:
            yield Beda(row.nama, old.angka, new.angka, *by)
        elif old.kalimat != new.kalimat:
            yield Beda(f"Keterangan {row.nama}", "yang Anda baca", _write_kalimat(row), *by)
        elif old.capaian != new.capaian:
            yield Beda(f"Capaian {row.nama}", old.capaian or KOSONG, new.capaian or KOSONG)
    if catatan != lembar.catatan:
        yield Beda("Catatan lembar", catatan or KOSONG, lembar.catatan or KOSONG)


def _open(lembar: LembarRealisasi, segel: str) -> tuple[str, dict[str, Any]] | None:
    """What was sealed; None for what is no seal of this sheet."""
    try:
        pk, catatan, seen = signing.loads(segel, salt=GARAM)
    except signing.BadSignature:
        return None
    return (catatan, seen) if pk == lembar.pk else None


def _see(row: Potret) -> Terlihat:
    stored = _stored(row)
    words = [str(getattr(stored, name)) for name in KALIMAT] if stored else []
    mark = hashlib.sha256("\n".join(words).encode()).hexdigest()[:16] if words else ""
    return Terlihat(write_angka_potret(row), write_capaian_potret(row), mark)


def _write_kalimat(row: Potret) -> str:
    stored = _stored(row)
    words = [stored.sebab, stored.tindak_lanjut, stored.penjelasan] if stored else []
    return " ".join(filter(None, words)) or KOSONG


def _write_oleh(lembar: LembarRealisasi, row: Potret) -> tuple[str, str]:
    stored = _stored(row)
    if stored is None or stored.diubah_oleh is None or stored.diubah_pada is None:
        return "", ""
    return stored.diubah_oleh.nama, write_waktu(stored.diubah_pada, lembar.masa.instansi.zona_waktu)


def _stored(row: Potret) -> Realisasi | None:
    return getattr(row, "realisasi", None)


def _of_sheet(lembar: LembarRealisasi) -> Q:
    return Q(potret__masa=lembar.masa_id, potret__perangkat_daerah=lembar.perangkat_daerah_id)
