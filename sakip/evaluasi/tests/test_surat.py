"""The letter and its team: who has a stage, who declares what, who is kept out."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.models import Jejak
from sakip.evaluasi.actions.penilaian import create_penilaian, publish_penilaian
from sakip.evaluasi.actions.surat import create_surat_tugas, update_surat_tugas
from sakip.evaluasi.actions.tahap import (
    create_pernyataan,
    return_tahap,
)
from sakip.evaluasi.models import Penilaian
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.regulasi import FOLDER
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.evaluasi import LKE, answer, make_penilaian
from sakip.tests.musim import (
    BERJENJANG,
    isi_surat,
    make_surat,
    put_at,
    tie,
    touched,
)
from sakip.web.clock import database_now

pytestmark = pytest.mark.django_db


DAERAH = FOLDER.parent / "sakip/rules/tests/daerah"


def test_without_a_letter_nobody_has_a_stage(rina, dinkes, eko):
    sheet = put_at(make_penilaian(rina, dinkes, tahapan=BERJENJANG), "anggota")
    with pytest.raises(PermissionDenied, match="tidak tercantum dalam surat tugas"):
        answer(sheet, "anggota", "1.a", status={"1.a.3": "belum"}, acting_user=eko)
    sheet.tim_set.create(instansi=sheet.instansi, pengguna=eko, peran="anggota")
    with pytest.raises(PermissionDenied, match="belum dicatat"):
        answer(sheet, "anggota", "1.a", status={"1.a.3": "belum"}, acting_user=eko)


def test_one_letter_is_for_many_objects_and_its_team_changes_in_all(
    rina, dinkes, kabupaten, eko, budi, tim, ratna
):
    lain = make_perangkat_daerah(kabupaten, nama="Dinas Sosial")
    sheets = create_penilaian(tahun=2026, units=[dinkes, lain], acting_user=rina)
    surat = make_surat(*sheets, tim=tim, acting_user=eko)
    assert [sheet.tim_set.count() for sheet in sheets] == [5, 5]
    seen = surat.revisi
    isi = isi_surat([(budi, "ketua")], nomor="700/1a/ST/2026")
    update_surat_tugas(surat, isi, revisi=seen, acting_user=ratna)
    assert [sheet.tim_set.get().pengguna for sheet in sheets] == [budi, budi]
    with pytest.raises(Konflik):
        update_surat_tugas(surat, isi_surat([]), revisi=seen, acting_user=eko)
    assert Jejak.objects.filter(tindakan__startswith="surat_tugas.").count() == 2
    assert not touched(kabupaten)


def test_a_letter_is_refused_for_what_does_not_fit(rina, dinkes, eko, tim, musim, joko, siti):
    surat = {"tahun": 2026, "acting_user": eko}
    with pytest.raises(RuleError, match="Pilih sedikitnya satu"):
        create_surat_tugas([], isi_surat(tim), **surat)
    with pytest.raises(RuleError, match="sudah tercantum dalam surat tugas"):
        create_surat_tugas([musim], isi_surat(tim, nomor="2"), **surat)
    lain = make_penilaian(rina, make_perangkat_daerah(dinkes.instansi), tahapan=BERJENJANG)
    with pytest.raises(ValidationError, match="sudah dicatat"):
        create_surat_tugas([lain], isi_surat(tim), **surat)
    with pytest.raises(ValidationError, match="sebelum tanggal mulai"):
        create_surat_tugas([lain], isi_surat(tim, nomor="2", selesai=date(2026, 3, 1)), **surat)
    with pytest.raises(RuleError, match="Joko bukan evaluator"):
        create_surat_tugas([lain], isi_surat([(joko, "ketua")], nomor="2"), **surat)
    with pytest.raises(RuleError, match="bukan penilaian tahun 2025"):
        create_surat_tugas([lain], isi_surat(tim, nomor="2"), **surat | {"tahun": 2025})
    for user in (rina, siti):
        with pytest.raises(PermissionDenied, match="mencatat surat tugas"):
            create_surat_tugas([lain], isi_surat(tim, nomor="2"), tahun=2026, acting_user=user)
    lama = make_penilaian(rina, make_perangkat_daerah(dinkes.instansi))
    with pytest.raises(RuleError, match="tidak memakai surat tugas"):
        create_surat_tugas([lama], isi_surat(tim, nomor="2"), **surat)
    with pytest.raises(RuleError, match="ditetapkan dengan surat tugas"):
        make_penilaian(
            rina, make_perangkat_daerah(dinkes.instansi), tahapan=BERJENJANG, anggota=[eko]
        )


def test_a_letter_leaves_alone_what_has_ended(rina, eko, budi, ina, ratna, siap):
    lain = make_penilaian(rina, make_perangkat_daerah(siap.instansi), tahapan=BERJENJANG)
    make_surat(lain, tim=[(eko, "anggota")], acting_user=eko, nomor="2")
    surat = siap.surat_tugas
    Penilaian.objects.filter(pk=lain.pk).update(surat_tugas=surat)
    publish_penilaian(siap, acting_user=ina)
    isi = isi_surat([(budi, "ketua")], nomor="700/1a/ST/2026")
    update_surat_tugas(surat, isi, revisi=surat.revisi, acting_user=ratna)
    assert lain.tim_set.get().pengguna == budi
    assert siap.tim_set.count() == 5
    Penilaian.objects.filter(pk=siap.pk).update(surat_tugas=None)
    siap.refresh_from_db()
    with pytest.raises(RuleError, match="sudah selesai"):
        make_surat(siap, tim=[(budi, "ketua")], acting_user=eko, nomor="3")


def test_eko_declares_first_and_a_conflict_keeps_him_out(rina, dinkes, eko, tim, page):
    sheet = make_penilaian(rina, dinkes, tahapan=BERJENJANG)
    make_surat(sheet, tim=tim, acting_user=eko)
    put_at(sheet, "anggota")
    isi = {"status": {"1.a.3": "belum"}, "acting_user": eko}
    with pytest.raises(PermissionDenied, match="Nyatakan dahulu"):
        answer(sheet, "anggota", "1.a", **isi)
    assert "Tidak ada benturan" in page(eko, LKE)
    with pytest.raises(RuleError, match="Tulis benturan"):
        create_pernyataan(sheet, ada_benturan=True, acting_user=eko)
    create_pernyataan(sheet, ada_benturan=True, uraian="Istri saya di sana.", acting_user=eko)
    with pytest.raises(PermissionDenied, match="menyatakan punya benturan"):
        answer(sheet, "anggota", "1.a", **isi)
    with pytest.raises(PermissionDenied, match="sudah menyatakan diri"):
        create_pernyataan(sheet, ada_benturan=False, acting_user=eko)
    with pytest.raises(PermissionDenied, match="tidak tercantum"):
        create_pernyataan(sheet, ada_benturan=False, acting_user=rina)
    assert Jejak.objects.filter(tindakan="pernyataan.create").count() == 1


def test_nobody_declares_himself_where_no_stage_asks_for_it(penilaian, eko):
    with pytest.raises(PermissionDenied, match="tidak meminta pernyataan"):
        create_pernyataan(penilaian, ada_benturan=False, acting_user=eko)


def test_nobody_declares_himself_for_what_has_ended(rina, dinkes, eko, tim):
    sheet = make_penilaian(rina, dinkes, tahapan=BERJENJANG)
    make_surat(sheet, tim=tim, acting_user=eko)
    ended = {"status": "selesai", "selesai_oleh": rina, "selesai_pada": database_now()}
    Penilaian.objects.filter(pk=sheet.pk).update(**ended)
    sheet.refresh_from_db()
    with pytest.raises(PermissionDenied, match="sudah selesai"):
        create_pernyataan(sheet, ada_benturan=False, acting_user=eko)


def test_who_coaches_the_unit_grades_it_but_does_not_guard_the_technique(
    rina, dinkes, eko, tono, tim, musim
):
    put_at(musim, "anggota")
    tie(eko, dinkes, "melatih")
    answer(musim, "anggota", "1.a", status={"1.a.3": "belum"}, acting_user=eko)
    put_at(musim, "pengendali_teknis")
    tie(tono, dinkes, "melatih")
    with pytest.raises(PermissionDenied, match="mendampingi Dinas Kesehatan"):
        return_tahap(musim, tahap="pengendali_teknis", alasan="Ulang.", acting_user=tono)
    Penilaian.objects.filter(pk=musim.pk).update(surat_tugas=None)
    musim.refresh_from_db()
    with pytest.raises(RuleError, match="Tono mendampingi Dinas Kesehatan"):
        make_surat(musim, tim=tim, acting_user=eko, nomor="2")


def test_who_drafted_the_units_documents_does_not_evaluate_it(musim, dinkes, eko):
    put_at(musim, "anggota")
    tie(eko, dinkes, "menyusun")
    with pytest.raises(PermissionDenied, match="menyusun dokumen"):
        answer(musim, "anggota", "1.a", status={"1.a.3": "belum"}, acting_user=eko)


@pytest.mark.parametrize("siapa", ["inspektorat", "pemda"])
def test_the_inspektorat_is_not_scored_by_its_own_people(rina, kabupaten, eko, budi, siapa):
    kantor = make_perangkat_daerah(kabupaten, kode="03", nama="Inspektorat", jenis="inspektorat")
    sheet = make_penilaian(rina, kantor if siapa == "inspektorat" else None, tahapan=BERJENJANG)
    tie(eko, kantor, "bekerja")
    with pytest.raises(RuleError, match=r"tim ad hoc .* Pilih jenis surat"):
        make_surat(sheet, tim=[(budi, "ketua")], acting_user=eko)
    with pytest.raises(RuleError, match=r"Eko tidak dapat menilai .* tim ad hoc"):
        make_surat(sheet, tim=[(eko, "ketua")], acting_user=eko, jenis="ad_hoc")
    make_surat(sheet, tim=[(budi, "ketua")], acting_user=eko, jenis="ad_hoc")
    assert sheet.tim_set.get().pengguna == budi
