"""Changes of a decree through the same steps, its papers, and the signed one that came back."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from payung.actions.amend_decree import Amending, amend_decree
from payung.actions.annex_decree import annex_decree
from payung.actions.approve_proposal import approve_proposal
from payung.actions.changed_list import list_changed
from payung.actions.check_proposal import check_proposal
from payung.actions.extend_decree import Extending, extend_decree
from payung.actions.facts_of_proposal import facts_of_proposal
from payung.actions.issue_decree import DecreeThere
from payung.actions.issue_proposal import issue_proposal
from payung.actions.left_person import left_person
from payung.actions.proposals import (
    NEW_LIST,
    NOTHING_LEFT,
    ProposalNeeded,
    ProposalStale,
    StepRefused,
    proposal_of,
    subject_of,
)
from payung.actions.propose_change import propose_amendment, propose_extension
from payung.actions.refuse_proposal import refuse_proposal
from payung.actions.replace_enrolment import replace_enrolment
from payung.actions.return_fund import return_fund
from payung.actions.right_of import RightMissing
from payung.actions.sign_decree import MOST_BYTES, SignedPaperWrong, sign_decree
from payung.actions.verify_store import verify_store
from payung.store.decree_called import called
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.models import Act, Decree, DecreeLine, KeptFile, Removal, Sampled, SignedPaper, Step, Waiting
from payung.store.scope import EVERYTHING, scoped
from tests.actions.stores.proposing import Handed, by
from tests.actions.stores.test_proposals import approved
from tests.gateways import pdfs

PDF = pdfs.plain()
SECOND = Amending("1/2027", "2/2027", date(2027, 2, 1))


def off_list(folder, person: int, reason: str = "mistaken") -> object:
    path = folder / "keluar.csv"
    path.write_text(f"person,reason,evidence\n{person},{reason},berita acara\n")
    return path


def passed(handed: Handed, proposal: int) -> None:
    handed.judge(proposal)
    check_proposal(handed.place, by("budi"), proposal)
    approve_proposal(handed.place, by("citra"), proposal)


@pytest.fixture
def decreed(handed) -> Handed:
    issue_proposal(handed.place, by("ani"), approved(handed))
    return handed


def test_an_approved_plan_is_issued_from_what_was_kept(handed):
    number = approved(handed)
    request = by("ani", "once")
    done = issue_proposal(handed.place, request, number)
    assert Decree.objects.get().id == done.decree and issue_proposal(handed.place, request, number) == done
    with pytest.raises(ProposalNeeded):
        issue_proposal(handed.place, by("ani"), number)
    assert not verify_store(handed.place).faults


def test_nobody_amends_or_extends_alone_either(decreed, tmp_path):
    person = DecreeLine.objects.order_by("id").first().person_id
    with pytest.raises(ProposalNeeded):
        amend_decree(decreed.place, by("ani"), SECOND, off_list(tmp_path, person))
    assert replace_enrolment(decreed.place, by("ani"), SECOND).decree is None  # nobody was sent back
    assert Decree.objects.count() == 1


def test_an_amendment_is_proposed_drawn_and_issued(decreed, tmp_path):
    line = DecreeLine.objects.order_by("id").first()
    path = off_list(tmp_path, line.person_id)
    proposed = propose_amendment(decreed.place, by("ani"), SECOND, path)
    said = subject_of(proposal_of(proposed.proposal))
    assert (said["off"], said["on"], proposed.people, proposed.sample) == (1, 1, 2, 2)
    assert str(line.person_id) not in proposal_of(proposed.proposal).subject
    assert line.person_id in set(Sampled.objects.filter(proposal=proposed.proposal).values_list("person", flat=True))
    with pytest.raises(StepRefused, match="already"):
        propose_amendment(decreed.place, by("ani"), SECOND, path)
    passed(decreed, proposed.proposal)
    done = issue_proposal(decreed.place, by("ani"), proposed.proposal)
    assert Removal.objects.get().line_id == line.id and Decree.objects.get(id=done.decree).amends_id is not None
    assert Decree.objects.get(id=done.decree).list_hash == proposed.list_hash
    made = annex_decree(decreed.place, by("ani"), done.decree)
    keys = Keys.read(decreed.place.keys)
    text = {
        kind: "\n".join(page.extract_text() for page in PdfReader(BytesIO(content(keys, made.files[kind]))).pages)
        for kind in ("full.pdf", "public.pdf")
    }
    assert "Dikeluarkan: keliru dicantumkan" in " ".join(text["full.pdf"].split())
    assert "Menggantikan" in text["full.pdf"] and made.people == 2
    assert "keliru" not in text["public.pdf"] and "Pengganti" in text["public.pdf"]
    assert not verify_store(decreed.place).faults


def test_a_change_of_the_decree_meanwhile_stops_the_approved_one(decreed, tmp_path):
    first, second = DecreeLine.objects.order_by("id")[:2]
    kept = propose_amendment(decreed.place, by("ani"), SECOND, off_list(tmp_path, first.person_id))
    passed(decreed, kept.proposal)
    path = off_list(tmp_path, second.person_id)
    with pytest.raises(ProposalStale, match="list has changed"):
        amend_decree(decreed.place, by("ani"), Amending(*SECOND_OF, proposal=kept.proposal), path)
    with pytest.raises(ProposalNeeded, match="date|number"):
        path = off_list(tmp_path, first.person_id)
        amend_decree(
            decreed.place, by("ani"), Amending("1/2027", "3/2027", date(2027, 2, 2), None, True, kept.proposal), path
        )
    assert Decree.objects.count() == 1


SECOND_OF = (SECOND.decree, SECOND.number, SECOND.dated, SECOND.first, SECOND.fill)


def test_an_extension_is_proposed_and_issued(handed):
    proposed = handed.propose(first=202701, last=202706)
    passed(handed, proposed.proposal)
    issue_proposal(handed.place, by("ani"), proposed.proposal)
    rest = Extending("1/2027", "7/2027", date(2027, 7, 1), 202707, 202712)
    with pytest.raises(ProposalNeeded):
        extend_decree(handed.place, by("ani"), rest)
    more = propose_extension(handed.place, by("ani"), rest)
    assert (more.people, more.person_months) == (5, 30)
    passed(handed, more.proposal)
    done = issue_proposal(handed.place, by("citra"), more.proposal)
    assert Decree.objects.get(id=done.decree).number == "7/2027"
    assert annex_decree(handed.place, by("ani"), done.decree).months == 30
    assert not verify_store(handed.place).faults


def test_what_can_never_be_issued_any_more_is_sent_back_and_the_way_is_free(handed):
    first = handed.propose(first=202701, last=202706)
    passed(handed, first.proposal)
    issue_proposal(handed.place, by("ani"), first.proposal)
    more = Extending("1/2027", "7/2027", date(2027, 7, 1), 202707, 202712)
    proposed = propose_extension(handed.place, by("ani"), more)
    passed(handed, proposed.proposal)
    return_fund(handed.place, by("ani"), None)  # there is no money left for it
    acts = Act.objects.count()
    with pytest.raises(ProposalStale, match="nothing left"):
        issue_proposal(handed.place, by("ani"), proposed.proposal)
    assert Act.objects.count() == acts  # no empty act
    with pytest.raises(RightMissing):
        refuse_proposal(handed.place, by("ani"), proposed.proposal)
    refuse_proposal(handed.place, by("citra"), proposed.proposal, "dananya sudah kembali")
    with pytest.raises(StepRefused, match="nobody would change"):  # and not: proposed already
        propose_extension(handed.place, by("ani"), more)
    assert not verify_store(handed.place).faults


def checked(handed: Handed, proposal: int) -> None:
    handed.judge(proposal)
    check_proposal(handed.place, by("budi"), proposal)


def changed(handed: Handed, proposal: int):
    return list_changed(Keys.read(handed.place.keys), proposal_of(proposal))


def test_a_list_that_changed_since_it_was_proposed_is_told_before_it_is_approved(decreed, tmp_path):
    person = DecreeLine.objects.order_by("id").first().person_id
    kept = propose_amendment(decreed.place, by("ani"), SECOND, off_list(tmp_path, person)).proposal
    checked(decreed, kept)
    assert changed(decreed, kept) is None
    next_ = Waiting.objects.order_by("rank").first().person_id
    with scoped(EVERYTHING):
        left_person(decreed.place, by("ani"), next_, "moved", date(2026, 11, 1), "surat pindah")
    assert changed(decreed, kept) == NEW_LIST
    acts = Act.objects.count()
    with pytest.raises(ProposalStale, match="list has changed"):
        approve_proposal(decreed.place, by("citra"), kept)
    assert Act.objects.count() == acts and not Step.objects.filter(proposal=kept, name="approved").exists()


def test_a_list_that_is_gone_or_damaged_has_changed(decreed, tmp_path):
    person = DecreeLine.objects.order_by("id").first().person_id
    kept = propose_amendment(decreed.place, by("ani"), SECOND, off_list(tmp_path, person)).proposal
    KeptFile.objects.filter(id=subject_of(proposal_of(kept))["file"]).update(sealed=b"")
    assert changed(decreed, kept) == NEW_LIST


def test_an_extension_without_money_is_told_before_it_is_approved(handed):
    first = handed.propose(first=202701, last=202706)
    passed(handed, first.proposal)
    issue_proposal(handed.place, by("ani"), first.proposal)
    assert changed(handed, first.proposal) is None, "a list of its own is told stale by its run and plan"
    more = propose_extension(handed.place, by("ani"), Extending("1/2027", "7/2027", date(2027, 7, 1), 202707, 202712))
    checked(handed, more.proposal)
    assert changed(handed, more.proposal) is None
    return_fund(handed.place, by("ani"), None)
    assert changed(handed, more.proposal) == NOTHING_LEFT
    with pytest.raises(ProposalStale, match="nothing left"):
        approve_proposal(handed.place, by("citra"), more.proposal)


def test_the_approver_sees_the_figures_the_law_and_what_is_open(handed):
    facts = facts_of_proposal(proposal_of(handed.propose().proposal))
    assert (facts.people, facts.person_months, facts.amount, facts.waiting) == (5, 60, 1_008_000, 3)
    assert facts.words == "satu juta delapan ribu rupiah"
    assert facts.regencies == [("1505", 2, 5, 60, 1_008_000)]
    assert len(facts.rules) == 4 and all(rule.article for rule in facts.rules) and facts.open
    assert all("baris" in warning.id for warning in facts.warnings)


def test_the_signed_paper_gives_the_decree_its_name(decreed):
    decree = Decree.objects.get().id
    assert called([decree]) == {decree: ("1/2027", date(2027, 1, 2))}
    request = by("ani", "sign")
    signed = sign_decree(decreed.place, request, decree, PDF, "853/KEP.GUB/2027", date(2027, 1, 5))
    assert sign_decree(decreed.place, request, decree, PDF, "853/KEP.GUB/2027", date(2027, 1, 5)) == signed
    assert called([decree]) == {decree: ("853/KEP.GUB/2027", date(2027, 1, 5))}
    assert content(Keys.read(decreed.place.keys), signed.file) == PDF
    assert SignedPaper.objects.get().account.username == "ani" and not verify_store(decreed.place).faults
    with pytest.raises(RightMissing):
        sign_decree(decreed.place, by("budi"), decree, PDF, "x", date(2027, 1, 5))


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n%%EOF", "empty"),
        (b"PK\x03\x04" + b"x" * 200, "no PDF"),
        (b"\n" + PDF, "no PDF"),
        (PDF[:-8], "cut off"),
        (PDF + b"x" * 3000, "cut off"),
        (PDF[:60] + b"\n%%EOF\n", "damaged"),
        (pdfs.locked("rahasia"), "password"),
        (pdfs.opening(pdfs.script()), r"active content \(JS, JavaScript, OpenAction\)"),
        (b"%PDF-" + b"0" * MOST_BYTES + b"%%EOF", "over 50 MB"),
    ],
    ids=range(10),
)
def test_what_is_no_plain_pdf_is_refused(decreed, paper, why):
    with pytest.raises(SignedPaperWrong, match=why):
        sign_decree(decreed.place, by("ani"), Decree.objects.get().id, paper, "1", date(2027, 1, 5))
    assert not SignedPaper.objects.exists()


def test_no_two_decrees_bear_one_number(decreed, tmp_path):
    proposed = propose_amendment(
        decreed.place, by("ani"), SECOND, off_list(tmp_path, DecreeLine.objects.order_by("id").first().person_id)
    )
    passed(decreed, proposed.proposal)
    second = issue_proposal(decreed.place, by("ani"), proposed.proposal).decree
    with pytest.raises(DecreeThere):
        sign_decree(decreed.place, by("ani"), second, PDF, "1/2027", date(2027, 1, 2))
