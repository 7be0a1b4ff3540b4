"""A wire between a browser and a server that breaks when a test says so."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class Wire:
    """Passes bytes on to the server at ``base``; ``address`` is what the browser opens."""

    def __init__(self, base: str) -> None:
        self._to = ("127.0.0.1", urlsplit(base).port)
        self._left: int | None = None
        self._listens = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listens.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def breaks_after(self, count: int | None) -> None:
        """The wire breaks when ``count`` bytes more were sent by the browser; None: it holds."""
        self._left = count

    def close(self) -> None:
        self._listens.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near = self._listens.accept()[0]
                far = socket.create_connection(self._to)
                threading.Thread(target=self._pass, args=(near, far, True), daemon=True).start()
                threading.Thread(target=self._pass, args=(far, near, False), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while held := source.recv(65536):
                if counted and self._left is not None:
                    self._left -= len(held)
                    if self._left < 0:
                        break
                sink.sendall(held)
        for each in (source, sink):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextmanager
def wired(base: str) -> Iterator[Wire]:
    wire = Wire(base)
    try:
        yield wire
    finally:
        wire.close()
