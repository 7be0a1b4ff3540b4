"""Who receives: the first of the order, whatever else is given."""

from datetime import date
from itertools import combinations

import pytest

from payung.core.basis.text import Text
from payung.core.law.answer import Answer, Part
from payung.core.law.book import LawBook
from payung.core.law.heirs import NAMES, RELATIONS, who_receives

LAW = LawBook.read().on(date(2026, 1, 1))
NAME = Text(id="-", en="-")
BENEFIT = Answer((Part("jkm_lump_sum", NAME, 20), Part("jkm_periodic", NAME, 12), Part("jkm_burial", NAME, 10)))
ORDER = [
    {"spouse", "child"}, {"parent", "grandparent", "grandchild"}, {"sibling"}, {"parent_in_law"}, {"named_in_will"},
    {"burial_arranger"},
]  # fmt: skip


def test_every_relation_stands_in_the_order_once_and_has_a_name():
    assert set(RELATIONS) == set(NAMES) == set().union(*ORDER)
    rows = LAW.table("heirs/order").rows
    for rank, relations in enumerate(ORDER, 1):
        assert {rows[RELATIONS[relation]].amount for relation in relations} == {rank}


@pytest.mark.parametrize("pair", list(combinations(sorted(RELATIONS), 2)), ids="-".join)
def test_the_nearer_receives_and_those_of_one_rank_together(pair):
    ranks = {relation: next(rank for rank, row in enumerate(ORDER) if relation in row) for relation in pair}
    nearest = min(ranks.values())
    assert set(who_receives(LAW, pair, BENEFIT).relations) == {one for one, rank in ranks.items() if rank == nearest}


def test_where_nobody_is_left_whoever_arranged_the_burial_receives_burial_costs_only():
    alone = who_receives(LAW, ["burial_arranger"], BENEFIT)
    assert alone.benefit.total == 10 and "dana jaminan sosial" in alone.row.name.id and alone.row.doubt
    assert who_receives(LAW, ["burial_arranger", "sibling"], BENEFIT).benefit.total == 42


def test_a_will_must_be_a_notarial_deed():
    assert any("notar" in note.en for note in who_receives(LAW, ["named_in_will"], BENEFIT).benefit.notes)
    assert not who_receives(LAW, ["sibling", "named_in_will"], BENEFIT).benefit.notes
