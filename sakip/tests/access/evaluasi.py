"""The evaluation of SAKIP: sheets, their way, reports, recommendations."""

from datetime import date
from decimal import Decimal

from sakip.evaluasi.actions.arsip import IsiArsip
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.actions.rekomendasi import create_rekomendasi
from sakip.evaluasi.isian import IsianSub, IsiNilai
from sakip.evaluasi.models import Penilaian
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Peran
from sakip.tests.access.notasi import (
    BERTUGAS,
    LIHAT_DINKES,
    SE_INSTANSI,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)
from sakip.tests.builders import make_pengguna
from sakip.tests.evaluasi import (
    EVALUATOR,
    MANDIRI,
    fill_mandiri,
    grade_all,
    make_penilaian,
    start_scoring,
)

PEGAWAI = {"pegawai"}
LIHAT = LIHAT_DINKES - PEGAWAI
PEMBUKA = {"evaluator", "bagor"}
EKO = {"evaluator"}
PENILAI = {"evaluator", "penjamin_mutu"}
SUB_A = {"sub": "1.a"}
BUTIR = {"butir": "1.a"}


def tahun(angka, **lain):
    return {"argumen": lambda d: {"tahun": angka} | lain}


PEMDA = {"argumen": lambda d: {"kode": "", **SUB_A}, "lain": 404, "lihat": PEGAWAI}
PEMDA_BUTIR = PEMDA | {
    "argumen": lambda d: {"kode": "", **BUTIR},
    "lihat": SE_INSTANSI | PEGAWAI,
}


def isian_tim(d, **lain):
    tahun_bukti = {f"bukti_{k}": n - 1 for k, n in d.penilaian_mandiri.tahun_bukti.items()}
    return {
        "ketua": "", "anggota": [], "revisi": d.penilaian_mandiri.revisi,
    } | tahun_bukti | lain  # fmt: skip


def nilai_sub(tahap, jawaban="BB", revisi=""):
    return {"tahap": tahap, "nilai": jawaban, "revisi_nilai": revisi, "alasan_beda": ""}


def rekomendasi(d, **lain):
    return {"uraian": "Lengkapi bukti.", "tenggat": "2026-12-31", "kriteria": ""} | lain


def butir(d):
    rows = Penilaian.objects.filter(pk=d.penilaian_dinilai.pk)
    isi = {"tahap": EVALUATOR, "jawaban-1.b.4": "terpenuhi"}
    return (), {"rows": rows, "butir": "1.b.4", "isi": isi}


