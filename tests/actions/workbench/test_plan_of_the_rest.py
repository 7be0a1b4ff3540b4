"""A plan shares out what decrees before it have left: people on a later list of the cycle are paid from that alone."""

import json
from datetime import date

import pytest
from django.db.models import F

from payung.actions.approve_proposal import approve_proposal
from payung.actions.check_proposal import check_proposal
from payung.actions.duty_user import NewDuty, duty_user
from payung.actions.issue_proposal import issue_proposal
from payung.actions.keep_register import keep_register
from payung.actions.open_fund import open_fund
from payung.actions.propose_decree import PlanOutrun
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.release_month import release_month
from payung.actions.return_fund import return_fund
from payung.actions.save_plan import PlanSaved, PlanWanted, save_plan
from payung.actions.submit_run import submit_run
from payung.actions.verify_store import verify_store
from payung.store.models import DecreeLine, PersonMonth, Proposal, Purse, SavedPlan
from payung.store.spent import short_of
from tests.actions.stores.proposing import Handed
from tests.actions.stores.two_villages import asked
from tests.actions.villages import SUNGAI_DUREN, person
from tests.actions.workbench.cycles import CYCLE, DUREN, MENDALO_LIST, by, judge, office, send

PRICE = 16_800
DESA = """\
year: 2027
funds:
  - id: desa
    name: {id: APBDes, en: Village budget}
    source: village_budget
    group_kind: SD
    owner: Pemerintah desa
    area: "15"
    per: village
    amount: 604_800
"""
"""36 person-months in each village: three people for the year."""
PROVINSI = """\
year: 2027
funds:
  - id: provinsi
    name: {id: APBD provinsi, en: Province}
    source: province_budget
    group_kind: SG
    owner: Pemerintah provinsi
    area: "15"
    per: area
    tranches:
      - {from: 2027-01, amount: 302_400}
      - {from: 2027-07, amount: 504_000}
"""
"""18 person-months for any month, 30 for those from July on."""
DATED = date(2027, 1, 2)


def duren(*serials: int) -> list[list[str]]:
    return [person(at, name=f"BUDI {'ABCDEFGHI'[at]}", year=1970 + at) for at in serials]


def opened(place, folder, funds: str, months=(202701,)) -> None:
    """The funds are open, and what they promise for these months has come in."""
    (folder / "funds.yaml").write_text(funds)
    open_fund(place, office(), folder / "funds.yaml")
    for month in months:
        receive_fund(place, office(), Money(None, month))
    for name, role in (("Ani", "officer"), ("Budi", "checker"), ("Citra", "approver")):
        duty_user(place, office(), NewDuty(name, role, area="15", since=date(2026, 1, 1), until=date(2030, 1, 1)))


def planned(place, folder, lists, name: str) -> PlanSaved:
    """The lists are sent, judged, handed in and planned for."""
    send(place, folder / name, lists)
    submit_run(place, office(), judge(place).run)
    return save_plan(place, by("Ani"), PlanWanted(CYCLE, name))


def decreed(place, plan: PlanSaved, number: str, **more) -> int:
    """The plan is proposed, checked, approved and issued."""
    handed = Handed(place, plan)
    proposal = handed.propose("Ani", number=number, dated=DATED, **more).proposal
    handed.judge(proposal, "Budi")
    check_proposal(place, by("Budi"), proposal)
    approve_proposal(place, by("Citra"), proposal)
    return issue_proposal(place, by("Ani"), proposal).decree


def told(plan: PlanSaved) -> dict:
    return json.loads(SavedPlan.objects.get(id=plan.plan).totals)


def reasons(plan: PlanSaved) -> dict[str, set[str]]:
    """Village -> why somebody of it goes without."""
    found: dict[str, set[str]] = {}
    for village, reason, *_ in told(plan)["out"]:
        found.setdefault(village, set()).add(reason)
    return found


def paid(decree: int) -> int:
    return PersonMonth.objects.filter(line__decree=decree).count()


def is_sound(place) -> bool:
    return not verify_store(place).faults


