"""Who may bring a figure after the lock, and who agrees to it; each refusal says why."""

from zoneinfo import ZoneInfo

from sakip.organisasi.models import Pengguna, Peran
from sakip.pengukuran.batas import check_lembar_open
from sakip.pengukuran.models import Addendum, LembarRealisasi, Potret, Realisasi
from sakip.pengukuran.permissions import is_of_unit, pemutus_of
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.tanggal import write_tanggal
from sakip.web.clock import database_now

PENGISI = {Peran.OPERATOR_OPD, Peran.KEPALA_OPD}
MINTA_BUKA = "Minta lembarnya dibuka kembali bila angkanya salah."
ANGKA_TETAP = f"Angka tetap tidak diganti dengan addendum. {MINTA_BUKA}"


def can_create_addendum(user: Pengguna, lembar: LembarRealisasi, potret: Potret) -> Decision:
    """The unit's own people, after the lock: for what a source published later, or a figure not yet final."""
    decision = can_bring_addendum(user, lembar)
    return check_potret(lembar, potret) if decision else decision


def can_bring_addendum(user: Pengguna, lembar: LembarRealisasi) -> Decision:
    """Whether this sheet takes figures after its lock from this person at all."""
    decision = is_of_unit(user, lembar, PENGISI, "menulis addendum")
    if not decision:
        return decision
    if database_now() < lembar.masa.kunci or check_lembar_open(lembar):
        return denied(f"{lembar.masa} masih dapat diisi. Tulis angkanya di lembarnya.")
    return ALLOWED


def check_potret(lembar: LembarRealisasi, potret: Potret) -> Decision:
    """Whether this figure may come after the lock: not final yet, or published by its source since."""
    row = getattr(potret, "realisasi", None)
    if is_final(row):
        return denied(ANGKA_TETAP)
    if row is not None and row.keadaan == Realisasi.Keadaan.TERISI:
        return ALLOWED
    return _is_published(lembar, potret)


def is_final(row: Realisasi | None) -> bool:
    """Whether there is a figure, and no other is to come."""
    return (
        row is not None
        and row.keadaan == Realisasi.Keadaan.TERISI
        and row.sifat == Realisasi.Sifat.TETAP
    )


def can_approve_addendum(user: Pengguna, row: Addendum, lembar: LembarRealisasi) -> Decision:
    """The head of the unit, and never who wrote it; the Sekda where the head did."""
    if row.status != Addendum.Status.DIAJUKAN:
        return denied("Addendum ini sudah diputuskan.")
    return pemutus_of(lembar).check_setuju(user, {row.diajukan_oleh_id}, "memutuskan addendum")


can_return_addendum = can_approve_addendum


def _is_published(lembar: LembarRealisasi, potret: Potret) -> Decision:
    """Whether an outside source brought this figure after the lock, and has by now."""
    zone = ZoneInfo(lembar.masa.instansi.zona_waktu)
    if potret.rilis_pada is None or potret.rilis_pada <= lembar.masa.kunci.astimezone(zone).date():
        return denied(f"Angka ini tidak menunggu sumber luar sesudah kunci. {MINTA_BUKA}")
    if not potret.is_released(lembar.masa.instansi.hari_ini):
        return denied(f"Sumbernya terbit paling cepat {write_tanggal(potret.rilis_pada)}.")
    return ALLOWED
