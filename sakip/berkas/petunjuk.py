"""What an owner should know of a file before an evaluator says it: hints, which forbid nothing."""

from collections.abc import Collection, Iterable

from sakip.berkas.models import Berkas
from sakip.berkas.pemakai import Pemakaian
from sakip.berkas.telaah import KABUR, TAK_TERBACA, TANPA_TEKS
from sakip.organisasi.models import PerangkatDaerah
from sakip.rules.tanggal import write_tanggal

KALIMAT = {
    TAK_TERBACA: "Berkas tidak dapat dibuka: rusak atau dikunci. Unggah salinan yang dapat dibuka.",
    TANPA_TEKS: "Pindaian tanpa teks, jadi isinya tidak dapat dicari. Pindai dengan OCR bila bisa.",
    KABUR: "Gambar di bawah 150 dpi untuk A4. Pindai atau foto lebih tajam.",
}


def load_kembar(unit: PerangkatDaerah | None, rows: Collection[Berkas]) -> dict[int, list[int]]:
    """By content: the years of documents under which the cabinet holds it, also replaced ones."""
    years: dict[int, set[int]] = {}
    if unit is None:
        return {}
    kept = Berkas.objects.kept().filter(perangkat_daerah=unit, blob__in=[r.blob_id for r in rows])
    for blob, tanggal in kept.values_list("blob", "tanggal_dokumen"):
        years.setdefault(blob, set()).add(tanggal.year)
    return {blob: sorted(found) for blob, found in years.items() if len(found) > 1}


def write_petunjuk(
    row: Berkas, pemakaian: Iterable[Pemakaian] = (), tahun_isi: Collection[int] = ()
) -> list[str]:
    """Every hint on a file as a sentence. `tahun_isi`: years of its content, from `load_kembar`."""
    telaah = getattr(row, "telaah", None)
    hints = [KALIMAT[kode] for kode in (telaah.temuan if telaah else ()) if kode in KALIMAT]
    if tahun_isi:
        hints.append(
            f"Isi yang sama tersimpan untuk tahun {_join(tahun_isi)}. Periksa mana yang benar."
        )
    used = list(pemakaian)
    years = sorted({one.tahun for one in used if one.tahun})
    if len(years) > 1:
        hints.append(f"Dipakai untuk tahun {_join(years)}. Bukti tahun lain biasanya berkas lain.")
    for one in used:
        if one.sampai and row.tanggal_dokumen > one.sampai:
            akhir = write_tanggal(one.sampai)
            hints.append(
                f"Tanggal dokumen sesudah masa yang dibuktikan: {one.label}, sampai {akhir}."
            )
        elif one.tahun and row.tanggal_dokumen.year != one.tahun:
            hints.append(f"Tanggal dokumen di luar tahun {one.tahun}: {one.label}.")
    return hints


def _join(years: Collection[int]) -> str:
    return " dan ".join(str(year) for year in years)
