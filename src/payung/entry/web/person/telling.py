"""Each thing that happened to somebody, in words."""

from typing import Any

from django.urls import reverse

from payung.core.access.personal_data import FIELDS
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.entry.web import tags
from payung.entry.web.person import words
from payung.entry.web.person.look_words import what_seen, why_seen
from payung.gateways.problem_words import kind_called
from payung.store.timeline import Event


def told(event: Event, person: int) -> tuple[Text, Text | str, str]:
    """What happened, more about it, and the page that shows it ("" none)."""
    held = event.values
    named = {name: _word(name, value) for name, value in held.items() if value is not None}
    if event.kind == "correction":
        named["field"] = FIELDS[held["field"]]
    if event.kind == "finding":
        named["what"] = kind_called(held["code"])
    title = words.EVENTS[event.kind].filled(**named)
    href = ""
    if event.kind == "decision":
        href = reverse("person_row", kwargs={"person": person, "row": event.row})
    elif event.kind == "payment":
        href = tags.way("audit_payment", payment=event.row)
    return title, _more(event.kind, held), href


def _word(name: str, value: Any) -> Any:
    known = {"decision": words.DECISIONS, "state": words.STATES}.get(name)
    return known.get(value, value) if known else value


def _more(kind: str, held: dict[str, Any]) -> Text | str:
    if kind == "correction":
        shown = {name: short(held["field"], held[name]) for name in ("before", "after")}
        return words.BEFORE_AFTER.filled(**shown)
    if kind in ("import", "finding"):
        return tags.row_place(held["file"], held.get("sheet"), held["line"])
    if kind == "decision":
        codes = [kind_called(code) for code in held["codes"].split(";") if code]
        return _listed(codes) if codes else held["programme"]
    if kind == "decree":
        parts = [Text(held["fund"], held["fund"])]
        if held["signed"]:
            number, day = held["signed"]
            parts.append(words.SIGNED.filled(number=number, day=day.isoformat()))
        return _listed(parts)
    if kind in ("bill", "payment"):
        span = words.FROM_TO.filled(
            first=tags.bulan(held["first"]), last=tags.bulan(held["last"]), rupiah=rupiah(held["amount"])
        )
        what = held.get("code") or held.get("papers") or ""
        return _listed([Text(what, what), span]) if what else span
    if kind == "answer":
        return " · ".join(filter(None, (held["reason"], held["said"], held["file"])))
    if kind in ("question", "reply"):
        return str(held["said"])
    if kind == "look":
        return _listed([what_seen(held["what"]), why_seen(held["why"])])
    return " · ".join(
        str(value) for name, value in held.items() if name in ("reason", "source", "group", "file") and value
    )


def _listed(parts: list[Text]) -> Text:
    return Text(id=" · ".join(part.id for part in parts), en=" · ".join(part.en for part in parts))


def short(field: str, value: str) -> str:
    """A value as a page shows it; of a NIK only the end."""
    return f"…{value[-4:]}" if field == "nik" and value else value or "–"
