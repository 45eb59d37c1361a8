"""`sakip jalan BERKAS.json --menuju BB`: the cheapest actions that reach a predikat, as one JSON object.

The file is `{"peraturan", "terpenuhi", "lanjut", "tindakan"}`; the last two may be left out, and without
actions of its own the default catalogue is taken. Exit status 1 when no plan reaches the predikat: the
object then holds the highest total and what limits it. Criteria that an own action lists are taken at their
word; only the catalogue knows which follow results.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TextIO

from sakip.rules.angka import write_angka
from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.jalan import Jalan, TakSelesaiError, find_jalan, find_tertinggi
from sakip.rules.jalan_baca import find_pembatas
from sakip.rules.jalan_soal import Soal, check_soal
from sakip.rules.penilaian import Hasil, PenilaianError, Pesan
from sakip.rules.predikat import Predikat
from sakip.rules.tindakan import Tindakan, katalog_of
from sakip.shell.berkas_json import read_json, to_galat
from sakip.shell.galat import Galat, GalatError, print_galat

NAMA = "jalan"
BANTUAN = "mencari tindakan dengan usaha terkecil menuju sebuah predikat AKIP"

KUNCI = ("peraturan", "terpenuhi", "lanjut", "tindakan")
WAJIB = ("peraturan", "terpenuhi")
KUNCI_TINDAKAN = ("kode", "kriteria", "hk", "syarat", "peluang")
WAJIB_TINDAKAN = ("kode", "kriteria", "hk")
HK_TERBESAR = 10**6
TAHUN_TERBESAR = 100
DESIMAL_TERBANYAK = 6


def register(parser: argparse.ArgumentParser) -> None:
    """`BERKAS --menuju PREDIKAT`."""
    parser.add_argument("berkas", metavar="BERKAS", help="berkas JSON dengan kriteria terpenuhi")
    parser.add_argument("--menuju", metavar="PREDIKAT", required=True, help="misalnya BB")


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Print the plan; 1 when the predikat is out of reach, 2 for input with any fault."""
    try:
        soal = _read_soal(args.berkas)
        menuju = _find_predikat(soal.instrumen, args.menuju)
        rencana = find_jalan(soal, menuju)
        isi = _write_rencana(rencana) if rencana else _write_buntu(soal, menuju)
    except GalatError as error:
        return print_galat(error.galat, err)
    except PenilaianError as error:
        return print_galat(map(to_galat, error.pesan), err)
    except TakSelesaiError as error:
        return print_galat([Galat(None, None, str(error))], err)
    for peringatan in _warnings(soal, rencana):
        print(peringatan, file=err)
    print(json.dumps(isi, ensure_ascii=False, indent=2, default=float), file=out)
    return 0 if rencana else 1


def _read_soal(nama: str) -> Soal:
    """The start and the actions of a file. Raises GalatError or PenilaianError with every fault."""
    isi = read_json(nama)
    if faults := [*_shape_faults(isi)]:
        raise PenilaianError(faults)
    instrumen = load_instrumen()[isi["peraturan"]]
    tindakan, bintang = _read_tindakan(instrumen, isi)
    soal = Soal(
        instrumen=instrumen,
        terpenuhi=frozenset(isi["terpenuhi"]),
        tindakan=tindakan,
        lanjut={kode: int(tahun) for kode, tahun in isi.get("lanjut", {}).items()},
        bintang=bintang,
    )
    check_soal(soal)
    return soal


def _read_tindakan(
    instrumen: Instrumen, isi: Mapping[str, Any]
) -> tuple[tuple[Tindakan, ...], frozenset[str]]:
    """The actions of the file, or those of the catalogue with the criteria that none of them opens."""
    if "tindakan" in isi:
        return tuple(
            Tindakan(
                kode=row["kode"],
                kriteria=tuple(row["kriteria"]),
                hk_pusat=row["hk"],
                syarat=tuple(row.get("syarat", ())),
                peluang=row.get("peluang", Decimal(1)),
            )
            for row in isi["tindakan"]
        ), frozenset()
    try:
        katalog = katalog_of(instrumen)
    except LookupError as error:
        raise PenilaianError(
            [Pesan("tindakan", f"{error.args[0]} Tulis tindakannya di berkas ini.")]
        ) from error
    return katalog.tindakan, frozenset(katalog.bintang)


def _find_predikat(instrumen: Instrumen, kode: str) -> Predikat:
    semua = {row.kode: row for row in instrumen.predikat.predikat}
    if kode not in semua:
        raise GalatError(Galat(None, None, f"--menuju harus salah satu dari: {', '.join(semua)}."))
    return semua[kode]


def _shape_faults(isi: Any) -> Iterator[Pesan]:
    """What keeps the file from being read at all; codes are looked up later."""
    if not isinstance(isi, dict):
        yield Pesan("", f"Isi berkas harus satu objek JSON dengan kunci {', '.join(WAJIB)}.")
        return
    yield from _key_faults("", isi, KUNCI, WAJIB)
    if "peraturan" in isi and not _is_peraturan(isi["peraturan"]):
        yield Pesan("peraturan", f"Peraturan tidak dikenal; pilih {', '.join(load_instrumen())}.")
    if not _is_texts(isi.get("terpenuhi", [])):
        yield Pesan("terpenuhi", 'Tulis daftar kode kriteria, misalnya ["1.a.1", "1.a.2"].')
    yield from _lanjut_faults(isi.get("lanjut", {}))
    yield from _tindakan_faults(isi.get("tindakan", []))


