"""Who took a file of people away is read by an auditor of each region of theirs, and by none of another."""

import pytest

from payung.actions.export_enrolment import Sending, export_enrolment
from payung.actions.fetch_enrolment import fetch_enrolment
from payung.gateways.group_list import Groups
from payung.store.models import Act, Enrolment, Fetch, Person, Village
from payung.store.scope import Scope, scoped
from payung.store.trail import acts_seen
from tests.actions.stores.branch import GROUP
from tests.actions.stores.two_villages import asked
from tests.actions.villages import SUNGAI_DUREN

ELSEWHERE = "1571010001"


def read_in(area: str) -> list[str]:
    """Kinds of the acts about enrolment files that are read there."""
    acts = Act.objects.filter(kind="enrolment.fetch")
    with scoped(Scope((area,))):
        return list(acts_seen(acts).values_list("kind", flat=True))


@pytest.fixture
def batch(decreed, tmp_path) -> int:
    """A file of people of one village, of somebody who lives elsewhere, and of one whose village nobody knows."""
    export_enrolment(decreed, asked(), Sending("1/2027", Groups({"SG": GROUP})), tmp_path / "sent")
    first = Enrolment.objects.order_by("id")[0]
    elsewhere = Village.objects.create(id=10**15, code=ELSEWHERE)
    for number, village in enumerate((elsewhere, None), 10**15):
        person = Person.objects.create(id=number, key=f"{number:064d}", name="X", sex="", village=village)
        Enrolment.objects.create(id=number, batch_id=first.batch_id, line_id=first.line_id, person=person)
    return first.batch_id


def test_who_took_an_enrolment_file_is_read_where_its_people_live(decreed, batch):
    fetch_enrolment(decreed, asked(), batch)
    rows = set(Fetch.objects.values_list("what", "village__code", "niks"))
    assert rows == {("enrolment", code, "whole") for code in (ELSEWHERE, SUNGAI_DUREN, None)}
    assert Fetch.objects.count() == 3
    for area in ("1505", SUNGAI_DUREN, "1571", ELSEWHERE, "15", ""):
        assert read_in(area) == ["enrolment.fetch"], area
    for area in ("1506", "1505999999", "16"):
        assert read_in(area) == [], area
