"""How often members die: counts with their source, which an office replaces with its own. No rate is made up here."""

from dataclasses import dataclass
from pathlib import Path

from payung.core.basis.entry import Entry, FileWrong, read_entry
from payung.core.basis.text import Text

SHIPPED = Path(__file__).parent / "rates.yaml"
MOST = 10**12


class RatesFileWrong(FileWrong):
    """The file of rates has a field that is missing, unknown or not what it must be."""

    code = "rates-file-wrong"
    exit_code = 43
    kind = Text(id="tingkat kematian", en="rates")


@dataclass(frozen=True)
class Rate:
    """``deaths`` members died in ``person_months`` months of cover; ``how`` that was counted, and what is unsure."""

    id: str
    name: Text
    deaths: int
    person_months: int
    how: Text | None
    source: str
    doubt: Text | None

    @property
    def per_hundred_thousand(self) -> int:
        """Deaths a year among 100,000 members, rounded down, for people to read.

        >>> Rate("a", Text("a", "a"), 147, 702_900, None, "a", None).per_hundred_thousand
        250
        """
        return self.deaths * 12 * 100_000 // self.person_months


def read_rates(path: Path = SHIPPED) -> tuple[Rate, ...]:
    """Every rate of the file at ``path``, at least one; the first is the one used. Raises: RatesFileWrong."""
    entry = read_entry(path, path.name, RatesFileWrong)
    rates = tuple(map(_rate, entry.entries("rates")))
    if not rates:
        entry.wrong("rates", Text(id="daftar dengan sedikitnya satu tingkat", en="a list of at least one rate"))
    entry.done()
    return rates


def _rate(entry: Entry) -> Rate:
    rate = Rate(
        id=entry.text("id"),
        name=entry.both("name"),
        deaths=entry.whole("deaths", 1, MOST),
        person_months=entry.whole("person_months", 1, MOST),
        how=entry.maybe_both("how"),
        source=entry.text("source"),
        doubt=entry.maybe_both("doubt"),
    )
    if rate.deaths > rate.person_months:
        entry.wrong("person_months", Text(id="tidak kurang dari deaths", en="no less than deaths"))
    entry.done()
    return rate
