"""Who may open an evaluation, answer, declare, grade, finish and recommend; each refusal says why."""

from functools import cached_property

from django.db.models import Exists, OuterRef, Subquery

from sakip.audit.models import Jejak
from sakip.evaluasi.acuan import tenggat_mandiri
from sakip.evaluasi.models import PENILAI, Penilaian, Rekomendasi, Tahap, TimPenilai
from sakip.organisasi import konflik
from sakip.organisasi.models import Pengguna, Peran
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.tanggal import write_tanggal

Status = Penilaian.Status

PEMBUKA = frozenset({Peran.EVALUATOR, Peran.BAGOR})
# Who fills the agency's own sheet, and who declares it true (practice: Bagor leads, Bappeda helps).
PENGISI_PEMDA = frozenset({Peran.BAGOR, Peran.BAPPEDA})
PENYAMPAI_PEMDA = frozenset({Peran.SEKDA, Peran.PIMPINAN})


def acts_of(tahap: str) -> list[str]:
    """The trail's words for answers and grades of a stage."""
    return [f"penilaian_{tahap}.update", f"penilaian_{tahap}.import"]


class Hubungan:
    """How a person stands to one evaluation: asked of the database once, and only when needed."""

    def __init__(self, user: Pengguna, penilaian: Penilaian) -> None:
        self.user = user
        self.penilaian = penilaian
        self.peran = user.cap.peran if user.cap else ""

    @cached_property
    def konflik(self) -> Decision:
        """Whether he is free of the unit: does not work there, did not in a year, never coached it."""
        unit = self.penilaian.perangkat_daerah
        if unit is None:
            return ALLOWED
        return konflik.can_score(self.user, unit, self.user.instansi.hari_ini)

    @property
    def peran_tim(self) -> str:
        """His place in the team, empty outside it."""
        return self._facts["peran_tim"] or ""

    def wrote(self, tahap: str) -> bool:
        """Whether he ever answered or graded in a stage, also where others wrote over it since."""
        return bool(self._facts[tahap])

    @property
    def is_of_unit(self) -> bool:
        """Whether he acts for the unit that is evaluated."""
        unit, cap = self.penilaian.perangkat_daerah_id, self.user.cap
        return unit is not None and cap is not None and cap.perangkat_daerah_id == unit

    @cached_property
    def _facts(self) -> dict[str, str | None]:
        tim = TimPenilai.objects.filter(penilaian=OuterRef("pk"), pengguna=self.user)
        acts = Jejak.objects.filter(
            instansi_id=OuterRef("instansi_id"),
            objek=Penilaian._meta.label_lower,
            objek_id=OuterRef("pk"),
            pelaku=self.user,
        )
        wrote = {
            str(tahap): Exists(acts.filter(tindakan__in=acts_of(tahap))) for tahap in Tahap.values
        }
        rows = Penilaian.objects.filter(pk=self.penilaian.pk)
        return dict(
            rows.annotate(peran_tim=Subquery(tim.values("peran")), **wrote).values(
                "peran_tim", *wrote
            )[0]
        )


def can_read_evaluasi(user: Pengguna) -> Decision:
    """Everyone with a task in the cycle; an employee sees the published results only."""
    if user.cap is None or user.cap.peran == Peran.PEGAWAI:
        return denied("Halaman evaluasi dibuka oleh pimpinan, kepala, operator, dan evaluator.")
    return ALLOWED


def can_create_penilaian(user: Pengguna) -> Decision:
    """Those who run the season."""
    if user.cap is None or user.cap.peran not in PEMBUKA:
        return denied("Hanya evaluator atau Bagian Organisasi yang membuka penilaian.")
    return ALLOWED


def can_update_instrumen(user: Pengguna, tahun: int) -> Decision:
    """Choose the year's sheet: those who run the season, until its first evaluation is opened."""
    if user.cap is None or user.cap.peran not in PEMBUKA:
        return denied("Lembar evaluasi dipilih evaluator atau Bagian Organisasi.")
    if Penilaian.objects.filter(instansi=user.instansi_id, tahun_evaluasi=tahun).exists():
        return denied(
            f"Penilaian {tahun} sudah dibuka dengan lembarnya, jadi lembar tahun itu tidak diganti lagi."
        )
    return ALLOWED


def can_update_penilaian(user: Pengguna, penilaian: Penilaian) -> Decision:
    """Team and years of evidence, until the evaluation has ended."""
    decision = can_create_penilaian(user)
    if decision and penilaian.status == Status.SELESAI:
        return denied("Penilaian ini sudah selesai; tim dan tahun buktinya tidak diubah.")
    return decision


def can_read_evaluator(orang: Hubungan) -> Decision:
    """What the evaluators set: everyone once it is final; before that only those who may score it."""
    if orang.penilaian.status == Status.SELESAI:
        return ALLOWED
    if orang.peran not in PENILAI:
        return denied("Hasil evaluator terbuka setelah penilaian selesai.")
    return orang.konflik


