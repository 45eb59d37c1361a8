"""What waits for a person's decision under his active cap: sheets as whole cards, the rest as lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.urls import reverse

from sakip.organisasi.models import Pengguna, Peran
from sakip.organisasi.permissions import can_give_pelimpahan
from sakip.pengukuran.alamat import address_of
from sakip.pengukuran.kartu import (
    Cara,
    Kartu,
    aturan_of,
    load_cara,
    load_kartu_menunggu,
    load_urungan,
)
from sakip.pengukuran.models import Addendum, LembarRealisasi, Pembukaan
from sakip.pengukuran.pemutus import load_pemutus
from sakip.pengukuran.permissions_pembukaan import can_return_pembukaan
from sakip.pengukuran.tulis import write_realisasi
from sakip.pengukuran.verifikasi import load_menunggu_periksa
from sakip.perencanaan.models import Lintas, PermintaanData, Versi
from sakip.perencanaan.permissions import (
    can_approve_lintas,
    can_return_draf,
    can_submit_permintaan,
)
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.rules.decision import Decision
from sakip.rules.persetujuan import AturanPersetujuan

# Lines of one kind on the page.
TERBANYAK = 20


@dataclass(frozen=True, slots=True)
class Hal:
    """One thing to decide on its own page: what, why, where, by when."""

    judul: str
    keterangan: str
    alamat: str
    tombol: str
    tenggat: date | None = None


@dataclass(frozen=True, slots=True)
class Kotak:
    """The whole page; `cara` counts how the unit's sheets of this year were agreed to."""

    kartu: list[Kartu]
    lain: list[Hal]
    urungan: list[tuple[LembarRealisasi, datetime]]
    aturan: AturanPersetujuan
    can_delegate: Decision
    cara: Cara | None = None
    tahun: int = field(default=0)

    @property
    def banyak(self) -> int:
        return len(self.kartu) + len(self.lain)


def load_kotak(user: Pengguna) -> Kotak:
    """Everything that waits for this person; as many queries for one thing as for many."""
    cap, aturan, tahun = user.cap, aturan_of(user), user.instansi.hari_ini.year
    lines = [hal for make in PEMBUAT.get(cap.peran if cap else "", ()) for hal in make(user)]
    unit = cap.perangkat_daerah_id if cap and cap.peran == Peran.KEPALA_OPD else None
    return Kotak(
        kartu=load_kartu_menunggu(user),
        lain=sorted(lines, key=lambda hal: hal.tenggat or date.max),
        urungan=[
            (row, aturan.ends_urung(row.diputus_pada))
            for row in load_urungan(user)
            if row.diputus_pada
        ],
        aturan=aturan,
        can_delegate=can_give_pelimpahan(user),
        cara=load_cara([unit], tahun).get(unit, Cara()) if unit else None,
        tahun=tahun,
    )


def _pembukaan(user: Pengguna) -> Iterator[Hal]:
    """Requests to write a sheet again."""
    rows = Pembukaan.objects.visible_to(user).filter(status__in=Pembukaan.MENUNGGU)
    mine = (row for row in rows.for_list() if can_return_pembukaan(user, row))
    for row in islice(mine, TERBANYAK):
        yield Hal(
            f"Pembukaan kembali {row.lembar.masa}",
            f"{row.lembar.perangkat_daerah.nama}: “{row.alasan}”",
            reverse("pengukuran:pembukaan_detail", args=(row.pk,)),
            "Lihat dan putuskan",
        )


def _addendum(user: Pengguna) -> Iterator[Hal]:
    """Figures that came after the lock."""
    rows = Addendum.objects.visible_to(user).filter(status=Addendum.Status.DIAJUKAN)
    rows = rows.select_related(
        "diajukan_oleh", "potret__masa__instansi", "potret__perangkat_daerah"
    ).order_by("diajukan_pada", "pk")
    unit = user.cap.perangkat_daerah_id if user.cap else None
    found = list(rows.filter(potret__perangkat_daerah=unit)[:TERBANYAK])
    units = {row.potret.perangkat_daerah for row in found}
    who = load_pemutus(units, user.instansi.hari_ini)
    for row in found:
        potret = row.potret
        may = who[potret.perangkat_daerah_id].check_setuju(user, {row.diajukan_oleh_id}, "setuju")
        lembar = LembarRealisasi(masa=potret.masa, perangkat_daerah=potret.perangkat_daerah)
        if may:
            angka = f"{write_realisasi(row, potret.desimal)} {potret.satuan}"
            before = f"{row.sebelum} menjadi " if row.sebelum else ""
            yield Hal(
                f"Angka sesudah kunci: {potret.nama}, {potret.masa}",
                f"{before}{angka}. {row.sumber}",
                f"{address_of(lembar)}#judul-addendum",
                "Lihat dan putuskan",
            )


