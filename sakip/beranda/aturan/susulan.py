"""What happens after a sheet was locked or approved: reopening, figures that came late, checking."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse

from sakip.beranda.fakta import Fakta, Penulis, Sumber
from sakip.beranda.hal import Pihak, Tugas
from sakip.organisasi.models import Pengguna, Peran, PerangkatDaerah
from sakip.pengukuran.alamat import address_of
from sakip.pengukuran.models import (
    Addendum,
    LembarRealisasi,
    Masa,
    Pembukaan,
    Potret,
    Realisasi,
)
from sakip.pengukuran.permissions import PEMBUKA
from sakip.pengukuran.verifikasi import load_menunggu_periksa
from sakip.rules.tanggal import triwulan_of
from sakip.web.clock import now

Menunggu = Pembukaan.Status


def putuskan_pembukaan(user: Pengguna) -> Iterator[Sumber]:
    """Requests on which this person decides now, the longest waiting first."""
    rows = Pembukaan.objects.visible_to(user).exclude(diminta_oleh=user)
    if user.cap is not None and user.cap.peran in PEMBUKA:
        rows = rows.filter(status=Menunggu.DIAJUKAN).exclude(disetujui_oleh=user)
    else:
        rows = rows.filter(status=Menunggu.MENUNGGU_KEPALA, lembar__perangkat_daerah=_unit(user))

    def tulis(f: Fakta) -> Tugas:
        return _of_pembukaan(
            f, "pembukaan-putuskan", f"Putuskan permintaan pembukaan {_masa(f)}",
            tombol="Lihat dan putuskan", keputusan=True,
        )  # fmt: skip

    yield _pembukaan(user, rows, tulis)


def tunggu_pembukaan(user: Pengguna) -> Iterator[Sumber]:
    """What the unit asked, and on whom it waits."""
    rows = Pembukaan.objects.visible_to(user).filter(lembar__perangkat_daerah=_unit(user))
    asked = Q(status=Menunggu.DIAJUKAN)
    if user.cap is not None and user.cap.peran == Peran.OPERATOR_OPD:
        asked |= Q(status=Menunggu.MENUNGGU_KEPALA)

    def tulis(f: Fakta) -> Tugas:
        pihak = Pihak(user.instansi.sebutan_bagian_organisasi, Peran.BAGOR)
        if f.teks["status"] == Menunggu.MENUNGGU_KEPALA:
            pihak = Pihak(f"Kepala {f.teks['singkatan']}", Peran.KEPALA_OPD, _unit(user))
        return _of_pembukaan(
            f, "pembukaan-tunggu", f"Pembukaan kembali {_masa(f)}", tombol="Lihat", pihak=pihak
        )

    yield _pembukaan(user, rows.filter(asked), tulis)


def putuskan_addendum(user: Pengguna) -> Iterator[Sumber]:
    """Figures after the lock on which the head decides."""
    rows = _addendum(user).filter(status=Addendum.Status.DIAJUKAN).exclude(diajukan_oleh=user)

    def tulis(f: Fakta) -> Tugas:
        return Tugas(
            f"addendum-putuskan/{f.pk}", f"Putuskan angka susulan {_masa(f)}", f.teks["nama"],
            _sheet(f), "Lihat dan putuskan", keputusan=True,
        )  # fmt: skip

    yield _of_addendum(rows, tulis)


def perbaiki_addendum(user: Pengguna) -> Iterator[Sumber]:
    """Figures after the lock: those that wait for the head, came back, or are still to be written."""
    rows = _addendum(user)

    def tunggu(f: Fakta) -> Tugas:
        head = Pihak(f"Kepala {f.teks['singkatan']}", Peran.KEPALA_OPD, _unit(user))
        return Tugas(
            f"addendum-tunggu/{f.pk}", f"Keputusan atas angka susulan {_masa(f)}", f.teks["nama"],
            _sheet(f), "Lihat", pihak=head,
        )  # fmt: skip

    def perbaiki(f: Fakta) -> Tugas:
        return Tugas(
            f"addendum-perbaiki/{f.pk}", f"Perbaiki angka susulan {_masa(f)}",
            f"{f.teks['nama']}. Dikembalikan: “{f.teks['alasan']}”", _form(f), "Perbaiki",
        )  # fmt: skip

    yield _of_addendum(rows.filter(status=Addendum.Status.DIAJUKAN), tunggu)
    newer = Addendum.objects.filter(potret=OuterRef("potret"), pk__gt=OuterRef("pk"))
    returned = rows.filter(~Exists(newer), status=Addendum.Status.DIKEMBALIKAN)
    yield _of_addendum(returned, perbaiki)
    yield _belum_addendum(user)


def verifikasi(user: Pengguna) -> Iterator[Sumber]:
    """Approved sheets of open quarters that wait for this checker: one line a part; one query more."""
    for masa, objek, sheets in load_menunggu_periksa(user):
        yield _of_verifikasi(user, masa, objek.kunci, objek.nama.lower(), sheets)


def _of_verifikasi(
    user: Pengguna, masa: Masa, kunci: str, nama: str, sheets: QuerySet[LembarRealisasi]
) -> Sumber:
    address = reverse("pengukuran:verifikasi_list", args=(masa.tahun, masa.ke))
    due = masa.kunci.astimezone(ZoneInfo(user.instansi.zona_waktu)).date()

    def tulis(f: Fakta) -> Tugas:
        return Tugas(
            f"verifikasi/{masa.pk}/{kunci}", f"Verifikasi {masa}: {nama}",
            f"{f.semua} perangkat daerah menunggu.", f"{address}?objek={kunci}", "Periksa",
            tenggat=due, menit=3 * f.semua, acara=f"Verifikasi {masa}: {nama}",
        )  # fmt: skip

    return Sumber(sheets, tulis, ringkas=True)


def _belum_addendum(user: Pengguna) -> Sumber:
    """Figures whose source published after the lock, and that nobody brought yet."""
    today, moment, zone = user.instansi.hari_ini, now(), ZoneInfo(user.instansi.zona_waktu)
    sheet = LembarRealisasi.objects.visible_to(user).filter(
        masa=OuterRef("masa"), perangkat_daerah=OuterRef("perangkat_daerah")
    )
    reopened = Pembukaan.objects.open_at(moment).filter(
        lembar__masa=OuterRef("masa"), lembar__perangkat_daerah=OuterRef("perangkat_daerah")
    )
    waits = Addendum.objects.filter(
        potret=OuterRef("pk"), status__in=(Addendum.Status.DIAJUKAN, Addendum.Status.DIKEMBALIKAN)
    )
    nothing = Q(realisasi__isnull=True) | ~Q(realisasi__keadaan=Realisasi.Keadaan.TERISI)
    rows = Potret.objects.filter(
        nothing, ~Exists(waits), ~Exists(reopened), Exists(sheet), perangkat_daerah=_unit(user),
        diukur=True, masa__kunci__lte=moment, rilis_pada__lte=today,
        rilis_pada__gt=TruncDate("masa__kunci", tzinfo=zone),
    )  # fmt: skip

    def tulis(f: Fakta) -> Tugas:
        return Tugas(
            f"addendum-tulis/{f.pk}", f"Tulis angka susulan {_masa(f)}",
            f"{f.teks['nama']}: sumbernya sudah terbit.", _form(f), "Tulis", menit=3,
        )  # fmt: skip

    return Sumber(
        rows, tulis,
        teks={"nama": "nama", "jenis": "masa__jenis"},
        angka={"tahun": "masa__tahun", "ke": "masa__ke", "potret": "pk",
               "lembar": Subquery(sheet.values("pk")[:1])},
    )  # fmt: skip


def _unit(user: Pengguna) -> int | None:
    return user.cap.perangkat_daerah_id if user.cap else None


def _masa(f: Fakta) -> Masa:
    return Masa(tahun=f.angka["tahun"], ke=f.angka["ke"], jenis=f.teks["jenis"])


def _pembukaan(user: Pengguna, rows: QuerySet[Pembukaan], tulis: Penulis) -> Sumber:
    today = user.instansi.hari_ini
    unit, masa = "lembar__perangkat_daerah__", "lembar__masa__"
    return Sumber(
        rows, tulis,
        teks={"nama": f"{unit}nama", "singkatan": f"{unit}singkatan", "alasan": "alasan",
              "status": "status", "jenis": f"{masa}jenis"},
        angka={"tahun": f"{masa}tahun", "ke": f"{masa}ke"},
        lainnya=reverse("pengukuran:pembukaan_list", args=(today.year, triwulan_of(today))),
    )  # fmt: skip


def _of_pembukaan(f: Fakta, apa: str, judul: str, **lain: Any) -> Tugas:
    address = reverse("pengukuran:pembukaan_detail", args=(f.pk,))
    return Tugas(f"{apa}/{f.pk}", judul, f"{f.teks['nama']}: {f.teks['alasan']}", address, **lain)


def _addendum(user: Pengguna) -> QuerySet[Addendum]:
    return Addendum.objects.visible_to(user).filter(potret__perangkat_daerah=_unit(user))


def _of_addendum(rows: QuerySet[Addendum], tulis: Penulis) -> Sumber:
    sheet = LembarRealisasi.objects.filter(
        masa=OuterRef("potret__masa"), perangkat_daerah=OuterRef("potret__perangkat_daerah")
    )
    unit, masa = "potret__perangkat_daerah__", "potret__masa__"
    return Sumber(
        rows, tulis,
        teks={"nama": "potret__nama", "kode": f"{unit}kode", "singkatan": f"{unit}singkatan",
              "alasan": "alasan", "jenis": f"{masa}jenis"},
        angka={"tahun": f"{masa}tahun", "ke": f"{masa}ke", "potret": "potret",
               "lembar": Subquery(sheet.values("pk")[:1])},
    )  # fmt: skip


def _sheet(f: Fakta) -> str:
    unit = PerangkatDaerah(kode=f.teks["kode"])
    return address_of(LembarRealisasi(masa=_masa(f), perangkat_daerah=unit))


def _form(f: Fakta) -> str:
    return reverse("pengukuran:addendum_create", args=(f.angka["lembar"], f.angka["potret"]))
