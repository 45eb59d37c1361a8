"""The edit of a whole sheet: what an indicator says and what it promises, as one step."""

from collections.abc import Mapping
from dataclasses import dataclass

from sakip.perencanaan.isi import Isi, isi_of, target_columns, token
from sakip.perencanaan.ruang import BERUBAH, Ruang, Ubahan, compute_beda
from sakip.perencanaan.suntingan_indikator import UbahIndikator, require_target
from sakip.rules.decision import Beda, Konflik
from sakip.rules.target import JenisTarget, Target, write_target

Janji = Mapping[int, Target | None]


@dataclass(frozen=True, slots=True)
class UbahLembar:
    """Another sheet with other promises by year (None: no promise any more).

    `lihat` is the token of all that was seen (`see_lembar`); years that `target` does not name stay.
    """

    indikator: int
    lihat: str
    isi: Isi
    target: Janji
    judul = "Mengubah lembar indikator"

    def compute(self, ruang: Ruang) -> list[Ubahan]:
        stored = ruang.read("indikator", indikator_id=self.indikator)
        promised = read_target(ruang, self.indikator)
        if stored is None or _token(stored, promised) != self.lihat:
            raise Konflik(self._find_beda(stored, promised))
        changed = UbahIndikator(self.indikator, token(stored), self.isi).compute(ruang)
        return [*changed, *self._change_target(ruang, stored | self.isi, promised)]

    def _change_target(self, ruang: Ruang, isi: Isi, promised: Mapping[int, Isi]) -> list[Ubahan]:
        found = []
        for tahun, target in self.target.items():
            new = None if target is None else target_columns(target)
            if target is not None:
                require_target(ruang.periode, isi["rumus"], isi["skala"], tahun, target)
            kunci = {"indikator_id": self.indikator, "tahun": tahun}
            found.append(Ubahan("target", kunci, promised.get(tahun), new))
        return [one for one in found if one.sebelum != one.sesudah]

    def _find_beda(self, stored: Isi | None, promised: Mapping[int, Isi]) -> tuple[Beda, ...]:
        """What was typed beside what is stored now, where they differ."""
        words = [one for one in compute_beda("indikator", self.isi, stored) if one != BERUBAH]
        for tahun, target in self.target.items():
            mine, theirs = _write(target), _write(_to_target(promised.get(tahun)))
            if mine != theirs:
                words.append(Beda(f"target {tahun}", mine, theirs))
        return tuple(words) or (BERUBAH,)


def read_target(ruang: Ruang, indikator: int) -> dict[int, Isi]:
    """The promises of an indicator in the draft, by year."""
    return {row.tahun: isi_of(row) for row in ruang.targets_of([indikator])}


def see_lembar(ruang: Ruang, indikator: int) -> str:
    """What a person sees of a sheet with its promises, in short."""
    return _token(ruang.read("indikator", indikator_id=indikator), read_target(ruang, indikator))


def _token(isi: Isi | None, promised: Mapping[int, Isi]) -> str:
    return token(isi, *({"tahun": tahun, **one} for tahun, one in sorted(promised.items())))


def _to_target(isi: Isi | None) -> Target | None:
    if isi is None:
        return None
    return Target(JenisTarget(isi["jenis"]), isi["bawah"], isi["atas"], isi["label"])


def _write(target: Target | None) -> str:
    return "kosong" if target is None else write_target(target)