def can_score_subkomponen(orang: Hubungan, tahap: str) -> Decision:
    """Answers and grades of one stage, while it is that stage's turn."""
    if tahap == Tahap.MANDIRI:
        return _can_fill_mandiri(orang)
    if tahap != Tahap.EVALUATOR:
        return denied("Tahap penilaian ini tidak dikenal. Muat ulang halamannya.")
    if orang.penilaian.status == Status.MANDIRI:
        return denied("Penilaian mandiri belum disampaikan, jadi evaluator belum menilai.")
    if orang.penilaian.status == Status.SELESAI:
        return denied("Penilaian ini sudah selesai dan tidak diubah lagi.")
    return _is_free_member(orang, "menilai")


def can_update_bukti(orang: Hubungan) -> Decision:
    """Evidence stands beside the unit's own answers, so whoever may still change those may point."""
    return can_score_subkomponen(orang, Tahap.MANDIRI)


def can_submit_mandiri(orang: Hubungan) -> Decision:
    """The head declares the unit's own answers true; never the person who filled them in."""
    pemda = orang.penilaian.perangkat_daerah_id is None
    if pemda and orang.peran not in PENYAMPAI_PEMDA:
        return denied("Lembar pemda disampaikan oleh Sekretaris Daerah atau kepala daerah.")
    if not pemda and not (orang.peran == Peran.KEPALA_OPD and orang.is_of_unit):
        return denied("Penilaian mandiri disampaikan oleh kepala perangkat daerahnya.")
    if orang.penilaian.status != Status.MANDIRI:
        return denied("Penilaian mandiri sudah ditutup.")
    if orang.wrote(Tahap.MANDIRI):
        return denied("Anda sendiri yang mengisi; pernyataannya harus dari orang lain.")
    return ALLOWED


def can_lock_mandiri(orang: Hubungan) -> Decision:
    """The team goes on without the unit once its time is over."""
    decision = _is_free_member(orang, "menutup penilaian mandiri")
    if not decision:
        return decision
    if orang.penilaian.status != Status.MANDIRI:
        return denied("Penilaian mandiri sudah ditutup.")
    last = tenggat_mandiri(orang.penilaian.tahun_evaluasi)
    if orang.user.instansi.hari_ini <= last:
        return denied(f"Perangkat daerah masih boleh mengisi sampai {write_tanggal(last)}.")
    return ALLOWED


def can_publish_penilaian(orang: Hubungan) -> Decision:
    """The leader of the team or a quality guard, who set nothing in this sheet (invariant 6)."""
    ketua = orang.peran == Peran.EVALUATOR and orang.peran_tim == TimPenilai.Peran.KETUA
    if not ketua and orang.peran != Peran.PENJAMIN_MUTU:
        return denied("Penilaian diselesaikan oleh ketua tim atau penjamin mutu.")
    if orang.penilaian.status != Status.DINILAI:
        return denied("Hanya penilaian yang sedang dinilai yang dapat diselesaikan.")
    if any(orang.wrote(tahap) for tahap in Tahap.values):
        return denied("Anda ikut mengisi lembar ini; yang menyelesaikan harus orang lain.")
    return orang.konflik


def can_update_rekomendasi(orang: Hubungan) -> Decision:
    """Recommendations are written by those who score, while they score."""
    return can_score_subkomponen(orang, Tahap.EVALUATOR)


def can_approve_rekomendasi(orang: Hubungan, row: Rekomendasi) -> Decision:
    """An evaluator or quality guard accepts what was done, after the evaluation has ended."""
    if orang.peran not in PENILAI:
        return denied("Hanya evaluator atau penjamin mutu yang menutup rekomendasi.")
    if orang.penilaian.status != Status.SELESAI:
        return denied("Rekomendasi ditutup setelah penilaiannya selesai.")
    if row.status != Rekomendasi.Status.TERBUKA:
        return denied("Rekomendasi ini sudah ditutup.")
    return orang.konflik


def _can_fill_mandiri(orang: Hubungan) -> Decision:
    pemda = orang.penilaian.perangkat_daerah_id is None
    if pemda and orang.peran not in PENGISI_PEMDA:
        return denied("Lembar pemda diisi oleh Bagian Organisasi dan Bappeda.")
    if not pemda and not (orang.peran == Peran.OPERATOR_OPD and orang.is_of_unit):
        return denied("Penilaian mandiri diisi oleh operator perangkat daerahnya.")
    if orang.penilaian.status != Status.MANDIRI:
        return denied("Penilaian mandiri sudah ditutup dan tidak diubah lagi.")
    return ALLOWED


def _is_free_member(orang: Hubungan, act: str) -> Decision:
    """A member of the team who neither belongs to the unit nor filled in its own answers."""
    if orang.peran != Peran.EVALUATOR:
        return denied(f"Hanya evaluator yang {act}.")
    if not orang.peran_tim:
        return denied("Anda bukan anggota tim penilai lembar ini.")
    if orang.wrote(Tahap.MANDIRI):
        return denied("Anda ikut mengisi penilaian mandirinya; evaluator lain yang menilai.")
    return orang.konflik
