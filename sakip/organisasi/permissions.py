"""Who may change the agency, its units, positions, people and assignments; each refusal says why."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import ManyToOneRel

from sakip.organisasi.models import (
    ImporBerkas,
    Instansi,
    Jabatan,
    JenisPenugasan,
    KodeAktivasi,
    Pengguna,
    Penugasan,
    Peran,
    PerangkatDaerah,
)
from sakip.organisasi.models.penugasan import PenugasanQuerySet
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.persetujuan import AturanPersetujuan, aturan_persetujuan_on
from sakip.web.clock import now

PENGELOLA = frozenset({Peran.ADMIN, Peran.BAGOR})
# Roles with power over scores or rights: only an admin hands them out (T09).
PERAN_TINGGI = frozenset({Peran.ADMIN, Peran.EVALUATOR, Peran.PENJAMIN_MUTU, Peran.BAGOR})
# Pairs one person may not hold in one agency at the same time (separation of duties, T09).
PERAN_TERLARANG = (
    frozenset({Peran.ADMIN, Peran.EVALUATOR}),
    frozenset({Peran.ADMIN, Peran.PENJAMIN_MUTU}),
    frozenset({Peran.OPERATOR_OPD, Peran.PENJAMIN_MUTU}),
)
PEMBACA_JEJAK = PENGELOLA | {Peran.EVALUATOR}

HANYA_PENGELOLA = "Hanya Admin atau Bagian Organisasi yang mengelola organisasi dan pengguna."
HANYA_ADMIN = "Hanya Admin yang dapat melakukan ini."
HANYA_ADMIN_MENGUBAH = (
    "Akun pemegang peran ini hanya diubah oleh Admin, dan kodenya hanya diterbitkan oleh Admin."
)


def is_admin(user: Pengguna) -> bool:
    """Whether the person acts as an admin now."""
    return user.cap is not None and user.cap.peran == Peran.ADMIN


def high_penugasan(on: date) -> PenugasanQuerySet:
    """High roles that are held on a day or will be."""
    rows = Penugasan.objects.filter(peran__in=PERAN_TINGGI, dicabut=False)
    return rows.overlapping(on, None)


def can_manage_organisasi(user: Pengguna) -> Decision:
    """Units, positions, people, assignments, the opening of a year."""
    if user.cap is None or user.cap.peran not in PENGELOLA:
        return denied(HANYA_PENGELOLA)
    return ALLOWED


def can_create_instansi(user: Pengguna | None) -> Decision:
    """Nobody signed in, of whatever agency; only the server's own command, which acts for no person."""
    if user is not None:
        return denied("Instansi baru dibuat dari server dengan perintah sakip instansi buat.")
    return ALLOWED


def can_read_jejak(user: Pengguna) -> Decision:
    """Who answers for the data, and who evaluates it, may see who changed what."""
    if user.cap is None or user.cap.peran not in PEMBACA_JEJAK:
        return denied("Jejak hanya dibuka oleh Admin, Bagian Organisasi, dan Evaluator.")
    return ALLOWED


def can_update_instansi(user: Pengguna, instansi: Instansi) -> Decision:
    """The agency's own names and time zone."""
    if not is_admin(user):
        return denied(HANYA_ADMIN)
    if user.instansi_id != instansi.pk:
        return denied("Ini instansi lain.")
    return ALLOWED


def can_update_perangkat_daerah(user: Pengguna, row: PerangkatDaerah) -> Decision:
    """A unit that has ended keeps its history and is not changed any more."""
    decision = can_manage_organisasi(user)
    if not decision:
        return decision
    if row.instansi_id != user.instansi_id:
        return denied("Ini perangkat daerah instansi lain.")
    if row.keadaan_on(user.instansi.hari_ini) == "berakhir":
        return denied("Perangkat daerah ini sudah berakhir; riwayatnya tidak diubah.")
    return ALLOWED


