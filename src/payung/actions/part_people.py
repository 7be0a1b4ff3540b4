"""Two numbers that were joined found to be two people."""

from payung.actions.at_store import Asked, Place, act_at
from payung.store.joins import part


def part_people(place: Place, asked: Asked, number: int) -> int:
    """Undo the join ``number``; gives the number of the row that does. Raises: JoinWrong, and as act_at."""
    outcome = act_at(place, asked, "people.part", {"join": number}, lambda doing, _: {"undone_by": part(doing, number)})
    return int(outcome["undone_by"])
