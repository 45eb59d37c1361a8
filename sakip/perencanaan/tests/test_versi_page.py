"""Sari revises her Renstra page by page, without scripts; Budi decides."""

import pytest

from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.isi import isi_of, token
from sakip.perencanaan.kait import BarisDampak
from sakip.perencanaan.models import IsiIndikator, TargetTahun, Versi
from sakip.perencanaan.periksa import find_temuan
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan import HapusSimpul, TambahSimpul, UbahSimpul
from sakip.perencanaan.suntingan_indikator import TambahIndikator, UbahIndikator, UbahTarget
from sakip.perencanaan.suntingan_letak import geser
from sakip.perencanaan.tests.buku import angka, renstra, rpjmd, simpul
from sakip.perencanaan.tests.pohon import (
    ALASAN,
    approve,
    edit,
    lembar_of,
    make_pohon,
    open_draf,
    pk_of,
    seen,
    seen_lembar,
    submit,
)
from sakip.rules.periode import Frekuensi

VERSI = "/perencanaan/versi/{}/"


@pytest.fixture
def periode(sari):
    return make_pohon(sari)


@pytest.fixture
def draf(periode, sari):
    return open_draf(periode, sari)


def page_of(client, versi, tail="", **data):
    return client.get(f"{VERSI.format(versi.pk)}{tail}", data).content.decode()


def post(client, versi, tail, **data):
    return client.post(f"{VERSI.format(versi.pk)}{tail}", data, follow=True)


def answers(draf):
    """A reason for each kind of warning, and one decision for all of a kind."""
    return {f"alasan-{one.temuan.kode}": ALASAN for one in find_temuan(draf)}


# --- documents ------------------------------------------------------------------------------------
def test_sari_opens_the_room_from_her_plan_and_cannot_open_a_second(desk, periode):
    page = desk.get("/2026/tw4/opd/05/rencana/").content.decode()
    assert f'href="/perencanaan/dokumen/{periode.pk}/">Buka ruang revisi' in page
    assert "Buka ruang revisi" in desk.get(f"/perencanaan/dokumen/{periode.pk}/").content.decode()
    url = f"/perencanaan/dokumen/{periode.pk}/draf/"
    assert "Alasan revisi" in desk.post(url, {"alasan": ""}).content.decode()
    page = desk.post(url, {"alasan": "Target baru"}, follow=True).content.decode()
    assert "Versi 2 dibuka. Yang berlaku tidak berubah" in page
    page = desk.get(f"/perencanaan/dokumen/{periode.pk}/").content.decode()
    assert "Versi 2 sedang terbuka" in page
    assert "Buka draf</button>" not in page
    assert "Buka Versi 2" in desk.get("/2026/tw4/opd/05/rencana/").content.decode()
    assert desk.post(url, {"alasan": "Lagi"}).status_code == 422


def test_sari_begins_another_document_and_is_told_what_is_wrong(desk, dinkes):
    url = "/2026/tw4/opd/05/rencana/dokumen/"
    page = desk.get(url).content.decode()
    assert "Belum ada dokumen rencana. Mulai dokumen kosong" in page
    assert '/2026/tw4/opd/05/rencana/impor/"' in page
    long = {"tahun_awal": 2025, "tahun_akhir": 2039}
    assert "satu sampai 6 tahun" in desk.post(url, long).content.decode()
    years = {"tahun_awal": 2025, "tahun_akhir": 2029}
    page = desk.post(url, years, follow=True).content.decode()
    assert "Versi ini belum berisi. Tambahkan simpul" in page
    page = desk.post(url, years).content.decode()
    assert "Dokumen untuk periode ini sudah ada." in page
    assert 'class="tanda tanda-draf"' in page


def test_who_may_not_write_reads_why(client, eko, periode):
    client.force_login(eko)
    page = client.get(f"/perencanaan/dokumen/{periode.pk}/").content.decode()
    assert "Rencana perangkat daerah ditulis oleh operator atau kepalanya." in page
    page = client.get("/2026/tw4/rencana/dokumen/").content.decode()
    assert "Dokumen rencana daerah ditulis oleh Bappeda." in page


