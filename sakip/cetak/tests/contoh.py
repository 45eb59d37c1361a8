"""A document with every part, and with texts that would like to be more than text."""

from datetime import date

from sakip.cetak.dokumen import (
    Bab,
    Daftar,
    Dokumen,
    Fakta,
    Kertas,
    Kolom,
    Paragraf,
    Pihak,
    Tabel,
    TandaTangan,
)

KOLOM = (
    Kolom("No", angka=True),
    Kolom("Indikator", lebar=7),
    Kolom("Realisasi", angka=True, lebar=2),
)


def make_dokumen(
    teks: str = "Teks biasa.", *, baris: int = 3, draf: bool = False, kertas: Kertas = Kertas.A4
) -> Dokumen:
    """One of each part; `teks` stands wherever a person may have typed it."""
    return Dokumen(
        judul=f"Laporan Kinerja {teks}",
        kop=("Pemerintah Kabupaten Contoh", teks),
        dicetak=date(2026, 11, 22),
        draf=draf,
        kertas=kertas,
        isi=(
            Fakta((("Perangkat daerah", teks),)),
            Bab(teks),
            Paragraf(f"{teks}\nParagraf kedua."),
            Tabel(
                teks,
                KOLOM,
                tuple((str(n), f"Indikator {n} {teks}", "1.234,50") for n in range(1, baris + 1)),
            ),
            Bab("Rekomendasi", tingkat=2),
            Daftar((teks, "Ukur setiap triwulan."), bernomor=True),
            Daftar((teks,)),
            TandaTangan("Contoh, 22 November 2026", (Pihak("Kepala Dinas", "Siti", (teks,)),)),
            TandaTangan(
                "Contoh, 22 November 2026",
                (Pihak("Pihak Kedua", "Bupati"), Pihak("Pihak Pertama", teks)),
            ),
        ),
    )
