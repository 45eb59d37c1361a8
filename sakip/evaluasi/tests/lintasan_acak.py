"""Random acts by a few people who change their caps: what they reach, and who released it.

Used by the suite with a handful of walks, and by `python -m bukti.rilis` with thousands. Beside the sheet
lies the agency's own, from which it inherits answers, and the same people fill and score that one too.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q

from sakip.evaluasi.actions.jawaban import approve_nilai, approve_tanggapan, import_nilai_sub
from sakip.evaluasi.actions.koreksi import approve_koreksi, create_koreksi
from sakip.evaluasi.actions.penilaian import lock_mandiri, publish_penilaian, submit_mandiri
from sakip.evaluasi.actions.tahap import (
    create_pernyataan,
    create_tanggapan,
    return_tahap,
    return_tanggapan,
    submit_tahap,
)
from sakip.evaluasi.acuan import load_instrumen_of, load_tahapan_of
from sakip.evaluasi.models import (
    Hasil,
    Jawaban,
    Koreksi,
    NilaiSub,
    Penilaian,
    Serahan,
    Tanggapan,
)
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Pengguna, Penugasan, Peran
from sakip.rules.decision import RuleError
from sakip.rules.tahapan import PERAN_TIM
from sakip.tests.evaluasi import NILAI, answer
from sakip.tests.musim import answer_all, make_surat, put_at

CAPS = (Peran.OPERATOR_OPD, Peran.KEPALA_OPD, Peran.EVALUATOR, Peran.PENJAMIN_MUTU, Peran.BAGOR)
# Who answers on the agency's sheet, with the cap that its stage asks for.
TAHAP_PEMDA = (("mandiri", Peran.BAGOR), ("anggota", Peran.EVALUATOR), ("ketua", Peran.EVALUATOR))
# How often it is the turn of somebody who may well act; otherwise anybody does anything.
TERARAH = 0.75
# How many walks begin with a sheet that its leader has graded, so that more of them come to a release.
LANJUT = 0.5
DITOLAK = (PermissionDenied, RuleError, ValidationError)
Orang = Sequence[Pengguna]


def walk(sheet: Penilaian, orang: Orang, chance: random.Random, langkah: int) -> int:
    """So many random acts on a sheet that somebody filled; how many were done, and not refused."""
    _begin(sheet, orang, chance)
    done = 0
    for _ in range(langkah):
        sheet.refresh_from_db()
        likely = chance.random() < TERARAH
        user, peran = _whose_turn(sheet, orang, chance) if likely else _anybody(orang, chance)
        _wear(user, peran, sheet)
        act = chance.choice(_likely(sheet) if likely else ACTS)
        try:
            act(sheet, user, orang, chance)
            done += 1
        except DITOLAK:
            continue
    return done


def faults(sheet: Penilaian) -> list[str]:
    """Every release, and every correction, by somebody who filled, scored, answered or proposed it.

    What it inherits counts as filled and scored by whoever answered it on the agency's sheet.
    """
    sheet.refresh_from_db()
    inherited = Q(penilaian__perangkat_daerah=None, kriteria__in=_inherited(sheet))
    rows = Jawaban.objects.filter(Q(penilaian=sheet) | inherited, instansi=sheet.instansi_id)
    makers = set(rows.values_list("penilai", flat=True))
    grades = NilaiSub.objects.filter(penilaian=sheet, setuju_dengan="")
    makers |= set(grades.values_list("penilai", flat=True))
    answers = Tanggapan.objects.filter(penilaian=sheet, dijawab_oleh__isnull=False)
    makers |= set(answers.values_list("dijawab_oleh", flat=True))
    found = []
    if sheet.selesai_oleh_id is not None:
        proposed = Serahan.objects.filter(penilaian=sheet, dari="pengendali_mutu", kembali=False)
        last = proposed.order_by("-pk").values_list("oleh", flat=True).first()
        if sheet.selesai_oleh_id in makers | {last}:
            found.append(f"dirilis {sheet.selesai_oleh}, yang ikut membuatnya")
    for row in Koreksi.objects.filter(penilaian=sheet, status=Koreksi.Status.DIRILIS):
        own = row.diputuskan_oleh_id in makers | {row.pengusul_id}
        found += [f"koreksi dirilis {row.diputuskan_oleh}, yang ikut membuatnya"] * own
    released = Hasil.objects.berlaku().filter(penilaian=sheet).exists()
    if released != (sheet.selesai_oleh_id is not None):
        found.append("hasil berlaku tanpa rilis")
    return found


def _begin(sheet: Penilaian, orang: Orang, chance: random.Random) -> None:
    """A letter with a random team, one answer of the unit, and the sheet with its leader or past him."""
    _wear(orang[0], Peran.EVALUATOR, sheet)
    make_surat(sheet, tim=[], acting_user=orang[0])
    for pemda in Penilaian.objects.pemda_of(sheet):
        make_surat(pemda, tim=[], acting_user=orang[0], jenis="ad_hoc", nomor="700/2/SK/2026")
    _team(sheet, orang[0], orang, chance)
    for user in orang:
        if sheet.tim_set.filter(pengguna=user).exists():
            _declare(sheet, user, orang, chance)
    filler = chance.choice(orang)
    _wear(filler, Peran.OPERATOR_OPD, sheet)
    answer(sheet, "mandiri", "1.a", nilai="BB", acting_user=filler)
    put_at(sheet, "ketua")
    if chance.random() < LANJUT:
        ketua = next(one for one in orang if sheet.tim_set.filter(pengguna=one, peran="ketua"))
        _wear(ketua, Peran.EVALUATOR, sheet)
        if ketua != filler:
            _fill_all(sheet, ketua, orang, chance)
            put_at(sheet, chance.choice(("pengendali_mutu", "inspektur")))
    _inherit(sheet, filler, orang, chance)


def _whose_turn(sheet: Penilaian, orang: Orang, chance: random.Random) -> tuple[Pengguna, Peran]:
    """One of the people of the stage, with the cap it asks for."""
    tahapan = load_tahapan_of(sheet)
    stage = tahapan.get(sheet.tahap) if sheet.tahap else tahapan.tahap[0]
    if not stage.oleh:
        return chance.choice(orang), chance.choice(CAPS[:2])
    pelaku = chance.choice(stage.oleh)
    team = sheet.tim_set.filter(peran=pelaku.peran).values_list("pengguna", flat=True)
    found = [user for user in orang if user.pk in set(team)] or list(orang)
    return chance.choice(found), Peran(pelaku.cap)


def _anybody(orang: Orang, chance: random.Random) -> tuple[Pengguna, Peran]:
    return chance.choice(orang), chance.choice(CAPS)


def _wear(user: Pengguna, peran: Peran, sheet: Penilaian) -> None:
    """He changes his cap: the row is rewritten, without what the assignment itself would refuse."""
    unit = sheet.perangkat_daerah if peran in CAPS[:2] else None
    Penugasan.objects.filter(pengguna=user).update(peran=peran, perangkat_daerah=unit)
    wear_cap(user, user.instansi.hari_ini)


def _fill(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    kode, huruf = chance.choice(list(NILAI.items()))
    tahap = chance.choice(("mandiri", "anggota", "ketua"))
    grades = {} if tahap == "anggota" else {"nilai": huruf, "alasan_beda": "Mutunya."}
    answer(sheet, tahap, kode, acting_user=user, **grades)


def _inherit(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    """One of the criteria it inherits is answered on the agency's sheet, by whoever is in its team then.

    Who released already is left out: what he answers afterwards is not in the frozen result.
    """
    decided = sheet.koreksi_set.values_list("diputuskan_oleh", flat=True)
    if user.pk in {sheet.selesai_oleh_id, *decided}:
        return
    for pemda in Penilaian.objects.pemda_of(sheet):
        tahap, peran = chance.choice(TAHAP_PEMDA)
        if tahap == "mandiri":
            Penilaian.objects.filter(pk=pemda.pk).update(status="mandiri", tahap="")
        else:
            put_at(pemda, tahap)
            _team(pemda, user, orang, chance)
            pemda.tim_set.filter(peran=tahap).update(pengguna=user)
        pemda.refresh_from_db()
        _wear(user, peran, pemda)
        if not pemda.pernyataan_set.filter(pengguna=user).exists() and tahap != "mandiri":
            _declare(pemda, user, orang, chance)
        kode = chance.choice(_inherited(sheet))
        status = {kode: chance.choice(("terpenuhi", "sebagian", "belum"))}
        answer(pemda, tahap, kode.rpartition(".")[0], status=status, acting_user=user)


def _inherited(sheet: Penilaian) -> tuple[str, ...]:
    return load_instrumen_of(sheet).entitas[sheet.jenis_entitas].diwariskan


def _fill_all(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    tahap = sheet.tahap or "mandiri"
    if tahap != "ketua":
        answer_all(sheet, tahap, user)
    if tahap != "anggota":
        import_nilai_sub(sheet, tahap, NILAI, acting_user=user)
        NilaiSub.objects.filter(penilaian=sheet, tahap=tahap).update(alasan_beda="Mutunya.")


def _team(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    """Anybody in any place, also where the letter's own act would refuse him."""
    sheet.tim_set.all().delete()
    for tempat in PERAN_TIM:
        sheet.tim_set.create(instansi=sheet.instansi, pengguna=chance.choice(orang), peran=tempat)


