"""The way of an evaluation: opened with its team, declared by the unit, graded, finished."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from sakip.audit.actions import record, require, transition, update_guarded
from sakip.evaluasi import permissions
from sakip.evaluasi.acuan import (
    choose_instrumen,
    choose_tahapan,
    compute_tahun_bukti,
    jenis_entitas_of,
    load_tahapan_of,
)
from sakip.evaluasi.compute import find_hasil
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.isian import check_alasan
from sakip.evaluasi.lembar import Lembar, hold, load_lembar
from sakip.evaluasi.lhe import compute_lhe
from sakip.evaluasi.models import Penilaian, Tanggapan, TimPenilai
from sakip.evaluasi.pembekuan import freeze
from sakip.evaluasi.perpindahan import hand_over
from sakip.evaluasi.tim import create_tim
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.decision import RuleError
from sakip.rules.instrumen import Subkomponen
from sakip.rules.tahapan import MANDIRI
from sakip.rules.varian import compute_sidik
from sakip.web.clock import now
from sakip.web.rows import hold as hold_row
from sakip.web.rows import insert

Status = Penilaian.Status
TAHUN_BUKTI = range(2000, 2101)
DENGAN_SURAT = (
    "Tim lembar ini ditetapkan dengan surat tugas; catat suratnya setelah penilaian dibuka."
)


@transaction.atomic
def create_penilaian(
    *,
    tahun: int,
    units: Sequence[PerangkatDaerah | None],
    ketua: Pengguna | None = None,
    anggota: Iterable[Pengguna] = (),
    tahapan: str = "",
    acting_user: Pengguna,
) -> list[Penilaian]:
    """Open the evaluation of each unit (None: the agency itself) with the same team.

    The sheet is the agency's own of the year, or the one in force on its 1 January, and so are the
    stages; `tahapan` names others, for a year that was evaluated otherwise. A team is named here only
    where no letter names it. Raises ValidationError where an evaluation exists, and RuleError for a
    sheet or a member that does not fit.
    """
    require(permissions.can_create_penilaian(acting_user))
    hold_row(acting_user.instansi)  # the choice of the year's sheet stands still meanwhile
    if not units:
        raise RuleError("Pilih sedikitnya satu perangkat daerah, atau lembar pemda.")
    kunci = tahapan or choose_tahapan(tahun).kunci
    opened = [_open(unit, tahun, kunci, acting_user) for unit in units]
    tim = [row for penilaian in opened for row in _create_tim(penilaian, ketua, anggota)]
    record(opened[0], "penilaian.create", acting_user=acting_user, juga=[*opened[1:], *tim])
    return opened


@transaction.atomic
def update_penilaian(
    penilaian: Penilaian,
    *,
    tahun_bukti: Mapping[str, int],
    ketua: Pengguna | None,
    anggota: Iterable[Pengguna],
    revisi: int,
    acting_user: Pengguna,
) -> None:
    """Change the team and the years of evidence; what former members set stays theirs."""
    hold(penilaian)
    require(permissions.can_update_penilaian(acting_user, penilaian))
    if any(tahun not in TAHUN_BUKTI for tahun in tahun_bukti.values()):
        raise RuleError("Tahun bukti harus antara 2000 dan 2100.")
    before: list[TimPenilai] = []
    if not load_tahapan_of(penilaian).surat_tugas:
        before = list(TimPenilai.objects.filter(penilaian=penilaian))
        TimPenilai.objects.filter(penilaian=penilaian).delete()
    tim = _create_tim(penilaian, ketua, anggota)
    update_guarded(
        penilaian,
        "penilaian.update",
        revisi=revisi,
        acting_user=acting_user,
        juga=[*before, *tim],
        tahun_bukti={kode: tahun_bukti.get(kode, n) for kode, n in penilaian.tahun_bukti.items()},
    )


@transaction.atomic
def submit_mandiri(penilaian: Penilaian, *, acting_user: Pengguna) -> None:
    """The head declares the unit's answers true; from now on the evaluators work.

    Raises RuleError that names the sub-components where an answer or the grade is missing.
    """
    hold(penilaian)
    require(permissions.can_submit_mandiri(Hubungan(acting_user, penilaian)))
    lembar = load_lembar(penilaian)
    if kurang := lembar.belum_lengkap(MANDIRI):
        raise RuleError(
            f"Penilaian mandiri belum lengkap pada subkomponen {_names(kurang)}. "
            "Operator menjawab setiap kriterianya dan memberi nilainya dahulu."
        )
    langkah = hand_over(penilaian, oleh=acting_user)
    transition(
        penilaian,
        "penilaian.submit",
        before=Status.MANDIRI,
        after=Status.DINILAI,
        acting_user=acting_user,
        juga=[langkah],
        tahap=langkah.ke,
        tahap_sejak=langkah.pada,
        disampaikan_oleh=acting_user,
        disampaikan_pada=langkah.pada,
    )


@transaction.atomic
def lock_mandiri(penilaian: Penilaian, *, alasan: str, acting_user: Pengguna) -> None:
    """Begin to grade without the unit's declaration, its time being over; RuleError without a reason."""
    hold(penilaian)
    require(permissions.can_lock_mandiri(Hubungan(acting_user, penilaian)))
    why = check_alasan(alasan, "Tulis alasan menilai tanpa menunggu penilaian mandiri")
    langkah = hand_over(penilaian, oleh=acting_user, alasan=why)
    transition(
        penilaian,
        "penilaian.lock",
        before=Status.MANDIRI,
        after=Status.DINILAI,
        acting_user=acting_user,
        juga=[langkah],
        tahap=langkah.ke,
        tahap_sejak=langkah.pada,
        alasan_ditutup=why,
    )


