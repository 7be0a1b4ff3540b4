"""A store with accounts, whose cycle's lists were handed in: where decisions are proposed, checked and approved."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.judge_proposal import judge_proposal
from payung.actions.propose_decree import Proposed, Proposing, propose_decree
from payung.actions.save_plan import PlanSaved, PlanWanted, save_plan
from payung.store import account_states
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import Account, Cycle, Duty, Run, Sampled, SourceRow, Submission
from tests.actions.stores.two_villages import ON, asked

CYCLE = "bkbk-2027"
DATED = date(2027, 1, 2)
DUTIES = {
    "ani": (("officer", "15"),),
    "budi": (("checker", "15"),),
    "citra": (("approver", "15"),),
    "dedi": (("officer", "15"), ("checker", "15"), ("approver", "15")),
    "eka": (("checker", "15"), ("approver", "")),
    "fitri": (("officer", "1505"), ("checker", "1505"), ("approver", "1505")),
}
"""Account -> roles and regions; gita has none, hadi's have ended or are of tomorrow, and joko is switched off."""


def by(name: str, request: str = "", on: date = ON) -> Asked:
    """As that account, as a request that was never made before."""
    return replace(asked(on, request), by=name)


@dataclass(frozen=True)
class Handed:
    """The store, and the plan that was saved in it."""

    place: Place
    plan: PlanSaved

    def propose(self, name: str = "ani", **more: Any) -> Proposed:
        usual = {"plan": self.plan.plan, "number": "1/2027", "dated": DATED}
        return propose_decree(self.place, by(name), Proposing(**usual | more))

    def show(self, proposal: int, name: str = "budi") -> None:
        """The sample, as its page shows it."""
        people = list(Sampled.objects.filter(proposal_id=proposal).values_list("person_id", flat=True))
        account = Account.objects.get(username=name).pk
        looked(account, "sample", "15", "check", by(name).at, people=people)

    def judge(self, proposal: int, name: str = "budi", wrong: int = 0) -> None:
        """All that were drawn, of whom the first are wrong."""
        drawn = Sampled.objects.filter(proposal_id=proposal).order_by("place").values_list("id", flat=True)
        self.show(proposal, name)
        said = {one: ("wrong", "bukan petani") if at < wrong else ("right", "") for at, one in enumerate(drawn)}
        judge_proposal(self.place, by(name), proposal, said)


@pytest.fixture
def handed(moulds, planned, tmp_path, request) -> Handed:
    """A plan of all funds over the lists that were handed in."""
    request.getfixturevalue("opened")  # its moulds
    moulds.mould("handed", _hand_in, of="opened")
    return Handed(moulds.copy("handed", tmp_path / "handed"), moulds.outcome("handed"))


def _hand_in(place: Place) -> PlanSaved:
    act_at(place, asked(), "test", {}, lambda doing, _: hand_in(doing, _))
    make_accounts(place)
    return save_plan(place, by("ani"), PlanWanted(CYCLE, "Rencana 2027"))


def hand_in(doing: Doing, _: Keys, cycle: int | None = None) -> dict[str, Any]:
    """A cycle with a run of the same rows as the first, handed in."""
    run = Run.objects.order_by("id").values("id", "programme_id", "mark").first()
    assert run is not None
    if cycle is None:
        said = {"code": CYCLE, "name": "BKBK 2027", "year": 2027, "on": ON, "seed": 1, "deadline": None}
        cycle = doing.add_one(Cycle, programme_id=run["programme_id"], **said)
    own = {"programme_id": run["programme_id"], "mark": run["mark"], "sha256": f"{doing.number:064d}"}
    number = doing.add_one(Run, cycle_id=cycle, on=ON, **own)
    columns = [field.column for field in SourceRow._meta.concrete_fields if field.column not in ("id", "run_id")]
    rows = SourceRow.objects.filter(run_id=run["id"]).order_by("id").values_list(*columns)
    doing.add(SourceRow, ("run_id", *columns), [(number, *row) for row in rows])
    doing.add_one(Submission, run_id=number, account_id=None)
    return {"run": number}


def make_accounts(place: Place) -> None:
    """Those of ``DUTIES``, and some who may do nothing."""
    ids = {
        name: Account.objects.create(username=name, name=name.title(), is_active=name != "joko").pk
        for name in (*DUTIES, "gita", "hadi", "joko")
    }
    every = ("officer", "checker", "approver")
    rows = [(ids[name], role, area, None, date(2026, 1, 1), None) for name, own in DUTIES.items() for role, area in own]
    rows += [(ids["joko"], role, "15", None, date(2026, 1, 1), None) for role in every]
    rows += [(ids["hadi"], "officer", "15", None, date(2026, 1, 1), date(2026, 10, 31))]
    rows += [(ids["hadi"], "checker", "15", None, date(2026, 11, 2), None)]
    rows += [(ids["hadi"], "approver", "15", None, date(2026, 1, 1), None)]

    def give(doing: Doing, keys: Keys) -> dict[str, Any]:
        account_states.record(doing, keys, list(ids.values()))
        columns = ("account_id", "role", "area_code", "group_id", "since", "until", "undoes_id")
        return {"last": doing.add(Duty, columns, [(*row, None) for row in rows])[-1]}

    def take(doing: Doing, _: Keys) -> dict[str, Any]:
        last = Duty.objects.get(account_id=ids["hadi"], role="approver")
        own = {"account_id": last.account_id, "role": last.role, "area_code": last.area_code, "group_id": None}
        doing.add_one(Duty, **own, since=last.since, until=None, undoes_id=last.id)
        return {}

    act_at(place, asked(), "test", {}, give)
    act_at(place, asked(), "test", {}, take)
