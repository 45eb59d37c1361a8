"""The LKE pages of one unit, with nothing answered and with everything answered by both stages; one save."""

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import count

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.dunia import KATA_SANDI, TAHUN, TW, sign_in
from bench.ukur import compare, cost_of
from sakip.evaluasi.models import Hasil, Jawaban, NilaiSub, Penilaian, TimPenilai
from sakip.organisasi.models import Instansi, Pengguna, Penugasan, Peran
from sakip.rules.instrumen import load_instrumen

TAHAP = ("mandiri", "evaluator")
Bar = Callable[[str, bool], None]


def measure_lke(instansi: Instansi, bare: str, bar: Bar) -> None:
    """Queries and bytes of the overview and of a work page, empty and full; time against `bare`."""
    print("\n5. LKE satu perangkat daerah")
    sheet = _reopen(instansi)
    evaluator = _evaluator(sheet)
    client = sign_in(evaluator)
    base = f"/{TAHUN}/tw{TW}/opd/{sheet.kode}/lke/"
    kke = base.replace("/lke/", "/kke/")
    pages = (base, f"{base}1.b/", kke)
    client.get(base)  # the first page of a process learns what its database can do
    empty = [cost_of(client, page) for page in pages]
    _answer_all(sheet, evaluator)
    full = [cost_of(client, page) for page in pages]
    for page, cost in zip(pages, full, strict=True):
        print(f"   {page}: {cost.kueri} kueri, {cost.bita} bita, {cost.padat} bita dipadatkan")
    for page in pages[1:]:
        print(f"   {page}: {compare(partial(client.get, page), partial(client.get, bare), 20)}")
    bar("status 200", {cost.status for cost in (*empty, *full)} == {200})
    most = max(cost.kueri for cost in full)
    bar(f"paling banyak 12 kueri: {most}", most <= 12)
    same = [a.kueri == b.kueri for a, b in zip(empty, full, strict=True)]
    bar("kueri sama kosong dan penuh", all(same))
    _measure_simpan(sheet, client, kke, bare, bar)


def _measure_simpan(sheet: Penilaian, client: Client, kke: str, bare: str, bar: Bar) -> None:
    """One answer of a full sheet, saved as the page saves it: queries, bytes, time against `bare`."""
    numbers = count(1)

    def save() -> HttpResponse:
        revisi = Jawaban.objects.values_list("revisi", flat=True).get(
            penilaian=sheet, tahap=TAHAP[-1], kriteria="1.b.3"
        )
        data = {
            "csrfmiddlewaretoken": client.cookies["sakip-csrf"].value,
            "tahap": TAHAP[-1],
            "jawaban-1.b.3": "terpenuhi",
            "kekuatan-1.b.3": "3",
            "catatan-1.b.3": f"Dibaca {next(numbers)} kali.",
            "revisi-1.b.3": revisi,
        }
        answer = client.post(f"{kke}1.b.3/", data, headers={"Accept": "application/json"})
        if answer.status_code != 200:
            raise RuntimeError("The answer was not saved.")
        return answer

    save()
    with CaptureQueriesContext(connection) as queries:
        answer = save()
    # All of the request, counted as Django counts; the first asks for the number of the row.
    semua = len(queries) - 1
    print(f"   satu jawaban: {semua} kueri")
    print(
        f"   satu jawaban: {len(answer.content)} bita   {compare(save, lambda: client.get(bare), 50)}"
    )
    bar(f"satu jawaban paling banyak 10 kueri, masuk dan jejak di dalamnya: {semua}", semua <= 10)
    bar(f"satu jawaban paling banyak 5 kB: {len(answer.content)}", len(answer.content) <= 5000)


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
