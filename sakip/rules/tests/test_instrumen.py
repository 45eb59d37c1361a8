"""The instruments as data: what the files hold, what is refused, and local sheets by a file alone."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.penilaian import score_lke
from sakip.rules.regulasi import FOLDER, RegulasiError, in_force

SEMUA = load_instrumen()
LKE = SEMUA["permenpanrb-88-2021"]
SKPD = SEMUA["permenpanrb-12-2015"]
INSTANSI = SEMUA["permenpanrb-12-2015-instansi"]

DUA_KOMPONEN = """
peraturan = "Perbup 7/2024"
judul = "LKE perangkat daerah"
berlaku_sejak = 2024-01-01
sumber = "lampiran"
diperiksa = []
tingkat = "kriteria"
predikat = "akip-88-2021"

[lensa.semua]
nama = "Semua"

[entitas.perangkat_daerah]
nama = "Perangkat daerah"
tidak_berlaku = ["1.a.2"]
diwariskan = ["1.a.3"]

[skala.huruf]
pilihan = [
  { kode = "A", nilai = 1, ambang = 80 },
  { kode = "B", nilai = 0.66, ambang = 40 },
  { kode = "C", nilai = 0.33 },
  { kode = "D", nilai = 0, ambang = 0, ambang_termasuk = true },
]

[[komponen]]
kode = "1"
nama = "Perencanaan"
bobot = 85
sumber = "lampiran"

[[komponen.subkomponen]]
kode = "1.a"
nama = "Rencana"
lensa = "semua"
bobot = 85
skala = "huruf"
sumber = "lampiran"
kriteria = [
  { kode = "1.a.1", uraian = "Satu" },
  { kode = "1.a.2", uraian = "Dua" },
  { kode = "1.a.3", uraian = "Tiga" },
]

[[komponen]]
kode = "4"
nama = "Evaluasi"
bobot = 15
sumber = "lampiran"

[[komponen.subkomponen]]
kode = "4.a"
nama = "Pemanfaatan"
lensa = "semua"
bobot = 7.5
skala = "huruf"
sumber = "lampiran"
kriteria = [{ kode = "4.a.1", uraian = "Satu" }]

[[komponen.subkomponen]]
kode = "4.b"
nama = "Capaian"
lensa = "semua"
bobot = 7.5
skala = "huruf"
sumber = "lampiran"
kriteria = [{ kode = "4.b.1", uraian = "Satu" }, { kode = "4.b.2", uraian = "Dua" }]

