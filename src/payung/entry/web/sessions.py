"""Sessions that end a while after the last page, and whose pages wait for nobody who writes the store.

A page that changes nothing in its session only moves its end, at most once a minute, and leaves that to the next page
where the store is being written: on SQLite one writer waits for the other, and a decree may take minutes.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as Store
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from payung.store.acts import StoreBusy
from payung.store.patience import patient_for

RENEWED = timedelta(minutes=1)
"""A session ends by so much sooner than its age says, at most."""


class SessionStore(Store):
    """Django's, which knows when it ends as the database has it."""

    ends: datetime | None = None

    def _get_session_from_db(self) -> Any:
        found = super()._get_session_from_db()
        self.ends = found.expire_date if found else None
        return found

    def live_on(self) -> None:
        """Move the end, where a minute of it has passed; not now, where the store is being written."""
        until = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        if self.ends is None or self.modified or until - self.ends < RENEWED:
            return
        with suppress(StoreBusy), patient_for(0):
            self.model.objects.filter(session_key=self.session_key).update(expire_date=until)


class Sessions(SessionMiddleware):
    """Django's; whoever opens pages stays signed in."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """After the page."""
        answered = super().process_response(request, response)
        if response.status_code < 500 and not request.session.is_empty():
            request.session.live_on()
        return answered
