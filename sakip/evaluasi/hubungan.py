"""How a person stands to one evaluation: his place in the team, what he wrote, what he declared."""

import json
from datetime import date
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, Subquery

from sakip.audit.models import Jejak, KepalaJejak
from sakip.evaluasi.acuan import (
    find_instrumen_of,
    load_tahapan_of,
    tahap_of,
    tenggat_tanggapan,
)
from sakip.evaluasi.models import (
    Jawaban,
    Koreksi,
    Penilaian,
    Pernyataan,
    Serahan,
    Tanggapan,
    TimPenilai,
)
from sakip.organisasi.konflik import Ikatan, ask_ikatan, read_ikatan, values_of
from sakip.organisasi.models import Keterlibatan, Pengguna, Peran, PerangkatDaerah
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.tahapan import Tahap, Tahapan
from sakip.web.clock import DatabaseNow, read_moment
from sakip.web.prepared import Slot
from sakip.web.together import Asked, Together, build_row, columns_of

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
        return read_moment(self._facts["sekarang"]).astimezone(zona).date()

    @cached_property
    def konflik(self) -> Decision:
        """Whether he is free of the unit: does not work there, did not in a year, drafted nothing."""
        kata = self.tahapan.penilai_luar.get(self.penilaian.jenis_entitas)
        if kata is not None and not (inside := self._outside_the_inspektorat()):
            return denied(f"{inside.reason} {kata}")
        unit = self.penilaian.perangkat_daerah_id
        if unit is None:
            return ALLOWED
        return self._ikatan.can_score(unit, menghalangi=self.tahapan.menghalangi)

    @cached_property
    def mendampingi(self) -> bool:
        """Whether he coaches the unit, or did in the last year."""
        unit, melatih = self.penilaian.perangkat_daerah_id, (Keterlibatan.Jenis.MELATIH,)
        return unit is not None and not self._ikatan.can_score(unit, menghalangi=melatih)

    @property
    def peran_tim(self) -> frozenset[str]:
        """His places in the team, empty outside it."""
        return frozenset(p for p in TimPenilai.Peran.values if self._facts[f"tim_{p}"])

    @property
    def pernyataan(self) -> bool | None:
        """Whether he declared a conflict with this object; None while he declared nothing."""
        found = self._facts["benturan"]
        return None if found is None else bool(found)

    @property
    def pengusul(self) -> int | None:
        """Who proposed the result by passing it on."""
        found: int | None = self._facts["pengusul"]
        return found

    @property
    def menentukan_hasil(self) -> bool:
        """Whether he ever filled, graded, answered an objection or corrected in this sheet."""
        stages = (one.kunci for one in self.tahapan.tahap if one.mengisi)
        other = self._facts["menjawab"] or self._facts["mengoreksi"]
        return any(map(self.wrote, stages)) or bool(other)

    @cached_property
    def menjawab_warisan(self) -> list[str]:
        """The criteria this sheet inherits that he ever answered on the agency's own, in any stage.

        Also where others wrote over it since: each act of his there names the rows it touched.
        """
        if not (rows := self._inherited()):
            return []
        pemda = Penilaian.objects.pemda_of(self.penilaian).values("pk")
        objections = Tanggapan.objects.filter(penilaian__in=pemda).values("pk")
        acts = Jejak.objects.filter(
            Q(objek=Penilaian._meta.label_lower, objek_id__in=pemda)
            | Q(objek=Tanggapan._meta.label_lower, objek_id__in=objections),
            instansi_id=self.penilaian.instansi_id,
            pelaku=self.user,
        )
        table = Jawaban._meta.label_lower
        touched: set[str] = set()
        for isi in acts.values_list("isi", flat=True):
            touched |= json.loads(isi)["baris"].get(table, {}).keys()
        return sorted({kode for pk, kode in rows if str(pk) in touched})

    def wrote(self, tahap: str) -> bool:
        """Whether he ever answered or graded in a stage, also where others wrote over it since."""
        return bool(self._facts[f"isi_{tahap}"])

    @property
    def is_of_unit(self) -> bool:
        """Whether he acts for the unit that is evaluated."""
        unit, cap = self.penilaian.perangkat_daerah_id, self.user.cap
        return unit is not None and cap is not None and cap.perangkat_daerah_id == unit

    @property
    def mengisi_mandiri(self) -> bool:
        """Whether answers and evidence of the evaluated are his to give: of the unit, or the agency's."""
        if self.penilaian.perangkat_daerah_id is None:
            return self.peran in PENGISI_PEMDA
        return self.is_of_unit and self.peran == Peran.OPERATOR_OPD

    @property
    def menanggapi(self) -> bool:
        """Whether he objects for the unit, or for the agency where its own sheet is evaluated."""
        if self.penilaian.perangkat_daerah_id is None:
            return self.peran in PENGISI_PEMDA | PENYAMPAI_PEMDA
        return self.is_of_unit and self.peran in PENANGGAP_UNIT

    @property
    def kepala(self) -> KepalaJejak | None:
        """The head of the agency's chain as it stood when this was asked; None before its first act."""
        found = self._asked["kepala"]
        if not found:
            return None
        kepala = build_row(KepalaJejak, found[0] | {"waktu": read_moment(found[0]["waktu"])})
        kepala.dibaca = read_moment(self._facts["sekarang"])
        return kepala

    def _inherited(self) -> list[tuple[int, str]]:
        """The agency's rows that count here, with their criterion; no query where nothing is inherited."""
        instrumen = find_instrumen_of(self.penilaian)
        kode = instrumen.entitas[self.penilaian.jenis_entitas].diwariskan if instrumen else ()
        pemda = Penilaian.objects.pemda_of(self.penilaian)
        rows = Jawaban.objects.filter(penilaian__in=pemda, kriteria__in=kode)
        return list(rows.values_list("pk", "kriteria"))

    def _outside_the_inspektorat(self) -> Decision:
        for pk, jenis in self._ikatan.keluarga.jenis.items():
            if jenis != PerangkatDaerah.Jenis.INSPEKTORAT:
                continue
            if not (found := self._ikatan.can_score(pk, menghalangi=(Keterlibatan.Jenis.BEKERJA,))):
                return found
        return ALLOWED

    @property
    def _facts(self) -> dict[str, Any]:
        return self._asked["fakta"][0]

    @cached_property
    def _ikatan(self) -> Ikatan:
        return read_ikatan(self._asked, self.user.instansi.hari_ini)

    @cached_property
    def _asked(self) -> dict[str, list[dict[str, Any]]]:
        """Everything asked of the database, in one query."""
        stages = tuple((one.kunci, one.usul) for one in self.tahapan.tahap)
        return question_of(stages).load(
            instansi=self.penilaian.instansi_id,
            penilaian=self.penilaian.pk,
            **values_of(self.user, self.user.instansi.hari_ini),
        )


