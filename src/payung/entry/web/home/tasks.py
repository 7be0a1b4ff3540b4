"""The task list of a cycle: what is done, what is at hand, what cannot begin yet, as its figures say."""

from collections.abc import Callable, Mapping

from payung.core.basis.text import Text
from payung.entry.web.home import words
from payung.entry.web.page import filled
from payung.entry.web.parts import Task
from payung.entry.web.tags import way as address
from payung.store.progress import Progress

State = str
"""A key of ``parts.STATES``."""

Told = tuple[State, Text | str]
"""State of a task, and the figures that say so."""

PAGES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "rules": (("cycle_setup", "lists.see"),),
    "collect": (("imports", "lists.see"),),
    "check": (("problems", "lists.see"), ("imports", "lists.see")),
    "simulate": (("budget", "plan.see"),),
    "decree": (("proposals", "decree.see"), ("decrees", "decree.see")),
    "enrol": (("enrolments", "enrolment.see"),),
    "pay": (("months", "money.see"), ("bills", "money.see")),
}
"""Task -> names of the pages where it is done, the first that is there, and the right each needs."""


def told_rules(progress: Progress) -> Told:
    """Done with lists to compare with: without them nobody is found dead or covered already."""
    if progress.registers:
        return "done", filled(words.REGISTERS, n=progress.registers)
    return ("doing", words.NO_REGISTERS) if progress.sent else ("not_begun", words.NO_REGISTERS)


def told_collect(progress: Progress) -> Told:
    """Done when every village has sent."""
    told = filled(words.VILLAGES, done=progress.sent, of=progress.villages)
    if not progress.sent:
        return "not_begun", told
    return ("done" if progress.sent >= progress.villages else "doing"), told


def told_check(progress: Progress) -> Told:
    """Done when the last run was handed in; trouble while something blocks."""
    troubled = filled(words.TROUBLED, problems=progress.problems, villages=progress.troubled)
    if progress.run is None:
        return ("not_begun", words.UNCHECKED) if progress.sent else ("not_yet", "")
    if progress.submitted:
        return "done", troubled if progress.problems else words.HANDED_IN
    if progress.blocking:
        return "wrong", troubled
    return "doing", troubled if progress.problems else words.CLEAN


def told_simulate(progress: Progress) -> Told:
    """Possible from the first run on."""
    if progress.plans:
        return "done", filled(words.PLANS, n=progress.plans)
    return ("not_yet", "") if progress.run is None else ("not_begun", "")


def told_decree(progress: Progress) -> Told:
    """Possible with a run handed in and a plan; done with the first decree, unless something more is proposed."""
    if progress.proposals:
        return "doing", filled(words.PROPOSED, n=progress.proposals)
    if progress.decrees:
        return "done", filled(words.DECREED, n=progress.decrees, people=progress.people)
    return ("not_begun", "") if progress.submitted and progress.plans else ("not_yet", "")


def told_enrol(progress: Progress) -> Told:
    """Done when BPJS accepted everybody; trouble while it rejects somebody who is still on a decree."""
    if not progress.decrees:
        return "not_yet", ""
    figures = {"accepted": progress.accepted, "rejected": progress.rejected, "waiting": progress.waiting}
    told = filled(words.ENROLLED, **figures, of=progress.to_enrol)
    if not any(figures.values()):
        return "not_begun", told
    if progress.rejected:
        return "wrong", told
    return ("done" if progress.accepted >= progress.to_enrol else "doing"), told


def told_pay(progress: Progress) -> Told:
    """Possible once BPJS accepted somebody; done when every month held is paid."""
    held, paid = sum(progress.months.values()), progress.months.get("paid", 0)
    if not progress.accepted and not paid:
        return "not_yet", ""
    told = filled(words.PAID, paid=paid, of=held)
    if held and paid == held:
        return "done", told
    return ("doing" if paid or progress.months.get("committed") else "not_begun"), told


TELL: Mapping[str, Callable[[Progress], Told]] = {
    "rules": told_rules,
    "collect": told_collect,
    "check": told_check,
    "simulate": told_simulate,
    "decree": told_decree,
    "enrol": told_enrol,
    "pay": told_pay,
}
"""Task -> how its state follows from the figures, in the order of the list."""


def tasks_of(code: str, progress: Progress, may: Callable[[str], bool]) -> list[Task]:
    """The seven tasks of the cycle ``code``, each with a link where the reader may open its page and it can begin."""
    found = []
    for name, tell in TELL.items():
        state, hint = tell(progress)
        href = "" if state == "not_yet" else _page(name, code, may)
        found.append(Task(words.TASK[name], state, href, hint))
    return found


def at_hand(tasks: list[Task]) -> Task | None:
    """The first task that is not done."""
    return next((task for task in tasks if task.state != "done"), None)


def _page(name: str, code: str, may: Callable[[str], bool]) -> str:
    """The first page of the task that is there and may be opened; some are of the cycle, some of all of them."""
    found = (address(page, code=code) or address(page) for page, right in PAGES[name] if may(right))
    return next(filter(None, found), "")