TABEL: list[Baris] = [
    get("evaluasi:penilaian_list", boleh=BERTUGAS - PEGAWAI,
        memuat={"Dinas Kesehatan Lestari": LIHAT}),
    get("evaluasi:penilaian_create", boleh=PEMBUKA),
    post("evaluasi:penilaian_create", "penilaian.create",
         data=lambda d: {"units": [d.pupr.pk], "ketua": "", "anggota": [d.orang_evaluator.pk]},
         boleh=PEMBUKA),
    get("evaluasi:instrumen_update", boleh=BERTUGAS - PEGAWAI, lihat=PEGAWAI),
    post("evaluasi:instrumen_update", "pilihan_instrumen.create", argumen=lambda d: {"tahun": 2035},
         data=lambda d: {"lembar": "contoh-ya-tidak"}, boleh=PEMBUKA, lihat=BERTUGAS),
    post("evaluasi:instrumen_update", data=lambda d: {"lembar": "contoh-ya-tidak"}, boleh=TIADA,
         lihat=BERTUGAS, kasus="sudah ada penilaian"),
    get("evaluasi:penilaian_update", objek="penilaian_mandiri", boleh=LIHAT),
    post("evaluasi:penilaian_update", "penilaian.update", objek="penilaian_mandiri",
         data=isian_tim, boleh=PEMBUKA, lihat=LIHAT),
    post("evaluasi:penilaian_update", objek="penilaian_mandiri",
         data=lambda d: isian_tim(d, revisi=9), boleh=PEMBUKA, lihat=LIHAT, status=409,
         kasus="orang lain lebih dulu"),
    post("evaluasi:penilaian_update", objek="penilaian_selesai", data=isian_tim, lihat=LIHAT,
         kasus="sudah selesai"),
    # --- the sheet
    get("evaluasi:lke", objek="dinkes", boleh=LIHAT, lihat=PEGAWAI),
    get("evaluasi:lke", **PEMDA, boleh=SE_INSTANSI),
    get("evaluasi:lke_update", objek="dinkes", **tahun(2026, **SUB_A), boleh=LIHAT, lihat=PEGAWAI),
    get("evaluasi:lke_update", **PEMDA, boleh=SE_INSTANSI),
    get("evaluasi:lke_jejak", objek="dinkes", **tahun(2026, **SUB_A), boleh=LIHAT, lihat=PEGAWAI),
    get("evaluasi:lke_jejak", **PEMDA, boleh=SE_INSTANSI),
    post("evaluasi:lke_update", "penilaian_mandiri.update", objek="dinkes", **tahun(2026, **SUB_A),
         data=lambda d: nilai_sub(MANDIRI), boleh={"operator_opd"},
         lihat=LIHAT_DINKES),
    post("evaluasi:lke_update", "penilaian_mandiri.update", **PEMDA | {"lihat": SE_INSTANSI | PEGAWAI},
         data=lambda d: nilai_sub(MANDIRI), boleh={"bagor", "bappeda"}),
    post("evaluasi:lke_update", "penilaian_evaluator.update", objek="dinkes",
         **tahun(2025, **SUB_A), data=lambda d: nilai_sub(EVALUATOR, "A", 0),
         boleh=EKO, lihat=LIHAT_DINKES, kasus="tahap evaluator", penuh=True),
    post("evaluasi:lke_update", objek="dinkes", **tahun(2025, **SUB_A),
         data=lambda d: nilai_sub(EVALUATOR, "A", 9), boleh=EKO,
         lihat=LIHAT_DINKES, status=409, kasus="orang lain lebih dulu"),
    post("evaluasi:lke_update", objek="dinkes", **tahun(2025, **SUB_A),
         data=lambda d: nilai_sub(MANDIRI), lihat=LIHAT_DINKES,
         kasus="mandiri sudah ditutup"),
    get("evaluasi:kke", objek="dinkes", boleh=LIHAT, lihat=PEGAWAI),
    get("evaluasi:kke", **PEMDA, boleh=SE_INSTANSI),
    post("evaluasi:kke_update", "penilaian_mandiri.update", objek="dinkes", **tahun(2026, **BUTIR),
         data=lambda d: nilai_sub(MANDIRI), boleh={"operator_opd"}, lihat=LIHAT_DINKES),
    post("evaluasi:kke_update", "penilaian_mandiri.update", **PEMDA_BUTIR,
         data=lambda d: nilai_sub(MANDIRI), boleh={"bagor", "bappeda"}),
    post("evaluasi:kke_update", "penilaian_evaluator.update", objek="dinkes", **tahun(2025, **BUTIR),
         data=lambda d: nilai_sub(EVALUATOR, "A", 0), boleh=EKO, lihat=LIHAT_DINKES,
         kasus="tahap evaluator", penuh=True),
    post("evaluasi:kke_update", objek="dinkes", **tahun(2025, **BUTIR),
         data=lambda d: nilai_sub(EVALUATOR, "A", 9), boleh=EKO, lihat=LIHAT_DINKES, status=409,
         kasus="orang lain lebih dulu"),
    post("evaluasi:kke_update", objek="dinkes", **tahun(2025, **BUTIR),
         data=lambda d: nilai_sub(EVALUATOR, "SS", 0), boleh=EKO, lihat=LIHAT_DINKES, status=422,
         kasus="nilai tidak dikenal"),
    # --- its way
    post("evaluasi:penilaian_submit", "penilaian.submit", objek="penilaian_lengkap",
         boleh={"kepala_opd"}, lihat=LIHAT),
    post("evaluasi:penilaian_submit", objek="penilaian_mandiri", boleh={"kepala_opd"}, lihat=LIHAT,
         status=422, kasus="belum lengkap"),
    post("evaluasi:penilaian_submit", objek="penilaian_dinilai", lihat=LIHAT,
         kasus="sudah disampaikan"),
    post("evaluasi:penilaian_lock", "penilaian.lock", objek="penilaian_lengkap",
         data=lambda d: {"alasan": "Lewat tenggat."}, boleh=EKO, lihat=LIHAT),
    post("evaluasi:penilaian_lock", objek="penilaian_lengkap", boleh=EKO, lihat=LIHAT, status=422,
         kasus="tanpa alasan"),
    post("evaluasi:penilaian_publish", "penilaian.publish", objek="penilaian_dinilai",
         boleh={"penjamin_mutu"}, lihat=LIHAT),
    post("evaluasi:penilaian_publish", objek="penilaian_mandiri", lihat=LIHAT,
         kasus="belum dinilai"),
    # --- the report
    get("evaluasi:lhe", objek="dinkes", **tahun(2024), boleh=LIHAT, lihat=PEGAWAI),
    get("evaluasi:lhe_pdf", objek="dinkes", **tahun(2024), boleh=LIHAT, lihat=PEGAWAI),
    get("evaluasi:lhe_docx", objek="dinkes", **tahun(2024), boleh=LIHAT, lihat=PEGAWAI),
    get("evaluasi:lhe_pdf", objek="dinkes", **tahun(2025), boleh=PENILAI, lihat=LIHAT_DINKES,
        kasus="belum selesai"),
    get("evaluasi:kke_pdf", objek="dinkes", **tahun(2024), boleh=LIHAT, lihat=PEGAWAI),
    get("evaluasi:kke_docx", objek="dinkes", **tahun(2025), boleh=PENILAI, lihat=LIHAT_DINKES),
    get("evaluasi:kke_pdf", **PEMDA | {"lihat": SE_INSTANSI | PEGAWAI}, boleh=PENILAI),
    get("evaluasi:kke_docx", **PEMDA | {"lihat": SE_INSTANSI | PEGAWAI}, boleh=PENILAI),
    get("evaluasi:lhe", **PEMDA, boleh=SE_INSTANSI),
    get("evaluasi:lhe_pdf", **PEMDA | {"lihat": SE_INSTANSI | PEGAWAI}, boleh=PENILAI, status=422),
    get("evaluasi:lhe_docx", **PEMDA | {"lihat": SE_INSTANSI | PEGAWAI}, boleh=PENILAI, status=422),
    # --- recommendations; before the end only those who score see them
    get("evaluasi:rekomendasi_create", objek="penilaian_dinilai", argumen=lambda d: SUB_A,
        boleh=LIHAT),
    post("evaluasi:rekomendasi_create", "rekomendasi.create", objek="penilaian_dinilai",
         argumen=lambda d: SUB_A, data=rekomendasi, boleh=EKO, lihat=LIHAT),
    get("evaluasi:rekomendasi_update", objek="rekomendasi", boleh=PENILAI),
    post("evaluasi:rekomendasi_update", "rekomendasi.update", objek="rekomendasi",
         data=lambda d: rekomendasi(d, revisi=0), boleh=EKO, lihat=PENILAI),
    post("evaluasi:rekomendasi_update", objek="rekomendasi",
         data=lambda d: rekomendasi(d, revisi=9), boleh=EKO, lihat=PENILAI, status=409,
         kasus="orang lain lebih dulu"),
    post("evaluasi:rekomendasi_delete", "rekomendasi.delete", objek="rekomendasi",
         data=lambda d: {"revisi": 0}, boleh=EKO, lihat=PENILAI),
    post("evaluasi:rekomendasi_delete", objek="rekomendasi", data=lambda d: {"revisi": 9},
         boleh=EKO, lihat=PENILAI, status=409, kasus="orang lain lebih dulu"),
    get("evaluasi:rekomendasi_approve", objek="rekomendasi_selesai", boleh=LIHAT),
    post("evaluasi:rekomendasi_approve", "rekomendasi.approve", objek="rekomendasi_selesai",
         data=lambda d: {"tindak_lanjut": "Bukti dilengkapi."}, boleh=PENILAI, lihat=LIHAT),
    post("evaluasi:rekomendasi_approve", objek="rekomendasi",
         data=lambda d: {"tindak_lanjut": "Bukti dilengkapi."}, lihat=PENILAI,
         kasus="penilaian belum selesai"),
]  # fmt: skip

