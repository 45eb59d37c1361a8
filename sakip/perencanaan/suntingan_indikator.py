"""The edits of indicators and their promises in a draft."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sakip.perencanaan.acuan import load_roots
from sakip.perencanaan.checks import years_of
from sakip.perencanaan.isi import Isi, Kunci, new_isi, target_columns
from sakip.perencanaan.models import IsiIndikator, PeriodeRencana
from sakip.perencanaan.ruang import HILANG, Ruang, Ubahan
from sakip.perencanaan.suntingan import create_indikator, find_letak, remove_indikator
from sakip.perencanaan.urutan import JARAK
from sakip.rules.agregasi import Agregasi
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.indikator import check_target
from sakip.rules.periode import Frekuensi
from sakip.rules.pilihan import member
from sakip.rules.rumus import Rumus
from sakip.rules.skala import SkalaOrdinal, load_skala_ordinal
from sakip.rules.target import Target
from sakip.web.fields import check_ukuran

# What a new sheet says until somebody says otherwise.
BAWAAN: Isi = {
    "rumus": Rumus.RASIO.value,
    "arah": Rumus.RASIO.arah.value if Rumus.RASIO.arah else "",
    "agregasi": Agregasi.POSISI_AKHIR.value,
    "frekuensi": Frekuensi.TAHUNAN.value,
}


@dataclass(frozen=True, slots=True)
class TambahIndikator:
    """A new indicator behind those of its node, under the node's accountable unit."""

    simpul: int
    nama: str
    satuan: str
    isi: Isi
    judul = "Menambah indikator"

    def compute(self, ruang: Ruang) -> list[Ubahan]:
        node = find_letak(ruang, self.simpul)
        owner = ruang.read("simpul", simpul_id=self.simpul) or {}
        unit = owner.get("perangkat_daerah_id") or ruang.periode.perangkat_daerah_id
        isi = {"perangkat_daerah_id": unit, "nama": self.nama, "satuan": self.satuan, **self.isi}
        if isi["perangkat_daerah_id"] is None:
            raise RuleError("Pilih perangkat daerah yang menjawab untuk indikator ini.")
        place = {"simpul_id": self.simpul, "urutan": last_urutan(ruang, self.simpul) + JARAK}
        new = ruang.check("indikator", new_isi("indikator", **BAWAAN | isi | place))
        indikator = create_indikator(ruang, node)
        return [Ubahan("indikator", {"indikator_id": indikator.pk}, None, new)]


@dataclass(frozen=True, slots=True)
class UbahIndikator:
    """Another sheet; `lihat` is the token of what was seen. Moving it to another node is its `simpul_id`."""

    indikator: int
    lihat: str
    isi: Isi
    judul = "Mengubah indikator"

    def compute(self, ruang: Ruang) -> list[Ubahan]:
        kunci: Kunci = {"indikator_id": self.indikator}
        ruang.require_seen("indikator", kunci, self.lihat, self.isi)
        isi = dict(self.isi)
        simpul = isi.get("simpul_id")
        changed = ruang.change("indikator", kunci, **isi)
        if simpul is not None and changed.sebelum and changed.sebelum["simpul_id"] != simpul:
            find_letak(ruang, simpul)
            urutan = last_urutan(ruang, simpul) + JARAK
            return [ruang.change("indikator", kunci, **isi, urutan=urutan)]
        return [changed]


@dataclass(frozen=True, slots=True)
class HapusIndikator:
    """The indicator goes with its promises."""

    indikator: int
    lihat: str
    judul = "Menghapus indikator"

    def compute(self, ruang: Ruang) -> list[Ubahan]:
        ruang.require_seen("indikator", {"indikator_id": self.indikator}, self.lihat, {})
        return remove_indikator(ruang, [self.indikator])


@dataclass(frozen=True, slots=True)
class UbahTarget:
    """Other promises by year (None: no promise any more); `lihat` by year is the token of what was seen."""

    indikator: int
    lihat: Mapping[int, str]
    target: Mapping[int, Target | None]
    judul = "Mengubah target"

    def compute(self, ruang: Ruang) -> list[Ubahan]:
        sheet = ruang.find("indikator", indikator_id=self.indikator)
        if not isinstance(sheet, IsiIndikator):
            raise Konflik((HILANG,))
        found = []
        for tahun, target in self.target.items():
            kunci: Kunci = {"indikator_id": self.indikator, "tahun": tahun}
            new = None if target is None else target_columns(target)
            old = ruang.require_seen("target", kunci, self.lihat.get(tahun, ""), new)
            if old == new:
                continue
            if target is not None:
                require_target(ruang.periode, sheet.rumus, sheet.skala, tahun, target)
            found.append(Ubahan("target", kunci, old, new))
        return found


def require_target(
    periode: PeriodeRencana, rumus: str, skala: str, tahun: int, target: Target
) -> None:
    """Go on when this is a promise that an indicator of that formula can make for that year."""
    faults = list(check_janji(target, member(Rumus, rumus), find_skala(skala)))
    if tahun not in years_of(periode):
        faults.append(f"Tahun {tahun} di luar masa dokumen ini.")
    if faults:
        raise RuleError(f"Target {tahun}: {faults[0]}")


def find_skala(kunci: str) -> SkalaOrdinal | None:
    """The ordinal scale of a sheet, None for figures."""
    return load_skala_ordinal(load_roots()).get(kunci)


def check_janji(target: Target, rumus: Rumus, skala: SkalaOrdinal | None) -> Iterator[str]:
    """Why this promise cannot be kept exactly, or not measured by the formula."""
    for angka in (target.bawah, target.atas):
        yield from check_ukuran(angka)
    if pesan := check_target(target, rumus, skala):
        yield pesan


def last_urutan(ruang: Ruang, simpul: int) -> int:
    """The rank of the last indicator of a node."""
    rows = IsiIndikator.objects.di_versi(ruang.versi).filter(simpul=simpul)
    return max(rows.values_list("urutan", flat=True), default=0)