@lru_cache(maxsize=32)
def question_of(stages: tuple[tuple[str, bool], ...]) -> Together:
    """What is asked of a person before a sheet with these stages: its key, and whether it proposes."""
    return Together(lambda: _ask_everything(stages))


def _ask_everything(stages: tuple[tuple[str, bool], ...]) -> dict[str, Asked]:
    rows = Penilaian.objects.filter(pk=Slot("penilaian"))
    head = KepalaJejak.objects.filter(pk=Slot("instansi"))
    return {
        "fakta": (rows, _columns(stages)),
        "kepala": (head, columns_of(KepalaJejak)),
        **ask_ikatan(),
    }


def _columns(stages: tuple[tuple[str, bool], ...]) -> dict[str, Any]:
    here, user = {"penilaian": OuterRef("pk")}, Slot("pengguna")
    tim = TimPenilai.objects.filter(**here, pengguna=user)
    acts = Jejak.objects.filter(
        instansi_id=OuterRef("instansi_id"),
        objek=Penilaian._meta.label_lower,
        objek_id=OuterRef("pk"),
        pelaku=user,
    )
    said = Pernyataan.objects.filter(**here, pengguna=user)
    usul = [kunci for kunci, proposes in stages if proposes]
    proposed = Serahan.objects.filter(**here, dari__in=usul, kembali=False).order_by("-pk")
    return {
        "sekarang": DatabaseNow(),
        **{f"tim_{p}": Exists(tim.filter(peran=p)) for p in TimPenilai.Peran.values},
        **{f"isi_{kunci}": Exists(acts.filter(tindakan__in=acts_of(kunci))) for kunci, _ in stages},
        "benturan": Subquery(said.values("ada_benturan")[:1]),
        "pengusul": Subquery(proposed.values("oleh")[:1]),
        "menjawab": Exists(Tanggapan.objects.filter(**here, dijawab_oleh=user)),
        "mengoreksi": Exists(Koreksi.objects.filter(**here, pengusul=user)),
    }
