"""The shell's own page, the home of every role, the search, and the leaders' page."""

from sakip.tests.access.notasi import (
    BERTUGAS,
    LIHAT_DINKES,
    LIHAT_PUPR,
    SEMUA,
    Baris,
    Tindakan,
    get,
)

TABEL: list[Baris] = [
    get("beranda", boleh=BERTUGAS),
    get("cari:cari", boleh=BERTUGAS),
    get("keputusan", boleh=BERTUGAS, memuat={"Ya, setujui": {"kepala_opd"}}),
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
]  # fmt: skip

TINDAKAN: list[Tindakan] = []


def add_rows(dunia):
    """Nothing but people is needed."""