def test_documents_of_another_agency_are_not_listed(client, rina, wati):
    import_rencana(
        rpjmd(simpul("T1", "tujuan"), tahun_awal=2031, tahun_akhir=2035), acting_user=wati
    )
    client.force_login(rina)
    page = client.get("/2026/tw4/rencana/dokumen/").content.decode()
    assert "RPJMD 2031" not in page
    assert "Belum ada dokumen rencana." in page


# --- reading --------------------------------------------------------------------------------------
def test_every_version_is_read_as_it_was(desk, periode, draf, sari, bappeda):
    isi = {"pernyataan": "Pasien makin puas", "faktor_kunci": "Antrean", "tanda": ["terukur"]}
    edit(draf, UbahSimpul(pk_of("S2"), seen(draf, "S2"), isi), sari)
    page = page_of(desk, draf)
    assert "Pasien makin puas" in page
    assert "Faktor kunci: Antrean" in page
    assert '<span class="tanda">Terukur</span>' in page
    assert "Ajukan revisi" in page
    submit(draf, sari)
    assert "Ajukan revisi" not in page_of(desk, draf)
    assert "Renstra diputuskan oleh Bappeda." in page_of(desk, draf)
    approve(draf, bappeda)
    old = Versi.objects.get(periode=periode, nomor=1)
    page = page_of(desk, old)
    assert "Kepuasan pasien atas layanan kesehatan meningkat" in page
    assert "Ini versi lama." in page
    assert "disetujui Budi" in page_of(desk, draf)


def test_a_long_version_is_read_page_by_page_and_a_node_is_found(desk, sari, monkeypatch):
    monkeypatch.setattr("sakip.perencanaan.views.dokumen.PER_HALAMAN", 2)
    draf = open_draf(make_pohon(sari), sari)
    assert "1 sampai 2 dari 5" in page_of(desk, draf)
    page = page_of(desk, draf, simpul=pk_of("S2"))
    assert f'id="simpul-{pk_of("S2")}"' in page
    assert "5 sampai 5 dari 5" in page


def test_the_outline_asks_as_often_for_five_nodes_as_for_sixty(desk, periode, sari, count_queries):
    versi = Versi.objects.get(periode=periode)
    few = count_queries(VERSI.format(versi.pk))
    rows = [simpul(f"X{n}", pernyataan=f"Mutu {n}") for n in range(60)]
    import_rencana(renstra(*rows), acting_user=sari)
    versi = Versi.objects.get(periode=periode, status="berlaku")
    assert count_queries(VERSI.format(versi.pk)) == few


def test_from_any_node_the_way_leads_up_to_the_agencys_goal(desk, sari, rina):
    import_rencana(
        rpjmd(
            simpul("T1", "tujuan", "Warga sejahtera"),
            simpul("S1", pernyataan="Warga sehat", induk="T1"),
            simpul("S2", pernyataan="Warga pintar", induk="T1"),
        ),
        acting_user=rina,
    )
    plan = renstra(
        simpul("R1", pernyataan="Ibu selamat", induk="RPJMD S1"),
        simpul("P1", "program", "Gizi membaik", induk="R1"),
    )
    import_rencana(plan, acting_user=sari)
    versi = Versi.objects.get(periode__jenis="renstra")
    page = page_of(desk, versi, f"jalur/{pk_of('P1')}/")
    order = [
        page.index(t) for t in ("Warga sejahtera", "Warga sehat", "Ibu selamat", "Gizi membaik")
    ]
    assert order == sorted(order)
    assert "Warga pintar" not in page
    assert desk.get(f"{VERSI.format(versi.pk)}jalur/{pk_of('S2')}/").status_code == 404


# --- comparing ------------------------------------------------------------------------------------
def test_the_difference_stands_side_by_side_and_as_a_list(desk, draf, sari):
    assert "Kedua versi berisi sama." in page_of(desk, draf, "perbedaan/")
    isi = {"pernyataan": "Pasien makin puas"}
    edit(draf, UbahSimpul(pk_of("S2"), seen(draf, "S2"), isi), sari)
    edit(draf, HapusSimpul(pk_of("K1"), seen(draf, "K1"), 2), sari)
    edit(draf, TambahSimpul(pk_of("S1"), "Bayi makin sehat"), sari)
    edit(draf, geser(Ruang(draf), pk_of("P2"), -1), sari)
    edit(draf, TambahIndikator(pk_of("P2"), "Bayi lahir sehat", "%", {}), sari)
    page = page_of(desk, draf, "perbedaan/")
    counts = ["2 ditambah", "1 diubah", "1 dipindah", "2 dihapus"]
    assert all(f"<strong>{count}</strong>" in page for count in counts)
    assert "<del>Kepuasan pasien atas layanan kesehatan meningkat</del>" in page
    assert "<ins>Pasien makin puas</ins>" in page
    assert "indikator ditambah" in page
    page = page_of(desk, draf, "perbedaan/", jenis="dihapus")
    assert "<ins>" not in page


