"""Made-up bills hold exactly the faults that were asked for, and are the same each time."""

import polars as pl
import pytest

from payung.core.law.book import LawBook
from payung.gateways.bills import read_bill, read_members
from payung.synth.bill import Planted, make_lists, write_bill, write_members
from tests.core.cover.matching import side

PEOPLE = pl.DataFrame(
    [(at, f"1571010107{85}{6001 + at:04d}", f"Orang {at}") for at in range(40)],
    schema={"person": pl.Int64, "nik": pl.String, "name": pl.String},
    orient="row",
)
DECREE = side("decree", [(person, month, 16_800, "a") for person in range(40) for month in (202601, 202602)])
PLANTED = Planted(dead=2, double=3, foreign=4, missing=5, unlisted=6, listed_only=7)


def test_each_fault_is_in_people_of_its_own():
    made = make_lists(DECREE, PEOPLE, PLANTED)
    assert {fault: len(people) for fault, people in made.planted.items()} == {
        "dead": 2, "double": 3, "missing": 5, "unlisted": 6,
    }  # fmt: skip
    chosen = [person for people in made.planted.values() for person in people]
    assert len(chosen) == len(set(chosen))
    assert made.billed.height == 2 * (40 - 5 + 3 + 4)
    assert made.members.height == 2 * (40 - 5 - 6 + 4 + 7)
    assert made.ended["person"].to_list() == list(made.planted["dead"]) and made.ended["on"].max().year == 2025
    assert made.billed["line"].to_list() == list(range(1, made.billed.height + 1))
    assert made.billed["nik"].str.contains(r"^\d{16}$").all()
    assert made.billed["nik"].n_unique() == 40 - 5 + 4


def test_the_same_seed_gives_the_same_and_another_another():
    one, again, other = (make_lists(DECREE, PEOPLE, PLANTED, seed=seed) for seed in (1, 1, 2))
    assert one.billed.equals(again.billed) and one.members.equals(again.members) and one.planted == again.planted
    assert not one.billed.equals(other.billed)


def test_more_faults_than_people_are_refused():
    with pytest.raises(ValueError, match="fewer"):
        make_lists(DECREE, PEOPLE, Planted(dead=41))


def test_the_files_are_read_back_as_they_were_made_and_their_bytes_are_the_same(tmp_path):
    made = make_lists(DECREE, PEOPLE, PLANTED)
    for name in ("a", "b"):
        write_bill(made, tmp_path / f"{name}.xlsx", billing_code="260100012345")
        write_members(made, tmp_path / f"m{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    read = read_bill(tmp_path / "a.xlsx", LawBook.read(), payer="public")
    assert read.billed.equals(made.billed) and read.problems == ()
    assert read_members(tmp_path / "ma.xlsx").members.equals(made.members)
    write_bill(made, tmp_path / "c.xlsx", billing_code="260100012345", stated_amount=1)
    wrong = read_bill(tmp_path / "c.xlsx", LawBook.read(), payer="public")
    assert [found.code for found in wrong.problems] == ["amount_differs"]
