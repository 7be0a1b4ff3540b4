"""Files of a delivery that were not taken at all: each by its name, with what is wrong and what to do."""

import json

from django.http import HttpRequest

from payung.actions.refused_names import refused_of
from payung.core.basis.text import Text
from payung.entry.web.imports import words
from payung.entry.web.parts import Column, Table
from payung.entry.web.visitor import Visitor
from payung.gateways.workbooks.problems import PROBLEMS, in_general
from payung.store.keys import Keys
from payung.store.models import Act, Cycle, Intake
from payung.store.scope import EVERYTHING, scoped


def refused_files(request: HttpRequest, who: Visitor, cycle: Cycle) -> Table | None:
    """Of the delivery of ``?kiriman=``, for its sender; None where it is of somebody else, or all files were taken."""
    given = request.GET.get("kiriman", "")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        return None
    with scoped(EVERYTHING):  # that it is one's own is asked here
        sent = Intake.objects.filter(id=int(given), cycle=cycle, account=who.account).first()
    if sent is None:
        return None
    outcome = Act.objects.filter(number=sent.act_number).values_list("outcome", flat=True).first()
    named = refused_of(Keys.read(who.place.keys), json.loads(outcome or "{}"))
    rows = [(name, *_why(code)) for name, code in named]
    columns = (Column(words.FILE), Column(words.WRONG), Column(words.TO_DO))
    return Table(words.REFUSED_FILES, columns, rows) if rows else None


def _why(code: str) -> tuple[Text, Text]:
    return in_general(code) if code in PROBLEMS else (Text(id=code, en=code), Text(id="", en=""))
