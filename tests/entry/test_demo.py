"""``make demo``, with a few villages: every line of it runs, and the pages it names at the end are there."""

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.entry.test_budget import payung

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8").replace("\\\n\t\t", "")
VARIABLES = dict(re.findall(r"^(\w+) \?= (.*)$", MAKEFILE, re.M)) | {"VILLAGES": "12"}
RECIPE = re.search(r"^demo: .*\n((?:\t.*\n)+)", MAKEFILE, re.M)
PAGES = re.findall(r"^\t@echo \"  (\S+)", RECIPE[1] if RECIPE else "", re.M)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """What each command printed."""
    folder = tmp_path_factory.mktemp("demo")
    printed = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert RECIPE
        for command in re.findall(r"^\t@\$\(BIN\)/payung (.*)$", RECIPE[1], re.M):
            words = shlex.split(re.sub(r"\$\((\w+)\)", lambda found: VARIABLES[found[1]], command))
            result = payung(*words)
            assert result.exit_code == 0, result.output
            printed[" ".join(words[:2])] = result.output
    return folder, printed


def test_it_makes_decides_shares_checks_and_simulates(demo):
    _, printed = demo
    assert list(printed) == [
        "synth make", "run jambi-bkbk-2022", "synth score", "budget allocate", "budget verify", "plan simulate",
    ]  # fmt: skip
    assert "Semua aturan terpenuhi." in printed["budget verify"]


def test_every_page_it_names_is_there_and_named_again_in_the_first_run(demo):
    folder, _ = demo
    assert len(PAGES) == 3
    tutorial = (ROOT / "docs" / "tutorial" / "first-run.md").read_text("utf-8")
    for page in PAGES:
        assert (folder / page).read_text("utf-8").startswith("<!DOCTYPE html>")
        assert page.removeprefix("demo/") in tutorial


def test_the_first_sheet_says_what_ending_cover_in_december_costs(demo):
    folder, printed = demo
    assert "Bila berhenti sesudah Desember 2027" in printed["plan simulate"]
    told = json.loads((folder / "demo" / "simulasi" / "simulation.json").read_text("utf-8"))
    ids = [one["id"] for one in told["scenarios"]]
    assert ids[0] == "plan" and {"setengah", "lanjut", "jeda"} <= set(ids)
    of = dict(zip(ids, told["scenarios"], strict=True))
    assert of["plan"]["ending"]["last"] == 202712 and of["plan"]["ending"]["full"] > 0
    assert of["jeda"]["restarted"] > of["lanjut"]["restarted"], "a pause of half a year begins anew"
    assert {area["area"] for area in of["plan"]["coverage"]} > {"15"}
