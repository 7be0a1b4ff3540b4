"""Role, region, route, object and method: every cell answers as it is written, and tells no more."""

from itertools import count

import pytest

from payung.entry.web.routes import ROUTES
from tests.entry.web.matrix.objects import OBJECTS
from tests.entry.web.matrix.signed import sign_in
from tests.entry.web.matrix.tables import ALONE, SAYS, SEEN_BY_ALL
from tests.entry.web.matrix.tried import Tried, every_cell
from tests.entry.web.verdicts import LETTERS, MAY_OPEN

LEAST = 4000
"""Cells that there are at least: fewer would mean that the way to them is lost."""
_tried: dict[str, Tried] = {}


@pytest.fixture
def tried(moulds, request, tmp_path) -> Tried:
    """The whole matrix, once a database."""
    kind = request.node.callspec.params["moulds"]
    if kind not in _tried:
        moulds.mould("matrix", sign_in)
        numbers = count()
        cookies = moulds.outcome("matrix")
        _tried[kind] = every_cell(lambda: moulds.copy("matrix", tmp_path / str(next(numbers))), cookies)
    return _tried[kind]


def test_every_route_is_written_of():
    names = {route.name for route in ROUTES}
    assert names - ALONE - SAYS.keys() == set(), "a route without statuses"
    assert (SAYS.keys() | ALONE | SEEN_BY_ALL.keys()) - names == set(), "a status without a route"
    assert ALONE & SAYS.keys() == set()


def test_every_route_with_an_id_has_an_object():
    named = {route.name for route in ROUTES if "<" in route.path}
    assert named - OBJECTS.keys() == set(), "a route with an id, and nothing to try it with"
    assert OBJECTS.keys() - named == set()


def test_letters_are_those_of_roles():
    for name, says in SAYS.items():
        for said in vars(says).values():
            others = said.split(",")[1:]
            assert all(other[0] in LETTERS and other[0] in MAY_OPEN[name] for other in others), (name, said)


def test_every_cell_answers_as_it_is_written(tried):
    assert tried.cells > LEAST
    assert tried.wrong == []


def test_no_answer_tells_of_the_other_regency(tried):
    assert tried.told == []


def test_only_what_was_let_changes_the_store_and_only_in_its_regions(tried):
    assert tried.changed == []
