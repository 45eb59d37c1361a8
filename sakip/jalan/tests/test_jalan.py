"""The page of the way: what Rina reads, asks, keeps and decides on."""

import io
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from sakip.conftest import wearing
from sakip.evaluasi.actions.arsip import IsiArsip, import_nilai_arsip
from sakip.evaluasi.compute import compute_hasil
from sakip.evaluasi.lembar import load_lembar, riwayat_of
from sakip.evaluasi.models import Penilaian
from sakip.jalan.actions.aksi import revoke_aksi_jalan, update_aksi_jalan
from sakip.jalan.actions.skenario import create_skenario
from sakip.jalan.andai import compute_musim, season_of
from sakip.jalan.gambar import draw_batang
from sakip.jalan.models import AksiJalan, Skenario
from sakip.jalan.tests.conftest import fill
from sakip.jalan.titik import load_titik
from sakip.organisasi.models import Peran
from sakip.pengukuran.compute import roots
from sakip.rules.angka import write_angka
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.instrumen import load_instrumen
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.tests.evaluasi import MANDIRI, fill_mandiri, grade_all, make_penilaian, start_scoring

JALAN = "/2026/tw4/pemda/jalan/"
RESMI = {"1": "20.55", "2": "18.40", "3": "9.68", "4": "15.95"}


def words(answer):
    """The text of a page without its tags."""
    teks = re.sub(r"<(svg|script).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", teks))


@pytest.fixture
def resmi(rina):
    isi = IsiArsip(
        None, 2025, "permenpanrb-88-2021-lhe", "Surat Menteri",
        komponen={kode: Decimal(nilai) for kode, nilai in RESMI.items()},
    )  # fmt: skip
    return import_nilai_arsip([isi], acting_user=rina)[0]


def test_rina_reads_where_the_region_stands_the_cheapest_plan_and_how_wrong_the_model_is(
    masuk, rina, lembar, resmi, django_assert_max_num_queries
):
    client = masuk(rina)
    with django_assert_max_num_queries(15):
        teks = words(client.get(JALAN))

    assert "Sekarang 62,50 B perkiraan" in teks
    assert "kurang 7,51 poin" in teks
    assert "Galat model −2,08" in teks
    assert "18,30 20,55" in teks
    assert "6 tindakan, 1.048 hari kerja" in teks
    assert "bila A17 ditolak, rencana berakhir di 65,95 (B)" in teks
    assert "Terbukti paling ringan" in teks
    assert "80,00 (BB)" in teks
    assert "82,00 (A)" in teks
    assert "+0,18 kenaikan rerata nasional" in teks
    assert "+2,00 sampai +4,00 disebut lazim" in teks
    assert "Perkiraan, bukan nilai resmi" in teks
    assert "1.c.6 Perbaikan rencana" in teks


def test_what_is_asked_works_without_scripts_and_in_part(masuk, rina, lembar):
    client = masuk(rina)

    tanpa = words(client.get(f"{JALAN}?menuju=BB&t-A02=jangan"))
    assert "BB tidak tercapai dengan pilihan ini. Paling tinggi 68,55" in tanpa
    assert "Ikut gugur karena syaratnya dilarang: A03, A05" in tanpa
    harus = words(client.get(f"{JALAN}?menuju=BB&t-A10=harus"))
    assert "6 tindakan, 1.470 hari kerja" in harus
    satu = words(client.get(f"{JALAN}?menuju=BB&musim=1"))
    assert "Paling tinggi 68,35" in satu
    skala = words(client.get(f"{JALAN}?bacaan=satu"))
    assert "semuanya sudah bertahan selama yang diminta skala 100,00 (AA)" in skala
    penuhi = words(client.get(f"{JALAN}?menuju=BB&penuhi=1.b.3&penuhi=1.b.7"))
    assert "Sekarang 64,15" in penuhi or "Sekarang 63,40" in penuhi
    sempit = words(client.get(f"{JALAN}?menuju=BB&kapasitas-TAPD=1"))
    assert (
        "A17 Penajaman anggaran: subkegiatan yang tidak menyumbang dihapus atau digabung 225"
        not in sempit
    )
    bagian = client.get(JALAN, headers={"HX-Request": "true"}).content.decode()
    assert bagian.lstrip().startswith('<div id="hasil">')
    aneh = client.get(f"{JALAN}?menuju=ZZ&musim=9&t-A01=mungkin&kapasitas-TAPD=x&lanjut-1.a=99")
    assert "6 tindakan, 1.048 hari kerja" in words(aneh)


