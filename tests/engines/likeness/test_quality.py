"""How well records of one person are found, on made-up people with mistakes in several mixes."""

import polars as pl
import pytest

from payung.engines.likeness.link import Linked, link
from tests.engines.likeness.people import Mix, World, make_world

MIXES = {
    "plain": Mix(),
    "numbers": Mix(nik_one_digit=0.1, nik_swapped=0.06, nik_last_lost=0.05, nik_last_zero=0.05, name_variant=0.1),
    "names": Mix(name_variant=0.5, name_typo=0.1, name_short=0.12, nik_missing=0.02),
    "families": Mix(twins=0.05, parents=0.08, namesakes=0.05, shared_nik=0.001, mother_missing=0.6, card_missing=0.5),
    "first_of_july": Mix(july=0.4, nik_missing=0.04),
}


def pairs_in(table: pl.DataFrame, *by: str) -> int:
    counts = table.group_by(by).len()["len"].cast(pl.Int64)
    return int((counts * (counts - 1) // 2).sum())


def scores(world: World, linked: Linked) -> tuple[float, float]:
    """F1 over pairs, and the share of rows asked about."""
    both = linked.clusters.join(world.rows.select("position", "who"), on="position")
    true, made, hit = (pairs_in(both, *by) for by in (("who",), ("person_key",), ("who", "person_key")))
    return 2 * hit / (true + made), linked.report.asked / len(both)


def rivals_joined(world: World, linked: Linked) -> int:
    both = linked.clusters.join(world.rows.select("position", "who"), on="position")
    people = both.group_by("person_key").agg(pl.col("who").unique())["who"].to_list()
    return sum((one, other) in world.rivals for who in people for one in who for other in who)


MOST_ASKED = {"families": 0.015}
"""Of rows; five times as many twins and namesakes as elsewhere make more doubts."""


@pytest.mark.parametrize("mix", MIXES)
def test_people_are_found_and_twins_and_namesakes_stay_apart(mix: str) -> None:
    world = make_world(7, 4000, MIXES[mix])
    linked = link(world.rows, seed=1)
    f1, asked = scores(world, linked)
    assert rivals_joined(world, linked) == 0
    assert f1 >= 0.98
    assert asked <= MOST_ASKED.get(mix, 0.01)
