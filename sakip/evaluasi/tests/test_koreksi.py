"""The release by a second person, its correction by a second result, and what tampering leaves."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.conftest import wearing
from sakip.evaluasi.actions.koreksi import approve_koreksi, create_koreksi, return_koreksi
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.models import Hasil, Jawaban, Koreksi, NilaiSub
from sakip.evaluasi.permissions import can_publish_penilaian
from sakip.organisasi.models import Peran
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.regulasi import FOLDER
from sakip.tests.builders import make_penugasan
from sakip.tests.evaluasi import said_no
from sakip.tests.musim import (
    touched,
)

pytestmark = pytest.mark.django_db


DAERAH = FOLDER.parent / "sakip/rules/tests/daerah"


def test_ina_who_proposed_or_graded_does_not_release(siap, ina, ratna, budi):
    siap.tim_set.filter(peran="penanggung_jawab").update(pengguna=ratna)
    assert said_no(can_publish_penilaian(Hubungan(ratna, siap)), "mengusulkan hasil ini")
    assert said_no(can_publish_penilaian(Hubungan(ina, siap)), "penanggung jawab")
    budi.penugasan_set.all().delete()
    make_penugasan(budi, Peran.PENJAMIN_MUTU)
    siap.tim_set.filter(peran="penanggung_jawab").update(pengguna=budi)
    with pytest.raises(PermissionDenied, match="ikut mengisi lembar ini"):
        publish_penilaian(siap, acting_user=wearing(budi))


def test_a_correction_that_does_not_fit_is_refused_with_the_reason(siap, ina, budi, ratna):
    with pytest.raises(PermissionDenied, match="sudah dirilis"):
        create_koreksi(siap, {"1.b": "B"}, alasan="Salah.", acting_user=budi)
    publish_penilaian(siap, acting_user=ina)
    with pytest.raises(RuleError, match="sedikitnya satu nilai yang berbeda"):
        create_koreksi(siap, {"1.b": "CC"}, alasan="Salah.", acting_user=budi)
    with pytest.raises(RuleError, match=r"1\.b: pilih AA, A"):
        create_koreksi(siap, {"1.b": "Z"}, alasan="Salah.", acting_user=budi)
    with pytest.raises(RuleError, match="Tulis apa yang salah"):
        create_koreksi(siap, {"1.b": "B"}, alasan="", acting_user=budi)
    with pytest.raises(PermissionDenied, match="ketua tim atau pengendali mutu"):
        create_koreksi(siap, {"1.b": "B"}, alasan="Salah.", acting_user=ina)
    create_koreksi(siap, {"1.b": "B"}, alasan="Salah salin.", acting_user=ratna)
    with pytest.raises(ValidationError, match="menunggu keputusan"):
        create_koreksi(siap, {"1.c": "B"}, alasan="Juga.", acting_user=budi)


def test_a_released_result_is_corrected_by_a_second_one_and_both_are_read(
    siap, ina, ratna, siti, client
):
    publish_penilaian(siap, acting_user=ina)
    first = Hasil.objects.berlaku().get()
    row = create_koreksi(siap, {"1.b": "B"}, alasan="Salah salin.", acting_user=ratna)
    siap.tim_set.filter(peran="penanggung_jawab").update(pengguna=ratna)
    with pytest.raises(PermissionDenied, match="yang menyelesaikan harus orang lain"):
        approve_koreksi(row, acting_user=ratna)
    siap.tim_set.filter(peran="penanggung_jawab").update(pengguna=ina)
    second = approve_koreksi(row, acting_user=ina)
    assert Hasil.objects.berlaku().get() == second
    assert (second.mengganti, second.total, row.status) == (first, Decimal("64.9"), "dirilis")
    before = first.hash, first.revisi
    first.refresh_from_db()
    assert (first.hash, first.revisi, first.total) == (*before, Decimal("64"))
    client.force_login(siti)
    html = client.get("/2026/tw4/opd/05/lhe/").content.decode()
    assert "64,90" in html
    assert "Salah salin." in html
    html = client.get(f"/2026/tw4/opd/05/lhe/?versi={first.pk}").content.decode()
    assert "memperoleh nilai 64,00" in html
    assert not touched(siap.instansi)


def test_ina_refuses_a_correction_with_the_reason_and_the_result_stays(siap, ina, budi):
    publish_penilaian(siap, acting_user=ina)
    row = create_koreksi(siap, {"1.b": "B"}, alasan="Salah.", acting_user=budi)
    with pytest.raises(RuleError, match="Tulis alasan menolak"):
        return_koreksi(row, alasan=" ", acting_user=ina)
    with pytest.raises(PermissionDenied, match="diselesaikan oleh penanggung jawab"):
        return_koreksi(row, alasan="Benar.", acting_user=budi)
    return_koreksi(row, alasan="Nilainya benar.", acting_user=ina)
    with pytest.raises(PermissionDenied, match="sudah diputuskan"):
        approve_koreksi(row, acting_user=ina)
    assert Koreksi.objects.get().status == "ditolak"
    assert Hasil.objects.berlaku().get().total == Decimal("64")


def test_ina_decides_a_correction_in_two_windows_and_the_second_loses(siap, ina, budi):
    publish_penilaian(siap, acting_user=ina)
    row = create_koreksi(siap, {"1.b": "B"}, alasan="Salah.", acting_user=budi)
    first, second, third = (Koreksi.objects.get(pk=row.pk) for _ in range(3))
    approve_koreksi(first, acting_user=ina)
    with pytest.raises(Konflik):
        approve_koreksi(second, acting_user=ina)
    with pytest.raises(Konflik) as seen:
        return_koreksi(third, alasan="Nilainya benar.", acting_user=ina)
    assert ("Ditolak", "Dirilis") in [(one.milik_anda, one.tersimpan) for one in seen.value.beda]
    assert Hasil.objects.filter(mengganti__isnull=False).count() == 1
    assert Hasil.objects.berlaku().get().mengganti == row.hasil


@pytest.mark.parametrize(
    ("model", "kolom", "isi"),
    [(Jawaban, "status", "belum"), (NilaiSub, "jawaban", "AA"), (Hasil, "total", Decimal("99"))],
)
def test_an_answer_a_grade_or_a_score_edited_in_the_database_is_found(siap, model, kolom, isi):
    row = model.objects.order_by("-pk").first()
    assert not touched(siap.instansi)
    model.objects.filter(pk=row.pk).update(**{kolom: isi})
    assert [found.objek_id for found in touched(siap.instansi)] == [row.pk]
