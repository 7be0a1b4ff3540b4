"""The data says what the simulation found, whole and in the same bytes."""

import json

import polars as pl
import pytest

from payung.gateways.simulation.data import write_data
from payung.gateways.simulation.people_file import PlanPeopleWrong, as_arrays, read_plan_people, with_payable
from tests.core.allocation.reference import Person
from tests.core.planner.plans import table
from tests.gateways.simulation.made import LAW, TITLE, simulation


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("data")
    write_data(simulation(), LAW, made, title=TITLE)
    return made


def test_json_holds_every_scenario_with_seed_and_source(folder):
    told = json.loads((folder / "simulation.json").read_text("utf-8"))
    assert (told["seed"], told["percentiles"], told["rate"]["deaths"]) == (3, [5, 95], 147)
    for one, other in zip(told["scenarios"], simulation().outcomes, strict=True):
        assert (one["id"], one["person_months"]) == (other.scenario.id, other.figures.person_months)
        assert (
            sum(month["rupiah"] for month in one["months"]) == one["rupiah"] == sum(f["rupiah"] for f in one["funds"])
        )
        assert sum(month["paid"] for month in one["months"]) == one["person_months"]
    assert {value["key"] for value in told["law"]} >= {"bpu/cover/lapse_after_unpaid_months", "jkm/burial"}
    assert "key" not in json.dumps(told["scenarios"])


def test_tables_have_the_same_figures(folder):
    names = sorted(path.stem for path in folder.glob("*.csv"))
    assert names == ["coverage", "ending-resumed", "ending-villages", "funds", "months", "scenarios"]
    scenarios = pl.read_csv(folder / "scenarios.csv")
    assert scenarios["rupiah"].to_list() == [one.figures.rupiah for one in simulation().outcomes]
    assert pl.read_csv(folder / "months.csv").height == 3 * 36
    villages = pl.read_csv(folder / "ending-villages.csv")
    assert villages["full"].sum() == simulation().base.stopping.full


def test_the_same_simulation_gives_the_same_bytes(folder, tmp_path):
    write_data(simulation(), LAW, tmp_path, title=TITLE)
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


PEOPLE = [Person(number, 1504022001, number, 2**12 - 1, 3, 7) for number in range(4)]


def test_people_are_read_by_person(tmp_path):
    table(PEOPLE).reverse().write_parquet(tmp_path / "people.parquet")
    people = read_plan_people(tmp_path / "people.parquet")
    assert people["order"].to_list() == [0, 1, 2, 3]
    arrays = as_arrays(people)
    assert arrays.holds.tolist() == [3] * 4 and arrays.before.tolist() == [7] * 4
    assert with_payable(people, arrays.payable & 1)["payable"].to_list() == [1] * 4


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.drop("before"),
        lambda frame: frame.with_columns(person=pl.lit(1)),
        lambda frame: frame.with_columns(person=pl.col("person") + 1),
        lambda frame: frame.with_columns(payable=pl.lit(-1)),
        lambda frame: frame.with_columns(village=pl.lit(15)),
        lambda frame: frame.with_columns(before=pl.lit(None)),
        lambda frame: frame.with_columns(order=pl.lit("satu")),
        lambda frame: frame.with_columns(order=pl.lit(None)),
        lambda frame: frame.with_columns(order=pl.lit(1.5)),
        lambda frame: frame.head(0),
    ],
)
def test_a_file_that_is_not_people_is_refused(change, tmp_path):
    change(table(PEOPLE)).write_parquet(tmp_path / "people.parquet")
    with pytest.raises(PlanPeopleWrong):
        read_plan_people(tmp_path / "people.parquet")


def test_a_file_that_is_no_table_is_refused(tmp_path):
    (tmp_path / "people.parquet").write_text("person,village")
    with pytest.raises(PlanPeopleWrong):
        read_plan_people(tmp_path / "people.parquet")
