"""A PK as a document, its statement and its annex, in our own words (PermenPANRB 53/2014 lampiran I)."""

from collections.abc import Iterator

from sakip.cetak.dokumen import (
    Bab,
    Bagian,
    CatatanKecil,
    Dokumen,
    Fakta,
    HalamanBaru,
    Kolom,
    Paragraf,
    Pihak,
    Tabel,
    TandaTangan,
)
from sakip.perjanjian.isi import Isi, date_of
from sakip.rules.tanggal import write_tanggal

TITIK = "." * 24
JANJI = (
    "berjanji mewujudkan target kinerja pada lampiran ini untuk mencapai target jangka menengah yang "
    "ditetapkan dalam dokumen perencanaan. Keberhasilan dan kegagalan mencapainya menjadi tanggung "
    "jawab kami."
)
PENGAWASAN = (
    "Pihak kedua akan melakukan supervisi yang diperlukan, mengevaluasi capaian perjanjian ini, dan "
    "mengambil tindakan berupa penghargaan atau sanksi."
)


def write_pk(isi: Isi, *, draf: bool, hash_isi: str = "") -> Dokumen:
    """Statement and annex; a draft carries a watermark, a frozen one its hash."""
    kop = [f"Pemerintah {isi['instansi']}", isi["unit"]]
    return Dokumen(
        judul=write_judul(isi),
        kop=tuple(filter(None, kop)),
        dicetak=date_of(isi),
        isi=(*_pernyataan(isi), HalamanBaru(), *_lampiran(isi), *_tanda(hash_isi)),
        draf=draf,
    )


def write_judul(isi: Isi) -> str:
    """Perjanjian Kinerja Tahun 2026, or the n-th change of it."""
    ke = f" Perubahan {isi['perubahan_ke']}" if isi["perubahan_ke"] else ""
    return f"Perjanjian Kinerja{ke} Tahun {isi['tahun']}"


def _pernyataan(isi: Isi) -> Iterator[Bagian]:
    pertama, kedua = isi["pertama"], isi["kedua"]
    yield Paragraf(
        "Untuk manajemen pemerintahan yang efektif, transparan, akuntabel, dan berorientasi pada hasil, "
        "yang bertanda tangan di bawah ini:"
    )
    yield Fakta(_nama(pertama))
    if not kedua:
        yield Paragraf(JANJI)
    else:
        yield Paragraf("selanjutnya disebut pihak pertama, dan")
        yield Fakta(_nama(kedua))
        yield Paragraf("selaku atasan pihak pertama, selanjutnya disebut pihak kedua.")
        yield Paragraf(f"Pihak pertama {JANJI}")
        yield Paragraf(PENGAWASAN)
    if isi["alasan"]:
        yield Paragraf(f"Perubahan ini dibuat karena: {isi['alasan']}")
    yield _tanda_tangan(isi)


def _nama(pihak: Isi) -> tuple[tuple[str, str], ...]:
    facts = [("Nama", pihak["nama"] or TITIK), ("Jabatan", pihak["jabatan"])]
    if pihak["surat"]:
        facts.append(("Surat penugasan", pihak["surat"]))
    return tuple(facts)


def _lampiran(isi: Isi) -> Iterator[Bagian]:
    yield Bab(f"Lampiran {write_judul(isi)}")
    yield Paragraf(isi["unit"] or isi["instansi"])
    yield Tabel(
        "Sasaran, indikator, dan target",
        (
            Kolom("No.", lebar=1),
            Kolom(isi["kolom_sasaran"], lebar=5),
            Kolom("Indikator Kinerja", lebar=6),
            Kolom("Target", angka=True, lebar=3),
        ),
        tuple(_baris(isi)),
    )
    if isi["uang"]:
        kolom = [Kolom(isi["kolom_uang"], lebar=7), Kolom("Anggaran", angka=True, lebar=4)]
        kolom += [Kolom("Keterangan", lebar=4)] if isi["keterangan"] else []
        yield Tabel(f"{isi['kolom_uang']} dan anggaran", tuple(kolom), tuple(_uang(isi)))
    yield _tanda_tangan(isi)


def _baris(isi: Isi) -> Iterator[tuple[str, ...]]:
    for n, row in enumerate(isi["sasaran"], start=1):
        for m, one in enumerate(row["indikator"] or [{}]):
            first = (f"{n}.", row["pernyataan"]) if m == 0 else ("", "")
            target = f"{one['target'] or 'belum ada'} {one['satuan']}".strip() if one else ""
            yield (*first, one.get("nama", "belum ada"), target)


def _uang(isi: Isi) -> Iterator[tuple[str, ...]]:
    for n, row in enumerate(isi["uang"], start=1):
        line = (f"{n}. {row['nama']}", row["anggaran"] or "–")
        yield (*line, row["keterangan"]) if isi["keterangan"] else line
    if isi["baris_jumlah"]:
        line = ("Jumlah", isi["jumlah"])
        yield (*line, "") if isi["keterangan"] else line


def _tanda_tangan(isi: Isi) -> TandaTangan:
    """Left the superior, right who promises, as the form prints them."""
    titles = [("Pihak kedua,", isi["kedua"]), ("Pihak pertama,", isi["pertama"])]
    parties = titles if isi["kedua"] else [("", isi["pertama"])]
    return TandaTangan(
        f"{isi['tempat'] or TITIK}, {write_tanggal(date_of(isi))}",
        tuple(
            Pihak(
                f"{title} {pihak['jabatan']}".strip(),
                pihak["nama"] or TITIK,
                (*filter(None, [pihak["pangkat"], pihak["nip"] and f"NIP {pihak['nip']}"]),),
            )
            for title, pihak in parties
        ),
    )


def _tanda(hash_isi: str) -> Iterator[Bagian]:
    if hash_isi:
        yield CatatanKecil(f"Tanda keutuhan isi: {hash_isi}.")
