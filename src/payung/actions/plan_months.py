"""From which month on a plan of a cycle would pay: what its funds say."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from payung.actions.at_store import Place
from payung.actions.keep_register import registers_of, written_out
from payung.actions.plan_inputs import paying_in
from payung.core.allocation.funds_file import FundsContradict, FundsFileWrong, read_funds
from payung.core.law.book import LawBook, NoValueInForce
from payung.store.keys import Keys
from payung.store.models import Cycle, Register


def first_month(place: Place, cycle: Cycle) -> int:
    """The first month (yyyymm) of the cycle's list of funds, else of the funds opened for its year; January of that
    year where there are none, or where the list is wrong, of which whoever makes a plan is told.

    Raises: KeptFileBroken, and the errors of the key file.
    """
    found = registers_of(cycle.id, ("funds",)).get("funds")
    if found is not None:
        first = _listed(place.keys, found.id, found.file.sha256)
    else:
        first = min((month for fund in paying_in(cycle) for month in fund.months), default=None)
    return first or cycle.year * 100 + 1


@lru_cache(maxsize=64)
def _listed(keys: Path, register: int, sha256: str) -> int | None:
    """Opened once, for what was kept never changes; ``sha256`` tells the lists of several stores apart."""
    with TemporaryDirectory() as folder:
        path = written_out(Keys.read(keys), Register.objects.get(id=register), Path(folder))
        try:
            return read_funds(path, LawBook.read()).plan.months[0]
        except (FundsFileWrong, FundsContradict, NoValueInForce):
            return None
