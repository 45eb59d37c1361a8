"""Crosscutting: Sari asks Dinas PUPR, its head Yuni agrees or says why not, and Bappeda after 14 days."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sakip.conftest import wearing
from sakip.organisasi.models import Peran, PerangkatDaerah
from sakip.perencanaan.actions.lintas import (
    approve_lintas,
    create_lintas,
    return_lintas,
    revoke_lintas,
)
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.dampak import compute_dampak
from sakip.perencanaan.models import IsiSimpul, Lintas, PeriodeRencana, Simpul
from sakip.perencanaan.periksa import find_temuan
from sakip.perencanaan.permissions import can_approve_lintas, can_revoke_lintas
from sakip.perencanaan.suntingan import HapusSimpul, PindahSimpul, UbahSimpul
from sakip.perencanaan.tests.buku import renstra, rpjmd, simpul
from sakip.perencanaan.tests.pohon import (
    edit,
    lembar,
    lembar_of,
    make_pohon,
    open_draf,
    pk_of,
    seen,
)
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_pengguna, make_perangkat_daerah

pytestmark = pytest.mark.django_db
ASK = "Air bersih di 40 desa lokus stunting"


@pytest.fixture
def pohon(sari) -> PeriodeRencana:
    return make_pohon(sari)


@pytest.fixture
def pupr(joko) -> PerangkatDaerah:
    unit = PerangkatDaerah.objects.get(kode="06")
    node = simpul("A1", "sasaran", "Akses air bersih meningkat", penerima_manfaat="Warga desa")
    sheet = lembar("A1.1", "A1", "Desa dengan air bersih", unit="06")
    import_rencana(renstra(node, indikator=[sheet], unit="06"), acting_user=joko)
    return unit


@pytest.fixture
def yuni(pupr):
    """Yuni heads Dinas PUPR."""
    return wearing(
        make_pengguna(pupr.instansi, Peran.KEPALA_OPD, pupr, username="yuni", nama="Yuni")
    )


def berlaku(periode):
    return periode.versi_set.get(status="berlaku")


@pytest.fixture
def usulan(sari, pohon, pupr) -> Lintas:
    return ask(sari, pohon, pupr)


def ask(sari, pohon, pupr, kode="P2", **lain) -> Lintas:
    own = Simpul.objects.get(kode=kode)
    row = Lintas(simpul=own, pengusul=pohon.perangkat_daerah, perangkat_daerah=pupr,
                 sumbangan=ASK, tenggat="2027-06-30", **lain)  # fmt: skip
    row.clean_fields(exclude=["instansi", "diusulkan_oleh", "diusulkan_pada"])
    return create_lintas(berlaku(pohon), row, acting_user=sari)


def wait(row, days):
    """So many days go by."""
    Lintas.objects.filter(pk=row.pk).update(diusulkan_pada=row.diusulkan_pada - timedelta(days))
    row.refresh_from_db()


def url(row, act=""):
    return f"/perencanaan/lintas/{row.pk}/{act}"


def test_sari_asks_from_a_node_and_sees_it_waiting_there(client, sari, pohon, pupr):
    client.force_login(sari)
    versi = berlaku(pohon)
    page = f"/perencanaan/versi/{versi.pk}/"
    assert "Usulkan lintas" in client.get(page).content.decode()
    add = f"{page}simpul/{pk_of('P2')}/lintas/"
    assert "Gizi balita membaik" in client.get(add).content.decode()
    wish = {"perangkat_daerah": pupr.pk, "sumbangan": ASK, "tenggat": "2027-06-30",
            "indikator": lembar_of("P2.1"), "bagian": "40 dari 100 desa"}  # fmt: skip
    answer = client.post(add, wish)
    row = Lintas.objects.get()
    assert answer.url == url(row)
    assert (row.status, row.pengusul.kode, row.indikator_id) == (
        "diusulkan",
        "05",
        lembar_of("P2.1"),
    )
    detail = client.get(url(row)).content.decode()
    for text in (ASK, "40 dari 100 desa", "Dinas PUPR", "Dijawab oleh kepala Dinas PUPR."):
        assert text in detail
    assert "Lintas Dinkes → DPUPR, diusulkan" in client.get(page).content.decode()
    assert "Lintas Dinkes → DPUPR" in client.get("/2026/tw4/opd/05/rencana/").content.decode()
    assert "1 kesepakatan lintas" in client.get("/2026/tw4/rencana/").content.decode()


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"perangkat_daerah": ""}, "Perangkat daerah yang diminta"),
        ({"sumbangan": ""}, "Sumbangan yang diminta"),
        ({"tenggat": "kapan-kapan"}, "Tulis tanggal seperti 31-12-2026"),
        ({"tenggat": "2020-01-01"}, "Tenggat sudah lewat"),
    ],
)
def test_what_is_missing_is_told_and_the_rest_stays_typed(client, sari, pohon, pupr, wish, why):
    client.force_login(sari)
    add = f"/perencanaan/versi/{berlaku(pohon).pk}/simpul/{pk_of('P2')}/lintas/"
    typed = {"perangkat_daerah": pupr.pk, "sumbangan": ASK, "tenggat": "2027-06-30",
             "bagian": "40 desa"}  # fmt: skip
    page = client.post(add, typed | wish).content.decode()
    assert why in page
    assert "40 desa" in page
    assert not Lintas.objects.exists()


def test_nobody_asks_himself_or_the_same_twice(client, sari, pohon, pupr, usulan):
    with pytest.raises(ValidationError, match="sudah ada"):
        ask(sari, pohon, pupr)
    with pytest.raises(ValidationError, match="Pilih perangkat daerah lain"):
        ask(sari, pohon, pohon.perangkat_daerah)
    client.force_login(sari)
    add = f"/perencanaan/versi/{berlaku(pohon).pk}/simpul/{pk_of('P2')}/lintas/"
    typed = {"perangkat_daerah": pupr.pk, "sumbangan": ASK, "tenggat": "2027-06-30"}
    assert "sudah ada" in client.post(add, typed).content.decode()
    own = typed | {"perangkat_daerah": pohon.perangkat_daerah_id}
    assert client.post(add, own).status_code == 200
    assert Lintas.objects.count() == 1


def test_the_head_who_is_asked_agrees_with_a_node_of_his_own(client, sari, yuni, usulan):
    client.force_login(yuni)
    page = client.get(url(usulan)).content.decode()
    assert "A1 Akses air bersih meningkat" in page
    answer = {"simpul_mitra": pk_of("A1"), "catatan": "Masuk DPA 2027."}
    assert client.post(url(usulan, "sepakat/"), answer).status_code == 302
    usulan.refresh_from_db()
    assert (usulan.status, usulan.simpul_mitra_id) == ("disepakati", pk_of("A1"))
    assert (usulan.dijawab_oleh, usulan.alasan) == (yuni, "Masuk DPA 2027.")
    assert (
        "Lintas Dinkes → DPUPR, disepakati"
        in client.get("/2026/tw4/opd/06/rencana/").content.decode()
    )
    client.force_login(sari)
    assert "Akses air bersih meningkat" in client.get(url(usulan)).content.decode()


def test_a_refusal_without_a_reason_is_not_taken(client, yuni, usulan):
    with pytest.raises(RuleError, match="Tulis alasan penolakan"):
        return_lintas(usulan, alasan="  ", acting_user=yuni)
    client.force_login(yuni)
    client.post(url(usulan, "tolak/"), {"alasan": "Anggaran 2027 sudah dikunci."})
    usulan.refresh_from_db()
    assert (usulan.status, usulan.alasan) == ("ditolak", "Anggaran 2027 sudah dikunci.")
    assert "sudah ditolak" in can_approve_lintas(yuni, usulan).reason


def test_a_node_of_somebody_elses_plan_is_no_answer(client, yuni, usulan):
    other = Simpul.objects.get(kode="S2")
    with pytest.raises(RuleError, match="Pilih simpul dari rencana Dinas PUPR"):
        approve_lintas(usulan, simpul_mitra=other, catatan="", acting_user=yuni)
    client.force_login(yuni)
    unfit = {"simpul_mitra": other.pk, "catatan": "Siap"}
    assert "Siap" in client.post(url(usulan, "sepakat/"), unfit).content.decode()
    usulan.refresh_from_db()
    assert usulan.status == "diusulkan"
    approve_lintas(usulan, simpul_mitra=None, catatan="", acting_user=yuni)
    assert client.post(url(usulan, "sepakat/"), unfit).status_code == 403


def test_bappeda_answers_only_after_fourteen_whole_days(client, bappeda, usulan):
    for days, allowed in ((0, False), (14, False), (1, True)):
        wait(usulan, days)
        assert bool(can_approve_lintas(bappeda, usulan)) is allowed
    client.force_login(bappeda)
    page = client.get("/2026/tw4/lintas/?saring=lewat").content.decode()
    assert "Dinkes → DPUPR" in page
    assert "15 hari, giliran Bappeda" in page
    assert client.post(url(usulan, "sepakat/"), {}).status_code == 302


def test_bappeda_reads_on_which_day_its_turn_begins(bappeda, usulan):
    wait(usulan, 14)
    reason = can_approve_lintas(bappeda, usulan).reason
    assert reason.startswith("Masih di tangan DPUPR. Bappeda menjawab mulai ")


def test_the_turn_of_bappeda_lists_nothing_that_is_young(client, bappeda, usulan):
    wait(usulan, 14)
    client.force_login(bappeda)
    page = client.get("/2026/tw4/lintas/?saring=lewat").content.decode()
    assert "Tidak ada usulan yang cocok" in page


def test_who_asked_does_not_answer_even_as_bappeda(bappeda, pohon, pupr):
    row = ask(bappeda, pohon, pupr)
    wait(row, 20)
    assert "Anda yang mengusulkannya" in can_approve_lintas(bappeda, row).reason


def test_two_answers_at_once_and_the_second_is_told(yuni, usulan):
    late = Lintas.objects.get(pk=usulan.pk)
    approve_lintas(usulan, simpul_mitra=None, catatan="", acting_user=yuni)
    with pytest.raises(Konflik):
        return_lintas(late, alasan="Tidak sanggup.", acting_user=yuni)
    usulan.refresh_from_db()
    assert usulan.status == "disepakati"


def test_sari_takes_back_what_waits_and_ends_what_holds_only_with_a_reason(
    client, sari, yuni, pohon, pupr, usulan
):
    client.force_login(sari)
    client.post(url(usulan, "cabut/"))
    usulan.refresh_from_db()
    assert usulan.status == "dicabut"
    assert not can_revoke_lintas(sari, usulan)
    again = ask(sari, pohon, pupr)
    approve_lintas(again, simpul_mitra=None, catatan="", acting_user=yuni)
    assert "Tulis mengapa" in client.post(url(again, "cabut/")).content.decode()
    client.post(url(again, "cabut/"), {"alasan": "Lokus pindah ke desa lain."})
    again.refresh_from_db()
    assert (again.status, again.alasan) == ("dicabut", "Lokus pindah ke desa lain.")


def test_an_answer_that_is_late_stands_in_the_lint_of_the_asker(sari, pohon, usulan):
    draf = open_draf(pohon, sari)

    def late():
        return [one for one in find_temuan(draf) if one.temuan.kode == "L13"]

    wait(usulan, 14)
    assert late() == []
    wait(usulan, 3)
    (one,) = late()
    assert one.pesan == "Menunggu DPUPR 17 hari."
    assert one.simpul == pk_of("P2")


def test_a_revision_names_what_was_agreed_at_a_node_it_changes(sari, yuni, pohon, usulan):
    draf = open_draf(pohon, sari)

    def named():
        return [row for row in compute_dampak(draf) if row.kunci.startswith("lintas")]

    assert named() == []
    words = UbahSimpul(pk_of("P2"), seen(draf, "P2"), {"pernyataan": "Balita makin sehat"})
    edit(draf, words, sari)
    (row,) = named()
    assert row.judul == "Lintas Dinkes → DPUPR"
    assert row.rincian.startswith("Diusulkan pada P2 Balita makin sehat")
    edit(draf, PindahSimpul(pk_of("P2"), pk_of("S1"), pk_of("S2")), sari)
    assert len(named()) == 1
    edit(draf, HapusSimpul(pk_of("P2"), seen(draf, "P2"), 2), sari)
    assert named()[0].pilihan[0][0] == "cabut"
    return_lintas(usulan, alasan="Tidak ada pagu.", acting_user=yuni)
    assert named() == []


def test_a_node_that_is_gone_leaves_the_agreement_readable(client, sari, yuni, usulan):
    IsiSimpul.objects.filter(simpul=usulan.simpul_id).delete()
    client.force_login(yuni)
    assert "sudah dihapus dari rencana pengusul" in client.get(url(usulan)).content.decode()


def test_in_the_agencys_plan_the_answerable_unit_asks(client, bappeda, sari, pupr):
    import_rencana(rpjmd(simpul("D1", "tujuan", "Warga sehat", unit="05", penerima_manfaat="Warga"),
                         simpul("D2", "tujuan", "Warga cerdas", penerima_manfaat="Warga")),
                   acting_user=bappeda)  # fmt: skip
    client.force_login(bappeda)
    versi = PeriodeRencana.objects.get(jenis="rpjmd").versi_set.get()
    typed = {"perangkat_daerah": pupr.pk, "sumbangan": ASK, "tenggat": "2027-06-30"}
    client.post(f"/perencanaan/versi/{versi.pk}/simpul/{pk_of('D1')}/lintas/", typed)
    assert Lintas.objects.get().pengusul.kode == "05"
    page = client.get(f"/perencanaan/versi/{versi.pk}/simpul/{pk_of('D2')}/lintas/")
    assert "Tentukan dahulu penanggung jawab simpul ini." in page.content.decode()


def test_an_old_version_asks_nothing_any_more(client, sari, pohon, pupr):
    client.force_login(sari)
    versi = berlaku(pohon)
    pohon.versi_set.update(status="diganti")
    page = client.get(f"/perencanaan/versi/{versi.pk}/simpul/{pk_of('P2')}/lintas/")
    assert page.status_code == 403
    assert "Usulkan dari versi yang berlaku." in page.content.decode()
    assert (
        client.get(f"/perencanaan/versi/{versi.pk}/simpul/{pk_of('A1')}/lintas/").status_code == 403
    )


def test_a_node_of_another_document_is_not_found(client, sari, pohon, pupr):
    client.force_login(sari)
    page = f"/perencanaan/versi/{berlaku(pohon).pk}/simpul/{pk_of('A1')}/lintas/"
    assert client.get(page).status_code == 404


def test_the_list_can_be_narrowed_and_asks_the_same_for_few_and_many(
    client, sari, yuni, pohon, pupr, usulan, count_queries
):
    client.force_login(sari)
    few = count_queries("/2026/tw4/lintas/")
    for kode in ("S1", "P1", "K1", "S2"):
        ask(sari, pohon, pupr, kode)
    assert count_queries("/2026/tw4/lintas/") == few
    approve_lintas(usulan, simpul_mitra=None, catatan="", acting_user=yuni)
    agreed = client.get("/2026/tw4/lintas/?saring=disepakati").content.decode()
    waiting = client.get("/2026/tw4/lintas/?saring=menunggu").content.decode()
    assert agreed.count("Dinkes → DPUPR") == 1
    assert waiting.count("Dinkes → DPUPR") == 4


def test_where_nothing_was_ever_asked_the_list_says_how_to(client, sari):
    client.force_login(sari)
    assert "Usulkan lintas" in client.get("/2026/tw4/lintas/").content.decode()


def test_what_was_answered_a_moment_ago_is_not_taken_back_unseen(sari, yuni, usulan):
    stale = Lintas.objects.get(pk=usulan.pk)
    return_lintas(usulan, alasan="Tidak ada pagu.", acting_user=yuni)
    with pytest.raises(Konflik):
        revoke_lintas(stale, alasan="", acting_user=sari)
    assert Lintas.objects.get(pk=usulan.pk).status == "ditolak"


def test_a_unit_that_ended_is_not_asked(client, sari, pohon, pupr):
    PerangkatDaerah.objects.filter(pk=pupr.pk).update(aktif_sampai="2020-12-31")
    client.force_login(sari)
    add = f"/perencanaan/versi/{berlaku(pohon).pk}/simpul/{pk_of('P2')}/lintas/"
    page = client.get(add).content.decode()
    assert "Gizi balita membaik" in page
    assert "Dinas PUPR" not in page


def test_only_what_is_within_reach_is_counted_on_the_list_of_plans(client, kabupaten, usulan):
    unit = make_perangkat_daerah(kabupaten, kode="77", nama="Dinas Pariwisata")
    client.force_login(make_pengguna(kabupaten, Peran.OPERATOR_OPD, unit, username="tono"))
    page = client.get("/2026/tw4/rencana/").content.decode()
    assert "Lintas" in page
    assert "1 kesepakatan lintas" not in page
