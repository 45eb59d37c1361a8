"""Who may open an evaluation, answer, grade, hand over, object, release and recommend, with reasons."""

from collections.abc import Iterable

from sakip.evaluasi.acuan import find_butir, tenggat_mandiri
from sakip.evaluasi.hubungan import PENGISI_PEMDA, PENYAMPAI_PEMDA, Hubungan
from sakip.evaluasi.models import (
    PENILAI,
    ImporLembar,
    Koreksi,
    Penilaian,
    Rekomendasi,
    Tanggapan,
    TimPenilai,
)
from sakip.organisasi.models import Pengguna, Peran
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.tahapan import MANDIRI, Pelaku, Tahap
from sakip.rules.tanggal import write_tanggal

Status = Penilaian.Status

PEMBUKA = frozenset({Peran.EVALUATOR, Peran.BAGOR})
PENULIS_SURAT = PENILAI
PENGISI = PENILAI | PENGISI_PEMDA | {Peran.OPERATOR_OPD}
BELUM_MENYATAKAN = denied(
    "Nyatakan dahulu pada halaman LKE, apakah Anda punya benturan kepentingan di sini."
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


def can_create_surat(user: Pengguna) -> Decision:
    """The Inspektorat writes down its own letters; the team of a letter is nobody else's choice."""
    if user.cap is None or user.cap.peran not in PENULIS_SURAT:
        return denied("Hanya evaluator atau penjamin mutu yang mencatat surat tugas.")
    return ALLOWED


def can_update_penilaian(user: Pengguna, penilaian: Penilaian) -> Decision:
    """Team and years of evidence, until the evaluation has ended."""
    decision = can_create_penilaian(user)
    if decision and penilaian.status == Status.SELESAI:
        return denied("Penilaian ini sudah selesai; tim dan tahun buktinya tidak diubah.")
    return decision


def can_read_evaluator(orang: Hubungan) -> Decision:
    """What the evaluators set: everyone once it is final, the unit once it is asked to object.

    Before that only those who may score it.
    """
    if orang.penilaian.status == Status.SELESAI:
        return ALLOWED
    until = orang.tahapan.order(orang.kini.kunci)
    if orang.menanggapi and any(one.menanggapi for one in orang.tahapan.tahap[: until + 1]):
        return ALLOWED
    if orang.peran not in PENILAI:
        return denied("Hasil evaluator terbuka setelah penilaian selesai.")
    return orang.konflik


def can_create_pernyataan(orang: Hubungan) -> Decision:
    """Whoever is in the team says once whether he is free of the object."""
    if not orang.tahapan.pernyataan:
        return denied("Tahapan lembar ini tidak meminta pernyataan benturan kepentingan.")
    if not orang.peran_tim:
        return denied(_outside(orang))
    if orang.pernyataan is not None:
        return denied("Anda sudah menyatakan diri untuk lembar ini.")
    if orang.penilaian.status == Status.SELESAI:
        return denied("Penilaian ini sudah selesai.")
    return ALLOWED


def can_score_subkomponen(orang: Hubungan, tahap: str) -> Decision:
    """Answers and grades of one stage, while it is that stage's turn."""
    if tahap == MANDIRI:
        return _can_fill_mandiri(orang)
    row = orang.tahapan.find(tahap)
    if row is None or not row.mengisi:
        return denied("Tahap penilaian ini tidak dikenal. Muat ulang halamannya.")
    return _can_work(orang, row, "menilai")


def can_approve_nilai(orang: Hubungan, tahap: str) -> Decision:
    """A later stage agrees with a grade that lies before it; reviewers do nothing else."""
    row = orang.tahapan.find(tahap)
    if row is None or row.kunci == MANDIRI or row.nilai == "tidak":
        return denied("Tahap ini tidak memberi persetujuan atas nilai.")
    return _can_work(orang, row, "menyetujui nilai")


def can_submit_mandiri(orang: Hubungan) -> Decision:
    """The head declares the unit's own answers true; never the person who filled them in."""
    pemda = orang.penilaian.perangkat_daerah_id is None
    if pemda and orang.peran not in PENYAMPAI_PEMDA:
        return denied("Lembar pemda disampaikan oleh Sekretaris Daerah atau kepala daerah.")
    if not pemda and not (orang.peran == Peran.KEPALA_OPD and orang.is_of_unit):
        return denied("Penilaian mandiri disampaikan oleh kepala perangkat daerahnya.")
    if orang.penilaian.status != Status.MANDIRI:
        return denied("Penilaian mandiri sudah ditutup.")
    if orang.wrote(MANDIRI):
        return denied("Anda sendiri yang mengisi; pernyataannya harus dari orang lain.")
    return _in_window(orang, orang.tahapan.get(MANDIRI))


def can_lock_mandiri(orang: Hubungan) -> Decision:
    """The first stage of the team goes on without the unit once its time is over."""
    first = orang.tahapan.tahap[1]  # there is one: the result is never the unit's own
    decision = _is_free_member(orang, first, "menutup penilaian mandiri")
    if not decision:
        return decision
    if orang.penilaian.status != Status.MANDIRI:
        return denied("Penilaian mandiri sudah ditutup.")
    last = tenggat_mandiri(orang.penilaian.tahun_evaluasi)
    if orang.hari_ini <= last:
        return denied(f"Perangkat daerah masih boleh mengisi sampai {write_tanggal(last)}.")
    return ALLOWED


def can_submit_tahap(orang: Hubungan) -> Decision:
    """The people of a stage hand the sheet to the next one; the unit ends its own objections."""
    if not (decision := is_at_work(orang)):
        return decision
    row = orang.kini
    if orang.tahapan.next(row.kunci) is None:
        return denied("Ini tahap terakhir; penilaian dirilis di sini.")
    if row.menanggapi:
        return _can_end_tanggapan(orang)
    decision = _can_work(orang, row, "menyerahkan lembar ini")
    if decision and row.usul:
        return _is_no_maker(orang, "mengusulkan hasilnya")
    return decision


def can_return_tahap(orang: Hubungan) -> Decision:
    """The people of a stage give the sheet back, one stage, with a reason."""
    if not (decision := is_at_work(orang)):
        return decision
    if orang.kini.menanggapi:
        return denied("Masa tanggapan tidak dikembalikan; tanggapannya dijawab.")
    return _can_work(orang, orang.kini, "mengembalikan lembar ini")


def can_create_tanggapan(orang: Hubungan) -> Decision:
    """The unit objects while it is asked to; by the database's clock."""
    if not orang.menanggapi:
        return denied("Tanggapan ditulis oleh perangkat daerah yang dinilai.")
    if orang.penilaian.status != Status.DINILAI or not orang.kini.menanggapi:
        return denied("Lembar ini tidak sedang di masa tanggapan.")
    return ALLOWED


def can_approve_tanggapan(orang: Hubungan, row: Tanggapan) -> Decision:
    """The stage that set the grades answers each objection before the release."""
    if row.status != Tanggapan.Status.DIAJUKAN:
        return denied("Tanggapan ini sudah dijawab.")
    if not (decision := is_at_work(orang)):
        return decision
    return _is_free_member(orang, orang.tahapan.get(orang.tahapan.hasil), "menjawab tanggapan")


def can_publish_penilaian(orang: Hubungan) -> Decision:
    """Whom the stage's data name, who set nothing in this sheet and did not propose it (invariant 6)."""
    if orang.penilaian.status != Status.DINILAI:
        return denied("Hanya penilaian yang sedang dinilai yang dapat diselesaikan.")
    if not orang.kini.rilis:
        return denied(f"Lembar ini masih di tahap {orang.kini.nama.lower()}.")
    return _can_release(orang, orang.pengusul)


def can_create_koreksi(orang: Hubungan) -> Decision:
    """Those who grade, or propose, correct a released result; it counts when another releases it."""
    if orang.penilaian.status != Status.SELESAI:
        return denied("Yang dikoreksi hanya hasil yang sudah dirilis.")
    stages = [one for one in orang.tahapan.tahap if one.kunci == orang.tahapan.hasil or one.usul]
    if not any(_plays(orang, one.oleh) for one in stages):
        return denied("Koreksi diusulkan oleh ketua tim atau pengendali mutu lembar ini.")
    return orang.konflik


def can_approve_koreksi(orang: Hubungan, row: Koreksi) -> Decision:
    """The same rule as for the first release; the proposer is another person."""
    if row.status != Koreksi.Status.DIUSULKAN:
        return denied("Koreksi ini sudah diputuskan.")
    return _can_release(orang, row.pengusul_id)


def can_update_rekomendasi(orang: Hubungan) -> Decision:
    """Recommendations are written by those who score, while they score."""
    if not (decision := is_at_work(orang)):
        return decision
    if not orang.kini.mengisi:
        return denied(f"Lembar ini sedang di tahap {orang.kini.nama.lower()}.")
    return can_score_subkomponen(orang, orang.kini.kunci)


def can_approve_rekomendasi(orang: Hubungan, row: Rekomendasi) -> Decision:
    """An evaluator or quality guard accepts what was done, after the evaluation has ended."""
    if orang.peran not in PENILAI:
        return denied("Hanya evaluator atau penjamin mutu yang menutup rekomendasi.")
    if orang.penilaian.status != Status.SELESAI:
        return denied("Rekomendasi ditutup setelah penilaiannya selesai.")
    if row.status != Rekomendasi.Status.TERBUKA:
        return denied("Rekomendasi ini sudah ditutup.")
    return orang.konflik


def can_create_impor_lembar(user: Pengguna) -> Decision:
    """Those who fill in or score sheets; whether each of them today is asked for every sheet."""
    if user.cap is None or user.cap.peran not in PENGISI:
        return denied("Buku kerja diunggah oleh pengisi penilaian mandiri dan tim penilai.")
    return ALLOWED


def can_import_lembar(user: Pengguna, row: ImporLembar) -> Decision:
    """Apply or drop a waiting workbook: whoever uploaded it."""
    if row.pembuat_id != user.pk:
        return denied("Buku kerja diterapkan oleh yang mengunggahnya.")
    if row.status != ImporLembar.Status.DRAF:
        return denied("Buku kerja ini sudah diterapkan atau dibuang.")
    return can_create_impor_lembar(user)


def _can_fill_mandiri(orang: Hubungan) -> Decision:
    if not orang.mengisi_mandiri:
        if orang.penilaian.perangkat_daerah_id is None:
            return denied("Lembar pemda diisi oleh Bagian Organisasi dan Bappeda.")
        return denied("Penilaian mandiri diisi oleh operator perangkat daerahnya.")
    if orang.penilaian.status != Status.MANDIRI:
        return denied("Penilaian mandiri sudah ditutup dan tidak diubah lagi.")
    return _in_window(orang, orang.tahapan.get(MANDIRI))


def is_at_work(orang: Hubungan) -> Decision:
    """Whether the sheet lies with the team: after the unit's own stage, before the end."""
    if orang.penilaian.status == Status.MANDIRI:
        return denied("Penilaian mandiri belum disampaikan, jadi evaluator belum menilai.")
    if orang.penilaian.status == Status.SELESAI:
        return denied("Penilaian ini sudah selesai dan tidak diubah lagi.")
    return ALLOWED


def _can_work(orang: Hubungan, tahap: Tahap, act: str) -> Decision:
    """Whether the sheet lies at this stage, within its days, and he is one of its people."""
    if not (decision := is_at_work(orang)):
        return decision
    if orang.kini != tahap:
        kini = orang.kini.nama.lower()
        return denied(f"Lembar ini sedang di tahap {kini}, bukan {tahap.nama.lower()}.")
    if not (decision := _is_free_member(orang, tahap, act)):
        return decision
    return _in_window(orang, tahap)


def _is_free_member(orang: Hubungan, tahap: Tahap, act: str) -> Decision:
    """One of the stage's people who neither belongs to the unit nor filled in its own answers."""
    if orang.peran not in {one.cap for one in tahap.oleh}:
        caps = dict.fromkeys(_write_peran(one.cap) for one in tahap.oleh)
        return denied(f"Hanya {_or(caps)} yang {act}.")
    if not orang.peran_tim:
        return denied(_outside(orang))
    if not _plays(orang, tahap.oleh):
        return denied(f"Tahap {tahap.nama.lower()} dikerjakan {_write_pelaku(tahap.oleh)}.")
    if orang.wrote(MANDIRI):
        return denied("Anda ikut mengisi penilaian mandirinya; evaluator lain yang menilai.")
    places = orang.peran_tim & {one.peran for one in tahap.oleh}
    if places <= set(orang.tahapan.bukan_pendamping) and orang.mendampingi:
        return denied(
            f"Anda mendampingi {orang.penilaian.nama}, jadi {_write_pelaku(tahap.oleh)} orang lain."
        )
    return is_free(orang)


def is_free(orang: Hubungan) -> Decision:
    """He said that he has no conflict of interest, where the stages ask it, and the guard agrees."""
    if orang.tahapan.surat_tugas and orang.penilaian.surat_tugas_id is None:
        return denied("Surat tugas lembar ini belum dicatat.")
    if orang.tahapan.pernyataan and orang.pernyataan is None:
        return BELUM_MENYATAKAN
    if orang.tahapan.pernyataan and orang.pernyataan:
        return denied("Anda menyatakan punya benturan kepentingan; orang lain yang menggantikan.")
    return orang.konflik


def _can_release(orang: Hubungan, pengusul: int | None) -> Decision:
    """The one who releases neither made the result nor proposed it: two persons, always."""
    rilis = orang.tahapan.tahap[-1].rilis
    if not _plays(orang, rilis):
        return denied(f"Penilaian diselesaikan oleh {_write_pelaku(rilis)}.")
    if not (decision := _is_no_maker(orang, "menyelesaikan")):
        return decision
    if pengusul == orang.user.pk:
        return denied("Anda yang mengusulkan hasil ini; yang merilis harus orang lain.")
    return is_free(orang)


def _is_no_maker(orang: Hubungan, act: str) -> Decision:
    """He filled, graded and corrected nothing here, nor on the agency's sheet what this one inherits."""
    if orang.menentukan_hasil:
        return denied(f"Anda ikut mengisi lembar ini; yang {act} harus orang lain.")
    if kode := orang.menjawab_warisan:
        return denied(
            f"Anda ikut menjawab {', '.join(kode)} pada lembar pemda, yang jawabannya diwarisi lembar "
            f"ini; yang {act} harus orang lain."
        )
    return ALLOWED


def _can_end_tanggapan(orang: Hubungan) -> Decision:
    """The head says that the unit has nothing more to object."""
    pemda = orang.penilaian.perangkat_daerah_id is None
    may = orang.peran in PENYAMPAI_PEMDA if pemda else orang.peran == Peran.KEPALA_OPD
    if not may or not orang.menanggapi:
        return denied("Masa tanggapan diakhiri kepala yang dinilai, atau berakhir sendiri.")
    return ALLOWED


def _in_window(orang: Hubungan, tahap: Tahap) -> Decision:
    """The days of the calendar, by the database's clock; a day that only warns refuses nobody."""
    tahun = orang.penilaian.tahun_evaluasi
    buka, tutup = (
        butir if butir is not None and butir.sifat == "kunci" else None
        for butir in (find_butir(tahap.buka, tahun), find_butir(tahap.tutup, tahun))
    )
    if buka is not None and orang.hari_ini < buka.due(tahun):
        return denied(f"Tahap {tahap.nama.lower()} dibuka {write_tanggal(buka.due(tahun))}.")
    if tutup is not None and orang.hari_ini > tutup.locked(tahun):
        return denied(f"Tahap {tahap.nama.lower()} dikunci {write_tanggal(tutup.locked(tahun))}.")
    return ALLOWED


def _plays(orang: Hubungan, pelaku: Iterable[Pelaku]) -> bool:
    return any(
        one.cap == orang.peran and (not one.peran or one.peran in orang.peran_tim) for one in pelaku
    )


def _outside(orang: Hubungan) -> str:
    if orang.tahapan.surat_tugas:
        return "Anda tidak tercantum dalam surat tugas lembar ini."
    return "Anda bukan anggota tim penilai lembar ini."


def _write_pelaku(pelaku: Iterable[Pelaku]) -> str:
    """Who, in words: the place in the team, or the role of the account."""
    return _or(
        dict.fromkeys(
            TimPenilai.Peran(one.peran).label.lower() if one.peran else _write_peran(one.cap)
            for one in pelaku
        )
    )


def _write_peran(peran: str) -> str:
    """A role of an account within a sentence."""
    return Peran(peran).label.split(" (")[0].lower()


def _or(words: Iterable[str]) -> str:
    return " atau ".join(words)
