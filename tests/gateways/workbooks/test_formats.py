"""The same list as xlsx, ods and xls; sheets that are hidden; what a format cannot tell is not invented."""

import io
import struct
import zipfile

from tests.gateways.workbooks.books import people, read, rows_of

FOLK = people(3)

CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{tables}'
    "</office:spreadsheet></office:body></office:document-content>"
)


def ods(rows: str) -> bytes:
    """An OpenDocument workbook of one sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", CONTENT.format(tables=f'<table:table table:name="Daftar">{rows}</table:table>'))
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return out.getvalue()


def ods_row(*values: object, more: str = "") -> str:
    """A row of text, number and date cells."""
    cells = []
    for value in values:
        if isinstance(value, str):
            cells.append(f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>')
        elif isinstance(value, int | float):
            cells.append(f'<table:table-cell office:value-type="float" office:value="{value}"/>')
        else:
            cells.append(f'<table:table-cell office:value-type="date" office:date-value="{value}"/>')
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def test_ods_with_repeated_empty_rows_and_a_hidden_one(tmp_path):
    rows = ods_row("DAFTAR") + '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    rows += ods_row("No", "Nama", "NIK", "Tgl Lahir")
    hidden = ' table:visibility="collapse"'
    rows += "".join(ods_row(n + 1, p.name, p.nik, p.born, more=hidden if n == 1 else "") for n, p in enumerate(FOLK))
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    path = tmp_path / "a.ods"
    path.write_bytes(ods(rows))
    reading = read(path)
    assert rows_of(reading, "sheet", "row", "nik", "name", "birth_date") == [
        ("Daftar", n + 6, p.nik, p.name, p.born) for n, p in enumerate(FOLK)
    ]
    assert any("hidden" in finding.code for finding in reading.findings)


def record(kind: int, content: bytes) -> bytes:
    """A BIFF record."""
    return struct.pack("<HH", kind, len(content)) + content


def xls(rows: list[list[object]]) -> bytes:
    """An Excel 97 workbook of one sheet, in the few records a reader needs."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6)
    name = b"Daftar"

    def bound(at: int) -> bytes:
        return record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name), 0) + name)

    head = record(0x809, begin)
    offset = len(head) + len(bound(0)) + len(record(0x0A, b""))
    cells = b""
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            at = struct.pack("<HHH", down, across, 0)
            if isinstance(value, str):
                cells += record(0x204, at + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
            elif value is not None:
                cells += record(0x203, at + struct.pack("<d", value))
    sheet = record(0x809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    sheet += record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, 10, 0)) + cells + record(0x0A, b"")
    return compound(head + bound(offset) + record(0x0A, b"") + sheet)


def compound(stream: bytes) -> bytes:
    """An OLE2 file with one stream named Workbook."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16sHHHHH6sIIIIIIIII", b"", 62, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header = header.ljust(76, b"\0") + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    fat = struct.pack("<128I", *(chain + [0xFFFFFFFF] * 128)[:128])

    def entry(title: str, kind: int, child: int, first: int, size: int) -> bytes:
        text = title.encode("utf-16-le") + b"\0\0"
        links = (0xFFFFFFFF, 0xFFFFFFFF, child)
        return struct.pack("<64sHBBIII36sIQ", text, len(text), kind, 1, *links, b"", first, size)

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    return header + fat + directory.ljust(512, b"\0") + stream


def test_xls_under_any_name(tmp_path):
    rows: list[list[object]] = [["No", "Nama", "NIK", "Tgl Lahir", "No HP"]]
    rows += [[n + 1.0, p.name, p.nik, p.dob, None] for n, p in enumerate(FOLK)]
    rows += [[4.0, "Nama Orang", 1571010101800010.0, "01-01-1980", None]]
    for name in ("a.xls", "a.xlsx", "a.csv"):
        (tmp_path / name).write_bytes(xls(rows))
        reading = read(tmp_path / name)
        assert rows_of(reading, "sheet", "row", "nik", "nik_form", "birth_date")[:3] == [
            ("Daftar", n + 2, p.nik, "text", p.born) for n, p in enumerate(FOLK)
        ]
        assert rows_of(reading, "nik", "nik_form")[3] == ("1571010101800010", "number")
