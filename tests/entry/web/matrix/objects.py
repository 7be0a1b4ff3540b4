"""What each route speaks of in the made-up store: its ids in a regency, and the body of a form that is well filled in.

``OBJECTS``: name of the route -> the ids of its object in a regency. Every route with an id in its address is here.
``BODIES``: name of the route -> what its form sends in that regency; a route without one sends its number alone.
"""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile

from payung.store.models import (
    Account,
    AnswerFile,
    Batch,
    Bill,
    Decree,
    Duty,
    Group,
    IntakeFile,
    Pair,
    Payment,
    PaymentPaper,
    Person,
    Proposal,
    Question,
    Sampled,
    SavedPlan,
    SourceRow,
    SubjectRequest,
)
from tests.actions.stores.test_changes import PDF
from tests.entry.web.conftest import VILLAGE_OF, username_of
from tests.entry.web.matrix.world import CYCLE, FUNDS, MARK, WHOLE, job_of, workbook

Ids = dict[str, Any]
SPAN = {"first": 202701, "last": 202702}


def cycle(area: str) -> Ids:
    return {"code": CYCLE[area]}


def plan(area: str, step: str = "unused") -> int:
    return SavedPlan.objects.get(cycle__code=CYCLE[area], name=f"Rencana {MARK[area]} {step}").pk


def proposal(step: str) -> Callable[[str], Ids]:
    """The proposal that got so far."""
    return lambda area: {**cycle(area), "number": Proposal.objects.get(plan=plan(area, step)).pk}


def decree(area: str) -> int:
    return Decree.objects.get(number=f"1/{MARK[area]}").pk


def of_decree(area: str) -> Ids:
    return {**cycle(area), "number": decree(area)}


def person(area: str) -> int:
    """Somebody of the decree who is covered."""
    found = Person.objects.filter(village__code=VILLAGE_OF[area], months__state="paid").order_by("-id").first()
    assert found is not None
    return found.pk


def row(area: str) -> Ids:
    held = SourceRow.objects.filter(person=person(area)).order_by("id").last()
    assert held is not None
    return {"person": person(area), "row": held.pk}


def bill(area: str, month: int = 202702) -> Ids:
    return {"number": Bill.objects.get(code=f"B{month} {MARK[area]}").pk}


def payment(area: str) -> int:
    return Payment.objects.get(bill__code__endswith=MARK[area]).pk


def group(area: str) -> Ids:
    return {"number": Group.objects.get(number=area).pk}


def intake(area: str) -> Ids:
    """The delivery that waits for a choice."""
    return {**cycle(area), "intake": conflict(area).intake_id}


def conflict(area: str) -> IntakeFile:
    return IntakeFile.objects.get(intake__cycle__code=CYCLE[area], state="conflict")


def sent_file(area: str, name: str) -> int:
    """A file of that regency among those of all."""
    return IntakeFile.objects.get(intake__cycle__code=WHOLE, name=f"{MARK[area]} {name}.xlsx").pk


def pair(area: str) -> Ids:
    held = Pair.objects.filter(run__cycle__code=CYCLE[area]).order_by("-run", "-weight", "id").first()
    assert held is not None
    return {**cycle(area), "pair": held.pk}


def job(kind: str) -> Callable[[str], Ids]:
    return lambda area: {**cycle(area), "job": job_of(area, kind)}


def key(area: str) -> Ids:
    """A second factor of the officer of the other regency's neighbour: nobody has a passkey of another."""
    return {"pk": Authenticator.objects.get(user__username=username_of("officer", area)).pk}


def asked_about(area: str) -> int:
    """Somebody sent to BPJS, of whom its branch asks what nobody has answered."""
    return Question.objects.get(enrolment__batch__group__number=area, of=None, replies=None).enrolment_id


def account(area: str) -> Ids:
    """The officer's account."""
    return {"account": Account.objects.get(username=username_of("officer", area)).pk}


def subject(area: str) -> Ids:
    """Somebody asked for a copy of what is kept about them."""
    return {"number": SubjectRequest.objects.get(person__village__code=VILLAGE_OF[area]).pk}


