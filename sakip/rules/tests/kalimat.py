"""The labelled sentences beside the vocabulary, and how many of them the lint gets right."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sakip.rules.kosakata import kosakata_on
from sakip.rules.lint_rumusan import check_teks
from sakip.rules.regulasi import FOLDER, read_toml
from sakip.rules.temuan import lint_on

HARI = date(2026, 1, 1)
KOSAKATA = kosakata_on(HARI)
ATURAN = lint_on(HARI)
LABEL = {"baik": "hasil", "salah": "hasil"}
WANTED = {"salah": "L01", "ukur_keluaran": "L02", "tanpa_penyebut": "L11"}


@dataclass(frozen=True)
class Kalimat:
    """A sentence, the kind it was labelled as, and the code that the lint must give; "" for none."""

    teks: str
    jenis: str

    @property
    def kode(self) -> str:
        return WANTED.get(self.jenis, "")

    @property
    def untuk_uji(self) -> bool:
        """Whether it belongs to the half that nobody tunes on: by its checksum, so for ever."""
        return zlib.crc32(self.teks.encode()) % 2 == 1

    def found(self) -> set[str]:
        temuan = check_teks(ATURAN, KOSAKATA, LABEL.get(self.jenis, "indikator"), self.teks)
        return {satu.kode for satu in temuan}

    def is_right(self) -> bool:
        return self.kode in self.found() if self.kode else not self.found()


def read_kalimat(nama: str) -> Iterator[Kalimat]:
    berkas = read_toml(FOLDER / "penjenjangan" / "bahasa" / "contoh" / f"{nama}.toml")
    for urusan in berkas.values():
        for jenis, rows in urusan.items():
            yield from (Kalimat(teks, jenis) for teks in rows)


def measure(rows: list[Kalimat]) -> tuple[int, int, int, int]:
    """Faults found, faults, false alarms, good sentences."""
    salah = [row for row in rows if row.kode]
    baik = [row for row in rows if not row.kode]
    return (
        sum(row.is_right() for row in salah),
        len(salah),
        sum(not row.is_right() for row in baik),
        len(baik),
    )
