"""From one planning period to the next: the documents before, and what became of their indicators."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from sakip.perencanaan.models import Indikator, IsiIndikator, PeriodeRencana
from sakip.perencanaan.models.indikator import IsiIndikatorQuerySet
from sakip.perencanaan.stored import in_force
from sakip.rules.kelanjutan import MIRIP, Kelanjutan, compute_kelanjutan, compute_mirip, kata_nama

# Through how many documents a line is followed: twenty years.
GARIS_TERPANJANG = 4


@dataclass(frozen=True, slots=True)
class Pasangan:
    """An indicator of the period before and what goes on from it in this document, if anything does."""

    lama: IsiIndikator
    baru: IsiIndikator | None = None

    @property
    def alasan(self) -> str:
        """Why nothing goes on from it."""
        return "" if self.baru else self.lama.indikator.alasan_berhenti

    @property
    def kelanjutan(self) -> Kelanjutan:
        """What became of it."""
        if self.baru is not None:
            return compute_kelanjutan(self.lama.cara_ukur, self.baru.cara_ukur)
        return Kelanjutan.BERHENTI if self.alasan else Kelanjutan.BELUM


@dataclass(frozen=True, slots=True)
class Ruas:
    """A part of an indicator's line: what it says in one document, and how the next one goes on from it."""

    isi: IsiIndikator
    kelanjutan: Kelanjutan


@dataclass(frozen=True, slots=True)
class Pemetaan:
    """The indicators of the period before, each with its fate, and those of this one that are new.

    `pendahulu`: the documents before.
    """

    pendahulu: list[PeriodeRencana]
    pasangan: list[Pasangan]
    tersisa: list[IsiIndikator]

    def count(self, kelanjutan: Kelanjutan) -> int:
        """How many have this fate."""
        return sum(one.kelanjutan is kelanjutan for one in self.pasangan)

    def find(self, lama: int) -> Pasangan | None:
        """The pair of this indicator of the period before."""
        return next((one for one in self.pasangan if one.lama.indikator_id == lama), None)

    def suggest(self) -> Iterator[Pasangan]:
        """Pairs that nobody has decided on, alike in name; each new indicator at most once."""
        free = {row.pk: (kata_nama(row.nama), row) for row in self.tersisa}
        for one in self.pasangan:
            if one.kelanjutan is not Kelanjutan.BELUM or not free:
                continue
            kata = kata_nama(one.lama.nama)
            mirip, pk = max((compute_mirip(kata, other), -pk) for pk, (other, _) in free.items())
            if mirip >= MIRIP:
                yield Pasangan(one.lama, free.pop(-pk)[1])


def load_pendahulu(periode: PeriodeRencana) -> list[PeriodeRencana]:
    """The documents in force before this one: the newest of its owner, and of each unit that became it."""
    unit = periode.perangkat_daerah
    owners = [None] if unit is None else list(unit.chain())
    rows = PeriodeRencana.objects.filter(
        instansi=periode.instansi_id, tahun_awal__lt=periode.tahun_awal
    ).select_related("instansi", "perangkat_daerah")
    found = [in_force(rows, owner).first() for owner in owners]
    return [one for one in found if one is not None]


def load_pemetaan(periode: PeriodeRencana) -> Pemetaan:
    """All pairs of a document, against its draft if one is open; four queries beside the documents."""
    pendahulu = load_pendahulu(periode)
    before = IsiIndikator.objects.filter(indikator__periode__in=pendahulu).berlaku()
    versi = periode.versi_set.terbuka().first() or periode.versi_set.berlaku().first()
    rows = IsiIndikator.objects.none() if versi is None else IsiIndikator.objects.di_versi(versi)
    here = list(_whole(rows))
    by_asal = {row.indikator.asal_id: row for row in here if row.indikator.asal_id}
    pairs = [Pasangan(row, by_asal.get(row.indikator_id)) for row in _whole(before)]
    met = {one.baru.pk for one in pairs if one.baru}
    return Pemetaan(pendahulu, pairs, [row for row in here if row.pk not in met])


def load_garis(sheets: Iterable[IsiIndikator]) -> dict[int, list[Ruas]]:
    """The line of each of these indicators through up to four documents, the newest first; two queries."""
    own = {row.indikator_id: row for row in sheets}
    earlier = ["__".join(["asal"] * n) for n in range(1, GARIS_TERPANJANG)]
    rows = list(Indikator.objects.filter(pk__in=own).select_related(*earlier))
    lines = {row.pk: list(islice(_back(row), GARIS_TERPANJANG)) for row in rows}
    before = {one.pk for line in lines.values() for one in line} - own.keys()
    stored = _whole(IsiIndikator.objects.filter(indikator__in=before).berlaku())
    known = {row.indikator_id: row for row in stored} | own
    return {pk: list(_join(line, known)) for pk, line in lines.items()}


def _back(row: Indikator | None) -> Iterator[Indikator]:
    while row is not None:
        yield row
        row = row.asal


def _join(line: Iterable[Indikator], known: Mapping[int, IsiIndikator]) -> Iterator[Ruas]:
    """The parts of a line as far back as each says something."""
    newer: IsiIndikator | None = None
    for one in line:
        isi = known.get(one.pk)
        if isi is None:
            return
        fate = compute_kelanjutan(isi.cara_ukur, newer.cara_ukur) if newer else Kelanjutan.LANJUT
        yield Ruas(isi, fate)
        newer = isi


def _whole(rows: IsiIndikatorQuerySet) -> IsiIndikatorQuerySet:
    rows = rows.select_related("indikator__periode", "perangkat_daerah")
    return rows.order_by("indikator__periode", "urutan", "indikator__kode")
