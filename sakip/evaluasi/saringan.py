"""Which evaluations of a season a person looks at: by stage, and those of his own team."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode

from sakip.evaluasi.models import PENILAI, Penilaian
from sakip.pengukuran.compute import roots
from sakip.rules.tahapan import MANDIRI, load_tahapan
from sakip.web.http import Request

SELESAI = "selesai"


@dataclass(slots=True)
class Saring:
    """The filters as chosen, what there is to choose, and the rows they leave."""

    tahap: str
    tim: str
    pilihan_tahap: list[tuple[str, str]]
    berteman: bool
    rows: QuerySet[Penilaian, Any]

    @property
    def dipakai(self) -> bool:
        return bool(self.tahap or self.tim)

    @property
    def tambahan(self) -> str:
        """The filters as they go on with another page of the list."""
        return "&" + urlencode({"tahap": self.tahap, "tim": self.tim})


def read_saring(request: Request, rows: QuerySet[Penilaian, Any]) -> Saring:
    """The filters of the address; what is not known filters nothing."""
    data: QueryDict = request.GET
    keys = list(dict.fromkeys(rows.order_by().values_list("tahapan", flat=True).distinct()))
    known = load_tahapan(roots())
    names = {t.kunci: t.nama for kunci in keys if kunci in known for t in known[kunci].tahap[1:]}
    choice = [(MANDIRI, "Penilaian mandiri"), *names.items(), (SELESAI, "Selesai dinilai")]
    tahap = data.get("tahap", "")
    peran = request.user.cap.peran if request.user.cap else ""
    tim = "saya" if data.get("tim") == "saya" and peran in PENILAI else ""
    if tahap not in dict(choice):
        tahap = ""
    if tim:
        rows = rows.filter(pk__in=request.user.tim_penilai_set.values("penilaian"))
    if tahap:
        rows = rows.filter(_at(tahap))
    return Saring(tahap, tim, [("", "Semua tahap"), *choice], peran in PENILAI, rows)


def _at(tahap: str) -> Q:
    """Lying at this stage; from before stages were data a sheet says it by its state alone."""
    Status = Penilaian.Status  # noqa: N806  # the class, by the name it has everywhere
    if tahap in (MANDIRI, SELESAI):
        return Q(status=tahap)
    old = [k for k, t in load_tahapan(roots()).items() if t.hasil == tahap]
    return Q(status=Status.DINILAI) & (Q(tahap=tahap) | Q(tahap="", tahapan__in=old))
