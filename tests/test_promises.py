"""Promises the whole tree keeps. Each failure names the file to repair."""

import ast
import re
import subprocess
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages

import click
import pytest

import payung
from payung.core.allocation.rule_book import RULES
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.programmes.catalogue import programme_ids
from payung.entry.cli.main import COMMANDS, main

ROOT = Path(__file__).parent.parent
GENERATED = "migrations/0*_*.py"
"""Written by Django; the first holds every table."""
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if not path.match(GENERATED))


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout  # noqa: S607
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).exists()]


def all_errors() -> list[type[PayungError]]:
    for module in walk_packages(payung.__path__, "payung."):
        import_module(module.name)
    found: list[type[PayungError]] = []
    waiting = [PayungError]
    while waiting:
        subclasses = waiting.pop().__subclasses__()
        found += subclasses
        waiting += subclasses
    return [error for error in found if error.__module__.startswith("payung.")]


def test_every_error_has_its_own_code_and_exit_status():
    errors = [error for error in all_errors() if "code" in vars(error)]
    assert len(errors) > 5
    assert len({error.code for error in errors}) == len(errors)
    assert len({error.exit_code for error in errors}) == len(errors)
    assert all(2 < error.exit_code < 126 or 166 <= error.exit_code < 256 for error in errors)  # between: the shell's


def test_payung_noun_verb_runs_the_action_verb_noun():
    context = click.Context(main)
    for noun in COMMANDS:
        command = main.get_command(context, noun)
        assert command is not None and command.help, noun
        if noun == "serve":  # pages and jobs, not an action
            continue
        if not isinstance(command, click.Group):
            assert find_spec(f"payung.actions.{noun}_programme")
            continue
        for verb, sub in command.commands.items():
            assert find_spec(f"payung.actions.{verb}_{noun}") and sub.help, f"{noun} {verb}"


def test_every_command_that_is_advised_exists():
    """In errors, pages and guides: ``payung NOUN VERB``; of the noun alone there are too many meanings."""
    context = click.Context(main)
    groups = {name: main.get_command(context, name) for name in COMMANDS}
    verbs = {name: set(group.commands) for name, group in groups.items() if isinstance(group, click.Group)}
    advising = [path for path in tracked_files() if path.suffix in (".py", ".md", ".js") and "tests" not in path.parts]
    wrong = {
        f"{path.relative_to(ROOT)}: {said[0]}"
        for path in advising
        for said in re.finditer(r"(?<![\w/.-])payung ([a-z]+) ([a-z]+)\b", path.read_text())
        if said[1] in verbs and said[2] not in verbs[said[1]]
    }
    assert not wrong


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_fits_its_room(path):
    tree = ast.parse(path.read_text())
    assert len(path.read_text().splitlines()) <= 400
    assert ast.get_docstring(tree), "a module says what it is for"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 50, f"{node.name} is over 50 lines"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_is_in_both_languages(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == Text.__name__:
            if any(word.arg is None for word in node.keywords) or any(isinstance(a, ast.Starred) for a in node.args):
                continue  # Text(**entry), Text(*told): whoever made the entry checks its words
            given = {word.arg for word in node.keywords} | {"id", "en"}.intersection(("id", "en")[: len(node.args)])
            assert given == {"id", "en"}, f"line {node.lineno}"


def test_no_rule_reads_the_clock():
    asks = re.compile(r"date\.today|datetime\.now|time\.time|utcnow|monotonic\(")
    told = {path.relative_to(ROOT): asks.findall(path.read_text()) for path in SOURCES if "core" in path.parts}
    assert not {path: found for path, found in told.items() if found}


def test_no_file_names_a_package_host_or_a_machine_path():
    names = (
        "py" + "pi.org",
        "python" + "hosted",
        "registry." + "npmjs",
        "index" + "-url",
        "/ro" + "ot/",
        "/ho" + "me/",
    )
    hosts = re.compile("|".join(map(re.escape, names)).encode())
    named = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.suffix not in {".png", ".gz", ".parquet"} and hosts.search(path.read_bytes())
    ]
    assert not named


def test_every_error_command_rule_and_programme_stands_in_the_reference():
    reference = {path.name: path.read_text() for path in (ROOT / "docs" / "reference").glob("*.md")}
    assert all(f"`{error.code}`" in reference["errors.md"] for error in all_errors() if "code" in vars(error))
    assert all(f"`{rule.code}`" in reference["rules.md"] for rule in RULES)
    assert all(f"## {id_}" in reference["programmes.md"] for id_ in programme_ids())
    assert all(f"## payung {noun}" in reference["commands.md"] for noun in COMMANDS)
