"""Writes docs/pihak-ketiga.md: what runs in production or reaches the browser, with licence and owner."""

import json
import re
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pihak-ketiga.md"
HEAD = """# Third-party notices

Written by `make notices` from the installed packages; nothing of theirs is in this repository. The files that
reach the browser are served with their licences beside them, in `vendor/lisensi.txt`.

| Package | Version | Licence | Copyright |
|---|---|---|---|
"""
# Locked for other systems only, so not installed where this runs.
LAIN = {"tzdata": ("Apache-2.0", "")}
# Without a licence file: what begins with a banner.
BERSPANDUK = {"@tabler/core": "dist/css/tabler.css"}
LICENCE_FILE = re.compile(r"(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)
OWNER = re.compile(r"^[\W_]*(copyright .*?(?:\(c\)|©|[0-9]{4}).+)$", re.IGNORECASE | re.MULTILINE)
# Owns the text of its licences, not what is under them; and a form nobody filled in.
BUKAN_PEMILIK = re.compile(r"Free Software Foundation|\[|<copyright")

Row = tuple[str, str, str, str]


def python_rows() -> list[Row]:
    """The locked libraries of production."""
    locked: dict[str, str] = {}
    for lock in ("base", "pg"):
        text = (ROOT / "requirements" / f"{lock}.txt").read_text()
        locked |= dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^ \\;]+)", text, re.MULTILINE))
    return [(name, locked[name], *said_of(name)) for name in sorted(locked, key=str.lower)]


def said_of(name: str) -> tuple[str, str]:
    """What an installed package says of its licence and of who owns it, one line each."""
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return LAIN[name]
    data = package.metadata
    said = data.get("License-Expression") or ""
    if not said:
        classifiers = [
            c.split(" :: ")[-1] for c in data.get_all("Classifier") or [] if "License" in c
        ]
        said = ", ".join(classifiers) or (data.get("License") or "see package").splitlines()[0]
    texts = [file for file in package.files or [] if ".dist-info" in str(file)]
    found = (Path(str(file.locate())) for file in texts if LICENCE_FILE.search(file.name))
    return said[:80], owner_in(found)


def owner_in(files: Iterable[Path]) -> str:
    """The first line of copyright in licence files; empty when they name nobody."""
    for path in sorted(files):
        for found in OWNER.finditer(path.read_text(errors="replace")):
            if not BUKAN_PEMILIK.search(line := found[1].split(" (http")[0]):
                return " ".join(line.split()).replace("|", "/")[:120]
    return ""


def browser_rows() -> list[Row]:
    """The packages whose files are copied to the browser."""
    rows = []
    for name in sorted(json.loads((ROOT / "package.json").read_text())["dependencies"]):
        folder = ROOT / "node_modules" / name
        said = json.loads((folder / "package.json").read_text())
        texts = [path for path in folder.iterdir() if LICENCE_FILE.search(path.name)]
        rows.append(
            (
                name,
                said["version"],
                str(said["license"]),
                owner_in(texts or [folder / BERSPANDUK[name]]),
            )
        )
    return rows


def main() -> None:
    """Write the page anew."""
    rows = python_rows() + browser_rows()
    TARGET.write_text(HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows))
    print(f"{len(rows)} packages in {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