def test_the_workbook_says_on_every_row_that_it_is_an_estimate(masuk, rina, lembar):
    isi = masuk(rina).get(f"{JALAN[:-1]}.xlsx").content

    book = openpyxl.load_workbook(io.BytesIO(isi))
    for sheet in book:
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        assert rows, sheet.title
        assert {row[-1] for row in rows} == {"Perkiraan, bukan nilai resmi"}
    assert [row[0].value for row in book["Tindakan"]["A2:A7"]][:2] == ["A02", "A06"]


def seen(client, alamat=JALAN):
    """The hidden fields of the button that makes the plan real."""
    teks = client.get(alamat).content.decode()
    form = teks[teks.index(f'action="{alamat}aksi/"') :]
    form = form[: form.index("</form>")]
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def test_a_plan_becomes_actions_once_and_is_taken_back_but_for_what_was_begun(masuk, rina, lembar):
    client = masuk(rina)
    data = seen(client)
    assert client.post(f"{JALAN}aksi/", data).status_code == 302
    aksi = list(AksiJalan.objects.order_by("kode"))

    assert [row.kode for row in aksi] == ["A02", "A03", "A06", "A13", "A17", "A22"]
    assert {row.tahun for row in aksi} == {season_of(rina.instansi.hari_ini, 2, pemda=True)}
    assert client.post(f"{JALAN}aksi/", data).status_code == 422
    assert AksiJalan.objects.count() == 6
    lain = data | {"terlihat": "A01:2026-12-01"}
    assert client.post(f"{JALAN}aksi/", lain).status_code == 422

    wearing(rina)
    update_aksi_jalan(aksi[0], revisi=0, pemilik="Bappeda", keadaan="berjalan", acting_user=rina)
    with pytest.raises(Konflik):
        update_aksi_jalan(aksi[0], revisi=0, pemilik="X", keadaan="selesai", acting_user=rina)
    assert "Berjalan" in words(client.get("/jalan/aksi/"))
    assert revoke_aksi_jalan(None, tahun=aksi[0].tahun, acting_user=rina) == 5
    assert [row.kode for row in AksiJalan.objects.all()] == ["A02"]
    with pytest.raises(RuleError):
        revoke_aksi_jalan(None, tahun=aksi[0].tahun, acting_user=rina)


def test_two_scenarios_stand_side_by_side_and_a_name_is_used_once(masuk, rina, lembar):
    client = masuk(rina)
    for nama, kunci in (("Dua musim", {}), ("Tanpa pohon", {"t-A02": "jangan"})):
        client.post(f"{JALAN}skenario/", {"menuju": "BB", "nama": nama, **kunci})
    ulang = client.post(f"{JALAN}skenario/", {"nama": "Dua musim"}, follow=True)
    a, b = Skenario.objects.order_by("pk")

    assert "Nama skenario ini sudah dipakai" in words(ulang)
    teks = words(client.get(f"/jalan/skenario/?a={a.pk}&b={b.pk}"))
    assert "Menuju BB BB, tidak tercapai" in teks
    assert "Akhir rencana 70,65 68,55" in teks
    assert "Perkiraan, bukan nilai resmi" in teks
    assert b.query in client.get("/jalan/skenario/").content.decode().replace("&amp;", "&")

    alamat = f"/jalan/skenario/{b.pk}/"
    dipakai = words(client.post(alamat, {"nama": "Dua musim", "revisi": 0}))
    assert "Nama skenario ini sudah dipakai" in dipakai
    assert client.post(alamat, {"nama": "Tanpa A02", "revisi": 0}).status_code == 302
    assert "Tanpa A02" in words(client.get("/jalan/skenario/"))
    assert client.post(alamat, {"nama": "Lain", "revisi": 0}).status_code == 409


