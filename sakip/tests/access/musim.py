"""The season of an evaluation: letters, stages, objections, corrections."""

from sakip.evaluasi.actions.jawaban import import_nilai_sub
from sakip.evaluasi.actions.koreksi import create_koreksi
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.actions.tahap import create_tanggapan
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Peran
from sakip.tests.access.notasi import (
    BERTUGAS,
    LIHAT_DINKES,
    Baris,
    Tindakan,
    act,
    get,
    post,
)
from sakip.tests.builders import make_pengguna
from sakip.tests.evaluasi import NILAI, make_penilaian
from sakip.tests.musim import BERJENJANG, declare, isi_surat, make_surat, put_at

PEGAWAI = {"pegawai"}
LIHAT = LIHAT_DINKES - PEGAWAI
EKO = {"evaluator"}
PENILAI = {"evaluator", "penjamin_mutu"}
PENJAMIN = {"penjamin_mutu"}
YANG_DINILAI = {"operator_opd", "kepala_opd"}
SUB_B = {"sub": "1.b"}
HARI = {"tanggal": "2026-03-16", "mulai": "2026-03-16", "selesai": "2026-05-31"}


def tahun(angka):
    return {"argumen": lambda d: {"tahun": angka}}


def surat(d, **lain):
    return {"jenis": "inspektorat", "nomor": "9", "nomor_pkpt": "", "ketua": d.orang_evaluator.pk,
            "anggota": [d.orang_evaluator.pk], **HARI} | lain  # fmt: skip


def setuju(d):
    return {"langkah": "pengendali_teknis", "dengan": "ketua", "huruf": "CC"}


TELAAH = {"langkah": "pengendali_teknis"}

TABEL: list[Baris] = [
    get("evaluasi:surat_list", boleh=BERTUGAS - PEGAWAI, memuat={}),
    get("evaluasi:surat_create", boleh=PENILAI),
    post("evaluasi:surat_create", "surat_tugas.create", **tahun(2027), boleh=PENILAI,
         asing=403, data=lambda d: surat(d, objek=[d.musim_baru.pk])),
    get("evaluasi:surat_update", objek="surat", boleh=BERTUGAS - PEGAWAI),
    post("evaluasi:surat_update", "surat_tugas.update", objek="surat", boleh=PENILAI,
         lihat=BERTUGAS - PEGAWAI, data=lambda d: surat(d, revisi=d.surat.revisi)),
    post("evaluasi:surat_update", objek="surat", boleh=PENILAI, lihat=BERTUGAS - PEGAWAI,
         status=409, kasus="orang lain lebih dulu", data=lambda d: surat(d, revisi=9)),
    post("evaluasi:pernyataan_create", "pernyataan.create", objek="musim_telaah",
         boleh=PENJAMIN, lihat=LIHAT, data=lambda d: {"benturan": "tidak"}),
    post("evaluasi:tahap_submit", "penilaian_tahap.submit", objek="musim_telaah", boleh=EKO,
         lihat=LIHAT, data=lambda d: TELAAH),
    post("evaluasi:tahap_submit", objek="musim_telaah", boleh=EKO, lihat=LIHAT, status=422,
         kasus="halaman lama", data=lambda d: {"langkah": "ketua"}),
    post("evaluasi:tahap_submit", "penilaian_tahap.submit", objek="musim_tanggapan",
         boleh={"kepala_opd"}, lihat=LIHAT, kasus="akhir masa tanggapan", penuh=True,
         data=lambda d: {"langkah": "tanggapan"}),
    post("evaluasi:tahap_return", "penilaian_tahap.return", objek="musim_telaah", boleh=EKO,
         lihat=LIHAT, data=lambda d: TELAAH | {"alasan": "Uji lagi."}),
    post("evaluasi:nilai_approve", "penilaian_pengendali_teknis.approve", objek="musim_telaah",
         argumen=lambda d: SUB_B, boleh=EKO, lihat=LIHAT, data=setuju),
    get("evaluasi:tanggapan_list", objek="musim_tanggapan", boleh=PENILAI | YANG_DINILAI,
        lihat=LIHAT),
    post("evaluasi:tanggapan_create", "tanggapan.create", objek="musim_tanggapan",
         boleh=YANG_DINILAI, lihat=LIHAT,
         data=lambda d: {"letak": "1.b/1.b.3", "uraian": "Ada.", "tautan": ""}),
    get("evaluasi:tanggapan_approve", objek="tanggapan", boleh=PENILAI | YANG_DINILAI, lihat=LIHAT),
    post("evaluasi:tanggapan_approve", "tanggapan.approve", objek="tanggapan", boleh=EKO,
         lihat=LIHAT, data=lambda d: {"huruf": "B", "kata": "Ada."}),
    post("evaluasi:tanggapan_approve", "tanggapan.return", objek="tanggapan", boleh=EKO,
         lihat=LIHAT, kasus="ditolak", data=lambda d: {"huruf": "", "kata": "Tidak ada."}),
    get("evaluasi:koreksi_create", objek="musim_rilis", boleh=LIHAT),
    post("evaluasi:koreksi_create", "koreksi.create", objek="musim_rilis", boleh=EKO, lihat=LIHAT,
         data=lambda d: {"alasan": "Salah salin.", "huruf_1.b": "B"}),
    post("evaluasi:koreksi_approve", "koreksi.approve", objek="koreksi", boleh=PENJAMIN,
         lihat=LIHAT),
    post("evaluasi:koreksi_return", "koreksi.return", objek="koreksi", boleh=PENJAMIN, lihat=LIHAT,
         data=lambda d: {"alasan": "Sudah benar."}),
]  # fmt: skip

