"""The how-to "change the law" does what it says: its edit is made in a copy, its commands are run, its lines appear."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from payung.core.law.book import PARAMETERS, LawBook
from payung.entry.cli.main import main

GUIDE = (Path(__file__).parents[2] / "docs" / "how-to" / "change-the-law.md").read_text("utf-8")
EDIT = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
FILE = "bpu/jkm/contribution.yaml"
SLIP = re.search(r"`(amount: 7\.200)` gives:\n\n((?: {4}.*\n)+)", GUIDE)


def shown() -> list[tuple[str, list[str]]]:
    """Each command that is printed with its output, and the lines of that output."""
    blocks = re.findall(r"^ {4}payung (law .*)\n\n((?: {4}.*\n)+)", GUIDE, re.M)
    return [(command, [line[4:] for line in output.splitlines()]) for command, output in blocks]


@pytest.fixture
def parameters(tmp_path: Path) -> Path:
    shutil.copytree(PARAMETERS, tmp_path / "parameters")
    return tmp_path / "parameters"


def payung(parameters: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    read = LawBook.read
    monkeypatch.setattr(LawBook, "read", lambda folder=parameters: read(folder))
    result = CliRunner(env={"COLUMNS": "80"}).invoke(main, command.split())
    return result.exit_code, [line.rstrip() for line in result.output.splitlines()]


def edit(parameters: Path, added: str, checked: str = "checked: null\n") -> None:
    text = (parameters / FILE).read_text("utf-8")
    (parameters / FILE).write_text(text.replace("checked: null\n", added + checked), "utf-8")


def test_the_guide_shows_the_output_of_three_commands():
    assert [command.split()[1] for command, _ in shown()] == ["check", "show", "contribution"] and SLIP


@pytest.mark.parametrize(("command", "lines"), shown())
def test_every_line_it_shows_is_printed_in_that_order(command, lines, parameters, monkeypatch):
    edit(parameters, EDIT[0])
    exit_code, output = payung(parameters, command, monkeypatch)
    assert exit_code == 0
    left = iter(output)
    missing = [line for line in lines if line not in left]
    assert not missing


def test_nothing_it_shows_was_there_before_the_edit(parameters, monkeypatch):
    exit_code, output = payung(parameters, "law show bpu/jkm/contribution", monkeypatch)
    assert exit_code == 0 and not any("7.200" in line for line in output)


def test_the_slip_is_refused_in_the_words_it_quotes(parameters, monkeypatch):
    assert SLIP
    edit(parameters, EDIT[0].replace("amount: 7200", SLIP[1]))
    exit_code, output = payung(parameters, "law check", monkeypatch)
    assert (exit_code, output) == (31, [line[4:] for line in SLIP[2].splitlines()])


def test_the_comparison_it_ends_with_is_shown(parameters, monkeypatch):
    edit(parameters, EDIT[0], EDIT[2])
    _, output = payung(parameters, "law show bpu/jkm/contribution", monkeypatch)
    assert any("2027-06-02, Dinas Tenaga Kerja Provinsi Jambi" in line for line in output)
