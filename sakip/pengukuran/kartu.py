"""A sheet as the card on which it is decided: exceptions first, all figures one tap away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sakip.organisasi.models import JenisPenugasan, Pengguna, Peran
from sakip.pengukuran.compute import load_aturan, roots
from sakip.pengukuran.models import LembarRealisasi, Pembukaan, Potret, Verifikasi
from sakip.pengukuran.pemutus import load_pemutus
from sakip.pengukuran.permissions import (
    MENYETUJUI,
    can_approve_lembar,
    can_return_lembar,
    can_revoke_lembar,
)
from sakip.pengukuran.segel import (
    KOSONG,
    load_angka,
    make_segel,
    write_angka_potret,
    write_capaian_potret,
)
from sakip.rules.decision import Decision
from sakip.rules.persetujuan import AturanPersetujuan, aturan_persetujuan_on
from sakip.rules.target import write_target
from sakip.web.clock import database_now

# Cards of one kind on one page.
TERBANYAK = 20
Status = LembarRealisasi.Status


@dataclass(frozen=True, slots=True)
class BarisKartu:
    """One figure in words; `tercapai` is None where there is nothing to compare."""

    nama: str
    angka: str
    target: str
    capaian: str
    tingkat: int
    tercapai: bool | None
    kalimat: tuple[str, ...]

    @property
    def perlu_dilihat(self) -> bool:
        """Below its target, without a figure, or explained because it is odd."""
        return not self.tercapai or bool(self.kalimat)


@dataclass(frozen=True, slots=True)
class Kartu:
    """A sheet with its figures, what its reader may do with it, and the seal of what he sees."""

    lembar: LembarRealisasi
    baris: Sequence[BarisKartu]
    segel: str
    can_approve: Decision
    can_return: Decision

    @property
    def sesuai(self) -> int:
        return sum(row.tercapai is True for row in self.baris)

    @property
    def bawah(self) -> int:
        return sum(row.tercapai is False for row in self.baris)

    @property
    def tanpa(self) -> int:
        """How many say nothing against their target."""
        return sum(row.tercapai is None for row in self.baris)

    @property
    def perhatian(self) -> list[BarisKartu]:
        """What to look at first: below target, then without a figure, then odd."""
        rows = [row for row in self.baris if row.perlu_dilihat]
        return sorted(rows, key=lambda row: (False, None, True).index(row.tercapai))


@dataclass(frozen=True, slots=True)
class Cara:
    """How often a unit's head decided himself in a year, and how often somebody on his behalf."""

    sendiri: int = 0
    atas_nama: int = 0


def aturan_of(user: Pengguna) -> AturanPersetujuan:
    """The policy in force today."""
    return aturan_persetujuan_on(user.instansi.hari_ini, roots())


def load_kartu(user: Pengguna, lembar: LembarRealisasi) -> Kartu:
    """The card of one sheet, in whatever state it is."""
    rows = load_angka([lembar])[lembar.pk]
    decisions = can_approve_lembar(user, lembar), can_return_lembar(user, lembar)
    return _card(lembar, rows, *decisions)


def load_kartu_menunggu(user: Pengguna) -> list[Kartu]:
    """Sheets that wait for this person as cards; five queries, whatever their number."""
    mine = load_menunggu(user)[:TERBANYAK]
    figures = load_angka([one for one, _, _ in mine])
    return [_card(one, figures[one.pk], may, giliran) for one, giliran, may in mine]


def load_menunggu(user: Pengguna) -> list[tuple[LembarRealisasi, Decision, Decision]]:
    """Sheets whose decision reaches this person under his active cap, the earliest deadline first.

    Each with whether it is his turn and whether he may agree; three queries, whatever their number.
    """
    cap = user.cap
    if cap is None or cap.peran not in {Peran.KEPALA_OPD, Peran.SEKDA}:
        return []
    rows = _open(user, database_now()).filter(status=Status.DIAJUKAN)
    found = list(rows.order_by("masa__tutup", "perangkat_daerah__kode"))
    who = load_pemutus({one.perangkat_daerah for one in found}, user.instansi.hari_ini)
    return [
        (one, decision, who[one.perangkat_daerah_id].check_setuju(user, one.pengisi, MENYETUJUI))
        for one in found
        if (decision := who[one.perangkat_daerah_id].check_giliran(user, one.pengisi, MENYETUJUI))
    ]


