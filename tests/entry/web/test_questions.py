"""A branch asks about somebody who was sent to it; the office or the village answers; nobody else reads it."""

import pytest
from django.urls import reverse

from payung.actions.ask_enrolment import QuestionWrong, ask_enrolment, reply_enrolment
from payung.actions.verify_store import verify_store
from payung.store.models import Decree, Enrolment, Group, Look, Question
from tests.entry.web.conftest import OURS, THEIRS, asked
from tests.entry.web.ledger.conftest import PROVINCE, number_of, one, sent, sixty, text_of

__all__ = ["one", "sixty"]
ASK = "Apakah benar tanggal lahirnya?"


@pytest.fixture
def line(one) -> Enrolment:
    """Somebody of the decree, sent to the group of the first regency's branch."""
    sent(
        one.as_("officer", PROVINCE),
        reverse("enrolment_send", kwargs={"decree": Decree.objects.get().id}),
        number_SG=OURS,
    )
    return Enrolment.objects.order_by("id").first()


def at(line: Enrolment) -> str:
    return reverse("question", kwargs={"enrolment": line.id})


def test_a_branch_asks_and_is_answered(one, line):
    branch, officer = one.as_("branch", OURS), one.as_("officer", PROVINCE)
    home = branch.get("/")
    assert "Kantor cabang BPJS" in text_of(home) and "Unggah jawaban SG 1505" in text_of(home)
    assert "Unduh" in text_of(home) and "klaim" not in text_of(home).lower()
    group = reverse("enrolment_group", kwargs={"number": Group.objects.get(number=OURS).id})
    assert at(line) in branch.get(group).content.decode() and at(line) not in officer.get(group).content.decode()
    looks = Look.objects.count()
    page = branch.get(at(line))
    assert Look.objects.filter(person=line.person_id, what="question").exists() and Look.objects.count() > looks
    assert "desil" not in text_of(page).lower() and line.person.name in text_of(page)
    form = {"request": number_of(page), "said": ASK}
    for _ in range(2):
        assert branch.post(at(line), form).status_code == 303
    assert Question.objects.count() == 1, "however often it is sent"
    assert ASK in text_of(officer.get(reverse("questions"))) and ASK in text_of(branch.get("/"))
    assert sent(officer, at(line), said="Benar, sesuai KTP-el.").status_code == 303
    thread = text_of(branch.get(at(line)))
    assert "Benar, sesuai KTP-el." in thread and "officer.15" in thread
    assert ASK not in text_of(branch.get("/")) and ASK in text_of(
        branch.get(reverse("questions"), {"keadaan": "semua"})
    )
    assert "<textarea" not in officer.get(at(line)).content.decode(), "nothing is open any more"
    assert officer.post(at(line), {"request": number_of(branch.get(at(line))), "said": "x"}).status_code == 404
    told = text_of(officer.get(reverse("person", kwargs={"person": line.person_id})))
    assert ASK in told and "Benar, sesuai KTP-el." in told
    assert verify_store(one.place).faults == ()


def test_nobody_else_reads_or_writes_it(one, line):
    sent(one.as_("branch", OURS), at(line), said=ASK)
    for role, area in (("branch", THEIRS), ("officer", THEIRS), ("village", THEIRS), ("village", OURS)):
        browser = one.as_(role, area)
        assert browser.get(at(line)).status_code == 404, (role, area)
        assert ASK not in text_of(browser.get(reverse("questions")))
    for role in ("checker", "auditor", "head", "administrator", "district"):
        assert one.as_(role).get(at(line)).status_code == 403, role
    assert one.as_("branch", OURS).get(reverse("question", kwargs={"enrolment": 5})).status_code == 404


def test_what_says_nothing_is_refused(one, line):
    branch = one.as_("branch", OURS)
    assert sent(branch, at(line), said="").status_code == 422
    assert sent(branch, at(line), said="x" * 1001).status_code == 422
    for number, wrong in enumerate(((line.id, "  "), (line.id, "x" * 1001), (5, "x"))):
        for act in (ask_enrolment, reply_enrolment):
            with pytest.raises(QuestionWrong):
                act(one.place, asked(f"{act.__name__} {number}"), *wrong)
    assert not Question.objects.exists()
