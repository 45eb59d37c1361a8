"""The season of a sheet whose points come from its criteria: nobody grades, every stage answers or agrees."""

from decimal import Decimal

import pytest

from sakip.evaluasi.actions.instrumen import update_instrumen
from sakip.evaluasi.actions.jawaban import approve_nilai, approve_tanggapan
from sakip.evaluasi.actions.koreksi import approve_koreksi, create_koreksi
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.actions.tahap import create_tanggapan, submit_tahap
from sakip.evaluasi.compute import read_nilai_sub
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import Hasil, NilaiSub, Penilaian
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.evaluasi import LKE, answer, make_penilaian
from sakip.tests.musim import BERJENJANG, declare, make_surat, put_at, touched

pytestmark = pytest.mark.django_db
YA_TIDAK = "contoh-ya-tidak"


def fill(sheet, tahap, user):
    """Every criterion of its own is answered with yes."""
    lembar = load_lembar(sheet)
    for sub in lembar.instrumen.subkomponen:
        if own := {row.kode: "ya" for row in lembar.kriteria_sendiri(sub)}:
            answer(sheet, tahap, sub.kode, acting_user=user, status=own)


@pytest.fixture
def musim(rina, dinkes, eko, tim):
    """A region's sheet of yes and no in seven stages, answered by the members; so is the agency's."""
    update_instrumen(2026, YA_TIDAK, revisi=None, acting_user=rina)
    sheets = [make_penilaian(rina, unit, tahapan=BERJENJANG) for unit in (None, dinkes)]
    make_surat(*sheets, tim=tim, acting_user=eko, jenis="ad_hoc")
    for sheet in sheets:
        declare(sheet, *(user for user, _ in tim))
        fill(put_at(sheet, "anggota"), "anggota", eko)
    return sheets[1]


@pytest.fixture
def ditanggapi(musim, eko, budi, tono, ratna):
    """The leader took two answers back, the reviewers handed it on; now it lies with the unit."""
    submit_tahap(musim, tahap="anggota", acting_user=eko)
    answer(musim, "ketua", "1.a", status={"1.a.3": "tidak"}, acting_user=budi)
    answer(musim, "ketua", "1.b", status={"1.b.1": "tidak"}, acting_user=budi)
    for tahap, user in (("ketua", budi), ("pengendali_teknis", tono), ("pengendali_mutu", ratna)):
        submit_tahap(musim, tahap=tahap, acting_user=user)
    return musim


def test_the_leaders_answers_stand_over_the_members_and_the_rest_stays(musim, eko, budi):
    assert not load_lembar(musim).belum_lengkap("ketua")
    submit_tahap(musim, tahap="anggota", acting_user=eko)
    answer(musim, "ketua", "1.b", status={"1.b.1": "tidak"}, acting_user=budi)
    counted = load_lembar(musim).nilai_tahap("ketua")
    assert [kode for kode, said in counted.items() if said == "tidak"] == ["1.b.1"]
    assert not load_lembar(musim).belum_dinilai("ketua")
    submit_tahap(musim, tahap="ketua", acting_user=budi)
    assert musim.tahap == "pengendali_teknis"


def test_tono_agrees_with_the_points_of_a_sub_component(musim, eko, budi, tono, page):
    submit_tahap(musim, tahap="anggota", acting_user=eko)
    answer(musim, "ketua", "1.b", status={"1.b.1": "tidak"}, acting_user=budi)
    with pytest.raises(RuleError, match="tahap sebelumnya"):
        approve_nilai(musim, "ketua", "ketua", "9.00", "1.b", acting_user=budi)
    submit_tahap(musim, tahap="ketua", acting_user=budi)
    poin = read_nilai_sub(load_lembar(musim), "ketua")["1.b"]
    assert f"Setuju dengan ketua tim: {poin.replace('.', ',')}" in page(tono, f"{LKE}1.b/")
    with pytest.raises(Konflik):
        approve_nilai(musim, "pengendali_teknis", "ketua", "9.00", "1.b", acting_user=tono)
    approve_nilai(musim, "pengendali_teknis", "ketua", poin, "1.b", acting_user=tono)
    assert NilaiSub.objects.get(tahap="pengendali_teknis").jawaban == poin
    assert "Disetujui pengendali teknis" in page(tono, f"{LKE}1.b/")
    put_at(musim, "ketua")
    answer(musim, "ketua", "1.b", status={"1.b.2": "tidak"}, acting_user=budi)
    put_at(musim, "pengendali_teknis")
    assert "Disetujui pengendali teknis" not in page(tono, f"{LKE}1.b/")


def test_an_objection_changes_an_answer_and_a_correction_another(
    ditanggapi, sari, siti, budi, ina, ratna, client, page
):
    with pytest.raises(RuleError, match=r"1\.b tidak dijawab pada lembar ini"):
        create_tanggapan(ditanggapi, subkomponen="1.b", uraian="Ada.", acting_user=sari)
    row = create_tanggapan(
        ditanggapi, subkomponen="1.b", kriteria="1.b.1", uraian="Ada.", acting_user=sari
    )
    submit_tahap(ditanggapi, tahap="tanggapan", acting_user=siti)
    assert '<option value="tidak">' in page(budi, f"/evaluasi/tanggapan/{row.pk}/")
    with pytest.raises(RuleError, match="tetap sama"):
        approve_tanggapan(row, nilai="tidak", jawaban="Benar.", acting_user=budi)
    approve_tanggapan(row, nilai="ya", jawaban="Benar.", acting_user=budi)
    publish_penilaian(ditanggapi, acting_user=ina)
    before = Hasil.objects.berlaku().get(penilaian=ditanggapi)
    assert before.total < Decimal(100)
    daftar = page(sari, f"/evaluasi/penilaian/{ditanggapi.pk}/tanggapan/")
    assert "Nilai 1.b.1: tidak menjadi ya." in daftar
    assert "huruf_1.a.3" in page(ratna, f"/evaluasi/penilaian/{ditanggapi.pk}/koreksi/")
    with pytest.raises(RuleError, match=r"1\.a\.3: pilih ya atau tidak"):
        create_koreksi(ditanggapi, {"1.a.3": "A"}, alasan="Ada.", acting_user=ratna)
    koreksi = create_koreksi(ditanggapi, {"1.a.3": "ya"}, alasan="Ada.", acting_user=ratna)
    after = approve_koreksi(koreksi, acting_user=ina)
    assert after.total == Decimal(100)
    assert "dikoreksi menjadi ya" in page(sari, f"{LKE}1.a/")
    assert not touched(ditanggapi.instansi)


def test_a_result_whose_sheet_says_otherwise_now_is_not_corrected(ditanggapi, siti, ina, ratna):
    submit_tahap(ditanggapi, tahap="tanggapan", acting_user=siti)
    publish_penilaian(ditanggapi, acting_user=ina)
    Penilaian.objects.filter(pk=ditanggapi.pk).update(sidik="lain")
    with pytest.raises(RuleError, match="Kembalikan berkas itu"):
        create_koreksi(ditanggapi, {"1.a.3": "ya"}, alasan="Ada.", acting_user=ratna)
