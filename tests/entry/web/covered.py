"""A served store with the decree of two villages, its months paid, and accounts of every role."""

import pytest

from tests.actions.stores.covered import covered
from tests.actions.stores.two_villages import issued, opened, planned
from tests.entry.web.conftest import people_it, served

__all__ = ["issued", "opened", "paid", "planned"]


def _covered(place):
    people_it(place)
    covered(place)


@pytest.fixture
def paid(issued, moulds, tmp_path):
    """Three months paid and on BPJS's list; accounts in both regencies."""
    moulds.mould("paid", _covered, of="issued")
    with served(moulds.copy("paid", tmp_path / "paid")) as bench:
        yield bench
