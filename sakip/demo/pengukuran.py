"""Quarters of the demo: last year as a whole, this year's quarters up to the open one.

Everything is typed through the same actions as a person would; only the moments of past periods
are set back to their place afterwards, so that they stand locked.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from sakip.demo.aksi import fill_aksi
from sakip.demo.organisasi import Pemeran
from sakip.demo.pelimpahan import appoint_wakil
from sakip.demo.rencana import demo_of
from sakip.demo.waktu import spread_waktu
from sakip.organisasi.models import Pengguna
from sakip.pengukuran.actions.addendum import create_addendum
from sakip.pengukuran.actions.masa import create_masa, update_masa
from sakip.pengukuran.actions.pembukaan import create_pembukaan, submit_pembukaan
from sakip.pengukuran.actions.realisasi import (
    approve_lembar,
    return_lembar,
    submit_lembar,
    update_lembar,
    update_realisasi,
)
from sakip.pengukuran.actions.verifikasi import approve_verifikasi
from sakip.pengukuran.calendar import compute_moments, compute_moments_bulan
from sakip.pengukuran.isian import Isian, read_isian, with_ratio
from sakip.pengukuran.kurang import load_kurang
from sakip.pengukuran.models import LembarRealisasi, Masa, Potret
from sakip.perencanaan.actions.target import update_target
from sakip.perencanaan.lembar import load_janji_bulan, see_janji
from sakip.perencanaan.models import IsiIndikator, PeriodeRencana
from sakip.rules.agregasi import split_kumulatif
from sakip.rules.angka import read_angka, write_angka
from sakip.rules.tanggal import bulan_of_triwulan, triwulan_of
from sakip.rules.verifikasi import KINERJA
from sakip.web.clock import database_now, now

# Of the 38 units of the demo, those that have not sent the open quarter, and those sent back.
BELUM = {"17", "21", "22", "29", "35", "38", "K09", "K10", "K12"}
# Of these, who has not even begun.
BELUM_MULAI = {"35", "K12"}
# The unit that a visitor fills and sends himself: all but its last rows are typed.
DICOBA = "05"
DIKEMBALIKAN = {"07": "Bukti perhitungan belum disebut.", "28": "Angka triwulan lalu terbalik."}
MENUNGGU = "04"
# How much of it the month that waits for its head reached.
SUSUT = Decimal("0.86")
KATA_BULAN = {
    "sebab": "Sebagian peserta dinonaktifkan pusat dan sedang didata ulang.",
    "tindak_lanjut": "Pendataan dipercepat bersama Dinas Sosial sampai pertengahan Desember.",
}
# Whose secretary decides on behalf of the head.
WAKIL = "06"
SUDAH_DIPERIKSA = 10
DIMINTA_BUKA = {
    "05": "Dua puskesmas baru mengirim angka yang sudah dibersihkan.",
    "07": "Penyebut sanitasi salah ambil: data keluarga 2024.",
}
PERSIS_TARGET = "23"
MELONJAK = "24"
PADI, ANGKA_TETAP_PADI = "IK19", "56,10"
SIFAT_LALU = {PADI: "sementara"}
SUMBER_PADI = "BPS, Berita Resmi Statistik: luas panen dan produksi padi, angka tetap."
KATA = {
    "sebab": "Pelaksanaan bergeser karena pengadaan selesai lebih lambat dari jadwal.",
    "tindak_lanjut": "Kegiatan dipadatkan pada triwulan berikutnya dan dipantau setiap bulan.",
    "penjelasan": "Angka sudah dicocokkan dengan laporan bulanan bidang.",
}
CATATAN = "Angka disalin dari laporan bidang dan sudah diperiksa sekretaris."
KUMULATIF = {"IK02", "IK03", "IK31", "IK40"}


def seed_pengukuran(pemeran: Pemeran) -> None:
    """Last year's figures, then each quarter of this year up to today's."""
    today = pemeran.instansi.hari_ini
    rows = demo_of(today.year)
    seed_tahun(pemeran, today.year - 1, {kode: row.realisasi_lalu for kode, row in rows.items()})
    open_tw = triwulan_of(today)
    _promise_months(pemeran, today.year, open_tw)
    for bulan in bulan_of_triwulan(open_tw):
        if bulan <= today.month:
            _seed_bulan(pemeran, today.year, bulan, is_open=bulan == today.month)
    for tw in range(1, open_tw + 1):
        _seed_quarter(pemeran, today.year, tw, is_open=tw == open_tw)
    _seed_pembukaan(pemeran)
    _seed_sementara(pemeran)


def seed_tahun(pemeran: Pemeran, tahun: int, figures: Mapping[str, str]) -> None:
    """A year measured as a whole: these figures by kode, for other rows one near the target."""
    zona = pemeran.instansi.zona_waktu
    times = compute_moments(pemeran.instansi, tahun, 4)
    far = {
        **times,
        "buka": compute_moments(pemeran.instansi, tahun, 1)["buka"],
        **_open_until(times, zona),
    }
    masa = create_masa(tahun=tahun, jenis=Masa.Jenis.TAHUN, ke=1, acting_user=pemeran.bagor, **far)
    for lembar in _sheets(masa):
        isian = [
            read_isian(potret, {"nilai": figures[kode], "sifat": SIFAT_LALU.get(kode, "")}, 0)
            for potret, kode in _rows(lembar)
            if kode in figures
        ]
        isian += [_typed(potret, kode, 4) for potret, kode in _rows(lembar) if kode not in figures]
        _send(lembar, isian, pemeran)
    spread_waktu(masa, times["tutup"], pemeran)
    _put_back(masa, {**times, "buka": far["buka"]}, pemeran)


def _seed_quarter(pemeran: Pemeran, tahun: int, tw: int, *, is_open: bool) -> None:
    zona = pemeran.instansi.zona_waktu
    times = compute_moments(pemeran.instansi, tahun, tw)
    far = times if is_open else {**times, **_open_until(times, zona)}
    masa = create_masa(tahun=tahun, jenis="triwulan", ke=tw, acting_user=pemeran.bagor, **far)
    for lembar in _sheets(masa):
        unit = lembar.perangkat_daerah.kode
        isian = [_typed(potret, kode, tw) for potret, kode in _rows(lembar)]
        fill_aksi(lembar, pemeran, is_open=is_open)
        if not is_open:
            _send(lembar, isian, pemeran)
        elif unit in BELUM or unit == DICOBA:
            some = isian[:-3] if unit == DICOBA else isian[: unit not in BELUM_MULAI]
            update_realisasi(lembar, some, acting_user=pemeran.operator[unit])
        else:
            alasan = DIKEMBALIKAN.get(unit, "")
            _send(lembar, isian, pemeran, alasan=alasan, decide=unit not in {MENUNGGU, WAKIL})
            if unit == WAKIL:
                approve_lembar(lembar, acting_user=appoint_wakil(lembar.perangkat_daerah, pemeran))
    spread_waktu(masa, times["tutup"], pemeran)
    _verify(masa, pemeran)
    if not is_open:
        _put_back(masa, times, pemeran)


def _promise_months(pemeran: Pemeran, tahun: int, tw: int) -> None:
    """The months of a quarter promise the level that the quarter does."""
    rows = IsiIndikator.objects.filter(
        instansi=pemeran.instansi,
        frekuensi="bulan",
        indikator__periode__in=PeriodeRencana.objects.pada_tahun(tahun),
    )
    for isi in rows.berlaku().select_related("indikator__periode"):
        promised = isi.indikator.target_masa_set.get(tahun=tahun, masa="triwulan", ke=tw)
        janji = dict.fromkeys(bulan_of_triwulan(tw), promised.to_rule())
        lihat = see_janji(load_janji_bulan(isi, tahun))
        update_target(
            isi, tahun, janji, lihat=lihat, acting_user=pemeran.orang["bappeda"], masa="bulan"
        )


def _seed_bulan(pemeran: Pemeran, tahun: int, bulan: int, *, is_open: bool) -> None:
    """A month of the open quarter: those gone by are filled and locked; this one is empty but for the
    unit that a visitor tries, whose head decides on it.
    """
    times = compute_moments_bulan(pemeran.instansi, tahun, bulan)
    far = times if is_open else {**times, **_open_until(times, pemeran.instansi.zona_waktu)}
    masa = create_masa(tahun=tahun, jenis="bulan", ke=bulan, acting_user=pemeran.bagor, **far)
    for lembar in _sheets(masa):
        if not is_open or lembar.perangkat_daerah.kode == DICOBA:
            short = SUSUT if is_open else Decimal(1)
            isian = [_month(potret, kode, short) for potret, kode in _rows(lembar)]
            _send(lembar, isian, pemeran, decide=not is_open)
    if not is_open:
        _put_back(masa, times, pemeran)


def _month(potret: Potret, kode: str, short: Decimal) -> Isian:
    """A third of the quarter's figure where months add up, else the figure itself; `short` of it."""
    figures = demo_of(potret.masa.tahun)[kode].realisasi_tw
    value = read_angka(figures[min(potret.masa.tw, len(figures)) - 1], pemisah_ribuan=".")
    own = short * (value / 3 if potret.agregasi == "KUM" else value)
    place = Decimal(1).scaleb(-potret.desimal)
    figure = {"nilai": write_angka(own.quantize(place, ROUND_HALF_UP), potret.desimal)}
    return read_isian(potret, figure | (KATA_BULAN if short < 1 else {}), 0)


