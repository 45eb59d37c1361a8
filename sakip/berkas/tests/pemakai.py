"""A table that points to files, as the apps above register theirs."""

from dataclasses import dataclass, field

from sakip.berkas import pemakai
from sakip.berkas.models import Berkas
from sakip.berkas.pemakai import Pemakaian


@dataclass
class Uji:
    """Pointers kept in a list: the file, who sees the page, and the other words of a Pemakaian."""

    nama: str = "uji"
    label: str = "Halaman uji"
    isi: list[tuple[Berkas, tuple, dict]] = field(default_factory=list)

    def tunjuk(self, berkas, label="IK02", halaman="4", melihat=(), kunci="", **lain):
        words = {"label": label, "halaman": halaman, "kunci": kunci} | lain
        self.isi.append((berkas, tuple(melihat), words))

    def pointed(self):
        return Berkas.objects.filter(pk__in=[row.pk for row, *_ in self.isi]).values("pk")

    def readable_to(self, user):
        seen = [row.pk for row, people, _ in self.isi if user in people]
        return Berkas.objects.filter(pk__in=seen).values("pk")

    def load_pemakaian(self, user, berkas):
        for row, people, words in self.isi:
            if row.pk in berkas:
                yield Pemakaian(row.pk, alamat="/halaman-uji/", terlihat=user in people, **words)


def daftarkan(monkeypatch):
    """The only registered table of a test."""
    uji = Uji()
    monkeypatch.setattr(pemakai, "_TERDAFTAR", {})
    pemakai.register(uji)
    return uji
