"""How many units a merger, a split or a change of name takes and gives."""

from sakip.rules.decision import ALLOWED, Decision, denied


def check_gabung(*, asal: int, lama: int, baru: int) -> Decision:
    """Units become one: either a new one, or one that exists and goes on (`lama`)."""
    if lama + baru != 1:
        return denied("Pilih satu penerima: perangkat daerah yang ada, atau satu yang baru.")
    if asal + lama < 2:
        return denied("Pilih sedikitnya dua perangkat daerah yang menjadi satu.")
    return ALLOWED


def check_pecah(*, asal: int, lama: int, baru: int) -> Decision:
    """One unit becomes several, new or existing."""
    if asal != 1:
        return denied("Pilih satu perangkat daerah yang dipecah.")
    if lama + baru < 2:
        return denied("Sebutkan sedikitnya dua penerima, yang ada atau yang baru.")
    return ALLOWED


def check_ganti_nama(*, asal: int, lama: int, baru: int) -> Decision:
    """One unit goes on under another name."""
    if asal != 1:
        return denied("Pilih satu perangkat daerah yang berganti nama.")
    if (lama, baru) != (0, 1):
        return denied("Isi kode, nama, dan singkatan yang baru.")
    return ALLOWED
