"""The made-up branch of BPJS at work: each step takes its memory from a folder and puts it back."""

from datetime import date
from pathlib import Path

from payung.synth.branch.answering import AnswerSent, answer
from payung.synth.branch.billing import BillAsked, BillSent, ListSent, Paying, bill, listed, pay
from payung.synth.branch.memory import Habits, Issued, keep, remembered
from payung.synth.branch.papers import papers
from payung.synth.branch.registry import RegistrySent, registry


def answer_branch(at: Path, files: Path | None, on: date, out: Path, habits: Habits) -> tuple[AnswerSent, ...]:
    """Take enrolment files and answer them; ``habits`` count only for a branch that is new. Raises: BranchRefuses."""
    memory = remembered(at, habits)
    sent = answer(memory, files, on, out)
    keep(memory, at)
    return sent


def bill_branch(at: Path, asked: BillAsked, out: Path) -> tuple[BillSent, ...]:
    """Bill a month. Raises: BranchRefuses."""
    memory = remembered(at)
    sent = bill(memory, asked, out)
    keep(memory, at)
    return sent


def pay_branch(at: Path, paying: Paying, out: Path | None = None) -> tuple[Issued, tuple[Path, ...]]:
    """Take the money for a bill, to the rupiah or not at all; gives the papers that were written into ``out``.

    Raises: BranchRefuses.
    """
    memory = remembered(at)
    paid = pay(memory, paying)
    keep(memory, at)
    return paid, papers(paid, out) if out else ()


def list_branch(at: Path, month: int, out: Path, *, missing: int, changed: bool) -> tuple[ListSent, ...]:
    """List who is paid for in a month (yyyymm), without ``missing`` of each group. Raises: BranchRefuses."""
    memory = remembered(at)
    sent = listed(memory, month, out, missing=missing, changed=changed)
    keep(memory, at)
    return sent


def registry_branch(at: Path, month: int, out: Path) -> RegistrySent:
    """The civil registry's deaths and moves of a month (yyyymm). Raises: BranchRefuses."""
    return registry(remembered(at), month, out)
