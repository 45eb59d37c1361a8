"""Reminders: to whom, about which rows, in which words. By the clock before a deadline, or by a person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from sakip.audit.actions import record
from sakip.latar.actions import Tulisan, create_banyak_surat
from sakip.latar.models import Surat
from sakip.organisasi.models import Pengguna, Peran
from sakip.pengukuran.models import LembarRealisasi, Masa, Pengingat, Potret
from sakip.pengukuran.pantauan import TERISI, aturan_of, diminta_on, load_pengisi
from sakip.pengukuran.pemutus import load_pemutus
from sakip.rules.tanggal import write_waktu
from sakip.web.clock import now

# No reminder is written longer before a deadline, whatever a region's file says.
TERJAUH = timedelta(days=60)
DISEBUT = 3
ISI = """Yth. {nama},

{banyak} realisasi {masa} {unit} belum diisi:

{daftar}

{tenggat}

Isi di {alamat}

Surat ini ditulis oleh sistem SAKIP {instansi}. Abaikan bila sementara itu semuanya sudah diisi.
"""

ISI_KEPALA = """Yth. {nama},

Realisasi {masa} {unit} sudah diajukan dan menunggu keputusan Anda.

{tenggat}

Putuskan di {alamat}

Surat ini ditulis oleh sistem SAKIP {instansi}. Abaikan bila sementara itu sudah Anda putuskan.
"""


@dataclass(slots=True)
class Sasaran:
    """A sheet that may be reminded of: its empty rows, and the people it lies with who have an address.

    Before it is sent these are its operators and heads; then those who may decide on it.
    """

    lembar: LembarRealisasi
    kosong: list[Potret] = field(default_factory=list)
    penerima: list[Pengguna] = field(default_factory=list)

    @property
    def pada_kepala(self) -> bool:
        """Whether it was sent and not decided on."""
        return self.lembar.status == LembarRealisasi.Status.DIAJUKAN

    @property
    def halangan(self) -> str:
        """Why nothing can be sent; empty when it can."""
        if self.pada_kepala:
            return "" if self.penerima else "tidak ada yang boleh memutuskan dan punya alamat surel"
        if not self.lembar.can_be_typed:
            return "lembarnya sudah diputuskan"
        if not self.kosong:
            return "tidak ada yang kosong"
        return "" if self.penerima else "tidak ada operator atau kepala yang punya alamat surel"


@dataclass(slots=True)
class Terkirim:
    """The last reminder of a sheet, and how many of its letters no mail server took."""

    pengingat: Pengingat
    gagal: int = 0


def load_sasaran(lembar: Iterable[LembarRealisasi], masa: Masa) -> list[Sasaran]:
    """These sheets of a period with what is empty and whom to write to; at most three queries."""
    rows = [Sasaran(one) for one in lembar]
    units = [row.lembar.perangkat_daerah_id for row in rows]
    today = masa.instansi.hari_ini
    potret = Potret.objects.filter(
        diminta_on(today), ~TERISI, masa=masa, perangkat_daerah__in=units
    )
    empty: dict[int, list[Potret]] = defaultdict(list)
    for one in potret.order_by("urutan", "pk"):
        empty[one.perangkat_daerah_id].append(one)
    people = load_pengisi(units, today)
    deciders = load_pemutus((row.lembar.perangkat_daerah for row in rows if row.pada_kepala), today)
    for row in rows:
        unit = row.lembar.perangkat_daerah_id
        row.kosong = empty[unit]
        heads = people[unit, Peran.KEPALA_OPD]
        if row.pada_kepala:
            all_ = deciders[unit].list_berhak(heads, set(row.lembar.diisi_oleh))
        else:
            all_ = [*people[unit, Peran.OPERATOR_OPD], *heads]
        row.penerima = list({orang.pk: orang for orang in all_ if orang.email}.values())
    return rows


def write_pengingat(
    masa: Masa, sasaran: Iterable[Sasaran], *, tahap: int | None, pengirim: Pengguna | None
) -> list[Pengingat]:
    """Write the letters of these sheets and record it; a sheet reminded today already is left out.

    Runs inside the transaction of the caller. Two who remind at once take turns at the period.
    """
    list(Masa.objects.select_for_update(no_key=True).filter(pk=masa.pk))
    moment, today = now(), masa.instansi.hari_ini
    done = set(_reminded(masa).filter(tanggal=today).values_list("lembar", flat=True))
    fresh = [one for one in sasaran if one.lembar.pk not in done]
    rows = Pengingat.objects.bulk_create(
        Pengingat(
            instansi_id=masa.instansi_id,
            lembar=one.lembar,
            tanggal=today,
            tahap=tahap,
            waktu=moment,
            pengirim=pengirim,
            kosong=len(one.kosong),
            surat=len(one.penerima),
        )
        for one in fresh
    )
    if not rows:
        return []
    create_banyak_surat(
        masa.instansi_id,
        (
            tulisan
            for row, one in zip(rows, fresh, strict=True)
            for tulisan in _letters(row, one, masa, moment)
        ),
    )
    first, *rest = rows
    record(first, "pengingat.create", acting_user=pengirim, juga=rest, tahap=tahap)
    return rows


@transaction.atomic
def remind_masa(masa: Masa) -> list[Pengingat]:
    """Remind every unit of a period that has empty rows, or a head who is to decide, when its turn is now."""
    tahap = aturan_of(masa).find_tahap(_local(masa.tutup, masa), _local(now(), masa))
    if tahap is None:
        return []
    lembar = masa.lembar_set.select_related("perangkat_daerah")
    waiting = lembar.exclude(pk__in=_reminded(masa).filter(tahap=tahap).values("lembar"))
    ready = [one for one in load_sasaran(waiting, masa) if not one.halangan]
    return write_pengingat(masa, ready, tahap=tahap, pengirim=None)


def load_masa_mendekat(moment: datetime) -> list[Masa]:
    """The periods of every agency that are open and whose deadline is near."""
    rows = Masa.objects.filter(buka__lte=moment, tutup__gt=moment, tutup__lte=moment + TERJAUH)
    return list(rows.select_related("instansi").order_by("tutup", "pk"))


def load_terkirim(lembar: Sequence[int]) -> dict[int, Terkirim]:
    """The last reminder of each of these sheets; two queries."""
    rows = Pengingat.objects.filter(lembar__in=lembar).order_by("waktu", "pk")
    last = {row.lembar_id: Terkirim(row) for row in rows}
    keys = {kunci: one for one in last.values() for kunci in one.pengingat.kunci_surat}
    failed = Surat.objects.filter(kunci__in=keys, status=Surat.Status.GAGAL)
    if last:
        failed = failed.filter(instansi_id=next(iter(last.values())).pengingat.instansi_id)
    for kunci in failed.values_list("kunci", flat=True):
        keys[kunci].gagal += 1
    return last


def _reminded(masa: Masa) -> QuerySet[Pengingat]:
    return Pengingat.objects.filter(lembar__masa=masa)


def _letters(row: Pengingat, sasaran: Sasaran, masa: Masa, moment: datetime) -> Iterator[Tulisan]:
    kepala = sasaran.pada_kepala
    judul = "menunggu keputusan Anda" if kepala else f"{row.kosong} belum diisi"
    write = _write_isi_kepala if kepala else _write_isi
    for kunci, orang in zip(row.kunci_surat, sasaran.penerima, strict=True):
        isi = write(sasaran, masa, orang, moment)
        yield Tulisan(kunci, orang.email, f"Realisasi {masa}: {judul}", isi)


def _local(moment: datetime, masa: Masa) -> datetime:
    return moment.astimezone(ZoneInfo(masa.instansi.zona_waktu))


def _write_isi(sasaran: Sasaran, masa: Masa, orang: Pengguna, moment: datetime) -> str:
    names = [f"- {row.nama}" for row in sasaran.kosong[:DISEBUT]]
    if (rest := len(sasaran.kosong) - DISEBUT) > 0:
        names.append(f"dan {rest} lainnya.")
    unit = sasaran.lembar.perangkat_daerah
    path = reverse("pengukuran:realisasi_update", args=(masa.tahun, masa.tw, unit.kode))
    return ISI.format(
        nama=orang.nama,
        banyak=len(sasaran.kosong),
        masa=masa,
        unit=unit.nama,
        daftar="\n".join(names),
        tenggat=_write_tenggat(masa, moment, "diisi"),
        alamat=settings.ALAMAT + path,
        instansi=masa.instansi.nama,
    )


def _write_isi_kepala(sasaran: Sasaran, masa: Masa, orang: Pengguna, moment: datetime) -> str:
    path = reverse("pengukuran:keputusan_detail", args=(sasaran.lembar.pk,))
    return ISI_KEPALA.format(
        nama=orang.nama,
        masa=masa,
        unit=sasaran.lembar.perangkat_daerah.nama,
        tenggat=_write_tenggat(masa, moment, "diputuskan"),
        alamat=settings.ALAMAT + path,
        instansi=masa.instansi.nama,
    )


def _write_tenggat(masa: Masa, moment: datetime, apa: str) -> str:
    zona = masa.instansi.zona_waktu
    until = write_waktu(masa.tutup, zona)
    if moment > masa.tutup:
        locked = write_waktu(masa.kunci, zona)
        return f"Tenggatnya sudah lewat: {until}. Masih dapat {apa} sampai dikunci {locked}."
    left = (_local(masa.tutup, masa).date() - _local(moment, masa).date()).days
    return f"Tenggatnya {until}, {SISA.get(left, f'{left} hari lagi')}."


SISA = {0: "hari ini", 1: "besok"}