def test_two_old_versions_are_compared_and_a_first_one_says_it_is(
    desk, periode, draf, sari, bappeda
):
    first = Versi.objects.get(periode=periode, nomor=1)
    isi = {"pernyataan": "Pasien makin puas"}
    edit(draf, UbahSimpul(pk_of("S2"), seen(draf, "S2"), isi), sari)
    submit(draf, sari)
    approve(draf, bappeda)
    assert "<strong>1 diubah</strong>" in page_of(desk, draf, "perbedaan/")
    assert "<strong>1 diubah</strong>" in page_of(desk, first, "perbedaan/", dengan=2)
    assert "ini versi pertama" in page_of(desk, first, "perbedaan/")


# --- handing over ---------------------------------------------------------------------------------
def test_sari_hands_over_with_reasons_and_budi_approves(client, draf, sari, bappeda):
    client.force_login(sari)
    edit(draf, UbahSimpul(pk_of("S2"), seen(draf, "S2"), {"penerima_manfaat": ""}), sari)
    target = TargetTahun.objects.di_versi(draf).get(indikator__kode="S2.1", tahun=2026)
    change = UbahTarget(target.indikator_id, {2026: token(isi_of(target))}, {2026: angka(79)})
    edit(draf, change, sari)
    page = page_of(client, draf, "ajukan/")
    assert "Siapa yang merasakan?" in page
    assert "Target 2026 S2.1" in page
    kunci = next(one.kunci for one in find_temuan(draf) if one.temuan.kode == "L07")
    page = post(client, draf, "ajukan/", **{f"alasan-{kunci}": "Menunggu RPJMD"}).content.decode()
    assert "<h2>Belum diajukan</h2>" in page
    assert 'value="Menunggu RPJMD"' in page, "nothing typed is lost"
    data = answers(draf) | {"keputusan-target": "ikut"}
    page = post(client, draf, "ajukan/", **data).content.decode()
    assert "Versi 2 diajukan. Isinya sekarang hanya dapat dibaca." in page
    client.force_login(bappeda)
    page = page_of(client, draf, "putusan/")
    assert "<strong>0 ditambah</strong>, <strong>2 diubah</strong>" in page
    assert ALASAN in page
    draf.refresh_from_db()
    page = post(client, draf, "putusan/", catatan="Baik.", lihat=draf.revisi).content.decode()
    assert "sekarang berlaku." in page
    assert "Berlaku sejak" in page


def test_a_grave_finding_locks_the_button_and_links_to_its_node(desk, draf, sari):
    isi = {"pernyataan": "Terlaksananya sosialisasi imunisasi"}
    edit(draf, UbahSimpul(pk_of("S2"), seen(draf, "S2"), isi), sari)
    page = page_of(desk, draf, "ajukan/")
    assert "1 galat harus diperbaiki dahulu" in page
    assert f"?simpul={pk_of('S2')}#simpul-{pk_of('S2')}" in page
    assert "Perbaiki 1 galat di atas dahulu." in page
    assert post(desk, draf, "ajukan/", **answers(draf)).status_code == 200
    draf.refresh_from_db()
    assert draf.status == "draf"


def test_a_draft_handed_over_by_siti_meanwhile_is_a_conflict(desk, draf, monkeypatch):
    def somebody_was_first(versi):
        Versi.objects.filter(pk=versi.pk).update(status="diajukan")
        return []

    monkeypatch.setattr("sakip.perencanaan.views.versi.find_temuan", somebody_was_first)
    assert post(desk, draf, "ajukan/").status_code == 409


