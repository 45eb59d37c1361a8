"""Who may go and look, for which units, and who puts a record into the cabinet; each refusal says why."""

from django.conf import settings
from django.db.models import QuerySet

from sakip.berkas.models import Berkas
from sakip.berkas.names import write_ukuran
from sakip.berkas.permissions import can_create_berkas
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.models import PENILAI, Penilaian
from sakip.evaluasi.permissions import is_free
from sakip.lapangan.models import PEMERIKSA_UNIT, CatatanLapangan, LampiranLapangan
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.organisasi.models.perangkat_daerah import PerangkatDaerahQuerySet
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.tahapan import MANDIRI

PEMERIKSA = PEMERIKSA_UNIT | PENILAI


def can_open_isi(user: Pengguna) -> Decision:
    """The form is for those who may go and look somewhere."""
    if user.cap is None or user.cap.peran not in PEMERIKSA:
        return denied("Catatan lapangan diisi tim penilai dan petugas perangkat daerahnya sendiri.")
    return ALLOWED


def can_create_catatan(user: Pengguna, unit: PerangkatDaerah, ukuran: int = 0) -> Decision:
    """The office's own people, and the team of its evaluation, as long as there is room for the files.

    `ukuran`: bytes that would come in.
    """
    if not (decision := can_open_isi(user)):
        return decision
    if user.cap is not None and user.cap.peran in PEMERIKSA_UNIT:
        return can_create_berkas(user, unit, ukuran)
    penilaian = find_penilaian(user, unit)
    if penilaian is None:
        return denied("Anda bukan anggota tim penilai perangkat daerah ini.")
    return _is_independent(Hubungan(user, penilaian)) and _has_room(unit, ukuran)


def can_create_naskah(user: Pengguna, row: CatatanLapangan, ukuran: int = 0) -> Decision:
    """Put a record on paper into the cabinet of its unit, once: whoever may change that cabinet."""
    if row.lampiran_set.filter(jenis=LampiranLapangan.Jenis.NASKAH).exists():
        return denied("Naskah catatan ini sudah ada di lemari bukti.")
    return can_create_berkas(user, row.perangkat_daerah, ukuran)


def find_penilaian(user: Pengguna, unit: PerangkatDaerah) -> Penilaian | None:
    """The open evaluation for which a member of a team goes and looks; None for the office's own people."""
    if user.cap is None or user.cap.peran not in PENILAI:
        return None
    rows = _open_penilaian(user).filter(perangkat_daerah=unit)
    return rows.order_by("-tahun_evaluasi").first()


def units_for(user: Pengguna) -> PerangkatDaerahQuerySet:
    """The units a person may choose in the form."""
    units = PerangkatDaerah.objects.visible_to(user).active_on(user.instansi.hari_ini)
    if user.cap is None or user.cap.peran in PEMERIKSA_UNIT:
        return units
    return units.filter(pk__in=_open_penilaian(user).values("perangkat_daerah"))


def _open_penilaian(user: Pengguna) -> QuerySet[Penilaian]:
    rows = Penilaian.objects.filter(tim_set__pengguna=user)
    return rows.exclude(status=Penilaian.Status.SELESAI).select_related("perangkat_daerah")


def _is_independent(orang: Hubungan) -> Decision:
    """One of the team who is as free of the object as for a grade; in any stage, until the end."""
    if orang.wrote(MANDIRI):
        return denied("Anda ikut mengisi penilaian mandirinya; evaluator lain yang memeriksa.")
    if orang.peran_tim <= set(orang.tahapan.bukan_pendamping) and orang.mendampingi:
        return denied(f"Anda mendampingi {orang.penilaian.nama}; evaluator lain yang memeriksa.")
    return is_free(orang)


def _has_room(unit: PerangkatDaerah, ukuran: int) -> Decision:
    """What evaluators keep of a unit lies in no cabinet, and has as much room as one."""
    files = LampiranLapangan.objects.filter(catatan__perangkat_daerah=unit).values("berkas")
    used = Berkas.objects.filter(pk__in=files, perangkat_daerah__isnull=True).total_size()
    if used + ukuran > settings.BERKAS_KUOTA_BITA:
        batas = write_ukuran(settings.BERKAS_KUOTA_BITA)
        return denied(f"Foto catatan lapangan {unit.singkatan} sudah {batas}. Hubungi Admin.")
    return ALLOWED
