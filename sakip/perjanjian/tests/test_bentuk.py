"""An agency chooses how its PK looks, from a year on; what was sent or signed stays as it is."""

import io

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.organisasi.models import Jabatan, Pengguna
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.rencana import BarisSimpul, Rencana
from sakip.perjanjian.actions.ampuan import update_ampuan
from sakip.perjanjian.actions.bentuk import update_bentuk_pk
from sakip.perjanjian.bentuk import load_aturan
from sakip.perjanjian.isi import make_isi
from sakip.perjanjian.models import BentukPK, PerjanjianKinerja
from sakip.perjanjian.susun import compute_susunan
from sakip.perjanjian.tests.conftest import HARI, RENSTRA, SIMPUL, indikator
from sakip.rules.decision import Konflik
from sakip.rules.perjanjian import Bentuk
from sakip.tests.builders import make_jabatan, make_perangkat_daerah

POLOS = Bentuk(False, False, False, {})
BAWAAN = {
    f"formulir_{tingkat}": "bawaan"
    for tingkat in ("administrator", "pengawas", "fungsional", "kelurahan")
}
PENUH = Bentuk(True, True, True, {})


@pytest.fixture
def tahun(kantor) -> int:
    """The running year."""
    return kantor.dinkes.instansi.hari_ini.year


def put(kantor, bentuk, tahun=2026):
    """A choice as it stands in a year, whatever the day of the test."""
    fields = {
        name: getattr(bentuk, name)
        for name in ("baris_jumlah", "tulis_nip", "tulis_pangkat", "formulir")
    }
    BentukPK.objects.create(instansi=kantor.dinkes.instansi, tahun=tahun, **fields)


def susun(jabatan, tahun=2026):
    return compute_susunan(jabatan, tahun, HARI, load_aturan(jabatan.instansi, tahun, HARI))


def test_rina_chooses_and_the_paper_of_the_head_says_pangkat_nip_and_total(
    client, kantor, rina, siti, tahun
):
    fields = {"nip": "198001012005012001", "pangkat": "Pembina (IV/a)"}
    Pengguna.objects.filter(pk=siti.pk).update(**fields)
    put(kantor, PENUH)
    isi = make_isi(susun(kantor.kepala))
    assert (isi["pertama"]["nip"], isi["pertama"]["pangkat"]) == tuple(fields.values())
    client.force_login(rina)
    shown = client.get(f"/perjanjian/2026/jabatan/{kantor.kepala.pk}/").content.decode()
    for words in ("Pembina (IV/a)", "NIP 198001012005012001", ">Jumlah<"):
        assert words in shown
    answer = client.get(f"/perjanjian/2026/jabatan/{kantor.kepala.pk}/pk.docx")
    paper = docx.Document(io.BytesIO(b"".join(answer)))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert any("Pembina (IV/a)\nNIP 198001012005012001" in text for text in cells)
    assert "Jumlah" in cells
    pdf = b"".join(client.get(f"/perjanjian/2026/jabatan/{kantor.kepala.pk}/pk.pdf"))
    assert pdf.startswith(b"%PDF")


def test_without_a_choice_the_paper_is_the_regulations(kantor, siti):
    Pengguna.objects.filter(pk=siti.pk).update(nip="198001012005012001", pangkat="Pembina (IV/a)")
    isi = make_isi(susun(kantor.kepala))
    assert (isi["baris_jumlah"], isi["pertama"]["nip"], isi["pertama"]["pangkat"]) == (
        False, "", "",
    )  # fmt: skip


def test_a_choice_holds_from_its_year_until_the_next(kantor):
    put(kantor, PENUH, 2025)
    put(kantor, POLOS, 2027)
    used = [load_aturan(kantor.dinkes.instansi, n, HARI).bentuk for n in (2024, 2026, 2028)]
    assert used == [POLOS, PENUH, POLOS]


def test_the_choice_of_another_agency_is_not_ours(client, kantor, rina, wati, tahun):
    BentukPK.objects.create(instansi=wati.instansi, tahun=tahun, tulis_nip=True)
    assert load_aturan(kantor.dinkes.instansi, tahun, HARI).bentuk == POLOS
    client.force_login(rina)
    address = f"/{tahun}/tw1/perjanjian/bentuk/"
    assert "Belum ada pilihan" in client.get(address).content.decode()
    assert client.post(address, BAWAAN).status_code == 302
    assert BentukPK.objects.get(instansi=wati.instansi).tulis_nip


