"""Tables of evaluasi: sheet of a year, evaluation, team, answers, grades, results, recommendations."""

from sakip.evaluasi.models.bukti import BuktiKriteria
from sakip.evaluasi.models.hasil import Hasil, NilaiArsip
from sakip.evaluasi.models.instrumen import PilihanInstrumen
from sakip.evaluasi.models.jawaban import Jawaban, NilaiSub
from sakip.evaluasi.models.penilaian import Penilaian, Tahap, TimPenilai
from sakip.evaluasi.models.rekomendasi import PENILAI, Rekomendasi

__all__ = [
    "PENILAI",
    "BuktiKriteria",
    "Hasil",
    "Jawaban",
    "NilaiArsip",
    "NilaiSub",
    "Penilaian",
    "PilihanInstrumen",
    "Rekomendasi",
    "Tahap",
    "TimPenilai",
]
