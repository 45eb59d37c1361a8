"""Tables of evaluasi: letters, sheets, evaluations, teams, stages, answers, grades, results, follow-up."""

from sakip.evaluasi.models.bukti import BuktiKriteria, PermintaanBukti
from sakip.evaluasi.models.hasil import Hasil, KertasKerja, Koreksi, NilaiArsip
from sakip.evaluasi.models.impor import ImporLembar
from sakip.evaluasi.models.instrumen import PilihanInstrumen
from sakip.evaluasi.models.jawaban import Jawaban, NilaiSub
from sakip.evaluasi.models.penilaian import TAHAPAN_LAMA, Penilaian, TimPenilai
from sakip.evaluasi.models.rekomendasi import PENILAI, Rekomendasi
from sakip.evaluasi.models.surat import SuratTugas
from sakip.evaluasi.models.tahap import Pernyataan, Serahan, Tanggapan

__all__ = [
    "PENILAI",
    "TAHAPAN_LAMA",
    "BuktiKriteria",
    "Hasil",
    "ImporLembar",
    "Jawaban",
    "KertasKerja",
    "Koreksi",
    "NilaiArsip",
    "NilaiSub",
    "Penilaian",
    "PermintaanBukti",
    "Pernyataan",
    "PilihanInstrumen",
    "Rekomendasi",
    "Serahan",
    "SuratTugas",
    "Tanggapan",
    "TimPenilai",
]
