"""The report of Dinas Kesehatan: a draft while Eko grades, then frozen, on page, PDF and DOCX alike."""

import io
from datetime import date
from decimal import Decimal

import pytest
from docx import Document

from sakip.audit.models import Jejak
from sakip.evaluasi.actions.arsip import IsiArsip, import_nilai_arsip
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.actions.rekomendasi import approve_rekomendasi, create_rekomendasi
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.lhe import compute_lhe, load_beku
from sakip.evaluasi.models import Hasil, NilaiArsip
from sakip.rules.decision import RuleError
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.evaluasi import EVALUATOR, answer, grade_all, make_penilaian, start_scoring

pytestmark = pytest.mark.django_db

LHE = "/2026/tw4/opd/05/lhe/"
LHE_88 = "permenpanrb-88-2021-lhe"


@pytest.fixture
def graded(dinilai, eko):
    grade_all(dinilai, acting_user=eko)
    answer(
        dinilai, EVALUATOR, "1.b", nilai="CC", catatan="Crosscutting kurang & jelas.",
        acting_user=eko,
    )  # fmt: skip
    return dinilai


def recommend(penilaian, eko, **isi):
    default = {
        "subkomponen": "1.b",
        "kriteria": "1.b.9",
        "uraian": "Gambarkan <crosscutting> stunting.",
        "tenggat": date(2027, 3, 31),
    }
    return create_rekomendasi(penilaian, acting_user=eko, **default | isi)


