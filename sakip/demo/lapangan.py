"""Records of the field in the demo: what an office saw itself, and what its evaluator saw."""

import io
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from sakip.berkas.checks import check_unggahan
from sakip.berkas.storage import Isi, store_isi
from sakip.demo.organisasi import Pemeran
from sakip.evaluasi.models import Penilaian
from sakip.lapangan.actions import IsiCatatan, create_catatan, create_naskah
from sakip.lapangan.naskah import store_naskah
from sakip.lapangan.permissions import can_create_catatan
from sakip.organisasi.models import PerangkatDaerah
from sakip.rules.angka import read_angka
from sakip.web.clock import now

KODE = "05"
UNIT = {
    "tempat": "Posyandu Melati, Desa Sumber",
    "koordinat": "-7.4726, 112.4334",
    "terlihat": "Empat dari lima timbangan bayi dipakai; satu rusak pengaitnya. Buku KIA terisi.",
    "jumlah": "5",
    "satuan": "timbangan",
    "kondisi": "rusak_ringan",
    "pendamping": "Wiwik Handayani",
    "jabatan_pendamping": "Ketua kader",
    "pernyataan": "",
}
EVALUATOR = UNIT | {
    "tempat": "Puskesmas Sumber",
    "koordinat": "",
    "terlihat": "Papan capaian triwulan terpasang dan terisi; sampel tiga angkanya sama dengan laporan.",
    "jumlah": "3",
    "satuan": "angka",
    "kondisi": "baik",
    "pernyataan": "Benar dilihat bersama saya.",
}


def seed_lapangan(pemeran: Pemeran) -> None:
    """One of the health office with a photo and a signature; one of the team, where a sheet lies with it."""
    moment = now().replace(second=0, microsecond=0)
    dinkes = PerangkatDaerah.objects.get(instansi=pemeran.instansi, kode=KODE)
    sari, eko = pemeran.operator[KODE], pemeran.orang["anggota"]
    isi = IsiCatatan(
        _fakta(UNIT, moment - timedelta(days=2), 1),
        [_store("Timbangan Melati.jpg", _foto())],
        _store("tanda-tangan.png", _coret()),
    )
    row = create_catatan(dinkes, isi, acting_user=sari)
    create_naskah(row, store_naskah(row, sari), acting_user=sari)
    for sheet in _sheets(pemeran):
        if can_create_catatan(eko, sheet):
            seen = IsiCatatan(_fakta(EVALUATOR, moment - timedelta(days=1), 2))
            create_catatan(sheet, seen, acting_user=eko)
            return


def _sheets(pemeran: Pemeran) -> list[PerangkatDaerah]:
    """The units whose sheet of this year lies with the team, the health office first."""
    rows = Penilaian.objects.filter(
        instansi=pemeran.instansi, status=Penilaian.Status.DINILAI, perangkat_daerah__isnull=False
    ).order_by("perangkat_daerah__kode")
    units = [row.perangkat_daerah for row in rows.select_related("perangkat_daerah")]
    return sorted((u for u in units if u), key=lambda unit: unit.kode != KODE)


def _fakta(tulis: dict[str, str], pada: datetime, nomor: int) -> dict[str, Any]:
    jumlah = read_angka(tulis["jumlah"])
    return {**tulis, "kunci": f"{nomor:032x}", "dilihat_pada": pada, "jumlah": jumlah}


def _store(nama: str, isi: bytes) -> Isi:
    return store_isi(check_unggahan(SimpleUploadedFile(nama, isi)))


def _foto() -> bytes:
    buffer = io.BytesIO()
    Image.radial_gradient("L").resize((1240, 1754)).save(buffer, "JPEG", quality=60)
    return buffer.getvalue()


def _coret() -> bytes:
    picture = Image.new("RGB", (600, 200), "white")
    points = [(60 + 24 * n, 100 + (-1) ** n * (90 - 4 * n)) for n in range(20)]
    ImageDraw.Draw(picture).line(points, fill="#111111", width=5, joint="curve")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
