"""The verifier: what it covers, what it says, and what an anchor adds."""

import pytest
from django.apps import apps
from django.db import transaction

from sakip.audit import check
from sakip.audit.actions import jejak_hash, record
from sakip.audit.check import (
    BERSAMA,
    INSTANSI,
    LUAR_JEJAK,
    MILIK_SERVER,
    Jangkar,
    check_chain,
    check_jangkar,
    covered_models,
    load_chains,
    load_jangkar,
)
from sakip.audit.models import Jejak, KepalaJejak
from sakip.audit.tests.perusak import direct_access, make_rantai
from sakip.berkas.models import Blob
from sakip.organisasi.models import PerangkatDaerah, TahunKerja

pytestmark = pytest.mark.usefixtures("db")


def sentences(rantai: int) -> list[str]:
    return [one.pesan for one in check_chain(rantai)]


# --- what is covered ----------------------------------------------------------------------------


@pytest.mark.parametrize("model", covered_models(), ids=lambda m: m._meta.label_lower)
def test_every_table_of_ours_belongs_to_a_chain(model):
    """A new table either has `instansi_id`, or is named in a list with its reason."""
    label = model._meta.label_lower
    columns = {f.column: f for f in model._meta.concrete_fields}
    assert label in BERSAMA | MILIK_SERVER | {INSTANSI} or not columns["instansi_id"].null


def test_no_exception_outlives_its_table():
    labels = {model._meta.label_lower for model in apps.get_models()}
    assert set(LUAR_JEJAK) | BERSAMA | MILIK_SERVER | {INSTANSI} <= labels
    assert all(LUAR_JEJAK.values())


# --- what it says -------------------------------------------------------------------------------


def test_an_agency_in_which_nothing_was_recorded_yet_has_an_empty_chain():
    assert check_chain(10**6) == []


def test_a_row_added_past_the_application_is_named(kabupaten):
    found = sentences(kabupaten.pk)
    tahun = TahunKerja.objects.get()
    assert (
        f"Instansi nomor {kabupaten.pk} (tabel organisasi_instansi) disisipkan langsung" in found[0]
    )
    assert f"Tahun kerja nomor {tahun.pk} (tabel organisasi_tahunkerja) disisipkan" in found[1]


def test_a_changed_and_a_removed_row_are_named():
    rantai = make_rantai(3).instansi_id
    one, two = PerangkatDaerah.objects.order_by("pk")
    with direct_access() as execute:
        execute("UPDATE organisasi_perangkatdaerah SET nama = 'X' WHERE id = %s", [one.pk])
        execute("DELETE FROM organisasi_jabatan WHERE perangkat_daerah_id = %s", [two.pk])
        execute("DELETE FROM organisasi_perangkatdaerah WHERE id = %s", [two.pk])
    found = sentences(rantai)
    assert len(found) == 3
    assert f"Perangkat daerah nomor {one.pk} (tabel organisasi_perangkatdaerah) diubah" in found[0]
    assert f"Perangkat daerah nomor {two.pk} (tabel organisasi_perangkatdaerah) dihapus" in found[1]
    assert "(tabel organisasi_jabatan) dihapus langsung di basis data" in found[2]


def test_a_row_removed_by_an_act_is_not_missed_and_its_return_is_noticed():
    admin = make_rantai(2)
    tahun = TahunKerja.objects.get()
    with transaction.atomic():
        TahunKerja.objects.filter(pk=tahun.pk).delete()
        record(tahun, "tahun_kerja.delete", acting_user=admin)
    assert check_chain(admin.instansi_id) == []
    tahun.save(force_insert=True)
    assert "disisipkan" in sentences(admin.instansi_id)[0]


def test_the_newest_mention_of_a_row_counts_wherever_it_stands():
    admin = make_rantai(2)
    unit = PerangkatDaerah.objects.get()
    with transaction.atomic():
        PerangkatDaerah.objects.update(nama="Berganti")
        record(admin.instansi, "perangkat_daerah.import", acting_user=admin, juga=[unit])
    assert check_chain(admin.instansi_id) == []


def test_a_content_that_agencies_share_is_checked_where_it_was_recorded():
    admin, other = make_rantai(2), make_rantai(2)
    blob = Blob.objects.create(sha256="a" * 64, ukuran=1, jenis_isi="text/plain")
    with transaction.atomic():
        record(admin, "berkas.create", acting_user=admin, juga=[blob])
    assert check_chain(admin.instansi_id) == check_chain(other.instansi_id) == []
    with direct_access() as execute:
        execute(f"UPDATE berkas_blob SET sha256 = '{'b' * 64}'")
    assert "Isi berkas" in sentences(admin.instansi_id)[0]
    assert check_chain(other.instansi_id) == []


