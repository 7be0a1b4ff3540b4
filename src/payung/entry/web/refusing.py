"""What an action refuses outside a form, said on a page of its own: the same words, and what to do about it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from payung.core.basis.errors import PayungError
from payung.entry.web.failures import failed
from payung.store.acts import StoreBusy, StoreLost, StoreMissing
from payung.store.file_errors import KeptFileErased
from payung.store.key_errors import KeyFileMissing

GONE = (KeptFileErased,)
NOT_NOW = (StoreBusy, StoreLost, StoreMissing, KeyFileMissing)


class Refusing:
    """Middleware: an error with words for the reader is a page with these words, not one that says something broke."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """410 for what is there no more, 503 for what may do in a while, else 409; None for what is no such error."""
        if not isinstance(error, PayungError):
            return None
        return failed(request, status_of(error), (error.says, error.do))


def status_of(error: PayungError) -> int:
    """Of the answer to a request that ``error`` ended."""
    if isinstance(error, GONE):
        return 410
    return 503 if isinstance(error, NOT_NOW) else 409
