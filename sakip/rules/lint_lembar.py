"""What one indicator's sheet shows by itself: L02, L04, L09, L10, L11, L15, L16."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sakip.rules.angka import write_angka
from sakip.rules.bahasa import read_kata
from sakip.rules.kosakata import Kosakata
from sakip.rules.lint_rumusan import check_penyebut, check_ukuran_hasil
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.target import JenisTarget, Target, write_target
from sakip.rules.temuan import AturanLint, IndikatorLint, Jenis, Perbaikan, Temuan, Terbitan

BULAN_SETAHUN = 12


def check_ukuran(
    aturan: AturanLint, kosakata: Kosakata, row: IndikatorLint, jenis: Jenis
) -> Iterator[Temuan]:
    """What the name says; a definition that names the denominator is enough for a percentage."""
    if jenis == "hasil":
        yield from check_ukuran_hasil(aturan, kosakata, row.nama, row.kode)
    definisi = set(kosakata.read(row.definisi))
    if definisi.isdisjoint((*kosakata.penyebut, *kosakata.kata_pembagian)):
        yield from check_penyebut(aturan, kosakata, row.nama, row.kode)


def check_lembar_indikator(
    aturan: AturanLint, row: IndikatorLint, jenis: Jenis, hari_ini: date
) -> Iterator[Temuan]:
    """What is missing in the sheet, a target that goes back, an IKU replaced, a figure too early."""
    if kurang := list(_find_kurang(row)):
        pesan = f"Lembar indikator kurang: {', '.join(kata for _, kata in kurang)}."
        isi = tuple(Perbaikan(f"isi_{bidang}", f"Isi {kata}") for bidang, kata in kurang)
        yield _temuan(aturan, "L04", row, kurang[0][0], pesan, *isi, jenis=jenis)
    yield from _check_target_mundur(aturan, row, hari_ini)
    if row.iku and row.iku_berubah:
        pesan = "IKU diganti di tengah periode. Kriteria 1.b.6 menilai ini."
        isi_iku = Perbaikan("isi_alasan_iku", "Beri alasan dan sebut indikator penggantinya")
        yield _temuan(aturan, "L10", row, "iku", pesan, isi_iku)
    yield from _check_masa(aturan, row)


def _find_kurang(row: IndikatorLint) -> Iterator[tuple[str, str]]:
    """What an evaluator asks of a sheet, by field; a formula for both directions needs none."""
    isi = (
        ("satuan", "satuan", row.satuan),
        ("definisi", "definisi", row.definisi),
        ("rumus", "rumus", row.rumus),
        ("sumber", "sumber", row.sumber),
        ("pic", "penanggung jawab", row.unit or row.pic),
    )
    for bidang, kata, nilai in isi:
        if not nilai.strip():
            yield bidang, kata
    if not row.arah.strip() and not _has_arah(row.rumus):
        yield "arah", "arah"
    if not row.targets:
        yield "targets", "target"


def _has_arah(rumus: str) -> bool:
    """Whether the formula settles the direction, or needs none; only the baseline's leaves it open."""
    return rumus != Rumus.BASELINE and rumus in list(Rumus)


def _find_arah(row: IndikatorLint) -> Arah | None:
    if row.arah in list(Arah):
        return Arah(row.arah)
    return next((rumus.arah for rumus in Rumus if rumus == row.rumus), None)


def _check_target_mundur(
    aturan: AturanLint, row: IndikatorLint, hari_ini: date
) -> Iterator[Temuan]:
    """L09: the next target promises less than was reached last year, and nobody says why."""
    lalu = row.tahun_lalu if row.tahun_lalu is not None else hari_ini.year - 1
    arah = _find_arah(row)
    tahun = min((t for t in row.targets if t > lalu), default=None)
    if row.realisasi_lalu is None or arah is None or tahun is None or row.alasan_target.strip():
        return
    target = row.targets[tahun]
    if not is_mundur(target, arah, row.realisasi_lalu):
        return
    kata = "rendah" if arah is Arah.NAIK else "tinggi"
    angka = f"{write_target(target)} terhadap {write_angka(row.realisasi_lalu, None)}"
    pesan = f"Target {tahun} lebih {kata} dari capaian {lalu} ({angka}). Beri alasan."
    isi = Perbaikan("isi_alasan_target", "Beri alasan")
    yield _temuan(aturan, "L09", row, "targets", pesan, isi)


def is_mundur(target: Target, arah: Arah, realisasi: Decimal) -> bool:
    """Whether even the best of the target lies behind the value; a band has no better side."""
    if target.jenis in (JenisTarget.PITA, JenisTarget.TEPAT):
        return False
    if arah is Arah.NAIK:
        batas = target.atas if target.atas is not None else target.bawah
        return batas is not None and batas < realisasi
    batas = target.bawah if target.bawah is not None else target.atas
    return batas is not None and batas > realisasi


def _check_masa(aturan: AturanLint, row: IndikatorLint) -> Iterator[Temuan]:
    """L15 and L16: a figure that is published once a year is not measured by the quarter."""
    bulan = row.bulan_rilis
    if bulan is not None and not 1 <= bulan <= BULAN_SETAHUN:
        isi = Perbaikan("isi_bulan_rilis", "Pilih bulan rilis")
        yield _temuan(aturan, "L16", row, "bulan_rilis", "Bulan rilis harus 1 sampai 12.", isi)
    sering = row.frekuensi != Frekuensi.TAHUNAN and row.frekuensi in list(Frekuensi)
    terbitan = _find_terbitan(aturan, row.nama)
    if sering and (terbitan or bulan is not None):
        siapa = f" oleh {terbitan.penerbit}" if terbitan else ""
        pesan = (
            f"Angka ini terbit setahun sekali{siapa}, tetapi diukur tiap {row.frekuensi}. "
            "Ukur tahunan, dan pakai proksi untuk triwulan."
        )
        isi = Perbaikan("ubah_frekuensi", "Ubah frekuensi menjadi tahunan", Frekuensi.TAHUNAN)
        yield _temuan(aturan, "L15", row, "frekuensi", pesan, isi)
    if terbitan and bulan is None:
        pesan = f"Angka ini menunggu {terbitan.penerbit}. Isi bulan rilisnya."
        isi = Perbaikan("isi_bulan_rilis", "Isi bulan rilis", str(terbitan.bulan))
        yield _temuan(aturan, "L16", row, "bulan_rilis", pesan, isi)


def _find_terbitan(aturan: AturanLint, nama: str) -> Terbitan | None:
    """The outside publication that the name of an indicator means."""
    kata = f" {' '.join(read_kata(nama))} "
    return next((t for t in aturan.terbitan if any(f" {frasa} " in kata for frasa in t.nama)), None)


def _temuan(
    aturan: AturanLint,
    kode: str,
    row: IndikatorLint,
    bidang: str,
    pesan: str,
    *perbaikan: Perbaikan,
    jenis: Jenis = "hasil",
) -> Temuan:
    tingkat = aturan.tingkat(kode, jenis)
    return Temuan(kode, tingkat, "indikator", row.kode, bidang, pesan, perbaikan)
