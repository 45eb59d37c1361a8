"""What was once in force reads the same for ever, whatever is imported later."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, TargetTahun, Versi
from sakip.perencanaan.stored import load_tersimpan
from sakip.perencanaan.tests.buku import angka, indikator, renstra, simpul

KODE = ("A", "B", "C")
WORDS = ("satu", "dua", "tiga")

nodes = st.lists(
    st.tuples(st.sampled_from(KODE), st.sampled_from(WORDS)), max_size=3, unique_by=lambda n: n[0]
)
sheets = st.lists(
    st.tuples(
        st.sampled_from(KODE),
        st.sampled_from(WORDS),
        st.dictionaries(st.sampled_from((2026, 2027)), st.integers(0, 3), max_size=2),
    ),
    max_size=3,
    unique_by=lambda sheet: sheet[0],
)


def read_at(nomor):
    """Everything that is valid at a version: sejak ≤ v < sampai."""
    valid = {"sejak_versi__lte": nomor, "sampai_versi__gt": nomor}
    return {
        *IsiSimpul.objects.filter(**valid).values_list("simpul__kode", "pernyataan"),
        *IsiIndikator.objects.filter(**valid).values_list("indikator__kode", "nama", "satuan"),
        *TargetTahun.objects.filter(**valid).values_list("indikator__kode", "tahun", "bawah"),
    }


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plans=st.lists(st.tuples(nodes, sheets), min_size=1, max_size=5))
def test_a_version_once_in_force_reads_the_same_after_every_later_import(sari, plans):
    """A plain copy of every version is the oracle."""
    state: dict[str, str] = {}
    figures: dict[tuple, object] = {}
    copies: dict[int, set] = {}
    Versi.objects.all().delete()
    for model in (TargetTahun, IsiIndikator, IsiSimpul):
        model.objects.all().delete()
    for number, (some_nodes, some_sheets) in enumerate(plans):
        plan = renstra(
            simpul("S0", pernyataan="akar"),
            *(simpul(kode, pernyataan=text) for kode, text in some_nodes),
            indikator=[
                indikator(
                    kode, "S0", nama=nama,
                    target_tahun={tahun: angka(nilai) for tahun, nilai in targets.items()},
                )
                for kode, nama, targets in some_sheets
            ],
        )  # fmt: skip
        hasil = import_rencana(plan, acting_user=sari)
        state |= {"S0": "akar"} | dict(some_nodes)
        for kode, nama, targets in some_sheets:
            figures[kode, "nama"] = nama
            figures |= {(kode, tahun): Decimal(nilai) for tahun, nilai in targets.items()}
        nomor = Versi.objects.get(status="berlaku").nomor
        assert bool(hasil.banyak) == (nomor not in copies), number
        copies[nomor] = {
            *state.items(),
            *((kode, value, "%") for (kode, key), value in figures.items() if key == "nama"),
            *((kode, key, value) for (kode, key), value in figures.items() if key != "nama"),
        }
    for nomor, copy in copies.items():
        assert read_at(nomor) == copy
    stored = load_tersimpan(Versi.objects.get(status="berlaku").periode)
    assert {(kode, row.pernyataan) for kode, row in stored.baris_simpul.items()} == {*state.items()}
