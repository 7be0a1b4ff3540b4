"""Files that are damaged, locked, of another kind, or made to harm. Each is built here, byte by byte where needed."""

import io
import struct
import zipfile
from pathlib import Path

from tests.gateways.workbooks.books import Page, people, write_book

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override '
    'PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def package(rows: str, *, before: str = '<?xml version="1.0"?>', more: dict[str, bytes] | None = None) -> bytes:
    """A minimal .xlsx whose one sheet holds ``rows``."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": SHEET.format(before=before, rows=rows),
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def cell(place: str) -> str:
    """A cell element holding 1."""
    return f'<c r="{place}"><v>1</v></c>'


def far_corner() -> bytes:
    """Two cells, a whole sheet apart: 17 billion places between them."""
    return package(f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576")}</row>')


def beyond_the_last_column() -> bytes:
    """A cell where no spreadsheet has a column."""
    return package(f'<row r="1">{cell("A1")}{cell("ZZZZZ1")}</row>')


def swelling() -> bytes:
    """Small to send, over 100 MB when opened."""
    return package("<row>" + '<c t="n"><v>1</v></c>' * 6_000_000 + "</row>")


def lying_about_its_size() -> bytes:
    """The same, with headers that tell of a few bytes."""
    data = bytearray(swelling())
    at = data.rfind(b"PK\1\2", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)


def entities() -> bytes:
    """A billion laughs."""
    lines = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return package("", before=f'<?xml version="1.0"?><!DOCTYPE x [{lines}]>')


def macros() -> bytes:
    """A workbook with a macro part."""
    return package(f'<row r="1">{cell("A1")}</row>', more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def external_links() -> bytes:
    """A workbook that takes values from another one."""
    return package(f'<row r="1">{cell("A1")}</row>', more={"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def compound(*names: str, sizes: tuple[int, ...] = ()) -> bytes:
    """An OLE2 file whose directory lists streams of these names."""
    header = bytearray(b"\xff" * 512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[8:76] = struct.pack(
        "<16sHHHHH6sIIIIIIIII", b"", 62, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header[76:80] = struct.pack("<I", 0)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = b""
    for number, name in enumerate(("Root Entry", *names)):
        text = name.encode("utf-16-le") + b"\0\0"
        kind = 5 if number == 0 else 2
        directory += struct.pack(
            "<64sHBBIII36sIQ", text, len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, b"", 0, 0
        )
    return bytes(header) + fat + directory.ljust(512, b"\0")[:512]


def word_document() -> bytes:
    """A .docx."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


def zip_of_workbooks(folder: Path) -> bytes:
    """A ZIP with a workbook in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("desa/a.xlsx", sound(folder / "inner.xlsx"))
    return out.getvalue()


def sound(path: Path) -> bytes:
    """An ordinary list of three workers."""
    rows = [["No", "Nama", "NIK", "Tgl Lahir"]] + [[n + 1, p.name, p.nik, p.born] for n, p in enumerate(people(3))]
    write_book(path, Page(rows))
    data = path.read_bytes()
    path.unlink()
    return data