def _hand_over(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    if sheet.status == Penilaian.Status.MANDIRI:
        submit_mandiri(sheet, acting_user=user)
    else:
        submit_tahap(sheet, tahap=sheet.tahap, acting_user=user)


def _object(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    create_tanggapan(sheet, subkomponen="1.b", uraian="Lebih baik.", acting_user=user)


def _answer_objection(
    sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random
) -> None:
    row = Tanggapan.objects.filter(penilaian=sheet, status="diajukan").first()
    if row is None:
        return
    if chance.random() < 0.5:
        approve_tanggapan(
            row, nilai=chance.choice(["B", "BB", "A"]), jawaban="Ya.", acting_user=user
        )
    else:
        return_tanggapan(row, jawaban="Tidak.", acting_user=user)


def _correct(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    huruf = chance.choice(("A", "BB", "B"))
    create_koreksi(sheet, {"1.b": huruf}, alasan="Salah.", acting_user=user)


def _release_correction(
    sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random
) -> None:
    row = Koreksi.objects.filter(penilaian=sheet, status="diusulkan").first()
    if row is not None:
        approve_koreksi(row, acting_user=user)


def _likely(sheet: Penilaian) -> tuple[Callable[..., Any], ...]:
    """The acts that move this sheet on, so that many walks come to an end."""
    if sheet.status == Penilaian.Status.SELESAI:
        return (_correct, _release_correction)
    if sheet.tahap == "inspektur":
        return (_declare, _publish, _answer_objection, _inherit)
    return (_declare, _fill_all, _hand_over)


def _declare(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    create_pernyataan(sheet, ada_benturan=False, acting_user=user)


def _publish(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    publish_penilaian(sheet, acting_user=user)


def _lock(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    lock_mandiri(sheet, alasan="Lewat.", acting_user=user)


def _return(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    return_tahap(sheet, tahap=sheet.tahap, alasan="Ulang.", acting_user=user)


def _agree(sheet: Penilaian, user: Pengguna, orang: Orang, chance: random.Random) -> None:
    kode, huruf = chance.choice(list(NILAI.items()))
    approve_nilai(sheet, sheet.tahap, "ketua", huruf, kode, acting_user=user)


ACTS: tuple[Callable[..., Any], ...] = (
    _declare, _fill, _fill_all, _inherit, _team, _hand_over, _lock, _return, _agree, _object,
    _answer_objection, _publish, _correct, _release_correction,
)  # fmt: skip
