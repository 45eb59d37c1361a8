"""The second wall. On PostgreSQL it stands by itself, with the application's guard switched off; the
tests there run as a role that owns nothing (`tools/postgres.sh`). SQLite has none, and says so here.
"""

import os
import subprocess
import sys
from contextlib import nullcontext
from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test import Client

from sakip.audit.actions import record
from sakip.audit.models import Jejak
from sakip.organisasi.models import Instansi, Pengguna, PerangkatDaerah, TahunKerja
from sakip.organisasi.models.perangkat_daerah import PerangkatDaerahQuerySet
from sakip.web import rls
from sakip.web.scope import instansi_scope

POSTGRES = connection.vendor == "postgresql"
AGENCY_TABLES = [model for model, _ in rls.walled_models()]


def refused(error: type[Exception] = DatabaseError):
    """The database refuses on PostgreSQL; on SQLite nothing stops the application."""
    return pytest.raises(error) if POSTGRES else nullcontext()


def test_every_table_that_names_an_agency_has_the_wall():
    named = {
        model
        for model in apps.get_models(include_auto_created=True)
        if "instansi_id" in {f.column for f in model._meta.concrete_fields}
    }
    assert set(AGENCY_TABLES) == named | {Instansi}


def test_what_is_read_before_the_login_still_exists():
    assert set(rls.DIBACA_SEBELUM_MASUK) <= {m._meta.label_lower for m in AGENCY_TABLES}


# --- rows ---------------------------------------------------------------------------------------


def test_wati_reads_nothing_of_another_agency(kota, dinkes):
    with instansi_scope(kota.pk):
        assert PerangkatDaerah._base_manager.filter(pk=dinkes.pk).exists() is not POSTGRES
        assert Instansi._base_manager.filter(pk=dinkes.instansi_id).exists() is not POSTGRES


def test_wati_does_not_even_see_who_works_there(kota, sari):
    with instansi_scope(kota.pk):
        assert Pengguna._base_manager.filter(pk=sari.pk).exists() is not POSTGRES


def test_wati_changes_and_deletes_nothing_of_another_agency(kota, kabupaten):
    tahun = TahunKerja._base_manager.filter(instansi=kabupaten)
    with instansi_scope(kota.pk):
        assert tahun.update(tahun=2031) == (0 if POSTGRES else 1)
        assert tahun.delete()[0] == (0 if POSTGRES else 1)
    assert tahun.exists() is POSTGRES


def test_wati_inserts_nothing_into_another_agency(kota, kabupaten):
    with instansi_scope(kota.pk), refused(ProgrammingError), transaction.atomic():
        TahunKerja.objects.create(instansi=kabupaten, tahun=2031, dibuka_pada=date(2031, 1, 2))


def test_wati_does_not_give_her_row_to_another_agency(kota, kabupaten):
    with instansi_scope(kota.pk), refused(ProgrammingError), transaction.atomic():
        TahunKerja._base_manager.filter(instansi=kota).update(instansi=kabupaten, tahun=2031)


def test_wati_adds_nothing_to_another_agencys_trail(kota, dinkes, wati):
    with instansi_scope(kota.pk), refused(ProgrammingError), transaction.atomic():
        record(dinkes, "perangkat_daerah.update", acting_user=wati)


def test_her_own_rows_are_hers(kota, wati):
    with instansi_scope(kota.pk):
        assert TahunKerja._base_manager.filter(instansi=kota).update(tahun=2030) == 1
        assert Pengguna._base_manager.filter(pk=wati.pk).exists()


def test_with_the_guard_off_a_page_still_shows_no_foreign_row(
    client: Client, monkeypatch, wati, dinkes
):
    monkeypatch.setattr(PerangkatDaerahQuerySet, "visible_to", lambda rows, user: rows)
    client.force_login(wati)
    page = client.get("/2026/tw4/perangkat-daerah/").content.decode()
    assert ("Dinas Kesehatan" in page) is not POSTGRES


def test_with_the_guard_off_a_page_still_changes_no_foreign_row(
    client: Client, monkeypatch, wati, dinkes
):
    monkeypatch.setattr(PerangkatDaerahQuerySet, "visible_to", lambda rows, user: rows)
    client.force_login(wati)
    answer = client.get(f"/setelan/perangkat-daerah/{dinkes.pk}/")
    assert answer.status_code == (404 if POSTGRES else 200)


# --- without a scope ----------------------------------------------------------------------------


@pytest.mark.parametrize("scope", [None])
def test_a_forgotten_scope_is_an_error_and_not_every_row(scope, dinkes):
    with instansi_scope(scope), refused(), transaction.atomic():
        PerangkatDaerah._base_manager.count()


def test_a_forgotten_scope_writes_nothing(kabupaten):
    with instansi_scope(None), refused(), transaction.atomic():
        TahunKerja.objects.create(instansi=kabupaten, tahun=2031, dibuka_pada=date(2031, 1, 2))


def test_a_visitor_is_found_at_the_login_but_not_changed(sari):
    with instansi_scope(None):
        assert Pengguna.objects.get_by_natural_key("SARI").instansi == sari.instansi
        with refused(), transaction.atomic():
            Pengguna._base_manager.filter(pk=sari.pk).update(nama="Bukan Sari")


