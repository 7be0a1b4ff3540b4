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


class _Closing(WSGIHandler):
    """Every request has a thread of its own, whose connection nobody else would close."""

    def __call__(self, environ, start_response):
        try:
            yield from super().__call__(environ, start_response)
        finally:
            connections.close_all()


@contextmanager
def served() -> Iterator[str]:
    """The address of the pages of the settings in force, on the loopback, at a free port."""
    server = make_server("127.0.0.1", 0, _Closing(), _Server, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
