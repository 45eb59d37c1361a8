"""Nobody finds what he may not see, and everything found can be opened: every role, two agencies."""

import re
import time
from unittest import mock

import pytest
from django.db import transaction
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakip.berkas.models import Berkas
from sakip.cari.hasil import Konteks
from sakip.cari.kriteria import KRITERIA
from sakip.cari.pencarian import SUMBER
from sakip.cari.perintah import PERINTAH
from sakip.evaluasi.models import Penilaian, Rekomendasi
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Penugasan, PerangkatDaerah
from sakip.organisasi.sessions import SESI_MULAI, SESI_TERAKHIR
from sakip.organisasi.views import akun
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, PeriodeRencana
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.rules.pencarian import read_pertanyaan
from sakip.tests.access.dunia import CAP_ASING, CAP_KAMI
from sakip.tests.access.notasi import ASING, BERTUGAS
from sakip.tests.access.tabel import build_seluruhnya
from sakip.web.scope import SEMUA, instansi_scope

# Words that stand in rows of every app of both agencies.
KATA = [
    "lestari", "seberang", "dinas", "kesehatan", "pupr", "uji", "kepala", "sasaran", "indikator",
    "bukti", "dinkes", "05", "06", "71", "1.b.9", "2026", "rekomendasi", "kinerja", "dokumen", "s1",
    "admin", "operator", "an", "er", "1", "2",
]  # fmt: skip
DILIHAT = {
    "perangkat-daerah": PerangkatDaerah.objects.visible_to,
    "orang": Penugasan.objects.visible_to,
    "indikator": lambda user: IsiIndikator.objects.filter(
        indikator__periode__in=PeriodeRencana.objects.visible_to(user)
    ),
    "simpul": lambda user: IsiSimpul.objects.filter(
        simpul__periode__in=PeriodeRencana.objects.visible_to(user)
    ),
    "rekomendasi": Rekomendasi.objects.visible_to,
    "perjanjian": PerjanjianKinerja.objects.visible_to,
    "berkas": Berkas.objects.visible_to,
}
ORANG = sorted(BERTUGAS | ASING)
# One of each reach: the agency's, with and without its settings; a unit's; those coordinated; another agency.
PEMBUKA = (
    "bagor",
    "evaluator",
    "operator_opd",
    "operator_lain",
    "pegawai",
    "asisten",
    "operator_asing",
)

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(scope="module")
def dunia(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world of the access table, built once for the file."""
    with (
        django_db_blocker.unblock(),
        override_settings(DATA_DIR=tmp_path_factory.mktemp("data")),
        mock.patch.object(akun, "LAMA_JAWABAN", 0),
        transaction.atomic(),
        instansi_scope(SEMUA),
    ):
        dunia = build_seluruhnya()
        for orang in dunia.orang.values():
            wear_cap(orang, orang.instansi.hari_ini)
        yield dunia
        transaction.set_rollback(True)


def keys_of(rows):
    return {row.pk for row in rows}


def test_every_kind_is_compared_with_what_its_reader_may_see():
    assert {one.kunci for one in SUMBER} == {*DILIHAT, PERINTAH.kunci, KRITERIA.kunci}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(nama=st.sampled_from(ORANG), kata=st.lists(st.sampled_from(KATA), min_size=1, max_size=3))
def test_nobody_finds_what_he_may_not_see(dunia, nama, kata):
    user = dunia.orang[nama]
    konteks = Konteks(user, 2026, 4, (2026,))
    pertanyaan = read_pertanyaan(" ".join(kata))
    asing = CAP_KAMI if nama in ASING else CAP_ASING
    with instansi_scope(SEMUA):
        for sumber in SUMBER:
            rows = list(sumber.find_rows(pertanyaan, konteks))
            if sumber.kunci in DILIHAT:
                assert keys_of(rows) <= keys_of(DILIHAT[sumber.kunci](user)), sumber.kunci
            if sumber is KRITERIA:
                seen = keys_of(Penilaian.objects.visible_to(user))
                assert {row.penilaian.pk for row in rows} <= seen
            for one in (sumber.to_hasil(row, konteks) for row in rows):
                assert asing not in f"{one.judul} {one.letak}"


@pytest.mark.parametrize("nama", PEMBUKA)
def test_whatever_a_person_finds_opens(dunia, nama):
    client = Client()
    client.force_login(dunia.orang[nama])
    session = client.session
    session[SESI_MULAI] = session[SESI_TERAKHIR] = int(time.time())
    session.save()
    addresses = set()
    for kata in ("", "dinas", "uji", "kepala", "1.b.9", "2026", "an"):
        text = client.get("/cari/", {"q": kata}).content.decode().split("<main")[1]
        addresses |= set(re.findall(r'<a class="temuan-butir" href="([^"]+)"', text))
    kinds = {}
    for address in sorted(addresses):
        kinds.setdefault(re.sub(r"\d+|\?.*|#.*", "", address), []).append(address)
    opened = [one for alike in kinds.values() for one in alike[:2]]
    assert len(opened) > 10
    answers = {one: client.get(one.replace("&amp;", "&")).status_code for one in opened}
    assert {one: code for one, code in answers.items() if code not in (200, 302)} == {}
