"""Write docs/reference from the data and the code: ``make docs``. Same data, same bytes; a test compares.

A page is a function without arguments that returns Markdown; PAGES names its file.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from payung.core.basis.text import Text
from payung.core.law.book import LawBook, Parameter, Value
from payung.core.programmes.catalogue import programme_ids, read_programme
from payung.core.programmes.describe import describe

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "<!-- Made by scripts/build_reference.py; change the data, then run `make docs`. -->\n"


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; what would break a cell is escaped, None is a dash."""
    names = list(headings)
    lines = [names, ["---"] * len(names), *([_cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    return "–" if value is None else " ".join(str(value).replace("|", "\\|").split())


def both(text: Text | None) -> str | None:
    """Both languages in one cell."""
    return None if text is None else f"{text.id}<br>{text.en}"


def parameters() -> str:
    """The numbers of the law: every value, the day it starts, its article and its doubt."""
    book = LawBook.read()
    entries = [book.parameters[key] for key in book.keys()]  # noqa: SIM118 -- a method of ours
    values = [value for entry in entries for value in entry.values]
    doubtful = sum(value.doubt is not None for value in values)
    quoted = sum(value.quoted is not None for value in values)
    checked = sum(entry.checked is not None for entry in entries)
    return (
        "# Ketentuan · Parameters of the law\n\n"
        f"{len(entries)} ketentuan dengan {len(values)} nilai; {doubtful} nilai masih ragu, {quoted} dikutip kata demi "
        f"kata, {checked} ketentuan sudah dicocokkan dengan naskah resmi. Nilai berlaku sejak harinya sampai nilai "
        "berikutnya.\n\n"
        f"{len(entries)} parameters with {len(values)} values; {doubtful} values are in doubt, {quoted} are quoted "
        f"word for word, {checked} parameters were compared with the official text. A value is in force from its day "
        "until the next one begins.\n" + "".join(_parameter(entry) for entry in entries)
    )


def _parameter(entry: Parameter) -> str:
    checked = entry.checked or "belum / not yet"
    return (
        f"\n## `{entry.key}`\n\n{entry.name.id}<br>\n*{entry.name.en}*\n\n"
        f"Satuan / unit: {entry.values[0].unit} · dicocokkan / checked: {checked}\n\n"
        + table(("sejak / since", "nilai / value", "dasar / article", "keraguan / doubt"), map(_value, entry.values))
    )


def _value(value: Value) -> tuple[object, ...]:
    article = f"[{value.article}]({value.url})" if value.url else value.article
    return value.since, value.amount, article, both(value.doubt)


def programmes() -> str:
    """The catalogue: each programme as ``payung programme show`` prints it, in both languages."""
    entries = [read_programme(id_) for id_ in programme_ids()]
    figures = [figure for entry in entries for figure in entry.figures]
    misfits = sum(not figure.fits for figure in figures)
    index = table(
        ("program / programme", "wilayah / area", "angka / figures", "tidak cocok / do not fit", "terbuka / open"),
        (
            (
                f"[`{entry.id}`](#{entry.id})",
                entry.area_name,
                len(entry.figures),
                sum(not figure.fits for figure in entry.figures),
                len(entry.open),
            )
            for entry in entries
        ),
    )
    return (
        "# Program · Programmes of the catalogue\n\n"
        f"{len(entries)} program. Dari {len(figures)} angka yang dihitung ulang, {misfits} tidak cocok.<br>\n"
        f"*{len(entries)} programmes. Of {len(figures)} figures that were recomputed, {misfits} do not fit.*\n\n"
        + index
        + "".join(_programme(id_) for id_ in programme_ids())
    )


def _programme(id_: str) -> str:
    programme = read_programme(id_)
    lines = [f"\n## {id_}\n"]
    for language in ("id", "en"):
        (title, _), *rest = describe(programme, language)
        lines.append(f"\n### {title}\n\n")
        for label, value in rest:
            lines.append(f"- {_cell(label)}: {_cell(value)}\n" if value else f"\n**{_cell(label)}**\n\n")
    return "".join(lines)


PAGES: Mapping[str, Callable[[], str]] = {
    "parameters.md": parameters,
    "programmes.md": programmes,
}
"""File below docs/reference -> the function that renders it."""


def rendered() -> dict[str, str]:
    """File name -> content of every page."""
    return {name: MADE + page().rstrip("\n") + "\n" for name, page in sorted(PAGES.items())}


def main(arguments: list[str]) -> int:
    """Write every page that changed, and name it; with --check write nothing and return 1 if one is not current."""
    check = arguments == ["--check"]
    pages = rendered()
    old = [name for name, content in pages.items() if _committed(name) != content]
    for name in old:
        sys.stdout.write(f"docs/reference/{name}\n")
        if not check:
            REFERENCE.mkdir(parents=True, exist_ok=True)
            (REFERENCE / name).write_text(pages[name], "utf-8")
    return 1 if check and old else 0


def _committed(name: str) -> str | None:
    path = REFERENCE / name
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
