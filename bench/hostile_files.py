"""How long, and in how much memory, a file that means harm (or is far too large) is refused.

Each file is read in a process of its own; beside it stands a process that only loads the reader,
and an ordinary register of 2,000 rows. Aim: refused within two seconds and 100 MB on top of that.
"""

import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from openpyxl import Workbook

READ = """
import sys
from app.refusals import Invalid
from app.sheets.files import read_path
from pathlib import Path
if len(sys.argv) > 1:
    try:
        print(len(read_path(Path(sys.argv[1])).rows), "rijen gelezen")
    except Invalid as refused:
        print(refused.message)
else:
    print("alleen geladen")
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {two} "{f"&{one};" * 10}">'
        for one, two in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
CELL = "<c t='inlineStr'><is><t>{}</t></is></c>"
ROW = "<row>" + CELL.format("titel") + CELL.format("tekst") + "</row>"


def workbook(sheet: bytes, **more: bytes) -> bytes:
    """A workbook of one sheet, as small as openpyxl accepts it."""
    file = io.BytesIO()
    Workbook().save(file)
    result = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
        for name, content in more.items():
            new.writestr(name.replace("__", "/").replace("_bin", ".bin"), content)
    return result.getvalue()


def sheet_of(rows: str, prolog: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{prolog}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def opendocument(count: int) -> bytes:
    """A spreadsheet with so many rows that all differ."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    rows = "".join(
        f"<t:table-row><t:table-cell><x:p>{os.urandom(4).hex()}</x:p></t:table-cell></t:table-row>"
        for _ in range(count)
    )
    content = (
        f'<o:document-content xmlns:o="{space}:office:1.0" xmlns:t="{space}:table:1.0" '
        f'xmlns:x="{space}:text:1.0"><o:body><o:spreadsheet><t:table t:name="a">{rows}</t:table>'
        "</o:spreadsheet></o:body></o:document-content>"
    )
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return result.getvalue()


def files() -> dict[str, tuple[str, bytes]]:
    many = "".join(f"{n};titel {n};tekst {n}\n" for n in range(300_000))
    good = "id;titel;situatie\n" + "".join(f"{n};titel {n};tekst {n}\n" for n in range(2_000))
    plain = sheet_of(ROW * 3)
    varied = "".join(ROW.replace("tekst", os.urandom(4).hex()) for _ in range(300_000))
    return {
        "gewoon register": ("goed.csv", good.encode()),
        "300.000 rijen csv": ("veel.csv", ("id;titel;situatie\n" + many).encode()),
        "300.000 rijen xlsx": ("veel.xlsx", workbook(sheet_of(varied))),
        "300.000 rijen ods": ("veel.ods", opendocument(300_000)),
        "zipbom": ("bom.xlsx", workbook(b" " * 200_000_000)),
        "entiteiten xlsx": (
            "ent.xlsx",
            workbook(sheet_of("<row><c><v>&i;</v></c></row>", ENTITIES)),
        ),
        "macro": ("macro.xlsx", workbook(plain, xl__vbaProject_bin=b"x")),
        "afgekapt": ("half.xlsx", workbook(plain)[:1500]),
        "leeg": ("leeg.xlsx", b""),
        "willekeurig": ("ruis.ods", os.urandom(2_000_000)),
    }


def measure(*arguments: str) -> tuple[float, float, str]:
    """Seconds, megabytes at most, and what was said."""
    started = time.perf_counter()
    answer = subprocess.run(
        [sys.executable, "-c", READ, *arguments], capture_output=True, text=True, check=True
    )
    said, highest = answer.stdout.strip().split("\n")
    return time.perf_counter() - started, int(highest) / 1024, said


def main() -> None:
    measure()
    base_time, base_memory, _ = measure()
    print(f"{'bestand':22}{'s':>8}{'keer laden':>12}{'MB erbij':>10}  antwoord")
    with tempfile.TemporaryDirectory() as folder:
        for name, (filename, content) in files().items():
            path = Path(folder) / filename
            path.write_bytes(content)
            seconds, memory, said = measure(str(path))
            extra = seconds - base_time
            print(
                f"{name:22}{extra:8.2f}{seconds / base_time:12.1f}{memory - base_memory:10.0f}"
                f"  {said[:70]}"
            )


if __name__ == "__main__":
    main()
