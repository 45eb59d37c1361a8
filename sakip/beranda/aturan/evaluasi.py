"""What waits of evaluations: the self-assessment while its window is open, grading, recommendations."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from sakip.beranda.fakta import Fakta, Penulis, Sumber
from sakip.beranda.hal import Tugas
from sakip.evaluasi.acuan import tenggat_mandiri
from sakip.evaluasi.giliran import graded_by, objecting, releasing, turn_of
from sakip.evaluasi.hubungan import PENGISI_PEMDA, PENYAMPAI_PEMDA
from sakip.evaluasi.models import Koreksi, Penilaian, PermintaanBukti, Rekomendasi, Tanggapan
from sakip.organisasi.models import Pengguna, Peran
from sakip.pengukuran.calendar import load_kalender_of
from sakip.rules.tanggal import triwulan_of

PENYAMPAI = PENYAMPAI_PEMDA | {Peran.KEPALA_OPD}


def penilaian_mandiri(user: Pengguna) -> Iterator[Sumber]:
    """The sheet that one's unit, or the agency itself, fills and declares true."""
    rows = Penilaian.objects.visible_to(user).filter(_own(user), status=Penilaian.Status.MANDIRI)
    declares = user.cap is not None and user.cap.peran in PENYAMPAI

    def tulis(f: Fakta) -> Tugas:
        tahun = f.angka["tahun"]
        act = "Periksa dan sampaikan penilaian mandiri" if declares else "Isi penilaian mandiri"
        return Tugas(
            f"mandiri/{f.pk}", f"{act} {tahun}", _nama(user, f),
            _lke(user, f), "Buka LKE", tenggat=tenggat_mandiri(tahun), menit=40,
            acara=f"{act} {tahun}",
        )  # fmt: skip

    yield _penilaian(user, rows, tulis)


def nilai_lke(user: Pengguna) -> Iterator[Sumber]:
    """Sheets of the person's teams that lie at a stage of his."""
    rows = Penilaian.objects.visible_to(user).filter(turn_of(user))

    def tulis(f: Fakta) -> Tugas:
        tahun = f.angka["tahun"]
        return Tugas(
            f"nilai/{f.pk}", f"Nilai LKE {_nama(user, f)}", f"Evaluasi AKIP {tahun}.",
            _lke(user, f), "Buka LKE", tenggat=load_kalender_of(tahun).find("lhe-pd").due(tahun),
            menit=60, acara=f"Nilai LKE {tahun}",
        )  # fmt: skip

    yield _penilaian(user, rows, tulis)


def tanggapan(user: Pengguna) -> Iterator[Sumber]:
    """The unit's own sheet whose grades it may object to now."""
    rows = Penilaian.objects.visible_to(user).filter(_own(user), objecting())

    def tulis(f: Fakta) -> Tugas:
        tahun = f.angka["tahun"]
        return Tugas(
            f"tanggapan/{f.pk}", f"Baca nilai evaluasi {tahun} dan tanggapi", _nama(user, f),
            reverse("evaluasi:tanggapan_list", args=(f.pk,)), "Tanggapi", menit=30,
            acara=f"Tanggapi nilai evaluasi {tahun}",
        )  # fmt: skip

    yield _penilaian(user, rows, tulis)


def permintaan_bukti(user: Pengguna) -> Iterator[Sumber]:
    """Evidence that a stage of the team asks of one's unit, or of the agency itself."""
    rows = PermintaanBukti.objects.visible_to(user).menunggu().filter(_own(user, "penilaian__"))

    def tulis(f: Fakta) -> Tugas:
        kriteria = f.teks["kriteria"]
        return Tugas(
            f"permintaan-bukti/{f.pk}", f"Tunjukkan bukti kriteria {kriteria}",
            f"Diminta evaluator: {f.teks['diminta']}",
            reverse("evaluasi:bukti_kriteria", args=(f.angka["penilaian"], kriteria)), "Tunjukkan",
            menit=15, segera=True,
        )  # fmt: skip

    yield Sumber(
        rows, tulis, teks={"kriteria": "kriteria", "diminta": "diminta"},
        angka={"penilaian": "penilaian"}, lainnya=_page(user),
    )  # fmt: skip


def jawab_tanggapan(user: Pengguna) -> Iterator[Sumber]:
    """Objections that the stage of the result has yet to answer."""
    rows = Tanggapan.objects.visible_to(user).filter(
        status=Tanggapan.Status.DIAJUKAN,
        penilaian__status=Penilaian.Status.DINILAI,
        penilaian__in=Penilaian.objects.filter(graded_by(user)),
    )

    def tulis(f: Fakta) -> Tugas:
        return Tugas(
            f"jawab-tanggapan/{f.pk}", f"Jawab tanggapan {_letak(f)}",
            f"{_nama(user, f)}: {f.teks['uraian']}",
            reverse("evaluasi:tanggapan_approve", args=(f.pk,)), "Jawab", menit=15,
            acara="Jawab tanggapan evaluasi",
        )  # fmt: skip

    yield _places(user, rows, tulis)


