"""What waits of a unit's own sheets: figures, causes, steps of the action plan, sending, agreeing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, OuterRef, Q, Subquery
from django.urls import reverse

from sakip.beranda.hal import Pihak, Tugas
from sakip.organisasi.models import Pengguna, Peran
from sakip.pengukuran.aksi import months_of
from sakip.pengukuran.alamat import address_of, address_of_sel
from sakip.pengukuran.compute import roots
from sakip.pengukuran.kartu import load_menunggu
from sakip.pengukuran.kurang import count_tanpa_bukti
from sakip.pengukuran.models import LembarRealisasi, Masa, Pembukaan, Potret
from sakip.pengukuran.pantauan import TERISI, diminta_on
from sakip.perjanjian.models import RencanaAksi
from sakip.rules.peringatan import aturan_isian_on, butuh_sebab
from sakip.web.clock import now

Status = LembarRealisasi.Status
# Minutes that one figure, one cause and one part of a step take (ux 5: 4 minutes for 20 figures and more).
MENIT_ANGKA, MENIT_SEBAB, MENIT_BAGIAN, MENIT_BUKTI = 0.6, 2, 1, 0.5


@dataclass(slots=True)
class Lembar:
    """A sheet that may be written now: its last day, its empty figures, and low ones without a cause."""

    row: LembarRealisasi
    tenggat: date
    lewat: bool
    kosong: list[Potret] = field(default_factory=list)
    tanpa_sebab: list[Potret] = field(default_factory=list)

    @property
    def sel(self) -> str:
        """The address of the first field that lacks something; of the sheet when none does."""
        if self.kosong:
            return address_of_sel(self.row, self.kosong[0])
        if not self.tanpa_sebab:
            return address_of(self.row)
        first = self.tanpa_sebab[0]
        return address_of_sel(
            self.row, first, "tindak_lanjut" if first.realisasi.sebab else "sebab"
        )

    def make(self, apa: str, judul: str, keterangan: str, tombol: str, **lain: Any) -> Tugas:
        """A line about this sheet; it leads to the sheet unless told otherwise."""
        isi: dict[str, Any] = {
            "alamat": address_of(self.row),
            "tenggat": self.tenggat,
            "lewat": self.lewat,
        }
        return Tugas(f"{apa}/{self.row.pk}", judul, keterangan, tombol=tombol, **isi | lain)


def lembar_operator(user: Pengguna) -> Iterator[Tugas]:
    """Fill, mend, explain, prove, send; then wait for the head. And what is due of the action plan."""
    sheets = load_lembar(user)
    lacking = count_tanpa_bukti([one.row for one in sheets])
    for one in sheets:
        yield from _of_operator(one)
        if one.row.can_be_typed and (n := lacking.get(one.row.pk)):
            yield one.make(
                "lembar-bukti", f"Tambah bukti {n} realisasi {one.row.masa}",
                "Angkanya sudah ada, buktinya belum ditunjuk.", "Tambah bukti",
                menit=_minutes(n * MENIT_BUKTI),
            )  # fmt: skip
    yield from _lapor_aksi(sheets)


def putuskan_lembar(user: Pengguna) -> Iterator[Tugas]:
    """Decide on what was sent; the card itself opens."""
    moment, zone = now(), ZoneInfo(user.instansi.zona_waktu)
    for row, _, may in load_menunggu(user):
        if not may:
            continue
        masa, due = row.masa, row.masa.tutup
        yield Lembar(row, due.astimezone(zone).date(), due < moment).make(
            "lembar-putuskan", f"Putuskan realisasi {masa}",
            f"{row.perangkat_daerah.nama} menunggu keputusan Anda.", "Lihat dan putuskan",
            alamat=reverse("pengukuran:keputusan_detail", args=(row.pk,)),
            keputusan=True, menit=3, acara=f"Putuskan realisasi {masa}",
        )  # fmt: skip


def lembar_kepala(user: Pengguna) -> Iterator[Tugas]:
    """What is not sent yet waits for the operator."""
    for one in load_lembar(user):
        masa, row = one.row.masa, one.row
        if row.can_be_typed:
            lack = len(one.kosong)
            why = f"{lack} realisasi belum diisi." if lack else "Semua terisi, belum diajukan."
            unit = row.perangkat_daerah
            yield one.make(
                "lembar-tunggu-operator", f"Pengajuan realisasi {masa}", why, "Lihat",
                pihak=Pihak(f"Operator {unit.singkatan}", Peran.OPERATOR_OPD, unit.pk),
            )  # fmt: skip


def load_lembar(user: Pengguna) -> list[Lembar]:
    """The sheets of the person's unit that may be written at this moment; two queries."""
    cap, moment = user.cap, now()
    if cap is None or cap.perangkat_daerah_id is None:
        return []
    reopened = Pembukaan.objects.filter(lembar=OuterRef("pk")).open_at(moment).order_by()
    until = reopened.values("lembar").annotate(akhir=Max("sampai")).values("akhir")
    rows = LembarRealisasi.objects.visible_to(user).annotate(dibuka_sampai=Subquery(until))
    is_open = Q(masa__kunci__gt=moment) | Q(dibuka_sampai__isnull=False)
    rows = rows.filter(is_open, masa__buka__lte=moment, masa__jenis__in=("triwulan", "bulan"))
    rows = rows.filter(perangkat_daerah=cap.perangkat_daerah_id)
    rows = rows.select_related("masa__instansi", "perangkat_daerah").order_by("masa__tutup", "pk")
    zone = ZoneInfo(user.instansi.zona_waktu)
    sheets = []
    for row in rows:
        due = row.masa.tutup if row.masa.kunci > moment else row.dibuka_sampai  # type: ignore[attr-defined]
        sheets.append(Lembar(row, due.astimezone(zone).date(), due < moment))
    _add_sel(sheets, user.instansi.hari_ini)
    return sheets


