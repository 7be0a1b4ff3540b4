"""Cycles, accounts and deliveries for tests."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.judge_cycle import CycleJudged, judge_cycle
from payung.actions.open_cycle import NewCycle, open_cycle
from payung.actions.send_roster import Sent, send_roster
from payung.gateways.workbooks.incoming import Upload
from payung.store.account_states import record
from payung.store.models import Account
from tests.actions.stores.two_villages import ON, asked
from tests.actions.villages import MENDALO, SUNGAI_DUREN, person, write_list

CYCLE = "jambi-bkbk-2022-2027"
DUREN, MENDALO_LIST = f"{SUNGAI_DUREN} Sungai Duren.xlsx", f"{MENDALO} Mendalo.xlsx"

_WORKBOOKS: dict[str, bytes] = {}


def by(username: str, request: str = "") -> Asked:
    """As that account."""
    one = asked(request=request)
    return Asked(by=username, on=one.on, at=one.at, request=one.request)


@pytest.fixture
def cycle(place) -> str:
    """An open cycle; Ani, Budi and Citra have accounts."""

    def make(doing, keys):
        made = [Account.objects.create(username=name, name=name).pk for name in ("Ani", "Budi", "Citra")]
        record(doing, keys, made)
        return {}

    act_at(place, asked(), "test", {}, make)
    return open_cycle(place, asked(), NewCycle("jambi-bkbk-2022", 2027, ON, seed=1, deadline=date(2026, 12, 1)))


def uploads(folder: Path, lists: Mapping[str, list[list[str]] | bytes]) -> list[Upload]:
    """Files on the disk: workbooks of the rows, or just these bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for at, (name, rows) in enumerate(lists.items()):
        path = folder / f"{at}.upload"
        if isinstance(rows, bytes):
            path.write_bytes(rows)
        else:
            path.write_bytes(workbook(rows, folder))
        made.append(Upload(name, path))
    return made


def workbook(rows: list[list[str]], folder: Path) -> bytes:
    """The same rows are the same bytes, though a workbook holds the moment it was made at."""
    if (said := repr(rows)) not in _WORKBOOKS:
        write_list(folder / "made.xlsx", rows)
        _WORKBOOKS[said] = (folder / "made.xlsx").read_bytes()
    return _WORKBOOKS[said]


def send(
    place: Place, folder: Path, lists: Mapping[str, list[list[str]] | bytes], who: str = "Ani", **more: object
) -> Sent:
    """Send the files as one delivery."""
    return send_roster(place, by(who), CYCLE, uploads(folder, lists), **more)  # type: ignore[arg-type]


def office(request: str = "") -> Asked:
    """The office itself, at a shell: nobody has an account of that name."""
    return by("kantor", request)


def judge(place: Place, **more: object) -> CycleJudged:
    """Judge the cycle."""
    return judge_cycle(place, office(), CYCLE, **more)  # type: ignore[arg-type]


def two_lists() -> dict[str, list[list[str]]]:
    """Four people each."""
    return {
        DUREN: [person(at, name=f"BUDI {'ABCDE'[at]}", year=1970 + at) for at in range(1, 5)],
        MENDALO_LIST: [person(at, name=f"CITRA {'ABCDEFGHI'[at]}", year=1980 + at) for at in range(5, 9)],
    }
