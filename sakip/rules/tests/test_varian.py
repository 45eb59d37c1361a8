"""A region's sheet beside the national one: what differs, and the mark by which it is known again."""

from dataclasses import replace

from sakip.rules.instrumen import load_instrumen
from sakip.rules.varian import compare_instrumen, compute_sidik

SEMUA = load_instrumen()
LKE, SKPD = SEMUA["permenpanrb-88-2021"], SEMUA["permenpanrb-12-2015"]
HURUF = SEMUA["contoh-huruf-capaian"]


def test_bagor_reads_what_the_regions_sheet_does_otherwise() -> None:
    assert compare_instrumen(HURUF, LKE) == (
        "Jawaban diberikan per kriteria, bukan per subkomponen.",
        "Bobot subkomponen 4.c Pemanfaatan menjadi 5, nasional 12,5.",
        "Subkomponen 4.d Capaian ditambahkan, bobot 7,5.",
        "1.a memuat 4 kriteria, nasional 6.",
        "Kalimat kriteria 1.a.2, 1.a.3, 1.a.4 berbeda.",
        "4.c memuat 3 kriteria, nasional 5.",
        "Jawaban A/B/C/D bernilai 1/0,66/0,33/0.",
    )
    assert compare_instrumen(LKE, LKE) == ()


def test_bagor_reads_what_is_missing_and_for_whom_it_is_not() -> None:
    satu = replace(LKE, komponen=LKE.komponen[:3], entitas={"rsud": LKE.entitas["rsud"]})
    beda = compare_instrumen(satu, LKE)
    assert "Komponen 4 tidak ada." in beda
    assert "Subkomponen 4.a, 4.b, 4.c tidak ada." in beda
    assert beda[-1].startswith("Tidak untuk pemerintah daerah, perangkat daerah")


def test_the_mark_of_a_sheet_changes_with_what_it_counts_and_not_with_its_words_around() -> None:
    sidik = compute_sidik(LKE)
    assert len(sidik) == 64
    assert compute_sidik(replace(LKE, catatan="Lain.", kontrol=(), judul="Lain")) == sidik
    assert compute_sidik(
        replace(LKE, status={**LKE.status, "sebagian": LKE.status["terpenuhi"]})
    ) != (sidik)
    entitas = {**LKE.entitas, "rsud": replace(LKE.entitas["rsud"], tidak_berlaku=())}
    assert compute_sidik(replace(LKE, entitas=entitas)) != sidik
    assert len({compute_sidik(row) for row in SEMUA.values()}) == len(SEMUA)


def test_an_evaluator_reads_every_threshold_as_a_range() -> None:
    def rentang(nama: str) -> list[str]:
        skala = SKPD.skala[nama]
        return [skala.write_ambang(row) for row in skala.pilihan]

    assert rentang("a-e") == [
        "lebih dari 90 %",
        "lebih dari 75 sampai dengan 90 %",
        "lebih dari 40 sampai dengan 75 %",
        "lebih dari 10 sampai dengan 40 %",
        "0 sampai dengan 10 %",
    ]
    assert rentang("a-e-semua") == [
        "100 %",
        "lebih dari 90 sampai sebelum 100 %",
        "lebih dari 75 sampai dengan 90 %",
        "20 sampai dengan 75 %",
        "0 sampai sebelum 20 %",
    ]
    assert set(rentang("a-d")) == {""}
    nasional = LKE.skala["AA-E"]
    assert [nasional.write_ambang(row) for row in nasional.pilihan][-2:] == [
        "lebih dari 0 sampai dengan 25 %",
        "0 %",
    ]
