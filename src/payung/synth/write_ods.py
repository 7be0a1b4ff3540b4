"""Sheets into an OpenDocument spreadsheet, as LibreOffice saves them; the same sheets give the same bytes."""

import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from payung.synth.pages import Book, Cell, Formula, Page

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_TIME = (1980, 1, 1, 0, 0, 0)
_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def write_ods(book: Book, path: Path) -> None:
    """Write ``book`` to ``path``; merged areas and hidden sheets are not kept."""
    tables = "".join(_table(page) for page in book.pages)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(zipfile.ZipInfo("mimetype", _TIME), _TYPE)
        for name, part in (("content.xml", content), ("META-INF/manifest.xml", _MANIFEST)):
            package.writestr(zipfile.ZipInfo(name, _TIME), part, zipfile.ZIP_DEFLATED)


def _table(page: Page) -> str:
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row)) or _cell(None)}</table:table-row>" for row in page.rows)
    return f"<table:table table:name={quoteattr(page.name)}>{rows or _EMPTY_ROW}</table:table>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Formula):
        cell = cell.result
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind, shown = f'"date" office:date-value="{cell.isoformat()}"', f"{cell:%d/%m/%Y}"
    elif isinstance(cell, str):
        kind, shown = '"string"', escape(cell)
    else:
        kind, shown = f'"float" office:value="{cell:.0f}"', f"{cell:.0f}"
    return f"<table:table-cell office:value-type={kind}><text:p>{shown}</text:p></table:table-cell>"


_EMPTY_ROW = "<table:table-row><table:table-cell/></table:table-row>"
