"""The way of a sheet as its page shows it: every stage, who works there, whose turn it is since when."""

from dataclasses import dataclass
from datetime import date

from sakip.evaluasi.acuan import find_butir, tahap_of, tenggat_tanggapan
from sakip.evaluasi.models import Penilaian, Serahan
from sakip.evaluasi.sudut import Sudut
from sakip.rules.tahapan import Tahap


@dataclass(frozen=True, slots=True)
class Langkah:
    """One stage: done (`lewat`), at work (`kini`) or ahead; the step that last left it, its last day."""

    nama: str
    keadaan: str
    serahan: Serahan | None
    tenggat: date | None


@dataclass(frozen=True, slots=True)
class Jalan:
    """All stages, and the last step back with its reason while the sheet lies where it went."""

    langkah: list[Langkah]
    kini: Tahap
    dikembalikan: Serahan | None


def build_jalan(sudut: Sudut) -> Jalan:
    """The stages of a sheet in their order: one query once it was handed over."""
    penilaian, tahapan, kini = sudut.orang.penilaian, sudut.lembar.tahapan, sudut.orang.kini
    found = Serahan.objects.filter(penilaian=penilaian).for_list()
    steps = list(found) if penilaian.tahap else []
    left = {one.dari: one for one in steps}
    at = tahapan.order(kini.kunci)
    if penilaian.status == Penilaian.Status.SELESAI:
        at = len(tahapan.tahap)
    rows = [
        Langkah(
            one.nama,
            "lewat" if n < at else "kini" if n == at else "nanti",
            left.get(one.kunci) if n < at else None,
            _due(penilaian, one) if n == at else None,
        )
        for n, one in enumerate(tahapan.tahap)
    ]
    last = steps[-1] if steps else None
    back = last if last is not None and last.kembali and last.ke == kini.kunci else None
    return Jalan(rows, kini, back)


def _due(penilaian: Penilaian, tahap: Tahap) -> date | None:
    if tahap.menanggapi and tahap == tahap_of(penilaian):
        return tenggat_tanggapan(penilaian, tahap)
    butir = find_butir(tahap.tutup, penilaian.tahun_evaluasi)
    return butir.due(penilaian.tahun_evaluasi) if butir else None