def putuskan_koreksi(user: Pengguna) -> Iterator[Sumber]:
    """Corrections that another proposed, for those who release the results of these sheets."""
    sheets = Penilaian.objects.filter(releasing(user))
    waiting = Koreksi.objects.visible_to(user).filter(
        status=Koreksi.Status.DIUSULKAN, penilaian__in=sheets
    )

    def tulis(f: Fakta) -> Tugas:
        return Tugas(
            f"koreksi/{f.pk}", f"Putuskan koreksi hasil {_nama(user, f)}", f.teks["uraian"],
            reverse("evaluasi:koreksi_create", args=(f.angka["penilaian"],)), "Lihat dan putuskan",
            menit=15,
            acara="Putuskan koreksi hasil evaluasi",
        )  # fmt: skip

    yield Sumber(
        waiting.exclude(pengusul=user), tulis,
        teks={"nama": "penilaian__perangkat_daerah__nama", "uraian": "alasan"},
        angka={"penilaian": "penilaian"}, lainnya=_page(user),
    )  # fmt: skip


def rekomendasi(user: Pengguna) -> Iterator[Sumber]:
    """What the evaluators asked of one's unit, or of the agency itself, and is still open."""
    path = "penilaian__"
    rows = Rekomendasi.objects.visible_to(user).filter(
        _own(user, path),
        status=Rekomendasi.Status.TERBUKA,
        penilaian__status=Penilaian.Status.SELESAI,
    )

    def tulis(f: Fakta) -> Tugas:
        return Tugas(
            f"rekomendasi/{f.pk}", f"Tindak lanjuti rekomendasi {_letak(f)}",
            f.teks["uraian"], _lke(user, f, f.teks["sub"]), "Buka", tenggat=f.tenggat, menit=30,
            acara="Tindak lanjuti rekomendasi evaluasi",
        )  # fmt: skip

    yield _rekomendasi(user, rows, tulis)


def tutup_rekomendasi(user: Pengguna) -> Iterator[Sumber]:
    """For those of the team: recommendations whose day is over, so that somebody looks."""
    rows = Rekomendasi.objects.visible_to(user).filter(
        status=Rekomendasi.Status.TERBUKA,
        penilaian__status=Penilaian.Status.SELESAI,
        penilaian__tim_set__pengguna=user,
        tenggat__lt=user.instansi.hari_ini,
    )

    def tulis(f: Fakta) -> Tugas:
        return Tugas(
            f"rekomendasi-periksa/{f.pk}", f"Periksa tindak lanjut rekomendasi {_letak(f)}",
            f"{_nama(user, f)}: {f.teks['uraian']}",
            reverse("evaluasi:rekomendasi_approve", args=(f.pk,)), "Periksa", tenggat=f.tenggat,
            menit=10, acara="Periksa tindak lanjut rekomendasi",
        )  # fmt: skip

    yield _rekomendasi(user, rows, tulis)


def _own(user: Pengguna, path: str = "") -> Q:
    """Evaluations of the person's unit; for those who fill or declare it, of the agency itself."""
    column = f"{path}perangkat_daerah"
    if user.cap is not None and user.cap.peran in PENGISI_PEMDA | PENYAMPAI_PEMDA:
        return Q(**{f"{column}__isnull": True})
    unit = user.cap.perangkat_daerah_id if user.cap else None
    return Q(**{column: unit, f"{column}__isnull": False})


def _penilaian(user: Pengguna, rows: QuerySet[Penilaian], tulis: Penulis) -> Sumber:
    texts = {"nama": "perangkat_daerah__nama", "kode": "perangkat_daerah__kode"}
    page = _page(user)
    return Sumber(rows, tulis, teks=texts, angka={"tahun": "tahun_evaluasi"}, lainnya=page)


def _rekomendasi(user: Pengguna, rows: QuerySet[Rekomendasi], tulis: Penulis) -> Sumber:
    return _places(user, rows, tulis, tenggat="tenggat")


def _places(user: Pengguna, rows: QuerySet[Any], tulis: Penulis, *, tenggat: str = "") -> Sumber:
    """Rows about a place of a sheet, with the unit it is of."""
    unit = "penilaian__perangkat_daerah__"
    return Sumber(
        rows, tulis, tenggat=tenggat,
        teks={"nama": f"{unit}nama", "kode": f"{unit}kode", "sub": "subkomponen",
              "kriteria": "kriteria", "uraian": "uraian"},
        angka={"tahun": "penilaian__tahun_evaluasi"},
        lainnya=_page(user),
    )  # fmt: skip


def _letak(f: Fakta) -> str:
    return f.teks["kriteria"] or f.teks["sub"]


def _nama(user: Pengguna, f: Fakta) -> str:
    return f.teks["nama"] or user.instansi.nama


def _lke(user: Pengguna, f: Fakta, sub: str = "") -> str:
    where = {
        "tahun": f.angka["tahun"],
        "tw": triwulan_of(user.instansi.hari_ini),
        "kode": f.teks["kode"],
    }
    if sub:
        return reverse("evaluasi:lke_update", kwargs=where | {"sub": sub})
    return reverse("evaluasi:lke", kwargs=where)


def _page(user: Pengguna) -> str:
    today = user.instansi.hari_ini
    return reverse("evaluasi:penilaian_list", args=(today.year, triwulan_of(today)))
