"""Why there is no capaian: a code that is stored, and the sentence that is shown. Never a 0."""

from enum import StrEnum


class Alasan(StrEnum):
    """A reason code; the value is stored and exported, `kalimat` is for the reader."""

    TARGET_KOSONG = "target_kosong"
    TARGET_NOL = "target_nol"
    TARGET_MUNDUR = "target_mundur"
    TIDAK_DINILAI = "tidak_dinilai"
    BENTUK_TAK_COCOK = "bentuk_tak_cocok"
    SKALA_TAK_DIKENAL = "skala_tak_dikenal"
    BASELINE_KOSONG = "baseline_kosong"
    BASELINE_SAMA_TARGET = "baseline_sama_target"
    REALISASI_KOSONG = "realisasi_kosong"
    REALISASI_NOL = "realisasi_nol"
    TIDAK_DIUKUR = "tidak_diukur"
    BELUM_RILIS = "belum_rilis"
    MENUNGGU_DATA = "menunggu_data"
    PENYEBUT_NOL = "penyebut_nol"
    BOBOT_KOSONG = "bobot_kosong"

    @property
    def kalimat(self) -> str:
        """The whole sentence for the person who looks for the number."""
        return _KALIMAT[self]


_KALIMAT = {
    Alasan.TARGET_KOSONG: "Target belum diisi. Isi target sebelum menghitung capaian.",
    Alasan.TARGET_NOL: "Target 0: capaian tidak dapat dihitung. Pilih rumus lain.",
    Alasan.TARGET_MUNDUR: "Target lebih buruk daripada baseline: capaian terhadap baseline "
    "tidak bermakna. Perbaiki target atau pilih rumus lain.",
    Alasan.TIDAK_DINILAI: "Indikator ini tidak dinilai pada masa ini.",
    Alasan.BENTUK_TAK_COCOK: "Bentuk target atau realisasi tidak cocok dengan rumus. "
    "Periksa isian atau pilih rumus lain.",
    Alasan.SKALA_TAK_DIKENAL: "Predikat tidak ada dalam skala indikator ini. "
    "Periksa ejaan atau pilih skala lain.",
    Alasan.BASELINE_KOSONG: "Baseline belum diisi. Isi baseline pada lembar indikator.",
    Alasan.BASELINE_SAMA_TARGET: "Baseline sama dengan target: capaian terhadap baseline "
    "tidak dapat dihitung. Pilih rumus lain.",
    Alasan.REALISASI_KOSONG: "Realisasi belum diisi.",
    Alasan.REALISASI_NOL: "Realisasi 0: rumus T/R tidak dapat dihitung. Pilih rumus lain.",
    Alasan.TIDAK_DIUKUR: "Indikator ini tidak diukur pada masa ini.",
    Alasan.BELUM_RILIS: "Angka resmi belum dirilis oleh sumbernya.",
    Alasan.MENUNGGU_DATA: "Menunggu data dari sumbernya.",
    Alasan.PENYEBUT_NOL: "Jumlah penyebut 0: rasio tidak dapat dihitung. Periksa penyebut.",
    Alasan.BOBOT_KOSONG: "Jumlah responden belum diisi pada setiap masa. Lengkapi dahulu.",
}
