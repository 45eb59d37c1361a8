"""Documents and their versions: who reads, revises, hands over, decides; a unit's and the agency's."""

from sakip.organisasi.caps import wear_cap
from sakip.perencanaan.actions.draf import update_draf
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.actions.versi import create_dokumen, submit_draf
from sakip.perencanaan.isi import token
from sakip.perencanaan.models import IsiSimpul, PeriodeRencana
from sakip.perencanaan.periksa import find_temuan
from sakip.perencanaan.rencana import Rencana
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan import TambahSimpul, UbahSimpul
from sakip.perencanaan.tests.buku import angka, indikator, simpul
from sakip.rules.rumus import Arah
from sakip.tests.access.notasi import (
    BERTUGAS,
    LIHAT_DINKES,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)

PERENCANA = {"bappeda", "bagor", "admin"}
PENULIS = PERENCANA | {"operator_opd", "kepala_opd"}
PEMUTUS = {"bappeda"}
PEMUTUS_DAERAH = {"pimpinan", "sekda"}
RENSTRA = {"boleh": PENULIS, "lihat": LIHAT_DINKES}
LESTARI = {"memuat": {"Derajat kesehatan ibu Lestari meningkat": LIHAT_DINKES}}
LIHAT = {"boleh": LIHAT_DINKES}


def jawaban(nama):
    """A reason for every warning of that draft."""
    return lambda d: {f"alasan-{kunci}": "Dibahas." for kunci in alasan(getattr(d, nama))}


def alasan(versi):
    return {one.kunci: "Dibahas." for one in find_temuan(versi)}


def sekali_tekan(d):
    found = next(one for one in find_temuan(d.draf_dinkes) if one.temuan.kode == "L15")
    return {"temuan": found.kunci, "perbaikan": "ubah_frekuensi"}


def simpul_dinkes(d):
    return {"simpul": d.simpul_dinkes}


def lihat(d):
    """What the node of the draft says now, as a person sees it."""
    return token(Ruang(d.draf_dinkes).read("simpul", simpul_id=d.simpul_dinkes))


