"""One cell saved as a person saves it: figure, capaian, sums up to the agency, trail; the pages on top."""

from collections.abc import Callable
from datetime import date
from itertools import count

from django.db import transaction
from django.test import Client

from bench.dunia import TAHUN, TW
from bench.ukur import compare, cost_of
from sakip.audit.models import Jejak
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Instansi, Pengguna, Penugasan, Peran, PerangkatDaerah
from sakip.pengukuran.actions.realisasi import update_realisasi
from sakip.pengukuran.hitung import check_tahun
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import LembarRealisasi, Realisasi

PASANG = 200
LIST = f"/{TAHUN}/tw{TW}/capaian/"
UNIT = f"/{TAHUN}/tw{TW}/opd/0000/capaian/"


def measure_sel(
    worlds: dict[int, tuple[Instansi, Client]], bar: Callable[[str, bool], None]
) -> None:
    """The whole action against a bare UPDATE of a value with its commit; then the pages of capaian."""
    print("\n11. Satu sel dengan jejak dan ringkasan dibanding UPDATE telanjang")
    instansi, other = worlds[450][0], worlds[5][0]
    unit = PerangkatDaerah.objects.filter(instansi=instansi).order_by("kode")[0]
    person = _operator(unit)
    sheets = LembarRealisasi.objects.filter(perangkat_daerah=unit)
    sheets.update(status=LembarRealisasi.Status.DRAF)
    row = Realisasi.objects.select_related("potret__masa").filter(
        potret__perangkat_daerah=unit
    )[0]  # fmt: skip
    bare_row = Realisasi.objects.filter(instansi=other)[0]
    sheet = sheets.select_related("masa__instansi").get()
    before, numbers, revisions = Jejak.objects.count(), count(1), count(row.revisi)

    def with_everything() -> None:
        seen = next(revisions)
        isian = read_isian(row.potret, {"nilai": f"{50 + seen % 70},5"}, seen)
        if update_realisasi(sheet, [isian], acting_user=person).berubah != 1:
            raise RuntimeError("The cell did not change.")

    def bare() -> None:
        with transaction.atomic():
            Realisasi.objects.filter(pk=bare_row.pk).update(nilai=next(numbers))

    pair = compare(with_everything, bare, PASANG)
    print(f"   {pair}")
    bar(f"paling sedikit 0,2 laju UPDATE: {1 / pair.rasio:.2f}", 1 / pair.rasio >= 0.2)
    bar("tiap simpan satu jejak", Jejak.objects.count() - before == PASANG + 1)
    found = check_tahun(instansi, TAHUN).kalimat
    bar(f"hitungan ulang sama: {len(found)} perbedaan", not found)
    for url in (LIST, UNIT):
        counts = [cost_of(client, url).kueri for _, client in worlds.values()]
        bar(f"{url}: kueri sama pada {[*worlds]}: {counts}", len(set(counts)) == 1)


def _operator(unit: PerangkatDaerah) -> Pengguna:
    person = Pengguna(instansi=unit.instansi, username=f"operator-{unit.pk}", nama="Operator")
    person.set_unusable_password()
    person.save()
    Penugasan.objects.create(
        instansi=unit.instansi, pengguna=person, peran=Peran.OPERATOR_OPD,
        perangkat_daerah=unit, mulai=date(2020, 1, 1),
    )  # fmt: skip
    wear_cap(person, unit.instansi.hari_ini)
    return person
