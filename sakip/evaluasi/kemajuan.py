"""How far many sheets are, in one query."""

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from sakip.evaluasi.models import Jawaban, NilaiSub
from sakip.pengukuran.compute import roots
from sakip.rules.instrumen import load_instrumen
from sakip.rules.tahapan import load_tahapan


def count_butir(tahap: str) -> Case:
    """What a stage set so far of each sheet: its grades, or its answers where those make the points."""
    sheets = load_instrumen(roots()).values()
    per_kriteria = [row.kunci for row in sheets if row.tingkat == "kriteria"]
    answered = _count(Jawaban.objects.filter(tahap=tahap))
    graded = _count(NilaiSub.objects.filter(tahap=tahap))
    return Case(When(peraturan__in=per_kriteria, then=answered), default=graded)


def count_hasil() -> Case:
    """The same of the stage whose grades are the result, whatever stages an evaluation has."""
    known = load_tahapan(roots()).items()
    by_stages = [When(tahapan=kunci, then=count_butir(row.hasil)) for kunci, row in known]
    return Case(*by_stages, default=Value(0))


def _count(rows: QuerySet[Jawaban] | QuerySet[NilaiSub]) -> Coalesce:
    own = rows.filter(penilaian=OuterRef("pk")).order_by().values("penilaian")
    counted = own.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
