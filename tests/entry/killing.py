"""``payung serve`` as processes that hang where a test says, and are killed there; and somebody who types to it.

A ``sitecustomize`` in the processes' path makes an act of one kind hang either when its rows are written and nothing is
committed ("before"), or when it is committed and nobody was told ("after").
"""

import http.client
import os
import re
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import psutil
from django.conf import settings
from django.test import Client, override_settings

from payung.actions.at_store import Place
from payung.store.keys import Keys
from payung.store.models import Account, Job
from tests.entry.test_serving import answers, free_port, until, workers

SOURCE = Path(__file__).parents[2] / "src"
HANGING = """
import importlib.abc, importlib.util, os, sys, time
from pathlib import Path

FOLDER = Path(os.environ["PAYUNG_TEST_HANGS"])


def hang(kind, when):
    wanted = FOLDER / "wanted"
    if wanted.exists() and wanted.read_text() == f"{kind} {when}":
        (FOLDER / "reached").touch()
        time.sleep(3600)


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "payung.store.acts":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        run = spec.loader.exec_module
        spec.loader.exec_module = lambda module: (run(module), patch(module))
        return spec


def patch(acts):
    perform = acts.perform

    def slow(deed, linker, work):
        def first(doing):
            outcome = work(doing)
            hang(deed.kind, "before")
            return outcome

        outcome = perform(deed, linker, first)
        hang(deed.kind, "after")
        return outcome

    acts.perform = slow


sys.meta_path.insert(0, Finder())
"""


class Mortal:
    """A server and its worker over the store at ``place``."""

    def __init__(self, place: Place, folder: Path) -> None:
        self.place, self._hangs = place, folder / "hangs"
        self._hangs.mkdir()
        (self._hangs / "sitecustomize.py").write_text(HANGING)
        self.port = free_port()

    def start(self) -> None:
        """Both processes; back when pages are answered and the worker is there."""
        self._forget()
        command = [sys.executable, "-m", "payung.entry.cli.main", "serve", "--port", str(self.port)]
        environ = os.environ | {
            "PYTHONPATH": os.pathsep.join((str(self._hangs), str(SOURCE))),
            "PAYUNG_TEST_HANGS": str(self._hangs),
        }
        self._process = subprocess.Popen(
            [*command, "--store", self.place.address, "--keys", str(self.place.keys)], env=environ
        )
        until(lambda: answers(f"http://127.0.0.1:{self.port}/akun/masuk/"))
        until(lambda: workers(self._process))

    def hang(self, kind: str, when: str) -> None:
        """The next act of that ``kind`` hangs."""
        (self._hangs / "wanted").write_text(f"{kind} {when}")

    def kill(self) -> None:
        """kill -9 of the command, the server and the worker."""
        if self._process.poll() is not None:
            return
        above = psutil.Process(self._process.pid)
        above.suspend()  # so that it starts none anew
        family = [*above.children(recursive=True), above]
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        self._process.wait()
        psutil.wait_procs(family, timeout=60)

    def die_and_come_back(self) -> None:
        """kill -9 of all of it as soon as the act hangs; started again, as an administrator would."""
        until((self._hangs / "reached").exists)
        self.kill()
        self.start()
        self._let_go()

    def lose_the_worker(self) -> None:
        """kill -9 of the worker alone as soon as its act hangs; the server starts another."""
        until((self._hangs / "reached").exists)
        self._forget()
        (worker,) = workers(self._process)
        worker.kill()
        until(lambda: [each.pid for each in workers(self._process)] not in ([], [worker.pid]))

    def _forget(self) -> None:
        for name in ("wanted", "reached"):
            (self._hangs / name).unlink(missing_ok=True)

    def _let_go(self) -> None:
        # Where the server died, too, nobody knows of the worker: its lease must pass; here it has.
        Job.objects.filter(state="running").update(lease=datetime(2020, 1, 1, tzinfo=UTC))


class Typist:
    """Somebody signed in, whose forms reach the server as those of a browser do."""

    def __init__(self, mortal: Mortal, account: str) -> None:
        self._port = mortal.port
        secret = Keys.read(mortal.place.keys).secret("payung web")
        with override_settings(SECRET_KEY=secret):
            client = Client()
            client.force_login(
                Account.objects.get(username=account), backend="django.contrib.auth.backends.ModelBackend"
            )
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self._csrf = "c" * 32
        self._cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={self._csrf}"

    def get(self, path: str) -> str:
        """The text of a page, which answers 200."""
        status, _, body = self._ask("GET", path)
        assert status == 200, (path, status)
        return " ".join(re.sub(r"<[^>]+>", " ", body).split())

    def post(self, path: str, request: str, **fields: str) -> tuple[int, str]:
        """The form sent; status, and where it leads."""
        said = {"request": request, "csrfmiddlewaretoken": self._csrf, **fields}
        media = "application/x-www-form-urlencoded"
        status, where, _ = self._ask("POST", path, urlencode(said).encode(), media)
        return status, where

    def upload(self, path: str, request: str, files: dict[str, bytes], *, half: bool = False) -> tuple[int, str]:
        """The form with files sent; with ``half``, half of it and then nothing more."""
        border = uuid4().hex
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in (("request", request), ("csrfmiddlewaretoken", self._csrf))
        ]
        for name, content in files.items():
            parts.append(
                f'--{border}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
                + content
                + b"\r\n"
            )
        body, media = b"".join([*parts, f"--{border}--\r\n".encode()]), f"multipart/form-data; boundary={border}"
        if half:
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            connection.putrequest("POST", path)
            headers = {"Cookie": self._cookies, "Content-Type": media, "Content-Length": str(len(body))}
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders(body[: len(body) // 2])
            return 0, ""
        status, where, _ = self._ask("POST", path, body, media)
        return status, where

    def unheard(self, send, *args: object, **fields: object) -> None:
        """Send in the background what nobody will answer."""

        def quietly() -> None:
            with suppress(OSError, http.client.HTTPException):
                send(*args, **fields)

        threading.Thread(target=quietly, daemon=True).start()

    def _ask(self, method: str, path: str, body: bytes | None = None, media: str = "") -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        headers = {"Cookie": self._cookies} | ({"Content-Type": media} if media else {})
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location") or "", answer.read().decode()
        finally:
            connection.close()