def _seed_pembukaan(pemeran: Pemeran) -> None:
    """Two units ask to write their last locked quarter again: one waits for its head, one for Bagor."""
    past = LembarRealisasi.objects.filter(
        instansi=pemeran.instansi, masa__jenis="triwulan", masa__kunci__lte=database_now()
    )
    for unit, alasan in DIMINTA_BUKA.items():
        rows = past.filter(perangkat_daerah__kode=unit)
        lembar = rows.select_related("masa__instansi", "perangkat_daerah").order_by("-pk").first()
        if lembar is not None:
            row = create_pembukaan(lembar, alasan=alasan, acting_user=pemeran.operator[unit])
            if unit != DICOBA:
                submit_pembukaan(row, acting_user=pemeran.kepala[unit])


def _send(
    lembar: LembarRealisasi,
    isian: list[Isian],
    pemeran: Pemeran,
    *,
    alasan: str = "",
    decide: bool = True,
) -> None:
    unit = lembar.perangkat_daerah.kode
    operator, kepala = pemeran.operator[unit], pemeran.kepala[unit]
    update_realisasi(lembar, isian, acting_user=operator)
    lembar.refresh_from_db()
    _explain(lembar, isian, operator)
    submit_lembar(lembar, acting_user=operator)
    if alasan:
        return_lembar(lembar, alasan=alasan, acting_user=kepala)
    elif decide:
        approve_lembar(lembar, acting_user=kepala)