def test_people_of_a_later_list_are_paid_from_what_is_left(place, cycle, tmp_path):
    opened(place, tmp_path, DESA)
    first = planned(place, tmp_path, {DUREN: duren(1, 2)}, "satu")
    assert (first.people, first.amount, first.left) == (2, 24 * PRICE, 12 * PRICE) and told(first)["gone"] == 0
    decreed(place, first, "1/2027")
    others = [person(at, name=f"CITRA {'ABCDEFGHI'[at]}", year=1980 + at) for at in range(5, 9)]
    second = planned(place, tmp_path, {DUREN: duren(1, 2, 3, 4, 5), MENDALO_LIST: others}, "dua")
    assert (second.people, second.person_months, second.waiting, second.left) == (1 + 3, 48, 3, 0)
    assert told(second)["gone"] == 24 * PRICE and told(second)["apart"]["held"] == 2
    assert paid(decreed(place, second, "2/2027")) == 48
    assert set(Purse.objects.exclude(reserved=0).values_list("free", flat=True)) == {0}
    assert is_sound(place)


def test_a_fund_with_nothing_left_pays_nobody_and_everybody_waits_for_money(place, cycle, tmp_path):
    opened(place, tmp_path, DESA)
    decreed(place, planned(place, tmp_path, {DUREN: duren(1, 2, 3)}, "satu"), "1/2027")
    second = planned(place, tmp_path, {DUREN: duren(1, 2, 3, 4, 5)}, "dua")
    assert (second.people, second.person_months, second.amount, second.waiting, second.left) == (0, 0, 0, 2, 0)
    assert reasons(second) == {SUNGAI_DUREN: {"money"}}


def test_months_that_were_released_are_planned_again(place, cycle, tmp_path):
    opened(place, tmp_path, DESA)
    decreed(place, planned(place, tmp_path, {DUREN: duren(1, 2, 3)}, "satu"), "1/2027")
    assert release_month(place, asked(date(2027, 4, 20)), 202703).person_months == 9
    second = planned(place, tmp_path, {DUREN: duren(1, 2, 3, 4, 5)}, "dua")
    assert (second.people, second.person_months, second.waiting) == (1, 9, 1)
    assert told(second)["gone"] == 27 * PRICE
    assert paid(decreed(place, second, "2/2027")) == 9 and is_sound(place)


def test_money_of_a_whole_area_is_left_by_its_tranches(place, cycle, tmp_path):
    """The first takes 12 months, 6 of them from July on, so 12 of the first tranche are left."""
    opened(place, tmp_path, PROVINSI, (202701, 202707))
    decreed(place, planned(place, tmp_path, {DUREN: duren(1)}, "satu"), "1/2027")
    second = planned(place, tmp_path, {DUREN: duren(1, 2, 3, 4, 5)}, "dua")
    assert (second.person_months, second.left) == (36, 0)
    decree = decreed(place, second, "2/2027")
    early = PersonMonth.objects.filter(line__decree=decree, month__lt=202707).count()
    assert (paid(decree), early) == (36, 12) and is_sound(place)


def test_a_decree_of_some_months_leaves_the_others_to_the_next_plan(place, cycle, tmp_path):
    opened(place, tmp_path, PROVINSI, (202701, 202707))
    decreed(place, planned(place, tmp_path, {DUREN: duren(1, 2)}, "satu"), "1/2027", first=202701, last=202706)
    second = planned(place, tmp_path, {DUREN: duren(1, 2, 3)}, "dua")
    assert told(second)["gone"] == 12 * PRICE and second.person_months == 12
    assert paid(decreed(place, second, "2/2027")) == 12 and is_sound(place)


def test_money_that_went_back_is_not_shared(place, cycle, tmp_path):
    opened(place, tmp_path, DESA)
    decreed(place, planned(place, tmp_path, {DUREN: duren(1, 2)}, "satu"), "1/2027")
    return_fund(place, asked(), "desa")
    second = planned(place, tmp_path, {DUREN: duren(1, 2, 3)}, "dua")
    assert (second.people, second.waiting) == (0, 1) and reasons(second) == {SUNGAI_DUREN: {"money"}}


@pytest.mark.parametrize(("limit", "people"), [("people: 3", 1), ("people: 2", 0), ("people_per_village: 2", 0)])
def test_places_that_decrees_before_gave_are_taken(place, cycle, tmp_path, limit, people):
    opened(place, tmp_path, f"{DESA}    {limit}\n".replace("604_800", "6_048_000"))
    decreed(place, planned(place, tmp_path, {DUREN: duren(1, 2)}, "satu"), "1/2027")
    second = planned(place, tmp_path, {DUREN: duren(1, 2, 3, 4)}, "dua")
    assert (second.people, second.waiting) == (people, 2 - people)


