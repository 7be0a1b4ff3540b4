"""Scenarios of the budget, kept under their names."""

import json

import pytest

from payung.actions.folder_archive import unpacked
from payung.actions.keep_register import keep_register
from payung.actions.right_of import RightMissing
from payung.actions.save_simulation import ScenarioWanted, save_simulation
from payung.actions.verify_budget import plan_in
from payung.actions.verify_store import verify_store
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.models import SavedPlan, Submission
from tests.actions.stores.proposing import CYCLE, by
from tests.actions.stores.two_villages import FUNDS


def test_a_scenario_says_what_the_money_buys_and_whom_it_would_pay(handed):
    wanted = ScenarioWanted(CYCLE, "50 orang", 10_000_000, 50, 12, 1_562)
    request = by("ani", "once")
    saved = save_simulation(handed.place, request, wanted)
    assert save_simulation(handed.place, request, wanted) == saved
    kept = SavedPlan.objects.get(id=saved.plan)
    told = json.loads(kept.totals)
    assert kept.kind == "simulation" and kept.name == "50 orang" and kept.run_id == Submission.objects.get().run_id
    assert (told["village"]["person_months"], told["village"]["rest"]) == (595, 4_000)
    first = told["all"]["options"][0]
    assert (first["people"], first["cost"], first["left"]) == (78_100, 15_744_960_000, -124_960_000)
    assert (told["lists"]["people"], told["lists"]["person_months"]) == (8, 96)
    small = save_simulation(handed.place, by("ani"), ScenarioWanted(CYCLE, "Rp201.600", 201_600, 50, 12, 2))
    assert json.loads(SavedPlan.objects.get(id=small.plan).totals)["lists"]["waiting"] == 6
    assert not verify_store(handed.place).faults


def test_a_scenario_is_of_the_months_that_the_funds_of_the_cycle_pay(handed, tmp_path):
    funds = tmp_path / "funds.yaml"
    funds.write_text(FUNDS.replace("2027", "2028"))
    keep_register(handed.place, by("ani"), CYCLE, "funds", funds)
    saved = save_simulation(handed.place, by("ani"), ScenarioWanted(CYCLE, "Tiga bulan", 10_000_000, 50, 3, 2))
    archive = content(Keys.read(handed.place.keys), SavedPlan.objects.get(id=saved.plan).file_id)
    assert plan_in(unpacked(archive, tmp_path / "plan")).months == (202801, 202802, 202803)


def test_a_scenario_needs_a_right_and_figures(handed):
    with pytest.raises(RightMissing):
        save_simulation(handed.place, by("budi"), ScenarioWanted(CYCLE, "x", 10, 1, 1, 1))
    for wrong in ({"name": " "}, {"amount": 0}, {"people": 0}, {"months": 13}, {"villages": 0}):
        usual = {"cycle": CYCLE, "name": "x", "amount": 10, "people": 1, "months": 1, "villages": 1}
        with pytest.raises(ValueError, match="scenario"):
            save_simulation(handed.place, by("ani"), ScenarioWanted(**usual | wrong))


def test_a_plan_remembers_who_is_left_out(handed):
    told = json.loads(SavedPlan.objects.get(id=handed.plan.plan).totals)
    assert sum(row[4] for row in told["out"]) == 36 and {row[0] for row in told["out"]} == {"1505012006", "1505012007"}
    assert told["funds"][0] == ["desa", "APBDes", "Village budget"]