def _explain(lembar: LembarRealisasi, isian: list[Isian], operator: Pengguna) -> None:
    """Write the words that odd or low figures are asked for."""
    asked: dict[int, dict[str, str]] = {}
    for one in load_kurang(lembar):
        nama, _, key = one.bidang.rpartition("-")
        if nama in KATA:
            asked.setdefault(int(key), {})[nama] = KATA[nama]
        elif key == "lembar":
            update_lembar(lembar, catatan=CATATAN, lihat="", acting_user=operator)
    again = [
        read_isian(one.potret, {**one.teks, **asked[one.potret.pk]}, 1)
        for one in isian
        if one.potret.pk in asked
    ]
    if again:
        update_realisasi(lembar, again, acting_user=operator)
    lembar.refresh_from_db()


def _verify(masa: Masa, pemeran: Pemeran) -> None:
    """Bappeda has looked at the first units of a quarter, of past ones at all."""
    bappeda = pemeran.orang.get("bappeda")
    if bappeda is None:
        return
    rows = [one for one in _sheets(masa) if one.status == LembarRealisasi.Status.DISETUJUI]
    past = masa.ke < triwulan_of(pemeran.instansi.hari_ini)
    for lembar in rows if past else rows[:SUDAH_DIPERIKSA]:
        approve_verifikasi(lembar, KINERJA, acting_user=bappeda)


def _seed_sementara(pemeran: Pemeran) -> None:
    """The rice harvest of last year was provisional; its final figure waits for the head (practice 2)."""
    today = pemeran.instansi.hari_ini
    potret = Potret.objects.filter(
        masa__instansi=pemeran.instansi, masa__tahun=today.year - 1, indikator__kode=PADI
    )
    for one in potret.select_related("masa__instansi", "perangkat_daerah", "realisasi"):
        if one.masa.kunci > now():
            continue
        lembar = one.masa.lembar_set.select_related("masa__instansi", "perangkat_daerah").get(
            perangkat_daerah=one.perangkat_daerah
        )
        final = read_isian(one, {"nilai": ANGKA_TETAP_PADI}, 0)
        operator = pemeran.operator[one.perangkat_daerah.kode]
        create_addendum(lembar, final, sumber=SUMBER_PADI, acting_user=operator)


