"""What the made-up branch remembers: one JSON file in a folder, the same bytes for the same history."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from payung.core.basis.text import Text
from payung.synth.answers import FIRST_NUMBER
from payung.synth.branch.refusal import BranchRefuses

FILE = "cabang.json"
WAITING, ACCEPTED, REJECTED = "waiting", "accepted", "rejected"


@dataclass(frozen=True)
class Habits:
    """How the branch and its world are. ``rejected``, ``later``: of a thousand people sent, how many are sent back and
    how many are answered only when it is asked again. ``deaths``, ``moves``: of a thousand people in a month.
    """

    seed: int = 2026
    rejected: int = 40
    later: int = 30
    deaths: int = 3
    moves: int = 3


@dataclass
class Member:
    """A person the branch was told of; ``number`` is theirs once a group of theirs was accepted."""

    name: str
    born: str | None  # YYYY-MM-DD
    first: int  # yyyymm in which they were first sent
    number: str | None = None


@dataclass
class Place:
    """A person in a group: where it stands, since which day; ``stopped``: first month (yyyymm) not billed any more."""

    sent: str  # YYYY-MM-DD
    state: str = WAITING
    on: str | None = None
    reason: str | None = None
    stopped: int | None = None


@dataclass
class BilledLine:
    """A person-month of a bill, whole rupiah; ``struck`` where the record of reconciliation took it off before it was
    paid, ``owed`` where the record said so afterwards: the branch owes the money."""

    nik: str
    month: int
    amount: int
    struck: bool = False
    owed: bool = False


@dataclass
class Issued:
    """A bill of one group, made in ``month`` (yyyymm); it may ask for earlier months. ``paid_on``: YYYY-MM-DD.

    ``credit``: whole rupiah of it that were settled by what the branch owed.
    """

    code: str
    group: str
    month: int
    lines: list[BilledLine]
    paid_on: str | None = None
    credit: int = 0

    @property
    def due(self) -> int:
        """Whole rupiah of the lines that were not struck."""
        return sum(line.amount for line in self.lines if not line.struck)


@dataclass
class Memory:
    """``members`` by NIK; ``places``: group -> NIK -> place; a group is called as its enrolment file.

    ``lists``: "GROUP/yyyymm" -> the NIKs on the list of members that was sent last.
    """

    habits: Habits
    members: dict[str, Member] = field(default_factory=dict)
    places: dict[str, dict[str, Place]] = field(default_factory=dict)
    bills: list[Issued] = field(default_factory=list)
    lists: dict[str, list[str]] = field(default_factory=dict)
    numbers: int = FIRST_NUMBER

    def number(self) -> str:
        """A new membership number of eleven digits."""
        self.numbers += 1
        return f"{self.numbers - 1:011d}"

    def paid(self) -> dict[tuple[str, int], int]:
        """(NIK, month) -> whole rupiah the branch was paid for it, over all groups; also where it owes them now."""
        found: dict[tuple[str, int], int] = {}
        for bill in self.bills:
            for line in bill.lines if bill.paid_on else ():
                if not line.struck:
                    found[(line.nik, line.month)] = found.get((line.nik, line.month), 0) + line.amount
        return found


def remembered(folder: Path, habits: Habits | None = None) -> Memory:
    """The branch in ``folder``; a new one with ``habits`` where it has no memory yet.

    Raises: BranchRefuses where it is not one, or there is none and ``habits`` is None.
    """
    path = folder / FILE
    if not path.exists():
        if habits is None:
            raise BranchRefuses(Text(id="belum ada yang dikirim kepadanya", en="nobody was sent to it yet"))
        return Memory(habits)
    try:
        told = json.loads(path.read_text("utf-8"))
        return Memory(
            habits=Habits(**told["habits"]),
            members={nik: Member(**one) for nik, one in told["members"].items()},
            places={
                group: {nik: Place(**one) for nik, one in those.items()} for group, those in told["places"].items()
            },
            bills=[Issued(**bill | {"lines": [BilledLine(*line) for line in bill["lines"]]}) for bill in told["bills"]],
            lists=told["lists"],
            numbers=told["numbers"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BranchRefuses(Text(id=f"{FILE} rusak", en=f"{FILE} is broken")) from error


def keep(memory: Memory, folder: Path) -> None:
    """Write ``memory`` into ``folder``: the new one whole, or the old one stays."""
    folder.mkdir(parents=True, exist_ok=True)
    told = asdict(memory)
    for bill in told["bills"]:
        bill["lines"] = [list(line.values()) for line in bill["lines"]]
    new = folder / f"{FILE}.new"
    new.write_text(json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    new.replace(folder / FILE)
