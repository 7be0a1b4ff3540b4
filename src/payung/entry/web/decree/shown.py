"""Tables and lists of the pages of decrees."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from payung.actions.changed_list import list_changed
from payung.actions.doubts import doubts_of
from payung.actions.facts_of_proposal import Facts
from payung.actions.proposals import decree_of, stale, steps_of, subject_of, times_proposed
from payung.core.basis.text import Text
from payung.core.review.steps import STEPS, state_of
from payung.entry.web.decree import words
from payung.entry.web.parts import Cell, Column, Item, Table
from payung.entry.web.places import name_of
from payung.entry.web.tags import period, way
from payung.entry.web.things import DECREE, SPAN
from payung.store.counts import months_on, people_on
from payung.store.decree_called import called
from payung.store.keys import Keys
from payung.store.models import Act, Cycle, Decree, Proposal, Removal, SavedPlan, Step
from payung.store.reading import one_moment
from payung.store.seen import seen

COLOURS = {
    "approved": "green",
    "done": "",
    "refused": "red",
    "withdrawn": "grey",
    "checked": "blue",
    "proposed": "blue",
}


def state(proposal: Proposal) -> Cell:
    """How far a proposal is, as a tag."""
    now = state_of(steps_of(proposal))
    return Cell(STEPS[now], tag=COLOURS[now] or "green")


def issued(cycle: Cycle, proposal: Proposal) -> Cell | None:
    """The decree that was issued from a proposal, called as its signed paper says; None where none was."""
    decree = decree_of(proposal)
    if decree is None:
        return None
    name = DECREE.filled(number=called([decree])[decree][0])
    return Cell(name, href=way("decree", code=cycle.code, number=decree))


def of_plan(cycle: Cycle, plan: SavedPlan) -> Table | None:
    """What became of a plan: every proposal of it that the reader sees, the newest first, with its decree; None where
    there is none."""
    columns = [Column(words.NUMBER), Column(words.STATE), Column(words.BECAME)]
    rows = [
        [_named(cycle, one), state(one), issued(cycle, one)]
        for one in seen(Proposal).filter(plan=plan, kind__in=list(words.KIND)).order_by("-id")
    ]
    return Table(words.OF_PLAN, columns, rows, quiet=True) if rows else None


def _named(cycle: Cycle, proposal: Proposal) -> Cell:
    return Cell(subject_of(proposal)["number"], href=way("proposal", code=cycle.code, number=proposal.id))


def proposals(cycle: Cycle) -> Table:
    """Every proposal of the cycle that the reader sees, the newest first."""
    columns = [
        Column(words.NUMBER),
        Column(words.WHAT),
        Column(words.PEOPLE, number=True),
        Column(words.PERSON_MONTHS, number=True),
        Column(words.RUPIAH, money=True),
        Column(words.STATE),
    ]
    rows = []
    for one in seen(Proposal).filter(cycle=cycle, kind__in=list(words.KIND)).order_by("-id"):
        said = subject_of(one)
        rows.append([_named(cycle, one), words.KIND[one.kind], *_sums(said), state(one)])
    return Table(words.PROPOSALS, columns, rows, empty=words.NO_PROPOSALS)


def decrees(cycle: Cycle, names: Any) -> Table:
    """Every decree of the cycle, the newest first; ``names``: decree -> number and day."""
    columns = [Column(words.NUMBER), Column(words.DATED), Column(words.WHAT), Column(words.PEOPLE, number=True)]
    rows = []
    for one in of_cycle(cycle):
        number, dated = names[one.id]
        kind = words.KIND["decree" if one.amends_id is None else "amendment"]
        people = people_on(decree=one.id)
        rows.append([Cell(number, href=way("decree", code=cycle.code, number=one.id)), dated, kind, people])
    return Table(words.DECREES, columns, rows, empty=words.NO_DECREES)


def of_cycle(cycle: Cycle) -> list[Decree]:
    """Decrees of the cycle's runs, and of its programme where a decree names no run of any cycle."""
    rows = Decree.objects.filter(programme_id=cycle.programme_id).select_related("run").order_by("-id")
    return [one for one in rows if one.run is None or one.run.cycle_id in (None, cycle.id)]


