"""Links to the acts themselves that may help a criterion: one query for each kind of act.

They are leads for whoever looks for evidence, never an answer. All of them are of the unit that is
evaluated (or the agency), which is within reach of whoever reads its sheet.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from sakip.evaluasi.lhe import load_rekomendasi_lalu
from sakip.evaluasi.models import Penilaian, Rekomendasi
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.compute import roots
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.perencanaan.models import Lintas
from sakip.perencanaan.models.periode import Versi
from sakip.perjanjian.models import PenetapanIKU, PerubahanAksi
from sakip.rules.instrumen import Kriteria, Subkomponen
from sakip.rules.jejak_kriteria import AturanJejak, find_jejak
from sakip.rules.tanggal import write_tanggal, write_waktu

TERBANYAK = 12


@dataclass(frozen=True, slots=True)
class Tautan:
    """One act: what happened when, and where it is seen."""

    teks: str
    alamat: str


@dataclass(frozen=True, slots=True)
class Tempat:
    """Whose acts are looked for, and of which year."""

    penilaian: Penilaian
    tahun: int

    @property
    def unit(self) -> PerangkatDaerah | None:
        return self.penilaian.perangkat_daerah

    @property
    def zona(self) -> str:
        return self.penilaian.instansi.zona_waktu

    def alamat(self, halaman: str, tw: int = 4) -> str:
        """A page of the unit in the year of evidence."""
        return reverse(halaman, args=[self.tahun, tw, self.penilaian.kode])


def has_jejak(penilaian: Penilaian) -> frozenset[str]:
    """The criteria of this sheet for which acts are looked for."""
    aturan = find_jejak(penilaian.peraturan, roots())
    return frozenset(aturan.jejak) if aturan else frozenset()


def load_jejak(
    penilaian: Penilaian, sub: Subkomponen, kriteria: Sequence[Kriteria]
) -> tuple[AturanJejak | None, dict[str, list[Tautan]]]:
    """By criterion (those of a sub-component) the acts that may help it; one query for each kind of act."""
    aturan = find_jejak(penilaian.peraturan, roots())
    komponen = sub.kode.split(".", maxsplit=1)[0]
    tahun = penilaian.tahun_bukti.get(komponen, penilaian.tahun_evaluasi)
    tempat = Tempat(penilaian, tahun)
    kinds = {row.kode: aturan.jejak.get(row.kode, ()) if aturan else () for row in kriteria}
    known = {
        jenis: list(CARI[jenis](tempat)) for jenis in {j for row in kinds.values() for j in row}
    }
    found = {kode: [link for j in row for link in known[j]] for kode, row in kinds.items() if row}
    return aturan, found


def _lembar(tempat: Tempat) -> Iterator[Tautan]:
    for row in _sheets(tempat).filter(diajukan_pada__isnull=False):
        when = write_waktu(row.diajukan_pada, tempat.zona)  # type: ignore[arg-type]  # filtered
        late = ", terlambat" if row.terlambat else ""
        yield Tautan(f"{row.masa} diajukan {when}{late}", _sheet_page(tempat, row))


def _putusan(tempat: Tempat) -> Iterator[Tautan]:
    for row in _sheets(tempat).filter(diputus_pada__isnull=False).select_related("diputus_oleh"):
        when = write_waktu(row.diputus_pada, tempat.zona)  # type: ignore[arg-type]  # filtered
        yield Tautan(f"{row.masa} diputus {row.diputus_oleh} {when}", _sheet_page(tempat, row))


def _sheets(tempat: Tempat) -> QuerySet[LembarRealisasi]:
    rows = LembarRealisasi.objects.select_related("masa")
    own = rows.filter(perangkat_daerah=tempat.unit, masa__tahun=tempat.tahun)
    return own.filter(masa__jenis=Masa.Jenis.TRIWULAN).order_by("masa__ke")


def _sheet_page(tempat: Tempat, row: LembarRealisasi) -> str:
    return tempat.alamat("pengukuran:realisasi_update", row.masa.ke)


def _lintas(tempat: Tempat) -> Iterator[Tautan]:
    rows = Lintas.objects.filter(status=Lintas.Status.DISEPAKATI)
    rows = rows.filter(Q(pengusul=tempat.unit) | Q(perangkat_daerah=tempat.unit))
    for row in rows.select_related("pengusul", "perangkat_daerah").order_by("-dijawab_pada", "-pk")[
        :TERBANYAK
    ]:
        when = f" {write_tanggal(row.dijawab_pada)}" if row.dijawab_pada else ""
        who = f"{row.pengusul.singkatan} dan {row.perangkat_daerah.singkatan}"
        alamat = reverse("perencanaan:lintas_detail", args=[row.pk])
        yield Tautan(f"{who} sepakat{when}: {row.sumbangan}", alamat)


def _iku(tempat: Tempat) -> Iterator[Tautan]:
    rows = PenetapanIKU.objects.filter(instansi=tempat.penilaian.instansi_id)
    where = "perjanjian:iku_unit" if tempat.unit else "perjanjian:iku_daerah"
    args = [tempat.tahun, 4, *([tempat.penilaian.kode] if tempat.unit else [])]
    for row in rows.filter(perangkat_daerah=tempat.unit).order_by("-tanggal")[:TERBANYAK]:
        teks = f"IKU ditetapkan {write_tanggal(row.tanggal)} dengan keputusan {row.nomor}"
        yield Tautan(teks, reverse(where, args=args))


def _versi(tempat: Tempat) -> Iterator[Tautan]:
    rows = Versi.objects.exclude(alasan="").select_related("periode")
    kept = rows.filter(
        instansi=tempat.penilaian.instansi_id,
        periode__perangkat_daerah=tempat.unit,
        status__in=[Versi.Status.BERLAKU, Versi.Status.DIGANTI],
        berlaku_sejak__year__range=(tempat.tahun - 1, tempat.tahun),
    )
    for row in kept.order_by("-berlaku_sejak", "-pk")[:TERBANYAK]:
        since = write_tanggal(row.berlaku_sejak) if row.berlaku_sejak else ""
        alamat = reverse("perencanaan:versi_detail", args=[row.pk])
        yield Tautan(f"{row.periode} diubah, berlaku sejak {since}: {row.alasan}", alamat)


def _renaksi(tempat: Tempat) -> Iterator[Tautan]:
    rows = PerubahanAksi.objects.filter(
        instansi=tempat.penilaian.instansi_id,
        aksi__perangkat_daerah=tempat.unit,
        aksi__tahun=tempat.tahun,
    )
    for row in rows.select_related("aksi").order_by("-waktu", "-pk")[:TERBANYAK]:
        when = write_waktu(row.waktu, tempat.zona)
        teks = f"Langkah “{row.aksi.langkah}” berubah {when}: {row.alasan}"
        yield Tautan(teks, tempat.alamat("perjanjian:aksi_detail"))


def _rekomendasi(tempat: Tempat) -> Iterator[Tautan]:
    lalu = {"tahun": tempat.penilaian.tahun_evaluasi - 1, "tw": 4, "kode": tempat.penilaian.kode}
    for row in load_rekomendasi_lalu(tempat.penilaian)[:TERBANYAK]:
        if row.status == Rekomendasi.Status.DITUTUP and row.ditutup_pada:
            when = write_tanggal(row.ditutup_pada)
            teks = f"Rekomendasi {row.letak} ditutup {when}: {row.tindak_lanjut}"
            yield Tautan(teks, reverse("evaluasi:lhe", kwargs=lalu))


def _tahap(tempat: Tempat) -> Iterator[Tautan]:
    row = tempat.penilaian
    where = {"tahun": row.tahun_evaluasi, "tw": 4, "kode": row.kode}
    for kata, pada in (
        ("Penilaian mandiri disampaikan", row.disampaikan_pada),
        ("Evaluasi selesai", row.selesai_pada),
    ):
        if pada is not None:
            alamat = reverse("evaluasi:lke", kwargs=where)
            yield Tautan(f"{kata} {write_waktu(pada, tempat.zona)}", alamat)


CARI: dict[str, Callable[[Tempat], Iterator[Tautan]]] = {
    "lembar": _lembar,
    "putusan": _putusan,
    "lintas": _lintas,
    "iku": _iku,
    "versi": _versi,
    "renaksi": _renaksi,
    "rekomendasi": _rekomendasi,
    "tahap": _tahap,
}
