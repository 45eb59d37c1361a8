"""What an act leaves behind: one row in its agency's chain, with the hash of every row it touched."""

import json
import threading
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from sakip.audit.actions import jejak_hash, record, require, transition, update_guarded
from sakip.audit.hashing import stored_hashes
from sakip.audit.models import EMPTY, Jejak, KepalaJejak
from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah, TahunKerja
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.rules.decision import ALLOWED, Konflik, RuleError, denied
from sakip.tests.builders import make_perangkat_daerah
from sakip.web.scope import instansi_scope

AWAL, AKHIR = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 15, tzinfo=UTC)


def isi_of(jejak: Jejak) -> dict:
    return json.loads(jejak.isi)


def last() -> Jejak:
    return Jejak.objects.order_by("-nomor").first()


def test_a_refusal_says_why():
    require(ALLOWED)
    with pytest.raises(PermissionDenied, match="Belum waktunya"):
        require(denied("Belum waktunya."))


@pytest.mark.usefixtures("transactional_db")
def test_an_act_is_recorded_in_the_transaction_of_its_change():
    instansi = Instansi.objects.create(jenis="kota", kode_wilayah="99.01", nama="Kota Uji")
    with pytest.raises(RuntimeError, match="own transaction"):
        record(instansi, "instansi.create", acting_user=None)


def test_each_act_holds_the_hash_of_the_one_before(dinkes, rina):
    for _ in range(3):
        record(dinkes, "perangkat_daerah.update", acting_user=rina)
    rows = list(Jejak.objects.order_by("nomor"))
    assert [row.nomor for row in rows] == [1, 2, 3]
    assert [row.hash_sebelum for row in rows] == [EMPTY, rows[0].hash, rows[1].hash]
    assert all(row.hash == jejak_hash(row) for row in rows)
    kepala = KepalaJejak.objects.get()
    assert (kepala.pk, kepala.nomor, kepala.hash) == (dinkes.instansi_id, 3, rows[2].hash)


def test_each_agency_has_its_own_chain(dinkes, kota, rina, wati):
    record(dinkes, "perangkat_daerah.update", acting_user=rina)
    record(kota, "instansi.update", acting_user=wati)
    chains = Jejak.objects.order_by("instansi_id").values_list("instansi_id", "nomor")
    assert list(chains) == sorted([(dinkes.instansi_id, 1), (kota.pk, 1)])


def test_every_row_touched_is_named_with_its_hash(dinkes, joko, rina):
    other = joko.cap.perangkat_daerah_id
    record(
        dinkes,
        "perangkat_daerah.update",
        acting_user=rina,
        juga=[PerangkatDaerah.objects.get(pk=other), rina],
    )
    units = stored_hashes(PerangkatDaerah, [dinkes.pk, other])
    assert last().objek_hash == units[dinkes.pk]
    assert isi_of(last())["baris"] == {
        "organisasi.perangkatdaerah": {str(other): units[other]},
        "organisasi.pengguna": {str(rina.pk): stored_hashes(Pengguna, [rina.pk])[rina.pk]},
    }


def test_a_row_that_is_gone_is_recorded_as_gone(kabupaten, dinkes, rina):
    tahun = TahunKerja.objects.get(instansi=kabupaten)
    TahunKerja.objects.filter(pk=tahun.pk).delete()
    record(tahun, "tahun_kerja.delete", acting_user=rina)
    assert last().objek_hash == EMPTY
    record(dinkes, "perangkat_daerah.update", acting_user=rina, juga=[tahun])
    assert isi_of(last())["baris"] == {"organisasi.tahunkerja": {str(tahun.pk): EMPTY}}


def test_only_what_changed_is_written_before_and_after(dinkes, rina):
    induk = make_perangkat_daerah(dinkes.instansi)
    update_guarded(
        dinkes, "perangkat_daerah.update", revisi=0, acting_user=rina, nama="Baru", induk=induk
    )
    update_guarded(
        dinkes, "perangkat_daerah.update", revisi=1, acting_user=rina, nama="Lain", induk=induk
    )
    rincian = isi_of(last())["rincian"]
    assert rincian == {"sebelum": {"nama": "Baru"}, "sesudah": {"nama": "Lain"}}