def items(proposal: Proposal, facts: Facts) -> list[Item]:
    """What a proposal comes to."""
    said = subject_of(proposal)
    listed = [
        Item(words.NUMBER, said["number"]),
        Item(words.DATED, date.fromisoformat(said["dated"])),
        *([Item(SPAN, period(*said["span"]))] if said.get("span") else []),
        Item(words.PEOPLE, facts.people),
        Item(words.PERSON_MONTHS, facts.person_months),
        Item(words.RUPIAH, facts.amount, money=True),
        Item(words.IN_WORDS, facts.words),
    ]
    if proposal.kind == "decree":
        listed.append(Item(words.WAITING, facts.waiting))
    else:
        listed += [Item(words.REMOVED, said.get("off", 0)), Item(words.ON, said.get("on", facts.people))]
    listed.append(Item(words.TIMES, words.NTH.filled(n=times_proposed(proposal))))
    return [*listed, Item(words.HASH, proposal.list_hash), Item(words.SEED, proposal.seed)]


def regencies(facts: Facts) -> Table:
    """Counts by regency with their sum."""
    columns = [
        Column(words.REGENCY),
        Column(words.VILLAGES, number=True),
        Column(words.PEOPLE, number=True),
        Column(words.PERSON_MONTHS, number=True),
        Column(words.RUPIAH, money=True),
    ]
    rows = [[Cell(name_of(code) or code), *figures] for code, *figures in facts.regencies]
    foot = [words.TOTAL, *(sum(map(int, figures)) for figures in list(zip(*facts.regencies, strict=True))[1:])]
    return Table(words.BY_REGENCY, columns, rows, foot)


def rules(facts: Facts) -> Table:
    """The law, value by value, with what is not sure."""
    columns = [Column(words.LAW), Column(words.VALUE), Column(words.ARTICLE), Column(words.SURE)]
    rows = [
        [one.name, one.value, one.article, Cell(one.doubt or words.COMPARED, tag="yellow" if one.doubt else "green")]
        for one in facts.rules
    ]
    return Table(words.LAW, columns, rows, quiet=True, stack=True)


def steps(proposal: Proposal) -> Table:
    """Who took which step when."""
    columns = [Column(words.STEP), Column(words.WHO), Column(words.WHEN), Column(words.NOTE)]
    taken = list(seen(Step).filter(proposal=proposal).select_related("account").order_by("id"))
    when = dict(Act.objects.filter(number__in=[one.act_number for one in taken]).values_list("number", "at"))
    rows = [[STEPS[one.name], one.account.name, when.get(one.act_number), one.note] for one in taken]
    return Table(words.STEPS, columns, rows)


def doubts(proposal: Proposal) -> Table | None:
    """Whom any checker found wrong and who said what of them, nobody by name; None where nobody doubted."""
    columns = [Column(words.PLACE, number=True), Column(words.WHO), Column(words.VERDICT), Column(words.NOTE)]
    colours = {"right": "green", "wrong": "red"}
    rows = [
        [one.place, one.account, Cell(words.SAID[one.said], tag=colours[one.said] if one.last else "grey"), one.note]
        for one in doubts_of(proposal)
    ]
    return Table(words.DOUBTS, columns, rows) if rows else None


def stale_words(proposal: Proposal) -> Text | None:
    """Why it is out of date; None where it is not, or is over."""
    if state_of(steps_of(proposal)) in ("done", "refused", "withdrawn"):
        return None
    return _stale(stale(proposal))


def changed_words(keys: Keys, proposal: Proposal) -> Text | None:
    """What whoever approves is told where the list of a change would be another now; None where it is the same."""
    with one_moment():
        return _stale(list_changed(keys, proposal))


def _stale(why: Text | None) -> Text | None:
    return why and words.STALE.filled(why=why)


def decree_items(decree: Decree, named: tuple[str, Any]) -> list[Item]:
    """What a decree holds, as far as the reader sees it."""
    months, rupiah = months_on(decree=decree.id)
    listed = [
        Item(words.NUMBER, named[0]),
        Item(words.DATED, named[1]),
        Item(words.PEOPLE, people_on(decree=decree.id)),
        Item(words.PERSON_MONTHS, months),
        Item(words.RUPIAH, rupiah, money=True),
    ]
    if decree.amends_id is not None:
        listed.append(Item(words.REMOVED, seen(Removal).filter(decree=decree).count()))
    return [*listed, Item(words.HASH, decree.list_hash)]


def changes(cycle: Cycle, decree: Decree, names: Any) -> Table:
    """The decrees that amended or extended this one."""
    columns = [Column(words.NUMBER), Column(words.DATED)]
    rows = [
        [Cell(names[one][0], href=way("decree", code=cycle.code, number=one)), names[one][1]]
        for one in Decree.objects.filter(amends=decree).order_by("id").values_list("id", flat=True)
    ]
    return Table(words.CHANGES, columns, rows, empty=words.NO_CHANGES, quiet=True)


def _sums(said: dict[str, Any]) -> Sequence[int]:
    return [said["people"], said["person_months"], said["amount"]]
