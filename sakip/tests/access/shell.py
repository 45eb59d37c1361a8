"""The shell's own page, the home of every role, the search, and the leaders' page."""

from sakip.organisasi.codes import hash_token
from sakip.organisasi.models import LanggananKalender
from sakip.tests.access.notasi import (
    ASING,
    BERTUGAS,
    LIHAT_DINKES,
    LIHAT_PUPR,
    SE_INSTANSI,
    SEMUA,
    Baris,
    Tindakan,
    get,
)
from sakip.web.clock import now


def token(text):
    return lambda d: {"pk": d.orang["operator_opd"].pk, "token": text}


PEGAWAI = {"pegawai"}

TABEL: list[Baris] = [
    get("beranda", boleh=BERTUGAS),
    get("cari:cari", boleh=BERTUGAS),
    get("keputusan", boleh=BERTUGAS, memuat={"Ya, setujui": {"kepala_opd"}}),
    get("lencana", boleh=BERTUGAS),
    get("kalender_ics", boleh=SEMUA | ASING, anonim=200, argumen=token("token-operator_opd")),
    get("kalender_ics", anonim=404, lain=404, argumen=token("token-bagor"),
        kasus="token orang lain"),
    get("sehat", boleh=SEMUA, anonim=200),
    get("dasbor:ringkasan", boleh=BERTUGAS, memuat={
        "Dinas Kesehatan Lestari": LIHAT_DINKES, "Dinas PUPR Lestari": LIHAT_PUPR}),
    get("dasbor:asal", objek="dinkes", boleh=LIHAT_DINKES, memuat={
        "Dinas Kesehatan Lestari": LIHAT_DINKES}),
    get("dasbor:capaian_list", boleh=BERTUGAS, memuat={
        "Dinas Kesehatan Lestari": LIHAT_DINKES, "Dinas PUPR Lestari": LIHAT_PUPR}),
    get("dasbor:capaian_list_xlsx", boleh=BERTUGAS),
    get("dasbor:capaian_unit", objek="dinkes", boleh=LIHAT_DINKES, memuat={
        "Indikator Lestari": LIHAT_DINKES}),
    get("dasbor:capaian_unit_xlsx", objek="dinkes", boleh=LIHAT_DINKES),
    get("dasbor:rekap", boleh=BERTUGAS - PEGAWAI, memuat={
        "Dinas Kesehatan Lestari": LIHAT_DINKES - PEGAWAI}),
    get("dasbor:rekap_xlsx", boleh=BERTUGAS - PEGAWAI),
    get("dasbor:persebaran", boleh=BERTUGAS - PEGAWAI),
    get("dasbor:lembar_pemda", boleh=SE_INSTANSI),
    get("dasbor:kewajaran", boleh={"evaluator", "penjamin_mutu", "bagor"}),
]  # fmt: skip

TINDAKAN: list[Tindakan] = []


def add_rows(dunia):
    """Everybody has a calendar address."""
    for nama, orang in dunia.orang.items():
        LanggananKalender.objects.create(
            instansi=orang.instansi, pengguna=orang, hash=hash_token(f"token-{nama}"),
            dibuat_pada=now(),
        )  # fmt: skip
