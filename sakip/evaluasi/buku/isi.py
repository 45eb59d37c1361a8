"""What the workbook of some evaluations holds: every sheet as one person sees it, and its identity."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from sakip.evaluasi.buku.baris import JAWABAN, KRITERIA, SUB, IsiLembar, KolomIsi, Kunci, Petak
from sakip.evaluasi.buku.bidang import BIDANG_KRITERIA, DISETUJUI, KOLOM, hash_row, tidy, write_row
from sakip.evaluasi.buku.identitas import Asal, Identitas, Objek
from sakip.evaluasi.lembar import riwayat_of
from sakip.evaluasi.models import Hasil, Jawaban, NilaiSub, Penilaian
from sakip.evaluasi.rows import is_open
from sakip.evaluasi.sudut import Sudut, load_sudut
from sakip.organisasi.models import Pengguna
from sakip.rules.instrumen import Kriteria, Subkomponen
from sakip.rules.saran import needs_pernyataan
from sakip.rules.tanggal import write_waktu
from sakip.rules.varian import compute_sidik
from sakip.web.clock import now

TERLARANG = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
NAMA_TERPANJANG = 28


def build_isi(sudut: Sudut, nama: str) -> IsiLembar:
    """One sheet in the stage where this person stands, with what the stages before it said."""
    lembar, tahap, penilaian = sudut.lembar, sudut.tahap, sudut.orang.penilaian
    lain = [one for one in sudut.stages if one != tahap]
    isi: dict[Petak, str] = {}
    for sub in lembar.instrumen.subkomponen:
        for baris, rows in _rows(sudut, sub):
            words = _words(sudut, sub, baris, rows)
            if baris.tingkat == SUB:
                words[DISETUJUI] = ", ".join(sudut.disetujui.get(sub.kode, ()))
            for one in lain:
                words[_kolom_tahap(one)] = write_row(lembar, sub, rows.get(one)).get(JAWABAN, "")
            isi |= {Petak(baris, kunci): teks for kunci, teks in words.items() if teks}
    asal = build_asal(sudut)
    used = {petak.kunci for petak in isi} | {one for row in asal.values() for one in row.bidang}
    return IsiLembar(
        nama=nama,
        judul=write_judul(sudut),
        instrumen=lembar.instrumen,
        jenis_entitas=penilaian.jenis_entitas,
        berlaku=lembar.berlaku(tahap),
        isi=isi,
        terbuka={Petak(baris, kunci) for baris, one in asal.items() for kunci in one.bidang},
        kolom=[
            *(KolomIsi(_kolom_tahap(one), sudut.nama(one), 16) for one in lain),
            *(kolom for kolom in KOLOM if kolom.kunci in used),
        ],
        pilihan=tuple(
            nama for kode, nama in Jawaban.Status.choices if kode in lembar.instrumen.status
        ),
        keadaan=penilaian.get_status_display(),
        total=_load_total(sudut),
    )


def build_asal(sudut: Sudut) -> dict[Kunci, Asal]:
    """The rows this person may fill in now, each with what it was made from; none when he may not."""
    if not sudut.can_score:
        return {}
    found: dict[Kunci, Asal] = {}
    for sub in sudut.lembar.instrumen.subkomponen:
        for baris, rows in _rows(sudut, sub):
            bidang = _bidang(sudut, sub, baris, rows.get(sudut.tahap))
            if not bidang:
                continue
            row, words = rows.get(sudut.tahap), _words(sudut, sub, baris, rows)
            known = {kunci: words[kunci] for kunci in bidang if kunci in words}
            found[baris] = Asal(row.revisi if row else None, hash_row(known), bidang)
    return found


def build_identitas(user: Pengguna, sudut: Sequence[Sudut], isi: Sequence[IsiLembar]) -> Identitas:
    """The hidden sheet of a workbook made for this person now."""
    objek = [
        Objek(
            nama=one.nama,
            penilaian=row.orang.penilaian.pk,
            kode=row.orang.penilaian.kode,
            peraturan=row.orang.penilaian.peraturan,
            sidik=compute_sidik(row.lembar.instrumen),
            tahap=row.tahap,
            judul=one.judul,
            kolom=tuple(kolom.kunci for kolom in one.kolom),
            baris=build_asal(row),
        )
        for row, one in zip(sudut, isi, strict=True)
    ]
    instansi = user.instansi
    tahun = sudut[0].orang.penilaian.tahun_evaluasi
    dibuat = write_waktu(now(), instansi.zona_waktu)
    return Identitas(instansi.kode_wilayah, tidy(instansi.nama), tahun, dibuat, objek)


def load_isi(user: Pengguna, rows: Iterable[Penilaian]) -> Iterator[tuple[Sudut, IsiLembar]]:
    """Every evaluation as a sheet, one after the other, so that progress can be told."""
    used: set[str] = set()
    for penilaian in rows:
        sudut = load_sudut(user, penilaian)
        riwayat_of(sudut.lembar)
        yield sudut, build_isi(sudut, name_sheet(penilaian, used))


def write_judul(sudut: Sudut) -> str:
    """The title of a sheet; it says whose it is, and in which stage."""
    penilaian = sudut.orang.penilaian
    tahun, nama, instansi = penilaian.tahun_evaluasi, penilaian.nama, penilaian.instansi.nama
    return tidy(f"LKE {tahun} · {nama} · {instansi} · {sudut.nama(sudut.tahap)}")


def name_sheet(penilaian: Penilaian, used: set[str]) -> str:
    """A name that a sheet can have, unlike those before it: the unit's code."""
    base = (penilaian.kode or penilaian.singkatan).translate(TERLARANG)[:NAMA_TERPANJANG]
    nama, n = base, 2
    while nama.casefold() in used:
        nama, n = f"{base} {n}", n + 1
    used.add(nama.casefold())
    return nama


