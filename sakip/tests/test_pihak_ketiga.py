"""The notices name everything of others that runs in production or reaches the browser, as it is locked."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATATAN = (ROOT / "docs" / "pihak-ketiga.md").read_text()


@pytest.mark.parametrize("lock", ["base", "pg"])
def test_a_lawyer_finds_every_locked_library_in_the_notices(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    locked = re.findall(r"^([A-Za-z0-9_.-]+)==([^ \\;]+)", text, re.MULTILINE)
    assert locked
    missing = [pair for pair in locked if f"| {pair[0]} | {pair[1]} | " not in CATATAN]
    assert not missing, "Jalankan make notices."


def test_a_lawyer_finds_every_browser_package_in_the_notices():
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    missing = [pair for pair in wanted.items() if f"| {pair[0]} | {pair[1]} | " not in CATATAN]
    assert not missing, "Jalankan make notices."


def test_every_notice_names_a_licence():
    rows = [line for line in CATATAN.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 30
    assert all(row.split(" | ")[2].strip() for row in rows)
