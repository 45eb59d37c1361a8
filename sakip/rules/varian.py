"""A region's own evaluation sheet beside the national one, and the mark by which a sheet is known again.

PermenPANRB 88/2021 pasal 6: each head of region sets the technical policy of evaluation.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sakip.rules.angka import write_angka
from sakip.rules.instrumen import Instrumen, Skala, Subkomponen

TINGKAT = {"subkomponen": "per subkomponen", "kriteria": "per kriteria"}


def compute_sidik(instrumen: Instrumen) -> str:
    """The SHA-256 of what a sheet asks and counts, 64 hexadecimal digits.

    Comments, hints, meanings of answers and the words around them are left out: they may be mended
    without making it another sheet.
    """
    isi = json.dumps(_counted(instrumen), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(isi.encode()).hexdigest()


def compare_instrumen(lokal: Instrumen, nasional: Instrumen) -> tuple[str, ...]:
    """What a region's sheet does otherwise than the national one, in sentences, in the order of the sheet."""
    return tuple(_differences(lokal, nasional))


def _differences(lokal: Instrumen, nasional: Instrumen) -> Iterator[str]:
    if lokal.tingkat != nasional.tingkat:
        yield f"Jawaban diberikan {TINGKAT[lokal.tingkat]}, bukan {TINGKAT[nasional.tingkat]}."
    yield from _weights("Komponen", lokal.komponen, nasional.komponen)
    yield from _weights("Subkomponen", lokal.subkomponen, nasional.subkomponen)
    dulu = {row.kode: row for row in nasional.subkomponen}
    for sub in lokal.subkomponen:
        if sub.kode in dulu:
            yield from _criteria(sub, dulu[sub.kode])
    yield from _scales(lokal, nasional)
    tanpa = [
        row.nama.lower() for jenis, row in nasional.entitas.items() if jenis not in lokal.entitas
    ]
    if tanpa:
        yield f"Tidak untuk {', '.join(tanpa)}; lembar nasional yang dipakai di sana."


def _weights(apa: str, lokal: Iterable[Any], nasional: Iterable[Any]) -> Iterator[str]:
    """Components or sub-components that came, went, or weigh otherwise."""
    kini, dulu = ({row.kode: row for row in rows} for rows in (lokal, nasional))
    for kode, row in kini.items():
        bobot = write_angka(row.bobot, None)
        if kode not in dulu:
            yield f"{apa} {kode} {row.nama} ditambahkan, bobot {bobot}."
        elif row.bobot != dulu[kode].bobot:
            lama = write_angka(dulu[kode].bobot, None)
            yield f"Bobot {apa.lower()} {kode} {row.nama} menjadi {bobot}, nasional {lama}."
    hilang = ", ".join(kode for kode in dulu if kode not in kini)
    if hilang:
        yield f"{apa} {hilang} tidak ada."


def _criteria(lokal: Subkomponen, nasional: Subkomponen) -> Iterator[str]:
    kini, dulu = ({row.kode: row.uraian for row in sub.kriteria} for sub in (lokal, nasional))
    if len(kini) != len(dulu):
        yield f"{lokal.kode} memuat {len(kini)} kriteria, nasional {len(dulu)}."
    lain = [kode for kode, uraian in kini.items() if dulu.get(kode, uraian) != uraian]
    if lain:
        yield f"Kalimat kriteria {', '.join(lain)} berbeda."


def _scales(lokal: Instrumen, nasional: Instrumen) -> Iterator[str]:
    kini, dulu = ({_write_skala(satu) for satu in _used(row)} for row in (lokal, nasional))
    yield from (f"Jawaban {satu}." for satu in sorted(kini - dulu))


def _used(instrumen: Instrumen) -> Iterator[Skala]:
    """The scales that something is answered on."""
    yield from {id(row.skala): row.skala for row in instrumen.butir()}.values()


def _write_skala(skala: Skala) -> str:
    if not skala.pilihan:
        return "berupa angka"
    kode = "/".join(row.kode for row in skala.pilihan)
    return f"{kode} bernilai {'/'.join(write_angka(row.nilai, None) for row in skala.pilihan)}"


def _counted(instrumen: Instrumen) -> Mapping[str, Any]:
    return {
        "tingkat": instrumen.tingkat,
        "predikat": [
            (row.kode, str(row.bawah), row.bawah_termasuk, str(row.atas), row.atas_termasuk)
            for row in instrumen.predikat.predikat
        ],
        "status": {kode: str(nilai) for kode, nilai in instrumen.status.items()},
        "skala": {
            nama: [str(skala.penuh), [(row.kode, str(row.nilai)) for row in skala.pilihan]]
            for nama, skala in instrumen.skala.items()
        },
        "komponen": [(row.kode, row.nama, str(row.bobot)) for row in instrumen.komponen],
        "subkomponen": [
            (
                *(sub.kode, sub.nama, sub.lensa, str(sub.bobot), sub.skala),
                [(row.kode, row.uraian, str(row.bobot), row.skala) for row in sub.kriteria],
            )
            for sub in instrumen.subkomponen
        ],
        "entitas": {
            jenis: [row.tidak_berlaku, row.diwariskan, dict(row.uraian)]
            for jenis, row in instrumen.entitas.items()
        },
    }