AKSI = "evaluasi.actions"


def nilai(tahap, jawaban="BB", revisi=None):
    isian = IsianSub(tahap, "1.a", nilai=IsiNilai(jawaban, revisi=revisi))
    return lambda d: {"isian": isian}


TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.arsip.import_nilai_arsip", boleh=PEMBUKA,
        isi=lambda d: {"isi": [IsiArsip(d.dinkes, 2020, "permenpanrb-12-2015", "LHE 2020",
                                        total=Decimal("60.00"))]}),
    act(f"{AKSI}.instrumen.update_instrumen", boleh=PEMBUKA,
        isi=lambda d: {"tahun": 2035, "kunci": "contoh-ya-tidak", "revisi": None}),
    act(f"{AKSI}.instrumen.update_instrumen", boleh=TIADA, kasus="sudah ada penilaian",
        isi=lambda d: {"tahun": 2026, "kunci": "contoh-ya-tidak", "revisi": None}),
    act(f"{AKSI}.jawaban.score_subkomponen", "penilaian_mandiri", boleh={"operator_opd"},
        isi=nilai(MANDIRI)),
    act(f"{AKSI}.jawaban.score_subkomponen", "penilaian_dinilai", boleh=EKO,
        isi=nilai(EVALUATOR, "A", 0)),
    act(f"{AKSI}.jawaban.score_subkomponen", "penilaian_selesai", boleh=TIADA,
        isi=nilai(EVALUATOR, "A", 0), kasus="sudah selesai"),
    Tindakan(nama=f"{AKSI}.jawaban.score_butir", boleh=EKO, isi=butir),
    act(f"{AKSI}.jawaban.import_nilai_sub", "penilaian_dinilai", boleh=EKO,
        isi=lambda d: {"tahap": EVALUATOR, "nilai": {"1.a": "A"}}),
    act(f"{AKSI}.penilaian.create_penilaian", boleh=PEMBUKA,
        isi=lambda d: {"tahun": 2026, "units": [d.pupr]}),
    act(f"{AKSI}.penilaian.update_penilaian", "penilaian_mandiri", boleh=PEMBUKA,
        isi=lambda d: {"tahun_bukti": {}, "ketua": None, "anggota": [], "revisi": 0}),
    act(f"{AKSI}.penilaian.submit_mandiri", "penilaian_lengkap", boleh={"kepala_opd"}),
    act(f"{AKSI}.penilaian.lock_mandiri", "penilaian_lengkap", boleh=EKO,
        isi=lambda d: {"alasan": "Lewat tenggat."}),
    act(f"{AKSI}.penilaian.publish_penilaian", "penilaian_dinilai", boleh={"penjamin_mutu"}),
    act(f"{AKSI}.rekomendasi.create_rekomendasi", "penilaian_dinilai", boleh=EKO,
        isi=lambda d: {"subkomponen": "1.a", "uraian": "Lengkapi.", "tenggat": date(2026, 12, 31)}),
    act(f"{AKSI}.rekomendasi.update_rekomendasi", "rekomendasi", boleh=EKO,
        isi=lambda d: {"revisi": 0, "uraian": "Lengkapi."}),
    act(f"{AKSI}.rekomendasi.delete_rekomendasi", "rekomendasi", boleh=EKO,
        isi=lambda d: {"revisi": 0}),
    act(f"{AKSI}.rekomendasi.approve_rekomendasi", "rekomendasi_selesai", boleh=PENILAI,
        isi=lambda d: {"tindak_lanjut": "Selesai."}),
]  # fmt: skip