@pytest.mark.parametrize("per", ["village", "area"])
@pytest.mark.parametrize(("limit", "people"), [(2, 0), (3, 1), (4, 2), (6, 4)])
def test_a_village_has_the_places_that_decrees_before_left_it(place, cycle, tmp_path, per, limit, people):
    """Two of the village hold a place; in the other village nobody does."""
    funds = f"{DESA}    people_per_village: {limit}\n".replace("604_800", "60_480_000")
    opened(place, tmp_path, funds.replace("per: village", f"per: {per}"))
    decreed(place, planned(place, tmp_path, {DUREN: duren(1, 2)}, "satu"), "1/2027")
    others = [person(at, name=f"CITRA {'ABCDEFGHI'[at]}", year=1980 + at) for at in (7, 8)]
    second = planned(place, tmp_path, {DUREN: duren(1, 2, 3, 4, 5, 6), MENDALO_LIST: others}, "dua")
    assert (second.people, second.waiting) == (people + 2, 4 - people)
    assert reasons(second) == ({SUNGAI_DUREN: {"village_quota"}} if people < 4 else {})
    assert paid(decreed(place, second, "2/2027")) == 12 * (people + 2) and is_sound(place)


def test_a_funds_file_of_the_cycle_is_spent_like_the_fund_it_opened(place, cycle, tmp_path):
    opened(place, tmp_path, DESA)
    keep_register(place, office(), CYCLE, "funds", tmp_path / "funds.yaml")
    decreed(place, planned(place, tmp_path, {DUREN: duren(1, 2)}, "satu"), "1/2027")
    second = planned(place, tmp_path, {DUREN: duren(1, 2, 3, 4)}, "dua")
    assert (second.people, second.person_months, told(second)["gone"]) == (1, 12, 24 * PRICE)
    assert paid(decreed(place, second, "2/2027")) == 12
    assert DecreeLine.objects.count() == 3 and is_sound(place)


def test_a_plan_whose_money_went_elsewhere_is_not_proposed(place, cycle, tmp_path):
    opened(place, tmp_path, DESA)
    plan = planned(place, tmp_path, {DUREN: duren(1, 2)}, "satu")
    return_fund(place, asked(date(2027, 1, 1)), "desa")
    with pytest.raises(PlanOutrun, match=rf"Rp0 is left of desa {SUNGAI_DUREN}, and the plan uses Rp403\.200"):
        Handed(place, plan).propose("Ani", number="1/2027", dated=DATED)
    assert not Proposal.objects.exists()


def test_a_plan_whose_people_another_decree_took_is_not_proposed(place, cycle, tmp_path):
    opened(place, tmp_path, PROVINSI, (202701, 202707))
    whole = planned(place, tmp_path, {DUREN: duren(1)}, "satu")
    again = save_plan(place, by("Ani"), PlanWanted(CYCLE, "lagi"))
    decreed(place, whole, "1/2027", last=202706)
    with pytest.raises(PlanOutrun, match="1 of its people are on a decree"):
        Handed(place, again).propose("Ani", number="2/2027", dated=DATED)
    rest = Handed(place, again).propose("Ani", number="2/2027", dated=DATED, first=202707)
    assert rest.person_months == 6


def test_money_that_is_promised_is_proposed_and_money_that_is_not_is_not(place, cycle, tmp_path):
    """The tranche of July did not come yet: its months are proposed, and more than it and what came in is not."""
    opened(place, tmp_path, PROVINSI)
    plan = planned(place, tmp_path, {DUREN: duren(1, 2, 3, 4)}, "satu")
    assert (plan.amount, Purse.objects.get().free) == (42 * PRICE, 302_400)
    assert Handed(place, plan).propose("Ani", number="1/2027", dated=DATED).amount == 42 * PRICE
    Purse.objects.update(free=F("free") - 1, reserved=F("reserved") + 1)
    (purse,) = Purse.objects.values_list("id", flat=True)
    assert short_of({purse: 806_399}) is None and short_of({purse: 806_400}) == ("provinsi", "", 806_400, 806_399)