def _rows(sudut: Sudut, sub: Subkomponen) -> Iterator[tuple[Kunci, dict[str, Jawaban | NilaiSub]]]:
    """The sub-component and its criteria, each with what every stage he sees stored of it."""
    lembar = sudut.lembar
    grades = {t: lembar.nilai[t, sub.kode] for t in sudut.stages if (t, sub.kode) in lembar.nilai}
    yield Kunci(SUB, sub.kode), dict(grades)
    for row in lembar.kriteria(sub):
        yield Kunci(KRITERIA, row.kode), _answers(sudut, row)


def _answers(sudut: Sudut, row: Kriteria) -> dict[str, Jawaban | NilaiSub]:
    """What the stages said of a criterion; of an inherited one what is open of the agency's own sheet."""
    lembar = sudut.lembar
    inherited = row.kode in lembar.entitas.diwariskan
    source = lembar.warisan if inherited else lembar.jawaban
    final = lembar.penilaian.status == Penilaian.Status.SELESAI
    return {
        t: one
        for t in sudut.stages
        if (one := source.get((t, row.kode))) and not (inherited and final and not is_open(t, one))
    }


def _words(
    sudut: Sudut, sub: Subkomponen, baris: Kunci, rows: Mapping[str, Jawaban | NilaiSub]
) -> dict[str, str]:
    """The cells of a row as they stand: what was stored in this stage, and the answer that counts."""
    lembar, tahap = sudut.lembar, sudut.tahap
    words = write_row(lembar, sub, rows.get(tahap))
    if not sudut.bersaran:
        words.pop("alasan_beda", None)
    if baris.tingkat == (KRITERIA if lembar.per_kriteria else SUB):
        counted = lembar.nilai_tahap(tahap).get(baris.kode, "")
        if counted and _is_shown(sudut, baris):
            words[JAWABAN] = counted
    return words


def _is_shown(sudut: Sudut, baris: Kunci) -> bool:
    """Whether what counts may be read: of an inherited criterion not before the agency's sheet is open."""
    lembar = sudut.lembar
    if baris.tingkat != KRITERIA or baris.kode not in lembar.entitas.diwariskan:
        return True
    if lembar.penilaian.status != Penilaian.Status.SELESAI:
        return True
    row = lembar.find_jawaban(sudut.tahap, baris.kode)
    return row is not None and is_open(row.tahap, row)


def _load_total(sudut: Sudut) -> Decimal | None:
    """The released total, where its formula would miss answers that the agency's sheet keeps closed."""
    lembar = sudut.lembar
    if lembar.penilaian.status != Penilaian.Status.SELESAI or not lembar.per_kriteria:
        return None
    if all(_is_shown(sudut, Kunci(KRITERIA, kode)) for kode in lembar.entitas.diwariskan):
        return None
    released: Decimal = Hasil.objects.berlaku().get(penilaian=lembar.penilaian).total
    return released


def _bidang(
    sudut: Sudut, sub: Subkomponen, baris: Kunci, row: Jawaban | NilaiSub | None
) -> tuple[str, ...]:
    """The cells of a row that the stage writes; none of what is answered on the agency's sheet.

    What stands beside a grade above "all met" is asked only where no earlier evaluation here says it, and
    why a grade differs only where one is stored that does: before that it would tell the suggestion.
    """
    lembar, langkah = sudut.lembar, sudut.langkah
    if baris.tingkat == KRITERIA:
        own = baris.kode not in lembar.entitas.diwariskan
        return BIDANG_KRITERIA if own and langkah.jawab != "tidak" else ()
    if langkah.nilai != "wajib":
        return ()
    if lembar.per_kriteria:
        return ("catatan",)
    lanjut, tambah = needs_pernyataan(lembar.instrumen.skala_of(sub), sub.lensa)
    lanjut = lanjut and not (lembar.riwayat and lembar.riwayat.knows(sub))
    return (
        *(JAWABAN, "catatan"),
        *(("alasan_beda",) if isinstance(row, NilaiSub) and _has_reason(sudut, row) else ()),
        *(("lanjut_sejak", "lanjut_bukti") if lanjut else ()),
        *(("tambah_jenis", "tambah_uraian") if tambah else ()),
    )


def _has_reason(sudut: Sudut, row: NilaiSub) -> bool:
    """Whether a stored grade differs from what was suggested, for who may know that, or says why it did."""
    return sudut.bersaran and (row.berbeda or bool(row.alasan_beda))


def _kolom_tahap(tahap: str) -> str:
    return f"tahap-{tahap}"
