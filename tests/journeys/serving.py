"""A server of pages in a thread of its own, for a browser to talk to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *told: object) -> None:
        pass


PATIENCE = 60
"""Seconds until a request that nobody waits for any more is called hanging."""


class _Closing(WSGIHandler):
    """Every request has a thread of its own, whose connection nobody else would close."""

    def __init__(self) -> None:
        super().__init__()
        self._busy, self._less = 0, threading.Condition()

    def __call__(self, environ, start_response):
        with self._less:
            self._busy += 1
        try:
            return list(super().__call__(environ, start_response))
        finally:
            connections.close_all()
            with self._less:
                self._busy -= 1
                self._less.notify_all()

    def wait(self) -> None:
        """Until no request is answered: a browser that was closed leaves some, and the next test has another store."""
        with self._less:
            assert self._less.wait_for(lambda: not self._busy, PATIENCE), "a request hangs"


@contextmanager
def served() -> Iterator[str]:
    """The address of the pages of the settings in force, on the loopback, at a free port."""
    pages = _Closing()
    server = make_server("127.0.0.1", 0, pages, _Server, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        pages.wait()