def load_urungan(user: Pengguna) -> list[LembarRealisasi]:
    """What this person agreed to some minutes ago and may still take back."""
    moment, aturan = database_now(), aturan_of(user)
    verified = Verifikasi.objects.filter(lembar=OuterRef("pk"))
    rows = _open(user, moment).filter(~Exists(verified), status=Status.DISETUJUI, diputus_oleh=user)
    recent = [
        one
        for one in rows.order_by("-diputus_pada")[:TERBANYAK]
        if one.diputus_pada is not None and moment < aturan.ends_urung(one.diputus_pada)
    ]
    who = load_pemutus({one.perangkat_daerah for one in recent}, user.instansi.hari_ini)
    return [
        one
        for one in recent
        if who[one.perangkat_daerah_id].check_setuju(user, one.pengisi, MENYETUJUI)
    ]


def see_keputusan(user: Pengguna, lembar: LembarRealisasi) -> dict[str, Any]:
    """What the page of one card needs beside it: whether the decision may be undone, and until when."""
    aturan = aturan_of(user)
    until = None if lembar.diputus_pada is None else aturan.ends_urung(lembar.diputus_pada)
    return {"aturan": aturan, "can_revoke": can_revoke_lembar(user, lembar), "sampai": until}


def load_cara(units: Iterable[int], tahun: int) -> Mapping[int, Cara]:
    """How the sheets of a year were agreed to, by unit; one query. A unit without any has no entry."""
    rows = LembarRealisasi.objects.filter(
        perangkat_daerah__in=list(units), masa__tahun=tahun, status=Status.DISETUJUI
    )
    delegated = Q(diputus_sebagai__jenis=JenisPenugasan.ATAS_NAMA)
    by_unit = rows.values("perangkat_daerah").order_by()
    counted = by_unit.annotate(semua=Count("pk"), wakil=Count("pk", filter=delegated))
    return {
        row["perangkat_daerah"]: Cara(row["semua"] - row["wakil"], row["wakil"]) for row in counted
    }


def _open(user: Pengguna, moment: datetime) -> QuerySet[LembarRealisasi]:
    """Sheets within reach that may be decided at this moment."""
    reopened = Pembukaan.objects.filter(lembar=OuterRef("pk")).open_at(moment)
    rows = LembarRealisasi.objects.visible_to(user).filter(masa__buka__lte=moment)
    rows = rows.filter(Q(masa__kunci__gt=moment) | Exists(reopened))
    return rows.select_related(
        "masa__instansi", "perangkat_daerah", "diajukan_oleh", "diputus_oleh", "diputus_sebagai"
    )


def _card(
    lembar: LembarRealisasi, rows: Sequence[Potret], can_approve: Decision, can_return: Decision
) -> Kartu:
    ranks = {kelas.kode: n for n, kelas in enumerate(load_aturan().kelas, 1)}
    lines = [_line(row, ranks) for row in rows]
    return Kartu(lembar, lines, make_segel(lembar, rows), can_approve, can_return)


def _line(row: Potret, ranks: Mapping[str, int]) -> BarisKartu:
    stored = getattr(row, "realisasi", None)
    words = (stored.sebab, stored.tindak_lanjut, stored.penjelasan) if stored else ()
    angka = write_angka_potret(row)
    if angka == KOSONG and not row.is_released(row.masa.instansi.hari_ini):
        angka = "menunggu rilis sumbernya"
    return BarisKartu(
        nama=row.nama,
        angka=angka,
        target=write_target(row.target, row.desimal),
        capaian=write_capaian_potret(row),
        tingkat=ranks.get(stored.kelas, 0) if stored else 0,
        tercapai=stored.tercapai if stored else None,
        kalimat=tuple(filter(None, words)),
    )
