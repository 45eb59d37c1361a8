"""What if: actions refused or wished for, the share of one unit, another reading of the scale.

Each answer is a problem of its own for `find_jalan`; nothing here searches by itself.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from decimal import Decimal

from sakip.rules.instrumen import Instrumen, Pilihan
from sakip.rules.jalan import Jalan, describe_jalan, find_jalan
from sakip.rules.jalan_soal import Soal
from sakip.rules.predikat import Predikat
from sakip.rules.tindakan import Tindakan

NOL = Decimal(0)


def drop_tindakan(
    tindakan: Iterable[Tindakan], dilarang: Collection[str]
) -> tuple[tuple[Tindakan, ...], tuple[str, ...]]:
    """The actions without those refused and without what waits for them; the codes that fell with them."""
    sisa, gugur = list(tindakan), {*dilarang}
    while jatuh := {row.kode for row in sisa if row.kode in gugur or gugur & {*row.syarat}}:
        sisa = [row for row in sisa if row.kode not in jatuh]
        gugur |= jatuh
    return tuple(sisa), tuple(sorted(gugur - {*dilarang}))


def needs_of(soal: Soal, kode: Collection[str]) -> frozenset[str]:
    """These open actions with all open ones that must come before them, by code."""
    menurut = {row.kode: row for row in soal.terbuka}
    butuh: set[str] = set()
    antre = list(kode)
    while antre:
        satu = antre.pop()
        if satu in menurut and satu not in butuh:
            butuh.add(satu)
            antre += menurut[satu].syarat
    return frozenset(butuh)


def find_andai(soal: Soal, menuju: Predikat, wajib: Collection[str] = ()) -> Jalan | None:
    """The cheapest plan that holds the actions `wajib`, with its proof; None when none reaches the predikat.

    What is wished for costs nothing in the search, so that everything else is bought around it; its
    effort is added to the plan and to the bound. A plan whose `mulai` is empty does not fit the season.
    """
    milik = needs_of(soal, wajib)
    if not milik:
        return find_jalan(soal, menuju)
    gratis = tuple(
        replace(row, hk_pusat=NOL, hk_entitas=NOL) if row.kode in milik else row
        for row in soal.tindakan
    )
    rencana = find_jalan(replace(soal, tindakan=gratis), menuju)
    if rencana is None:
        return None
    dipilih = milik | {row.kode for row in rencana.tindakan}
    biaya = sum((row.hk for row in soal.terbuka if row.kode in milik), NOL)
    return describe_jalan(
        soal,
        tuple(row for row in soal.terbuka if row.kode in dipilih),
        batas_bawah=rencana.batas_bawah + biaya,
        simpul=rencana.simpul,
    )


def share_of_entitas(tindakan: Iterable[Tindakan]) -> tuple[Tindakan, ...]:
    """What one unit does itself: its own effort; what only the centre does counts as done by the centre."""
    milik = [row for row in tindakan if row.hk_entitas]
    kode = {row.kode for row in milik}
    return tuple(
        replace(
            row,
            hk_pusat=NOL,
            entitas=1,
            syarat=tuple(satu for satu in row.syarat if satu in kode),
        )
        for row in milik
    )


def read_satu_skala(instrumen: Instrumen) -> Instrumen:
    """The same instrument where years of standing lift every lens alike (a reading of some regions)."""
    return replace(
        instrumen,
        skala={
            kunci: replace(
                skala, pilihan=tuple(_for_all(row, instrumen.lensa) for row in skala.pilihan)
            )
            for kunci, skala in instrumen.skala.items()
        },
    )


def _for_all(row: Pilihan, lensa: Iterable[str]) -> Pilihan:
    if not row.lanjut_lensa:
        return row
    tahun = min(row.lanjut_lensa.values())
    return replace(row, lanjut_lensa=dict.fromkeys(lensa, tahun))
