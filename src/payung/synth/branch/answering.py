"""The made-up branch takes enrolment files and answers: accepted, sent back with its own words, or not yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from payung.synth.answers import KEY, REASONS, MadeAnswer, write_answer
from payung.synth.branch.letters import Sent, enrolment_files, read_enrolment
from payung.synth.branch.memory import ACCEPTED, REJECTED, WAITING, Member, Memory, Place
from payung.synth.chance import chance


@dataclass(frozen=True)
class AnswerSent:
    """An answer to one group: the file (None where nothing is to be said), and how many people stand how in it."""

    group: str
    path: Path | None
    accepted: int
    rejected: int
    waiting: int  # of the whole group, not in the file


def answer(memory: Memory, files: Path | None, on: date, out: Path) -> tuple[AnswerSent, ...]:
    """Take the enrolment ``files`` (a folder or one file; None: nothing new) and answer on the day ``on`` into ``out``.

    Who was put off is answered the next time on a later day. The same day again gives the same files. A group is named
    as its enrolment file. Raises: BranchRefuses.
    """
    came = [(path.stem, read_enrolment(path)) for path in (enrolment_files(files) if files else ())]
    for group, people in came:
        _take(memory, group, people, on)
    out.mkdir(parents=True, exist_ok=True)
    return tuple(_answered(memory, group, on, out) for group in sorted(memory.places))


def _take(memory: Memory, group: str, people: Sequence[Sent], on: date) -> None:
    places = memory.places.setdefault(group, {})
    for one in people:
        memory.members.setdefault(one.nik, Member(one.name, one.born, on.year * 100 + on.month))
        known = places.get(one.nik)
        if known is None or (known.state == REJECTED and known.on != on.isoformat()):
            places[one.nik] = Place(on.isoformat())


def _answered(memory: Memory, group: str, on: date, out: Path) -> AnswerSent:
    today = on.isoformat()
    places = memory.places[group]
    for nik in sorted(places):
        if places[nik].state == WAITING:
            _decide(memory, group, nik, today)
    said = {nik: place for nik, place in sorted(places.items()) if place.on == today}
    states = Counter(place.state for place in said.values())
    waiting = sum(place.state == WAITING for place in places.values())
    path = out / f"{group}.xlsx" if said else None
    if path:
        lines = tuple(_line(memory.members[nik], nik, place) for nik, place in said.items())
        write_answer(MadeAnswer(lines, pl.DataFrame(schema=KEY), 0), path)
    return AnswerSent(group, path, states[ACCEPTED], states[REJECTED], waiting)


def _decide(memory: Memory, group: str, nik: str, today: str) -> None:
    """One answer; by the person, the group and the day it was sent, so that others change nothing in it."""
    habits, place, member = memory.habits, memory.places[group][nik], memory.members[nik]
    draw = chance(habits.seed, f"answer/{group}/{nik}/{place.sent}")
    lot = draw.randrange(1000)
    if lot < habits.later and place.sent == today:
        return
    place.on = today
    if habits.later <= lot < habits.later + habits.rejected:
        place.state, place.reason = REJECTED, draw.choice(REASONS)[1]
        return
    place.state = ACCEPTED
    member.number = member.number or memory.number()


def _line(member: Member, nik: str, place: Place) -> tuple[str | None, ...]:
    born = date.fromisoformat(member.born).strftime("%d-%m-%Y") if member.born else None
    if place.state == REJECTED:
        return (None, nik, member.name, born, None, "DITOLAK", place.reason)
    return (None, nik, member.name, born, member.number, "DITERIMA", None)
