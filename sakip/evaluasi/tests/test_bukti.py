"""Evidence of a criterion: the unit names it until its answers are sent, Eko opens it at its page."""

import pytest
from django.core.exceptions import PermissionDenied

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.berkas.bukti import Tunjukan
from sakip.berkas.models import Berkas
from sakip.berkas.pemakai import load_pemakaian
from sakip.berkas.tests.test_berkas import tambah
from sakip.conftest import wearing
from sakip.evaluasi.actions.bukti import create_bukti_kriteria, delete_bukti_kriteria
from sakip.evaluasi.models import BuktiKriteria
from sakip.organisasi.models import Peran
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.tests.evaluasi import LKE, make_penilaian, start_scoring
from sakip.web.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def berkas(dinkes, sari):
    return tambah(dinkes, sari)


def tunjuk(penilaian, berkas, user, *halaman, kriteria="1.b.3"):
    return create_bukti_kriteria(
        penilaian, kriteria=kriteria, tunjukan=Tunjukan(berkas, *halaman), acting_user=user
    )


def test_sari_names_evidence_and_eko_opens_it_at_its_page(
    client, sari, eko, joko, penilaian, berkas
):
    url = f"/evaluasi/penilaian/{penilaian.pk}/bukti/1.b.3/"
    client.force_login(sari)
    client.post(url, {"berkas": berkas.pk, "halaman": "12-14"})
    row = BuktiKriteria.objects.get()
    assert (row.penilaian, row.kriteria, row.halaman) == (penilaian, "1.b.3", "12-14")
    assert Jejak.objects.filter(tindakan="bukti_kriteria.create").count() == 1
    assert 'aria-label="Bukti kriteria 1.b.3: 1"' in client.get(f"{LKE}1.b/").content.decode()
    start_scoring(penilaian)
    client.force_login(eko)
    page = client.get(url).content.decode()
    assert f'/berkas/{berkas.pk}/lihat/?hal=12"' in page
    assert "Tunjuk sebagai bukti" not in page
    client.force_login(joko)
    assert client.get(url).status_code == 404


def test_letting_go_keeps_the_file_and_is_in_the_trail(client, sari, penilaian, berkas):
    row = tunjuk(penilaian, berkas, sari)
    client.force_login(sari)
    client.post(f"/evaluasi/bukti/{row.pk}/lepas/")
    assert not BuktiKriteria.objects.exists()
    assert Berkas.objects.get() == berkas
    with pytest.raises(Konflik):
        delete_bukti_kriteria(row, acting_user=sari)
    assert Jejak.objects.filter(tindakan="bukti_kriteria.delete").count() == 1
    assert "evaluasi.buktikriteria" not in {one.tabel for one in check_chain(penilaian.instansi_id)}


def test_evidence_is_settled_with_the_answers_and_belongs_to_criteria_of_the_sheet(
    sari, eko, rina, penilaian, berkas
):
    row = tunjuk(penilaian, berkas, sari)
    with pytest.raises(PermissionDenied):
        tunjuk(penilaian, berkas, eko)
    with pytest.raises(RuleError, match="tidak berlaku di sini"):
        tunjuk(penilaian, berkas, sari, kriteria="9.z.1")
    pemda = make_penilaian(rina, None)
    assert tunjuk(pemda, berkas, rina, 2, 2).berkas == berkas
    start_scoring(penilaian)
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        tunjuk(penilaian, berkas, sari, 3, 3)
    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        delete_bukti_kriteria(row, acting_user=sari)


def test_a_file_of_another_cabinet_is_no_evidence_of_this_unit(joko, sari, penilaian):
    pupr = joko.instansi.perangkat_daerah_set.get(kode="06")
    foreign = tambah(pupr, joko, nama="jalan.pdf", tambahan=b"3")
    with pytest.raises(RuleError, match="tidak ada di lemari"):
        tunjuk(penilaian, foreign, sari)


def test_a_file_of_another_agency_is_no_evidence_of_this_one(rina, kota):
    there = make_perangkat_daerah(kota)
    someone = wearing(make_pengguna(kota, Peran.OPERATOR_OPD, there))
    foreign = tambah(there, someone, nama="kota.pdf")
    with pytest.raises(RuleError, match="tidak ada di lemari"):
        tunjuk(make_penilaian(rina, None), foreign, rina)


def test_the_cabinet_says_which_criterion_uses_a_file_and_that_it_stays_once_sent(
    sari, joko, eko, dinkes, penilaian, berkas
):
    tunjuk(penilaian, berkas, sari, 4, 4)

    def used(user):
        [one] = load_pemakaian(user, [berkas.pk])[berkas.pk]
        return one.label, one.halaman, one.terlihat, bool(one.kunci)

    assert used(sari) == ("kriteria 1.b.3 LKE 2026", "4", True, False)
    assert used(joko) == ("kriteria 1.b.3 LKE 2026", "4", False, False)
    start_scoring(penilaian)
    assert used(eko)[3]
    employee = wearing(make_pengguna(dinkes.instansi, Peran.PEGAWAI, dinkes))
    assert not used(employee)[2]


def test_sari_reads_what_the_agency_shows_for_a_criterion_she_inherits(
    client, sari, rina, penilaian, berkas
):
    pemda = make_penilaian(rina, None)
    lama = make_penilaian(rina, None, tahun=2025)
    for sheet, kode, hal in ((pemda, "1.a.1", 7), (pemda, "1.a.3", 8), (lama, "1.a.2", 9)):
        BuktiKriteria.objects.create(
            instansi=sheet.instansi, penilaian=sheet, kriteria=kode, berkas=berkas,
            halaman_dari=hal, halaman_sampai=hal, oleh=rina, pada=now(),
        )  # fmt: skip
    client.force_login(sari)
    html = client.get(f"{LKE}1.a/").content.decode()
    assert f"Bukti pemda: {berkas.nama}, halaman 7" in html
    assert html.count("Bukti pemda:") == 1