def test_a_signed_pk_stays_as_it_was_printed(client, kantor):
    row = kantor.sign()
    before = (row.hash, row.potret, row.dokumen_id)
    put(kantor, PENUH)
    client.force_login(kantor.sari)
    assert ">Jumlah<" not in client.get(f"/perjanjian/pk/{row.pk}/").content.decode()
    row = PerjanjianKinerja.objects.get(pk=row.pk)
    assert (row.hash, row.potret, row.dokumen_id) == before
    newer = kantor.submit(alasan="strategi", uraian_alasan="APBD perubahan")
    assert newer.potret["baris_jumlah"] is True


def test_a_pk_frozen_before_ranks_were_kept_is_still_shown(client, kantor):
    row = kantor.sign()
    old = {**row.potret, "pertama": dict(row.potret["pertama"])}
    del old["pertama"]["pangkat"]
    PerjanjianKinerja.objects.filter(pk=row.pk).update(potret=old)
    client.force_login(kantor.sari)
    assert client.get(f"/perjanjian/pk/{row.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("jenjang", "tingkat", "kunci", "kolom"),
    [
        (Jabatan.Jenjang.ADMINISTRATOR, "administrator", "administrator", "Sasaran Program"),
        (Jabatan.Jenjang.PENGAWAS, "pengawas", "ketua_tim", "Sasaran Kegiatan"),
        (Jabatan.Jenjang.FUNGSIONAL, "fungsional", "ketua_tim", "Sasaran Kegiatan"),
    ],
)
def test_below_the_head_the_chosen_form_is_used(kantor, jenjang, tingkat, kunci, kolom):
    row = make_jabatan(kantor.dinkes, nama="Lina", jenjang=jenjang, atasan=kantor.kepala)
    program = kantor.indikator("I2").periode.simpul_set.get(kode="P1")
    update_ampuan(kantor.dinkes, 2026, {program.pk: row.pk}, lihat={}, acting_user=kantor.sari)
    assert susun(row).formulir.kunci == "bawahan"
    put(kantor, Bentuk(False, False, False, {tingkat: kunci}))
    found = susun(row)
    isi = make_isi(found)
    assert (isi["formulir"], isi["kolom_sasaran"]) == (kunci, kolom)
    assert isi["dasar"] == "Kebijakan daerah (huruf C.1.c)"
    # What it says is what the regulation's form would say.
    assert [one["pernyataan"] for one in isi["sasaran"]] == ["Program upaya kesehatan"]
    assert [(one.nama, one.jumlah) for one in found.uang] == [("Layanan ibu hamil", 1000)]
    assert susun(kantor.kepala).formulir.kunci == "perangkat_daerah"


def test_a_lurah_promises_what_the_kecamatans_plan_gives_the_kelurahan(kantor, rina):
    unit = make_perangkat_daerah(
        kantor.dinkes.instansi, kode="05.1", nama="Kelurahan Contoh", singkatan="Kel. Contoh",
        jenis="kelurahan", induk=kantor.dinkes,
    )  # fmt: skip
    nodes = (
        BarisSimpul("K2", "kegiatan", "Pemberdayaan", "P1", "05.1", nomenklatur="1.02.02.2.03"),
        BarisSimpul(
            "K3", "subkegiatan", "Kelas", "K2", "05.1", nomenklatur="1.02.02.2.03.0001"
        ),
    )  # fmt: skip
    sheet = indikator("I3", "K2", "Warga ikut musyawarah", unit="05.1")
    plan = Rencana("renstra", 2025, 2029, "05", (*SIMPUL, *nodes), (*RENSTRA.indikator, sheet))
    import_rencana(plan, acting_user=rina)
    lurah = make_jabatan(unit, nama="Lurah Contoh", atasan=kantor.kepala)
    assert susun(lurah).formulir.kunci == "perangkat_daerah"
    put(kantor, Bentuk(False, False, False, {"kelurahan": "kelurahan"}))
    found = susun(lurah)
    assert found.formulir.kolom_uang == "Sub Kegiatan"
    assert [row.isi.pernyataan for row in found.sasaran] == ["Pemberdayaan", "Kelas"]
    assert [one.nama for one in found.uang] == ["Kelas"]
    assert susun(kantor.kepala).formulir.kunci == "perangkat_daerah"


