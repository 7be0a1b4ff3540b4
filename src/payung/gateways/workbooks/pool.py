"""A few child processes that open files in turn. A file that kills one is named; the others never notice."""

import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from payung.core.basis.text import Text
from payung.gateways.workbooks.files import RosterFile
from payung.gateways.workbooks.problems import FileProblem, problem
from payung.gateways.workbooks.wire import HEAD, MAX_FRAME, Message, frame, understood

LOG = logging.getLogger(__name__)
SECONDS = 60
"""For one file, both of processor time and by the wall clock."""

AHEAD = 64
"""Files that may be read before the first of them is asked for."""

PROGRAM = "from payung.gateways.workbooks.child import serve; serve({parent}, {seconds})"
"""What a child runs. Not multiprocessing: that would load this process's own program into the child."""

_CHUNK = 2**20
_TOO_MUCH = Text(id="hasil bacanya terlalu besar", en="what was read from it is too large")


@dataclass(frozen=True)
class Answer:
    """What came back for one file: a message of wire.packed, or a problem. ``sha256`` is "" when it was not read."""

    sha256: str
    message: Message | None
    problem: FileProblem | None = None


@dataclass
class _Child:
    process: subprocess.Popen[bytes]
    job: int | None = None
    started: float = 0.0
    sha256: str = ""
    answered: int = 0
    buffer: bytearray = field(default_factory=bytearray)

    @property
    def output(self) -> int:
        assert self.process.stdout is not None  # noqa: S101 - opened with a pipe
        return self.process.stdout.fileno()


class Pool:
    """Children that are started when needed and ended by ``close``. Use as a context manager.

    ``wanted``: the workers of a village list, or the sheets as they lie in the file.
    """

    def __init__(self, workers: int, seconds: int = SECONDS, wanted: Literal["workers", "sheets"] = "workers") -> None:
        self.workers, self.seconds, self.wanted = max(1, workers), seconds, wanted
        self.children: list[_Child] = []
        self.again: list[int] = []  # files whose child ended before it looked at them
        self.selector = selectors.DefaultSelector()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every child, also one that is still reading."""
        for child in list(self.children):
            self._end(child)
        self.selector.close()

    def read(self, files: Sequence[RosterFile], on: date) -> Iterator[Answer]:
        """An answer for each file, in their order, however they are finished."""
        done: dict[int, Answer] = {}
        waiting = iter([at for at, file in enumerate(files) if file.problem is None])
        coming = next(waiting, None)
        self.again.clear()
        for turn, file in enumerate(files):
            if file.problem is not None:
                yield Answer("", None, file.problem)
                continue
            while turn not in done:
                while self.again and (child := self._free()):
                    self._give(child, job := self.again.pop(), files[job], on)
                while coming is not None and coming <= turn + AHEAD and (child := self._free()):
                    self._give(child, coming, files[coming], on)
                    coming = next(waiting, None)
                self._listen(done)
            yield done.pop(turn)

    def _free(self) -> _Child | None:
        for child in self.children:
            if child.job is None:
                return child
        return self._start() if len(self.children) < self.workers else None

    def _start(self) -> _Child:
        code = PROGRAM.format(parent=os.getpid(), seconds=self.seconds)
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-P", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            close_fds=True,
        )
        child = _Child(process)
        self.children.append(child)
        self.selector.register(child.output, selectors.EVENT_READ, child)
        return child

    def _give(self, child: _Child, job: int, file: RosterFile, on: date) -> None:
        request = {"path": str(file.path), "entry": file.entry, "on": on.isoformat(), "wanted": self.wanted}
        child.job, child.started, child.sha256 = job, time.monotonic(), ""
        assert child.process.stdin is not None  # noqa: S101 - opened with a pipe
        with suppress(BrokenPipeError):  # its output has ended too: _listen sees to it
            child.process.stdin.write(frame(request))
            child.process.stdin.flush()

    def _listen(self, done: dict[int, Answer]) -> None:
        """Take in what the children send, and end those that died or took too long."""
        busy = [child for child in self.children if child.job is not None]
        soonest = min(child.started for child in busy) + self.seconds
        for key, _ in self.selector.select(max(0.0, soonest - time.monotonic())):
            child: _Child = key.data
            chunk = os.read(child.output, _CHUNK)
            child.buffer += chunk
            finished = self._take(child) if chunk else self._died(child)
            if finished and child.job is not None:
                done[child.job] = finished
                child.job = None
                child.answered += 1
            if not chunk:
                self._end(child)
        for child in list(self.children):
            if child.job is not None and time.monotonic() - child.started > self.seconds and not self._speaking(child):
                done[child.job] = Answer(child.sha256, None, problem("file_timeout", seconds=self.seconds))
                self._end(child)

    def _speaking(self, child: _Child) -> bool:
        """Whether an answer is on its way: then it was in time, and we were late to listen."""
        return any(key.data is child for key, _ in self.selector.select(0))

    def _take(self, child: _Child) -> Answer | None:
        """The answer for the child's file once it is complete."""
        while len(child.buffer) >= HEAD.size:
            length = HEAD.unpack_from(child.buffer)[0]
            if length > MAX_FRAME:
                self._end(child)
                return Answer(child.sha256, None, problem("file_too_large", _TOO_MUCH))
            if len(child.buffer) < HEAD.size + length:
                return None
            message = understood(bytes(child.buffer[HEAD.size : HEAD.size + length]))
            del child.buffer[: HEAD.size + length]
            if "sha256" in message:
                child.sha256 = str(message["sha256"])
            elif "crash" in message or not message:
                LOG.error("reader stopped: %s", message.get("crash", "it spoke no sense"))
                self._end(child)  # it is on its way out; nobody else's file may be given to it
                return Answer(child.sha256, None, problem("file_crashed_reader"))
            else:
                return Answer(child.sha256, message)
        return None

    def _died(self, child: _Child) -> Answer | None:
        """The answer for the file that ended its child; none when it had not looked at the file yet."""
        code = child.process.wait()
        if child.job is None:
            return None
        if not child.sha256 and child.answered:  # it died of what it did before, or was killed while it waited
            self.again.append(child.job)
            return None
        if code == -signal.SIGXCPU:
            return Answer(child.sha256, None, problem("file_timeout", seconds=self.seconds))
        if not child.sha256 and code == 1:
            raise RuntimeError("the process that opens workbooks does not start")
        return Answer(child.sha256, None, problem("file_crashed_reader"))

    def _end(self, child: _Child) -> None:
        if child not in self.children:
            return
        self.children.remove(child)
        self.selector.unregister(child.output)
        child.process.kill()
        child.process.wait()
        for pipe in (child.process.stdin, child.process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # a request it never took
                    pipe.close()