def test_rina_keeps_no_scenario_for_a_unit_of_another_agency(rina, kota):
    with pytest.raises(PermissionDenied, match="instansi lain"):
        create_skenario(
            make_perangkat_daerah(kota), tahun=2026, nama="X", isian=[], acting_user=wearing(rina)
        )


def test_without_a_start_the_page_says_what_to_fill_in(masuk, rina, kabupaten):
    teks = words(masuk(rina).get(JALAN))
    assert "Belum ada nilai awal. Isi nilai LHE terakhir" in teks


def test_a_unit_works_with_its_own_share_and_who_scores_it_sees_no_count_of_an_open_sheet(
    masuk, rina, sari, eko, dinkes
):
    sheet = make_penilaian(rina, dinkes, tahun=2026)
    fill_mandiri(sheet, acting_user=wearing(sari), status="belum")
    alamat = "/2026/tw4/opd/05/jalan/"

    teks = words(masuk(sari).get(alamat))
    assert "Penilaian mandiri, evaluasi 2026".lower() in teks.lower()
    assert "A01 Perbup pedoman" not in teks
    assert "A23 Evaluasi semua perangkat daerah" in teks
    titik = load_titik(wearing(sari), dinkes, 2026)
    assert (titik.tahap, titik.terpenuhi) == (MANDIRI, frozenset())
    assert load_titik(wearing(eko), dinkes, 2026) is None
    Penilaian.objects.filter(pk=sheet.pk).update(
        status="selesai", selesai_oleh=rina, selesai_pada="2026-05-01T00:00Z"
    )
    assert load_titik(wearing(eko), dinkes, 2026) is not None


def test_years_of_standing_are_counted_from_sheets_in_a_row(rina, lembar):
    titik = load_titik(rina, None, 2026)
    assert {kode for kode, tahun in titik.lanjut.items() if tahun == 1} == {
        "1.a",
        "2.a",
        "3.a",
        "4.a",
    }
    assert max(load_titik(rina, None, 2024).lanjut.values()) == 0


def test_a_released_grade_counts_as_standing_as_on_the_sheet_itself(rina, eko, sari, dinkes):
    """PermenPANRB 88/2021: complete and kept up for a year is A; last year's BB says it was complete."""
    for tahun, nilai in ((2024, "CC"), (2025, "BB")):
        lalu = start_scoring(make_penilaian(rina, dinkes, tahun=tahun, anggota=[eko]))
        grade_all(lalu, acting_user=eko, a2=nilai)
        Penilaian.objects.filter(pk=lalu.pk).update(
            status="selesai", selesai_oleh=rina, selesai_pada="2025-05-01T00:00Z"
        )
    sheet = make_penilaian(rina, dinkes, tahun=2026)
    fill_mandiri(sheet, acting_user=sari)
    lanjut = load_titik(wearing(sari), dinkes, 2026).lanjut
    assert (lanjut["2.a"], lanjut["2.b"]) == (1, 0)
    assert riwayat_of(load_lembar(sheet)).sejak(load_lembar(sheet).subkomponen("2.a")) == 2025


def test_who_scores_a_region_does_not_plan_for_it(eko, kabupaten):
    with pytest.raises(PermissionDenied, match="Bagian Organisasi"):
        revoke_aksi_jalan(None, tahun=2027, acting_user=wearing(eko))
    kepala = make_pengguna(kabupaten, Peran.SEKDA, username="sekda")
    with pytest.raises(RuleError):
        revoke_aksi_jalan(None, tahun=2027, acting_user=wearing(kepala))