@pytest.mark.parametrize(
    "isi", ["bukan JSON", "[]", "{}", '{"baris": {"a": 1}}', '{"baris": {"a": {"x": ""}}}']
)
def test_a_text_made_unreadable_is_a_finding_and_no_crash(isi):
    rantai = make_rantai(2).instansi_id
    jejak = Jejak.objects.get(nomor=2)
    jejak.isi = isi
    with direct_access() as execute:
        execute(
            "UPDATE audit_jejak SET isi = %s, hash = %s WHERE nomor = 2", [isi, jejak_hash(jejak)]
        )
    assert any("nomor 2 diubah: kolom pelaku" in one for one in sentences(rantai))


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("DELETE FROM audit_jejak WHERE nomor IN (3, 4)", "Jejak nomor 3 sampai 4 hilang."),
        ("DELETE FROM audit_jejak WHERE nomor > 3", "Jejak nomor 4 hilang."),
        ("UPDATE audit_jejak SET tindakan = 'a.b' WHERE nomor = 2", "Jejak nomor 2 diubah: kolom tindakan"),
        ("UPDATE audit_jejak SET isi = '{}' WHERE nomor = 2", "Jejak nomor 2 diubah atau dipindahkan"),
        ("UPDATE audit_jejak SET nomor = 0 WHERE nomor = 1", "Jejak nomor 0 disisipkan di depan rantai."),
        ("UPDATE audit_kepalajejak SET nomor = 3", "Kepala rantai menyebut 3 jejak"),
        ("UPDATE audit_kepalajejak SET hash = ''", "Kepala rantai menyimpan hash lain"),
        ("UPDATE audit_kepalajejak SET waktu = '2000-01-01 00:00:00'", "Kepala rantai menyimpan waktu lain"),
        ("DELETE FROM audit_kepalajejak", "Kepala rantai menyebut 0 jejak"),
    ],
)  # fmt: skip
def test_each_wound_of_a_chain_has_its_sentence(sql, sentence):
    rantai = make_rantai(2).instansi_id
    assert KepalaJejak.objects.get().nomor == 4
    with direct_access() as execute:
        execute(sql)
    assert any(one.startswith(sentence) for one in sentences(rantai)), sentences(rantai)


def test_a_long_chain_is_read_in_portions(monkeypatch):
    monkeypatch.setattr(check, "SEKALI_BACA", 3)
    rantai = make_rantai(5).instansi_id
    assert check_chain(rantai) == []
    with direct_access() as execute:
        execute("UPDATE audit_jejak SET tindakan = 'a.b' WHERE nomor IN (3, 4, 12)")
    assert [one.objek_id for one in check_chain(rantai)] == [3, 4, 12]


# --- chains and anchors -------------------------------------------------------------------------


def test_an_agency_is_checked_even_when_its_whole_chain_is_gone():
    one, two = make_rantai(2).instansi_id, make_rantai(2).instansi_id
    with direct_access() as execute:
        execute("DELETE FROM audit_jejak WHERE instansi_id = %s", [one])
        execute("DELETE FROM audit_kepalajejak WHERE instansi_id = %s", [one])
    assert load_chains() == [one, two]
    assert check_chain(one)
    assert not check_chain(two)


def test_an_anchor_finds_a_chain_rewritten_in_every_place():
    rantai = make_rantai(2).instansi_id
    jangkar = load_jangkar(rantai, "2026-11-22")
    assert jangkar is not None
    assert check_jangkar(jangkar) is None
    rewrite(rantai, nomor=2)
    assert check_chain(rantai) == [], "the honest limit: nothing inside the database tells"
    found = check_jangkar(jangkar)
    assert found is not None
    assert found.pesan == (
        "Jejak nomor 4 tidak sama dengan jangkar tanggal 2026-11-22:"
        " rantai ditulis ulang sesudah jangkar dibuat."
    )


def test_an_anchor_holds_while_the_chain_grows():
    admin = make_rantai(2)
    jangkar = load_jangkar(admin.instansi_id, "2026-11-22")
    with transaction.atomic():
        record(admin, "pengguna.update", acting_user=admin)
    assert check_jangkar(jangkar) is None
    assert str(jangkar) == f"2026-11-22 {admin.instansi_id} 4 {jangkar.hash}"


def test_a_chain_without_acts_has_no_anchor():
    assert load_jangkar(10**6, "2026-11-22") is None
    assert check_jangkar(Jangkar("2026-11-22", 10**6, 1, "a" * 64)) is not None


def rewrite(rantai: int, nomor: int) -> None:
    """What somebody with every right could do: change one act and mend everything behind it."""
    with direct_access() as execute:
        sebelum = ""
        for jejak in Jejak.objects.filter(nomor__gte=nomor).order_by("nomor"):
            jejak.isi = jejak.isi.replace("Dinas Baru", "Dinas Palsu")
            jejak.hash_sebelum = sebelum or jejak.hash_sebelum
            if not sebelum:
                jejak.isi = jejak.isi.replace('"rincian":{', '"rincian":{"alasan":"palsu"')
            sebelum = jejak_hash(jejak)
            execute(
                "UPDATE audit_jejak SET isi = %s, hash_sebelum = %s, hash = %s WHERE nomor = %s",
                [jejak.isi, jejak.hash_sebelum, sebelum, jejak.nomor],
            )
        execute("UPDATE audit_kepalajejak SET hash = %s WHERE instansi_id = %s", [sebelum, rantai])