def _add_sel(sheets: Sequence[Lembar], today: date) -> None:
    """The figures that lack something, in the order of the plan."""
    if not sheets:
        return
    silent = Q(realisasi__sebab="") | Q(realisasi__tindak_lanjut="")
    lacking = (diminta_on(today) & ~TERISI) | (Q(realisasi__capaian__isnull=False) & silent)
    potret = Potret.objects.filter(lacking, masa__in=[one.row.masa_id for one in sheets])
    potret = potret.filter(perangkat_daerah=sheets[0].row.perangkat_daerah_id, diukur=True)
    of_masa = {one.row.masa_id: one for one in sheets}
    for row in potret.select_related("masa", "realisasi").order_by("urutan", "pk"):
        sheet, stored = of_masa[row.masa_id], getattr(row, "realisasi", None)
        rule = aturan_isian_on(date(row.masa.tahun, 12, 31), roots())
        if stored is None or stored.capaian is None:
            sheet.kosong.append(row)
        elif butuh_sebab(rule, stored.capaian):
            sheet.tanpa_sebab.append(row)


def _of_operator(one: Lembar) -> Iterator[Tugas]:
    row, masa = one.row, one.row.masa
    acara = f"Isi dan ajukan realisasi {masa}"
    if row.status == Status.DIAJUKAN:
        unit = row.perangkat_daerah
        yield one.make(
            "lembar-tunggu-kepala", f"Keputusan atas realisasi {masa}", "Sudah Anda ajukan.", "Lihat",
            pihak=Pihak(f"Kepala {unit.singkatan}", Peran.KEPALA_OPD, unit.pk),
        )  # fmt: skip
    elif not row.can_be_typed:
        return
    elif row.status == Status.DIKEMBALIKAN:
        yield one.make(
            "lembar-perbaiki", f"Perbaiki realisasi {masa}", f"Dikembalikan: “{row.alasan}”",
            "Perbaiki", alamat=one.sel, menit=5, acara=acara,
        )  # fmt: skip
    elif lack := len(one.kosong):
        yield one.make(
            "lembar-isi", f"Isi {lack} realisasi {masa} yang belum ada",
            f"Mulai dari {one.kosong[0].nama}.", "Isi", alamat=one.sel,
            menit=_minutes(lack * MENIT_ANGKA), acara=acara,
        )  # fmt: skip
    elif silent := len(one.tanpa_sebab):
        yield one.make(
            "lembar-sebab", f"Tulis penyebab {silent} realisasi {masa} yang rendah",
            f"Mulai dari {one.tanpa_sebab[0].nama}.", "Tulis", alamat=one.sel,
            menit=_minutes(silent * MENIT_SEBAB), acara=acara,
        )  # fmt: skip
    else:
        yield one.make(
            "lembar-ajukan", f"Ajukan realisasi {masa}", "Semua sudah terisi.", "Ajukan", menit=1,
            acara=acara,
        )  # fmt: skip


def _lapor_aksi(sheets: Sequence[Lembar]) -> Iterator[Tugas]:
    """Parts of steps that fall due in an open quarter and of which nothing was said; one query."""
    quarters = [one for one in sheets if one.row.masa.jenis == Masa.Jenis.TRIWULAN]
    if not quarters:
        return
    unit, years = quarters[0].row.perangkat_daerah, {one.row.masa.tahun for one in quarters}
    steps = RencanaAksi.objects.filter(perangkat_daerah=unit, tahun__in=years).berjalan()
    parts: dict[tuple[int, int], set[int]] = {}
    said: dict[int, set[int]] = defaultdict(set)
    values = ("pk", "tahun", "bagian", "realisasi_set__bulan", "realisasi_set__keadaan")
    for pk, tahun, bagian, bulan, keadaan in steps.order_by("pk").values_list(*values):
        parts[pk, tahun] = set(map(int, bagian))
        if keadaan:
            said[pk].add(bulan)
    for one in quarters:
        masa = one.row.masa
        due = [
            (pk, bulan)
            for (pk, tahun), months in parts.items()
            for bulan in sorted(months & set(months_of(masa)))
            if tahun == masa.tahun and bulan not in said[pk]
        ]
        if due:
            args = (masa.tahun, masa.tw, unit.kode)
            pk, bulan = due[0]
            yield one.make(
                "aksi-lapor", f"Laporkan {len(due)} bagian rencana aksi {masa}",
                "Tulis keadaannya: selesai, berjalan, atau belum.", "Laporkan",
                alamat=f"{reverse('pengukuran:realisasi_aksi_update', args=args)}#id_a{pk}-{bulan}-keadaan",
                menit=_minutes(len(due) * MENIT_BAGIAN), acara=f"Laporkan rencana aksi {masa}",
            )  # fmt: skip


def _minutes(value: float) -> int:
    return max(1, round(value))
