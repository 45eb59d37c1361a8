"""What the charts of jalan show, from the page's own values."""

from collections.abc import Sequence

from sakip.jalan.gambar import Batang, Garis, draw_batang, draw_garis
from sakip.jalan.rencana import IsiJalan
from sakip.jalan.riwayat import Potongan
from sakip.rules.angka import write_angka


def draw_jalan(isi: IsiJalan) -> Batang:
    """Now, the official value, the line of the target, the plan's end and the own ceiling on one bar."""
    sesudah = (isi.rencana or isi.tertinggi).sesudah
    langit = isi.langit.sendiri
    tanda = [
        (isi.sekarang.total, f"{write_angka(isi.sekarang.total)} sekarang, perkiraan", "perkiraan"),
        (isi.menuju.bawah, f"{write_angka(isi.menuju.bawah)} garis {isi.menuju.kode}", "garis"),
        (sesudah.total, f"{write_angka(sesudah.total)} akhir rencana, perkiraan", "perkiraan"),
        (langit.total, f"{write_angka(langit.total)} langit, perkiraan", "perkiraan"),
    ]
    if isi.resmi:
        resmi = f"{write_angka(isi.resmi.total)} resmi {isi.resmi.tahun}"
        tanda.append((isi.resmi.total, resmi, "resmi"))
    return draw_batang(isi.soal.instrumen.predikat.predikat, tanda)


def draw_riwayat(potongan: Sequence[Potongan]) -> Garis:
    """The official totals, in pieces of one regulation each."""
    skema = potongan[-1].tahun[-1].instrumen.predikat.predikat
    return draw_garis(
        skema,
        [
            [(row.tahun, row.total, write_angka(row.total)) for row in satu.tahun]
            for satu in potongan
        ],
    )