def can_end_perangkat_daerah(
    user: Pengguna, row: PerangkatDaerah, ended: Iterable[Penugasan]
) -> Decision:
    """Who ends a unit ends its assignments (`ended`), so he must be one who may revoke each of them."""
    decision = can_update_perangkat_daerah(user, row)
    for penugasan in ended:
        if not decision:
            return decision
        decision = can_revoke_penugasan(user, penugasan)
        if not decision:
            who = f"Penugasan {penugasan.pengguna} ({penugasan.get_peran_display()}) ikut berakhir."
            reason = f"{who} {decision.reason}"
            decision = denied(reason)
    return decision


def can_update_jabatan(user: Pengguna, row: Jabatan) -> Decision:
    """A position of a unit that still works."""
    decision = can_manage_organisasi(user)
    if not decision:
        return decision
    if row.instansi_id != user.instansi_id:
        return denied("Ini jabatan instansi lain.")
    if row.perangkat_daerah.keadaan_on(user.instansi.hari_ini) == "berakhir":
        return denied("Perangkat daerah jabatan ini sudah berakhir; riwayatnya tidak diubah.")
    return ALLOWED


def can_delete_jabatan(user: Pengguna, row: Jabatan) -> Decision:
    """Only a position nothing points at: neither an assignment, a subordinate nor any later table."""
    decision = can_update_jabatan(user, row)
    if not decision:
        return decision
    relations = row._meta.get_fields(include_hidden=True)
    used = {
        str(rel.related_model._meta.verbose_name)
        for rel in relations
        if isinstance(rel, ManyToOneRel)
        and rel.related_model._base_manager.filter(**{rel.field.name: row}).exists()
    }
    if used:
        return denied(f"Jabatan ini sudah dipakai ({', '.join(sorted(used))}), jadi tidak dihapus.")
    return ALLOWED


def can_update_pengguna(user: Pengguna, row: Pengguna) -> Decision:
    """Another person's account; one's own is changed in the profile. Who may change the address to which
    codes go, or issue a code, could become that person: so high roles only by an admin (T09).
    """
    decision = can_manage_organisasi(user)
    if not decision:
        return decision
    if row.instansi_id != user.instansi_id:
        return denied("Ini pengguna instansi lain.")
    if row.pk == user.pk:
        return denied("Akun sendiri diubah lewat Profil.")
    if not is_admin(user) and high_penugasan(user.instansi.hari_ini).filter(pengguna=row).exists():
        return denied(HANYA_ADMIN_MENGUBAH)
    return ALLOWED


def can_create_kode_aktivasi(user: Pengguna, row: Pengguna) -> Decision:
    """A code for an account that is open; who issues it could use it, so the rules of a change hold."""
    decision = can_update_pengguna(user, row)
    if not decision:
        return decision
    if not row.is_active:
        return denied("Akun ini tidak aktif. Aktifkan dahulu, lalu terbitkan kodenya.")
    return ALLOWED


def can_use_kode(kode: KodeAktivasi | None) -> Decision:
    """Whoever holds a code may hear why it does not work; without one, nothing about accounts is said."""
    if kode is None:
        return denied("Nama pengguna dan kode ini tidak cocok. Periksa keduanya, lalu coba lagi.")
    if kode.dipakai_pada is not None:
        return denied("Kode ini sudah dipakai. Minta kode baru kepada Bagian Organisasi.")
    if kode.kedaluwarsa <= now():
        return denied(
            "Kode ini kedaluwarsa atau sudah diganti. Minta kode baru kepada Bagian Organisasi."
        )
    if not kode.pengguna.is_active:
        return denied("Akun ini tidak aktif. Hubungi Bagian Organisasi.")
    return ALLOWED


def can_receive_kode(pengguna: Pengguna) -> Decision:
    """Anybody may ask for a code; it goes to the address of an active account, and nowhere else."""
    if not pengguna.is_active or not pengguna.email:
        return denied("Akun ini tidak aktif atau belum punya alamat surel.")
    return ALLOWED


def can_update_akun(user: Pengguna, row: Pengguna) -> Decision:
    """Password, e-mail address and sessions belong to the person alone (ASVS 5.0: 6.4.6)."""
    if row.pk != user.pk:
        return denied("Hanya pemilik akun yang dapat mengubah ini.")
    return ALLOWED