def _is_peraturan(isi: Any) -> bool:
    return isinstance(isi, str) and isi in load_instrumen()


def _key_faults(
    tempat: str, isi: Mapping[str, Any], kunci: tuple[str, ...], wajib: tuple[str, ...]
) -> Iterator[Pesan]:
    """Keys that are missing, and keys that nobody reads."""
    yield from (Pesan(f"{tempat}{satu}", "Belum diisi.") for satu in wajib if satu not in isi)
    for satu in isi:
        if satu not in kunci:
            teks = f"Kunci tidak dikenal; yang dikenal: {', '.join(kunci)}."
            yield Pesan(f"{tempat}{satu}", teks)


def _lanjut_faults(lanjut: Any) -> Iterator[Pesan]:
    if not isinstance(lanjut, dict):
        yield Pesan("lanjut", 'Tulis tahun utuh tiap subkomponen, misalnya {"1.a": 1}.')
        return
    for kode, tahun in lanjut.items():
        if not _is_angka(tahun, TAHUN_TERBESAR) or tahun != int(tahun):
            teks = f"Tulis berapa tahun utuh, bilangan bulat 0 sampai {TAHUN_TERBESAR}."
            yield Pesan(f"lanjut.{kode}", teks)


def _tindakan_faults(tindakan: Any) -> Iterator[Pesan]:
    if not isinstance(tindakan, list):
        yield Pesan("tindakan", "Tulis daftar tindakan, atau hapus kunci ini untuk katalog baku.")
        return
    for nomor, row in enumerate(tindakan, 1):
        tempat = f"tindakan[{nomor}]"
        if not isinstance(row, dict):
            yield Pesan(tempat, f"Tulis objek dengan kunci {', '.join(KUNCI_TINDAKAN)}.")
            continue
        yield from _key_faults(f"{tempat}.", row, KUNCI_TINDAKAN, WAJIB_TINDAKAN)
        for kunci, is_benar, teks in ISI_TINDAKAN:
            if kunci in row and not is_benar(row[kunci]):
                yield Pesan(f"{tempat}.{kunci}", teks)


def _is_texts(isi: Any) -> bool:
    return isinstance(isi, list) and all(isinstance(satu, str) for satu in isi)


def _is_angka(isi: Any, terbesar: int) -> bool:
    """Whether it is a number from 0 to a bound with few decimals; NaN and endless ones are not."""
    if not isinstance(isi, Decimal) or not isi.is_finite() or not 0 <= isi <= terbesar:
        return False
    exponent = isi.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -DESIMAL_TERBANYAK


ISI_TINDAKAN: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("kode", lambda isi: isinstance(isi, str), 'Tulis kode sebagai teks, misalnya "A01".'),
    ("kriteria", _is_texts, 'Tulis daftar kode kriteria, misalnya ["1.a.1"].'),
    (
        "hk",
        lambda isi: _is_angka(isi, HK_TERBESAR),
        f"Tulis hari kerja, angka 0 sampai {write_angka(Decimal(HK_TERBESAR), 0)}.",
    ),
    ("syarat", _is_texts, 'Tulis daftar kode tindakan, misalnya ["A02"], atau [].'),
    ("peluang", lambda isi: _is_angka(isi, 1), "Tulis peluang, angka 0 sampai 1, misalnya 0.9."),
)


def _warnings(soal: Soal, rencana: Jalan | None) -> Iterator[str]:
    """What was read otherwise than somebody may have meant."""
    for sub in soal.instrumen.subkomponen:
        if soal.lanjut.get(sub.kode) and not soal.is_lengkap(sub):
            yield (
                f"Kunci lanjut.{sub.kode}: Belum semua kriterianya terpenuhi, jadi tahunnya dihitung 0."
            )
    if rencana and not rencana.terbukti:
        yield "Pencarian dihentikan sebelum terbukti; mungkin ada rencana yang lebih murah."


def _write_rencana(rencana: Jalan) -> dict[str, Any]:
    return {
        "sekarang": _write_hasil(rencana.sekarang),
        "sesudah": _write_hasil(rencana.sesudah),
        "tindakan": [row.kode for row in rencana.tindakan],
        "hk": rencana.hk,
        "peluang": rencana.peluang,
        "langkah": [
            {"subkomponen": row.subkomponen, "dari": row.dari, "ke": row.ke, "naik": row.naik}
            for row in rencana.langkah
        ],
    }


def _write_buntu(soal: Soal, menuju: Predikat) -> dict[str, Any]:
    """How far one comes, how, and what keeps each sub-component from more."""
    tertinggi = find_tertinggi(soal)
    isi = _write_rencana(tertinggi)
    total, kode = write_angka(tertinggi.sesudah.total), tertinggi.sesudah.predikat.kode
    return {
        "pesan": f"{menuju.kode} tidak tercapai; paling tinggi {total} ({kode}).",
        "sekarang": isi["sekarang"],
        "tertinggi": isi["sesudah"],
        **{kunci: isi[kunci] for kunci in ("tindakan", "hk", "peluang", "langkah")},
        "pembatas": [
            {
                "subkomponen": row.subkomponen,
                "nilai": row.jawaban,
                "sebab": row.teks,
                "kriteria": row.kriteria,
            }
            for row in find_pembatas(soal, tertinggi)
        ],
    }


def _write_hasil(hasil: Hasil) -> dict[str, Any]:
    return {"total": hasil.total, "predikat": hasil.predikat.kode}
