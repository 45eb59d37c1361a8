"""What a sheet inherits counts as made by whoever answered it on the agency's own: he does not release it."""

import pytest
from django.core.exceptions import PermissionDenied

from sakip.conftest import wearing
from sakip.evaluasi.actions.instrumen import update_instrumen
from sakip.evaluasi.actions.jawaban import approve_tanggapan
from sakip.evaluasi.actions.koreksi import approve_koreksi, create_koreksi
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.actions.tahap import create_tanggapan, submit_tahap
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.models import Penilaian
from sakip.evaluasi.permissions import can_publish_penilaian, can_submit_tahap
from sakip.evaluasi.tests.lintasan_acak import faults
from sakip.organisasi.models import Penugasan, Peran
from sakip.tests.evaluasi import EVALUATOR, MANDIRI, answer, make_penilaian, said_no, start_scoring
from sakip.tests.musim import BERJENJANG, declare, make_surat, put_at

pytestmark = pytest.mark.django_db


def as_(user, peran):
    """The same person under another cap."""
    Penugasan.objects.filter(pengguna=user).update(peran=peran)
    return wearing(user)


@pytest.fixture
def pemda(rina, ina, eko):
    """The agency's own sheet, scored by Ina and Eko."""
    sheet = make_penilaian(rina, None, anggota=[as_(ina, Peran.EVALUATOR), eko])
    as_(ina, Peran.PENJAMIN_MUTU)
    return sheet


def score(pemda, user, sub, **status):
    """An evaluator answers criteria of the agency's sheet."""
    said = {f"{sub}.{kode[1:]}": value for kode, value in status.items()}
    answer(
        start_scoring(pemda), EVALUATOR, sub, status=said, acting_user=as_(user, Peran.EVALUATOR)
    )


def test_ina_who_scored_what_the_sheet_inherits_does_not_release_it_and_reads_what(
    siap, pemda, ina, eko
):
    score(pemda, ina, "2.a", k1="belum", k2="terpenuhi")
    score(pemda, ina, "1.a", k2="terpenuhi")
    as_(ina, Peran.PENJAMIN_MUTU)
    words = "Anda ikut menjawab 1.a.2, 2.a.1 pada lembar pemda"
    assert said_no(can_publish_penilaian(Hubungan(ina, siap)), words)
    with pytest.raises(PermissionDenied, match=words):
        publish_penilaian(siap, acting_user=ina)
    score(pemda, eko, "2.a", k1="sebagian")  # he answers anew what Ina answered
    assert said_no(can_publish_penilaian(Hubungan(as_(ina, Peran.PENJAMIN_MUTU), siap)), words)


def test_ina_who_scored_only_what_no_unit_inherits_releases(siap, pemda, ina):
    score(pemda, ina, "2.a", k2="terpenuhi")
    publish_penilaian(siap, acting_user=as_(ina, Peran.PENJAMIN_MUTU))
    assert faults(siap) == []


def test_who_filled_the_agencys_own_answers_neither_proposes_nor_releases(
    siap, pemda, rina, ina, ratna, budi
):
    for user in (ina, ratna):
        answer(pemda, MANDIRI, "2.a", status={"2.a.1": "belum"}, acting_user=as_(user, Peran.BAGOR))
        answer(pemda, MANDIRI, "2.a", status={"2.a.1": "terpenuhi"}, acting_user=rina)
        as_(user, Peran.PENJAMIN_MUTU)
    assert said_no(can_publish_penilaian(Hubungan(ina, siap)), "2.a.1 pada lembar pemda")
    put_at(siap, "pengendali_mutu")
    words = "yang mengusulkan hasilnya harus orang lain"
    assert said_no(can_submit_tahap(Hubungan(ratna, siap)), words)
    with pytest.raises(PermissionDenied, match=r"2\.a\.1 pada lembar pemda"):
        submit_tahap(siap, tahap="pengendali_mutu", acting_user=ratna)


def test_a_correction_is_not_released_by_who_scored_what_it_inherits(siap, pemda, ina, budi):
    publish_penilaian(siap, acting_user=ina)
    row = create_koreksi(siap, {"1.b": "B"}, alasan="Salah salin.", acting_user=budi)
    score(pemda, ina, "2.a", k1="belum")
    with pytest.raises(PermissionDenied, match=r"2\.a\.1 pada lembar pemda"):
        approve_koreksi(row, acting_user=as_(ina, Peran.PENJAMIN_MUTU))


def test_an_objection_accepted_on_the_agencys_sheet_is_an_answer_too(
    rina, dinkes, eko, tim, budi, tono
):
    update_instrumen(2026, "contoh-ya-tidak", revisi=None, acting_user=rina)
    pemda, unit = (make_penilaian(rina, one, tahapan=BERJENJANG) for one in (None, dinkes))
    make_surat(pemda, unit, tim=tim, acting_user=eko, jenis="ad_hoc")
    declare(pemda, *(user for user, _ in tim))
    answer(put_at(pemda, "anggota"), "anggota", "1.a", status={"1.a.1": "ya"}, acting_user=eko)
    row = create_tanggapan(
        put_at(pemda, "tanggapan"), subkomponen="1.a", kriteria="1.a.1", uraian="Belum.",
        acting_user=rina,
    )  # fmt: skip
    put_at(pemda, "inspektur")
    approve_tanggapan(row, nilai="tidak", jawaban="Benar.", acting_user=budi)
    assert Hubungan(budi, unit).menjawab_warisan == ["1.a.1"]
    assert Hubungan(eko, unit).menjawab_warisan == ["1.a.1"]
    assert Hubungan(tono, unit).menjawab_warisan == []


def test_the_property_finds_a_release_by_who_answered_what_the_sheet_inherits(siap, pemda, ina):
    score(pemda, ina, "2.a", k1="belum")
    Penilaian.objects.filter(pk=siap.pk).update(
        status="selesai", selesai_oleh=ina, selesai_pada=siap.tahap_sejak
    )
    assert "dirilis Ina, yang ikut membuatnya" in faults(siap)
