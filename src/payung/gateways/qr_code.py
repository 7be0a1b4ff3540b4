"""A QR code drawn on a page."""

import segno

from payung.gateways.pdf_pen import Pen


def draw_qr(pen: Pen, x: float, y: float, text: str, side: float) -> None:
    """A QR code of ``text`` in a square of ``side`` points with its quiet edge, drawn as runs of dark modules."""
    # One mask for all: choosing the best of eight takes five times as long, and helps only a text with a pattern.
    rows = segno.make_qr(text, error="m", mask=2, boost_error=False).matrix
    module = side / (len(rows) + 4)  # the paper around it makes up the rest of the quiet edge
    top = y + side - 2 * module
    for place, row in enumerate(rows, start=1):
        start = 0
        while (start := row.find(1, start)) >= 0:
            end = row.find(0, start) if 0 in row[start:] else len(row)
            pen.fill(x + (2 + start) * module, top - place * module, (end - start) * module, module, 0)
            start = end
