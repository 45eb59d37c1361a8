"""The LKE pages of one unit, with nothing answered and with everything answered by both stages."""

from collections.abc import Callable
from datetime import date

from bench.dunia import KATA_SANDI, TAHUN, TW, sign_in
from bench.ukur import compare, cost_of
from sakip.evaluasi.models import Hasil, Jawaban, NilaiSub, Penilaian, TimPenilai
from sakip.organisasi.models import Instansi, Pengguna, Penugasan, Peran
from sakip.rules.instrumen import load_instrumen

TAHAP = ("mandiri", "evaluator")


def measure_lke(instansi: Instansi, bare: str, bar: Callable[[str, bool], None]) -> None:
    """Queries and bytes of the overview and of a work page, empty and full; time against `bare`."""
    print("\n5. LKE satu perangkat daerah")
    sheet = _reopen(instansi)
    evaluator = _evaluator(sheet)
    client = sign_in(evaluator)
    base = f"/{TAHUN}/tw{TW}/opd/{sheet.kode}/lke/"
    pages = (base, f"{base}1.b/")
    empty = [cost_of(client, page) for page in pages]
    _answer_all(sheet, evaluator)
    full = [cost_of(client, page) for page in pages]
    for page, cost in zip(pages, full, strict=True):
        print(f"   {page}: {cost.kueri} kueri, {cost.bita} bita, {cost.padat} bita dipadatkan")
    print(f"   {compare(lambda: client.get(pages[1]), lambda: client.get(bare), 20)}")
    bar("status 200", {cost.status for cost in (*empty, *full)} == {200})
    most = max(cost.kueri for cost in full)
    bar(f"paling banyak 12 kueri: {most}", most <= 12)
    same = [a.kueri == b.kueri for a, b in zip(empty, full, strict=True)]
    bar("kueri sama kosong dan penuh", all(same))


def _reopen(instansi: Instansi) -> Penilaian:
    """One of the world's finished sheets, as it was while it was graded."""
    sheet = Penilaian.objects.filter(instansi=instansi, tahun_evaluasi=TAHUN).for_list()[0]
    Hasil.objects.filter(penilaian=sheet).delete()
    Penilaian.objects.filter(pk=sheet.pk).update(
        status=Penilaian.Status.DINILAI,
        selesai_oleh=None,
        selesai_pada=None,
        tahun_bukti={"1": TAHUN, "2": TAHUN, "3": TAHUN - 1, "4": TAHUN - 1},
    )
    return sheet


def _evaluator(sheet: Penilaian) -> Pengguna:
    """A member of the team."""
    person = Pengguna(instansi=sheet.instansi, username=f"evaluator-{sheet.pk}", nama="Evaluator")
    person.set_password(KATA_SANDI)
    person.save()
    Penugasan.objects.create(
        instansi=sheet.instansi,
        pengguna=person,
        peran=Peran.EVALUATOR,
        mulai=date(2020, 1, 1),
    )
    TimPenilai.objects.create(instansi=sheet.instansi, penilaian=sheet, pengguna=person)
    return person


def _answer_all(sheet: Penilaian, person: Pengguna) -> None:
    """Every criterion and every grade, by both stages."""
    instrumen = load_instrumen()[sheet.peraturan]
    common = {"instansi": sheet.instansi, "penilaian": sheet, "penilai": person}
    Jawaban.objects.bulk_create(
        Jawaban(**common, tahap=tahap, kriteria=row.kode, status="terpenuhi", kekuatan_bukti=3)
        for tahap in TAHAP
        for sub in instrumen.subkomponen
        for row in instrumen.kriteria(sub, sheet.jenis_entitas)
    )
    NilaiSub.objects.bulk_create(
        NilaiSub(**common, tahap=tahap, subkomponen=sub.kode, jawaban="BB", saran="BB")
        for tahap in TAHAP
        for sub in instrumen.subkomponen
    )
