"""The workbook of some evaluations as a file: which sheets, their contents, how to fill them in."""

from collections.abc import Callable, Sequence

from sakip.evaluasi.acuan import is_frozen
from sakip.evaluasi.buku.gambar import write_buku
from sakip.evaluasi.buku.identitas import write_identitas
from sakip.evaluasi.buku.isi import build_identitas, load_isi
from sakip.evaluasi.models import Penilaian
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import RuleError

TERBANYAK = 100
BEKU = "Lembar ini hanya menyimpan hasilnya, jadi tidak ada buku kerjanya. Unduh LHE-nya."
PETUNJUK = (
    "Isi sel yang berwarna kuning. Sel lain terkunci, dan yang menandai lembar ini tidak boleh berubah.",
    "Pilih jawaban dan kekuatan bukti dari daftar pada selnya. Arti setiap nilai ada pada lembar Skala.",
    "Nilai, poin, jumlah, nilai akhir, predikat, dan lembar Rekap berubah sendiri setelah jawaban diisi.",
    "Nilai akhir dan predikat muncul setelah semua jawaban terisi. Nilai akhir dibulatkan sekali ke dua "
    "desimal, setengah ke atas.",
    "Unggah kembali di halaman Evaluasi, Buku kerja Excel. Sebelum ada yang ditulis, Anda melihat bedanya "
    "dengan isi sistem, baris demi baris.",
    "Sel yang tidak Anda ubah tidak menimpa apa pun. Baris yang Anda kosongkan tidak menghapus isi sistem.",
    "Bila suatu baris berubah di sistem setelah buku kerja ini dibuat, Anda yang memilih isinya.",
    "Lembar tanpa sel kuning hanya untuk dibaca: bukan giliran Anda mengisinya, atau sudah selesai.",
)


def list_lembar(user: Pengguna, tahun: int) -> list[Penilaian]:
    """The evaluations of a year in whose team he is, else all within reach; without those that are frozen.

    Raises RuleError for none, and for more than a workbook takes.
    """
    within = Penilaian.objects.visible_to(user).filter(tahun_evaluasi=tahun)
    mine = within.filter(tim_set__pengguna=user).values("pk")
    rows = within.filter(pk__in=mine) if mine.exists() else within
    found = [row for row in rows.for_list() if not is_frozen(row)]
    if not found:
        raise RuleError(f"Belum ada lembar evaluasi {tahun} dalam jangkauan Anda.")
    if len(found) > TERBANYAK:
        raise RuleError(
            f"Ada {len(found)} lembar; satu buku kerja memuat paling banyak {TERBANYAK}. "
            "Unduh per lembar dari halaman LKE-nya."
        )
    return found


def write_lembar(
    user: Pengguna,
    rows: Sequence[Penilaian],
    *,
    kemajuan: Callable[[int, str], None] = lambda _, __: None,
) -> bytes:
    """The workbook of these evaluations as he sees them; more than one sheet gets a recap.

    Raises RuleError for an evaluation of which only the result is kept.
    """
    if any(is_frozen(row) for row in rows):
        raise RuleError(BEKU)
    loaded = []
    for pair in load_isi(user, rows):
        loaded.append(pair)
        kemajuan(60 * len(loaded) // len(rows), f"Membaca {len(loaded)} dari {len(rows)} lembar.")
    sudut, isi = [one for one, _ in loaded], [one for _, one in loaded]
    tahun, instansi = rows[0].tahun_evaluasi, user.instansi
    return write_buku(
        isi,
        PETUNJUK,
        rekap=f"Rekap LKE {tahun}, {instansi.nama}" if len(rows) > 1 else "",
        identitas=write_identitas(build_identitas(user, sudut, isi)),
        kemajuan=lambda n: kemajuan(
            60 + 40 * n // len(rows), f"Menulis {n} dari {len(rows)} lembar."
        ),
    )
