"""Reads one sheet in a process of its own, with a ceiling on memory and time (quality T14).

A hostile workbook can make the parser ask for terabytes and abort; here only this child dies. It is
started by path, so it imports nothing of the product. In: the workbook on standard input, the name of
the wanted sheet as argument, or `*` for every sheet, hidden ones too. Out: a JSON list of sheets, each with
`lembar`, `tinggi`, `lebar`, `baris` and `rumus`.
"""

import io
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from defusedxml import ElementTree
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 10
# No sheet can have this name.
EVERY = "*"
# Excel keeps 15 digits; a longer number has already lost its end when the file arrives.
EXACT_BELOW = 10**15
# A cell that carries a formula, by its address; the cached value beside it is not trusted.
FORMULA = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3}\d{1,7})"[^<>]*>\s*<(?:\w+:)?f[\s/>]')


def main(wanted: str, max_rows: int, max_columns: int, max_characters: int) -> None:
    """Print the sheets, or only how large one is when it is larger than allowed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    data = sys.stdin.buffer.read()
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    answer, left, cells = [], max_characters, max_rows * max_columns
    for name in _choose(book, wanted):
        answer.append(_sheet(book, data, name, (max_rows, max_columns), cells))
        rows = answer[-1]["baris"]
        left -= sum(len(cell) for row in rows for cell in row)
        # Empty cells too take room: one far down and right makes hundreds of thousands.
        cells -= sum(map(len, rows))
        if left < 0:
            sys.exit(1)
    json.dump(answer, sys.stdout)


def _sheet(
    book: CalamineWorkbook, data: bytes, name: str, limits: tuple[int, int], cells: int
) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(name)
    answer: dict[str, Any] = {"lembar": name, "baris": [], "rumus": []}
    last_row, last_column = sheet.end or (-1, -1)
    answer |= {"tinggi": last_row + 1, "lebar": last_column + 1}
    max_rows, max_columns = limits
    if last_row < max_rows and last_column < max_columns:
        if answer["tinggi"] * answer["lebar"] > cells:
            sys.exit(1)
        rows = sheet.to_python(skip_empty_area=False)
        answer["baris"] = [[_plain(cell) for cell in row] for row in rows]
        formulas = FORMULA.findall(_sheet_xml(data, name))
        answer["rumus"] = [ref.decode() for ref in formulas[: max_rows * max_columns]]
    return answer


def _choose(book: CalamineWorkbook, wanted: str) -> list[str]:
    """The sheet of that name, else the first one that a person sees; all of them for EVERY."""
    sheets = [row for row in book.sheets_metadata if row.typ == SheetTypeEnum.WorkSheet]
    if wanted == EVERY:
        return [row.name for row in sheets]
    seen = [row.name for row in sheets if row.visible == SheetVisibleEnum.Visible]
    return [wanted if wanted in seen else seen[0]]


def _plain(cell: Any) -> str | list[str]:
    """A text as it is; a number as the shortest text that means it; a day as ["tanggal", ISO]."""
    match cell:
        case str():
            return cell
        case bool():
            return "Ya" if cell else "Tidak"
        case int() | float():
            text = format(Decimal(repr(cell)), "f")
            text = text.rstrip("0").rstrip(".") if "." in text else text
            return ["terpotong", text] if abs(cell) >= EXACT_BELOW else ["angka", text]
        case datetime():
            return ["tanggal", cell.date().isoformat()]
        case date():
            return ["tanggal", cell.isoformat()]
    return ["waktu", str(cell)]


def _sheet_xml(data: bytes, name: str) -> bytes:
    """The XML of a sheet, found the way the format says: its name, its relation, its file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target") for relation in relations}
        for element in book.iter():
            if element.tag.endswith("}sheet") and element.get("name") == name:
                ids = [value for key, value in element.attrib.items() if key.endswith("}id")]
                target = targets[ids[0]]
                return archive.read(target[1:] if target.startswith("/") else f"xl/{target}")
    raise KeyError(name)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