def add_rows(dunia):
    """The sheet of Dinkes in four states, the agency's own, and the other agency's."""
    bagor, eko = _wearing(dunia.orang["bagor"]), _wearing(dunia.orang["evaluator"])
    sari, guard = (
        _wearing(dunia.orang["operator_opd"]),
        _new(dunia, Peran.PENJAMIN_MUTU, "penjamin2"),
    )
    rekan = _new(dunia, Peran.EVALUATOR, "evaluator2")
    tim = {"ketua": rekan, "anggota": [eko]}
    dunia.penilaian_mandiri = make_penilaian(bagor, dunia.dinkes, tahun=2026, **tim)
    dunia.penilaian_dinilai = _scored(bagor, rekan, dunia.dinkes, 2025, tim)
    dunia.penilaian_selesai = _scored(bagor, rekan, dunia.dinkes, 2024, tim)
    dunia.rekomendasi = _recommend(dunia.penilaian_dinilai, rekan)
    dunia.rekomendasi_selesai = _recommend(dunia.penilaian_selesai, rekan)
    publish_penilaian(dunia.penilaian_selesai, acting_user=guard)
    dunia.penilaian_lengkap = make_penilaian(bagor, dunia.dinkes, tahun=2023, **tim)
    fill_mandiri(dunia.penilaian_lengkap, acting_user=sari)
    make_penilaian(bagor, None, tahun=2026)
    asing = make_pengguna(dunia.kota, Peran.BAGOR, username="bagor_asing", nama="Bagor Seberang")
    make_penilaian(_wearing(asing), dunia.dinas_asing, None, tahun=2026)


def _scored(bagor, rekan, unit, year, tim):
    penilaian = start_scoring(make_penilaian(bagor, unit, tahun=year, **tim))
    grade_all(penilaian, acting_user=rekan)
    return penilaian


def _recommend(penilaian, rekan):
    return create_rekomendasi(
        penilaian,
        subkomponen="1.a",
        uraian="Rekomendasi Lestari",
        tenggat=date(2026, 12, 31),
        acting_user=rekan,
    )


def _new(dunia, peran, username):
    return _wearing(make_pengguna(dunia.kabupaten, peran, username=username))


def _wearing(orang):
    wear_cap(orang, orang.instansi.hari_ini)
    return orang