@pytest.mark.parametrize(
    ("hari", "tahun", "mulai", "bulan"),
    [
        (date(2026, 11, 29), 2027, 12, 6),
        (date(2026, 1, 15), 2026, 2, 4),
        (date(2026, 5, 2), 2027, 6, 12),
        (date(2026, 6, 20), 2027, 7, 11),
    ],
)
def test_a_season_has_the_whole_months_from_the_next_one_to_the_middle_of_june(
    hari, tahun, mulai, bulan
):
    musim = compute_musim(hari, 1, pemda=True, kapasitas={})
    assert (season_of(hari, 1, pemda=True), musim.bulan_mulai, musim.bulan) == (tahun, mulai, bulan)
    assert compute_musim(hari, 2, pemda=True, kapasitas={}).bulan == bulan + 12


KATA = (
    "sekarang, perkiraan",
    "garis B",
    "akhir rencana, perkiraan",
    "resmi 2025",
    "langit, perkiraan",
)


@pytest.mark.parametrize(
    "nilai", ["59.75 60 60.95 76.40 80", "62.50 70 70.65 64.58 82", "78.20 80 80.10 61 92"]
)
def test_no_line_of_the_bar_runs_through_the_words_of_another_mark(nilai):
    skema = load_instrumen(roots())["permenpanrb-88-2021"].predikat.predikat
    tanda = [
        (Decimal(one), f"{one} {kata}", "perkiraan")
        for one, kata in zip(nilai.split(), KATA, strict=True)
    ]
    marks = draw_batang(skema, tanda).tanda
    assert sorted(row.teks for row in marks) == sorted(teks for _, teks, _ in tanda)
    for n, above in enumerate(marks):
        room = len(above.teks) * 5.2 * (1 if above.rata == "start" else -1)
        words = sorted((above.x, above.x + room))
        assert 0 < words[0] < words[1] < 360, above
        assert not [row for row in marks[n + 1 :] if words[0] < row.x < words[1]], above


def test_sari_reads_why_her_way_begins_elsewhere_than_her_sheet(masuk, sari, rina, dinkes):
    sheet = make_penilaian(rina, dinkes, tahun=2025)
    page = f"/2026/tw4/opd/{dinkes.kode}/jalan/"
    fill(sheet, sari)
    assert "Pada lembarnya tertulis" not in words(masuk(sari).get(page))
    fill_mandiri(sheet, acting_user=sari, status="sebagian")
    tertulis = write_angka(compute_hasil(load_lembar(sheet), MANDIRI).total)
    teks = words(masuk(sari).get(page))
    assert f"Pada lembarnya tertulis {tertulis} :" in teks
    # Keputusan 0028: what the agency has not answered says nothing about the unit, here as on the sheet.
    assert "Subkomponen 4.a, 4.b hanya dijawab pada lembar pemda, yang belum mengisinya" in teks
    assert "4.a BB Dijawab pada lembar pemda; naiknya di sana, bukan pada lembar ini." in teks
    assert "4.a Keberadaan E" not in teks
    assert "Tahun bertahan 4.a" not in teks
    sekarang, menuju = re.search(r"Sekarang ([0-9,]+) .*? Menuju (\w+): kurang", teks).groups()
    # Every own criterion is half met, which counts as none: 4.a BB 4,00 and 4.b CC 4,50 are all there is.
    assert (sekarang, menuju) == ("8,50", "C")
    fill_mandiri(make_penilaian(rina, None, tahun=2025), acting_user=rina, status="belum")
    teks = words(masuk(sari).get(page))
    assert "hanya dijawab pada lembar pemda" not in teks
    assert "Kriteria lembar pemda yang belum terpenuhi ikut menurunkannya." in teks
    assert "4.a E Dijawab pada lembar pemda; naiknya di sana, bukan pada lembar ini." in teks