def texts_of(content):
    """Everything a DOCX says, tables included."""
    document = Document(io.BytesIO(content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_eko_reads_a_draft_once_every_grade_is_there(page, eko, dinilai):
    html = page(eko, LHE)
    assert "LHE belum dapat dibuat: subkomponen 1.a, 1.b" in html
    grade_all(dinilai, acting_user=eko)
    html = page(eko, LHE)
    assert "Draf: penilaian belum selesai" in html
    assert "64,00 dengan predikat B (Baik), yaitu lebih dari 60 sampai dengan 70." in html
    cara = (
        "Poin subkomponen = nilai ÷ 100 × bobot: AA 100, A 90, BB 80, B 70, CC 60, C 50, D 30, E 0."
    )
    assert cara in html
    assert cara in page(eko, "/2026/tw4/opd/05/lke/")


def test_a_report_with_grades_missing_is_not_downloaded(client, eko, dinilai):
    client.force_login(eko)
    answer_ = client.get("/2026/tw4/opd/05/lhe.pdf")
    assert answer_.status_code == 422
    assert "1.a, 1.b" in answer_.content.decode()


def test_page_pdf_and_docx_say_the_same_and_typed_text_stays_text(client, page, eko, graded):
    recommend(graded, eko)
    html = page(eko, LHE)
    assert (
        "Gambarkan &lt;crosscutting&gt; stunting (kriteria 1.b.9, paling lambat 31 Maret 2027)."
        in (html.replace("\n", " "))
    )
    pdf = client.get("/2026/tw4/opd/05/lhe.pdf")
    docx = client.get("/2026/tw4/opd/05/lhe.docx")
    hari = graded.instansi.hari_ini.isoformat()
    for got, akhiran in ((pdf, "pdf"), (docx, "docx")):
        assert got.status_code == 200
        assert f'filename="2026_LHE_Dinkes_draf_{hari}.{akhiran}"' in got["Content-Disposition"]
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    words = texts_of(b"".join(docx.streaming_content))
    assert "Gambarkan <crosscutting> stunting (kriteria 1.b.9" in words
    assert "Crosscutting kurang & jelas." in words
    assert "64,00" in words


def test_the_finished_report_carries_hash_and_place_in_the_trail(client, page, eko, ratna, graded):
    publish_penilaian(graded, acting_user=ratna)
    jejak = Jejak.objects.get(tindakan="penilaian.publish")
    html = page(eko, LHE)
    assert "Draf:" not in html
    assert jejak.hash in html
    assert Hasil.objects.get(tahap=EVALUATOR).hash in html
    docx = client.get("/2026/tw4/opd/05/lhe.docx")
    assert "2026_LHE_Dinkes_v1_" in docx["Content-Disposition"]
    assert jejak.hash in texts_of(b"".join(docx.streaming_content))
    pdf = client.get("/2026/tw4/opd/05/lhe.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")


def test_a_finished_report_reads_the_same_whatever_changes_later(eko, ratna, graded, dinkes):
    row = recommend(graded, eko)
    publish_penilaian(graded, acting_user=ratna)
    before = load_beku(graded)
    approve_rekomendasi(row, tindak_lanjut="Pohon kinerja diperbaiki.", acting_user=eko)
    dinkes.nama = "Dinas Kesehatan dan KB"
    dinkes.save()
    assert load_beku(graded) == before


def test_last_years_archive_stands_beside_this_year(page, rina, eko, dinkes, graded):
    komponen = {"1": "23.02", "2": "19.16", "3": "9.65", "4": "14.10"}
    isi = IsiArsip(
        dinkes, 2025, LHE_88, "LHE Inspektorat",
        komponen={kode: Decimal(nilai) for kode, nilai in komponen.items()},
    )  # fmt: skip
    import_nilai_arsip([isi], acting_user=rina)
    html = page(eko, LHE)
    assert "Tahun 2025 nilainya 65,93 (B); nilainya turun 1,93." in html
    assert "23,02" in html


def test_a_value_of_another_regulation_is_named_and_not_compared(page, rina, eko, dinkes, graded):
    isi = IsiArsip(dinkes, 2025, "permenpanrb-12-2015", "LHE lama", total=Decimal("62.00"))
    import_nilai_arsip([isi], acting_user=rina)
    html = page(eko, LHE)
    assert "menurut PermenPANRB 12/2015, sehingga kedua nilai tidak dibandingkan" in html


def test_our_own_result_of_last_year_comes_with_its_subcomponents(
    rina, eko, budi, ratna, dinkes, graded
):
    old = start_scoring(make_penilaian(rina, dinkes, tahun=2025, anggota=[eko], ketua=budi))
    grade_all(old, acting_user=eko)
    row = recommend(old, eko)
    recommend(old, eko, uraian="Petakan risiko.", kriteria="")
    publish_penilaian(old, acting_user=ratna)
    approve_rekomendasi(row, tindak_lanjut="Sudah digambarkan.", acting_user=eko)
    isi = compute_lhe(load_lembar(graded), tanggal=date(2026, 11, 22))
    assert isi["lalu"]["total"] == "64"
    assert isi["komponen"][0]["subkomponen"][0]["lalu"] == "4.8"
    assert [(r["keadaan"], r["tindak_lanjut"]) for r in isi["tindak_lanjut"]] == [
        ("Terbuka", ""),
        ("Ditutup", "Sudah digambarkan."),
    ]


def test_the_agencys_eight_official_values_are_kept_with_their_predikat(rina):
    """Kabupaten Contoh 2018 to 2025: five components, a break, four components; B eight times."""
    lama, baru = "permenpanrb-12-2015-lhe", LHE_88
    values = [
        (2018, lama, "19.85 13.92 9.61 5.72 11.25", "60.35"),
        (2019, lama, "20.10 14.05 9.73 5.81 11.33", "61.02"),
        (2020, lama, "20.24 14.16 9.80 5.87 11.40", "61.47"),
        (2021, lama, "20.38 14.27 9.87 5.93 11.45", "61.90"),
        (2022, baru, "19.32 17.10 9.21 15.25", "60.88"),
        (2023, baru, "19.80 17.64 9.42 15.50", "62.36"),
        (2024, baru, "20.13 18.02 9.56 15.70", "63.41"),
        (2025, baru, "20.55 18.40 9.68 15.95", "64.58"),
    ]
    isi = [
        IsiArsip(
            None, tahun, kunci, "LHE Kementerian PANRB",
            komponen={str(n): Decimal(x) for n, x in enumerate(row.split(), 1)},
        )
        for tahun, kunci, row, _ in values
    ]  # fmt: skip
    import_nilai_arsip(isi, acting_user=rina)
    kept = NilaiArsip.objects.order_by("tahun").values_list("tahun", "total", "predikat")
    assert list(kept) == [(tahun, Decimal(total), "B") for tahun, _, _, total in values]
    assert Jejak.objects.filter(tindakan="nilai_arsip.import").count() == 1


def test_rina_keeps_no_value_for_a_unit_of_another_agency(rina, kota):
    theirs = make_perangkat_daerah(kota)
    isi = IsiArsip(theirs, 2025, LHE_88, "LHE", total=Decimal("60"))
    with pytest.raises(RuleError, match="instansi lain"):
        import_nilai_arsip([isi], acting_user=rina)
    assert not NilaiArsip.objects.exists()


@pytest.mark.parametrize(
    ("isi", "sentence"),
    [
        ({"total": Decimal("101")}, "Nilai harus 0 sampai dengan 100"),
        ({"komponen": {"1": Decimal("31")}}, "Nilai harus 0 sampai dengan 30"),
        ({}, "tidak sama dengan totalnya"),
    ],
)
def test_a_value_its_regulation_does_not_have_is_not_kept(rina, dinkes, isi, sentence):
    with pytest.raises(RuleError, match=sentence):
        import_nilai_arsip([IsiArsip(dinkes, 2025, LHE_88, "LHE", **isi)], acting_user=rina)
    assert not NilaiArsip.objects.exists()
