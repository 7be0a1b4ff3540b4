"""Pages of one shape: heading, figures, filters, tables, what can be done; and how their forms answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from payung.actions.at_store import Asked
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.entry.web import words
from payung.entry.web.language import said
from payung.entry.web.parts import Item, Tab, Table, Tile
from payung.entry.web.render import refused, shown
from payung.entry.web.visitor import Visitor

TEMPLATE = "ledger/page.html"


@dataclass(frozen=True)
class Go:
    """A button that leads to another page."""

    text: Text
    href: str
    kind: str = "secondary"


@dataclass(frozen=True)
class Do:
    """A button that does something at once: what it sends, and where. ``file``: the answer is a file."""

    text: Text
    action: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "secondary"
    file: bool = False


@dataclass(frozen=True)
class Sum:
    """Parts that come to a whole: "received 100 = free 40 + paid 60". ``money``: whole rupiah."""

    whole: tuple[Text, int]
    parts: Sequence[tuple[Text, int]]
    money: bool = False

    @property
    def adds(self) -> bool:
        """Whether the parts come to the whole."""
        return self.whole[1] == sum(amount for _, amount in self.parts)


@dataclass(frozen=True)
class Page:
    """What a page shows, from top to bottom.

    ``back``: where it hangs; ``place``: its region for the breadcrumb. ``tabs`` lead to pages beside it, ``shares`` to
    parts of its table. ``facts``: tables to be read before its form is filled in.
    """

    title: Text | str
    lead: Text | str = ""
    back: tuple[Text, str] | None = None
    place: str = ""
    tabs: Sequence[Tab] = ()
    warning: Text | None = None
    notes: Sequence[Text] = ()
    sums: Sequence[Sum] = ()
    tiles: Sequence[Tile] = ()
    items: Sequence[Item] = ()
    filters: BaseForm | None = None
    does: Sequence[Go | Do] = ()
    facts: Sequence[Table] = ()
    shares: Sequence[Tab] = ()
    tables: Sequence[Table] = ()
    button: Text = words.SURE
    cancel: str = ""

    @property
    def goes(self) -> list[tuple[bool, Go | Do]]:
        """Every button, and whether it does something at once."""
        return [(isinstance(one, Do), one) for one in self.does]


def told(request: HttpRequest, who: Visitor, page: Page, form: BaseForm | None = None) -> HttpResponse:
    """The page, with a form on it where there is one."""
    return shown(request, who, TEMPLATE, _context(page, form))


def asked_of(request: HttpRequest, who: Visitor) -> Asked:
    """What an action is told; its number is the form's. Raises: BadRequest where the form has none."""
    try:
        number = str(UUID(request.POST.get("request", "")))
    except ValueError:
        raise BadRequest from None
    return who.asked(number)


def acted(
    request: HttpRequest,
    who: Visitor,
    page: Page,
    form: BaseForm | None,
    act: Callable[[Asked, Mapping[str, Any]], HttpResponse],
    *,
    field: str = "",
) -> HttpResponse:
    """The page with its form; when it is sent, what ``act`` answers, or the form again with what is wrong (422)."""
    if request.method != "POST":
        return told(request, who, page, form)
    asked = asked_of(request, who)
    if form is not None and not form.is_valid():
        return refused(request, who, None, TEMPLATE, _context(page, form), form=form)
    try:
        return act(asked, form.cleaned_data if form is not None else {})
    except PayungError as error:
        return refused(request, who, error, TEMPLATE, _context(page, form), form=form, field=field)


def done(request: HttpRequest, text: Text, href: str) -> HttpResponse:
    """To the page at ``href``, which says ``text`` once."""
    messages.success(request, said(text))
    response = HttpResponseRedirect(href)
    response.status_code = 303
    return response


def filled(text: Text, **values: object) -> Text:
    """``text`` with its places filled: a value of two languages in each, whole numbers as each writes them."""
    written = {
        name: Text(id=number(value), en=f"{value:,}") if type(value) is int else value for name, value in values.items()
    }
    return text.filled(**written)


def _context(page: Page, form: BaseForm | None) -> dict[str, Any]:
    return {"page": page, "form": form, "place": page.place}
