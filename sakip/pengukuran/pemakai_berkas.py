"""What sheets point to: evidence of figures and of steps, read by whoever may read the sheet."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from sakip.berkas.pemakai import Pemakaian, register
from sakip.organisasi.models import Pengguna
from sakip.pengukuran.models import BuktiAksi, BuktiRealisasi, LembarRealisasi, Masa, Verifikasi
from sakip.rules.tanggal import triwulan_of_bulan

TERKIRIM = "Berkas ini bukti {label} pada lembar yang sudah {kata}, jadi tetap di lemari."


class PemakaiRealisasi:
    """Evidence of figures."""

    nama = "realisasi"
    label = "Realisasi"

    def pointed(self) -> QuerySet[Any, Any]:
        return BuktiRealisasi.objects.values("berkas")

    def readable_to(self, user: Pengguna) -> QuerySet[Any, Any]:
        return BuktiRealisasi.objects.visible_to(user).values("berkas")

    def load_pemakaian(self, user: Pengguna, berkas: Collection[int]) -> Iterator[Pemakaian]:
        seen = set(
            BuktiRealisasi.objects.visible_to(user).filter(berkas__in=berkas).values_list("pk")
        )
        rows = BuktiRealisasi.objects.filter(berkas__in=berkas).order_by("potret__masa", "pk")
        rows = rows.select_related("potret__indikator", "potret__masa")
        units = {row.potret.perangkat_daerah_id for row in rows}
        masa = {row.potret.masa_id for row in rows}
        sheets = LembarRealisasi.objects.filter(masa__in=masa, perangkat_daerah__in=units)
        lembar = {(one.masa_id, one.perangkat_daerah_id): one for one in sheets}
        for row in rows:
            sheet = lembar[row.potret.masa_id, row.potret.perangkat_daerah_id]
            label = f"{row.potret.indikator.kode} {row.potret.masa}"
            kata = sheet.get_status_display().lower()
            yield Pemakaian(
                row.berkas_id,
                label,
                row.halaman,
                reverse("pengukuran:bukti_realisasi", args=[sheet.pk, row.potret_id]),
                (row.pk,) in seen,
                "" if sheet.can_be_typed else TERKIRIM.format(label=label, kata=kata),
            )


class PemakaiAksi:
    """Evidence of steps of the action plan."""

    nama = "aksi"
    label = "Rencana aksi"

    def pointed(self) -> QuerySet[Any, Any]:
        return BuktiAksi.objects.values("berkas")

    def readable_to(self, user: Pengguna) -> QuerySet[Any, Any]:
        return BuktiAksi.objects.visible_to(user).values("berkas")

    def load_pemakaian(self, user: Pengguna, berkas: Collection[int]) -> Iterator[Pemakaian]:
        seen = set(BuktiAksi.objects.visible_to(user).filter(berkas__in=berkas).values_list("pk"))
        rows = list(
            BuktiAksi.objects.filter(berkas__in=berkas).select_related("aksi").order_by("pk")
        )
        lembar = _load_lembar_aksi(rows)
        for row in rows:
            key = row.aksi.perangkat_daerah_id, row.aksi.tahun, triwulan_of_bulan(row.bulan)
            sheet = lembar.get(key)
            if sheet is None:
                continue
            label = f"{row.aksi.langkah}, {sheet.masa}"
            done = sheet.aksi_terverifikasi  # type: ignore[attr-defined]  # annotated
            yield Pemakaian(
                row.berkas_id,
                label,
                row.halaman,
                reverse("pengukuran:bukti_aksi", args=[sheet.pk, row.aksi_id, row.bulan]),
                (row.pk,) in seen,
                TERKIRIM.format(label=label, kata="diverifikasi") if done else "",
            )


def _load_lembar_aksi(rows: Collection[BuktiAksi]) -> dict[tuple[int, int, int], LembarRealisasi]:
    """The sheet on which each part is reported, by unit, year and quarter."""
    done = Verifikasi.objects.filter(lembar=OuterRef("pk"), objek=Verifikasi.Objek.AKSI)
    quarters = Q(masa__jenis=Masa.Jenis.TRIWULAN) | Q(masa__jenis=Masa.Jenis.TAHUN)
    sheets = LembarRealisasi.objects.filter(
        quarters,
        perangkat_daerah__in={row.aksi.perangkat_daerah_id for row in rows},
        masa__tahun__in={row.aksi.tahun for row in rows},
    ).select_related("masa")
    found: dict[tuple[int, int, int], LembarRealisasi] = {}
    for one in sheets.annotate(aksi_terverifikasi=Exists(done)).order_by("masa__jenis"):
        whole = one.masa.jenis == Masa.Jenis.TAHUN
        for tw in range(1, 5) if whole else (one.masa.ke,):
            found[one.perangkat_daerah_id, one.masa.tahun, tw] = one
    return found


register(PemakaiRealisasi())
register(PemakaiAksi())
