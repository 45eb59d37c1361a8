"""One's own jobs in the background. They leave no trail row: what a job does is an act of its own."""

from sakip.latar.context import HASIL
from sakip.latar.models import Pekerjaan
from sakip.latar.registry import JOBS, Job
from sakip.tests.access.notasi import BERTUGAS, TIADA, Baris, Tindakan, act, get, post
from sakip.web.clock import now
from sakip.web.store import load_store

SARI = {"operator_opd"}

TABEL: list[Baris] = [
    get("latar:pekerjaan_list", boleh=BERTUGAS, memuat={"Unduhan Lestari": SARI}),
    post("latar:pekerjaan_revoke", objek="pekerjaan_menunggu", boleh=SARI, tanpa_jejak=True),
    post("latar:pekerjaan_revoke", objek="pekerjaan_selesai", lihat=SARI, kasus="sudah berakhir"),
    post("latar:pekerjaan_submit", objek="pekerjaan_gagal", boleh=SARI, tanpa_jejak=True),
    post("latar:pekerjaan_submit", objek="pekerjaan_selesai", lihat=SARI, kasus="tidak gagal"),
    get("latar:pekerjaan_hasil", objek="pekerjaan_selesai", boleh=SARI),
    get("latar:pekerjaan_hasil", objek="pekerjaan_gagal", lihat=SARI, kasus="tanpa hasil"),
]  # fmt: skip

TINDAKAN: list[Tindakan] = [
    act("latar.actions.enqueue", boleh=BERTUGAS, tanpa_jejak=True,
        isi=lambda d: {"job": "uji.akses", "judul": "Unduhan baru", "unit": 7}),
    act("latar.actions.revoke_pekerjaan", "pekerjaan_menunggu", boleh=SARI, tanpa_jejak=True),
    act("latar.actions.revoke_pekerjaan", "pekerjaan_selesai", boleh=TIADA, kasus="sudah berakhir"),
    act("latar.actions.submit_pekerjaan", "pekerjaan_gagal", boleh=SARI, tanpa_jejak=True),
    act("latar.actions.submit_pekerjaan", "pekerjaan_selesai", boleh=TIADA, kasus="tidak gagal"),
]  # fmt: skip


def add_rows(dunia):
    """Sari's jobs in every state, and one of the other agency."""
    JOBS["uji.akses"] = Job("uji.akses", lambda ctx, **params: None, 5, 60)
    stored = load_store(HASIL).write([b"isi"])
    selesai = {"selesai_pada": now(), "hasil": stored.sha256, "hasil_nama": "hasil.xlsx"}
    sari = dunia.orang["operator_opd"]
    dunia.pekerjaan_menunggu = _job(sari, "menunggu")
    dunia.pekerjaan_gagal = _job(sari, "gagal", selesai_pada=now())
    dunia.pekerjaan_selesai = _job(sari, "selesai", **selesai)
    _job(dunia.orang["admin_asing"], "menunggu", judul="Unduhan Seberang")


def _job(orang, status, **fields):
    return Pekerjaan.objects.create(
        instansi_id=orang.instansi_id,
        pemilik=orang,
        penugasan_id=orang.penugasan_set.get().pk,
        nama="uji.akses",
        parameter=f'{{"keadaan":"{status}"}}',
        sidik=status,
        prioritas=5,
        giliran=0,
        status=status,
        ambil_sejak=now(),
        dibuat_pada=now(),
        **{"judul": "Unduhan Lestari"} | fields,
    )
