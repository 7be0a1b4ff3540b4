"""Drawing on a PDF page fast: ten thousands of table rows in seconds.

ReportLab makes the file, embeds the font and keeps the pages; the marks of a page are written here as PDF operators,
because a call of its canvas for each cell takes about ten times as long.
"""

import unicodedata
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

REGULAR, BOLD = "Vera", "VeraBd"
"""Bitstream Vera, which ReportLab ships and its licence lets anyone embed: Latin with the usual accents."""
NARROW = 85
"""Percent of the letters' own width: Vera is a wide face."""
UNPRINTABLE = "◊"
"""Stands for a letter the font lacks, so that nobody reads a name that was changed in silence."""

for _name in (REGULAR, BOLD):
    pdfmetrics.registerFont(TTFont(_name, f"{_name}.ttf"))


@lru_cache(maxsize=100_000)
def printable(text: str) -> str:
    """``text`` in letters the font has: accents it lacks are left out, other letters become ``UNPRINTABLE``.

    >>> printable("Ḥasan 王\\n")
    'Hasan ◊ '
    """
    if text.isascii() and text.isprintable():
        return text
    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        if letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf"):
            letters.append(" ")
        elif ord(letter) in known:
            letters.append(letter)
        else:
            base = unicodedata.normalize("NFKD", letter)
            kept = [sign for sign in base if not unicodedata.combining(sign)]
            letters.append("".join(kept) if kept and all(ord(sign) in known for sign in kept) else UNPRINTABLE)
    return "".join(letters)


@lru_cache(maxsize=8)
def _widths(font: str) -> dict[str, float]:
    """Letter -> width in thousandths of the size, narrowed."""
    face = pdfmetrics.getFont(font).face
    return {chr(code): width * NARROW / 100 for code, width in face.charWidths.items()}


def text_width(text: str, size: float, font: str = REGULAR) -> float:
    """Width of printable ``text`` in points."""
    widths = _widths(font)
    return sum([widths.get(letter, 600.0) for letter in text]) * size / 1000


@lru_cache(maxsize=50_000)
def wrapped(text: str, width: float, size: float, font: str = REGULAR) -> tuple[str, ...]:
    """Printable ``text`` in lines not wider than ``width`` points; a word too long for a line is divided."""
    if text_width(text, size, font) <= width:
        return (text,)
    lines, line = [], ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if text_width(joined, size, font) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        while text_width(word, size, font) > width and len(word) > 1:
            cut = len(word) - 1
            while cut > 1 and text_width(word[:cut], size, font) > width:
                cut -= 1
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return (*lines, line)


class Pen:
    """Writes on the pages of one canvas, from the lower left corner, in points."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._marks: list[str] = []
        self._letters: list[str] = []
        document = canvas._doc  # the font hands out its subset names per document
        self._names = {name: pdfmetrics.getFont(name).getSubsetInternalName(0, document) for name in (REGULAR, BOLD)}
        self._font = ("", 0.0)
        self._grey = 0.0

    def text(self, x: float, y: float, text: str, size: float, font: str = REGULAR, *, grey: float = 0.0) -> None:
        """``text`` from ``x`` to the right."""
        if grey != self._grey:
            self._letters.append(f"{grey:g} g")
            self._grey = grey
        if (font, size) != self._font:
            self._letters.append(f"{self._names[font]} {size:g} Tf")
            self._font = (font, size)
        self._letters.append(f"1 0 0 1 {x:.1f} {y:.1f} Tm")
        if text.isascii():
            escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            self._letters.append(f"({escaped}) Tj")
        else:
            self._beyond_ascii(text, size, font)

    def right(self, x: float, y: float, text: str, size: float, font: str = REGULAR, *, grey: float = 0.0) -> None:
        """``text`` up to ``x``."""
        self.text(x - text_width(text, size, font), y, text, size, font, grey=grey)

    def centre(self, x: float, y: float, text: str, size: float, font: str = REGULAR, *, grey: float = 0.0) -> None:
        """``text`` around ``x``."""
        self.text(x - text_width(text, size, font) / 2, y, text, size, font, grey=grey)

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.4, *, grey: float = 0.55) -> None:
        """A straight line."""
        self._marks.append(f"{grey:g} G {width:g} w {x1:.1f} {y1:.1f} m {x2:.1f} {y2:.1f} l S")

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A filled area; what is written later lies above it."""
        self._marks.append(f"{grey:g} g {x:.1f} {y:.1f} {width:.1f} {height:.1f} re f")

    def dashed(self, x: float, y: float, width: float, height: float) -> None:
        """A dashed frame: a place somebody else fills."""
        self._marks.append(f"q [3 2] 0 d 0.5 G 0.6 w {x:.1f} {y:.1f} {width:.1f} {height:.1f} re S Q")

    def end_page(self) -> None:
        """Put what was drawn on the page, letters over areas and lines, and begin the next."""
        letters = "\n".join(self._letters)
        self._canvas.addLiteral("\n".join(self._marks))
        self._canvas.addLiteral(f"BT 0 g {NARROW} Tz\n{letters}\nET")
        self._canvas.showPage()
        self._marks.clear()
        self._letters.clear()
        self._font, self._grey = ("", 0.0), 0.0

    def _beyond_ascii(self, text: str, size: float, font: str) -> None:
        face, document = pdfmetrics.getFont(font), self._canvas._doc
        for subset, codes in face.splitString(text, document):
            octal = "".join(f"\\{code:03o}" for code in codes)
            self._letters.append(f"{face.getSubsetInternalName(subset, document)} {size:g} Tf ({octal}) Tj")
        self._font = ("", 0.0)
