"""How well statements are read: measured on labelled sentences, and held for the ones that teach."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.lint_rumusan import check_teks
from sakip.rules.rumusan import (
    classify_indikator,
    classify_pernyataan,
    find_tanpa_penyebut,
    is_ulangan,
    suggest_rumusan,
)
from sakip.rules.tests.kalimat import ATURAN, KOSAKATA, Kalimat, measure, read_kalimat

RUMUSAN = list(read_kalimat("rumusan"))
BUTA = list(read_kalimat("buta"))
AKHIR = list(read_kalimat("buta-akhir"))
SEMUA = [*RUMUSAN, *BUTA, *AKHIR, *read_kalimat("penyetelan")]


def report(judul: str, rows: list[Kalimat]) -> tuple[float, float]:
    """Print and return the share of faults found and of false alarms."""
    found, faults, alarms, good = measure(rows)
    sys.stdout.write(
        f"\n{judul}: {found} dari {faults} kesalahan ditemukan ({found / faults:.1%}), "
        f"{alarms} dari {good} rumusan baik disalahkan ({alarms / good:.1%})\n"
    )
    return found / faults, alarms / good


@pytest.mark.parametrize("untuk_uji", [False, True], ids=["penyetelan", "uji"])
def test_a_planner_is_stopped_at_outputs_and_rarely_at_outcomes(untuk_uji, capsys):
    rows = [row for row in RUMUSAN if row.untuk_uji is untuk_uji]
    with capsys.disabled():
        found, alarms = report("separuh uji" if untuk_uji else "separuh penyetelan", rows)
    assert found >= 0.95
    assert alarms <= 0.05


def test_of_forty_bad_phrases_at_least_36_are_caught_and_of_forty_good_at_most_4(capsys):
    """Mission U55, on sentences that the vocabulary was not made for."""
    with capsys.disabled():
        report("kalimat buta", BUTA)
    found, faults, alarms, good = measure(BUTA)
    assert (faults, good) == (40, 40)
    assert found >= 36
    assert alarms <= 4


def test_the_last_sixty_are_measured_and_never_tuned_on(capsys):
    with capsys.disabled():
        found, alarms = report("enam puluh terakhir", AKHIR)
    assert found >= 0.9
    assert alarms <= 0.1


def test_the_labelled_sentences_are_many_and_evenly_parted():
    assert len(RUMUSAN) >= 240
    assert len({row.teks for row in SEMUA}) == len(SEMUA), "kalimat yang sama dua kali"
    salah = sum(bool(row.kode) for row in RUMUSAN)
    assert 0.4 <= salah / len(RUMUSAN) <= 0.6
    assert 0.4 <= sum(row.untuk_uji for row in RUMUSAN) / len(RUMUSAN) <= 0.6


@pytest.mark.parametrize(
    ("teks", "kelas"),
    [
        ("Meningkatnya jumlah kunjungan wisatawan", "hasil"),
        ("Meningkatnya jumlah kunjungan kerja", "aktivitas"),
        ("Terwujudnya tata kelola pemerintahan", "hasil"),
        ("Terwujudnya gedung kantor", "keluaran"),
        ("Terbangunnya kepercayaan publik", "hasil"),
        ("Terbangunnya jembatan", "keluaran"),
        ("Jalan dalam kondisi mantap", "hasil"),
        ("Pembangunan jalan", "aktivitas"),
        ("Meningkatkan kualitas layanan", "aktivitas"),
        ("Meningkatnya kualitas layanan", "hasil"),
        ("Pelayanan publik yang prima", "hasil"),
        ("Pelayanan publik", "aktivitas"),
        ("Optimalnya penyelenggaraan pemerintahan", "hasil"),
        ("Masyarakat yang sehat", "hasil"),
        ("1. a) Terlaksananya rapat", "keluaran"),
        ("", "hasil"),
        ("2026 %", "hasil"),
    ],
)
def test_the_same_opening_is_read_with_the_thing_it_is_about(teks, kelas):
    assert classify_pernyataan(KOSAKATA, teks).kelas == kelas


@pytest.mark.parametrize(
    ("teks", "kelas"),
    [
        ("Jumlah orang miskin", "hasil"),
        ("Jumlah orang yang dilatih", "keluaran"),
        ("Persentase lulusan pelatihan yang bekerja", "hasil"),
        ("Persentase laporan tepat waktu", "keluaran"),
        ("Panjang jalan dalam kondisi mantap", "hasil"),
        ("Panjang jalan yang dibangun", "keluaran"),
        ("Kunjungan wisatawan", "hasil"),
        ("Tersusunnya dokumen rencana kerja", "keluaran"),
        ("Persentase tersedianya laporan keuangan", "keluaran"),
        ("Persentase terpenuhinya hak anak", "hasil"),
        ("Persentase realisasi fisik", "keluaran"),
        ("Realisasi investasi", "hasil"),
    ],
)
def test_counting_is_judged_by_what_is_counted(teks, kelas):
    assert classify_indikator(KOSAKATA, teks).kelas == kelas


@pytest.mark.parametrize(
    ("teks", "kata"),
    [
        ("Persentase kemiskinan", ()),
        ("Persentase peningkatan kinerja", ("persentase", "peningkatan")),
        ("Persentase peningkatan kinerja dibanding tahun lalu", ()),
        ("Persentase pelayanan", ("persentase", "pelayanan")),
        ("Persentase pelayanan yang selesai tepat waktu", ()),
        ("Persentase kenyamanan", ("persentase", "kenyamanan")),
        ("Persentase integritas aparatur", ("persentase", "integritas")),
        ("Persentase keterwakilan perempuan", ()),
        ("Persentase fasilitas kesehatan terakreditasi", ()),
        ("Persentase", ("persentase",)),
        ("Indeks kualitas layanan", ()),
    ],
)
def test_a_percentage_says_of_what(teks, kata):
    assert find_tanpa_penyebut(KOSAKATA, teks) == kata


def test_a_planner_is_offered_the_state_instead_of_the_act():
    usul = suggest_rumusan(KOSAKATA, "  Peningkatan   derajat kesehatan")
    assert usul == "Meningkatnya derajat kesehatan"
    assert suggest_rumusan(KOSAKATA, "Meningkatkan jumlah rapat") == ""
    assert suggest_rumusan(KOSAKATA, "Rapat") == ""


def test_a_child_repeats_its_parent_in_other_forms_of_the_same_words():
    induk = "Meningkatnya kualitas pelayanan publik"
    assert is_ulangan(KOSAKATA, "Peningkatan kualitas layanan publik", induk)
    assert not is_ulangan(KOSAKATA, "Menurunnya waktu tunggu pasien", induk)
    assert not is_ulangan(KOSAKATA, "", "")


kalimat = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(sorted({k for row in SEMUA for k in row.teks.split()})), max_size=8
    ).map(" ".join),
)
LABEL = st.sampled_from(["hasil", "keluaran", "indikator"])


@given(LABEL, kalimat)
def test_no_text_breaks_the_lint_and_the_answer_is_always_the_same(label, teks):
    temuan = check_teks(ATURAN, KOSAKATA, label, teks)
    assert temuan == check_teks(ATURAN, KOSAKATA, label, teks)
    assert all(satu.pesan.endswith(".") and satu.kata and satu.perbaikan for satu in temuan)


@pytest.mark.parametrize("kata", ["banyaknya", "persentase", "tersedianya jumlah", "yang"])
def test_a_word_typed_a_thousand_times_is_read_to_its_end(kata):
    teks = f"Persentase {f'{kata} ' * 2000}"
    assert check_teks(ATURAN, KOSAKATA, "indikator", teks) is not None


@given(LABEL, st.sampled_from(SEMUA), st.sampled_from([" ", "\t", "\n  ", "\u00a0"]))
def test_capitals_and_spaces_change_nothing(label, row, spasi):
    temuan = check_teks(ATURAN, KOSAKATA, label, row.teks)
    lain = check_teks(ATURAN, KOSAKATA, label, f" {row.teks.upper().replace(' ', spasi)}. ")
    assert [(t.kode, t.tingkat, t.pesan) for t in lain] == [
        (t.kode, t.tingkat, t.pesan) for t in temuan
    ]


@given(kalimat)
def test_what_is_offered_is_read_as_an_outcome(teks):
    usul = suggest_rumusan(KOSAKATA, teks)
    assert not usul or not check_teks(ATURAN, KOSAKATA, "hasil", usul)