def test_a_plan_that_pays_nobody_is_not_proposed(place, cycle, tmp_path):
    opened(place, tmp_path, DESA)
    decreed(place, planned(place, tmp_path, {DUREN: duren(1, 2, 3)}, "satu"), "1/2027")
    nobody = planned(place, tmp_path, {DUREN: duren(1, 2, 3, 4)}, "dua")
    with pytest.raises(PlanOutrun, match="it pays nobody in those months"):
        Handed(place, nobody).propose("Ani", number="2/2027", dated=DATED)


def test_who_is_too_old_when_the_first_month_begins_is_not_planned(place, cycle, tmp_path):
    """On the day of the lists both are young enough; one of them is 65 before January 2027."""
    opened(place, tmp_path, DESA)
    old = person(7, name="SUTRISNO", day=19, month=12, year=1961)
    young = person(8, name="SUPARNO", day=2, month=1, year=1962)
    plan = planned(place, tmp_path, {DUREN: [old, young]}, "satu")
    assert told(plan)["apart"] | {"accepted": 2, "too_old": 1} == told(plan)["apart"]
    assert (plan.people, plan.person_months, plan.waiting) == (1, 12, 0)
    decree = decreed(place, plan, "1/2027")
    assert set(DecreeLine.objects.filter(decree=decree).values_list("person__name", flat=True)) == {"SUPARNO"}


LATER = f"{DESA}    months: {{from: 2027-07, to: 2027-12}}\n"
ELSEWHERE = """\
  - id: kota
    name: {id: APBD kota, en: City}
    source: regency_budget
    group_kind: SD
    owner: Pemerintah kota
    area: "1571"
    per: area
    amount: 604_800
"""
"""Of no village here, and pays from January on: the plan is of the whole year."""
LATE = person(7, name="SUTRISNO", day=2, month=6, year=1962)
"""65 in June 2027."""


def test_who_is_too_old_when_their_fund_begins_to_pay_is_not_planned(place, cycle, tmp_path):
    """The other is 65 on the second of July, when the fund pays already."""
    opened(place, tmp_path, LATER + ELSEWHERE)
    soon = person(8, name="SUPARNO", day=2, month=7, year=1962)
    plan = planned(place, tmp_path, {DUREN: [LATE, soon]}, "satu")
    assert told(plan)["span"] == [202701, 202712] and told(plan)["apart"]["too_old"] == 1
    assert (plan.people, plan.person_months, plan.waiting) == (1, 6, 0)
    decree = decreed(place, plan, "1/2027")
    assert set(DecreeLine.objects.filter(decree=decree).values_list("person__name", flat=True)) == {"SUPARNO"}


def test_who_is_too_old_when_money_is_there_for_them_is_not_planned(place, cycle, tmp_path):
    """The first three, the eldest, use what there is before July; the fourth would begin then, and is too old."""
    opened(place, tmp_path, PROVINSI, (202701, 202707))
    eldest = [person(at, name=f"BUDI {'ABCD'[at]}", day=2, month=at, year=1962) for at in (1, 2, 3)]
    plan = planned(place, tmp_path, {DUREN: [*eldest, LATE, *duren(5, 6)]}, "satu")
    assert (plan.people, plan.person_months, plan.waiting) == (5, 48, 0) and told(plan)["apart"]["too_old"] == 1
    decree = decreed(place, plan, "1/2027")
    assert not DecreeLine.objects.filter(decree=decree, person__name="SUTRISNO").exists()


@pytest.mark.parametrize(("since", "people"), [("2027-04", 1), ("2027-05", 0)])
def test_a_member_over_the_limit_goes_on_where_a_fund_pays_in_time(place, cycle, tmp_path, since, people):
    """Three months without a contribution leave the membership, a fourth ends it: then it would begin anew."""
    opened(place, tmp_path, DESA.replace("year: 2027", "months: {from: 2026-12, to: 2027-12}"), (202612,))
    old = person(7, name="SUTRISNO", day=2, month=12, year=1961)
    decreed(place, planned(place, tmp_path, {DUREN: [old]}, "satu"), "1/2026", last=202612)
    assert PersonMonth.objects.update(state="paid") == 1
    (tmp_path / "funds.yaml").write_text(f"{DESA}    months: {{from: {since}, to: 2027-12}}\n{ELSEWHERE}")
    keep_register(place, office(), CYCLE, "funds", tmp_path / "funds.yaml")
    plan = save_plan(place, by("Ani"), PlanWanted(CYCLE, "dua"))
    assert (plan.people, plan.waiting, told(plan)["apart"]["too_old"]) == (people, 0, 1 - people)