TABEL: list[Baris] = [
    # --- documents
    get("perencanaan:dokumen_daerah", boleh=BERTUGAS),
    post("perencanaan:dokumen_daerah", "rencana.create", boleh=PERENCANA,
         data=lambda d: {"jenis": "rpd", "tahun_awal": 2050, "tahun_akhir": 2053}),
    get("perencanaan:dokumen_unit", objek="dinkes", **LIHAT),
    post("perencanaan:dokumen_unit", "rencana.create", objek="dinkes", **RENSTRA,
         data=lambda d: {"tahun_awal": 2050, "tahun_akhir": 2054}),
    get("perencanaan:dokumen_detail", objek="dokumen_dinkes", **LIHAT),
    get("perencanaan:dokumen_detail", objek="dokumen_daerah", boleh=BERTUGAS, kasus="daerah"),
    post("perencanaan:draf_create", "versi.create", objek="dokumen_dinkes", **RENSTRA,
         data=lambda d: {"alasan": "Target baru"}),
    # --- reading a version
    get("perencanaan:versi_detail", objek="draf_dinkes", **LIHAT, **LESTARI),
    get("perencanaan:versi_detail", objek="diajukan_daerah", boleh=BERTUGAS, kasus="daerah"),
    get("perencanaan:simpul_jalur", objek="draf_dinkes", **LIHAT, **LESTARI,
        argumen=lambda d: {"simpul": d.simpul_dinkes}),
    get("perencanaan:versi_perbedaan", objek="draf_dinkes", **LIHAT),
    get("perencanaan:versi_matriks", objek="draf_dinkes", **LIHAT, **LESTARI),
    # --- handing over
    get("perencanaan:versi_submit", objek="draf_dinkes", **RENSTRA),
    get("perencanaan:versi_submit", objek="diajukan_dinkes", lihat=LIHAT_DINKES,
        kasus="sudah diajukan"),
    post("perencanaan:versi_submit", "versi.submit", objek="draf_dinkes", **RENSTRA,
         data=jawaban("draf_dinkes")),
    post("perencanaan:versi_update", "versi.update", objek="draf_dinkes", **RENSTRA,
         data=sekali_tekan),
    # --- the outline
    get("perencanaan:simpul_create", objek="draf_dinkes", **RENSTRA),
    get("perencanaan:simpul_create", objek="diajukan_dinkes", lihat=LIHAT_DINKES,
        kasus="sudah diajukan"),
    post("perencanaan:simpul_create", "versi.update", objek="draf_dinkes", **RENSTRA,
         data=lambda d: {"pernyataan": "Bayi sehat"}),
    get("perencanaan:simpul_update", objek="draf_dinkes", **RENSTRA, argumen=simpul_dinkes),
    post("perencanaan:simpul_update", "versi.update", objek="draf_dinkes", **RENSTRA,
         argumen=simpul_dinkes,
         data=lambda d: {"pernyataan": "Ibu selamat", "jenjang": "sasaran", "lihat": lihat(d),
                         "perangkat_daerah": d.dinkes.pk}),
    get("perencanaan:simpul_move", objek="draf_dinkes", **RENSTRA, argumen=simpul_dinkes),
    post("perencanaan:simpul_move", "versi.update", objek="draf_bersama", **RENSTRA,
         argumen=lambda d: {"simpul": d.simpul_bersama}, data=lambda d: {"arah": "turun"}),
    post("perencanaan:simpul_delete", "versi.update", objek="draf_dinkes", **RENSTRA,
         argumen=simpul_dinkes, data=lambda d: {"lihat": lihat(d), "banyak": 3}),
    post("perencanaan:langkah_revoke", "versi.update", objek="draf_bersama", **RENSTRA),
    post("perencanaan:versi_revoke", "versi.revoke", objek="draf_dinkes", **RENSTRA),
    post("perencanaan:versi_revoke", objek="diajukan_dinkes", boleh=LIHAT_DINKES, status=409,
         kasus="sudah diajukan"),
    # --- deciding
    get("perencanaan:versi_approve", objek="diajukan_dinkes", boleh=PEMUTUS, lihat=LIHAT_DINKES),
    post("perencanaan:versi_approve", "versi.approve", objek="diajukan_dinkes", boleh=PEMUTUS,
         lihat=LIHAT_DINKES,
         data=lambda d: {"catatan": "Baik.", "lihat": d.diajukan_dinkes.revisi}),
    post("perencanaan:versi_approve", objek="draf_dinkes", lihat=LIHAT_DINKES, penuh=True,
         kasus="masih draf"),
    post("perencanaan:versi_return", "versi.return", objek="diajukan_dinkes", boleh=PEMUTUS,
         lihat=LIHAT_DINKES, data=lambda d: {"catatan": "Belum terukur."}),
    get("perencanaan:versi_approve", objek="diajukan_daerah", boleh=PEMUTUS_DAERAH,
        lihat=BERTUGAS, kasus="daerah"),
    post("perencanaan:versi_approve", "versi.approve", objek="diajukan_daerah",
         boleh=PEMUTUS_DAERAH, lihat=BERTUGAS, kasus="daerah",
         data=lambda d: {"catatan": "Baik.", "lihat": d.diajukan_daerah.revisi}),
    post("perencanaan:versi_return", "versi.return", objek="diajukan_daerah",
         boleh=PEMUTUS_DAERAH, lihat=BERTUGAS, data=lambda d: {"catatan": "Belum terukur."},
         kasus="daerah"),
]  # fmt: skip

AKSI = "perencanaan.actions"


def baru(jenis, unit):
    def make(d):
        row = PeriodeRencana(jenis=jenis, tahun_awal=2050, tahun_akhir=2054)
        return (row,), {"unit": getattr(d, unit) if unit else None}

    return make


def kata(d, pernyataan):
    """Other words for the node of the draft, as it stands."""
    isi = Ruang(d.draf_dinkes).read("simpul", simpul_id=d.simpul_dinkes)
    return {"suntingan": UbahSimpul(d.simpul_dinkes, token(isi), {"pernyataan": pernyataan})}


