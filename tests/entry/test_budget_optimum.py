"""``payung budget allocate --method optimum``: a plan no worse than the published one, its proof, the same check."""

import json
import os
from importlib.util import find_spec

import openpyxl
import polars as pl
import pytest

from payung.core.allocation.reasons import CHOSEN_REASONS
from tests.entry.test_budget import allocated, office, payung

__all__ = ["office"]
AIMS = ("person_months", "people", "benefit", "continuity", "coverage")


@pytest.fixture
def ortools_is_there() -> None:
    if find_spec("ortools") is None:
        if os.environ.get("PAYUNG_REQUIRE_OPTIMUM"):
            pytest.fail("OR-Tools is required here: make optimum-env")
        pytest.skip("needs OR-Tools: make optimum-env")


def best(office, *more):
    given = (
        "--funds",
        office / "funds.yaml",
        "--people",
        office / "decisions.parquet",
        "--facts",
        office / "facts.csv",
    )
    return payung("budget", "allocate", "--method", "optimum", *given, *more)


@pytest.mark.usefixtures("ortools_is_there")
@pytest.mark.parametrize("aim", AIMS)
def test_the_best_plan_keeps_every_rule_and_says_how_good_it_is(office, aim):
    done = best(office, "--aim", aim, "--least", 2, "--out", office / "best")
    assert done.exit_code == 0 and "tidak ada rencana di atas" in done.output
    told = json.loads((office / "best" / "plan.json").read_text("utf-8"))
    proof = told["certificate"]
    assert proof["aim"]["kind"] == aim and proof["finished"]
    assert proof["published"] <= proof["reached"] <= proof["bound"]
    checked = payung("budget", "verify", office / "best")
    assert checked.exit_code == 0, checked.output
    assert pl.read_csv(office / "best" / "prices.csv").columns[0] == "rule"


@pytest.mark.usefixtures("ortools_is_there")
def test_it_pays_no_fewer_months_than_the_published_ranking(office):
    allocated(office)
    best(office, "--out", office / "best")
    usual, most = (
        json.loads((office / name / "plan.json").read_text("utf-8"))["totals"]["person_months"]
        for name in ("out", "best")
    )
    assert most >= usual > 0


@pytest.mark.usefixtures("ortools_is_there")
@pytest.mark.parametrize("aim", AIMS)
def test_nobody_stands_above_where_nobody_has_a_turn(office, aim):
    best(office, "--aim", aim, "--least", 2, "--out", office / "best")
    unpaid = pl.read_csv(office / "best" / "unpaid.csv")
    reasons = set(unpaid["reason"]) - {"criteria", "months", "area"}
    assert reasons <= set(CHOSEN_REASONS) and unpaid["above_key"].null_count() == unpaid.height
    page = (office / "best" / "summary.html").read_text("utf-8")
    assert "Seberapa baik rencana ini" in page and "tidak ada rencana di atas" in page
    words = [page, " ".join(unpaid["why_id"])]
    words += [str(cell) for sheet in openpyxl.load_workbook(office / "best" / "people.xlsx") for row in sheet.values
              for cell in row]  # fmt: skip
    assert not [said for said in words if "giliran" in said.replace("Tidak ada giliran", "") or "di atasnya" in said]


@pytest.mark.usefixtures("ortools_is_there")
@pytest.mark.parametrize(("name", "by"), [("reached", 1), ("bound", -1000), ("short", 1)])
def test_a_certificate_that_does_not_hold_is_found(office, name, by):
    best(office, "--floor", 1, "--out", office / "best")
    told = json.loads((office / "best" / "plan.json").read_text("utf-8"))
    told["certificate"][name] += by
    (office / "best" / "plan.json").write_text(json.dumps(told), "utf-8")
    assert payung("budget", "verify", office / "best").exit_code == 1


def test_without_or_tools_it_says_what_to_do(office, monkeypatch):
    monkeypatch.setattr("payung.engines.optimum.optimise.find_spec", lambda name: None)
    done = best(office, "--out", office / "best")
    assert done.exit_code == 120 and "make optimum-env" in done.output and not (office / "best").exists()


def test_an_aim_of_no_months_is_refused(office):
    done = best(office, "--aim", "people", "--least", 0, "--out", office / "best")
    assert done.exit_code == 121 and not (office / "best").exists()
