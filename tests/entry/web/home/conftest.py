"""A workbench whose cycle has lists, problems, a decree, and answers: with accounts of every role."""

from datetime import date

import pytest

from payung.actions.issue_decree import issue_decree
from payung.store.models import Cycle
from tests.actions.stores.conftest import handed, issued, opened, planned
from tests.actions.stores.covered import billed, enrolled
from tests.actions.stores.proposing import by
from tests.actions.stores.test_progress import found, sent
from tests.actions.stores.test_proposals import approved, wanted
from tests.actions.villages import MENDALO, SUNGAI_DUREN
from tests.entry.web.conftest import people_it, served

__all__ = ["handed", "issued", "opened", "planned"]


@pytest.fixture
def at_work(handed, tmp_path):
    """Lists of two villages, one with problems, handed in; a decree of five people, one month billed."""
    place = handed.place
    sent(place, SUNGAI_DUREN, "1505012006 Sungai Duren.xlsx")
    sent(place, MENDALO, "1505012007 Mendalo.xlsx")
    found(place, MENDALO, "block", times=2)
    found(place, MENDALO, "warn", "dob_day_month_swapped")
    issue_decree(place, by("ani"), wanted(handed, tmp_path, approved(handed)))
    enrolled(place)
    billed(place, 202701, paid_on=date(2027, 1, 20))
    people_it(place)
    with served(place) as bench:
        yield bench


@pytest.fixture
def cycle(at_work) -> str:
    return Cycle.objects.get().code
