"""Who may write a plan or money, and apply what was uploaded; each refusal says why."""

from sakip.organisasi.models import Pengguna, Peran, PerangkatDaerah
from sakip.perencanaan.models import ImporRencana, Lintas, PeriodeRencana, PermintaanData, Versi
from sakip.perencanaan.models.lintas import HIDUP
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.tanggal import write_tanggal
from sakip.rules.temuan import lint_on

PERENCANA = frozenset({Peran.BAPPEDA, Peran.BAGOR, Peran.ADMIN})


def can_import_rencana(user: Pengguna, unit: PerangkatDaerah | None) -> Decision:
    """The agency's document: Bappeda. A unit's: Bappeda too, or the unit's own operator or head."""
    if unit is not None and not unit.punya_renstra:
        return denied(f"{unit.nama} tidak menyusun Renstra.")
    cap = user.cap
    if cap is not None and cap.peran in PERENCANA:
        return ALLOWED
    if unit is None:
        return denied("Dokumen rencana daerah ditulis oleh Bappeda.")
    if cap is None or cap.peran not in {Peran.OPERATOR_OPD, Peran.KEPALA_OPD}:
        return denied("Rencana perangkat daerah ditulis oleh operator atau kepalanya.")
    if cap.perangkat_daerah_id != unit.pk:
        return denied("Ini rencana perangkat daerah lain.")
    return ALLOWED


def can_import_anggaran(user: Pengguna) -> Decision:
    """Pagu and realisasi of every unit come from the budget system in one file."""
    if user.cap is None or user.cap.peran not in PERENCANA:
        return denied("Anggaran diimpor oleh Bappeda, Bagian Organisasi, atau Admin.")
    return ALLOWED


def can_import_nomenklatur(user: Pengguna | None) -> Decision:
    """Nobody signed in, of whatever agency: the list is every agency's, and comes with the server."""
    if user is not None:
        return denied("Nomenklatur dimuat dari server dengan perintah sakip impor nomenklatur.")
    return ALLOWED


def can_read_impor(user: Pengguna, row: ImporRencana) -> Decision:
    """Whoever may write what the file is about."""
    if row.is_uang:
        return can_import_anggaran(user)
    return can_import_rencana(user, row.perangkat_daerah)


def can_update_impor(user: Pengguna, row: ImporRencana) -> Decision:
    """Upload it, read it anew, drop it: as long as it waits."""
    decision = can_read_impor(user, row)
    if decision and row.status != ImporRencana.Status.DRAF:
        return denied(f"Berkas ini sudah {row.get_status_display().lower()}.")
    return decision


def can_revoke_penerapan(user: Pengguna, row: ImporRencana) -> Decision:
    """Undo an applied file of money as one; a plan is revised in a draft instead."""
    decision = can_read_impor(user, row)
    if decision and not row.is_uang:
        return denied(
            "Rencana dikembalikan dengan merevisi dokumennya, bukan dengan memundurkan impor."
        )
    if decision and row.status != ImporRencana.Status.DITERAPKAN:
        return denied(
            f"Berkas ini {row.get_status_display().lower()}, jadi tidak ada yang dimundurkan."
        )
    return decision


def can_import_impor(user: Pengguna, row: ImporRencana) -> Decision:
    """Apply the good rows of a file that waits."""
    decision = can_update_impor(user, row)
    if decision and not row.baik:
        return denied("Tidak ada baris baik yang mengubah sesuatu.")
    terbuka = row.load_terbuka() if decision else None
    if terbuka is not None and terbuka.status != Versi.Status.DRAF:
        return denied(
            f"{terbuka.periode} sedang menunggu persetujuan. Terapkan setelah diputuskan."
        )
    return decision


def can_create_draf(user: Pengguna, periode: PeriodeRencana) -> Decision:
    """Whoever may write the document."""
    return can_import_rencana(user, periode.perangkat_daerah)


def can_update_draf(user: Pengguna, versi: Versi) -> Decision:
    """Whoever may write the document, as long as the draft has not been handed over."""
    decision = can_create_draf(user, versi.periode)
    if decision and versi.status != Versi.Status.DRAF:
        return denied(f"{versi} {_KEADAAN[versi.status]}; isinya tidak dapat diubah lagi.")
    return decision


def can_update_target(user: Pengguna, periode: PeriodeRencana) -> Decision:
    """Promises for quarters: whoever may write the document."""
    return can_import_rencana(user, periode.perangkat_daerah)


def can_create_lintas(user: Pengguna, versi: Versi) -> Decision:
    """Whoever may write the document, from its version in force or its open one."""
    if versi.status in {Versi.Status.DIGANTI, Versi.Status.DIBATALKAN}:
        return denied(f"{versi} {_KEADAAN[versi.status]}. Usulkan dari versi yang berlaku.")
    return can_import_rencana(user, versi.periode.perangkat_daerah)


