"""What an error says on a page tells its reader of pages and buttons; commands and options are for the shell alone."""

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, get_origin, get_type_hints

import grimp
import pytest

import payung
from payung.core.basis.errors import TELL_ADMINISTRATOR, PayungError
from payung.core.basis.text import Text
from payung.entry.cli.main import COMMANDS

TYPED_AT_A_SHELL = re.compile(rf"(?<![\w/.-])payung (?:{'|'.join(COMMANDS)})\b|(?<![\w-])--[a-z]")
SEEN = ("payung.entry.web", "payung.entry.jobs")


def _behind_pages() -> set[str]:
    """Modules that pages and their jobs reach by importing."""
    graph = grimp.build_graph("payung", include_external_packages=False)
    entries = {module for root in SEEN for module in (root, *graph.find_descendants(root))}
    return entries.union(*(graph.find_upstream_modules(module) for module in entries))


BEHIND = _behind_pages()


def _errors() -> Iterator[type[PayungError]]:
    for module in walk_packages(payung.__path__, "payung."):
        import_module(module.name)
    waiting = [PayungError]
    while waiting:
        subclasses = waiting.pop().__subclasses__()
        waiting += subclasses
        yield from (error for error in subclasses if error.__module__ in BEHIND)


ON_PAGES = sorted(
    {error for error in _errors() if hasattr(error, "code")}, key=lambda error: (error.__module__, error.__qualname__)
)


class Anything:
    """Stands for a value that an error is made of: its text, its number, and whatever is asked of it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __str__(self) -> str:
        return "x"

    def __format__(self, _: str) -> str:
        return "x"

    def __call__(self, *_: Any) -> Any:
        return Anything()

    def __getitem__(self, _: Any) -> Any:
        return Anything()

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0


SAMPLES: dict[Any, Any] = {
    Text: Text(id="apa", en="what"), str: "x", int: 3, bool: True, Path: Path("x"), OSError: OSError(2, "x"),
}  # fmt: skip


OF_A_LIST = {
    ("RightMissing", "right"): "work.see",
    ("RegisterUnreadable", "kind"): "members",
    ("NotEnoughMoney", "account"): "free",
}
"""What has to be one of a few."""


def _sample(kind: Any) -> Any:
    if kind in SAMPLES:
        return SAMPLES[kind]
    origin = get_origin(kind)
    return [] if inspect.isclass(origin) and hasattr(origin, "__iter__") else Anything()


def _made(error: type[PayungError]) -> PayungError:
    hints = get_type_hints(error.__init__)
    given: dict[str, Any] = {}
    for name, asked in inspect.signature(error).parameters.items():
        if asked.default is asked.empty and asked.kind not in (asked.VAR_POSITIONAL, asked.VAR_KEYWORD):
            given[name] = OF_A_LIST.get((error.__name__, name)) or _sample(hints.get(name))
    return error(**given)


@pytest.mark.parametrize("error", ON_PAGES, ids=lambda error: error.__name__)
def test_the_page_of_an_error_names_no_command(error):
    made = _made(error)
    for text in (made.says, made.on_page):
        assert text.id and text.en
        assert not TYPED_AT_A_SHELL.search(text.id), text.id
        assert not TYPED_AT_A_SHELL.search(text.en), text.en


def _said(tree: ast.AST, kept: set[int]) -> Iterator[tuple[int, str]]:
    """Lines and words of the texts in ``tree`` that are not ``kept`` for the shell."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "Text":
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in kept:
                    yield part.lineno, part.value


def _for_the_shell(tree: ast.AST) -> set[int]:
    """Constants in the ``do`` of errors that say something else on a page."""
    kept: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and any(word.arg == "on_page" for word in node.keywords):
            does = [word.value for word in node.keywords if word.arg == "do"] + node.args[1:2]
            kept |= {id(part) for do in does for part in ast.walk(do)}
    return kept


SPOKEN = sorted(
    module
    for module in BEHIND
    if module.split(".")[1:2] != ["gateways"] and module != "payung.entry.web.accounts.words"
)
"""Gateways write papers that are read at a shell, too; the words of accounts tell the keeper of the server how keys
are changed at that machine. The errors of both are made above."""


def test_no_text_behind_the_pages_tells_of_the_shell():
    wrong = []
    for module in SPOKEN:
        path = Path(inspect.getfile(import_module(module)))
        tree = ast.parse(path.read_text())
        wrong += [f"{module}:{line} {text}" for line, text in _said(tree, _for_the_shell(tree))
                  if TYPED_AT_A_SHELL.search(text)]  # fmt: skip
    assert not wrong


def test_the_shell_keeps_its_command():
    from payung.actions.close_month import MonthsCloseInOrder

    error = MonthsCloseInOrder(202601)
    assert error.do.id == "Tutup bulan berurutan: payung month close 2026-01."
    assert error.on_page.id == "Buka halaman Bulan, Buku, dan tutup bulan itu dahulu."


def test_an_error_without_words_for_pages_says_the_same_on_both():
    what, do = Text(id="a", en="b"), Text(id="c", en="d")
    assert PayungError(what, do).on_page == do
    assert PayungError(what, do, on_page=TELL_ADMINISTRATOR).on_page == TELL_ADMINISTRATOR
    assert PayungError(what, do, on_page=TELL_ADMINISTRATOR).do == do
