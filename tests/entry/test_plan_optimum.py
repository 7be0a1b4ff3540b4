"""A scenario paid by the best plan for an aim, beside the published ranking."""

import json
import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from payung.entry.cli.main import main
from tests.entry.plan_files import write

SCENARIOS = """
scenarios:
  - id: terbaik
    name: {id: Terbaik, en: Best}
    optimum: {aim: people, least: 3, seconds: 30}
  - id: terbaik-mulai
    name: {id: Terbaik dari Oktober, en: Best from October}
    funds:
      bkbk: {starts: 2026-10}
      zakat: {until: 2026-03}
    optimum: {aim: person_months}
"""


@pytest.fixture
def given(tmp_path):
    paths = write(tmp_path, people=60)
    Path(paths["--scenarios"]).write_text(SCENARIOS, "utf-8")
    return [word for name in ("--people", "--funds", "--scenarios") for word in (name, paths[name])]


def simulate(*words):
    return CliRunner().invoke(main, ["plan", "simulate", *map(str, words)])


@pytest.fixture
def ortools_is_there() -> None:
    if find_spec("ortools") is None:
        if os.environ.get("PAYUNG_REQUIRE_OPTIMUM"):
            pytest.fail("OR-Tools is required here: make optimum-env")
        pytest.skip("needs OR-Tools: make optimum-env")


@pytest.mark.usefixtures("ortools_is_there")
def test_the_best_plan_stands_beside_the_ranking_and_says_what_no_plan_is_above(given, tmp_path):
    done = simulate(*given, "--json", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    plan, best, late = told["scenarios"]
    assert best["reached_full_cover"]["since_restart"] > plan["reached_full_cover"]["since_restart"]
    paid = {month["month"]: month["paid"] for month in late["months"]}
    assert paid[202603] and not paid[202609] and paid[202610]
    assert [said["id"].split("'")[1] for said in told["warnings"]] == ["Terbaik", "Terbaik dari Oktober"]
    page = (tmp_path / "out" / "simulation.html").read_text("utf-8")
    assert "rencana terbaik" in page and "tidak ada rencana di atas" in page


def test_without_or_tools_nothing_is_begun(given, tmp_path, monkeypatch):
    monkeypatch.setattr("payung.engines.optimum.optimise.find_spec", lambda name: None)
    done = simulate(*given, "--out", tmp_path / "out")
    assert done.exit_code == 120 and "make optimum-env" in done.output and not (tmp_path / "out").exists()


@pytest.mark.parametrize(("wrong", "place"), [("aim: most", "aim"), ("aim: people, least: 0", "least"),
                                              ("aim: people, seconds: 0", "seconds"), ("least: 2", "aim"),
                                              ("aim: people, speed: 9", "speed")])  # fmt: skip
def test_an_aim_that_is_none_is_refused_with_its_place(given, wrong, place):
    path = Path(given[-1])
    path.write_text(SCENARIOS.replace("aim: person_months", wrong), "utf-8")
    done = simulate(*given)
    assert done.exit_code == 45 and f"scenarios.2.optimum.{place}" in done.output
