"""Text a spreadsheet would run as a formula, made harmless on the way out and restored on the way in.

One leading apostrophe is put before a text that starts like a formula, and before a text that already
starts with apostrophes followed by one: so taking one away gives back exactly what was put in.
"""

import re

STARTS = "=+-@\t\r\n＝＋－＠"
"""First characters that make Excel, LibreOffice or Google Sheets calculate; the last four are full width."""

PATTERN = rf"^'*[{re.escape(STARTS)}]"
"""Texts that get, or got, an apostrophe. Written so that Python and Polars read it alike."""

_RUNS = re.compile(PATTERN)


def harmless(text: str) -> str:
    """``text`` as it may stand in a cell of any file we write.

    >>> harmless("=HYPERLINK(1)"), harmless("'=1"), harmless("SITI"), harmless("'Aisyah")
    ("'=HYPERLINK(1)", "''=1", 'SITI', "'Aisyah")
    """
    return f"'{text}" if _RUNS.match(text) else text


def as_written(text: str) -> str:
    """The text ``harmless`` was given.

    >>> as_written("'=HYPERLINK(1)"), as_written("''=1"), as_written("'Aisyah"), as_written("+62")
    ('=HYPERLINK(1)', "'=1", "'Aisyah", '+62')
    """
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text
