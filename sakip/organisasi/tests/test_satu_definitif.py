"""One definitif holder of a position at a time: said by every database, kept by PostgreSQL itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from sakip.organisasi.models import JenisPenugasan, Penugasan, Peran
from sakip.tests.builders import make_jabatan, make_pengguna, make_penugasan

# Siti heads the office from March to June; may another definitif head hold it as well?
KASUS = [
    (date(2026, 1, 1), date(2026, 2, 28), True),
    (date(2026, 1, 1), date(2026, 3, 1), False),
    (date(2026, 1, 1), None, False),
    (date(2026, 6, 30), None, False),
    (date(2026, 7, 1), None, True),
    (date(2026, 4, 1), date(2026, 4, 1), False),
]


@pytest.fixture
def kepala(dinkes):
    return make_jabatan(dinkes, nama="Kepala Dinas Kesehatan")


def held(siti, dinkes, kepala, **fields):
    fields = {"mulai": date(2026, 3, 1), "selesai": date(2026, 6, 30)} | fields
    return make_penugasan(siti, Peran.KEPALA_OPD, dinkes, jabatan=kepala, **fields)


def second(dinkes, kepala, **fields):
    person = make_pengguna(dinkes.instansi)
    return Penugasan(
        instansi=dinkes.instansi,
        pengguna=person,
        peran=Peran.KEPALA_OPD,
        perangkat_daerah=dinkes,
        jabatan=kepala,
        **fields,
    )


@pytest.mark.parametrize(("mulai", "selesai", "free"), KASUS)
def test_two_definitif_holders_never_share_a_day(siti, dinkes, kepala, mulai, selesai, free):
    held(siti, dinkes, kepala)
    row = second(dinkes, kepala, mulai=mulai, selesai=selesai)
    if free:
        row.full_clean()
    else:
        with pytest.raises(ValidationError, match="dipegang orang lain secara definitif"):
            row.full_clean()


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL can hold a constraint on days"
)
@pytest.mark.parametrize(("mulai", "selesai", "free"), KASUS)
def test_postgresql_refuses_the_second_even_when_nobody_asked(
    siti, dinkes, kepala, mulai, selesai, free
):
    held(siti, dinkes, kepala)
    row = second(dinkes, kepala, mulai=mulai, selesai=selesai)
    if free:
        row.save()
    else:
        with pytest.raises(IntegrityError, match="penugasan_satu_definitif"), transaction.atomic():
            row.save()


@pytest.mark.parametrize(
    "fields", [{"jenis": JenisPenugasan.PLT, "nomor_surat": "800/1/2026"}, {"dicabut": True}]
)
def test_a_plt_or_a_revoked_assignment_leaves_the_position_free(siti, dinkes, kepala, fields):
    held(siti, dinkes, kepala, **fields)
    row = second(dinkes, kepala, mulai=date(2026, 4, 1))
    row.full_clean()
    row.save()


def test_the_row_itself_is_no_second_holder(siti, dinkes, kepala):
    row = held(siti, dinkes, kepala)
    row.selesai = date(2026, 5, 31)
    row.full_clean()


def test_a_plt_needs_his_letter(siti, dinkes, kepala):
    row = second(dinkes, kepala, mulai=date(2026, 4, 1), jenis=JenisPenugasan.PLT)
    with pytest.raises(ValidationError, match="Isi nomor surat"):
        row.full_clean()