@transaction.atomic
def publish_penilaian(
    penilaian: Penilaian, *, tanggal: date | None = None, acting_user: Pengguna
) -> None:
    """End the evaluation: the result is frozen with everything its LHE says, and its hash.

    `tanggal` is the date of a letter that was sent already; without it the LHE is of today.
    Raises RuleError that names missing grades and missing reasons.
    """
    hold(penilaian)
    require(permissions.can_publish_penilaian(Hubungan(acting_user, penilaian)))
    lembar = load_lembar(penilaian)
    _check_finished(lembar)
    moment = now()
    row = find_hasil(penilaian, lembar.tahapan.hasil)
    isi = compute_lhe(lembar, tanggal=tanggal or acting_user.instansi.hari_ini)
    transition(
        penilaian,
        "penilaian.publish",
        before=Status.DINILAI,
        after=Status.SELESAI,
        acting_user=acting_user,
        juga=freeze(row, lembar, isi),
        tahap=lembar.tahapan.tahap[-1].kunci,
        selesai_oleh=acting_user,
        selesai_pada=moment,
    )


def _check_finished(lembar: Lembar) -> None:
    tahap = lembar.tahapan.hasil
    if kurang := lembar.belum_dinilai(tahap):
        raise RuleError(f"Belum semua dinilai. Beri nilai subkomponen {_names(kurang)} dahulu.")
    if tanpa := lembar.tanpa_alasan(tahap):
        kode = ", ".join(row.subkomponen for row in tanpa)
        raise RuleError(
            f"Nilai {kode} berbeda dari saran sistem. Tulis alasannya pada lembar itu dahulu."
        )
    waiting = Tanggapan.objects.filter(penilaian=lembar.penilaian, status=Tanggapan.Status.DIAJUKAN)
    if letak := ", ".join(row.letak for row in waiting.order_by("subkomponen", "pk")):
        raise RuleError(f"Tanggapan atas {letak} belum dijawab. Ketua tim menjawabnya dahulu.")


def _names(subs: Iterable[Subkomponen]) -> str:
    return ", ".join(sub.kode for sub in subs)


def _open(unit: PerangkatDaerah | None, tahun: int, tahapan: str, user: Pengguna) -> Penilaian:
    if unit is not None and unit.instansi_id != user.instansi_id:
        raise RuleError("Perangkat daerah ini milik instansi lain.")
    jenis_entitas = jenis_entitas_of(unit)
    instrumen = choose_instrumen(user.instansi, jenis_entitas, tahun)
    row = Penilaian(
        instansi_id=user.instansi_id,
        perangkat_daerah=unit,
        tahun_evaluasi=tahun,
        tahun_bukti=compute_tahun_bukti(instrumen, tahun),
        peraturan=instrumen.kunci,
        sidik=compute_sidik(instrumen),
        jenis_entitas=jenis_entitas,
        tahapan=tahapan,
    )
    insert(row)
    return row


def _create_tim(
    penilaian: Penilaian, ketua: Pengguna | None, anggota: Iterable[Pengguna]
) -> list[TimPenilai]:
    """The team of a sheet without a letter. Raises RuleError for one that a letter must name."""
    places = [(user, TimPenilai.Peran.ANGGOTA) for user in anggota if user != ketua]
    if ketua is not None:
        places.append((ketua, TimPenilai.Peran.KETUA))
    if places and load_tahapan_of(penilaian).surat_tugas:
        raise RuleError(DENGAN_SURAT)
    return create_tim(penilaian, places)
