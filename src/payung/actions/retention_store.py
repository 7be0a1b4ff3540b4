"""What is past its time, by the table of how long each kind of data is kept; taken away when that is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.right_of import with_right
from payung.core.access.personal_data import Kept, retention
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.database import open_store
from payung.store.erasures import erase
from payung.store.keys import Keys
from payung.store.models import Account
from payung.store.reading import one_moment
from payung.store.retention import past


class RetentionUnread(PayungError):
    """The table of how long data is kept cannot be read."""

    code = "retention-unread"
    exit_code = 185

    def __init__(self) -> None:
        super().__init__(
            Text(id="Tabel masa simpan tidak terbaca.", en="The table of how long data is kept cannot be read."),
            Text(id="Salin bentuk tabel bawaan; bulan: bilangan bulat atau null.",
                 en="Copy the shape of the table that comes with it; months: a whole number or null."),
        )  # fmt: skip


@dataclass(frozen=True)
class PastLine:
    """A kind of data and how many rows of it are past their time; None where it is kept for ever."""

    kept: Kept
    rows: int | None


def retention_store(place: Place, asked: Asked, *, do: bool = False, table: Path | None = None) -> list[PastLine]:
    """Each kind with the number of rows that are past their time on ``asked.on``; with ``do`` they are erased.

    Erased is what rows hide: the chain, names of files, hashes and decisions stay, and the store proves as before.
    Raises: RetentionUnread; RightMissing where an account asks that does not manage the store; as ``act_at``.
    """
    try:
        kinds = retention(table)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise RetentionUnread from None
    open_store(place.address)
    if not do:
        with one_moment():
            return [_line(kind, asked) for kind in kinds]

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        if Account.objects.filter(username=asked.by).exists():
            with_right(asked.by, "store.manage", "", asked.on)
        found = {kind.code: past(kind.code, kind.months, asked.on) for kind in kinds if kind.months is not None}
        erase(doing, dict(found.values()), "retention")
        return {code: len(rows) for code, (_, rows) in found.items()}

    said = {kind.code: kind.months for kind in kinds if kind.months is not None}
    done = act_at(place, asked, "store.retention", said, work)
    return [PastLine(kind, done.get(kind.code)) for kind in kinds]


def _line(kind: Kept, asked: Asked) -> PastLine:
    return PastLine(kind, None if kind.months is None else len(past(kind.code, kind.months, asked.on)[1]))
