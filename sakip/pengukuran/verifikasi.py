"""What a checker looks at: approved sheets, each with the facts of his part and who found it right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from sakip.berkas.bukti import load_terkini
from sakip.organisasi.models import Pengguna
from sakip.pengukuran.aksi import months_of
from sakip.pengukuran.compute import roots
from sakip.pengukuran.models import (
    BuktiAksi,
    BuktiRealisasi,
    BuktiVerifikasi,
    LembarRealisasi,
    Masa,
    Potret,
    Realisasi,
    RealisasiAksi,
    Verifikasi,
)
from sakip.pengukuran.models.lembar import LembarRealisasiQuerySet
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
from sakip.web.clock import now


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


def choose_objek(user: Pengguna, masa: Masa, kunci: str) -> tuple[Objek, bool]:
    """The part of this key, else the first that the person checks, else the first; whether he checks it."""
    mine, routes = load_objek(user, masa), aturan_of(masa).objek
    asked = [one for one in routes if one.kunci == kunci]
    chosen = (*asked, *mine, *routes)[0]
    return chosen, chosen in mine


def filter_objek(
    sheets: LembarRealisasiQuerySet, masa: Masa, objek: str
) -> LembarRealisasiQuerySet:
    """Of these sheets of a period those that are approved and have such a part; waiting ones first.

    `sudah`: found right, and no file seen then is another one by now.
    """
    unit = OuterRef("perangkat_daerah")
    done = Verifikasi.objects.standing().filter(lembar=OuterRef("pk"), objek=objek)
    rows = sheets.filter(masa=masa, status=LembarRealisasi.Status.DISETUJUI)
    rows = rows.annotate(sudah=Exists(done)).order_by("sudah", "perangkat_daerah__kode")
    if objek == ANGGARAN:
        return rows.filter(Exists(_anggaran(masa).filter(perangkat_daerah=unit)))
    if objek == AKSI:
        return rows.filter(Exists(_langkah(masa).filter(aksi__perangkat_daerah=unit)))
    return rows.filter(Exists(_angka(masa, objek).filter(perangkat_daerah=unit)))


def load_menunggu_periksa(user: Pengguna) -> Iterator[tuple[Masa, Objek, LembarRealisasiQuerySet]]:
    """By open quarter and part: the sheets that wait for this checker, and that he may find right.

    One query, and one for each that is read.
    """
    moment = now()
    rows = Masa.objects.visible_to(user).filter(buka__lte=moment, kunci__gt=moment)
    for masa in rows.filter(jenis=Masa.Jenis.TRIWULAN).select_related("instansi").order_by("tutup"):
        for objek in load_objek(user, masa):
            sheets = filter_objek(LembarRealisasi.objects.visible_to(user), masa, objek.kunci)
            done = Verifikasi.objects.standing().filter(objek=objek.kunci)
            waiting = sheets.exclude(verifikasi_set__in=done).exclude(diputus_oleh=user)
            yield masa, objek, waiting.without_pengisi(user)


def load_baris_verifikasi(
    sheets: Sequence[LembarRealisasi], masa: Masa, objek: str
) -> list[BarisVerifikasi]:
    """These sheets with the facts of one part; three queries whatever their number."""
    done = {row.lembar_id: row for row in _with_oleh().filter(lembar__in=sheets, objek=objek)}
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
    rows = _with_oleh().filter(lembar=lembar)
    done = {row.objek: row for row in rows}
    return [(one, done.get(one.kunci)) for one in aturan_of(lembar.masa).objek]


def _with_oleh() -> QuerySet[Verifikasi]:
    return Verifikasi.objects.with_ulang().select_related("oleh")


def load_bukti(lembar: LembarRealisasi, objek: str) -> list[BuktiVerifikasi]:
    """Every file that proves something in a part of a sheet, as it is today: rows not yet stored."""
    if objek == ANGGARAN:
        return []
    masa, unit = lembar.masa, lembar.perangkat_daerah_id
    if objek == AKSI:
        steps = BuktiAksi.objects.filter(aksi__perangkat_daerah=unit, aksi__tahun=masa.tahun)
        keys: QuerySet[Any, int] = steps.filter(bulan__in=months_of(masa)).values_list(
            "berkas", flat=True
        )
    else:
        figures = BuktiRealisasi.objects.filter(potret__masa=masa, potret__perangkat_daerah=unit)
        if objek == STATISTIK:
            figures = figures.filter(potret__rilis_pada__isnull=False)
        keys = figures.values_list("berkas", flat=True)
    files = {one.pk: one for one in load_terkini(set(keys)).values()}
    return [
        BuktiVerifikasi(instansi_id=lembar.instansi_id, berkas=one, sha256=one.blob.sha256)
        for one in files.values()
    ]


def _anggaran(masa: Masa) -> QuerySet[Anggaran]:
    return Anggaran.objects.filter(instansi=masa.instansi_id, tahun=masa.tahun, triwulan=masa.tw)


def _langkah(masa: Masa) -> QuerySet[RealisasiAksi]:
    """What was said of the steps that fall due in a period."""
    rows = RealisasiAksi.objects.filter(
        instansi=masa.instansi_id, aksi__tahun=masa.tahun, bulan__in=months_of(masa)
    )
    return rows.exclude(keadaan="")


def _angka(masa: Masa, objek: str) -> QuerySet[Potret]:
    """Figures of a period; those of outside sources alone for the walidata."""
    rows = Potret.objects.filter(masa=masa, realisasi__keadaan=Realisasi.Keadaan.TERISI)
    return rows.filter(rilis_pada__isnull=False) if objek == STATISTIK else rows


def _load_fakta(
    sheets: Iterable[LembarRealisasi], masa: Masa, objek: str
) -> Mapping[int, Sequence[str]]:
    units = [one.perangkat_daerah_id for one in sheets]
    found: dict[int, list[str]] = defaultdict(list)
    if objek == ANGGARAN:
        for row in _anggaran(masa).filter(perangkat_daerah__in=units):
            spent, pagu = write_rupiah(row.realisasi), write_rupiah(row.pagu)
            found[row.perangkat_daerah_id].append(f"{spent} dari {pagu}")
        return found
    if objek == AKSI:
        steps = _langkah(masa).filter(aksi__perangkat_daerah__in=units)
        for step in steps.select_related("aksi").order_by("pk"):
            text = f"{step.aksi.langkah}: {step.get_keadaan_display().lower()}"
            found[step.aksi.perangkat_daerah_id].append(text)
        return found
    figures = _angka(masa, objek).filter(perangkat_daerah__in=units)
    for one in figures.select_related("realisasi").order_by("urutan", "pk"):
        typed = write_realisasi(one.realisasi, one.desimal)
        found[one.perangkat_daerah_id].append(f"{one.nama}: {typed} {one.satuan}")
    return found


def end_verifikasi(lembar: LembarRealisasi, objek: str = "") -> list[Verifikasi | BuktiVerifikasi]:
    """What was found right is to be seen anew, all or one part: the rows that are gone, for the trail."""
    rows = Verifikasi.objects.filter(lembar=lembar)
    if objek:
        rows = rows.filter(objek=objek)
    ended = [*rows, *BuktiVerifikasi.objects.filter(verifikasi__in=rows)]
    rows.delete()
    return ended
