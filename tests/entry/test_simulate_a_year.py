"""The how-to "simulate a year" does what it says: its files are written, its commands are run, its lines appear."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from payung.core.planner.rates import read_rates
from payung.entry.cli.main import main
from tests.entry.plan_files import write

GUIDE = (Path(__file__).parents[2] / "docs" / "how-to" / "simulate-a-year.md").read_text("utf-8")
FUNDS, SCENARIOS, RATES, UNIVERSE = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
SHOWN = re.findall(r"^ {4}payung (plan .*)\n\n((?: {4}.*\n)+)", GUIDE, re.M)
SLIP = re.search(r"^ {6}(Berkas skenario .*)$", GUIDE, re.M)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    write(tmp_path)
    for name, text in (("funds", FUNDS), ("scenarios", SCENARIOS), ("universe", UNIVERSE), ("rates", RATES)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def payung(command):
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, shlex.split(command))


@pytest.mark.parametrize(("command", "lines"), SHOWN)
def test_every_line_it_shows_is_printed(command, lines, folder):
    result = payung(command)
    assert result.exit_code == 0, result.output
    printed = [" ".join(line.split()) for line in result.output.splitlines()]
    for line in lines.splitlines():
        assert " ".join(line.split()) in printed


def test_it_shows_two_commands_and_the_files_it_names_are_written(folder):
    assert len(SHOWN) == 2
    payung(SHOWN[0][0])
    for name in ("simulation.html", "simulation.json", "ending.svg", "scenarios.svg"):
        assert f"{name}`" in GUIDE and (folder / "simulasi" / name).exists()
    payung(SHOWN[1][0])
    assert (folder / "target" / "villages.csv").exists() and (folder / "target" / "paid.parquet").exists()


def test_what_it_says_of_october_and_july_is_so(folder):
    output = payung(SHOWN[0][0]).output.splitlines()
    rows = {name: next(line for line in output if line.startswith(name)).split() for name in ("Mulai", "2027")}
    assert rows["Mulai"][-4:-1] == ["0", "0", "0"], "full, 36 months, anew"
    assert rows["2027"][-2] == "100", "everyone begins anew in July"


def test_the_slip_is_refused_in_the_words_it_quotes(folder):
    assert SLIP
    path = folder / "scenarios.yaml"
    path.write_text(SCENARIOS.replace("budget_percent: 50", "budget_percent: setengah"), "utf-8")
    result = payung(SHOWN[0][0])
    assert result.exit_code == 45 and SLIP[1] in result.output and not (folder / "simulasi").exists()


def test_the_rates_it_shows_are_read(folder):
    assert read_rates(folder / "rates.yaml")[0].per_hundred_thousand == 276
