"""Whose results and official values a person reaches: his units' and his agency's, nobody else's."""

from decimal import Decimal

import pytest

from sakip.conftest import wearing
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.models import Hasil, NilaiArsip
from sakip.organisasi.models import Peran, PerangkatDaerah
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.tests.evaluasi import grade_all, make_penilaian

pytestmark = pytest.mark.django_db


def test_joko_reaches_no_result_of_the_health_office_even_a_final_one(
    joko, sari, eko, ratna, dinilai
):
    grade_all(dinilai, acting_user=eko)
    publish_penilaian(dinilai, acting_user=ratna)
    assert Hasil.objects.visible_to(sari).exists()
    assert not Hasil.objects.visible_to(joko).exists()


def test_sari_reaches_the_official_values_of_her_office_and_her_agency(sari, dinkes, kota):
    others = make_perangkat_daerah(dinkes.instansi), make_perangkat_daerah(kota)
    for instansi, unit in (
        *((unit.instansi, unit) for unit in (dinkes, *others)),
        (dinkes.instansi, None),
        (kota, None),
    ):
        NilaiArsip.objects.create(
            instansi=instansi, perangkat_daerah=unit, tahun=2025, total=Decimal("76.40"),
            peraturan="permenpanrb-88-2021", predikat="BB", sumber="LHE",
        )  # fmt: skip
    reached = NilaiArsip.objects.visible_to(sari).values_list("instansi", "perangkat_daerah")
    assert set(reached) == {(dinkes.instansi_id, dinkes.pk), (dinkes.instansi_id, None)}


BUKA = "/2026/tw4/evaluasi/buka/"


def test_rina_is_offered_what_is_not_yet_opened_in_her_agency(page, rina, dinkes, kota):
    manager = wearing(make_pengguna(kota, Peran.BAGOR))
    make_penilaian(manager, None)
    ended = make_perangkat_daerah(dinkes.instansi, nama="Dinas Pasar")
    PerangkatDaerah.objects.filter(pk=ended.pk).update(aktif_sampai="2020-01-01")
    html = page(rina, BUKA)
    assert 'name="pemda"' in html
    assert "Dinas Kesehatan" in html
    assert "Dinas Pasar" not in html


def test_eko_is_offered_the_people_on_duty_in_his_agency(page, rina, dinkes, kota, eko, ratna):
    make_penilaian(rina, dinkes, tahapan="berjenjang")
    without_letter = make_penilaian(rina, None)
    make_pengguna(kota, Peran.EVALUATOR, nama="Evaluator Tetangga")
    former = make_pengguna(dinkes.instansi, Peran.EVALUATOR, nama="Evaluator Lama")
    former.penugasan_set.update(selesai="2020-01-01")
    for url in (
        "/2026/tw4/evaluasi/surat/catat/",
        f"/evaluasi/penilaian/{without_letter.pk}/",
    ):
        html = page(eko, url)
        assert f'value="{eko.pk}"' in html
        assert ("Ratna" in html) == ("surat" in url), "she guards the quality under a letter"
        assert "Evaluator Tetangga" not in html
        assert "Evaluator Lama" not in html