OBJECTS: Mapping[str, Callable[[str], Ids]] = {
    **dict.fromkeys(("cycle", "cycle_setup", "cycle_register", "budget", "plan_new", "simulation"), cycle),
    **dict.fromkeys(("simulation_save", "proposals", "decrees", "imports", "imports_send", "imports_judge"), cycle),
    **dict.fromkeys(("imports_submit", "imports_files", "imports_conflicts", "imports_changes", "problems"), cycle),
    **dict.fromkeys(("problem_summary", "problem_fixes", "problem_fixes_undo", "corrections", "pairs"), cycle),
    "areas": lambda area: {"code": WHOLE, "area": area},
    "village": lambda area: {"code": WHOLE, "village": VILLAGE_OF[area]},
    "imports_changes_of": lambda area: {"code": WHOLE, "area": VILLAGE_OF[area]},
    "problem_rows": lambda area: {"code": WHOLE, "area": VILLAGE_OF[area]},
    **dict.fromkeys(("imports_answers", "imports_untied"), cycle),
    "imports_answer": lambda area: {"code": WHOLE, "file": sent_file(area, "jawaban")},
    "imports_tie": lambda area: {"code": WHOLE, "file": sent_file(area, "tanpa petunjuk")},
    "problem_paper": lambda area: {"code": WHOLE, "wilayah": VILLAGE_OF[area][:6]},
    "imports_undo": intake,
    "imports_job": job("cycle.judge"),
    "decree_job": job("plan.save"),
    "pair": pair,
    "plan": lambda area: {**cycle(area), "number": plan(area)},
    "proposal_new": lambda area: {**cycle(area), "plan": plan(area)},
    "proposal": proposal("checked"),
    "proposal_sample": proposal("proposed"),
    "proposal_check": proposal("judged"),
    "proposal_approve": proposal("checked"),
    "proposal_refuse": proposal("checked"),
    "proposal_withdraw": proposal("proposed"),
    "proposal_issue": proposal("approved"),
    **dict.fromkeys(("decree", "decree_sign", "decree_annex", "decree_amend", "decree_extend"), of_decree),
    "decree_file": lambda area: {**of_decree(area), "kind": "full.pdf"},
    **dict.fromkeys(("enrolment_send", "enrolment_replace"), lambda area: {"decree": decree(area)}),
    **dict.fromkeys(("enrolment_group", "enrolment_answer"), group),
    "question": lambda area: {"enrolment": asked_about(area)},
    "enrolment_file": lambda area: {**group(area), "batch": Batch.objects.get(group__number=area).pk},
    "enrolment_answered": lambda area: {**group(area), "answer": AnswerFile.objects.get(group__number=area).pk},
    "bill": bill,
    "bill_pay": bill,
    "payment": lambda area: {"number": payment(area)},
    "payment_proof": lambda area: {
        "number": payment(area),
        "paper": PaymentPaper.objects.get(payment=payment(area)).pk,
    },
    "audit_payment": lambda area: {"payment": payment(area)},
    "audit_test": lambda _: {"test": "dead"},
    **dict.fromkeys(("fund", "fund_receive", "fund_return"), lambda area: {"code": f"kab-{area}"}),
    "month_match": lambda _: SPAN,
    "month_pile": lambda _: {**SPAN, "pile": "agrees"},
    "month_record": lambda _: {**SPAN, "what": "xlsx"},
    "books_close": lambda _: {"month": 202701},
    "books_report": lambda _: {"until": 202702, "what": "csv"},
    "figures_area": lambda area: {"area": area},
    "slips": lambda area: {"village": VILLAGE_OF[area]},
    "ending_file": lambda _: {"what": "daftar"},
    **dict.fromkeys(("person", "person_nik", "person_leave"), lambda area: {"person": person(area)}),
    "person_row": row,
    "person_rights": lambda area: {"person": person(area)},
    **dict.fromkeys(("subject", "subject_file"), subject),
    **dict.fromkeys(("account", "account_duty", "account_close", "account_password"), account),
    **dict.fromkeys(("account_factor", "account_sessions"), account),
    "duty_end": lambda area: {"duty": Duty.objects.get(account=account(area)["account"]).pk},
    **dict.fromkeys(("mfa_remove_webauthn", "mfa_edit_webauthn"), key),
    "language": lambda _: {"language": "en"},
}

QUERIES: Mapping[str, str] = {
    "breach": "?dari=01-01-2020&sampai=01-01-2030",
    **dict.fromkeys(("endings", "ending_people", "arrears", "age_limit"), "?pada=20-03-2027&hari=90&bulan=0"),
    "coverage": "?pada=20-01-2027&dari=1-2027&sampai=12-2027&per=4&hitung=paid",
    "audit_sample": "?dari=01-2027&sampai=03-2027&benih=abc",
    **dict.fromkeys(("audit_tests", "audit_test"), "?dari=01-2027&sampai=03-2027"),
    **dict.fromkeys(("figures", "figures_area"), "?bulan=202701"),
}
"""What a page is asked for, where without it there is nothing on it."""


