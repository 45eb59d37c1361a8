"""Two who meet in an agency's own data: the second waits, and is told what became of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.organisasi import pemberian
from sakip.organisasi.actions import (
    akun,
    impor,
    jabatan,
    koordinasi,
    langganan,
    pengguna,
    penugasan,
    tahun,
)
from sakip.organisasi.actions import perangkat_daerah as unit_actions
from sakip.organisasi.actions.penugasan import create_penugasan
from sakip.organisasi.imports import JENIS, write_rows
from sakip.organisasi.models import (
    ImporBerkas,
    Jabatan,
    KodeAktivasi,
    Koordinasi,
    LanggananKalender,
    Pengguna,
    Penugasan,
    Peran,
    PerangkatDaerah,
    TahunKerja,
)
from sakip.organisasi.tests.lembar import upload
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.berdua import BERDUA, let_wait, refused
from sakip.tests.builders import make_jabatan, make_pengguna
from sakip.web.clock import now

pytestmark = BERDUA
NIP = "199001012015031001"


def apply(user):
    """Write the sheet that waits."""
    row = ImporBerkas.objects.get()
    impor.import_impor_berkas(
        row, tulis=lambda: write_rows(JENIS[row.jenis](user), row.baris),
        revisi=row.revisi, acting_user=user,
    )  # fmt: skip


def give(person, position, user):
    create_penugasan(
        person, acting_user=user, peran=Peran.PEGAWAI, jabatan=position,
        perangkat_daerah=position.perangkat_daerah, mulai=date(2026, 1, 1), selesai=None,
    )  # fmt: skip


def test_two_who_open_a_year_open_one(rina, monkeypatch):
    let_wait(
        monkeypatch,
        tahun,
        "record",
        lambda: tahun.create_tahun(2031, acting_user=rina),
        refused(
            ValidationError, "sudah dibuka", lambda: tahun.create_tahun(2031, acting_user=rina)
        ),
    )
    assert TahunKerja.objects.filter(tahun=2031).count() == 1


def test_two_who_tick_the_same_unit_do_not_meet_a_database_error(
    rina, dinkes, asisten, monkeypatch
):
    def tick():
        koordinasi.update_koordinasi(asisten, units=[dinkes], revisi=0, acting_user=rina)

    let_wait(
        monkeypatch, koordinasi, "update_guarded", tick, refused(Konflik, "sudah diubah", tick)
    )
    assert Koordinasi.objects.get().perangkat_daerah == dinkes


@pytest.fixture
def asisten(dinkes):
    return make_jabatan(dinkes, nama="Asisten Pemerintahan")


def test_two_codes_for_sari_at_once_leave_her_one(sari, rina, adi, monkeypatch):
    let_wait(
        monkeypatch,
        akun,
        "insert_kode",
        lambda: akun.create_kode_aktivasi(sari, acting_user=rina),
        lambda: akun.create_kode_aktivasi(sari, acting_user=adi),
    )
    assert KodeAktivasi.objects.usable(now()).count() == 1


def test_a_calendar_address_made_twice_at_once_is_the_second(sari, monkeypatch):
    def make():
        langganan.create_langganan(sari, acting_user=sari)

    let_wait(monkeypatch, langganan, "make_token", make, make)
    assert LanggananKalender.objects.filter(dicabut_pada__isnull=True).count() == 1


def test_two_accounts_of_one_nip_are_not_made_at_once(rina, adi, monkeypatch):
    def make(username, user):
        pengguna.create_pengguna(username=username, nama="Budi", nip=NIP, acting_user=user)

    let_wait(
        monkeypatch,
        pengguna,
        "_check_nip",
        lambda: make("budi", rina),
        refused(ValidationError, "NIP ini sudah dipakai Budi", lambda: make("budi.2", adi)),
    )
    assert Pengguna.objects.get(nip=NIP).username == "budi"


def test_nobody_is_given_a_task_in_a_unit_that_ends_at_the_same_moment(
    rina, adi, dinkes, monkeypatch
):
    budi = make_pengguna(dinkes.instansi, nama="Budi")
    last = dinkes.instansi.hari_ini + timedelta(days=30)
    late = PerangkatDaerah.objects.get(pk=dinkes.pk)
    let_wait(
        monkeypatch,
        unit_actions,
        "end_penugasan",
        lambda: unit_actions.update_perangkat_daerah(
            dinkes, revisi=dinkes.revisi, acting_user=adi, aktif_sampai=last
        ),
        refused(
            ValidationError,
            "berakhir",
            lambda: create_penugasan(
                budi, acting_user=rina, peran=Peran.OPERATOR_OPD, perangkat_daerah=late,
                mulai=date(2026, 1, 1), selesai=None,
            ),
        ),
    )  # fmt: skip
    assert not Penugasan.objects.filter(pengguna=budi).exists()


def test_an_import_applied_twice_at_once_is_applied_once_and_the_second_is_told(
    client, rina, dinkes, monkeypatch
):
    client.force_login(rina)
    baru = {"Kode": "07", "Nama": "Dinas Sosial", "Singkatan": "Dinsos", "Jenis": "Dinas",
            "Aktif sejak": "01-01-2021"}  # fmt: skip
    upload(client, "perangkat-daerah", [baru])

    let_wait(
        monkeypatch, impor, "transition", lambda: apply(rina),
        refused(PermissionDenied, "sudah diterapkan", lambda: apply(rina)),
    )  # fmt: skip
    assert PerangkatDaerah.objects.filter(kode="07").count() == 1


def test_a_position_that_is_given_at_the_same_moment_is_not_deleted(
    rina, adi, sari, asisten, monkeypatch
):
    let_wait(
        monkeypatch,
        pemberian,
        "record",
        lambda: give(sari, asisten, rina),
        refused(
            PermissionDenied,
            "sudah dipakai",
            lambda: jabatan.delete_jabatan(asisten, revisi=0, acting_user=adi),
        ),
    )
    assert Penugasan.objects.filter(pengguna=sari, jabatan=asisten).exists()


@pytest.mark.parametrize("act", ["given", "made a superior", "named one"])
def test_nothing_is_hung_on_a_position_that_is_deleted_at_the_same_moment(
    rina, adi, sari, asisten, act, monkeypatch
):
    below, fields = (
        make_jabatan(asisten.perangkat_daerah, nama="Analis"),
        {"nama": "Penata", "jenjang": Jabatan.Jenjang.PELAKSANA},
    )
    acts = {
        "given": lambda: give(sari, Jabatan.objects.get(pk=asisten.pk), rina),
        "made a superior": lambda: jabatan.create_jabatan(
            perangkat_daerah=below.perangkat_daerah, atasan=asisten, acting_user=rina, **fields
        ),
        "named one": lambda: jabatan.update_jabatan(
            below, atasan=asisten, revisi=0, acting_user=rina
        ),
    }
    let_wait(
        monkeypatch,
        jabatan,
        "record",
        lambda: jabatan.delete_jabatan(asisten, revisi=0, acting_user=adi),
        refused(RuleError, "baru saja dihapus", acts[act]),
    )
    assert not Jabatan.objects.filter(pk=asisten.pk).exists()


def test_who_changes_a_position_while_a_sheet_of_them_is_written_waits_and_is_told(
    client, rina, adi, dinkes, asisten, monkeypatch
):
    last = make_jabatan(dinkes, nama="Analis")
    client.force_login(rina)
    sheet = [
        {"Kode perangkat daerah": "05", "Nama jabatan": row.nama, "Jenjang": "Pelaksana"}
        for row in (asisten, last)
    ]
    upload(client, "jabatan", sheet)
    let_wait(
        monkeypatch,
        jabatan,
        "check_atasan",
        lambda: apply(rina),
        refused(
            Konflik,
            "sudah diubah",
            lambda: jabatan.update_jabatan(last, nama="Penata", revisi=0, acting_user=adi),
        ),
    )
    assert Jabatan.objects.get(pk=last.pk).jenjang == Jabatan.Jenjang.PELAKSANA


def test_who_ends_or_adds_what_a_sheet_writes_at_the_same_moment_waits_and_is_told(
    client, rina, adi, sari, monkeypatch
):
    held = Penugasan.objects.get(pengguna=sari)
    client.force_login(rina)
    sheet = [
        {"Nama pengguna": name, "Nama": name.title(), "NIP": nip, **duty}
        for name, nip, duty in (
            ("budi", NIP, {}),
            ("citra", "", {}),
            ("sari", "", {"Peran": Peran.OPERATOR_OPD.label, "Kode perangkat daerah": "05",
                          "Mulai": held.mulai, "Selesai": date(2030, 12, 31)}),
        )
    ]  # fmt: skip
    upload(client, "pengguna", sheet)
    assert ImporBerkas.objects.get().galat == 0, ImporBerkas.objects.get().baris
    day = date(2031, 12, 31)
    acts = (
        refused(
            ValidationError,
            "sudah",
            lambda: pengguna.create_pengguna(username="citra", nama="Citra", acting_user=adi),
        ),
        refused(
            Konflik,
            "sudah diubah",
            lambda: penugasan.update_penugasan(held, selesai=day, revisi=0, acting_user=adi),
        ),
    )
    let_wait(monkeypatch, pengguna, "_check_nip", lambda: apply(rina), lambda: [a() for a in acts])
    assert Penugasan.objects.get(pk=held.pk).selesai == date(2030, 12, 31)
