"""Every page, every method, every role: the answer each gets, and what is left unchanged."""

import importlib
import inspect
import pkgutil
import re
import time
from http.cookies import SimpleCookie
from unittest import mock

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import resolve

import sakip
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.sessions import SESI_MULAI, SESI_TERAKHIR
from sakip.organisasi.views import akun
from sakip.tests.access.alamat import address, every_route, route_of
from sakip.tests.access.dunia import CAP_ASING, CAP_KAMI
from sakip.tests.access.notasi import ASING, TANPA_CAP
from sakip.tests.access.racun import posted_forms, racun
from sakip.tests.access.saksi import lintas_instansi, menyaksikan, potret
from sakip.tests.access.tabel import TABEL, TINDAKAN, build_seluruhnya
from sakip.web.errors import TIDAK_BERHAK
from sakip.web.scope import SEMUA as SEMUA_INSTANSI
from sakip.web.scope import instansi_scope

METODE = {"GET", "POST", "PUT", "PATCH", "DELETE"}
MENULIS = [b for b in TABEL if b.mengubah]
# Who may do what is decided in Python. PostgreSQL repeats every row, and asks those in whom answers differ.
ULANG = connection.vendor == "postgresql"

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(scope="module")
def dunia(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, built once for the whole file; every request is undone after it."""
    with (
        django_db_blocker.unblock(),
        override_settings(DATA_DIR=tmp_path_factory.mktemp("data")),
        mock.patch.object(akun, "LAMA_JAWABAN", 0),
        transaction.atomic(),
        instansi_scope(SEMUA_INSTANSI),
    ):
        dunia = build_seluruhnya()
        dunia.sesi = {nama: _sign_in(orang) for nama, orang in dunia.orang.items()}
        dunia.sesi["anonim"] = ""
        dunia.client = Client()
        dunia.awal, dunia.racun = potret(), racun(dunia)
        yield dunia
        transaction.set_rollback(True)


def _sign_in(orang):
    client = Client()
    client.force_login(orang)
    session = client.session
    session[SESI_MULAI] = int(time.time())
    # The world may stand for longer than a person sits idle; and no request writes the moment of its act.
    session[SESI_TERAKHIR] = session[SESI_MULAI] + 3600
    session.save()
    return client.cookies.output(header="", sep=";")


def ask(dunia, nama, method, url, data=None, **headers):
    """One request as this person; returns the answer and what it changed."""
    client = dunia.client
    client.cookies = SimpleCookie(dunia.sesi[nama])
    with menyaksikan(dunia.awal) as saksi:
        if method == "POST":
            answer = client.post(url, data or {})
        else:
            answer = client.generic(method, url, headers=headers)
        if answer.streaming:
            b"".join(answer)
    return answer, saksi


# --- the table is whole ---------------------------------------------------------------------------


def test_every_page_is_in_the_table(dunia):
    missing = every_route().keys() - {route_of(b, dunia) for b in TABEL}
    assert not missing, "Pages without a row in sakip/tests/access:\n" + "\n".join(sorted(missing))


def test_no_two_rows_say_the_same():
    names = [str(b) for b in TABEL]
    assert sorted(set(names)) == sorted(names)


def test_the_other_agency_has_no_key_into_ours(dunia):
    assert lintas_instansi(dunia.awal) == []


# --- the table holds ------------------------------------------------------------------------------


@pytest.mark.parametrize("baris", TABEL, ids=str)
def test_each_person_gets_the_answer_of_the_table(dunia, baris):
    for nama in baris.penanya(dunia.sesi, ulang=ULANG):
        data = baris.data(dunia) if baris.data else None
        answer, saksi = ask(dunia, nama, baris.method, address(baris, dunia), data)
        expected = baris.jawaban(nama)
        assert answer.status_code == expected, f"{nama}: {_why(answer)}"
        check_words(baris, nama, answer)
        check_headers(answer)
        if baris.mengubah and baris.berhasil(nama):
            check_recorded(dunia, baris, nama, saksi)
        else:
            assert not saksi.berubah, f"{nama} changed {list(saksi.berubah)}"
            assert not saksi.jejak, f"{nama} left {saksi.jejak}"


def _why(answer):
    """The status and, where there is one, the sentence of the page."""
    found = re.search(r'class="(?:galat-pesan|ringkasan-galat)[^>]*>(.*?)</', _text(answer), re.S)
    return f"{answer.status_code} {found.group(1).strip() if found else ''}"


def _text(answer):
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if is_page else ""


def check_words(baris, nama, answer):
    """A refusal says why; a visitor is led to the login; nobody reads what is not his."""
    if answer.status_code == 403 and nama not in TANPA_CAP:
        reason = re.search(r'class="galat-pesan">([^<]+)<', _text(answer)).group(1).strip()
        assert reason.endswith("."), reason
        assert reason != TIDAK_BERHAK, f"{nama} is refused without a reason"
    if nama == "anonim" and not baris.anonim:
        assert answer.url.startswith("/akun/masuk/"), answer.url
    if baris.method == "GET":
        assert (CAP_KAMI if nama in ASING else CAP_ASING) not in _text(answer), nama
    for kata, pembaca in baris.memuat.items():
        if answer.status_code == baris.kode:
            assert (kata in _text(answer)) == (nama in pembaca), f"{nama} and “{kata}”"


def check_headers(answer):
    """No cache keeps it, no frame shows it, nothing inline or foreign runs in it."""
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def check_recorded(dunia, baris, nama, saksi):
    """Exactly these trail rows, by this person, in one chain, covering every row that changed."""
    orang = dunia.orang.get(nama) if baris.pelaku is None else getattr(dunia, baris.pelaku, None)
    assert [j.tindakan for j in saksi.jejak] == list(baris.jejak), nama
    assert {j.pelaku for j in saksi.jejak} <= {orang}
    home = orang.instansi_id if orang else dunia.kabupaten.pk
    assert {j.instansi_id for j in saksi.jejak} <= {home}
    assert saksi.berubah, f"{nama} was told yes, and nothing changed"
    assert saksi.tanpa_jejak() == []
    assert saksi.lintas == []
    owners = {
        row.get("instansi_id", pk if label == "organisasi.instansi" else home)
        for (label, pk), (before, after) in saksi.berubah.items()
        for row in (before, after)
        if row
    }
    assert owners == {home}


@pytest.mark.sekali
@pytest.mark.parametrize("baris", [b for b in TABEL if b.memuat], ids=str)
def test_a_part_fetched_alone_shows_no_more_than_the_page(dunia, baris):
    for nama in sorted(baris.boleh):
        answer, _ = ask(dunia, nama, "GET", address(baris, dunia), HX_Request="true")
        check_words(baris, nama, answer)


@pytest.mark.sekali
@pytest.mark.parametrize("route", sorted(every_route()))
def test_a_method_without_a_row_is_refused(dunia, route):
    rows = [b for b in TABEL if b.url == every_route()[route] and route_of(b, dunia) == route]
    row = next((b for b in rows if b.boleh), rows[0])
    # Who finds nothing anyway does not show that the method is refused: one who may asks too.
    may = "admin" if "admin" in row.boleh else min(row.boleh, default="admin")
    public = any(b.anonim for b in rows)
    names_row = resolve(address(row, dunia)).kwargs
    for method in sorted(METODE - {b.method for b in rows}):
        for nama in ("anonim", may, "tanpa_penugasan", "admin_asing"):
            answer, saksi = ask(dunia, nama, method, address(row, dunia))
            expected = 404 if names_row else 405
            if nama == "anonim" and not public:
                expected = 302
            elif nama in TANPA_CAP and not public and not row.url.startswith("akun:"):
                expected = 403
            assert answer.status_code == expected, f"{method} as {nama}"
            assert not saksi.berubah


# --- what is posted beside the form ----------------------------------------------------------------


@pytest.mark.sekali
@pytest.mark.parametrize("baris", MENULIS, ids=str)
def test_nothing_outside_the_form_is_taken(dunia, baris, monkeypatch):
    """Every field name of every table is posted along (T10): the same change results, no other."""
    nama, url = sorted(baris.boleh)[0], address(baris, dunia)
    with posted_forms(monkeypatch) as seen:
        plain = [ask(dunia, nama, "POST", url, _data(baris, dunia))[1].isi() for _ in range(2)]
    known = {name for form in seen for name in form.fields} | set(_data(baris, dunia))
    poison = {name: value for name, value in dunia.racun.items() if name not in known}
    _, saksi = ask(dunia, nama, "POST", url, _data(baris, dunia) | poison)
    assert _settled(saksi.isi(), *plain) == _settled(plain[0], *plain)


def _data(baris, dunia):
    return baris.data(dunia) if baris.data else {}


def _settled(isi, first, second):
    """The columns that two plain runs agree on: moments and random codes differ each time."""
    stable = [
        {k for k in row if k in other and row[k] == other[k]}
        for (_, row), (_, other) in zip(first, second, strict=True)
    ]
    assert len(isi) == len(first), "another number of rows changed"
    return [
        (label, {k: v for k, v in row.items() if k in keep or k not in before})
        for (label, row), keep, (_, before) in zip(isi, stable, first, strict=True)
    ]


@pytest.mark.parametrize("baris", MENULIS, ids=str)
def test_a_posted_key_of_another_agency_is_refused(dunia, baris, monkeypatch):
    nama, url = sorted(baris.boleh)[0], address(baris, dunia)
    with posted_forms(monkeypatch) as seen:
        ask(dunia, nama, "POST", url, _data(baris, dunia))
    choices = {
        name: field.queryset.model
        for form in seen
        for name, field in form.fields.items()
        if isinstance(field, forms.ModelChoiceField)
    }
    for name, model in choices.items():
        theirs = model._base_manager.filter(instansi_id=dunia.kota.pk).first()
        assert theirs, f"The other agency has no {model.__name__}: add one in dunia.py."
        answer, saksi = ask(dunia, nama, "POST", url, _data(baris, dunia) | {name: theirs.pk})
        assert answer.status_code == 200, f"{name}: {_why(answer)}"
        assert not saksi.berubah


# --- actions ask themselves ------------------------------------------------------------------------


def every_action():
    """Every public function of an actions module that names who acts, with its module."""
    found = {}
    for info in pkgutil.walk_packages(sakip.__path__, "sakip."):
        if ".actions" not in info.name or info.name.startswith("sakip.audit."):
            continue
        module = importlib.import_module(info.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            takes = inspect.signature(function).parameters
            if function.__module__ == info.name and name[0] != "_" and "acting_user" in takes:
                found[f"{info.name.removeprefix('sakip.')}.{name}"] = function
    return found


def test_every_action_is_in_the_table():
    missing = set(every_action()) - {t.nama for t in TINDAKAN}
    assert not missing, f"Actions without a row in sakip/tests/access: {sorted(missing)}"


@pytest.mark.parametrize("tindakan", TINDAKAN, ids=str)
def test_an_action_asks_whoever_calls_it(dunia, tindakan):
    """An import, a command or a job calls the action without the page: it must refuse by itself."""
    function = every_action()[tindakan.nama]
    for nama in tindakan.penanya(dunia.orang.keys() - ASING, ulang=ULANG):
        orang = dunia.orang[nama]
        wear_cap(orang, orang.instansi.hari_ini)
        args, keywords = tindakan.isi(dunia)
        with menyaksikan(dunia.awal) as saksi:
            reason = _refusal(function, *args, acting_user=orang, **keywords)
        assert bool(reason) == (nama not in tindakan.boleh), f"{nama}: {reason}"
        assert bool(saksi.berubah) != bool(reason), nama
        assert bool(saksi.jejak) != bool(reason or tindakan.tanpa_jejak), nama
        assert saksi.tanpa_jejak() == []


def _refusal(function, *args, **keywords):
    """The sentence with which an action refused; nothing when it did its work."""
    try:
        function(*args, **keywords)
    except PermissionDenied as error:
        return str(error)
    return ""
