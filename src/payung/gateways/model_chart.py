"""The weights of a linkage model and the spread of its pairs as one SVG picture, for a report or a web page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

WIDTH, LABEL, VALUE, ROW, MARGIN = 860, 330, 80, 20, 20
"""Pixels: the picture, its labels, its figures, a line, around it."""

LINE_OF_TEXT = 122
_INK, _FAINT, _PANEL, _PAPER = "#1b3a4b", "#9aa9b1", "#f3f6f7", "#ffffff"
Kind = Literal["", "for", "against", "asked", "apart"]
COLOURS: Mapping[Kind, str] = {"for": "#2f7d5b", "against": "#b5562b", "asked": "#d9a021", "apart": "#9aa9b1"}


@dataclass(frozen=True)
class Bar:
    """One bar: to the right where ``value`` is above 0, to the left below; ``shown`` is its figure; ``kind`` its
    colour, "" for that of its direction."""

    label: str
    value: int
    shown: str
    kind: Kind = ""


@dataclass(frozen=True)
class Group:
    """Bars of one scale under a heading; ``note`` follows them, "" for none."""

    heading: str
    bars: tuple[Bar, ...]
    note: str


@dataclass(frozen=True)
class Chart:
    """Everything the picture says. Groups of signed bars share one scale; a group without a bar below 0 has its own
    where its values are of another kind, as ``Group.note`` then says."""

    title: str
    says: str
    groups: tuple[Group, ...]
    language: str

    def reach(self, group: Group) -> tuple[int, int]:
        """The lowest and highest value of the scale of ``group``, 0 within."""
        alike = [one for one in self.groups if bool(one.note) == bool(group.note)]
        values = [bar.value for one in alike for bar in one.bars]
        return min([0, *values]), max([1, *values])


def write_chart(chart: Chart, path: Path) -> None:
    """Write ``chart`` to ``path`` as SVG that says in words what it shows: same chart, same bytes."""
    path.write_text("\n".join(_lines(chart)) + "\n", "utf-8")


def _lines(chart: Chart) -> Iterator[str]:
    body: list[str] = []
    at = MARGIN + 24
    body.append(_text(MARGIN, at - 6, chart.title, "title"))
    for line in _wrapped(chart.says):
        at += ROW
        body.append(_text(MARGIN, at, line, "plain"))
    for group in chart.groups:
        at += 2 * ROW + 4
        body.append(_text(MARGIN, at, group.heading, "heading"))
        tall = ROW * len(group.bars) + 6
        panel = f'x="{MARGIN - 8}" y="{at + 8}" width="{WIDTH - 2 * MARGIN + 16}" height="{tall}"'
        body.append(f'<rect {panel} rx="4" fill="{_PANEL}"/>')
        at += 5
        for bar in group.bars:
            at += ROW
            body += _bar(chart, group, bar, at)
        at += 8 if group.note else 4
        for line in _wrapped(group.note):
            at += ROW
            body.append(_text(MARGIN, at, line, "plain"))
    height = at + MARGIN
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" aria-labelledby="title desc" lang="{escape(chart.language)}">'
    )
    yield f'<title id="title">{escape(chart.title)}</title>'
    yield f'<desc id="desc">{escape(_said(chart))}</desc>'
    yield (
        f"<style>text{{font:13px Carlito,Calibri,'Segoe UI',Arial,sans-serif;fill:{_INK}}}"
        ".title{font-size:20px;font-weight:bold}.heading{font-weight:bold;font-size:14px}.figure{font-weight:bold}"
        + "".join(f".{kind}{{fill:{colour}}}" for kind, colour in COLOURS.items())
        + "</style>"
    )
    yield f'<rect width="{WIDTH}" height="{height}" fill="{_PAPER}"/>'
    yield from body
    yield "</svg>"


def _said(chart: Chart) -> str:
    """All bars in words, for who cannot see them."""
    groups = [
        f"{group.heading}: " + "; ".join(f"{bar.label} {bar.shown}" for bar in group.bars) for group in chart.groups
    ]
    return " ".join([chart.says, *(f"{group}." for group in groups)])


def _bar(chart: Chart, group: Group, bar: Bar, at: int) -> Iterator[str]:
    low, high = chart.reach(group)
    room = WIDTH - 2 * MARGIN - LABEL - VALUE - 20
    zero = MARGIN + LABEL + 10 + room * -low // (high - low)
    length = room * abs(bar.value) // (high - low)
    start = zero if bar.value >= 0 else zero - length
    yield _text(MARGIN, at, bar.label, "plain")
    yield f'<line x1="{zero}" y1="{at - 15}" x2="{zero}" y2="{at + 5}" stroke="{_FAINT}"/>'
    if length:
        kind = bar.kind or ("for" if bar.value > 0 else "against")
        yield f'<rect class="{kind}" x="{start}" y="{at - 11}" width="{length}" height="13" rx="2"/>'
    yield _text(WIDTH - MARGIN, at, bar.shown, "figure", ' text-anchor="end"')


def _text(x: int, y: int, said: str, kind: str, more: str = "") -> str:
    return f'<text class="{kind}" x="{x}" y="{y}"{more}>{escape(said)}</text>'


def _wrapped(text: str) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LINE_OF_TEXT:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
