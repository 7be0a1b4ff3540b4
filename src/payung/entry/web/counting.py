"""The page of a large region whose figures nobody counted yet: it says so, and comes again by itself."""

from django.http import HttpRequest, HttpResponse

from payung.entry.web import words
from payung.entry.web.page import Go, Page, told
from payung.entry.web.visitor import Visitor

AGAIN_SECONDS = 5


def being_counted(request: HttpRequest, who: Visitor, *, good: bool = True) -> HttpResponse:
    """Status 202; the browser asks for the page again, without any script. ``good`` False: it could not be counted."""
    here = request.get_full_path()
    if request.headers.get("HX-Request"):  # a script asked for a piece of a page
        return HttpResponse(status=204, headers={"HX-Redirect": here})
    lead = words.COUNTING_LEAD if good else words.NOT_COUNTED
    response = told(request, who, Page(words.COUNTING, lead, does=[Go(words.COUNTING_AGAIN, here, "")]))
    response.status_code = 202
    if good:
        response.headers["Refresh"] = str(AGAIN_SECONDS)
    return response