[[kontrol]]
butir = ["4.b.2"]
induk = ["4.b.1"]
"""


def load_lokal(root: Path, teks: str) -> Instrumen:
    (root / "evaluasi_akip").mkdir(exist_ok=True)
    (root / "evaluasi_akip" / "perbup-7-2024.toml").write_text(teks, encoding="utf-8")
    return load_instrumen((FOLDER, root))["perbup-7-2024"]


def test_an_evaluator_finds_the_national_sheet_with_its_numbering() -> None:
    banyak = [len(sub.kriteria) for sub in LKE.subkomponen]

    assert banyak == [6, 11, 8, 3, 7, 10, 6, 9, 7, 3, 5, 5]
    assert sum(banyak) == 80
    assert [(row.kode, row.bobot) for row in LKE.komponen] == [
        ("1", 30),
        ("2", 30),
        ("3", 15),
        ("4", 25),
    ]
    assert [(row.kode, row.nilai) for row in LKE.skala["AA-E"].pilihan] == [
        ("AA", 100),
        ("A", 90),
        ("BB", 80),
        ("B", 70),
        ("CC", 60),
        ("C", 50),
        ("D", 30),
        ("E", 0),
    ]
    for sub in LKE.subkomponen:
        nomor = [row.kode for row in sub.kriteria]
        assert nomor == [f"{sub.kode}.{n}" for n in range(1, len(nomor) + 1)]


def test_an_evaluator_is_asked_of_coverage_twice_as_the_regulation_does() -> None:
    """PermenPANRB 88/2021: 4.a.2 and 4.b.4 both ask for all units (regulation.md 3.2)."""
    uraian = {row.kode: row.uraian for row in LKE.semua_kriteria}
    assert uraian["4.a.2"] == uraian["4.b.4"] == "Evaluasi dilaksanakan pada semua unit"


def test_an_evaluator_sees_what_each_lens_asks() -> None:
    lensa = {sub.kode[-1]: LKE.lensa[sub.lensa] for sub in LKE.subkomponen}

    assert {kode: row.kekuatan_bukti for kode, row in lensa.items()} == {"a": 2, "b": 3, "c": 4}
    terbaik = LKE.skala["AA-E"].pilihan[0]
    assert "lima tahun" in terbaik.meaning("keberadaan")
    assert "nasional" in terbaik.meaning("kualitas")
    assert terbaik.meaning("kualitas") == terbaik.meaning("pemanfaatan")


def test_an_evaluator_finds_the_92_questions_in_order() -> None:
    assert [row.kode for row in SKPD.semua_kriteria] == [str(n) for n in range(1, 93)]
    assert [row.bobot for row in SKPD.komponen] == [30, 25, 15, 10, 20]
    assert [row.bobot for row in INSTANSI.komponen[4].subkomponen] == [5, 10, 5]


@pytest.mark.parametrize("kunci", SEMUA)
def test_an_evaluator_who_answers_everything_can_reach_100(kunci: str) -> None:
    instrumen = SEMUA[kunci]
    for jenis_entitas in (None, *instrumen.entitas):
        assert sum(row.bobot for row in instrumen.butir(jenis_entitas)) == 100


def test_bagor_gets_the_sheet_of_the_year_and_of_the_kind_of_entity() -> None:
    def pilih(tanggal: date, jenis: str) -> str:
        nasional = (row for row in SEMUA.values() if not row.varian_dari)
        return in_force((row for row in nasional if jenis in row.entitas), tanggal).kunci

    assert pilih(date(2021, 6, 30), "perangkat_daerah") == "permenpanrb-12-2015"
    assert pilih(date(2021, 6, 30), "pemda") == "permenpanrb-12-2015-instansi"
    assert pilih(date(2022, 6, 30), "pemda") == "permenpanrb-88-2021"
    assert pilih(date(2022, 6, 30), "rsud") == "permenpanrb-88-2021"


def test_a_kepala_dinas_is_not_asked_for_what_only_the_pemda_can_do() -> None:
    dinas, pemda = LKE.entitas["perangkat_daerah"], LKE.entitas["pemda"]
    sub = next(row for row in LKE.subkomponen if row.kode == "3.a")

    assert "3.a.4" not in {row.kode for row in LKE.kriteria(sub, "perangkat_daerah")}
    assert "3.a.4" in {row.kode for row in LKE.kriteria(sub, "pemda")}
    assert {"1.a.1", "2.b.7", "2.c.3", "4.a.1", "4.b.5"} <= {*dinas.diwariskan}
    assert not pemda.diwariskan
    assert not pemda.tidak_berlaku


def test_an_inspektur_answers_for_the_internal_evaluation_himself() -> None:
    inspektorat = LKE.entitas["inspektorat"]

    assert not [kode for kode in inspektorat.diwariskan if kode.startswith("4.")]
    assert inspektorat.tidak_berlaku == ("3.a.4",)
    assert inspektorat.uraian == LKE.entitas["perangkat_daerah"].uraian


def test_a_hospital_reads_criteria_in_its_own_words() -> None:
    sub = LKE.subkomponen[0]
    rumah_sakit = {row.kode: row.uraian for row in LKE.kriteria(sub, "rsud")}

    assert "rumah sakit" in rumah_sakit["1.a.3"]
    assert rumah_sakit["1.a.1"] == sub.kriteria[0].uraian


def test_a_region_with_answers_a_to_d_per_criterion_adds_a_file_only(tmp_path: Path) -> None:
    """As in Trenggalek: 1 / 0,66 / 0,33 / 0 averaged, and an extra sub-component Capaian of 7,5."""
    lokal = load_lokal(tmp_path, DUA_KOMPONEN)
    nilai = {
        "1.a.1": "A",
        "1.a.2": "B",
        "1.a.3": "C",
        "4.a.1": "B",
        "4.b.1": "A",
        "4.b.2": "D",
    }

    hasil = score_lke(lokal, nilai)

    poin = {row.kode: row.nilai for row in hasil.subkomponen}
    assert poin["1.a"] == Fraction("1.99") / 3 * 85
    assert (poin["4.a"], poin["4.b"]) == (Decimal("4.95"), Decimal("3.75"))
    assert (hasil.total, hasil.predikat.kode) == (Decimal("65.08"), "B")
    assert score_lke(lokal, dict.fromkeys(nilai, "A")).total == 100


def test_a_criterion_that_does_not_apply_leaves_the_denominator(tmp_path: Path) -> None:
    lokal = load_lokal(tmp_path, DUA_KOMPONEN)
    nilai = {"1.a.1": "A", "1.a.3": "D", "4.a.1": "D", "4.b.1": "D", "4.b.2": "D"}

    assert score_lke(lokal, nilai, jenis_entitas="perangkat_daerah").total == Decimal("42.50")


def test_a_region_with_answers_a_to_e_per_criterion_adds_a_file_only(tmp_path: Path) -> None:
    lima = "".join(
        f'{{ kode = "{kode}", nilai = {nilai} }},'
        for kode, nilai in zip("ABCDE", (1, 0.75, 0.5, 0.25, 0), strict=True)
    )
    awal, akhir = DUA_KOMPONEN.index("pilihan = ["), DUA_KOMPONEN.index("]\n\n[[komponen]]")
    lokal = load_lokal(tmp_path, DUA_KOMPONEN[:awal] + f"pilihan = [{lima}" + DUA_KOMPONEN[akhir:])
    nilai = dict(zip((row.kode for row in lokal.butir()), "ABECDE", strict=True))

    hasil = score_lke(lokal, nilai)

    assert hasil.total_tepat == Fraction(85) * Fraction("1.75") / 3 + Fraction("3.75") + Fraction(
        "0.9375"
    )
    assert hasil.total == Decimal("54.27")


def test_a_region_with_weighted_criteria_adds_a_file_only(tmp_path: Path) -> None:
    teks = DUA_KOMPONEN.replace('uraian = "Dua" },', 'uraian = "Dua", bobot = 3 },')
    lokal = load_lokal(tmp_path, teks)
    nilai = dict.fromkeys((row.kode for row in lokal.butir()), "D") | {"1.a.2": "A"}

    assert score_lke(lokal, nilai).total == Decimal("51.00")


def test_a_region_that_types_0_to_100_per_sub_component_adds_a_file_only(tmp_path: Path) -> None:
    teks = DUA_KOMPONEN.replace('tingkat = "kriteria"', 'tingkat = "subkomponen"')
    teks = teks.replace('skala = "huruf"', 'skala = "persen"').split("[[kontrol]]")[0]
    lokal = load_lokal(tmp_path, f"{teks}\n[skala.persen]\npenuh = 100\n")

    hasil = score_lke(lokal, {"1.a": Decimal("87.5"), "4.a": 60, "4.b": "70,4"})

    assert hasil.total == Decimal("84.16")


def test_a_region_overrides_the_national_sheet_under_the_same_key(tmp_path: Path) -> None:
    (tmp_path / "evaluasi_akip").mkdir()
    (tmp_path / "evaluasi_akip" / "permenpanrb-88-2021.toml").write_text(DUA_KOMPONEN, "utf-8")

    semua = load_instrumen((FOLDER, tmp_path))

    assert semua["permenpanrb-88-2021"].peraturan == "Perbup 7/2024"
    assert semua["permenpanrb-12-2015"] == SKPD


@pytest.mark.parametrize(
    ("lama", "baru", "pesan"),
    [
        ("bobot = 85\nsumber", "bobot = 80\nsumber", "jumlah bobot komponen bukan 100"),
        ("bobot = 85\nskala", "bobot = 84\nskala", "jumlah bobot subkomponen 1 bukan 85"),
        ('uraian = "Tiga" }', 'uraian = "Tiga", bobot = 0 }', "bobot 1.a.3 harus lebih dari 0"),
        ('kode = "4"', 'kode = "1"', "komponen berulang: 1"),
        ('kode = "4.b"', 'kode = "4.a"', "subkomponen berulang: 4.a"),
        ('kode = "4.b.2"', 'kode = "1.a.1"', "kriteria berulang: 1.a.1"),
        ('skala = "huruf"', 'skala = "angka"', "skala tidak dikenal: angka"),
        ('lensa = "semua"', 'lensa = "separuh"', "lensa tidak dikenal: separuh"),
        ('kode = "B", nilai', 'kode = "A", nilai', "pilihan skala huruf berulang: A"),
        ("nilai = 0.33", "nilai = 0.8", "nilai skala huruf harus menurun"),
        ("nilai = 0,", "nilai = -1,", "nilai skala huruf harus menurun"),
        ("ambang = 40", "ambang = 90", "ambang skala huruf harus menurun"),
        ("[skala.huruf]", "[skala.huruf]\npenuh = 3", "penuh pada skala huruf"),
        ('["1.a.2"]', '["1.a.9"]', "kriteria pada perangkat_daerah tidak dikenal: 1.a.9"),
        ('["1.a.2"]', '["1.a.3"]', "kriteria 1.a.3 pada perangkat_daerah tidak berlaku tetapi"),
        ('["1.a.2"]', '["4.a.1"]', "4.a tidak punya kriteria untuk perangkat_daerah"),
        ('daerah"\ntidak', 'daerah"\nseperti = "kota"\ntidak', "seperti pada perangkat_daerah"),
        ('induk = ["4.b.1"]', 'induk = ["4.b.7"]', "butir pada kontrol tidak dikenal: 4.b.7"),
        ("akip-88-2021", "akip-1999", "skema predikat 'akip-1999' tidak dikenal"),
        ('tingkat = "kriteria"', 'tingkat = "bukti"', "tingkat"),
        ("diperiksa = []", "", "diperiksa belum diisi"),
        ("diperiksa = []", "diperiksa = []\ncatatn = 1", "catatn tidak dikenal"),
    ],
)
def test_a_person_who_edits_a_sheet_is_told_what_no_longer_holds(
    tmp_path: Path, lama: str, baru: str, pesan: str
) -> None:
    assert lama in DUA_KOMPONEN
    with pytest.raises(RegulasiError, match=f"perbup-7-2024.*{pesan}"):
        load_lokal(tmp_path, DUA_KOMPONEN.replace(lama, baru, 1))
