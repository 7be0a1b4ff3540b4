"""Journeys need a browser. Without one they are left out and the run says so; PAYUNG_REQUIRE_BROWSER=1 forbids it."""

import os
from pathlib import Path

import pytest

from tests.actions.stores.moulds import moulds, place, postgres_moulds, sqlite_moulds
from tests.journeys.browser import Looker, missing, started
from tests.store.servers import own_postgres, postgres, postgres_server

__all__ = ["moulds", "own_postgres", "place", "postgres", "postgres_moulds", "postgres_server", "sqlite_moulds"]

HERE = Path(__file__).parent
_left_out: list[str] = []


def pytest_collection_modifyitems(items):
    lacking = missing()
    if not lacking or os.environ.get("PAYUNG_REQUIRE_BROWSER"):
        return
    for item in items:
        if HERE in item.path.parents:
            _left_out.append(item.nodeid)
            item.add_marker(pytest.mark.skip(reason=f"no browser: {lacking}"))


def pytest_terminal_summary(terminalreporter):
    if _left_out:
        terminalreporter.section(f"{len(_left_out)} journeys left out, for there is no browser: {missing()}")
        for name in _left_out:
            terminalreporter.line(f"  {name}")


@pytest.fixture(scope="session")
def browser():
    with started() as found:
        yield found


@pytest.fixture(scope="session")
def pictures(tmp_path_factory) -> Path:
    """Where pictures go: PAYUNG_PICTURES, or a folder that is thrown away."""
    asked = os.environ.get("PAYUNG_PICTURES")
    return Path(asked) if asked else tmp_path_factory.mktemp("pictures")


@pytest.fixture
def looker(browser, pictures):
    """Makes a Looker for the address of a server, running scripts or none; all are closed at the end."""
    made: list[Looker] = []

    def make(base: str, script: bool = True) -> Looker:
        made.append(Looker(browser, base, pictures, script))
        return made[-1]

    yield make
    for each in made:
        each.close()
