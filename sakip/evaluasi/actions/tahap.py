"""The way of a sheet through its stages: declared free, handed over, given back, objected to."""

from typing import Any

from django.db import transaction

from sakip.audit.actions import record, require, transition, update_guarded
from sakip.evaluasi import permissions
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.isian import check_alasan, check_jawaban
from sakip.evaluasi.lembar import hold, load_lembar
from sakip.evaluasi.models import Penilaian, Pernyataan, Tanggapan
from sakip.evaluasi.perpindahan import give_back, hand_over
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import RuleError
from sakip.rules.tahapan import MANDIRI
from sakip.web.clock import database_now

Status = Penilaian.Status


@transaction.atomic
def create_pernyataan(
    penilaian: Penilaian, *, ada_benturan: bool, uraian: str = "", acting_user: Pengguna
) -> Pernyataan:
    """Declare a conflict of interest with this object, in words, or that there is none.

    Raises RuleError for a conflict without words.
    """
    hold(penilaian)
    require(permissions.can_create_pernyataan(Hubungan(acting_user, penilaian)))
    words = ""
    if ada_benturan:
        words = check_alasan(uraian, "Tulis benturan kepentingannya dengan singkat")
    row = Pernyataan.objects.create(
        instansi_id=penilaian.instansi_id,
        penilaian=penilaian,
        pengguna=acting_user,
        ada_benturan=ada_benturan,
        uraian=words,
        pada=database_now(),
    )
    record(row, "pernyataan.create", acting_user=acting_user, ada_benturan=ada_benturan)
    return row


@transaction.atomic
def submit_tahap(penilaian: Penilaian, *, tahap: str, acting_user: Pengguna) -> None:
    """Hand the sheet to the next stage; `tahap` is the stage the person saw.

    Raises RuleError that names the sub-components where the stage still owes something.
    """
    hold(penilaian)
    orang = Hubungan(acting_user, penilaian)
    require(permissions.can_submit_tahap(orang))
    _check_seen(orang, tahap)
    lembar = load_lembar(penilaian)
    if kurang := lembar.belum_lengkap(tahap):
        kode = ", ".join(sub.kode for sub in kurang)
        raise RuleError(f"Tahap ini belum lengkap pada subkomponen {kode}. Lengkapi dahulu.")
    if tanpa := lembar.tanpa_alasan(tahap):
        kode = ", ".join(row.subkomponen for row in tanpa)
        raise RuleError(f"Nilai {kode} berbeda dari saran sistem. Tulis alasannya dahulu.")
    langkah = hand_over(penilaian, oleh=acting_user, dari=orang.kini)
    update_guarded(
        penilaian,
        "penilaian_tahap.submit",
        revisi=penilaian.revisi,
        acting_user=acting_user,
        juga=[langkah],
        tahap=langkah.ke,
        tahap_sejak=langkah.pada,
    )


@transaction.atomic
def return_tahap(penilaian: Penilaian, *, tahap: str, alasan: str, acting_user: Pengguna) -> None:
    """Give the sheet back, one stage, with the reason; what both stages wrote stays theirs."""
    hold(penilaian)
    orang = Hubungan(acting_user, penilaian)
    require(permissions.can_return_tahap(orang))
    _check_seen(orang, tahap)
    why = check_alasan(alasan, "Tulis apa yang perlu diperbaiki")
    langkah = give_back(penilaian, oleh=acting_user, dari=orang.kini, alasan=why)
    to_unit = langkah.ke == MANDIRI
    lain: dict[str, Any] = {
        "disampaikan_oleh": None,
        "disampaikan_pada": None,
        "alasan_ditutup": "",
    }
    transition(
        penilaian,
        "penilaian_tahap.return",
        before=Status.DINILAI,
        after=Status.MANDIRI if to_unit else Status.DINILAI,
        acting_user=acting_user,
        juga=[langkah],
        tahap=langkah.ke,
        tahap_sejak=langkah.pada,
        **(lain if to_unit else {}),
    )


@transaction.atomic
def create_tanggapan(
    penilaian: Penilaian,
    *,
    subkomponen: str,
    uraian: str,
    kriteria: str = "",
    tautan: str = "",
    acting_user: Pengguna,
) -> Tanggapan:
    """Object to the grade of a sub-component, or to what was found on one criterion of it.

    The same again, while it waits for an answer, is the one that stands.
    Raises RuleError for a place the sheet does not have, ValidationError for no words.
    """
    hold(penilaian)
    require(permissions.can_create_tanggapan(Hubungan(acting_user, penilaian)))
    lembar = load_lembar(penilaian)
    sub = lembar.subkomponen(subkomponen)
    if sub is None or (kriteria and kriteria not in {r.kode for r in lembar.kriteria(sub)}):
        raise RuleError(f"{kriteria or subkomponen} tidak ada pada lembar ini.")
    lembar.find_butir_at(subkomponen, kriteria)
    said: dict[str, Any] = {
        "penilaian": penilaian, "subkomponen": subkomponen, "kriteria": kriteria,
        "uraian": uraian.strip(), "tautan": tautan, "penulis": acting_user,
    }  # fmt: skip
    waiting = Tanggapan.objects.filter(status=Tanggapan.Status.DIAJUKAN, **said)
    if (same := waiting.first()) is not None:
        return same
    row = Tanggapan(instansi_id=penilaian.instansi_id, pada=database_now(), **said)
    row.full_clean()
    row.save(force_insert=True)
    record(row, "tanggapan.create", acting_user=acting_user)
    return row


@transaction.atomic
def return_tanggapan(row: Tanggapan, *, jawaban: str, acting_user: Pengguna) -> None:
    """Refuse an objection with the reason; the grade stays. Raises RuleError without one."""
    hold(row.penilaian)
    require(permissions.can_approve_tanggapan(Hubungan(acting_user, row.penilaian), row))
    transition(
        row,
        "tanggapan.return",
        before=Tanggapan.Status.DIAJUKAN,
        after=Tanggapan.Status.DITOLAK,
        acting_user=acting_user,
        jawaban=check_jawaban(jawaban),
        dijawab_oleh=acting_user,
    )


def _check_seen(orang: Hubungan, tahap: str) -> None:
    """Somebody else may have moved the sheet since the page was made."""
    if tahap != orang.kini.kunci:
        raise RuleError(
            f"Lembar ini sudah di tahap {orang.kini.nama.lower()}. Muat ulang halamannya."
        )