def test_a_thousand_warnings_are_answered_together(desk, draf, sari, monkeypatch):
    monkeypatch.setattr("sakip.perencanaan.jawaban.BATAS", 2)
    for kode in ("S1", "S2", "P1", "P2"):
        wish = UbahSimpul(pk_of(kode), seen(draf, kode), {"penerima_manfaat": ""})
        edit(draf, wish, sari)
    page = page_of(desk, draf, "ajukan/")
    assert page.count("Siapa yang merasakan?") == 2
    assert "Dan 2 lagi yang tidak ditampilkan di sini." in page
    page = post(desk, draf, "ajukan/", **answers(draf)).content.decode()
    assert "Versi 2 diajukan." in page
    draf.refresh_from_db()
    assert sum(kunci.startswith("L12") for kunci in draf.tanggapan["temuan"]) == 4


def test_a_quick_fix_is_one_press_and_one_step(desk, draf, sari):
    pk = lembar_of("S2.1")
    isi = {"nama": "Tingkat pengangguran terbuka", "frekuensi": Frekuensi.TRIWULANAN.value}
    edit(draf, UbahIndikator(pk, seen_lembar(draf, "S2.1"), isi), sari)
    page = page_of(desk, draf, "ajukan/")
    assert "Ubah frekuensi menjadi tahunan" in page
    found = next(one for one in find_temuan(draf) if one.temuan.kode == "L15")
    fix = {"temuan": found.kunci, "perbaikan": "ubah_frekuensi"}
    assert "diperbaiki" in post(desk, draf, "perbaiki/", **fix).content.decode()
    assert (
        IsiIndikator.objects.di_versi(draf).get(indikator=pk).frekuensi == Frekuensi.TAHUNAN.value
    )
    assert "sudah tidak ada" in post(desk, draf, "perbaiki/", **fix).content.decode()
    found = next(one for one in find_temuan(draf) if one.temuan.kode == "L07")
    fix = {"temuan": found.kunci, "perbaikan": "ubah_frekuensi"}
    assert post(desk, draf, "perbaiki/", **fix).status_code == 400


def test_budi_returns_it_with_a_reason_that_sari_reads(client, draf, sari, bappeda):
    submit(draf, sari)
    client.force_login(bappeda)
    assert post(client, draf, "kembalikan/", catatan="").status_code == 422
    post(client, draf, "kembalikan/", catatan="Sasaran 2 belum terukur.")
    client.force_login(sari)
    page = page_of(client, draf)
    assert "Dikembalikan oleh Budi" in page
    assert "Sasaran 2 belum terukur." in page
    assert ALASAN in page_of(client, draf, "ajukan/"), "reasons given once are kept"


def test_an_impact_that_came_up_since_is_decided_at_approval(
    client, draf, sari, bappeda, monkeypatch
):
    submit(draf, sari)
    row = BarisDampak("kontrak:1", "Kontrak", "Kontrak IK1", "Baru dibuka.", (("tetap", "Tetap"),))
    monkeypatch.setattr("sakip.perencanaan.dampak.DAMPAK", [lambda _: [row]])
    client.force_login(bappeda)
    page = post(client, draf, "putusan/").content.decode()
    assert "Kontrak IK1: pilih keputusannya dahulu." in page
    decided = {"keputusan-kontrak:1": "tetap", "lihat": draf.revisi}
    post(client, draf, "putusan/", **decided)
    draf.refresh_from_db()
    assert (draf.status, draf.tanggapan["dampak"]) == ("berlaku", {"kontrak:1": "tetap"})


def test_sari_drops_her_draft(desk, periode, draf):
    page = post(desk, draf, "buang/").content.decode()
    assert "Versi 2 dibuang" in page
    assert 'class="tanda tanda-dibatalkan"' in page
    assert "Draf ini dibuang. Yang tampil di bawah" in page_of(desk, draf)


def test_what_the_lint_finds_is_read_at_its_node_when_she_asks(desk, sari):
    draf = open_draf(make_pohon(sari), sari)
    edit(draf, TambahSimpul(None, "Terlaksananya rapat koordinasi", jenjang="sasaran"), sari)
    page = f"/perencanaan/versi/{draf.pk}/"
    assert "Ini terbaca" not in desk.get(page).content.decode()
    text = desk.get(f"{page}?periksa=ya").content.decode()
    node = text.index("Terlaksananya rapat koordinasi")
    assert text.index("<strong>L01</strong>") > node
    assert "Belum ada ukuran." in text
    old = draf.periode.versi_set.get(status="berlaku")
    assert "temuan" not in desk.get(f"/perencanaan/versi/{old.pk}/?periksa=ya").content.decode()
