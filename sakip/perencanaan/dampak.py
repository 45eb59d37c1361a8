"""What a draft touches outside its own words: each row needs a decision before it may come into force."""

from collections.abc import Iterator

from sakip.perencanaan.kait import DAMPAK, BarisDampak
from sakip.perencanaan.lintas import load_tanda
from sakip.perencanaan.models import IsiSimpul, Versi
from sakip.perencanaan.perbedaan import Perbedaan, compute_perbedaan

PILIHAN_ANAK = (
    ("pindah", "Renstra itu direvisi dan dipindahkan ke induk lain"),
    ("lepas", "Dibiarkan tanpa induk sampai revisi Renstra berikutnya"),
)
PILIHAN_TARGET = (
    ("ikut", "Ikut: janji tahun itu memakai angka baru"),
    ("tutup", "Tutup: janji tahun itu tidak dilanjutkan"),
)
PILIHAN_LANJUT = (
    ("ikut", "Ikut: simpul di bawahnya tetap di sini dengan rumusan baru"),
    ("tinjau", "Tinjau: Renstra itu perlu direvisi"),
)
PILIHAN_LINTAS = (
    ("tetap", "Tetap: kesepakatan berlaku apa adanya"),
    ("bahas", "Bahas: mitranya diajak menyepakati ulang"),
)
PILIHAN_LINTAS_HAPUS = (
    ("cabut", "Cabut: pengusul mengakhirinya"),
    ("pindah", "Pindah: diusulkan lagi dari simpul lain"),
)


def compute_dampak(versi: Versi) -> list[BarisDampak]:
    """The impact list of a draft against the version in force; empty for a first version."""
    lama = Versi.objects.berlaku().filter(periode=versi.periode_id).first()
    return [] if lama is None else list_dampak(compute_perbedaan(lama, versi))


def list_dampak(perbedaan: Perbedaan) -> list[BarisDampak]:
    """The same, of a difference that is known."""
    return [
        *_anak_luar(perbedaan),
        *_target_berjalan(perbedaan),
        *_lintas(perbedaan),
        *(row for ask in DAMPAK for row in ask(perbedaan)),
    ]


def _anak_luar(perbedaan: Perbedaan) -> Iterator[BarisDampak]:
    """Nodes in force of other documents that hang under a node which goes or is worded anew."""
    changed = {one.pk: one for one in perbedaan.of("simpul", "dihapus", "diubah")}
    rows = IsiSimpul.objects.filter(induk__in=changed).berlaku()
    rows = rows.exclude(simpul__periode=perbedaan.baru.periode_id)
    rows = rows.select_related("simpul__periode__perangkat_daerah")
    for row in rows.order_by("simpul__periode__perangkat_daerah__kode", "simpul__kode"):
        above = changed[row.induk_id or 0]
        owner = row.simpul.periode.perangkat_daerah
        whose = f"{row.simpul.periode}{f' {owner.singkatan}' if owner else ''}"
        gone = above.jenis == "dihapus"
        yield BarisDampak(
            f"{'anak_hapus' if gone else 'anak'}:{above.pk}:{row.simpul_id}",
            f"Simpul dokumen lain di bawah yang {'dihapus' if gone else 'diubah'}",
            f"{row.simpul.kode} di {whose}",
            f"Induknya, {above.kode} {above.judul}, {'dihapus' if gone else 'diubah'}.",
            PILIHAN_ANAK if gone else PILIHAN_LANJUT,
        )


def _target_berjalan(perbedaan: Perbedaan) -> Iterator[BarisDampak]:
    """Promises of this year and the years before it that read differently."""
    this_year = perbedaan.baru.instansi.hari_ini.year
    for one in perbedaan.of("indikator", "diubah", "dihapus"):
        if years := [str(year) for year in one.tahun if year <= this_year]:
            yield BarisDampak(
                f"target:{one.pk}:{'-'.join(years)}",
                "Target tahun yang sudah berjalan",
                f"Target {', '.join(years)} {one.kode} {one.judul}",
                "Tahun ini sudah berjalan atau lewat.",
                PILIHAN_TARGET,
            )


def _lintas(perbedaan: Perbedaan) -> Iterator[BarisDampak]:
    """What was asked of or agreed with other units at a node which goes, moves or is worded anew."""
    changed = {one.pk: one for one in perbedaan.of("simpul", "dihapus", "diubah", "dipindah")}
    for pk, rows in sorted(load_tanda(changed).items()):
        one = changed[pk]
        gone = one.jenis == "dihapus"
        for row in rows:
            yield BarisDampak(
                f"{'lintas_hapus' if gone else 'lintas'}:{pk}:{row.pk}",
                f"Tautan lintas pada simpul yang {'dihapus' if gone else 'berubah'}",
                f"Lintas {row}",
                f"{row.get_status_display()} pada {one.kode} {one.judul}: {row.sumbangan}",
                PILIHAN_LINTAS_HAPUS if gone else PILIHAN_LINTAS,
            )
