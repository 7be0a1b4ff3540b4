"""``payung serve`` as a process: pages and worker begin together, the worker comes back, and both end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

from payung.actions.at_store import Place
from payung.entry.serving import Door, NotHidden, NotMadeUp, serve
from tests.actions.stores.moulds import moulds, place, postgres_moulds, sqlite_moulds
from tests.store.servers import postgres_server

__all__ = ["moulds", "place", "postgres_moulds", "postgres_server", "sqlite_moulds"]
PATIENCE = 180.0


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@pytest.fixture
def serving(place: Place) -> Iterator[tuple[subprocess.Popen, str]]:
    """A server of the store at ``place``, and the address of its pages."""
    port = free_port()
    command = [sys.executable, "-m", "payung.entry.cli.main", "serve", "--port", str(port), "--store", place.address]
    environ = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    process = subprocess.Popen([*command, "--keys", str(place.keys)], env=environ)
    try:
        yield process, f"http://127.0.0.1:{port}/akun/masuk/"
    finally:
        family = [*psutil.Process(process.pid).children(recursive=True), process] if process.poll() is None else []
        for each in family:
            each.kill()


def answers(address: str) -> bool:
    try:
        return urlopen(address, timeout=10).status == 200  # noqa: S310 - our own server
    except (URLError, OSError):
        return False


def until(true) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def workers(process: subprocess.Popen) -> list[psutil.Process]:
    children = psutil.Process(process.pid).children()
    return [each for each in children if each.status() != "zombie" and "payung.entry.jobs" in each.cmdline()]


def test_pages_and_worker_live_and_end_together(serving):
    process, address = serving
    until(lambda: answers(address))
    until(lambda: len(workers(process)) == 1)
    (first,) = workers(process)
    first.send_signal(signal.SIGKILL)
    until(lambda: [each.pid for each in workers(process)] not in ([], [first.pid]))
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert not [each for each in family if each.is_running() and each.status() != "zombie"]
    assert not answers(address)


def test_beyond_this_machine_only_hidden(place):
    with pytest.raises(NotHidden):
        serve(place, Door(host="0.0.0.0"))  # noqa: S104 - refused


@pytest.mark.parametrize("door", [Door(), Door(host="0.0.0.0", proxied=True)], ids=["here", "elsewhere"])  # noqa: S104
def test_no_real_store_is_shown_without_a_second_factor(place, door):
    with pytest.raises(NotMadeUp):
        serve(place, door, demo=True)