# --- the trail ----------------------------------------------------------------------------------


@pytest.mark.parametrize("sql", ["UPDATE audit_jejak SET isi = ''", "DELETE FROM audit_jejak"])
def test_the_application_cannot_change_what_was_recorded(sql, dinkes, rina):
    with transaction.atomic():
        record(dinkes, "perangkat_daerah.create", acting_user=rina)
    with refused(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Jejak.objects.exclude(isi="").exists() is POSTGRES


# --- what only PostgreSQL has -------------------------------------------------------------------

if POSTGRES:

    def ask(sql, *values):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    @pytest.mark.usefixtures("db")
    def test_the_suite_runs_as_a_role_that_owns_nothing():
        flags = "rolsuper, rolbypassrls, rolcreatedb, rolcreaterole"
        assert ask(f"SELECT {flags} FROM pg_roles WHERE rolname = current_user") == [
            (False, False, False, False)
        ]
        assert ask("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole") == [(0,)]

    @pytest.mark.usefixtures("db")
    @pytest.mark.parametrize("model", AGENCY_TABLES, ids=lambda m: m._meta.label_lower)
    def test_the_wall_is_up_and_binds_the_owner(model):
        table = model._meta.db_table
        sql = "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass"
        assert ask(sql, table) == [(True, True)]
        acts = ask("SELECT cmd FROM pg_policies WHERE tablename = %s ORDER BY cmd", table)
        assert [act for (act,) in acts] == ["DELETE", "INSERT", "SELECT", "UPDATE"]

    @pytest.mark.usefixtures("db")
    def test_no_table_is_without_its_wall():
        assert rls.load_unwalled() == []

    @pytest.mark.usefixtures("db")
    def test_no_policy_stands_that_the_models_do_not_ask_for():
        tables = {table for (table,) in ask("SELECT DISTINCT tablename FROM pg_policies")}
        assert tables == {model._meta.db_table for model in AGENCY_TABLES}

    @pytest.mark.usefixtures("db")
    def test_preparing_again_changes_nothing_and_another_role_is_told():
        def siapkan(role, *words):
            url = f"postgres://{role}@{connection.settings_dict['HOST'].replace('/', '%2F')}/sakip"
            command = [sys.executable, "-m", "sakip", "siapkan", *words]
            env = os.environ | {"SAKIP_DATABASE_URL": url}
            return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

        again = siapkan("sakip_pemilik", "--peran-aplikasi", "sakip_aplikasi")
        assert (again.returncode, again.stderr) == (0, "")
        assert again.stdout.startswith("Tabel sudah mutakhir.")
        started = siapkan("sakip_aplikasi")
        assert (started.returncode, started.stdout) == (0, "Tabel sudah mutakhir.\n")
        assert "Peringatan" in siapkan("postgres").stdout
        for role, peran, why in (
            ("sakip_aplikasi", "sakip_aplikasi", "bukan pemilik"),
            ("sakip_pemilik", "postgres", "melewati pagar"),
            ("sakip_pemilik", "sakip_pemilik", "memiliki tabel"),
            ("sakip_pemilik", "siapa", "belum ada"),
        ):
            answer = siapkan(role, "--peran-aplikasi", peran)
            assert answer.returncode == 2
            assert why in answer.stderr
            assert answer.stderr.count("\n") == 1

    @pytest.mark.usefixtures("db")
    def test_a_pooled_connection_carries_no_scope_to_the_next_request():
        pooled = connection.copy("kolam")
        pooled.settings_dict["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 1}}
        sql = "SELECT current_setting('app.instansi'), pg_backend_pid()"

        def look():
            with pooled.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchone()

        try:
            with instansi_scope(7):
                before = look()
                pooled.close()
            with instansi_scope(None):
                after = look()
        finally:
            pooled.close()
            pooled.close_pool()
        assert before == ("7", after[1]), "the same connection"
        assert after[0] == ""

    @pytest.mark.usefixtures("db")
    def test_a_rollback_leaves_the_scope_that_is_in_force():
        def now():
            return ask("SELECT current_setting('app.instansi')")[0][0]

        with instansi_scope(7):
            with pytest.raises(DatabaseError), transaction.atomic(), instansi_scope(8):
                ask("SELECT 1/0")
            assert now() == "7"
            with transaction.atomic():
                with instansi_scope(8):
                    assert now() == "8"
                transaction.set_rollback(True)
            assert now() == "7"

    @pytest.mark.usefixtures("db")
    def test_a_scope_that_ends_in_a_broken_transaction_hides_no_error():
        broken = pytest.raises(DatabaseError, match="division by zero")
        with broken, transaction.atomic(), instansi_scope(8):
            ask("SELECT 1/0")

    @pytest.mark.usefixtures("transactional_db")
    def test_a_connection_opened_anew_hears_the_scope_in_force():
        with instansi_scope(7):
            connection.close()
            assert ask("SELECT current_setting('app.instansi')") == [("7",)]
