"""What the test of plausibility reads of a year, in a fixed number of queries."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from sakip.berkas.models import Berkas
from sakip.dasbor.persebaran import load_nilai_unit
from sakip.evaluasi.models import Jawaban, Penilaian
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.organisasi.models.perangkat_daerah import PerangkatDaerahQuerySet
from sakip.pengukuran.models import Masa, Potret, Realisasi
from sakip.pengukuran.rencana_kait import load_realisasi
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.rules.isyarat import (
    Bahan,
    CapaianIndikator,
    IsianHari,
    Janji,
    Narasi,
    NilaiObjek,
    Objek,
    PerubahanPK,
    TanggalBerkas,
)
from sakip.rules.tahapan import MANDIRI

NARASI = (("sebab", "penyebab"), ("tindak_lanjut", "tindak lanjut"), ("penjelasan", "penjelasan"))
UNIT = ("perangkat_daerah__kode", "perangkat_daerah__nama")


def load_bahan(user: Pengguna, tahun: int, masa: Masa | None) -> Bahan:
    """The rows of a year within reach: nine queries, whatever their number.

    `masa` is the period whose capaian and promises are read, None when nothing was measured then.
    """
    units = PerangkatDaerah.objects.visible_to(user)
    narasi, capaian = _load_figures(units, tahun, masa)
    return Bahan(
        tahun=tahun,
        nilai=[
            NilaiObjek(Objek(row.kode, row.nama), row.total, row.mandiri)
            for row in load_nilai_unit(user, tahun)
        ],
        narasi=[*narasi, *_load_catatan(user, tahun)],
        isian=list(_load_isian(user, units, tahun)),
        capaian=capaian,
        berkas=list(_load_berkas(user, tahun)),
        janji=list(_load_janji(units, masa)) if masa else [],
        pk=list(_load_pk(user, tahun)),
    )


def _load_figures(
    units: PerangkatDaerahQuerySet, tahun: int, masa: Masa | None
) -> tuple[list[Narasi], list[CapaianIndikator]]:
    """What was written beside the figures of a year's quarters, and the capaian of the one that is read."""
    written = ~Q(**{name: "" for name, _ in NARASI})
    quarters = Q(potret__masa__jenis=Masa.Jenis.TRIWULAN) & written
    rows = Realisasi.objects.filter(
        quarters | Q(potret__masa=masa),
        potret__masa__tahun=tahun,
        potret__perangkat_daerah__in=units,
    )
    names = [f"potret__{name}" for name in (*UNIT, "nama", "masa")]
    words, figures = [], []
    for kode, unit, nama, period, capaian, *texts in rows.order_by("pk").values_list(
        *names, "capaian", *(name for name, _ in NARASI)
    ):
        objek = Objek(kode, unit)
        if masa is not None and period == masa.pk and capaian is not None:
            figures.append(CapaianIndikator(objek, nama, capaian))
        for (_, what), teks in zip(NARASI, texts, strict=True):
            if teks:
                words.append(Narasi(objek, f"{nama}: {what}", teks))
    return words, figures


def _load_catatan(user: Pengguna, tahun: int) -> Iterator[Narasi]:
    """What units wrote at the criteria of their own sheets."""
    sheets = Penilaian.objects.visible_to(user).filter(tahun_evaluasi=tahun)
    rows = Jawaban.objects.filter(
        penilaian__in=sheets, penilaian__perangkat_daerah__isnull=False, tahap=MANDIRI
    ).exclude(catatan="")
    names = [f"penilaian__{name}" for name in UNIT]
    for kode, unit, kriteria, teks in rows.order_by("pk").values_list(
        *names, "kriteria", "catatan"
    ):
        yield Narasi(Objek(kode, unit), f"LKE mandiri kriteria {kriteria}", teks)


def _load_isian(user: Pengguna, units: PerangkatDaerahQuerySet, tahun: int) -> Iterator[IsianHari]:
    """How many figures of each quarter were typed on which day of the agency's own calendar."""
    zona = ZoneInfo(user.instansi.zona_waktu)
    rows = Realisasi.objects.filter(
        potret__masa__tahun=tahun,
        potret__masa__jenis=Masa.Jenis.TRIWULAN,
        potret__perangkat_daerah__in=units,
        diubah_pada__isnull=False,
    ).annotate(hari=TruncDate("diubah_pada", tzinfo=zona))
    names = [f"potret__{name}" for name in UNIT]
    counted = rows.order_by().values(*names, "potret__masa", "hari").annotate(n=Count("pk"))
    for kode, unit, masa, hari, n in counted.values_list(*names, "potret__masa", "hari", "n"):
        yield IsianHari(Objek(kode, unit), masa, hari, n)


def _load_berkas(user: Pengguna, tahun: int) -> Iterator[TanggalBerkas]:
    """Files dated in a year that came after it."""
    zona = ZoneInfo(user.instansi.zona_waktu)
    rows = Berkas.objects.visible_to(user).current()
    late = rows.filter(tanggal_dokumen__year=tahun, diunggah_pada__year__gt=tahun)
    names = (*UNIT, "nama", "tanggal_dokumen", "diunggah_pada")
    for kode, unit, nama, tanggal, diunggah in late.order_by("pk").values_list(*names):
        day = diunggah.astimezone(zona).date()
        yield TanggalBerkas(Objek(kode, unit), nama, tanggal, day)


def _load_janji(units: PerangkatDaerahQuerySet, masa: Masa) -> Iterator[Janji]:
    """The promises of the year beside what was reached the year before."""
    rows = Potret.objects.filter(masa=masa, perangkat_daerah__in=units).exclude(tahun_jenis="")
    known = list(
        rows.select_related("perangkat_daerah").order_by("perangkat_daerah__kode", "urutan")
    )
    lalu = masa.tahun - 1
    reached = load_realisasi([row.indikator_id for row in known], [lalu])
    for row in known:
        arah, target = row.arah_rule or row.rumus_rule.arah, row.target_tahun
        nilai = reached.get((row.indikator_id, lalu))
        if arah is not None and target is not None and nilai is not None:
            unit = row.perangkat_daerah
            yield Janji(Objek(unit.kode, unit.nama), row.nama, target, arah, nilai)


def _load_pk(user: Pengguna, tahun: int) -> Iterator[PerubahanPK]:
    """Changed agreements of a year that were signed or wait for it."""
    rows = PerjanjianKinerja.objects.visible_to(user).filter(tahun=tahun, perubahan_ke__gt=0)
    kept = rows.exclude(status=PerjanjianKinerja.Status.DITARIK).order_by("pk")
    for row in kept.select_related("jabatan__perangkat_daerah"):
        unit = row.jabatan.perangkat_daerah
        objek = Objek(unit.kode, unit.nama)
        yield PerubahanPK(objek, f"{row.sebutan} {row.jabatan}", row.tanggal)