def can_create_penugasan(user: Pengguna, penerima: Pengguna, peran: str) -> Decision:
    """Nobody gives himself a role; roles with power over scores or rights come from an admin."""
    decision = can_manage_organisasi(user)
    if not decision:
        return decision
    if penerima.instansi_id != user.instansi_id:
        return denied("Ini pengguna instansi lain.")
    if penerima.pk == user.pk:
        return denied("Penugasan diri sendiri diberikan oleh pengelola lain.")
    if peran in PERAN_TINGGI and not is_admin(user):
        label = Peran(peran).label
        return denied(f"Peran {label} hanya dapat diberikan oleh Admin, begitu pula diakhiri.")
    return ALLOWED


def can_revoke_penugasan(user: Pengguna, row: Penugasan) -> Decision:
    """An assignment is ended by those who could have given it."""
    return can_create_penugasan(user, row.pengguna, row.peran)


def can_end_penugasan(user: Pengguna, row: Penugasan) -> Decision:
    """One that still runs or will begin; what has ended is history."""
    decision = can_revoke_penugasan(user, row)
    if not decision:
        return decision
    if row.keadaan_on(user.instansi.hari_ini) in {"berakhir", "dicabut"}:
        return denied("Penugasan ini sudah berakhir; riwayatnya tidak diubah.")
    return ALLOWED


def can_give_pelimpahan(user: Pengguna) -> Decision:
    """Who heads a unit in his own right; nobody passes on what was passed to him."""
    cap = user.cap
    if cap is None or cap.peran != Peran.KEPALA_OPD:
        return denied("Pelimpahan a.n. diberikan oleh kepala perangkat daerah.")
    if cap.jenis == JenisPenugasan.ATAS_NAMA:
        return denied("Anda sendiri bertindak atas nama kepala; pelimpahan tidak diteruskan.")
    return ALLOWED


def can_create_pelimpahan(user: Pengguna, penerima: Pengguna) -> Decision:
    """To another person who works in the head's unit today."""
    decision = can_give_pelimpahan(user)
    if not decision:
        return decision
    if penerima.pk == user.pk:
        return denied("Anda sudah memutuskan sendiri; pilih pegawai lain.")
    unit, today = user.cap.perangkat_daerah_id if user.cap else None, user.instansi.hari_ini
    works = Penugasan.objects.in_force(today).filter(pengguna=penerima, perangkat_daerah=unit)
    if not works.exists():
        return denied("Pelimpahan diberikan kepada pegawai perangkat daerah Anda.")
    return ALLOWED


def can_revoke_pelimpahan(user: Pengguna, row: Penugasan) -> Decision:
    """The head of the unit, while it runs or will begin; the one who gave it may have left."""
    decision = can_give_pelimpahan(user)
    if not decision:
        return decision
    same = user.cap is not None and user.cap.perangkat_daerah_id == row.perangkat_daerah_id
    if not same or row.jenis != JenisPenugasan.ATAS_NAMA or row.peran != Peran.KEPALA_OPD:
        return denied("Hanya pelimpahan a.n. di perangkat daerah Anda yang dapat Anda cabut.")
    if row.keadaan_on(user.instansi.hari_ini) in {"berakhir", "dicabut"}:
        return denied("Pelimpahan ini sudah berakhir.")
    return ALLOWED


def aturan_pelimpahan(on: date) -> AturanPersetujuan:
    """The policy on delegations in force on a day."""
    return aturan_persetujuan_on(on, tuple(settings.REGULASI_DIRS))


def can_import(user: Pengguna, row: ImporBerkas) -> Decision:
    """Apply the good rows of a workbook that is still waiting; each row asks its own permission too."""
    decision = can_revoke_import(user, row)
    if decision and not row.baik:
        return denied("Tidak ada baris baik yang mengubah sesuatu.")
    return decision


def can_revoke_import(user: Pengguna, row: ImporBerkas) -> Decision:
    """Drop a workbook that is still waiting."""
    decision = can_manage_organisasi(user)
    if not decision:
        return decision
    if row.instansi_id != user.instansi_id:
        return denied("Ini impor instansi lain.")
    if row.status != ImporBerkas.Status.DRAF:
        return denied(f"Impor ini sudah {row.get_status_display().lower()}.")
    return ALLOWED
