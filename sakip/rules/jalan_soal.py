"""Where one entity stands on the way to a predikat, and what it may do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from sakip.rules.instrumen import Instrumen, Kriteria, Pilihan, Subkomponen
from sakip.rules.jalan_jadwal import Musim
from sakip.rules.penilaian import Hasil, PenilaianError, Pesan, check_jenis_entitas, score_lke
from sakip.rules.saran import compute_batas
from sakip.rules.tindakan import Tindakan, check_katalog


@dataclass(frozen=True)
class Soal:
    """Where one entity stands and what it may do; check it with `check_soal` before anything else.

    `lanjut`: the whole years for which a sub-component stood complete; it counts only while it still is.
    `bintang`: criteria that follow results, which no action opens. `musim` is None without any deadline.
    `tetap`: the grades of sub-components of which no criterion can be judged here.
    """

    instrumen: Instrumen
    terpenuhi: frozenset[str]
    tindakan: tuple[Tindakan, ...]
    lanjut: Mapping[str, int] = field(default_factory=dict)
    bintang: frozenset[str] = frozenset()
    jenis_entitas: str | None = None
    musim: Musim | None = None
    tetap: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def dikenal(self) -> frozenset[str]:
        """Every criterion that applies to this entity."""
        subkomponen = self.instrumen.subkomponen
        return frozenset(row.kode for sub in subkomponen for row in self.kriteria(sub))

    @cached_property
    def terbuka(self) -> tuple[Tindakan, ...]:
        """The actions that still open something, by code; every other one counts as done."""
        return tuple(sorted(filter(self.opens, self.tindakan), key=lambda row: row.kode))

    def kriteria(self, sub: Subkomponen) -> tuple[Kriteria, ...]:
        """The criteria of a sub-component that apply to this entity."""
        return self.instrumen.kriteria(sub, self.jenis_entitas)

    def opens(self, row: Tindakan) -> frozenset[str]:
        """The criteria that this action would newly open."""
        return (frozenset(row.kriteria) & self.dikenal) - self.terpenuhi - self.bintang

    def after(self, tindakan: Iterable[Tindakan]) -> frozenset[str]:
        """The criteria that are met once these actions are done and accepted."""
        return self.terpenuhi.union(*map(self.opens, tindakan))

    def is_lengkap(self, sub: Subkomponen) -> bool:
        """Whether every criterion of a sub-component is met now."""
        own = self.kriteria(sub)
        return bool(own) and all(row.kode in self.terpenuhi for row in own)

    def compute_jawaban(self, sub: Subkomponen, bagian: Fraction) -> Pilihan:
        """The answer of a sub-component of which this share (0 to 1) is met."""
        # What becomes complete only now has not stood for a single year.
        lanjut = self.lanjut.get(sub.kode, 0) if self.is_lengkap(sub) else 0
        skala = self.instrumen.skala[sub.skala]
        jawaban = skala.find(self.tetap.get(sub.kode, ""))
        jawaban = jawaban or compute_batas(skala, bagian, lensa=sub.lensa, lanjut=lanjut)
        return jawaban or skala.pilihan[-1]

    def score(self, terpenuhi: frozenset[str]) -> Hasil:
        """The sheet once these criteria are met."""
        nilai = {}
        for sub in self.instrumen.subkomponen:
            bobot = {row.kode: Fraction(row.bobot) for row in self.kriteria(sub)}
            ada = sum((bobot[kode] for kode in bobot.keys() & terpenuhi), Fraction(0))
            semua = sum(bobot.values(), Fraction(0))
            nilai[sub.kode] = self.compute_jawaban(sub, ada / (semua or 1)).kode
        return score_lke(self.instrumen, nilai, jenis_entitas=self.jenis_entitas)


def check_soal(soal: Soal) -> None:
    """Raise PenilaianError with every fault of the start and the actions; its keys name the field."""
    check_jenis_entitas(soal.instrumen, soal.jenis_entitas)
    if pesan := list(_instrument_faults(soal.instrumen)) or list(_faults(soal)):
        raise PenilaianError(pesan)


def is_bertangga(instrumen: Instrumen) -> bool:
    """Whether sub-components are graded in steps by the share of their criteria, as the model reckons."""
    return instrumen.tingkat == "subkomponen" and all(
        sub.kriteria and any(row.ambang is not None for row in instrumen.skala[sub.skala].pilihan)
        for sub in instrumen.subkomponen
    )


def _instrument_faults(instrumen: Instrumen) -> Iterator[Pesan]:
    if not is_bertangga(instrumen):
        teks = (
            f"Nilai pada {instrumen.kunci} tidak naik bertangga menurut kriteria. Pilih peraturan yang "
            "menilai subkomponen dengan huruf, misalnya permenpanrb-88-2021."
        )
        yield Pesan("peraturan", teks)


def _faults(soal: Soal) -> Iterator[Pesan]:
    for kode in sorted(soal.terpenuhi - soal.dikenal):
        teks = (
            f"Kriteria {kode} tidak ada pada {soal.instrumen.kunci}; perbaiki atau hapus kodenya."
        )
        yield Pesan("terpenuhi", teks)
    dikenal = [sub.kode for sub in soal.instrumen.subkomponen]
    for kode, tahun in soal.lanjut.items():
        if kode not in dikenal:
            yield Pesan(f"lanjut.{kode}", f"Subkomponen tidak dikenal; pilih {', '.join(dikenal)}.")
        elif tahun < 0:
            yield Pesan(f"lanjut.{kode}", "Tulis berapa tahun utuh, 0 atau lebih.")
    for tempat, teks in check_katalog(soal.instrumen, soal.tindakan, soal.bintang):
        yield Pesan(f"tindakan {tempat}", teks)
