"""What lies outside the regions of whoever decides, or in none: the same pages and refusals on either database."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from payung.actions.at_store import act_at
from payung.gateways.problem_words import kind_called
from payung.store.models import (
    Account,
    Decree,
    DecreeLine,
    Duty,
    Finding,
    Pair,
    Proposal,
    RunFile,
    Sampled,
    SavedPlan,
    Village,
)
from tests.actions.stores.proposing import by
from tests.actions.villages import MENDALO, SUNGAI_DUREN
from tests.entry.web.deciding import approved, handed, office, opened, planned, proposed

__all__ = ["handed", "office", "opened", "planned"]


def elsewhere(code: str) -> None:
    """The village belongs to another province since."""
    Village.objects.filter(code=code).update(code=f"16{code[2:]}")


def test_who_approves_is_told_what_is_of_no_village_too(office):
    run = SavedPlan.objects.get(id=office.handed.plan.plan).run_id

    def work(doing, keys):
        finding = ("run_id", "person_id", "village_id", "file", "sheet", "row", "column", "code", "severity")
        rows = [(run, None, None, "a", "", row, "", "nik_two_people", "block") for row in range(2, 6)]
        of_lists = [(run, None, None, name, "", None, "", "hidden_sheet", "warn") for name in "abb"]
        doing.add(Finding, finding, rows + of_lists)
        read = ("run_id", "intake_file_id", "name", "village_id", "status", "rows_read", "workers", "not_data")
        doing.add(RunFile, read, [(run, None, f"{at}", None, "file_password", 0, 0, 0) for at in range(3)])
        sides = ("run_id", "key", "outcome", "weight", "why_id", "why_en", "left_village_id", "right_village_id")
        first = doing.number * 2**24
        sealed = keys.seal_bytes([b"{}"] * 2, range(first, first + 2), "pair")
        pairs = [(run, f"k{at}", "doubtful", 1, "", "", None, None, sealed[at]) for at in range(2)]
        doing.add(Pair, (*sides, "sides_sealed"), pairs)
        return {}

    act_at(office.place, by("ani"), "test", {}, work)
    number = proposed(office)
    for name in ("citra", "eka"):
        page = office.get(name, "proposal", number=number)
        assert f"4 baris: {kind_called('nik_two_people').id}" in page
        assert f"2 berkas: {kind_called('hidden_sheet').id}" in page
        assert "3 berkas desa tidak terbaca" in page and "2 pasangan yang mungkin" in page


def test_the_checker_judges_everybody_who_was_drawn(office):
    number = proposed(office)
    elsewhere(SUNGAI_DUREN)
    page = office.get("budi", "proposal_sample", number=number)
    drawn = list(Sampled.objects.values_list("id", flat=True))
    assert page.count('<select class="govuk-select"') == len(drawn) == 5 and "Yang diundi: 5" not in page
    said = {f"v{one}": "right" for one in drawn}
    assert office.post("budi", "proposal_sample", said, number=number).status_code == 303
    assert office.post("budi", "proposal_check", number=number).status_code == 303


def amended(office, code: str, number: str):
    """The answer to a proposal that takes somebody of the village off the decree."""
    decree = Decree.objects.get()
    person = DecreeLine.objects.filter(decree=decree, person__village__code=code).order_by("id").first().person_id
    off = SimpleUploadedFile("off.csv", f"person,reason,evidence\n{person},withdrew,surat\n".encode())
    return office.post("ani", "decree_amend", {"number": number, "dated": "01-02-2027", "off": off}, number=decree.id)


@pytest.fixture
def decreed(office):
    office.work(office.post("ani", "proposal_issue", {"paper": "A4"}, number=approved(office)))
    return office


def test_people_of_elsewhere_are_taken_off_by_nobody_of_here(decreed):
    elsewhere(SUNGAI_DUREN)
    answer = amended(decreed, f"16{SUNGAI_DUREN[2:]}", "2/2027")
    assert answer.status_code == 422 and "di luar wilayah tugas akun ini" in answer.content.decode()
    more = {"number": "3/2027", "dated": "01-07-2027", "first": "07-2027", "last": "12-2027"}
    answer = decreed.post("ani", "decree_extend", more, number=Decree.objects.get().id)
    assert answer.status_code == 422 and Proposal.objects.count() == 1
    answer = amended(decreed, MENDALO, "2/2027")
    assert answer.status_code == 303, answer.content.decode()
    assert Proposal.objects.get(kind="amendment").area_code == "15"


def test_a_plan_shows_the_villages_of_the_reader(office):
    gita = Account.objects.get(username="gita").pk
    day = date(2026, 1, 1)
    Duty.objects.create(id=77, account_id=gita, role="officer", area_code=MENDALO, since=day)
    number = SavedPlan.objects.get().id
    whole, part = (office.get(name, "plan", number=number) for name in ("ani", "gita"))
    assert SUNGAI_DUREN in whole and SUNGAI_DUREN not in part and MENDALO in part
