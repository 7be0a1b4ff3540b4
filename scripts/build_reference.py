"""Write docs/reference from the data and the code: ``make docs``. Same data, same bytes; a test compares.

A page is a function without arguments that returns Markdown; PAGES names its file.
"""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "payung.entry.web.settings"  # pages, too, have errors of their own
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]  # what makes the pages is a package beside this file

from scripts.reference.commands import commands, errors, rules
from scripts.reference.files import files
from scripts.reference.law import parameters, programmes
from scripts.reference.web import access, first_load, pages

REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made by scripts/build_reference.py; change the data, then run `make docs`. -->\n"
PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands,
    "errors.md": errors,
    "files.md": files,
    "first-load.md": first_load,
    "access.md": access,
    "pages.md": pages,
    "rules.md": rules,
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
