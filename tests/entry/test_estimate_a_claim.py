"""The how-to "estimate a claim": its commands are run, and every line it shows is printed, in that order."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from payung.entry.cli.main import main

GUIDE = (Path(__file__).parents[2] / "docs" / "how-to" / "estimate-a-claim.md").read_text("utf-8")
SHOWN = re.findall(r"^ {4}payung (claim .*)\n\n((?: {4}.*\n)+)", GUIDE, re.M)


@pytest.mark.parametrize(("command", "lines"), SHOWN)
def test_every_line_it_shows_is_printed_in_that_order(command, lines):
    result = CliRunner(env={"COLUMNS": "80"}).invoke(main, shlex.split(command))
    printed = iter(line.rstrip() for line in result.output.splitlines())
    missing = [line for line in lines.splitlines() if line[4:].rstrip() not in printed]
    assert result.exit_code == 0 and not missing


def test_it_shows_four_questions():
    assert len(SHOWN) == 4


@pytest.mark.parametrize(
    ("asked", "code", "word"),
    [
        ("--kind meninggal --started 2026-01-15 --day 2026-01-14", 56, "2026-01-14"),
        ("--kind meninggal --started 2020-01-15 --day 2026-01-14 --child '2003-01-14 kuliah'", 57, "23"),
        ("--kind meninggal --started 2020-01-15", 58, "day"),
        ("--kind cacat --started 2020-01-15 --accident 2026-01-14 --loss nose", 59, "nose"),
        ("--kind meninggal --started 2014-01-15 --day 2014-02-01", 30, "2014-02-01"),
        ("--kind meninggal --started 2020-01-15 --day 2026-01-14 --reading jkm/lump=1", 32, "jkm/lump"),
        ("--kind meninggal --started 2020-01-15 --day 2026-01-14 --compare jkm/lump_sum", 34, "jkm/lump_sum"),
    ],
)
def test_what_cannot_be_answered_has_an_exit_code_of_its_own_and_no_traceback(asked, code, word):
    result = CliRunner().invoke(main, ["claim", "estimate", *shlex.split(asked)])
    assert result.exit_code == code and word in result.output and "Traceback" not in result.output


def test_the_json_is_the_same_every_time_and_holds_both_languages():
    asked = ["claim", "estimate", "--kind", "meninggal", "--started", "2020-01-01", "--day", "2026-01-14", "--json"]
    one, other = (CliRunner().invoke(main, asked).output for _ in range(2))
    assert one == other and '"total": 42000000' in one and "Santunan kematian" in one and "Death grant" in one
