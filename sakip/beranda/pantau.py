"""For those who run the cycle: how far the open quarter is, and what a new agency does first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists
from django.urls import reverse

from sakip.beranda.hal import Pihak, Tugas
from sakip.organisasi.models import Pengguna, PerangkatDaerah, TahunKerja
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.pengukuran.pantauan import SARING, load_baris
from sakip.rules.tanggal import triwulan_of
from sakip.web.clock import now


@dataclass(frozen=True, slots=True)
class Setrip:
    """Units of the open quarter by how full their sheets are: (key, words, how many), the fullest first."""

    masa: Masa
    alamat: str
    semua: int
    bagian: list[tuple[str, str, int]]
    belum_diajukan: int


def load_setrip(user: Pengguna) -> Setrip | None:
    """The open quarter whose deadline is next; None when no quarter is open. Three queries."""
    moment = now()
    masa = (
        Masa.objects.visible_to(user)
        .filter(buka__lte=moment, kunci__gt=moment, jenis=Masa.Jenis.TRIWULAN)
        .select_related("instansi")
        .order_by("tutup", "pk")
        .first()
    )
    if masa is None:
        return None
    lembar = LembarRealisasi.objects.visible_to(user).filter(masa=masa)
    rows = load_baris(lembar.select_related("perangkat_daerah"), masa)
    words = dict(SARING)
    return Setrip(
        masa,
        reverse("pengukuran:pantauan", args=(masa.tahun, masa.tw)),
        len(rows),
        [(k, words[k], sum(r.isi == k for r in rows)) for k in ("lengkap", "sebagian", "belum")],
        sum(row.lembar.can_be_typed for row in rows),
    )


def pantau(user: Pengguna, setrip: Setrip | None) -> Iterator[Tugas]:
    """Units that have not sent; and this quarter, when nobody opened it. One query."""
    today = user.instansi.hari_ini
    tahun, tw = today.year, triwulan_of(today)
    opened = Masa.objects.visible_to(user).filter(tahun=tahun, ke=tw, jenis=Masa.Jenis.TRIWULAN)
    if not opened.exists():
        yield Tugas(
            f"masa-buka/{tahun}/{tw}", "Buka masa pengukuran triwulan ini",
            "Perangkat daerah baru dapat mengisi setelah masa dibuka.",
            reverse("pengukuran:kalender", args=(tahun, tw)), "Buka kalender",
        )  # fmt: skip
    if setrip is not None and setrip.belum_diajukan:
        yield Tugas(
            f"pantau/{setrip.masa.pk}", f"Pengajuan realisasi {setrip.masa}",
            f"{setrip.semua - setrip.belum_diajukan} dari {setrip.semua} perangkat daerah sudah mengajukan.",
            setrip.alamat, "Lihat dan ingatkan", pihak=Pihak("Perangkat daerah"),
        )  # fmt: skip


def siapkan_instansi(user: Pengguna) -> Iterator[Tugas]:
    """A new agency: what comes first. One query."""
    units = PerangkatDaerah.objects.visible_to(user)
    if TahunKerja.objects.visible_to(user).filter(Exists(units)).exists():
        return
    yield Tugas(
        "instansi-siapkan", "Siapkan instansi Anda",
        "Isi profil, buka tahun kerja, lalu tambahkan perangkat daerah dan orangnya.",
        reverse("organisasi:setelan"), "Buka Setelan",
    )  # fmt: skip
