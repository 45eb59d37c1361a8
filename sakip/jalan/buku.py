"""The plan as a workbook; every row says that it is an estimate."""

from sakip.jalan.rencana import PERKIRAAN, IsiJalan
from sakip.web.xlsx import Kolom, LembarTulis, write_book

CATATAN = Kolom("catatan", "Catatan", lebar=30)


def write_jalan(isi: IsiJalan, nama: str) -> bytes:
    """Three sheets: where it stands and ends, the actions, the sub-components that rise."""
    rencana = isi.rencana or isi.tertinggi
    inti = [
        ("Entitas", nama),
        ("Dibaca dari", isi.titik.sumber),
        ("Sekarang", isi.sekarang.total),
        ("Resmi terakhir", isi.resmi.total if isi.resmi else "belum ada"),
        ("Galat model", "tidak diketahui" if isi.galat_model is None else isi.galat_model),
        ("Menuju", isi.menuju.kode),
        ("Tercapai", isi.rencana is not None),
        ("Akhir rencana", rencana.sesudah.total),
        ("Hari kerja", rencana.hk),
        ("Peluang semua diterima", rencana.peluang),
        ("Langit sendiri", isi.langit.sendiri.total),
    ]
    aksi = [
        (
            row.tindakan.kode, row.tindakan.nama, row.tindakan.hk, row.pemilik, row.kapan,
            ", ".join(one.kode for one in row.kriteria), row.tindakan.peluang, -row.turun, PERKIRAAN,
        )
        for row in isi.langkah
    ]  # fmt: skip
    naik = [(row.subkomponen, row.dari, row.ke, row.naik, PERKIRAAN) for row in rencana.langkah]
    return write_book(
        [
            LembarTulis(
                "Ringkas",
                (Kolom("hal", "Hal"), Kolom("isi", "Isi", lebar=36), CATATAN),
                [(hal, nilai, PERKIRAAN) for hal, nilai in inti],
            ),
            LembarTulis(
                "Tindakan",
                (
                    Kolom("kode", "Kode"), Kolom("nama", "Tindakan", lebar=50), Kolom("hk", "Hari kerja"),
                    Kolom("pemilik", "Pemilik"), Kolom("kapan", "Kapan", lebar=24),
                    Kolom("kriteria", "Kriteria", lebar=30), Kolom("peluang", "Peluang"),
                    Kolom("turun", "Bila ditolak"), CATATAN,
                ),
                aksi,
            ),
            LembarTulis(
                "Subkomponen",
                (
                    Kolom("sub", "Subkomponen"), Kolom("dari", "Dari"), Kolom("ke", "Ke"),
                    Kolom("naik", "Naik"), CATATAN,
                ),
                naik,
            ),
        ]
    )  # fmt: skip
