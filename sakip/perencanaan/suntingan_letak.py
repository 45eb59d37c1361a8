"""Where a person moves a node to, by key, by menu or by hand: each is one move (`PindahSimpul`)."""

from collections.abc import Iterable

from sakip.perencanaan.models import IsiSimpul
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan import PindahSimpul, find_letak
from sakip.rules.decision import RuleError


def masuk(ruang: Ruang, simpul: int) -> PindahSimpul:
    """Tab: under the sibling before it, as its last child."""
    row = find_letak(ruang, simpul)
    siblings = ruang.anak[row.induk]
    at = siblings.index(row)
    if at == 0:
        raise RuleError("Tidak ada simpul di atasnya pada jenjang yang sama.")
    return PindahSimpul(simpul, row.induk, siblings[at - 1].simpul)


def keluar(ruang: Ruang, simpul: int) -> PindahSimpul:
    """Shift+Tab: beside its parent, right behind it."""
    row = find_letak(ruang, simpul)
    above = ruang.letak.get(row.induk or 0)
    if above is None:
        raise RuleError("Simpul ini sudah di jenjang teratas dokumen ini.")
    return PindahSimpul(simpul, row.induk, above.induk, above.simpul)


def geser(ruang: Ruang, simpul: int, langkah: int) -> PindahSimpul:
    """Alt+arrow: one place up (-1) or down (+1) among its siblings."""
    row = find_letak(ruang, simpul)
    others = [one.simpul for one in ruang.anak[row.induk] if one != row]
    at = ruang.anak[row.induk].index(row) + langkah
    if not 0 <= at <= len(others):
        raise RuleError("Simpul ini sudah di ujung.")
    return PindahSimpul(simpul, row.induk, row.induk, others[at - 1] if at else None)


def taruh(ruang: Ruang, simpul: int, sasaran: int | None, *, sebelum: bool = False) -> PindahSimpul:
    """Under `sasaran` as its last child (None: at the top of the document), or right before it.

    `sasaran` may be a node of the agency's document.
    """
    row = find_letak(ruang, simpul)
    if not sebelum or sasaran is None:
        return PindahSimpul(simpul, row.induk, sasaran)
    beside = find_letak(ruang, sasaran)
    others = [one.simpul for one in ruang.anak[beside.induk] if one.simpul != simpul]
    at = others.index(sasaran) if sasaran in others else 0
    return PindahSimpul(simpul, row.induk, beside.induk, others[at - 1] if at else None)


def load_tujuan(ruang: Ruang, simpul: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where it may hang without changing its level, as groups of choices; two queries.

    The own document first, then the agency's; "" is the top.
    """
    row = find_letak(ruang, simpul)
    below = {one.simpul for one in ruang.subtree(simpul)}
    own = [pk for pk in ruang.letak if pk not in below and ruang.check_induk(row.jenjang, pk)]
    above = [pk for pk in ruang.daerah if ruang.check_induk(row.jenjang, pk)]
    here = IsiSimpul.objects.di_versi(ruang.versi).filter(simpul__in=own).for_outline()
    agency = IsiSimpul.objects.filter(simpul__in=above).berlaku().for_outline()
    groups = [("Dokumen ini", _choices(here)), ("Dokumen daerah", _choices(agency))]
    if ruang.check_induk(row.jenjang, None):
        groups.insert(0, ("Puncak", [("", "Tanpa induk")]))
    return [group for group in groups if group[1]]


def _choices(rows: Iterable[IsiSimpul]) -> list[tuple[str, str]]:
    return [(str(row.simpul_id), f"{row.simpul.kode} {row.pernyataan}") for row in rows]
