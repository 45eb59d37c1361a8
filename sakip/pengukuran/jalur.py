"""The way up the tree: from the node of an indicator to the root, across documents."""

from collections.abc import Mapping
from dataclasses import dataclass

from sakip.perencanaan.models import IsiSimpul


@dataclass(frozen=True, slots=True)
class Jalur:
    """Parents by node, as every document of the agency has them in its version in force."""

    induk: Mapping[int, int | None]

    def up_from(self, simpul: int) -> list[int]:
        """Keys of Simpul, the nearest first; a node met twice ends it."""
        way: list[int] = []
        here: int | None = simpul
        while here is not None and here not in way:
            way.append(here)
            here = self.induk.get(here)
        return way


def load_jalur(instansi_id: int, tahun: int) -> Jalur:
    """The tree in force of every document that covers a year."""
    rows = IsiSimpul.objects.filter(
        instansi_id=instansi_id,
        simpul__periode__tahun_awal__lte=tahun,
        simpul__periode__tahun_akhir__gte=tahun,
    ).berlaku()
    return Jalur(dict(rows.values_list("simpul_id", "induk_id")))
