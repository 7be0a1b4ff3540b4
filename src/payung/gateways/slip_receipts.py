"""The list on which people sign, or put their thumb, for the slip they were given."""

from collections.abc import Sequence

from reportlab.lib.pagesizes import A4

from payung.gateways.pdf_pen import BOLD, Pen, printable, wrapped

ROWS = 22
_SIDE, _TOP, _ROW = 42.0, 50.0, 30.0
_COLUMNS = (("No.", 34.0), ("Nama", 200.0), ("NIK berakhir", 72.0), ("Nomor lembar", 85.0), ("Tanda tangan", 0.0))


def draw_receipts(pen: Pen, rows: Sequence[tuple[str, str, int]], *, title: str, office: str) -> None:
    """Pages of name, end of the NIK and slip number in the order given, each with a place to sign."""
    pages = range(0, max(1, len(rows)), ROWS)
    for page, start in enumerate(pages, start=1):
        y = A4[1] - _TOP
        pen.text(_SIDE, y, "Tanda terima bukti perlindungan", 14, BOLD)
        pen.text(_SIDE, y - 16, printable(f"{title} · {office}"), 10)
        pen.right(A4[0] - _SIDE, y, f"Halaman {page} dari {len(pages)}", 9)
        y = _heading(pen, y - 28)
        for place, row in enumerate(rows[start : start + ROWS], start=start + 1):
            _row(pen, y, place, *row)
            y -= _ROW
        pen.end_page()


def _heading(pen: Pen, y: float) -> float:
    pen.fill(_SIDE, y - 18, A4[0] - 2 * _SIDE, 18, 0.88)
    x = _SIDE
    for name, width in _COLUMNS:
        pen.text(x + 4, y - 13, name, 9, BOLD)
        x += width
    return y - 18


def _row(pen: Pen, y: float, place: int, name: str, nik_end: str, number: int) -> None:
    x = _SIDE
    for cell, (_, width) in zip((str(place), name, nik_end, str(number)), _COLUMNS, strict=False):
        lines = wrapped(printable(cell), width - 8, 10)[:2]
        for line, text in enumerate(lines):
            pen.text(x + 4, y - (19 if len(lines) == 1 else 13) - 11 * line, text, 10)
        x += width
    # Odd and even places sign at different heights, so that two hands do not meet.
    pen.text(x + (4 if place % 2 else 70), y - 19, f"{place}.", 8, grey=0.4)
    pen.line(_SIDE, y - _ROW, A4[0] - _SIDE, y - _ROW, 0.4)
