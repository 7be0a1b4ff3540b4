"""Pieces of the summary page: two languages, tables, bars, style. Everything said is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape

from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.roster.harmless import harmless

STYLE = """
:root{--ink:#14232b;--soft:#4a5a63;--line:#b9c4ca;--band:#eef3f5;--head:#1b3a4b;
--accept:#1f6f5c;--correct:#b25a00;--reject:#9c2433;--other:#5d6b74}
*{box-sizing:border-box}
body{margin:0;font:16px/1.45 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:#fff}
main,header,footer{max-width:70rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.2rem;border-top:.5rem solid var(--head)}
h1{font-size:1.7rem;line-height:1.2;margin:.2rem 0}
h2{font-size:1.25rem;margin:2.2rem 0 .5rem;padding-top:.6rem;border-top:2px solid var(--head)}
p{margin:.4rem 0;max-width:48rem}
.en{display:block;color:var(--soft);font-size:.82em;font-weight:400}
.tiles{display:flex;flex-wrap:wrap;gap:.7rem;padding:0;margin:1rem 0;list-style:none}
.tiles li{flex:1 1 9.5rem;border:1px solid var(--line);border-left:.35rem solid var(--head);padding:.5rem .7rem}
.tiles b{display:block;font-size:1.35rem;line-height:1.25;font-variant-numeric:tabular-nums}
.sum{font-size:1.1rem;line-height:2;font-variant-numeric:tabular-nums;max-width:none}
.sum b{white-space:nowrap}
.k{display:inline-block;width:.8em;height:.8em;margin-right:.3em;vertical-align:-.05em}
svg{display:block;width:100%}
.wide{overflow-x:auto;margin:.6rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;color:var(--soft);padding:.2rem 0}
th,td{padding:.35rem .55rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{background:var(--head);color:#fff;vertical-align:bottom}
thead .en{color:#d7e3e9}
td:first-child{min-width:9rem}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tr.total th,tr.total td{background:var(--band);font-weight:700}
.tag{display:inline-block;border:1px solid currentColor;border-radius:.2rem;padding:0 .35rem;font-size:.85em;
white-space:nowrap}
.block{color:var(--reject)}.warn{color:#8a4600}.info{color:var(--other)}
.notice{border-left:.35rem solid #8a4600;background:#fff6ea;padding:.5rem .8rem;margin:.6rem 0}
details{border:1px solid var(--line);margin:.4rem 0}
summary{cursor:pointer;padding:.6rem .7rem;background:var(--band);font-weight:600}
details>.wide{margin:0}
code{font-size:.85em;overflow-wrap:anywhere}
footer{margin-top:2.5rem;padding-bottom:2rem;color:var(--soft);font-size:.9rem}
:focus-visible{outline:3px solid #b25a00;outline-offset:2px}
@media print{@page{size:A4;margin:14mm}body{font-size:10pt}h2{break-after:avoid}tr,.tiles li{break-inside:avoid}
details::details-content{content-visibility:visible;display:block}
thead{display:table-header-group}.wide{overflow:visible}table{font-size:8.5pt}
thead th{background:#fff;color:#000;border-bottom:2px solid #000}thead .en{color:#333}}
"""

COLOURS = {"accept": "#1f6f5c", "correct": "#b25a00", "reject": "#9c2433", "other": "#5d6b74"}


def said(text: object) -> str:
    """Anything as text that is safe in HTML, and safe when the table is copied into a spreadsheet."""
    return escape(harmless(str(text)))


def both(text: Text) -> str:
    """A sentence in Indonesian with English below it."""
    return f'{escape(text.id)}<span class="en" lang="en">{escape(text.en)}</span>'


def section(anchor: str, title: Text, *content: str) -> str:
    """A part of the page."""
    return f'<section aria-labelledby="{anchor}"><h2 id="{anchor}">{both(title)}</h2>{"".join(content)}</section>'


def paragraph(text: Text, kind: str = "") -> str:
    """A paragraph; ``kind`` is a class, such as notice."""
    return f'<p class="{kind}">{both(text)}</p>' if kind else f"<p>{both(text)}</p>"


def tiles(facts: Iterable[tuple[str, Text]]) -> str:
    """Figures to be seen first, each with its words."""
    items = "".join(f"<li><b>{escape(figure)}</b>{both(words)}</li>" for figure, words in facts)
    return f'<ul class="tiles">{items}</ul>'


def table(headings: Sequence[Text], rows: Iterable[Sequence[str]], label: str, *, total: Sequence[str] = ()) -> str:
    """A table of ready HTML cells. A heading that begins with "#" is for figures. ``label`` names it aloud."""
    figures = [heading.id.startswith("#") for heading in headings]
    marks = [' class="n"' if figure else "" for figure in figures]
    head = "".join(
        f'<th scope="col"{mark}>{both(Text(id=heading.id.lstrip("#"), en=heading.en))}</th>'
        for mark, heading in zip(marks, headings, strict=True)
    )
    body = "".join(f"<tr>{_cells(row, marks)}</tr>" for row in rows)
    foot = f'<tr class="total">{_cells(total, marks)}</tr>' if total else ""
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(label)}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}{foot}</tbody></table></div>"
    )


def _cells(row: Sequence[str], marks: Sequence[str]) -> str:
    return "".join(f"<td{mark}>{cell}</td>" for cell, mark in zip(row, marks, strict=True))


def bar(shares: Sequence[tuple[str, int, str]], *, height: int = 22) -> str:
    """A bar of parts (kind of ``COLOURS``, count, what it is), as wide as the page, with its figures as text."""
    whole = sum(count for _, count, _ in shares) or 1
    left, parts = 0.0, []
    for kind, count, _ in shares:
        width = 1000 * count / whole
        parts.append(f'<rect x="{left:.1f}" width="{width:.1f}" height="{height}" fill="{COLOURS[kind]}"/>')
        left += width
    words = escape(", ".join(f"{words} {number(count)}" for _, count, words in shares))
    return (
        f'<svg viewBox="0 0 1000 {height}" height="{height}" preserveAspectRatio="none" role="img">'
        f"<title>{words}</title>{''.join(parts)}</svg>"
    )


def key(kind: str) -> str:
    """The coloured square that ties a word to its part of a bar."""
    return f'<span class="k" style="background:{COLOURS[kind]}"></span>'


def equation(total: int, what: Text, parts: Sequence[tuple[str, int, str, str]]) -> str:
    """A bar, and below it ``total`` = the sum of ``parts``: kind, count, and words in Indonesian and English."""
    terms = " + ".join(f"<b>{key(kind)}{number(count)} {words}</b>" for kind, count, words, _ in parts)
    english = " + ".join(f"{number(count)} {words}" for _, count, _, words in parts)
    return (
        bar([(kind, count, words) for kind, count, words, _ in parts])
        + f'<p class="sum"><b>{number(total)} {what.id}</b> = {terms}'
        f'<span class="en" lang="en">{number(total)} {what.en} = {english}</span></p>'
    )
