"""What a checker looks at: approved sheets, each with the facts of his part and who found it right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sakip.organisasi.models import Pengguna
from sakip.pengukuran.aksi import months_of
from sakip.pengukuran.compute import roots
from sakip.pengukuran.models import (
    LembarRealisasi,
    Masa,
    Potret,
    Realisasi,
    RealisasiAksi,
    Verifikasi,
)
from sakip.pengukuran.tulis import write_realisasi
from sakip.perencanaan.models import Anggaran
from sakip.rules.angka import write_rupiah
from sakip.rules.verifikasi import (
    AKSI,
    ANGGARAN,
    STATISTIK,
    AturanVerifikasi,
    Objek,
    aturan_verifikasi_on,
)


@dataclass(frozen=True, slots=True)
class BarisVerifikasi:
    """A sheet in a checker's list: what there is to look at, and the row that says it was found right."""

    lembar: LembarRealisasi
    fakta: tuple[str, ...]
    hasil: Verifikasi | None


def aturan_of(masa: Masa) -> AturanVerifikasi:
    """The routes in force at the end of a period's year."""
    return aturan_verifikasi_on(date(masa.tahun, 12, 31), roots())


def load_objek(user: Pengguna, masa: Masa | None) -> tuple[Objek, ...]:
    """What a person checks under his active cap."""
    if masa is None or user.cap is None:
        return ()
    return aturan_of(masa).of_peran(user.cap.peran)


def load_baris_verifikasi(
    sheets: Sequence[LembarRealisasi], masa: Masa, objek: str
) -> list[BarisVerifikasi]:
    """These sheets with the facts of one part; three queries whatever their number."""
    done = {
        row.lembar_id: row
        for row in Verifikasi.objects.filter(lembar__in=sheets, objek=objek).select_related("oleh")
    }
    facts = _load_fakta(sheets, masa, objek)
    return [
        BarisVerifikasi(one, tuple(facts.get(one.perangkat_daerah_id, ())), done.get(one.pk))
        for one in sheets
    ]


def load_keadaan_verifikasi(lembar: LembarRealisasi) -> list[tuple[Objek, Verifikasi | None]]:
    """Every part of an approved sheet that somebody checks, with who found it right; one query.

    Empty for a sheet that its head has not approved.
    """
    if lembar.status != LembarRealisasi.Status.DISETUJUI:
        return []
    rows = Verifikasi.objects.filter(lembar=lembar).select_related("oleh")
    done = {row.objek: row for row in rows}
    return [(one, done.get(one.kunci)) for one in aturan_of(lembar.masa).objek]


def _load_fakta(
    sheets: Iterable[LembarRealisasi], masa: Masa, objek: str
) -> Mapping[int, Sequence[str]]:
    units = [one.perangkat_daerah_id for one in sheets]
    if objek == ANGGARAN:
        rows = Anggaran.objects.filter(
            perangkat_daerah__in=units, tahun=masa.tahun, triwulan=masa.tw
        )
        return {
            row.perangkat_daerah_id: [
                f"{write_rupiah(row.realisasi)} dari {write_rupiah(row.pagu)}"
            ]
            for row in rows
        }
    if objek == AKSI:
        return _load_langkah(units, masa)
    return _load_angka(units, masa, only_outside=objek == STATISTIK)


def _load_langkah(units: list[int], masa: Masa) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    steps = RealisasiAksi.objects.filter(
        aksi__perangkat_daerah__in=units, aksi__tahun=masa.tahun, bulan__in=months_of(masa)
    ).exclude(keadaan="")
    for row in steps.select_related("aksi").order_by("pk"):
        found[row.aksi.perangkat_daerah_id].append(
            f"{row.aksi.langkah}: {row.get_keadaan_display().lower()}"
        )
    return found


def _load_angka(units: list[int], masa: Masa, *, only_outside: bool) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Potret.objects.filter(
        masa=masa,
        perangkat_daerah__in=units,
        realisasi__keadaan=Realisasi.Keadaan.TERISI,
        **({"rilis_pada__isnull": False} if only_outside else {}),
    )
    for row in rows.select_related("realisasi").order_by("urutan", "pk"):
        typed = write_realisasi(row.realisasi, row.desimal)
        found[row.perangkat_daerah_id].append(f"{row.nama}: {typed} {row.satuan}")
    return found
