"""Deaths and moves a civil registry tells of: who is meant for certain, who is asked about, which months end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from payung.core.basis.text import Text
from payung.core.law.book import Law
from payung.core.people.names import name_sounds

REPORTED = "bpu/leave/reported"

Told = Literal["died", "moved"]
Verdict = Literal["certain", "ask", "known", "other"]

VERDICTS: Mapping[Verdict, Text] = {
    "certain": Text(id="cocok", en="certain"),
    "ask": Text(id="perlu ditanyakan", en="to be asked about"),
    "known": Text(id="sudah tercatat", en="known already"),
    "other": Text(id="bukan peserta di sini", en="nobody here"),
}

WHY: Mapping[str, Text] = {
    "same": Text(id="NIK, nama dan tanggal lahir sama", en="same NIK, name and birth date"),
    "same_born": Text(id="NIK dan tanggal lahir sama", en="same NIK and birth date"),
    "same_name": Text(id="NIK dan nama sama", en="same NIK and name"),
    "nik_alone": Text(id="NIK sama, nama dan tanggal lahir tidak ada", en="same NIK, neither name nor birth date"),
    "other_name": Text(id="NIK sama, nama beda", en="same NIK, another name"),
    "other_born": Text(id="NIK sama, tanggal lahir beda", en="same NIK, another birth date"),
    "name_and_born": Text(id="NIK beda, nama dan tanggal lahir sama", en="another NIK, same name and birth date"),
    "several": Text(id="cocok dengan lebih dari satu orang", en="more than one person agrees"),
    "no_day": Text(id="tanggal peristiwa tidak ada", en="the day of the event is missing"),
    "future": Text(id="tanggal peristiwa belum tiba", en="the day of the event lies ahead"),
    "no_event": Text(id="tidak jelas meninggal atau pindah", en="neither a death nor a move"),
    "two_events": Text(id="daftar menyebut dua peristiwa berbeda", en="the list tells of two different events"),
    "other_day": Text(id="sudah tercatat keluar dengan hari atau sebab lain", en="left already, on another day or for "
                      "another reason"),
    "recorded": Text(id="sudah tercatat keluar, sama", en="has left already, just so"),
    "stays": Text(id="pindah di dalam wilayah dana", en="moved within the area of the fund"),
    "nowhere": Text(id="pindah ke mana tidak disebut", en="where to is not told"),
    "nobody": Text(id="tidak ada orang yang cocok", en="nobody agrees"),
}  # fmt: skip


@dataclass(frozen=True)
class Record:
    """One line of the registry's list; ``line`` counts its rows from 1. Where to: a Kemendagri code, or None."""

    line: int
    name: str | None
    born: date | None
    event: Told | None
    on: date | None
    moved_to: str | None = None


@dataclass(frozen=True)
class Candidate:
    """A person here who may be meant: their NIK is the record's (``same_nik``), or name and birth date are.

    ``ended``: why and when they left already. ``areas``: codes of the areas of the funds that pay months ahead.
    """

    person: int
    same_nik: bool
    name: str
    born: date | None
    ended: tuple[str, date] | None = None
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """What a line of the list means here. ``person``: who is meant or may be; None where nobody is, or several."""

    line: int
    verdict: Verdict
    why: str  # a code of ``WHY``
    person: int | None = None
    event: Told | None = None
    on: date | None = None


def judge(record: Record, candidates: Sequence[Candidate], on: date) -> Judged:
    """What ``record`` means, as seen on ``on``. Only a NIK that name or birth date bears out is certain.

    What is not certain is asked about and changes nothing.
    """
    agreeing = [one for one in candidates if one.same_nik] or list(candidates)
    if not agreeing:
        return Judged(record.line, "other", "nobody")
    if len(agreeing) > 1:
        return Judged(record.line, "ask", "several", None, record.event, record.on)
    one = agreeing[0]
    who = _agrees(record, one)
    verdict, why = ("certain", who) if who in ("same", "same_born", "same_name") else ("ask", who)
    if verdict == "certain":
        verdict, why = _happened(record, one, on, why)
    return Judged(record.line, verdict, why, one.person, record.event, record.on)  # type: ignore[arg-type]


def contradicting(judged: Sequence[Judged]) -> list[Judged]:
    """``judged`` with every person asked about of whom the list tells two different things; said twice counts once."""
    told: dict[int, set[tuple[object, object]]] = {}
    for one in judged:
        if one.person is not None and one.verdict == "certain":
            told.setdefault(one.person, set()).add((one.event, one.on))
    seen: set[int | None] = set()
    found = []
    for one in judged:
        if one.verdict == "certain" and one.person is not None:
            if len(told[one.person]) > 1:
                one = replace(one, verdict="ask", why="two_events")
            elif one.person in seen:
                one = replace(one, verdict="known", why="recorded")
            seen.add(one.person)
        found.append(one)
    return found


def reported_from(law: Law, why: str, on: date) -> int:
    """The first month (yyyymm) in which the leaving may be reported to BPJS: nothing is due from it on.

    A death is not reported before the month after, as the law is read; so the month of the death or move itself is
    covered still. Source: parameter bpu/leave/reported. Raises: NoValueInForce.

    >>> from payung.core.law.book import LawBook
    >>> reported_from(LawBook.read().on(date(2026, 11, 1)), "died", date(2026, 12, 31))
    202701
    """
    # A member who is out in the month of the death itself has cover up to the month before.
    if why == "died" and law.reading(REPORTED).code == "same_month":
        return on.year * 100 + on.month
    return month_after(on)


def month_after(on: date) -> int:
    """The month (yyyymm) after that of a day.

    >>> month_after(date(2026, 12, 31))
    202701
    """
    return (on.year + on.month // 12) * 100 + on.month % 12 + 1


def _agrees(record: Record, one: Candidate) -> str:
    """How the record and the person agree; a code of ``WHY``."""
    if not one.same_nik:
        return "name_and_born"
    born = record.born == one.born if record.born and one.born else None
    name = same_name(record.name, one.name) if record.name and one.name else None
    if born is False:
        return "other_born"
    if name is False:
        return "other_name"
    if born is None and name is None:
        return "nik_alone"
    return "same" if born and name else "same_born" if born else "same_name"


def same_name(one: str, other: str) -> bool:
    """Whether two names sound alike: the first words do, and the second where both have one.

    >>> same_name("H. Moh. Soekarno, S.Pd", "MUHAMMAD SUKARNO"), same_name("Siti Aminah", "Siti Rohani")
    (True, False)
    """
    (first, second), (first_, second_) = name_sounds(one), name_sounds(other)
    return first is not None and first == first_ and (second is None or second_ is None or second == second_)


def _happened(record: Record, one: Candidate, on: date, why: str) -> tuple[Verdict, str]:
    if record.event is None:
        return "ask", "no_event"
    if record.on is None:
        return "ask", "no_day"
    if record.on > on:
        return "ask", "future"
    if one.ended is not None:
        return ("known", "recorded") if one.ended == (record.event, record.on) else ("ask", "other_day")
    if record.event == "moved":
        if not record.moved_to:
            return "ask", "nowhere"
        if any(record.moved_to.startswith(area) for area in one.areas):
            return "ask", "stays"
    return "certain", why
