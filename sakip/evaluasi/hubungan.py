"""How a person stands to one evaluation: his place in the team, what he wrote, what he declared."""

from datetime import date
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Subquery

from sakip.audit.models import Jejak
from sakip.evaluasi.acuan import load_tahapan_of, tahap_of, tenggat_tanggapan
from sakip.evaluasi.models import (
    Koreksi,
    Penilaian,
    Pernyataan,
    Serahan,
    Tanggapan,
    TimPenilai,
)
from sakip.organisasi import konflik
from sakip.organisasi.models import Keterlibatan, Pengguna, Peran, PerangkatDaerah
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.tahapan import Tahap, Tahapan
from sakip.web.clock import database_now

# Who fills the agency's own sheet, and who declares it true (practice: Bagor leads, Bappeda helps).
PENGISI_PEMDA = frozenset({Peran.BAGOR, Peran.BAPPEDA})
PENYAMPAI_PEMDA = frozenset({Peran.SEKDA, Peran.PIMPINAN})
PENANGGAP_UNIT = frozenset({Peran.OPERATOR_OPD, Peran.KEPALA_OPD})


def acts_of(tahap: str) -> list[str]:
    """The trail's words for answers and grades of a stage."""
    return [f"penilaian_{tahap}.{act}" for act in ("update", "import", "approve")]


class Hubungan:
    """A person before one evaluation: asked of the database once, and only when needed."""

    def __init__(self, user: Pengguna, penilaian: Penilaian) -> None:
        self.user = user
        self.penilaian = penilaian
        self.peran = user.cap.peran if user.cap else ""

    @cached_property
    def tahapan(self) -> Tahapan:
        return load_tahapan_of(self.penilaian)

    @cached_property
    def kini(self) -> Tahap:
        """The stage at work now: objections end by the database's clock, without anybody's act."""
        row = tahap_of(self.penilaian)
        after = self.tahapan.next(row.kunci)
        over = row.menanggapi and self.hari_ini > tenggat_tanggapan(self.penilaian, row)
        return after if over and after is not None else row

    @cached_property
    def hari_ini(self) -> date:
        """Today by the database's clock, in the agency's zone: what a deadline is compared with."""
        zona = ZoneInfo(self.user.instansi.zona_waktu)
        return database_now().astimezone(zona).date()

    @cached_property
    def konflik(self) -> Decision:
        """Whether he is free of the unit: does not work there, did not in a year, drafted nothing."""
        kata = self.tahapan.penilai_luar.get(self.penilaian.jenis_entitas)
        if kata is not None and not (inside := self._outside_the_inspektorat()):
            return denied(f"{inside.reason} {kata}")
        unit = self.penilaian.perangkat_daerah
        if unit is None:
            return ALLOWED
        return self._free_of(unit, self.tahapan.menghalangi)

    @cached_property
    def mendampingi(self) -> bool:
        """Whether he coaches the unit, or did in the last year."""
        unit = self.penilaian.perangkat_daerah
        return unit is not None and not self._free_of(unit, (Keterlibatan.Jenis.MELATIH,))

    @property
    def peran_tim(self) -> frozenset[str]:
        """His places in the team, empty outside it."""
        return frozenset(p for p in TimPenilai.Peran.values if self._facts[f"tim_{p}"])

    @property
    def pernyataan(self) -> bool | None:
        """Whether he declared a conflict with this object; None while he declared nothing."""
        found: bool | None = self._facts["benturan"]
        return found

    @property
    def pengusul(self) -> int | None:
        """Who proposed the result by passing it on."""
        found: int | None = self._facts["pengusul"]
        return found

    @property
    def menentukan_hasil(self) -> bool:
        """Whether he ever filled, graded, answered an objection or corrected in this sheet."""
        stages = (one.kunci for one in self.tahapan.tahap if one.mengisi)
        return any(map(self.wrote, stages)) or self._facts["menjawab"] or self._facts["mengoreksi"]

    def wrote(self, tahap: str) -> bool:
        """Whether he ever answered or graded in a stage, also where others wrote over it since."""
        return bool(self._facts[f"isi_{tahap}"])

    @property
    def is_of_unit(self) -> bool:
        """Whether he acts for the unit that is evaluated."""
        unit, cap = self.penilaian.perangkat_daerah_id, self.user.cap
        return unit is not None and cap is not None and cap.perangkat_daerah_id == unit

    @property
    def menanggapi(self) -> bool:
        """Whether he objects for the unit, or for the agency where its own sheet is evaluated."""
        if self.penilaian.perangkat_daerah_id is None:
            return self.peran in PENGISI_PEMDA | PENYAMPAI_PEMDA
        return self.is_of_unit and self.peran in PENANGGAP_UNIT

    def _free_of(self, unit: PerangkatDaerah, kinds: tuple[str, ...]) -> Decision:
        today = self.user.instansi.hari_ini
        return konflik.can_score(self.user, unit, today, menghalangi=kinds)

    def _outside_the_inspektorat(self) -> Decision:
        jenis = PerangkatDaerah.Jenis.INSPEKTORAT
        rows = PerangkatDaerah.objects.filter(instansi=self.penilaian.instansi_id, jenis=jenis)
        for unit in rows:
            if not (found := self._free_of(unit, (Keterlibatan.Jenis.BEKERJA,))):
                return found
        return ALLOWED

    @cached_property
    def _facts(self) -> dict[str, Any]:
        """Everything asked of the database, in one query."""
        here = {"penilaian": OuterRef("pk")}
        tim = TimPenilai.objects.filter(**here, pengguna=self.user)
        acts = Jejak.objects.filter(
            instansi_id=OuterRef("instansi_id"),
            objek=Penilaian._meta.label_lower,
            objek_id=OuterRef("pk"),
            pelaku=self.user,
        )
        said = Pernyataan.objects.filter(**here, pengguna=self.user)
        usul = [one.kunci for one in self.tahapan.tahap if one.usul]
        proposed = Serahan.objects.filter(**here, dari__in=usul, kembali=False).order_by("-pk")
        facts = {
            **{f"tim_{p}": Exists(tim.filter(peran=p)) for p in TimPenilai.Peran.values},
            **{
                f"isi_{one.kunci}": Exists(acts.filter(tindakan__in=acts_of(one.kunci)))
                for one in self.tahapan.tahap
            },
            "benturan": Subquery(said.values("ada_benturan")[:1]),
            "pengusul": Subquery(proposed.values("oleh")[:1]),
            "menjawab": Exists(Tanggapan.objects.filter(**here, dijawab_oleh=self.user)),
            "mengoreksi": Exists(Koreksi.objects.filter(**here, pengusul=self.user)),
        }
        rows = Penilaian.objects.filter(pk=self.penilaian.pk).annotate(**facts)
        found: dict[str, Any] = rows.values(*facts)[0]
        return found
