"""Answers and values of the law as plain data for other programs: the same content, the same bytes."""

from typing import Any

from payung.core.basis.text import Text
from payung.core.law.answer import Answer, doubts, not_compared
from payung.core.law.values import Bands, Number, Reading, Row, Table, Value


def to_json(answer: Answer) -> dict[str, Any]:
    """``answer`` as names, texts in both languages, whole numbers, lists and None; days are ISO text.

    ``rests_on`` of a step holds keys; ``rests_on`` of the answer says since when each value holds, its article and
    whether anyone compared it with the official text. ``not_compared`` counts those nobody did.
    """
    return {
        "total": answer.total,
        "parts": [{"code": part.code, "name": both(part.name), "amount": part.amount} for part in answer.parts],
        "steps": [
            {"says": both(step.says), "amount": step.amount, "rests_on": [value.key for value in step.rests_on]}
            for step in answer.steps
        ],
        "notes": [both(note) for note in answer.notes],
        "doubts": [both(doubt) for doubt in doubts(answer.rests_on)],
        "rests_on": [reference(value) for value in answer.rests_on],
        "not_compared": not_compared(answer.rests_on)[0],
    }


def both(text: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"id": text.id, "en": text.en}


def reference(value: Value) -> dict[str, Any]:
    """Where a value stands: key, first day, article, and what is not sure about it; the value as people read it."""
    return {
        "key": value.key,
        "since": value.since.isoformat(),
        "shown": both(value.shown()),
        "article": value.article,
        "url": value.url,
        "seen": value.seen,
        "quoted": value.quoted,
        "checked": value.checked.isoformat() if value.checked else None,
        "checked_by": value.checked_by,
        "doubt": both(value.doubt) if value.doubt else None,
    }


def content(value: Value) -> dict[str, Any]:
    """What ``value`` holds, under the name its file has for it."""
    if isinstance(value, Number):
        return {"amount": value.amount}
    if isinstance(value, Bands):
        return {"bands": [{"from": band.starts, "amount": band.amount} for band in value.bands]}
    if isinstance(value, Table):
        return {"table": [_row(row) for row in value.rows.values()]}
    assert isinstance(value, Reading)  # noqa: S101 -- there is no other kind
    return {"reading": value.code, "readings": {code: both(said) for code, said in value.readings.items()}}


def _row(row: Row) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": both(row.name),
        "amount": row.amount,
        "doubt": both(row.doubt) if row.doubt else None,
    }
