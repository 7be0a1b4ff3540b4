"""Two numbers of the store found to be one person."""

from dataclasses import dataclass

from payung.actions.at_store import Asked, Place, act_at
from payung.store.acts import Doing
from payung.store.joins import join
from payung.store.keys import Keys


@dataclass(frozen=True)
class JoinedPeople:
    """The number of the join, by which it is undone; ids of person-months of a month that both numbers hold."""

    join: int
    twice: list[int]


def join_people(place: Place, asked: Asked, person: int, into: int) -> JoinedPeople:
    """``person`` is ``into``: from now on cover, bills and lists read both as one. Raises: JoinWrong, and as act_at."""

    def work(doing: Doing, _: Keys) -> dict[str, object]:
        done = join(doing, person, into)
        return {"join": done.join, "twice": list(done.twice)}

    return JoinedPeople(**act_at(place, asked, "people.join", {"person": person, "into": into}, work))
