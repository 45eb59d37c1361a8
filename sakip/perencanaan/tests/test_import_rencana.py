"""Writing a plan: what a new version says, what the old one still says, and what is refused."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.perencanaan.actions.rencana import RencanaError, import_rencana
from sakip.perencanaan.actions.versi import create_draf
from sakip.perencanaan.models import (
    Indikator,
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    Simpul,
    TargetMasa,
    TargetTahun,
    Versi,
)
from sakip.perencanaan.stored import load_tersimpan
from sakip.perencanaan.tests.buku import angka, indikator, renstra, rpjmd, simpul
from sakip.rules.agregasi import Agregasi
from sakip.rules.decision import RuleError
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.target import JenisTarget, Target
from sakip.tests.builders import make_pengguna, make_perangkat_daerah

TUJUAN = simpul("T1", "tujuan", "Daerah sehat")


def galat(rencana, user):
    """Every fault of a plan, as (kode, field, sentence)."""
    with pytest.raises(RencanaError) as caught:
        import_rencana(rencana, acting_user=user)
    return [(one.kode, one.bidang, one.pesan) for one in caught.value.galat]


def untraced(unit):
    """Rows of plans that stand otherwise than the trail says."""
    found = check_chain(unit.instansi_id)
    return [one for one in found if one.tabel.startswith("perencanaan.")]


# --- what is written ----------------------------------------------------------------------------
def test_sari_writes_the_first_version_and_every_row_of_it_is_in_the_trail(sari, dinkes):
    plan = renstra(
        simpul(),
        simpul("P1", "program", "Program kesehatan", induk="S1"),
        indikator=[
            indikator(
                target_tahun={2026: angka("73.5")},
                target_triwulan={(2026, 1): angka(70), (2026, 2): angka(71)},
            )
        ],
    )
    hasil = import_rencana(plan, acting_user=sari)
    assert str(hasil) == "3 baru, 0 berubah, 0 tetap"
    periode = PeriodeRencana.objects.get()
    assert (str(periode), periode.perangkat_daerah) == ("Renstra 2025–2029", dinkes)
    assert Versi.objects.get().nomor == 1
    assert [(row.simpul.kode, row.induk) for row in IsiSimpul.objects.berlaku().order_by("urutan")] == [
        ("S1", None), ("P1", Simpul.objects.get(kode="S1")),
    ]  # fmt: skip
    row = IsiIndikator.objects.berlaku().get()
    assert (row.perangkat_daerah, row.arah, row.rumus) == (dinkes, "naik", "N1")
    assert TargetTahun.objects.berlaku().get().to_rule() == angka("73.5")
    assert TargetMasa.objects.count() == 2
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.pelaku) == ("rencana.import", sari)
    assert untraced(dinkes) == []


def test_the_same_plan_twice_changes_nothing(sari):
    plan = renstra(simpul(), indikator=[indikator(target_tahun={2026: angka(5)})])
    import_rencana(plan, acting_user=sari)
    before = list(Versi.objects.values())
    hasil = import_rencana(plan, acting_user=sari)
    assert str(hasil) == "0 baru, 0 berubah, 2 tetap"
    assert list(Versi.objects.values()) == before
    assert Jejak.objects.count() == 1


def test_what_changed_begins_with_the_next_version_and_what_did_not_stays(sari, dinkes):
    other = indikator("S1.b", target_tahun={2026: angka(9)})
    first = indikator(target_tahun={2026: angka(5), 2027: angka(6)})
    import_rencana(renstra(simpul(), indikator=[first, other]), acting_user=sari)
    again = indikator(target_tahun={2027: angka(7)})
    hasil = import_rencana(renstra(indikator=[again]), acting_user=sari)
    assert str(hasil) == "0 baru, 1 berubah, 0 tetap"
    old, new = Versi.objects.order_by("nomor")
    assert (old.status, new.status, new.nomor) == ("diganti", "berlaku", 2)
    assert IsiIndikator.objects.count() == 2, "the sheet itself did not change"
    targets = TargetTahun.objects.filter(indikator__kode="S1.a").order_by("tahun", "sejak_versi")
    assert [(row.tahun, row.bawah, row.sejak_versi, row.sampai_versi > 2) for row in targets] == [
        (2026, 5, 1, True), (2027, 6, 1, False), (2027, 7, 2, True),
    ]  # fmt: skip
    assert untraced(dinkes) == []


def test_a_changed_quarter_is_written_in_place_and_recorded(sari, dinkes):
    for nilai in (70, 71):
        import_rencana(
            renstra(simpul(), indikator=[indikator(target_triwulan={(2026, 1): angka(nilai)})]),
            acting_user=sari,
        )
    row = TargetMasa.objects.get()
    assert (row.bawah, row.atas, row.revisi) == (71, 71, 1)
    assert untraced(dinkes) == []


def test_a_row_that_is_moved_and_then_back_keeps_its_place(sari):
    import_rencana(renstra(simpul(), simpul("S2")), acting_user=sari)
    import_rencana(
        renstra(simpul("S2"), simpul("S0"), simpul("S1", pernyataan="Lain")), acting_user=sari
    )
    rows = IsiSimpul.objects.berlaku().order_by("urutan")
    assert [row.simpul.kode for row in rows] == ["S1", "S2", "S0"]


def test_a_number_of_a_version_is_never_used_again(sari):
    import_rencana(renstra(simpul()), acting_user=sari)
    periode = PeriodeRencana.objects.get()
    same = {"instansi": periode.instansi, "periode": periode}
    Versi.objects.create(**same, nomor=2, status=Versi.Status.DIBATALKAN)
    import_rencana(renstra(simpul(pernyataan="Lain")), acting_user=sari)
    states = Versi.objects.order_by("nomor").values_list("nomor", "status")
    assert list(states) == [(1, "diganti"), (2, "dibatalkan"), (3, "berlaku")]


def test_what_waits_for_approval_is_not_written_over_by_a_file(sari):
    import_rencana(renstra(simpul()), acting_user=sari)
    periode = PeriodeRencana.objects.get()
    Versi.objects.create(
        instansi=periode.instansi, periode=periode, nomor=2, status=Versi.Status.DIAJUKAN
    )
    with pytest.raises(RuleError, match=r"sedang menunggu persetujuan\. Impor setelah"):
        import_rencana(renstra(simpul(pernyataan="Lain")), acting_user=sari)


def test_a_file_goes_into_the_open_draft_and_the_plan_in_force_stays(sari):
    import_rencana(renstra(simpul()), acting_user=sari)
    periode = PeriodeRencana.objects.get()
    draf = create_draf(periode, alasan="Angka baru", acting_user=sari)
    for _ in range(2):
        import_rencana(renstra(simpul(pernyataan="Lain"), simpul("S2")), acting_user=sari)
    assert load_tersimpan(periode).baris_simpul["S1"].pernyataan == "Warga makin sehat"
    stored = load_tersimpan(periode, draf).baris_simpul
    assert (stored["S1"].pernyataan, {*stored}) == ("Lain", {"S1", "S2"})
    assert Versi.objects.count() == 2
    assert not [t for t in check_chain(sari.instansi_id) if t.tabel.startswith("perencanaan.")]


def test_a_draft_of_another_agency_takes_nothing_of_ours(rina, wati):
    import_rencana(rpjmd(simpul("T1", "tujuan")), acting_user=wati)
    theirs = create_draf(PeriodeRencana.objects.get(), alasan="Revisi", acting_user=wati)
    import_rencana(rpjmd(simpul("T2", "tujuan")), acting_user=rina)
    assert {*load_tersimpan(theirs.periode, theirs).simpul} == {"T1"}
    assert Versi.objects.berlaku().filter(instansi=rina.instansi).count() == 1


def test_a_faulty_plan_writes_nothing_at_all(sari):
    faults = galat(renstra(simpul(), simpul("P1", "program", "X", induk="S9")), sari)
    assert faults == [
        ("P1", "induk", "Simpul S9 tidak ada, dan tidak ada baris baiknya di berkas ini.")
    ]
    assert not PeriodeRencana.objects.exists()
    assert not Jejak.objects.exists()


def test_two_thousand_rows_are_written_with_few_questions(sari):
    def plan(rows, nilai):
        nodes = [simpul(f"S{n}") for n in range(rows)]
        sheets = [
            indikator(f"I{n}", f"S{n}", target_tahun={2026: angka(nilai)}) for n in range(rows)
        ]
        return renstra(*nodes, indikator=sheets)

    import_rencana(plan(100, 1), acting_user=sari)
    asked = []
    for rows, nilai in ((100, 2), (400, 3)):
        with CaptureQueriesContext(connection) as questions:
            import_rencana(plan(rows, nilai), acting_user=sari)
        asked.append(len(questions))
    # More rows are written in more statements of many rows each, never one by one.
    assert asked[0] < 45
    assert asked[1] - asked[0] < 30


# --- the tree -----------------------------------------------------------------------------------
def test_a_renstra_hangs_under_the_rpjmd_of_its_years(sari, rina, kabupaten):
    import_rencana(rpjmd(TUJUAN, simpul("S4", induk="T1")), acting_user=rina)
    import_rencana(
        rpjmd(simpul("T9", "tujuan", "Lama"), simpul("S4", induk="T9"), tahun_awal=2021, tahun_akhir=2025),
        acting_user=rina,
    )  # fmt: skip
    import_rencana(
        renstra(simpul("R1", induk="S4"), simpul("R2", induk="RPJMD S4")), acting_user=sari
    )
    for kode in ("R1", "R2"):
        parent = IsiSimpul.objects.berlaku().get(simpul__kode=kode).induk
        assert (parent.kode, parent.periode.tahun_awal) == ("S4", 2025)


def test_a_node_may_carry_the_kode_of_the_agencys_node_it_hangs_under(sari, rina):
    import_rencana(rpjmd(TUJUAN, simpul("S1", induk="T1")), acting_user=rina)
    plan = renstra(simpul("S1", induk="S1"))
    import_rencana(plan, acting_user=sari)
    row = IsiSimpul.objects.berlaku().get(simpul__periode__jenis="renstra")
    assert row.induk.periode.jenis == "rpjmd"
    assert import_rencana(plan, acting_user=sari).tetap == ["S1"]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([simpul("S1", induk="S1")], ("S1", "induk", "dirinya sendiri")),
        ([simpul("P1", "program")], ("P1", "induk", "harus punya induk")),
        ([simpul("S1"), simpul("K1", "kegiatan", induk="S1")],
         ("K1", "induk", "tidak dapat berada di bawah sasaran")),
        ([simpul("S1", "misi")], ("S1", "jenjang", "Jenjang misi tidak dikenal")),
        ([simpul("S1"), simpul("S1")], ("S1", "kode", "tertulis dua kali")),
        ([simpul("", "sasaran")], ("", "kode", "Belum diisi")),
        ([simpul("S1", pernyataan="")], ("S1", "pernyataan", "Belum diisi")),
        ([simpul("S1", pernyataan="x" * 501)], ("S1", "pernyataan", "501 huruf, paling banyak 500")),
        ([simpul("S" * 41)], ("S" * 41, "kode", "41 huruf, paling banyak 40")),
        ([simpul("S1", unit="77")], ("S1", "unit", "77 bukan Dinkes atau bagiannya")),
    ],
)  # fmt: skip
def test_sari_reads_which_node_cannot_stand_and_why(sari, rows, fault):
    kode, bidang, pesan = galat(renstra(*rows), sari)[-1]
    assert (kode, bidang) == fault[:2]
    assert fault[2] in pesan


def test_two_nodes_may_not_be_each_others_parent(sari):
    plan = renstra(simpul("P1", "program", induk="P2"), simpul("P2", "program", induk="P1"))
    assert {kode for kode, bidang, pesan in galat(plan, sari) if "dirinya sendiri" in pesan} == {
        "P1", "P2",
    }  # fmt: skip


def test_a_node_with_children_keeps_its_level(sari, rina):
    import_rencana(rpjmd(TUJUAN, simpul("S1", induk="T1")), acting_user=rina)
    import_rencana(
        renstra(simpul("R1", induk="S1"), simpul("P1", "program", induk="R1")), acting_user=sari
    )
    faults = galat(renstra(simpul("R1", "tujuan", induk="S1")), sari)
    assert faults == [("R1", "jenjang", "Jenjangnya tidak dapat diganti: di bawahnya ada program.")]


def test_bappeda_may_not_move_a_level_away_under_the_renstra_that_hangs_there(sari, rina):
    nodes = [TUJUAN, simpul("S1", induk="T1"), simpul("P1", "program", induk="S1")]
    import_rencana(rpjmd(*nodes), acting_user=rina)
    import_rencana(renstra(simpul("K1", "kegiatan", induk="P1")), acting_user=sari)
    faults = galat(rpjmd(simpul("P1", "sasaran", induk="T1")), rina)
    assert faults == [
        ("P1", "jenjang", "Jenjangnya tidak dapat diganti: di bawahnya ada kegiatan.")
    ]


# --- indicators ---------------------------------------------------------------------------------
OPINI = Target(JenisTarget.ORDINAL, label="WTP")


@pytest.mark.parametrize(
    ("lembar", "bidang", "pesan"),
    [
        ({"di": "S9"}, "simpul", "Simpul S9 tidak ada di dokumen ini"),
        ({"unit": "05+06"}, "unit", "hanya satu penanggung jawab"),
        ({"unit": "06"}, "unit", "06 bukan Dinkes atau bagiannya"),
        ({"arah": Arah.TURUN}, "arah", "Rumus R/T untuk indikator naik, bukan turun."),
        ({"rumus": Rumus.BASELINE, "arah": Arah.NAIK}, "baseline", "perlu angka baseline"),
        ({"skala": "opini-bpk-2"}, "skala", "Skala opini-bpk-2 tidak dikenal. Pilih"),
        ({"rumus": Rumus.ORDINAL, "target_tahun": {2026: OPINI}}, "skala", "perlu skala"),
        ({"rumus": Rumus.ORDINAL, "skala": "predikat-akip", "target_tahun": {2026: OPINI}},
         "target_2026", "Target WTP tidak ada dalam skala"),
        ({"target_tahun": {2026: OPINI}}, "target_2026", "tidak cocok dengan rumus R/T"),
        ({"target_tahun": {2031: angka(1)}}, "target_2031", "di luar masa dokumen"),
        ({"target_triwulan": {(2024, 1): angka(1)}}, "target_2024", "di luar masa dokumen"),
        ({"frekuensi": Frekuensi.TAHUNAN, "target_triwulan": {(2026, 1): angka(1)}},
         "tw_2026_1", "tidak diukur pada TW I"),
        ({"agregasi": Agregasi.TAHUNAN}, "frekuensi", "diukur tahunan"),
        ({"target_tahun": {2026: angka("0.00001")}}, "target_2026", "paling banyak 4 angka"),
        ({"baseline": Decimal("1e15")}, "baseline", "terlalu besar"),
        ({"desimal": 5}, "desimal", "0 sampai 4"),
        ({"faktor": 0}, "faktor", "Tulis 1, 100"),
        ({"bulan_rilis": 13}, "bulan_rilis", "1 sampai 12"),
        ({"nama": ""}, "nama", "Belum diisi"),
        ({"satuan": "x" * 41}, "satuan", "41 huruf"),
    ],
)  # fmt: skip
def test_sari_reads_what_is_wrong_with_an_indicator(sari, lembar, bidang, pesan):
    faults = galat(renstra(simpul(), indikator=[indikator(**lembar)]), sari)
    assert [kode for kode, _, _ in faults] == ["S1.a"] * len(faults)
    assert [(where, pesan in sentence) for _, where, sentence in faults] == [(bidang, True)]


def test_a_promise_for_the_year_after_the_document_is_its_transition(sari):
    plan = renstra(simpul(), indikator=[indikator(target_tahun={2030: angka(1)})])
    assert len(import_rencana(plan, acting_user=sari).baru) == 2


def test_a_formula_is_not_changed_under_promises_it_cannot_measure(sari):
    first = indikator(target_tahun={2026: angka(5), 2027: angka(6)})
    import_rencana(renstra(simpul(), indikator=[first]), acting_user=sari)
    pita = Target(JenisTarget.PITA, Decimal(1), Decimal(3))
    again = indikator(rumus=Rumus.PITA, target_tahun={2026: pita})
    assert galat(renstra(indikator=[again]), sari) == [
        ("S1.a", "target_2027", "Target 6 tidak cocok dengan rumus pita. Ganti juga targetnya.")
    ]


def test_an_indicator_of_the_agency_names_the_one_unit_that_answers(rina, sari):
    plan = rpjmd(TUJUAN, indikator=[indikator(di="T1")])
    assert galat(plan, rina) == [
        ("S1.a", "unit", "Penanggung jawab belum diisi. Tulis satu kode perangkat daerah.")
    ]
    import_rencana(rpjmd(TUJUAN, indikator=[indikator(di="T1", unit="05")]), acting_user=rina)
    assert IsiIndikator.objects.get().perangkat_daerah.kode == "05"


def test_a_unit_that_ended_before_the_document_answers_for_nothing_in_it(rina, kabupaten):
    make_perangkat_daerah(kabupaten, kode="88", aktif_sampai="2024-12-31")
    make_perangkat_daerah(kabupaten, kode="89", aktif_sampai="2025-01-01")
    sheets = [indikator(f"T1.{kode}", "T1", unit=kode) for kode in ("88", "89")]
    faults = galat(rpjmd(TUJUAN, indikator=sheets), rina)
    assert faults == [
        ("T1.88", "unit", "Perangkat daerah dengan kode 88 tidak ada, atau sudah berakhir.")
    ]


def test_a_bagian_answers_in_the_renstra_of_its_office(sari, dinkes):
    make_perangkat_daerah(dinkes.instansi, kode="05.1", induk=dinkes)
    plan = renstra(simpul(), indikator=[indikator(unit="05.1")])
    import_rencana(plan, acting_user=sari)
    assert IsiIndikator.objects.get().perangkat_daerah.kode == "05.1"


def test_a_node_and_an_indicator_of_one_kode_are_two_things(sari):
    sheets = [indikator("S1", target_tahun={2026: angka(1)})]
    import_rencana(renstra(simpul(), indikator=sheets), acting_user=sari)
    hasil = import_rencana(renstra(simpul(pernyataan="Lain"), indikator=sheets), acting_user=sari)
    assert str(hasil) == "0 baru, 1 berubah, 1 tetap"
    assert IsiIndikator.objects.count() == 1


# --- who, and which document --------------------------------------------------------------------
def test_siti_writes_the_renstra_of_her_office_and_joko_does_not(siti, joko):
    with pytest.raises(PermissionDenied, match="rencana perangkat daerah lain"):
        import_rencana(renstra(simpul()), acting_user=joko)
    assert import_rencana(renstra(simpul()), acting_user=siti).banyak == 1


def test_eko_may_write_no_plan_and_sari_not_the_agencys(eko, sari):
    with pytest.raises(PermissionDenied, match="operator atau kepalanya"):
        import_rencana(renstra(simpul()), acting_user=eko)
    with pytest.raises(PermissionDenied, match="ditulis oleh Bappeda"):
        import_rencana(rpjmd(TUJUAN), acting_user=sari)


def test_a_unit_without_renstra_gets_none(rina, kabupaten):
    make_perangkat_daerah(kabupaten, kode="05.9", nama="UPTD Gudang", punya_renstra=False)
    with pytest.raises(PermissionDenied, match=r"UPTD Gudang tidak menyusun Renstra\."):
        import_rencana(renstra(simpul(), unit="05.9"), acting_user=rina)


def test_a_unit_of_another_agency_does_not_exist_for_wati(wati, dinkes):
    with pytest.raises(RuleError, match="kode 05 tidak ada"):
        import_rencana(renstra(simpul()), acting_user=wati)


def test_a_renstra_belongs_to_a_unit_and_an_rpjmd_to_nobody(rina, dinkes):
    for rencana in (
        rpjmd(TUJUAN, unit="05"),
        renstra(simpul(), unit=""),
    ):
        with pytest.raises(RuleError, match=r"Renstra milik perangkat daerah"):
            import_rencana(rencana, acting_user=rina)


@pytest.mark.parametrize("akhir", [2024, 2031])
def test_a_document_has_one_to_six_years(rina, akhir):
    with pytest.raises(RuleError, match="satu sampai 6 tahun"):
        import_rencana(rpjmd(TUJUAN, tahun_akhir=akhir), acting_user=rina)


def test_the_head_of_rsud_writes_no_plan_of_another_agency_of_the_same_kode(kota, dinkes):
    unit = make_perangkat_daerah(kota, kode="05")
    kepala = wearing(make_pengguna(kota, Peran.KEPALA_OPD, unit))
    import_rencana(renstra(simpul()), acting_user=kepala)
    assert PeriodeRencana.objects.get().perangkat_daerah == unit
    assert Indikator.objects.count() == 0
