"""An act in words: who, when, what, before and after."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

import sakip
from sakip.audit.actions import record, update_guarded
from sakip.audit.models import Jejak
from sakip.audit.tests.perusak import direct_access
from sakip.audit.wording import KATA_KERJA, BarisJejak, Perubahan, load_baris
from sakip.organisasi.models import PerangkatDaerah
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.jam import set_database_clock


def newest(zona: str = "Asia/Jakarta") -> BarisJejak:
    return load_baris(Jejak.objects.for_list()[:1], zona)[0]


def test_rina_reads_what_was_renamed(dinkes, rina):
    update_guarded(
        dinkes,
        "perangkat_daerah.update",
        revisi=0,
        acting_user=rina,
        nama="Dinas Sehat",
        jenis="badan",
        punya_pk=False,
    )
    baris = newest()
    assert (baris.pelaku, baris.kalimat) == ("Rina", "mengubah perangkat daerah Dinas Sehat")
    assert baris.perubahan == [
        Perubahan("jenis", "Dinas", "Badan"),
        Perubahan("nama", "Dinas Kesehatan", "Dinas Sehat"),
        Perubahan("punya PK", "ya", "tidak"),
    ]


def test_a_row_pointed_at_is_named(dinkes, rina):
    induk = make_perangkat_daerah(dinkes.instansi, nama="Sekretariat Daerah")
    update_guarded(dinkes, "perangkat_daerah.update", revisi=0, acting_user=rina, induk=induk)
    assert newest().perubahan == [Perubahan("induk", "kosong", "Sekretariat Daerah")]


def test_a_row_that_is_gone_keeps_its_number(dinkes, rina):
    record(dinkes, "perangkat_daerah.delete", acting_user=rina)
    pk = dinkes.pk
    PerangkatDaerah.objects.all().delete()
    assert newest().kalimat == f"menghapus perangkat daerah nomor {pk}"


def test_personal_data_is_named_and_not_shown(sari, rina):
    update_guarded(sari, "pengguna.update", revisi=0, acting_user=rina, nip="1" * 18)
    assert (newest().pribadi, newest().perubahan) == (["NIP"], [])


def test_the_moment_is_that_of_the_office(kota, monkeypatch):
    set_database_clock(monkeypatch, datetime(2026, 10, 12, 18, tzinfo=UTC))
    record(kota, "instansi.update", acting_user=None)
    assert newest("Asia/Jayapura").waktu == "Selasa, 13 Oktober 2026 pukul 03.00 WIT"
    assert newest().pelaku == "Sistem"


def test_other_rows_are_counted(dinkes, joko, rina):
    with transaction.atomic():
        record(dinkes, "perangkat_daerah.import", acting_user=rina, juga=[joko, rina])
    assert (newest().kalimat, newest().juga) == ("mengimpor perangkat daerah Dinas Kesehatan", 2)


def test_an_act_of_an_older_version_can_still_be_read(dinkes, rina):
    record(dinkes, "pohon.melt", acting_user=rina, tinggi=3)
    with direct_access() as execute:
        execute("UPDATE audit_jejak SET objek = 'lama.pohon'")
    baris = newest()
    assert baris.kalimat == f"melt pohon nomor {dinkes.pk}"
    assert baris.perubahan == [Perubahan("tinggi", None, "3")]


def test_thirty_rows_ask_as_often_as_one(dinkes, rina, django_assert_num_queries):
    record(dinkes, "perangkat_daerah.update", acting_user=rina)
    with django_assert_num_queries(2):
        load_baris(Jejak.objects.for_list(), "Asia/Jakarta")
    for _ in range(30):
        unit = make_perangkat_daerah(dinkes.instansi)
        record(unit, "perangkat_daerah.create", acting_user=rina, induk=dinkes)
    with django_assert_num_queries(2):
        load_baris(Jejak.objects.for_list(), "Asia/Jakarta")


def acts() -> set[str]:
    """Every "noun.verb" that the product records."""
    found = set()
    for path in Path(sakip.__path__[0]).rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node, "func", None)
            if isinstance(name, ast.Name) and name.id in {"record", "transition", "update_guarded"}:
                found |= {a.value for a in node.args[1:2] if isinstance(a, ast.Constant)}
    return found


@pytest.mark.parametrize("tindakan", sorted(acts()))
def test_every_act_has_a_verb_with_words(tindakan):
    noun, _, verb = tindakan.partition(".")
    assert noun
    assert verb in KATA_KERJA
