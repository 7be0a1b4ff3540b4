"""Values of a person put right, or taken away for good, after an act wrote them.

The row is changed where it stands, so that every page and paper says what is right. The rows of the act that wrote it
are then digested anew, and the act that changes it binds the new digest in its outcome: whoever changes the row past
Payung, or puts the earlier value back, has no chain that fits. Before that the rows are held against what the chain
says of them, so that nothing wrong is bound as right.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from payung.core.basis.errors import TELL_ADMINISTRATOR, PayungError
from payung.core.basis.text import Text
from payung.store.models import ROWS_AN_ACT, Act, NameWord, Person, kept_columns
from payung.store.name_words import words_of
from payung.store.rows import RowsDigest

MENDED = "mended"
"""Name in the outcome of an act: number of an act -> SHA-256 of the people it wrote, as they are since."""
Values = Mapping[str, str | date | None]


class PeopleChanged(PayungError):
    """The people written by an act are not as the chain says: what is wrong is not bound as right."""

    code = "people-changed"
    exit_code = 221

    def __init__(self) -> None:
        super().__init__(
            says=Text(
                id="Data orang di basis data tidak cocok dengan rantai catatan.",
                en="The people in the store are not as its chain says.",
            ),
            do=Text(id="Jalankan: payung store verify", en="Run: payung store verify"),
            on_page=TELL_ADMINISTRATOR,
        )


def mend(changes: Mapping[int, Values]) -> dict[str, str]:
    """Change columns (of ``Person.MENDED``) of people, by number; what the act's outcome has to hold as ``MENDED``.

    Within an act and the whole scope. Raises: PeopleChanged; KeyError for a column that is not mended.
    """
    acts = sorted({person // ROWS_AN_ACT for person in changes})
    if any(_digest(act) != expected for act, expected in _expected(acts).items()):
        raise PeopleChanged
    for person, values in changes.items():
        if not values.keys() <= Person.MENDED:
            raise KeyError(*values)
        Person.objects.filter(pk=person).update(**values)
        if "name" in values:
            _name(person, str(values["name"]))
    return {str(act): _digest(act) for act in acts}


def mended_in(outcome: str) -> dict[int, str]:
    """What the outcome of an act says of people mended by it; nothing where it cannot be read."""
    if MENDED not in outcome:
        return {}
    try:
        return {int(act): str(sha256) for act, sha256 in json.loads(outcome)[MENDED].items()}
    except (AttributeError, KeyError, TypeError, ValueError):
        return {}


def _expected(acts: list[int]) -> dict[int, str]:
    """Act -> the digest that its people must have now."""
    wrote = Act.objects.filter(number__in=acts).values_list("number", "wrote")
    found = {number: str(json.loads(said)[Person._meta.db_table]["sha256"]) for number, said in wrote}
    for outcome in Act.objects.filter(outcome__contains=MENDED).order_by("number").values_list("outcome", flat=True):
        found |= {act: sha256 for act, sha256 in mended_in(outcome).items() if act in found}
    return found


def _digest(act: int) -> str:
    digest, rows = RowsDigest(), Person.objects.filter(id__gte=act * ROWS_AN_ACT, id__lt=(act + 1) * ROWS_AN_ACT)
    some: list[tuple[Any, ...]] = []
    for row in rows.order_by("id").values_list(*kept_columns(Person)).iterator():
        some.append(row)
        if len(some) == CHUNK:
            digest.add(some)
            some = []
    digest.add(some)
    return digest.hexdigest()


def _name(person: int, name: str) -> None:
    """Found by the words of the new name, and by no others."""
    NameWord.objects.filter(person_id=person).delete()
    village = Person.objects.values_list("village_id", flat=True).get(pk=person)
    NameWord.objects.bulk_create([NameWord(word=word, person_id=person, village_id=village) for word in words_of(name)])


CHUNK = 2000
