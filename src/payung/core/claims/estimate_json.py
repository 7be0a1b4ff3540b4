"""An estimate as plain data for other programs: the same question, the same bytes."""

from collections.abc import Sequence
from typing import Any

from payung.core.claims.alternatives import Alternative
from payung.core.claims.estimate import Estimate
from payung.core.cover.standing import Standing
from payung.core.law.answer import not_compared
from payung.core.law.answer_json import both, reference, to_json
from payung.core.law.difference import Difference
from payung.core.law.heirs import Receiving
from payung.core.law.scholarship import Scholarship


def estimate_to_json(
    found: Estimate,
    otherwise: Sequence[Alternative] = (),
    compared: Sequence[Alternative] = (),
    difference: Difference | None = None,
) -> dict[str, Any]:
    """``found`` as names, texts in both languages, whole numbers, lists and None; days are ISO text.

    ``cash`` is an answer as ``law.answer_json`` writes it; scholarships are kept apart from its total.
    """
    return {
        "kind": found.question.kind,
        "happened": found.question.happened.isoformat(),
        "law_day": found.law_day.isoformat(),
        "state": found.state,
        "cover": _cover(found.standing),
        "cash": to_json(found.cash),
        "scholarship": _scholarship(found.scholarship),
        "entitled": _entitled(found.receiving) if found.receiving else None,
        "deadlines": [{"name": both(line.name), "until": both(line.until)} for line in found.deadlines],
        "otherwise": [_alternative(other) for other in otherwise],
        "compared": [_alternative(other) for other in compared],
        "difference": None
        if difference is None
        else {"amount": difference.amount, "because": difference.because, "says": both(difference.says)},
        "notes": [both(note) for note in found.notes],
        "rests_on": [reference(value) for value in found.rests_on],
        "not_compared": not_compared(found.rests_on)[0],
    }


def _alternative(other: Alternative) -> dict[str, Any]:
    return {
        "key": other.key,
        "reading": other.code,
        "says": both(other.says),
        "used": other.used,
        "state": other.estimate.state,
        "total": other.estimate.cash.total,
        "first_year": other.estimate.scholarship.first_year,
        "following": other.estimate.scholarship.following,
    }


def _cover(stands: Standing) -> dict[str, Any]:
    return {
        "state": stands.state,
        "started": stands.started.isoformat() if stands.started else None,
        "months": stands.months,
        "unpaid": stands.unpaid,
        "lapses_on": stands.lapses_on.isoformat(),
    }


def _scholarship(plan: Scholarship) -> dict[str, Any]:
    return {
        "first_year": plan.first_year,
        "following": plan.following,
        "instalments": [
            {"child": part.child, "due": part.due.isoformat(), "level": part.level, "amount": part.amount}
            for part in plan.instalments
        ],
        "steps": [{"says": both(step.says), "amount": step.amount} for step in plan.steps],
    }


def _entitled(who: Receiving) -> dict[str, Any]:
    row = who.row
    return {"rank": row.amount, "row": row.code, "relations": list(who.relations), "name": both(row.name)}
