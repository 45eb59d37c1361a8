"""The positions that have a PK in a year, each with how far it has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from sakip.organisasi.models import Jabatan, Pengguna, Penugasan, PerangkatDaerah
from sakip.organisasi.pejabat import KEPALA_DAERAH, load_pejabat
from sakip.perjanjian.models import PerjanjianKinerja

Status = PerjanjianKinerja.Status
DRAF = "draf"
SARING = (
    ("", "Semua"),
    (DRAF, "Belum diajukan"),
    (Status.DIAJUKAN.value, "Menunggu tanda tangan"),
    (Status.DITANDATANGANI.value, "Ditandatangani"),
)


@dataclass(frozen=True, slots=True)
class BarisJabatan:
    """A position with who signs for it today and its newest living PK (None: not sent yet)."""

    jabatan: Jabatan
    pejabat: Penugasan | None
    pk: PerjanjianKinerja | None

    @property
    def status(self) -> str:
        """`draf` until it is sent."""
        return self.pk.status if self.pk else DRAF

    @property
    def berganti(self) -> bool:
        """Whether somebody else holds the position than who signed."""
        return (
            self.pk is not None
            and self.pejabat is not None
            and self.pk.pihak_pertama_id != self.pejabat.pk
        )


def jabatan_ber_pk(user: Pengguna, on: date) -> QuerySet[Jabatan]:
    """The positions within reach that make a PK, and the head of the region's for everyone."""
    units = PerangkatDaerah.objects.visible_to(user).active_on(on).filter(punya_pk=True)
    rows = Jabatan.objects.filter(instansi=user.instansi_id)
    agency = Q(jenjang=KEPALA_DAERAH)
    return rows.filter(agency | Q(perangkat_daerah__in=units)).select_related(
        "perangkat_daerah__instansi", "atasan__perangkat_daerah"
    )


def saring_jabatan(rows: QuerySet[Jabatan], tahun: int, saring: str) -> QuerySet[Jabatan]:
    """Those whose PK of a year has come so far."""
    living = PerjanjianKinerja.objects.hidup().filter(jabatan=OuterRef("pk"), tahun=tahun)
    match saring:
        case "draf":
            return rows.exclude(Exists(living))
        case "diajukan" | "ditandatangani":
            return rows.filter(Exists(living.filter(status=saring)))
    return rows


def load_daftar(jabatan: Iterable[Jabatan], tahun: int, on: date) -> list[BarisJabatan]:
    """Each position with its signer and its PK; two queries however many."""
    rows = list(jabatan)
    living = PerjanjianKinerja.objects.hidup().filter(jabatan__in=rows, tahun=tahun)
    # A change that waits for signatures is newer than what it will replace.
    pk = {row.jabatan_id: row for row in living.order_by("perubahan_ke", "pk")}
    holders = load_pejabat(rows, on)
    return [BarisJabatan(row, holders.get(row.pk), pk.get(row.pk)) for row in rows]


def load_riwayat(jabatan: Jabatan, tahun: int) -> QuerySet[PerjanjianKinerja]:
    """Every PK of a position in a year, whatever became of it, the newest first."""
    return PerjanjianKinerja.objects.filter(jabatan=jabatan, tahun=tahun).for_list()
