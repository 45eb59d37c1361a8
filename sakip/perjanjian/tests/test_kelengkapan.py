"""Completeness of documents: what the system knows by itself, what people note, and whose each one is."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.perencanaan.models import IsiIndikator
from sakip.perjanjian.actions.aksi import update_aksi
from sakip.perjanjian.actions.dokumen import update_catatan_dokumen
from sakip.perjanjian.actions.iku import create_penetapan_iku
from sakip.perjanjian.kelengkapan import count_tak_bertuan, load_kelengkapan
from sakip.perjanjian.models import CatatanDokumen
from sakip.perjanjian.tests.conftest import HARI
from sakip.perjanjian.tests.test_aksi import step
from sakip.rules.decision import Konflik
from sakip.rules.dokumen_wajib import daftar_dokumen_on, load_daftar_dokumen
from sakip.rules.regulasi import RegulasiError
from sakip.tests.builders import make_jabatan, make_perangkat_daerah

LIST = "/2026/tw4/kelengkapan/"
RENJA = "/2026/tw4/opd/05/kelengkapan/renja/"


def rows(*units, tahun=2026):
    return load_kelengkapan(units, daftar_dokumen_on(HARI).dokumen, tahun)


def states(kantor, tahun=2026):
    [row] = rows(kantor.dinkes, tahun=tahun)
    return {one.dokumen.kunci: one.keadaan for one in row.sel}


def note(kantor, jenis="renja", revisi=None, **fields):
    update_catatan_dokumen(
        kantor.dinkes, 2026, jenis, revisi=revisi, acting_user=kantor.sari, **fields
    )


def test_what_the_system_holds_is_known_without_typing(kantor):
    assert states(kantor) == {
        "renstra": "formal", "renja": "belum", "dpa": "dibuat", "iku": "belum", "pk": "belum",
        "rencana_aksi": "belum", "lkjip": "belum",
    }  # fmt: skip
    kantor.submit()
    assert states(kantor)["pk"] == "dibuat"
    IsiIndikator.objects.filter(indikator=kantor.indikator("I1")).update(iku=True)
    create_penetapan_iku(
        kantor.dinkes, nomor="1", tanggal=HARI, tentang="IKU", acting_user=kantor.sari
    )
    update_aksi(kantor.dinkes, 2026, [step(kantor)], alasan="", acting_user=kantor.sari)
    known = states(kantor)
    assert (known["iku"], known["rencana_aksi"]) == ("formal", "dibuat")
    assert states(kantor, 2040)["renstra"] == "belum"


def test_a_signed_pk_is_formal_on_its_day(kantor):
    kantor.sign()
    [row] = rows(kantor.dinkes)
    sel = next(one for one in row.sel if one.dokumen.kunci == "pk")
    assert (sel.dibuat, sel.formal, sel.keadaan) == (HARI, HARI, "formal")


def test_people_note_what_the_system_cannot_know(kantor):
    note(kantor, dibuat=date(2026, 1, 2), formal=date(2026, 1, 9))
    assert states(kantor)["renja"] == "formal"
    note(kantor, "renstra", terbit=date(2026, 2, 1), tautan="https://contoh.go.id/renstra")
    assert states(kantor)["renstra"] == "terbit"


def test_the_legal_day_that_people_note_comes_before_the_day_of_the_import(kantor):
    note(kantor, "renstra", formal=date(2025, 9, 1))
    kantor.sign()
    note(kantor, "pk", formal=date(2025, 9, 1))
    [row] = rows(kantor.dinkes)
    days = {one.dokumen.kunci: one.formal for one in row.sel}
    assert (days["renstra"], days["pk"]) == (date(2025, 9, 1), HARI)


def test_the_head_owns_a_document_until_somebody_else_is_named(kantor):
    kabid = make_jabatan(kantor.dinkes, nama="Kabid", atasan=kantor.kepala)
    note(kantor, pemilik=kabid)
    [row] = rows(kantor.dinkes)
    owners = {one.dokumen.kunci: one.pemilik for one in row.sel}
    assert (owners["renja"], owners["pk"]) == (kabid, kantor.kepala)
    assert count_tak_bertuan([row]) == 0
    assert count_tak_bertuan(rows(make_perangkat_daerah(kantor.dinkes.instansi))) == 7


@pytest.mark.parametrize(
    ("fields", "place", "words"),
    [
        ({"dibuat": date(2026, 2, 1), "formal": date(2026, 1, 1)}, "formal", "mendahului"),
        ({"formal": date(2026, 2, 1), "terbit": date(2026, 1, 1)}, "terbit", "mendahului"),
        ({"terbit": date(2099, 1, 1)}, "terbit", "belum terjadi"),
        ({"tautan": "bukan tautan"}, "tautan", "URL"),
    ],
)
def test_dates_out_of_order_and_broken_links_are_refused_at_their_field(
    kantor, fields, place, words
):
    with pytest.raises(ValidationError, match=words) as refused:
        note(kantor, **fields)
    assert place in refused.value.message_dict
    assert not CatatanDokumen.objects.exists()


def test_a_position_of_another_unit_owns_nothing_here(kantor):
    other = make_jabatan(make_perangkat_daerah(kantor.dinkes.instansi), nama="Lain")
    with pytest.raises(ValidationError, match="di perangkat daerah ini"):
        note(kantor, pemilik=other)


def test_the_second_of_two_people_is_told(kantor):
    note(kantor, nomor="1")
    with pytest.raises(Konflik):
        note(kantor, nomor="2")
    note(kantor, revisi=0, nomor="2")
    with pytest.raises(Konflik):
        note(kantor, revisi=0, nomor="3")
    with pytest.raises(Konflik):
        note(kantor, "lkjip", revisi=0, nomor="3")
    assert CatatanDokumen.objects.get().nomor == "2"


def test_sari_reads_the_matrix_and_notes_a_document(client, kantor):
    client.force_login(kantor.sari)
    shown = client.get(LIST).content.decode()
    assert "LKjIP 2025" in shown
    assert "Dokumen tanpa pemilik: <strong>0</strong>" in shown
    wrong = client.post(RENJA, {"dibuat": "2026-02-01", "formal": "2026-01-01", "nomor": "9/R"})
    assert "mendahului tahap sebelumnya" in wrong.content.decode()
    assert "9/R" in wrong.content.decode()
    sent = {
        "dibuat": "2026-01-01",
        "formal": "2026-01-09",
        "nomor": "9/R",
        "tautan": "contoh.go.id/renja",
    }
    assert client.post(RENJA, sent).status_code == 302
    assert "https://contoh.go.id/renja" in client.get(RENJA).content.decode()
    again = sent | {"revisi": 0, "terbit": "2026-01-20"}
    assert client.post(RENJA, again).status_code == 302
    assert "20 Jan 2026" in client.get(LIST).content.decode()
    assert client.get("/2026/tw4/opd/05/kelengkapan/antah/").status_code == 404
    # A year before the list was law shows the first one.
    assert "LKjIP 2000" in client.get("/2001/tw1/kelengkapan/").content.decode()


def test_the_matrix_asks_as_often_for_one_unit_as_for_many(client, rina, kantor):
    client.force_login(rina)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        return len(seen)

    queries()
    few = queries()
    for n in range(10, 30):
        unit = make_perangkat_daerah(kantor.dinkes.instansi, kode=str(n))
        make_jabatan(unit, nama=f"Kepala {n}", atasan=kantor.bupati)
    assert queries() == few


def test_a_list_with_a_key_twice_is_refused(tmp_path):
    folder = tmp_path / "dokumen_wajib"
    folder.mkdir()
    entry = '\n[[dokumen]]\nkunci = "a"\nnama = "A"\ndasar = "x"\nasal = ""\n'
    head = 'peraturan="x"\njudul="x"\nberlaku_sejak=2020-01-01\nsumber="x"\ndiperiksa=[]\n'
    (folder / "x.toml").write_text(head + entry)
    assert load_daftar_dokumen((tmp_path,))["x"].find("a").nama == "A"
    load_daftar_dokumen.cache_clear()
    (folder / "x.toml").write_text(head + entry * 2)
    with pytest.raises(RegulasiError, match="kunci dokumen yang sama"):
        load_daftar_dokumen((tmp_path,))
