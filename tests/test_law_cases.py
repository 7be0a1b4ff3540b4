"""The cases of tests/law_cases/*.yaml: published payouts first, then the days around every change, then bad input.

A case is a sentence (``says``), often the published statement (``case``), where it was published (``source``), one
question (``given``, ``contribution``, ``law`` or ``sum``) and what must come out (``expect``). A field nobody knows is
an error, and so is a case that expects nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from payung.core.basis.errors import PayungError
from payung.core.claims.alternatives import explain_published, readings_of
from payung.core.claims.estimate import Estimate, estimate
from payung.core.claims.question import question_from
from payung.core.law.answer import Answer, not_compared
from payung.core.law.book import LawBook
from payung.core.law.contributions import monthly_contribution
from payung.core.law.difference import Difference, compare_parts, explain
from payung.core.law.values import Number, Reading, Table, Value

FOLDER = Path(__file__).parent / "law_cases"
BOOK = LawBook.read()
QUESTIONS = ("given", "contribution", "law", "sum")
ABOUT = {"says", "case", "source", "number", "class", "published", "published_parts", "compare", "expect"}
CONTRIBUTION = {"month", "months", "villages", "people", "income", "sector", "payer", "jht", "readings"}
SAID = ("notes", "deadlines", "steps")
"""What an answer says in English; a case names a part of a line."""

NOT_EXACT = ("difference", "because", "not_said", *SAID)
NEAR = "Near the end of the first months"


@dataclass
class Outcome:
    """What came out, in the words a case may expect it by; ``explained`` where a published figure was given."""

    found: dict[str, Any]
    used: tuple[Value, ...] = ()
    explained: Difference | None = None


def cases() -> Iterator[dict[str, Any]]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8"))["cases"]:
            yield {**case, "file": path.name}


CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['says']}")
def test_the_case_comes_out_as_it_says(case):
    asked = _well_formed(case)
    expected = dict(case["expect"])
    on, not_on = expected.pop("rests_on", []), expected.pop("not_on", [])
    if "error" in expected:
        with pytest.raises(PayungError) as error:
            ASK[asked](case)
        assert error.value.code == expected.pop("error")
        if "field" in expected:
            assert error.value.field == expected.pop("field")
        assert expected.pop("told", "") in error.value.says.en
        assert error.value.says.id and error.value.do.id and not expected
        return
    outcome = ASK[asked](case)
    said = {key: value for key, value in expected.items() if key not in NOT_EXACT}
    assert {key: outcome.found[key] for key in said} == said
    for key in SAID:
        for part in expected.get(key, []):
            assert any(part in line for line in outcome.found[key]), part
    for part in expected.get("not_said", []):
        assert not any(part in line for key in SAID for line in outcome.found[key]), part
    keys = {value.key for value in outcome.used}
    assert set(on) <= keys and not set(not_on) & keys
    if "published" in case or "published_parts" in case:
        assert outcome.explained is not None and outcome.explained.says.id and outcome.explained.says.en
        assert outcome.explained.amount == expected.get("difference", outcome.explained.amount)
        assert outcome.explained.because == expected.get("because", outcome.explained.because)
    else:
        assert not {"difference", "because"} & set(expected), "a difference needs a published figure"


def _well_formed(case: Mapping[str, Any]) -> str:
    """The kind of question the case asks."""
    asked = [kind for kind in QUESTIONS if kind in case]
    assert len(asked) == 1, "a case asks one question"
    assert set(case) <= ABOUT | set(QUESTIONS) | {"file"}, "a field nobody knows"
    assert case.get("expect"), "a case without expectation"
    assert case["says"].strip() and str(case["source"]).strip()
    assert case.get("class", "E") in ("E", "B", "S", "R", "N")
    return asked[0]


def ask_given(case: Mapping[str, Any]) -> Outcome:
    found = estimate(BOOK, question_from(case["given"]))
    whole(found.cash)
    out = said_of(found)
    if "compare" in case:
        others = readings_of(BOOK, found.question, case["compare"])
        assert [other.code for other in others if other.used] and len(others) > 1
        out["by_reading"] = {other.code: other.estimate.cash.total for other in others}
        out["first_year_by_reading"] = {other.code: other.estimate.scholarship.first_year for other in others}
        out["state_by_reading"] = {other.code: other.estimate.state for other in others}
    explained = None
    if "published" in case:
        explained = explain_published(BOOK, found, case["published"])
    elif "published_parts" in case:
        explained = compare_parts(case["published_parts"], [part.amount for part in found.cash.parts])
    return Outcome(out, found.rests_on, explained)


def said_of(found: Estimate) -> dict[str, Any]:
    notes = [note.en for note in found.notes]
    return {
        "total": found.cash.total,
        "parts": {part.code: part.amount for part in found.cash.parts},
        "first_year": found.scholarship.first_year,
        "following": found.scholarship.following,
        "years": dict(Counter(part.level for part in found.scholarship.instalments)),
        "state": found.state,
        "to": found.receiving and found.receiving.row.code,
        "near": any(note.startswith(NEAR) for note in notes),
        "notes": notes,
        "steps": [step.says.en for step in found.steps],
        "deadlines": [deadline.until.en for deadline in found.deadlines],
    }


def ask_sum(case: Mapping[str, Any]) -> Outcome:
    total = 0
    for part in case["sum"]:
        total += part["times"] * ask_given({"given": part["given"]}).found["total"]
    return Outcome({"total": total}, (), explain(case["published"], total))


def ask_contribution(case: Mapping[str, Any]) -> Outcome:
    asked = case["contribution"]
    assert set(asked) <= CONTRIBUTION, "a field nobody knows"
    people = asked.get("people", 1) * asked.get("villages", 1)
    answers = [one for month in months_from(asked) for one in [contribution_of(BOOK, asked, month)]]
    for answer in answers:
        whole(answer)
    out: dict[str, Any] = {"people": people, "total": people * sum(answer.total for answer in answers)}
    out["parts"] = {part.code: part.amount for part in answers[0].parts}
    out |= {key: [] for key in SAID} | {"steps": [step.says.en for answer in answers for step in answer.steps]}
    if "compare" in case:
        key = case["compare"]
        codes = BOOK.on(months_from(asked)[0]).reading(key).readings
        books = {code: BOOK.read_as(key, code) for code in codes}
        out["by_reading"] = {
            code: people * sum(contribution_of(book, asked, month).total for month in months_from(asked))
            for code, book in books.items()
        }
    used = tuple(value for answer in answers for value in answer.rests_on)
    return Outcome(out, used, explain(case["published"], out["total"]) if "published" in case else None)


def months_from(asked: Mapping[str, Any]) -> list[date]:
    year, month = map(int, asked["month"].split("-"))
    return [date(year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1, 1) for n in range(asked.get("months", 1))]


def contribution_of(book: LawBook, asked: Mapping[str, Any], month: date) -> Answer:
    said = {key: asked[key] for key in ("income", "sector", "payer", "jht") if key in asked}
    for key, code in asked.get("readings", {}).items():
        book = book.read_as(key, code)
    return monthly_contribution(book.on(month), **said).answer


def ask_law(case: Mapping[str, Any]) -> Outcome:
    asked = case["law"]
    assert set(asked) == {"key", "day"}, "a field nobody knows"
    parameter = BOOK.parameter(asked["key"])
    value = parameter.on(asked["day"])
    out: dict[str, Any] = {"article": value.article, "since": value.since}
    if isinstance(value, Number):
        out["amount"] = value.amount
    elif isinstance(value, Reading):
        out["reading"] = value.code
    elif isinstance(value, Table):
        out["rows"] = {code: row.amount for code, row in value.rows.items()}
    explained = None
    if "published" in case:
        older = [
            (after.since - timedelta(days=1), before.amount)
            for before, after in zip(parameter.values, parameter.values[1:], strict=False)
            if isinstance(before, Number) and after.since <= asked["day"]
        ]
        explained = explain(case["published"], out["amount"], older=older)
    return Outcome(out, (value,), explained)


ASK = {"given": ask_given, "sum": ask_sum, "contribution": ask_contribution, "law": ask_law}


def whole(answer: Answer) -> None:
    """What holds for every answer: whole rupiah, none below zero, and the article of everything it rests on."""
    assert all(type(part.amount) is int and part.amount >= 0 for part in answer.parts)
    assert all(step.says.id and step.says.en for step in answer.steps)
    assert all(value.article.strip() for value in answer.rests_on)
    assert not answer.total or answer.rests_on, "an amount without an article"
    without, count = not_compared(answer.rests_on)
    assert 0 <= without <= count


def test_no_sentence_stands_twice():
    assert not [says for says, count in Counter(case["says"] for case in CASES).items() if count > 1]


def test_cases_can_be_read_aloud_and_name_no_research():
    for case in CASES:
        assert len(case["says"].split()) >= 4, case["says"]
        assert not {"worked_cases", "law.md"} & set(str(case["source"]).split())


CHANGES = [
    (key, after.since)
    for key in BOOK.keys()  # noqa: SIM118 -- a method of ours
    for after in BOOK.parameter(key).values[1:]
]


@pytest.fixture(scope="module")
def days_used() -> dict[str, set[date]]:
    """Key of the law -> the days on which a case uses it, or asks for it where it does not stand yet."""
    used: dict[str, set[date]] = {}
    for case in CASES:
        asked = _well_formed(case)
        if asked == "law":
            used.setdefault(case["law"]["key"], set()).add(case["law"]["day"])
        elif asked == "contribution" and "error" not in case["expect"]:
            for month in months_from(case["contribution"]):
                for value in contribution_of(BOOK, case["contribution"], month).rests_on:
                    used.setdefault(value.key, set()).add(month)
        elif asked == "given" and "error" not in case["expect"]:
            found = estimate(BOOK, question_from(case["given"]))
            for value in found.rests_on:
                used.setdefault(value.key, set()).add(found.law_day)
            if found.law_day < date(2025, 2, 24) and found.question.kind == "death":
                used.setdefault("bpu/jkm/first_months/months", set()).add(found.law_day)
    return used


@pytest.mark.parametrize(("key", "day"), CHANGES, ids=[f"{key} {day}" for key, day in CHANGES])
def test_every_change_of_the_law_has_a_case_before_and_on_its_day(key, day, days_used):
    """A change of the monthly share is asked by month, so the month before stands for the day before."""
    before = {day - timedelta(days=1), (day - timedelta(days=1)).replace(day=1)}
    assert day in days_used.get(key, ()), f"no case on {day}"
    assert before & days_used[key], f"no case on {day - timedelta(days=1)}"
