"""A last question before an act is kept: whether whoever does it still may.

A worker that was only stalled comes back when its job is another's, or was told to have ended with nothing kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class HoldLost(Exception):  # noqa: N818 -- no fault: the work is another's
    """Whoever does the act may not any more; nothing of it is kept."""


_may: ContextVar[Callable[[], bool] | None] = ContextVar("may", default=None)


@contextmanager
def only_while(may: Callable[[], bool]) -> Iterator[None]:
    """Inside, nothing is kept unless ``may()``, which is asked in the transaction and holds until its end."""
    before = _may.set(may)
    try:
        yield
    finally:
        _may.reset(before)


def ask_fence() -> None:
    """To be asked last in a transaction. Raises: HoldLost."""
    may = _may.get()
    if may is not None and not may():
        raise HoldLost
