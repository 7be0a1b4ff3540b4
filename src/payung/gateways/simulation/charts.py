"""Charts of people by month, as SVG that needs nothing else: no script, no style, no font of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.planner.indicators import MonthCount
from payung.core.planner.months import named

KINDS: tuple[tuple[str, str, Text], ...] = (
    ("full", "#1f6f5c", Text(id="santunan penuh", en="full death benefit")),
    ("first_months", "#e3a008", Text(id="bulan-bulan pertama, hanya pemakaman", en="first months, burial only")),
    ("grace", "#b9c4ca", Text(id="menunggak, belum berakhir", en="in arrears, not ended")),
    ("lapsed", "#9c2433", Text(id="kepesertaan berakhir", en="membership ended")),
)
"""Field of ``MonthCount``, colour and words, from the bottom of a bar up."""

LETTERS = "JFMAMJJASOND"
INK, SOFT = "#14232b", "#4a5a63"


@dataclass(frozen=True)
class Size:
    """Units of a drawing: how wide, how high its bars, and how large its letters."""

    width: int
    height: int
    letters: int


WIDE, NARROW = Size(960, 92, 13), Size(320, 62, 9)
"""For a page or screen of its own, and for a telephone."""


def strip(
    months: Sequence[MonthCount], *, top: int, size: Size, mark: int | None = None, says: str = "", labels: bool = True
) -> str:
    """One bar a month; ``top``: people of a full bar; ``mark``: a line is drawn after it; ``says``: read aloud."""
    below = size.letters * 2 + 7 if labels else 3
    each = size.width / max(len(months), 1)
    parts = [f"<title>{escape(says)}</title>", _frame(size)]
    floors = [0] * len(months)
    for kind, colour, _ in KINDS:
        bars, floors = _bars([getattr(month, kind) for month in months], floors, top, size, each)
        if bars:
            parts.append(f'<path d="{bars}" fill="{colour}"/>')
    if labels:
        parts += _labels(months, size, each)
    listed = [month.month for month in months]
    if mark in listed:
        at = (listed.index(mark) + 1) * each
        line = f'<path d="M{at:.1f} 0V{size.height + below}" stroke="{INK}" stroke-width="1.5" stroke-dasharray="4 3"/>'
        parts.append(line)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {size.height + below}" role="img">'
        f"{''.join(parts)}</svg>"
    )


def described(months: Sequence[MonthCount], name: Text, language: str) -> str:
    """What a strip shows, in words: the months in which the picture changes."""
    said, before = [name.in_(language)], None
    for month in months:
        now = [getattr(month, kind) for kind, _, _ in KINDS]
        if now != before:
            counts = ", ".join(
                f"{number(count)} {words.in_(language)}"
                for count, (_, _, words) in zip(now, KINDS, strict=True)
                if count
            )
            said.append(f"{named(month.month)}: {counts or '0'}")
        before = now
    return ". ".join(said)


def standalone(
    rows: Sequence[tuple[Text, Sequence[MonthCount]]], *, title: Text, top: int, mark: int | None, language: str
) -> str:
    """Strips below one another with a title and a key, as a file of its own in ``language``."""
    say: Callable[[Text], str] = lambda text: escape(text.in_(language))  # noqa: E731
    gap, head = 172, 92
    parts = [
        f'<rect width="1000" height="{head + gap * len(rows) + 12}" fill="#fff"/>',
        f'<text x="20" y="34" font-size="22" font-weight="700" fill="{INK}">{say(title)}</text>',
    ]
    left = 20
    for _, colour, words in KINDS:
        parts.append(f'<rect x="{left}" y="52" width="14" height="14" fill="{colour}"/>')
        parts.append(f'<text x="{left + 20}" y="64" font-size="14" fill="{INK}">{say(words)}</text>')
        left += 34 + round(len(words.in_(language)) * 8.2)
    for place, (name, months) in enumerate(rows):
        at = head + place * gap
        drawn = strip(months, top=top, size=WIDE, mark=mark, says=described(months, name, language))
        inner = drawn.replace("<svg ", f'<svg x="20" y="{at + 24}" width="960" height="{WIDE.height + 33}" ', 1)
        parts.append(f'<text x="20" y="{at + 16}" font-size="15" font-weight="700" fill="{INK}">{say(name)}</text>')
        parts.append(inner)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {head + gap * len(rows) + 12}" '
        f'font-family="system-ui,Segoe UI,Roboto,Noto Sans,sans-serif" role="img">'
        f"<title>{say(title)}</title>{''.join(parts)}</svg>\n"
    )


def _bars(counts: Sequence[int], floors: Sequence[int], top: int, size: Size, each: float) -> tuple[str, list[int]]:
    """The bars of one kind standing on ``floors``, as one path, and the floors for the next kind."""
    drawn, raised = [], []
    for place, (count, floor) in enumerate(zip(counts, floors, strict=True)):
        raised.append(floor + count)
        if count:
            low, high = (size.height * (1 - people / max(top, 1)) for people in (floor, floor + count))
            left, right = place * each + each * 0.06, (place + 1) * each - each * 0.06
            drawn.append(f"M{left:.1f} {low:.1f}V{high:.1f}H{right:.1f}V{low:.1f}Z")
    return "".join(drawn), raised


def _frame(size: Size) -> str:
    return f'<path d="M0 {size.height + 0.5}H{size.width}" stroke="{SOFT}"/>'


def _labels(months: Sequence[MonthCount], size: Size, each: float) -> list[str]:
    """A letter a month, and the year under its first month."""
    parts = []
    for place, month in enumerate(months):
        middle, year = (place + 0.5) * each, month.month // 100
        letter = LETTERS[month.month % 100 - 1]
        parts.append(_word(letter, middle, size.height + size.letters + 2, size, "middle"))
        if place == 0 or month.month % 100 == 1:
            parts.append(_word(str(year), place * each + 1, size.height + size.letters * 2 + 4, size, "start"))
    return parts


def _word(word: str, x: float, y: float, size: Size, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y}" font-size="{size.letters}" text-anchor="{anchor}" fill="{SOFT}">{word}</text>'