def _put_back(masa: Masa, times: dict[str, datetime], pemeran: Pemeran) -> None:
    masa.refresh_from_db()
    update_masa(masa, revisi=masa.revisi, acting_user=pemeran.bagor, **times)


def _sheets(masa: Masa) -> Iterable[LembarRealisasi]:
    rows = LembarRealisasi.objects.filter(masa=masa).select_related(
        "masa__instansi", "perangkat_daerah"
    )
    return list(rows.order_by("perangkat_daerah__kode"))


def _rows(lembar: LembarRealisasi) -> list[tuple[Potret, str]]:
    rows = Potret.objects.filter(masa=lembar.masa_id, perangkat_daerah=lembar.perangkat_daerah_id)
    rows = rows.select_related("masa__instansi", "indikator", "perangkat_daerah")
    rows = rows.order_by("urutan", "pk")
    return [(row, row.indikator.kode) for row in rows]


def _typed(potret: Potret, kode: str, tw: int) -> Isian:
    """What the operator of this row types: the table's figure, else one near the target."""
    today = potret.masa.instansi.hari_ini
    if potret.masa.jenis == Masa.Jenis.TRIWULAN and not potret.is_released(today):
        return read_isian(potret, {}, 0)
    demo = demo_of(potret.masa.tahun).get(kode)
    figures = demo.realisasi_tw if demo else ()
    if kode in KUMULATIF and figures:
        figures = _own_of(figures)
    if tw <= len(figures):
        return read_isian(potret, _fields(potret, figures[tw - 1]), 0)
    return read_isian(potret, _near_target(potret, tw), 0)


def _fields(potret: Potret, text: str) -> dict[str, str]:
    if "/" in text:
        pembilang, _, penyebut = text.partition("/")
        return {"pembilang": pembilang, "penyebut": penyebut}
    fields = {"nilai": text}
    return fields | {"bobot": "6.240"} if potret.agregasi == "RAT" and text != "–" else fields


def _own_of(figures: tuple[str, ...]) -> tuple[str, ...]:
    """Running totals of numerator and denominator, taken apart into each quarter's own."""
    pairs = [[read_angka(part, pemisah_ribuan=".") for part in text.split("/")] for text in figures]
    tops, bottoms = (split_kumulatif([pair[k] for pair in pairs]) for k in (0, 1))
    return tuple(f"{top}/{bottom}" for top, bottom in zip(tops, bottoms, strict=True))


def _near_target(potret: Potret, tw: int) -> dict[str, str]:
    """A figure a little off its target, the same at every seeding."""
    target = potret.target_bawah if potret.target_bawah is not None else potret.target_atas
    if not potret.diukur:
        return {}
    if potret.target_label:
        return {"nilai": potret.target_label}
    if target is None:
        return {"nilai": "-"}
    share = _share(potret, tw)
    if with_ratio(potret):
        exact = potret.perangkat_daerah.kode == PERSIS_TARGET
        whole = Decimal(400 + 10 * tw * (not exact)) * (1 if potret.faktor <= 100 else 7)
        part = (target * share * whole / potret.faktor).quantize(Decimal(1), ROUND_HALF_UP)
        return {"pembilang": write_angka(part, 0), "penyebut": write_angka(whole, 0)}
    value = (target * share).quantize(Decimal(1).scaleb(-potret.desimal), ROUND_HALF_UP)
    return _fields(potret, write_angka(value, potret.desimal))


def _share(potret: Potret, tw: int) -> Decimal:
    """How much of the target is reached: most units near it, one exactly, one far above."""
    unit = potret.perangkat_daerah.kode
    if unit == PERSIS_TARGET:
        return Decimal(1)
    if unit == MELONJAK and _is_open(potret, tw) and not with_ratio(potret):
        return Decimal("3.12")
    spread = (sum(map(ord, unit)) * 7 + potret.urutan * 13 + tw * 5) % 26
    return Decimal(88 + spread) / 100


def _is_open(potret: Potret, tw: int) -> bool:
    """Whether this is the quarter that is being filled in today."""
    today = potret.masa.instansi.hari_ini
    return (potret.masa.tahun, tw) == (today.year, triwulan_of(today))


def _open_until(times: dict[str, datetime], zona: str) -> dict[str, datetime]:
    """A deadline and a lock that have not passed yet, so that a past period can be typed."""
    tomorrow = now().astimezone(ZoneInfo(zona)) + timedelta(days=1)
    return {name: max(times[name], tomorrow) for name in ("tutup", "kunci")}