def test_personal_data_is_never_chained_for_ever(sari, rina):
    update_guarded(
        sari, "pengguna.update", revisi=0, acting_user=rina, nama="Sari Baru", nip="1" * 18
    )
    assert isi_of(last())["rincian"]["pribadi"] == ["nama", "nip"]
    assert "Sari Baru" not in last().isi
    assert "1" * 18 not in last().isi


@pytest.fixture
def lembar(dinkes) -> LembarRealisasi:
    """The health office's sheet of the first quarter, as a draft."""
    masa = Masa.objects.create(
        instansi=dinkes.instansi, tahun=2026, ke=1, buka=AWAL, tutup=AKHIR, kunci=AKHIR
    )
    return LembarRealisasi.objects.create(
        instansi=dinkes.instansi, masa=masa, perangkat_daerah=dinkes
    )


def test_a_transition_notes_the_state_and_what_was_written_with_it(lembar, sari):
    transition(
        lembar, "lembar.submit", before="draf", after="diajukan", acting_user=sari,
        diajukan_oleh=sari,
    )  # fmt: skip
    assert (lembar.status, lembar.revisi) == ("diajukan", 1)
    assert isi_of(last())["rincian"] == {
        "sebelum": "draf",
        "sesudah": "diajukan",
        "isian": {"diajukan_oleh": sari.pk},
    }


def test_a_transition_from_another_state_is_a_conflict(lembar, sari):
    with pytest.raises(Konflik) as konflik, transaction.atomic():
        transition(lembar, "lembar.approve", before="diajukan", after="disetujui", acting_user=sari)
    (beda,) = konflik.value.beda
    assert (beda.milik_anda, beda.tersimpan) == ("Disetujui", "Draf")
    assert not Jejak.objects.exists()


def test_a_line_end_is_one_letter_of_a_text_as_the_browser_counts_it(dinkes, rina):
    most = PerangkatDaerah._meta.get_field("nama").max_length
    sent = "a\r\n" * (most // 2)
    update_guarded(dinkes, "perangkat_daerah.update", revisi=0, acting_user=rina, nama=sent)
    assert dinkes.nama == "a\n" * (most // 2)


def test_the_second_of_two_sees_both_values_and_leaves_no_trace(dinkes, rina, adi):
    update_guarded(dinkes, "perangkat_daerah.update", revisi=0, acting_user=rina, jenis="badan")
    with pytest.raises(Konflik) as konflik, transaction.atomic():
        update_guarded(
            dinkes, "perangkat_daerah.update", revisi=0, acting_user=adi, jenis="kecamatan"
        )
    (beda,) = konflik.value.beda
    assert (beda.bidang, beda.milik_anda, beda.tersimpan) == ("jenis", "Kecamatan", "Badan")
    assert konflik.value.oleh == "Rina"
    assert Jejak.objects.count() == 1


def test_a_text_longer_than_its_column_is_refused_in_words(dinkes, rina):
    """PostgreSQL would make it a fault of the server, SQLite would keep five million letters."""
    with pytest.raises(RuleError, match=r"^Singkatan paling panjang 40 huruf\."):
        update_guarded(dinkes, "unit.update", revisi=0, acting_user=rina, singkatan="x" * 41)
    assert not Jejak.objects.exists()
    update_guarded(dinkes, "unit.update", revisi=0, acting_user=rina, singkatan="x" * 40)


@pytest.mark.usefixtures("transactional_db")
def test_people_who_act_at_the_same_moment_stand_one_behind_the_other():
    """PostgreSQL: four at once. SQLite has one writer, so they take turns here."""
    instansi = Instansi.objects.create(jenis="kota", kode_wilayah="99.01", nama="Kota Uji")

    def act() -> None:
        with instansi_scope(instansi.pk), transaction.atomic():
            record(instansi, "instansi.update", acting_user=None)

    def in_a_thread() -> None:
        for _ in range(5):
            act()
        connection.close()

    if connection.vendor == "postgresql":
        threads = [threading.Thread(target=in_a_thread) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        for _ in range(20):
            act()
    rows = list(Jejak.objects.order_by("nomor"))
    assert [row.nomor for row in rows] == list(range(1, 21))
    assert all(one.hash == two.hash_sebelum for one, two in pairwise(rows))