TINDAKAN: list[Tindakan] = [
    Tindakan(nama=f"{AKSI}.versi.create_dokumen", isi=baru("rpd", ""), boleh=PERENCANA),
    Tindakan(nama=f"{AKSI}.versi.create_dokumen", isi=baru("renstra", "dinkes"), boleh=PENULIS,
             kasus="renstra"),
    act(f"{AKSI}.versi.create_draf", "dokumen_dinkes", boleh=PENULIS,
        isi=lambda d: {"alasan": "Target baru"}),
    act(f"{AKSI}.versi.revoke_draf", "draf_dinkes", boleh=PENULIS),
    act(f"{AKSI}.versi.submit_draf", "draf_dinkes", boleh=PENULIS,
        isi=lambda d: {"alasan": alasan(d.draf_dinkes), "keputusan": {}}),
    act(f"{AKSI}.versi.return_draf", "diajukan_dinkes", boleh=PEMUTUS,
        isi=lambda d: {"catatan": "Belum terukur."}),
    act(f"{AKSI}.versi.return_draf", "draf_dinkes", boleh=TIADA,
        isi=lambda d: {"catatan": "Belum terukur."}, kasus="masih draf"),
    act(f"{AKSI}.versi.approve_draf", "diajukan_dinkes", boleh=PEMUTUS,
        isi=lambda d: {"keputusan": {}, "catatan": ""}),
    act(f"{AKSI}.versi.approve_draf", "diajukan_daerah", boleh=PEMUTUS_DAERAH,
        isi=lambda d: {"keputusan": {}, "catatan": ""}, kasus="daerah"),
    act(f"{AKSI}.draf.update_draf", "draf_dinkes", boleh=PENULIS, isi=lambda d: kata(d, "Ibu selamat")),
    act(f"{AKSI}.draf.revoke_langkah", "draf_bersama", boleh=PENULIS),
]  # fmt: skip


def add_rows(dunia):
    """A Renstra in force, one in draft, one in which everybody who may has taken a step, one handed
    over; the agency's own handed over; a draft of the other agency.
    """
    sari, bagor, asing = (wear(dunia.orang[n]) for n in ("operator_opd", "bagor", "operator_asing"))
    dunia.dokumen_dinkes = PeriodeRencana.objects.get(
        perangkat_daerah=dunia.dinkes, tahun_awal=2025
    )
    dunia.draf_dinkes = _draft(sari, "renstra", 2030, dunia.dinkes, "Lestari")
    dunia.simpul_dinkes = IsiSimpul.objects.di_versi(dunia.draf_dinkes).get().simpul_id
    isi = kata(dunia, "Derajat kesehatan ibu Lestari meningkat")
    update_draf(dunia.draf_dinkes, **isi, acting_user=sari)
    dunia.draf_bersama = _draft(sari, "renstra", 2060, dunia.dinkes, "Lestari")
    for nama in sorted(PENULIS):
        step = TambahSimpul(None, f"Langkah {nama}")
        update_draf(dunia.draf_bersama, step, acting_user=wear(dunia.orang[nama]))
    dunia.simpul_bersama = Ruang(dunia.draf_bersama).anak[None][0].simpul
    dunia.diajukan_dinkes = _draft(sari, "renstra", 2040, dunia.dinkes, "Lestari")
    dunia.diajukan_daerah = _draft(bagor, "rpjmd", 2040, None, "Lestari")
    dunia.dokumen_daerah = dunia.diajukan_daerah.periode
    for versi, orang in ((dunia.diajukan_dinkes, sari), (dunia.diajukan_daerah, bagor)):
        submit_draf(versi, alasan=alasan(versi), keputusan={}, acting_user=orang)
    _draft(asing, "renstra", 2030, dunia.dinas_asing, "Seberang")


def wear(orang):
    wear_cap(orang, orang.instansi.hari_ini)
    return orang


def _draft(orang, jenis, tahun, unit, nama):
    """A document of one node and two indicators, one of which is measured too often."""
    row = PeriodeRencana(jenis=jenis, tahun_awal=tahun, tahun_akhir=tahun + 4)
    versi = create_dokumen(row, unit=unit, acting_user=orang)
    isi = {
        "unit": unit.kode if unit else "05", "definisi": "Dibagi jumlah angkatan kerja.",
        "sumber": "BPS", "arah": Arah.NAIK, "target_tahun": {tahun: angka(80)},
    }  # fmt: skip
    plan = Rencana(
        jenis, tahun, tahun + 4, unit.kode if unit else "",
        simpul=(
            simpul("S1", "sasaran" if unit else "tujuan", f"Derajat kesehatan {nama} meningkat",
                   penerima_manfaat="Ibu"),
        ),
        indikator=(
            indikator("S1.a", "S1", nama=f"Usia harapan hidup {nama}", **isi),
            indikator("S1.b", "S1", nama="Tingkat pengangguran terbuka", **isi),
        ),
    )  # fmt: skip
    import_rencana(plan, acting_user=orang)
    versi.refresh_from_db()
    return versi
