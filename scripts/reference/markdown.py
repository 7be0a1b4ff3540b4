"""Tables of Markdown, and words in both languages in one cell."""

from collections.abc import Iterable

from payung.core.basis.text import Text


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; what would break a cell is escaped, None is a dash."""
    names = list(headings)
    lines = [names, ["---"] * len(names), *([cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cell(value: object) -> str:
    """``value`` as a cell holds it."""
    return "–" if value is None else " ".join(str(value).replace("|", "\\|").split())


def both(text: Text | None) -> str | None:
    """Both languages in one cell; once where they say it alike."""
    if text is None:
        return None
    return text.id if text.id == text.en else f"{text.id}<br>{text.en}"