def _draf(user: Pengguna) -> Iterator[Hal]:
    """Drafts of plans, the longest waiting first."""
    rows = Versi.objects.visible_to(user).filter(status=Versi.Status.DIAJUKAN)
    rows = rows.select_related("periode__perangkat_daerah", "diajukan_oleh")
    mine = (row for row in rows.order_by("diajukan_pada", "pk") if can_return_draf(user, row))
    for row in islice(mine, TERBANYAK):
        unit = row.periode.perangkat_daerah
        by = row.diajukan_oleh.nama if row.diajukan_oleh else "Penyusunnya"
        yield Hal(
            f"Revisi {row.periode}{' ' + unit.singkatan if unit else ''}",
            f"Diajukan {by}. {row.alasan}",
            reverse("perencanaan:versi_approve", args=(row.pk,)),
            "Periksa dan putuskan",
        )


def _lintas(user: Pengguna) -> Iterator[Hal]:
    """Requests of other units for a contribution."""
    rows = Lintas.objects.visible_to(user).menunggu().select_related("pengusul", "perangkat_daerah")
    mine = (row for row in rows.order_by("diusulkan_pada", "pk") if can_approve_lintas(user, row))
    for row in islice(mine, TERBANYAK):
        yield Hal(
            f"Usulan lintas dari {row.pengusul.nama}",
            row.sumbangan,
            reverse("perencanaan:lintas_detail", args=(row.pk,)),
            "Lihat dan jawab",
            row.tenggat,
        )


def _permintaan(user: Pengguna) -> Iterator[Hal]:
    """Figures that other units asked for."""
    rows = PermintaanData.objects.visible_to(user).menunggu()
    mine = (row for row in rows.for_list() if can_submit_permintaan(user, row))
    for row in islice(mine, TERBANYAK):
        yield Hal(
            f"Permintaan data dari {row.pengusul.nama}",
            row.diminta,
            reverse("perencanaan:permintaan_detail", args=(row.pk,)),
            "Lihat dan jawab",
            row.tenggat,
        )


def _pk(user: Pengguna) -> Iterator[Hal]:
    """Agreements that wait for this person's signature."""
    rows = PerjanjianKinerja.objects.visible_to(user).filter(
        status=PerjanjianKinerja.Status.DIAJUKAN, pihak_pertama__pengguna=user
    )
    for row in rows.for_list()[:TERBANYAK]:
        yield Hal(
            f"Tanda tangan PK {row.tahun}: {row.jabatan.nama}",
            "Cetak, tanda tangani, lalu unggah pindaiannya.",
            reverse("perjanjian:pk_detail", args=(row.pk,)),
            "Buka PK",
        )


def _verifikasi(user: Pengguna) -> Iterator[Hal]:
    """Parts of approved sheets of open quarters that this role checks."""
    for masa, objek, sheets in load_menunggu_periksa(user):
        if waiting := sheets.count():
            address = reverse("pengukuran:verifikasi_list", args=(masa.tahun, masa.ke))
            yield Hal(
                f"Verifikasi {masa}: {objek.nama.lower()}",
                f"{waiting} perangkat daerah menunggu.",
                f"{address}?objek={objek.kunci}",
                "Periksa",
                masa.kunci.date(),
            )


Pembuat = Callable[[Pengguna], Iterable[Hal]]
PEMBUAT: Mapping[str, tuple[Pembuat, ...]] = {
    Peran.KEPALA_OPD: (_pembukaan, _addendum, _lintas, _permintaan, _pk),
    Peran.BAPPEDA: (_draf, _lintas, _verifikasi),
    Peran.BPKAD: (_verifikasi,),
    Peran.WALIDATA: (_verifikasi,),
    Peran.BAGOR: (_pembukaan, _verifikasi),
    Peran.ADMIN: (_pembukaan,),
    Peran.PIMPINAN: (_draf, _pk),
    Peran.SEKDA: (_draf,),
}
