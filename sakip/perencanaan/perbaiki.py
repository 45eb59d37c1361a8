"""The quick fixes that a finding of the lint can be answered with by one press."""

from sakip.perencanaan.isi import Isi, token
from sakip.perencanaan.models import Versi
from sakip.perencanaan.periksa import SEKALI_TEKAN, TemuanDraf
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan import Suntingan, UbahSimpul
from sakip.perencanaan.suntingan_indikator import UbahIndikator


def make_suntingan(versi: Versi, temuan: TemuanDraf, perbaikan: str) -> Suntingan | None:
    """The edit behind a button, of the row as it stands; None when there is no such button."""
    found = {one.kunci: one for one in temuan.temuan.perbaikan if one.isi}.get(perbaikan)
    if found is None or perbaikan not in SEKALI_TEKAN:
        return None
    isi: Isi = {SEKALI_TEKAN[perbaikan]: found.isi}
    ruang = Ruang(versi)
    if temuan.temuan.sasaran == "simpul":
        return UbahSimpul(temuan.pk, token(ruang.read("simpul", simpul_id=temuan.pk)), isi)
    return UbahIndikator(temuan.pk, token(ruang.read("indikator", indikator_id=temuan.pk)), isi)