def upload(name: str, held: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, held)


def _papers(area: str) -> Ids:
    """SPM and SP2D of what the bill of February comes to."""
    due, given = Bill.objects.get(pk=bill(area)["number"]).amount, {}
    for kind in ("spm", "sp2d"):
        proof = upload(f"{kind}.pdf", f"%PDF {kind} {area}".encode())
        given |= {f"{kind}_number": f"{kind} 1", f"{kind}_on": "20-1-2027", f"{kind}_amount": str(due),
                  f"{kind}_file": proof}  # fmt: skip
    return given


def _verdicts(area: str) -> Ids:
    drawn = Sampled.objects.filter(proposal=proposal("proposed")(area)["number"]).values_list("id", flat=True)
    return {f"v{one}": "right" for one in drawn}


_NAMED = {"number": "77/2027", "dated": "03-01-2027"}
_ENDING = {"hari": "90", "pada": "20-03-2027"}
_SCENARIO = {"name": "Lain", "amount": "10.000.000", "people": "50", "months": "12", "villages": "3"}
BODIES: Mapping[str, Callable[[str], Ids]] = {
    "cycle_new": lambda area: {"programme": CYCLE[area][:-5], "year": "2028", "on": "01-11-2027", "seed": "1"},
    "cycle_register": lambda _: {"kind": "deaths", "file": upload("mati.csv", b"nik,date_of_death\n")},
    "plan_new": lambda _: {"name": "Rencana baru"},
    "simulation_save": lambda _: _SCENARIO,
    "imports_send": lambda area: {"files": upload(f"{VILLAGE_OF[area]} baru.xlsx", workbook(area))},
    "imports_conflicts": lambda area: {"file": str(conflict(area).pk), "choice": "left"},
    "imports_tie": lambda area: {"other": VILLAGE_OF[area]},
    "question": lambda area: {"said": f"kata {MARK[area]}"},
    "pair": lambda _: {"answer": "different", "reason": "card-seen"},
    "proposal_new": lambda _: _NAMED,
    "proposal_sample": _verdicts,
    "proposal_refuse": lambda _: {"note": "daftar kurang"},
    "proposal_issue": lambda _: {"paper": "A4"},
    "decree_sign": lambda _: {**_NAMED, "signed": upload("sk.pdf", PDF)},
    "decree_annex": lambda _: {"paper": "F4"},
    "decree_amend": lambda _: {**_NAMED, "fill": "on"},
    "decree_extend": lambda _: {**_NAMED, "first": "07-2027", "last": "08-2027"},
    "enrolment_send": lambda area: {"number_SG": area},
    "enrolment_replace": lambda _: _NAMED,
    "enrolment_answer": lambda area: {"file": upload("jawaban.xlsx", workbook(area))},
    "enrolment_reasons": lambda area: {"phrase": f"sebab {MARK[area]}", "code": "rejected"},
    "bill_receive": lambda area: {"file": upload("tagihan.xlsx", workbook(area)), "group": f"SG:{area}"},
    "bill_pay": _papers,
    "credit_book": lambda _: {"first": "01-2027", "last": "02-2027"},
    "fund_open": lambda area: {"file": upload("dana.yaml", _funds(area))},
    "fund_receive": lambda _: {"booked": "02-2027", "amount": "100.000"},
    "member_receive": lambda area: {
        "file": upload("peserta.xlsx", workbook(area)), "month": "02-2027", "group": f"SG:{area}",
    },
    "month_release": lambda _: {"until": "01-2026"},
    "books_close": lambda _: {"sure": "on"},
    "slips": lambda _: {"office": "Dinas Sosial"},
    "ending_file": lambda _: _ENDING,
    "search": lambda _: {"q": "BUDI"},
    "person_nik": lambda _: {"why": "claim"},
    "person_leave": lambda _: {"why": "moved", "on": "20-01-2027", "source": "surat 1"},
    "person_rights": lambda _: {"kind": "restriction", "asker": "self", "proof": "ktp", "on": "20-01-2027"},
    "subject": lambda _: {"grant": "yes"},
    "account_new": lambda _: {"username": "akun.baru", "name": "Akun Baru"},
    "account_duty": lambda area: {"role": "officer", "area": area},
}  # fmt: skip


def _funds(area: str) -> bytes:
    return (
        FUNDS.format(area=area, mark="baru", village=252_000)
        .replace("desa-", "lain-")
        .replace("kab-", "nanti-")
        .encode()
    )
