"""The pages on which an office decides: a store with a plan, proposals on their way, decrees."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.urls import reverse

from payung.entry.jobs.kinds import KINDS, signed
from payung.entry.jobs.worker import work_on
from payung.store import jobs
from payung.store.database import open_store
from payung.store.models import Account, Job, Proposal, Sampled
from tests.actions.stores.proposing import CYCLE, Handed, handed
from tests.actions.stores.two_villages import opened, planned
from tests.entry.web.conftest import Browser, served, with_factor
from tests.entry.web.lint import faults_of

__all__ = ["handed", "opened", "planned"]


class Office:
    """The pages of a store with a plan, by account."""

    def __init__(self, handed: Handed) -> None:
        self.handed = handed
        self.place = handed.place
        for account in Account.objects.all():
            with_factor(self.place, account.username)

    def as_(self, name: str) -> Browser:
        browser = Browser(self.place)
        browser.force_login(Account.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    def get(self, name: str, page: str, **ids: object) -> str:
        answer = self.as_(name).get(reverse(page, kwargs={"code": CYCLE, **ids}))
        assert answer.status_code == 200, answer.status_code
        assert not faults_of(answer.content.decode())
        return " ".join(answer.content.decode().split())

    def post(self, name: str, page: str, said: dict | None = None, *, request: str = "", **ids: object):
        given = {"request": request or str(uuid4()), **(said or {})}
        return self.as_(name).post(reverse(page, kwargs={"code": CYCLE, **ids}), given)

    def work(self, answer) -> str:
        """Do the job that was asked for; gives where its page leads."""
        assert answer.status_code == 303 and "/pekerjaan/" in answer.headers["Location"], answer.content[:3000]
        open_store(self.place.address)
        held = jobs.take(datetime.now(UTC) + timedelta(seconds=1))
        assert held is not None and work_on(self.place, KINDS, signed, held)
        assert Job.objects.get(id=held.id).state == "done", Job.objects.get(id=held.id).error
        return held.id


@pytest.fixture
def office(handed):
    with served(handed.place):
        yield Office(handed)
    connections["default"].close()


def proposed(office: Office, number: str = "1/2027", first: str = "", last: str = "") -> int:
    """The plan proposed as a decree of that number; gives the number of the proposal."""
    said = {"number": number, "dated": "02-01-2027", "first": first, "last": last}
    office.work(office.post("ani", "proposal_new", said, plan=office.handed.plan.plan))
    return Proposal.objects.order_by("-id").first().id


def approved(office: Office, *said_of: str) -> int:
    """``proposed``, its sample looked at and found right, checked and approved."""
    number = proposed(office, *said_of)
    office.get("budi", "proposal_sample", number=number)
    said = {f"v{one}": "right" for one in Sampled.objects.filter(proposal=number).values_list("id", flat=True)}
    assert office.post("budi", "proposal_sample", said, number=number).status_code == 303
    assert office.post("budi", "proposal_check", number=number).status_code == 303
    assert office.post("citra", "proposal_approve", number=number).status_code == 303
    return number
