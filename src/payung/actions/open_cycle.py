"""A year of a programme opened: from then on lists come in for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.programmes.catalogue import read_programme
from payung.core.programmes.programme import Programme as Terms
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Cycle, Programme
from payung.store.people import numbers_of


class CycleThere(PayungError):
    """The programme has a cycle of that year, with another day, draw or deadline."""

    code = "cycle-there"
    exit_code = 192

    def __init__(self, code: str) -> None:
        super().__init__(
            Text(id=f"Siklus '{code}' sudah ada.", en=f"There is a cycle '{code}' already."),
            Text(id="Pakai siklus itu, atau buka tahun yang lain.", en="Use it, or open another year."),
        )


class CycleUnknown(PayungError):
    """No such cycle."""

    code = "cycle-unknown"
    exit_code = 193

    def __init__(self, code: str) -> None:
        super().__init__(
            Text(id=f"Tidak ada siklus '{code}'.", en=f"There is no cycle '{code}'."),
            Text(id="Pilih siklus dari beranda.", en="Choose a cycle from the home page."),
        )


@dataclass(frozen=True)
class NewCycle:
    """What to open. ``programme``: code or file of it; ``on``: the day of the law; ``seed``: of the draw."""

    programme: str
    year: int
    on: date
    seed: int = 1
    deadline: date | None = None  # by when villages answer


def open_cycle(place: Place, asked: Asked, new: NewCycle) -> str:
    """Open a cycle; gives its code. Raises: ProgrammeUnknown, CycleThere, and what ``act_at`` raises."""
    programme = read_programme(new.programme)
    code = f"{programme.id}-{new.year}"[:60]

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        if Cycle.objects.filter(code=code).exists():
            raise CycleThere(code)
        doing.add_one(
            Cycle,
            programme_id=programme_number(doing, programme),
            code=code,
            name=f"{programme.short or programme.name.id} {new.year}"[:200],
            year=new.year,
            on=new.on,
            seed=new.seed,
            deadline=new.deadline,
        )
        return {"cycle": code}

    said = {"cycle": code, "on": new.on.isoformat(), "seed": new.seed}
    return str(act_at(place, asked, "cycle.open", said, work)["cycle"])


def programme_number(doing: Doing, programme: Terms) -> int:
    """The number of a programme, which is kept where it is new."""
    known = numbers_of(Programme, "code", [programme.id]).get(programme.id)
    names = {"code": programme.id, "name": programme.name.id[:200], "area_code": programme.area_code}
    return known or doing.add_one(Programme, **names)


def the_cycle(code: str) -> Cycle:
    """The cycle of that code. Raises: CycleUnknown."""
    found = Cycle.objects.select_related("programme").filter(code=code).first()
    if found is None:
        raise CycleUnknown(code)
    return found
