"""R12: comments in which one was named, until they were read or answered."""

from collections.abc import Iterator

from django.urls import reverse

from sakip.beranda.fakta import Fakta, Sumber
from sakip.beranda.hal import Tugas
from sakip.organisasi.models import Pengguna
from sakip.percakapan.models import Komentar, Sebutan


def sebutan(user: Pengguna) -> Iterator[Sumber]:
    """Only beside what the person still sees; each as one line."""
    rows = Sebutan.objects.filter(
        pengguna=user, dibaca_pada__isnull=True, komentar__dihapus_pada__isnull=True,
        komentar__in=Komentar.objects.visible_to(user).order_by().values("pk"),
    )  # fmt: skip

    def tulis(f: Fakta) -> Tugas:
        args = (f.teks["jenis"], f.angka["objek"])
        return Tugas(
            f"sebutan/{f.pk}", f"Baca komentar {f.teks['penulis']}", f"“{f.teks['teks']}”",
            reverse("percakapan:komentar_list", args=args), "Baca", segera=True,
        )  # fmt: skip

    yield Sumber(
        rows, tulis,
        teks={"jenis": "komentar__jenis", "penulis": "komentar__penulis__nama",
              "teks": "komentar__teks"},
        angka={"objek": "komentar__objek"},
    )  # fmt: skip