# --- the page and the action -----------------------------------------------------------------------


def test_rina_saves_on_the_page_and_the_choice_is_listed(client, rina, kantor, tahun):
    client.force_login(rina)
    address = f"/{tahun}/tw1/perjanjian/bentuk/"
    shown = client.get(address).content.decode()
    assert "Belum ada pilihan" in shown
    assert "Formulir ketua tim dan pejabat fungsional" in shown
    sent = BAWAAN | {"baris_jumlah": "on", "formulir_pengawas": "ketua_tim"}
    assert client.post(address, sent).status_code == 302
    row = BentukPK.objects.get()
    assert row.to_rule() == Bentuk(True, False, False, {"pengawas": "ketua_tim"})
    shown = client.get(address).content.decode()
    assert "baris jumlah" in shown
    assert "Pengawas atau ketua tim" in shown
    # Who opened the page before that is told.
    assert "Sudah diisi orang lain" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"revisi": 5}).status_code == 409
    assert client.post(address, BAWAAN | {"tulis_nip": "on", "revisi": 0}).status_code == 302
    row.refresh_from_db()
    assert (row.to_rule(), row.revisi) == (Bentuk(False, True, False, {}), 1)
    said = list(Jejak.objects.order_by("nomor").values_list("tindakan", flat=True))[-2:]
    assert said == ["bentuk_pk.create", "bentuk_pk.update"]
    found = check_chain(rina.instansi_id)
    assert [one for one in found if one.tabel.startswith("perjanjian.")] == []
    assert "Bentuk PK" in client.get(f"/{tahun}/tw1/perjanjian/").content.decode()


def test_a_year_that_is_over_keeps_its_form(client, rina, kantor, tahun):
    client.force_login(rina)
    address = f"/{tahun - 1}/tw1/perjanjian/bentuk/"
    assert "Pakai sejak" not in client.get(address).content.decode()
    assert (
        "sudah lewat tidak diubah"
        in client.post(address, BAWAAN | {"tulis_nip": "on"}).content.decode()
    )
    with pytest.raises(ValidationError, match="sudah lewat"):
        update_bentuk_pk(tahun - 1, PENUH, revisi=None, acting_user=rina)
    assert not BentukPK.objects.exists()


def test_a_form_that_is_not_for_the_level_is_refused(client, rina, kantor, tahun):
    wrong = Bentuk(False, False, False, {"administrator": "kelurahan"})
    with pytest.raises(ValidationError, match="bukan untuk jenjang itu"):
        update_bentuk_pk(tahun, wrong, revisi=None, acting_user=rina)
    client.force_login(rina)
    sent = BAWAAN | {"formulir_administrator": "kelurahan"}
    answer = client.post(f"/{tahun}/tw1/perjanjian/bentuk/", sent)
    assert "Formulir administrator" in answer.content.decode()
    assert not BentukPK.objects.exists()


def test_of_two_who_choose_for_one_year_the_second_is_told(rina, kantor, tahun):
    with pytest.raises(Konflik):
        update_bentuk_pk(tahun, PENUH, revisi=0, acting_user=rina)
    update_bentuk_pk(tahun, PENUH, revisi=None, acting_user=rina)
    with pytest.raises(Konflik):
        update_bentuk_pk(tahun, POLOS, revisi=None, acting_user=rina)
    assert BentukPK.objects.get().to_rule() == PENUH


def test_sari_chooses_nothing(client, sari, kantor, tahun):
    with pytest.raises(PermissionDenied, match="dipilih Bagian Organisasi"):
        update_bentuk_pk(tahun, PENUH, revisi=None, acting_user=sari)
    client.force_login(sari)
    assert client.get(f"/{tahun}/tw1/perjanjian/bentuk/").status_code == 403
    assert "Bentuk PK" not in client.get(f"/{tahun}/tw1/perjanjian/").content.decode()