AKSI = "evaluasi.actions"

TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.surat.create_surat_tugas", boleh=PENILAI,
        isi=lambda d: {"penilaian": [d.musim_baru], "tahun": 2027, "isi": isi_surat([], nomor="9")}),
    act(f"{AKSI}.surat.update_surat_tugas", "surat", boleh=PENILAI,
        isi=lambda d: {"isi": isi_surat([]), "revisi": d.surat.revisi}),
    act(f"{AKSI}.tahap.create_pernyataan", "musim_telaah", boleh=PENJAMIN,
        isi=lambda d: {"ada_benturan": False}),
    act(f"{AKSI}.tahap.submit_tahap", "musim_telaah", boleh=EKO,
        isi=lambda d: {"tahap": "pengendali_teknis"}),
    act(f"{AKSI}.tahap.return_tahap", "musim_telaah", boleh=EKO,
        isi=lambda d: {"tahap": "pengendali_teknis", "alasan": "Uji lagi."}),
    act(f"{AKSI}.jawaban.approve_nilai", "musim_telaah", boleh=EKO,
        isi=lambda d: {"tahap": "pengendali_teknis", "dengan": "ketua", "nilai": "CC", "sub": "1.b"}),
    act(f"{AKSI}.tahap.create_tanggapan", "musim_tanggapan", boleh=YANG_DINILAI,
        isi=lambda d: {"subkomponen": "1.b", "uraian": "Ada."}),
    act(f"{AKSI}.tahap.return_tanggapan", "tanggapan", boleh=EKO,
        isi=lambda d: {"jawaban": "Tidak ada."}),
    act(f"{AKSI}.jawaban.approve_tanggapan", "tanggapan", boleh=EKO,
        isi=lambda d: {"nilai": "B", "jawaban": "Ada."}),
    act(f"{AKSI}.koreksi.create_koreksi", "musim_rilis", boleh=EKO,
        isi=lambda d: {"nilai": {"1.b": "B"}, "alasan": "Salah salin."}),
    act(f"{AKSI}.koreksi.approve_koreksi", "koreksi", boleh=PENJAMIN),
    act(f"{AKSI}.koreksi.return_koreksi", "koreksi", boleh=PENJAMIN,
        isi=lambda d: {"alasan": "Sudah benar."}),
]  # fmt: skip


def add_rows(dunia):
    """Sheets of Dinkes in later years, one at each stage that is asked about."""
    bagor, eko, ina = (
        _wearing(dunia.orang[nama]) for nama in ("bagor", "evaluator", "penjamin_mutu")
    )
    rekan = _wearing(make_pengguna(dunia.kabupaten, Peran.EVALUATOR, username="evaluator3"))
    guard = _wearing(make_pengguna(dunia.kabupaten, Peran.PENJAMIN_MUTU, username="penjamin3"))
    sheets = [make_penilaian(bagor, dunia.dinkes, tahun=n, tahapan=BERJENJANG) for n in _TAHUN]
    dunia.musim_baru, dunia.musim_telaah, dunia.musim_tanggapan, dunia.musim_rilis, lama = sheets
    atas = [(guard, "pengendali_mutu"), (ina, "penanggung_jawab")]
    telaah = [(rekan, "ketua"), (eko, "pengendali_teknis"), *atas]
    dunia.surat = _graded(dunia.musim_telaah, telaah, rekan, "pengendali_teknis")
    declare(dunia.musim_telaah, eko)
    for sheet in (dunia.musim_tanggapan, dunia.musim_rilis, lama):
        _graded(sheet, [(eko, "ketua"), *atas], eko, "tanggapan")
    dunia.tanggapan = create_tanggapan(
        dunia.musim_tanggapan,
        subkomponen="1.b",
        uraian="Tanggapan Lestari",
        acting_user=_wearing(dunia.orang["operator_opd"]),
    )
    for sheet in (dunia.musim_rilis, lama):
        put_at(sheet, "inspektur")
        declare(sheet, ina)
        publish_penilaian(sheet, acting_user=ina)
    dunia.koreksi = create_koreksi(lama, {"1.b": "B"}, alasan="Salah.", acting_user=eko)


_TAHUN = (2027, 2028, 2029, 2030, 2031)


def _graded(sheet, tim, ketua, tahap):
    surat = make_surat(sheet, tim=tim, acting_user=ketua, nomor=f"Lestari {sheet.tahun_evaluasi}")
    declare(sheet, ketua)
    put_at(sheet, "ketua")
    import_nilai_sub(sheet, "ketua", NILAI, acting_user=ketua)
    put_at(sheet, tahap)
    return surat


def _wearing(orang):
    wear_cap(orang, orang.instansi.hari_ini)
    return orang