def can_approve_lintas(user: Pengguna, row: Lintas) -> Decision:
    """The head of the unit that is asked; Bappeda once its days are over."""
    unit, cap = row.perangkat_daerah, user.cap
    if row.status != Lintas.Status.DIUSULKAN:
        return denied(f"Usulan ini sudah {row.get_status_display().lower()}.")
    if cap is not None and cap.peran == Peran.KEPALA_OPD and cap.perangkat_daerah_id == unit.pk:
        return ALLOWED
    if cap is None or cap.peran != Peran.BAPPEDA:
        return denied(f"Dijawab oleh kepala {unit.nama}.")
    if row.diusulkan_oleh_id == user.pk:
        return denied("Anda yang mengusulkannya. Mintalah orang lain menjawab.")
    today = user.instansi.hari_ini
    since = row.bappeda_sejak(lint_on(today).hari_tanggapan)
    if today < since:
        return denied(
            f"Masih di tangan {unit.singkatan}. Bappeda menjawab mulai {write_tanggal(since)}."
        )
    return ALLOWED


def can_revoke_lintas(user: Pengguna, row: Lintas) -> Decision:
    """Those who could have asked, while it waits or holds."""
    if row.status not in HIDUP:
        return denied(f"Usulan ini sudah {row.get_status_display().lower()}.")
    return can_import_rencana(user, row.simpul.periode.perangkat_daerah)


def can_create_permintaan(user: Pengguna, unit: PerangkatDaerah) -> Decision:
    """Those who measure in the unit that answers for the indicator, or plan for the agency."""
    cap = user.cap
    if cap is not None and cap.peran in PERENCANA:
        return ALLOWED
    if cap is None or cap.peran not in {Peran.OPERATOR_OPD, Peran.KEPALA_OPD}:
        return denied("Data diminta oleh operator atau kepala perangkat daerahnya.")
    if cap.perangkat_daerah_id != unit.pk:
        return denied(f"Data indikator ini diminta oleh {unit.nama}.")
    return ALLOWED


def can_submit_permintaan(user: Pengguna, row: PermintaanData) -> Decision:
    """Those who measure in the unit that is asked, as long as it waits."""
    if row.status != PermintaanData.Status.DIMINTA:
        return denied(f"Permintaan ini sudah {row.get_status_display().lower()}.")
    cap, unit = user.cap, row.perangkat_daerah
    own = cap is not None and cap.perangkat_daerah_id == unit.pk
    if cap is None or not own or cap.peran not in {Peran.OPERATOR_OPD, Peran.KEPALA_OPD}:
        return denied(f"Dijawab oleh operator atau kepala {unit.nama}.")
    return ALLOWED


def can_revoke_permintaan(user: Pengguna, row: PermintaanData) -> Decision:
    """Those who could have asked, as long as it waits."""
    if row.status != PermintaanData.Status.DIMINTA:
        return denied(f"Permintaan ini sudah {row.get_status_display().lower()}.")
    return can_create_permintaan(user, row.pengusul)


def can_return_draf(user: Pengguna, versi: Versi) -> Decision:
    """A Renstra: Bappeda. The agency's document: the head of the region, or the Sekda for him."""
    if versi.status != Versi.Status.DIAJUKAN:
        return denied(f"{versi} {_KEADAAN[versi.status]}; tidak ada yang menunggu keputusan.")
    role = user.cap.peran if user.cap is not None else ""
    if versi.periode.perangkat_daerah_id is not None:
        return ALLOWED if role == Peran.BAPPEDA else denied("Renstra diputuskan oleh Bappeda.")
    if role in {Peran.PIMPINAN, Peran.SEKDA}:
        return ALLOWED
    return denied("Dokumen rencana daerah diputuskan oleh kepala daerah atau Sekretaris Daerah.")


def can_approve_draf(user: Pengguna, versi: Versi) -> Decision:
    """The same, but nobody approves what he wrote himself."""
    decision = can_return_draf(user, versi)
    if decision and versi.was_written_by(user):
        return denied("Anda ikut menulis draf ini. Mintalah orang lain menyetujuinya.")
    return decision


_KEADAAN: dict[str, str] = {
    Versi.Status.DRAF: "masih draf",
    Versi.Status.DIAJUKAN: "sedang menunggu persetujuan",
    Versi.Status.BERLAKU: "sudah berlaku",
    Versi.Status.DIGANTI: "sudah diganti",
    Versi.Status.DIBATALKAN: "sudah dibatalkan",
}
