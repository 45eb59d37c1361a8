"""The private calendar: to whoever has the address, no session, no figure; gone with the assignment."""

import pytest

from sakip.audit.models import Jejak
from sakip.organisasi.models import LanggananKalender, Penugasan, Peran
from sakip.perencanaan.models import PermintaanData
from sakip.tests.builders import make_penugasan
from sakip.tests.rencana import make_indikator, make_target, open_masa

pytestmark = pytest.mark.django_db


def subscribe(client, user):
    """The path of a new address, as its page shows it this one time."""
    client.force_login(user)
    page = client.post("/akun/kalender/").content.decode()
    path = page.split('value="http', 1)[1].split('"')[0].partition("/kalender/")[2]
    client.logout()
    return f"/kalender/{path}"


def events(answer):
    text = answer.content.decode().replace("\r\n ", "")
    return [part.split("END:VEVENT")[0] for part in text.split("BEGIN:VEVENT")[1:]]


def about(answer, words):
    return [one for one in events(answer) if words in one]


@pytest.fixture
def ditanya(rina, sari, joko, dinkes):
    """Sari has a quarter to fill, and Joko asked her for two figures with words of his own."""
    make_target(make_indikator(dinkes, nama="Balita stunting"), "1", "2", "3", "4")
    open_masa(rina)
    unit = joko.penugasan_set.get().perangkat_daerah
    for _ in range(2):
        PermintaanData.objects.create(
            instansi=dinkes.instansi, indikator=make_indikator(unit), tahun=2026, ke=3,
            pengusul=unit, perangkat_daerah=dinkes, diminta="Rahasia 123", tenggat="2026-11-30",
            diminta_oleh=joko, diminta_pada="2026-11-20",
        )  # fmt: skip


def test_saris_deadlines_stand_in_her_calendar_without_a_figure(client, sari, ditanya, settings):
    settings.HARI_INI = "2026-11-20"
    path = subscribe(client, sari)
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    (asked,) = about(answer, "Jawab permintaan data")
    assert "SUMMARY:Jawab permintaan data · Dinkes" in asked
    assert "DTSTART;VALUE=DATE:20261130" in asked
    (fill,) = about(answer, "Isi dan ajukan realisasi TW IV 2026 · Dinkes")
    assert "/2026/tw4/opd/05/realisasi/" in fill
    text = answer.content.decode()
    for secret in ("Rahasia", "stunting", "Sari"):
        assert secret not in text
    assert about(answer, "APBD tahun depan disetujui bersama")


def test_the_day_is_the_agencys_own(client, sari, ditanya, settings):
    """The deadline at 00.00 UTC is 07.00 of the same day in WIB, and 09.00 in WIT."""
    settings.HARI_INI = "2026-11-20"
    type(sari.instansi).objects.filter(pk=sari.instansi_id).update(zona_waktu="Asia/Jayapura")
    (fill,) = about(client.get(subscribe(client, sari)), "Isi dan ajukan")
    assert "DTSTART;VALUE=DATE:20990101" in fill


def test_only_the_hash_is_kept_and_a_new_address_ends_the_old(client, sari):
    old = subscribe(client, sari)
    token = old.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(token) >= 43
    assert token not in str(list(LanggananKalender.objects.values()))
    new = subscribe(client, sari)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    client.force_login(sari)
    assert new not in client.get("/akun/kalender/").content.decode()
    client.post("/akun/kalender/akhiri/")
    assert client.get(new).status_code == 404
    acts = Jejak.objects.filter(objek="organisasi.langganankalender").order_by("nomor")
    assert [j.tindakan for j in acts] == [
        "langganan.create", "langganan.create", "langganan.revoke",
    ]  # fmt: skip


def test_another_persons_key_or_token_opens_nothing(client, sari, joko, wati):
    path = subscribe(client, sari)
    token = path.rsplit("/", 1)[1]
    client.force_login(joko)
    assert "belum punya alamat langganan" in client.get("/akun/kalender/").content.decode()
    client.logout()
    for other in (joko, wati):
        assert client.get(f"/kalender/{other.pk}/{token}").status_code == 404
    for wrong in (f"/kalender/{sari.pk}/salah.ics", f"/kalender/0/{token}", path[:-5] + "x.ics"):
        assert client.get(wrong).status_code == 404
    assert client.post(path).status_code == 404


def test_who_signs_in_as_somebody_else_still_reads_the_owners_calendar(client, sari, wati, ditanya):
    path = subscribe(client, sari)
    client.force_login(wati)
    assert about(client.get(path), "Jawab permintaan data")


def test_an_ended_assignment_empties_the_calendar_at_once(client, sari, ditanya, settings):
    settings.HARI_INI = "2026-11-20"
    path = subscribe(client, sari)
    assert events(client.get(path))
    Penugasan.objects.filter(pengguna=sari).update(selesai="2026-11-19")
    answer = client.get(path)
    assert answer.status_code == 200
    assert events(answer) == []
    type(sari).objects.filter(pk=sari.pk).update(is_active=False)
    assert client.get(path).status_code == 404


def test_all_caps_of_a_person_are_in_one_calendar(client, sari, joko, dinkes, ditanya, settings):
    settings.HARI_INI = "2026-11-20"
    unit = joko.penugasan_set.get().perangkat_daerah
    make_penugasan(sari, Peran.OPERATOR_OPD, unit)
    row = PermintaanData.objects.first()
    row.pk, row.pengusul, row.perangkat_daerah = None, dinkes, unit
    row.save()
    asked = about(client.get(subscribe(client, sari)), "Jawab permintaan data")
    assert sorted(one.split("data · ")[1].split("\r\n")[0] for one in asked) == ["DPUPR", "Dinkes"]
