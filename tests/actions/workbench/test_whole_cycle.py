"""All lists of a cycle are judged together: by the office, or by who works in the whole area of its programme."""

from datetime import date

import pytest

from payung.actions.add_user import NewUser, add_user
from payung.actions.duty_user import NewDuty, duty_user
from payung.actions.in_sight import NotWhole
from payung.actions.judge_cycle import judge_cycle
from payung.actions.right_of import RightMissing
from payung.store.models import Run
from tests.actions.workbench.cycles import CYCLE, by, office, send, two_lists

PASSWORD = "rahasia sekali 2027"  # noqa: S105 - of a made-up account


def officer(place, name: str, role: str, area: str):
    add_user(place, office(), NewUser(name, name.title()), PASSWORD)
    duty_user(place, office(), NewDuty(name, role, area=area, since=date(2026, 1, 1), until=date(2030, 1, 1)))
    return by(name)


@pytest.mark.parametrize(
    ("role", "area", "error"),
    [("officer", "1505", NotWhole), ("officer", "16", NotWhole), ("auditor", "15", RightMissing)],
)
def test_who_works_in_a_part_judges_nothing(place, cycle, tmp_path, role, area, error):
    send(place, tmp_path, two_lists())
    who = officer(place, "citra", role, area)
    with pytest.raises(error):
        judge_cycle(place, who, CYCLE)
    assert not Run.objects.exists()


@pytest.mark.parametrize("area", ["15", ""])
def test_who_works_in_all_of_it_judges_it(place, cycle, tmp_path, area):
    send(place, tmp_path, two_lists())
    assert judge_cycle(place, officer(place, "citra", "officer", area), CYCLE).rows == 8


def test_an_office_at_a_shell_judges_it(place, cycle, tmp_path):
    send(place, tmp_path, two_lists())
    assert judge_cycle(place, office(), CYCLE).rows == 8
