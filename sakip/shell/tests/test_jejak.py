"""`sakip jejak`: a line per chain, a line per finding, and anchors kept elsewhere."""

import pytest

from sakip.__main__ import main
from sakip.audit.models import KepalaJejak
from sakip.audit.tests.perusak import direct_access, make_rantai
from sakip.organisasi.models import Pengguna

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def admin() -> Pengguna:
    return make_rantai(2)


def test_a_whole_chain_says_so(admin, capsys):
    assert main(["jejak", "periksa"]) == 0
    instansi = admin.instansi
    expected = f"{instansi.nama} ({instansi.kode_wilayah}): rantai utuh, 4 jejak.\n"
    assert capsys.readouterr() == (expected, "")


def test_an_empty_installation_says_so(capsys):
    assert main(["jejak", "periksa"]) == 0
    assert capsys.readouterr().out == "Belum ada instansi, jadi belum ada jejak.\n"


def test_each_finding_is_one_line_and_the_status_is_1(admin, capsys):
    with direct_access() as execute:
        execute("UPDATE organisasi_perangkatdaerah SET nama = 'X'")
        execute("DELETE FROM audit_jejak WHERE nomor = 2")
    assert main(["jejak", "periksa"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[2][:22] for line in lines] == [
        "Jejak nomor 2 hilang.",
        "Perangkat daerah nomor",
    ]


def test_one_agency_can_be_asked_alone(admin, capsys):
    other = make_rantai(2).instansi
    with direct_access() as execute:
        execute("DELETE FROM audit_jejak WHERE instansi_id = %s AND nomor = 1", [other.pk])
    assert main(["jejak", "periksa", "--instansi", admin.instansi.kode_wilayah]) == 0
    assert main(["jejak", "periksa", "--instansi", other.kode_wilayah]) == 1
    capsys.readouterr()
    assert main(["jejak", "periksa", "--instansi", "11.11"]) == 2
    assert capsys.readouterr().err == "Instansi dengan kode 11.11 tidak ada.\n"


def test_an_agency_removed_with_its_people_is_still_called_by_its_number(admin, capsys):
    with direct_access() as execute:
        execute("UPDATE audit_jejak SET instansi_id = 77")
    assert main(["jejak", "periksa"]) == 1
    assert "instansi nomor 77: Kepala rantai menyebut 0 jejak" in capsys.readouterr().out


def anchor(capsys, tmp_path):
    assert main(["jejak", "jangkar"]) == 0
    path = tmp_path / "jangkar.txt"
    path.write_text(capsys.readouterr().out + "\n")
    return path


def test_an_anchor_kept_elsewhere_is_compared(admin, capsys, tmp_path):
    path = anchor(capsys, tmp_path)
    assert path.read_text().split()[1:3] == [str(admin.instansi_id), "4"]
    assert main(["jejak", "periksa", "--jangkar", str(path)]) == 0
    path.write_text(path.read_text()[:-10] + "00000000\n")
    assert main(["jejak", "periksa", "--jangkar", str(path)]) == 1
    assert "tidak sama dengan jangkar tanggal" in capsys.readouterr().out


def test_an_anchor_finds_an_agency_that_vanished_without_a_trace(admin, capsys, tmp_path):
    path = anchor(capsys, tmp_path)
    other = make_rantai(2)
    with direct_access() as execute:
        execute("DELETE FROM audit_jejak WHERE instansi_id = %s", [admin.instansi_id])
        execute("DELETE FROM audit_kepalajejak WHERE instansi_id = %s", [admin.instansi_id])
    assert (
        main(
            ["jejak", "periksa", "--jangkar", str(path), "--instansi", other.instansi.kode_wilayah]
        )
        == 0
    )
    assert main(["jejak", "periksa", "--jangkar", str(path)]) == 1
    assert "Jejak nomor 4 tidak sama" in capsys.readouterr().out


def test_a_file_that_holds_no_anchor_is_named_by_line(admin, capsys, tmp_path):
    path = tmp_path / "jangkar.txt"
    path.write_text("2026-11-22 1 4 abc\n\n2026-11-22 1 4 " + "g" * 64 + "\nbesok 1 4 " + "a" * 64)
    assert main(["jejak", "periksa", "--jangkar", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert [line[:7] for line in err.splitlines()] == ["baris 1", "baris 3", "baris 4"]
    assert main(["jejak", "periksa", "--jangkar", str(tmp_path / "tidak-ada")]) == 2


def test_a_chain_without_acts_prints_no_anchor(kota, capsys):
    assert not KepalaJejak.objects.exists()
    assert main(["jejak", "jangkar"]) == 0
    assert capsys.readouterr().out == ""
