"""A cycle is opened, and its lists are brought in, by whoever works on the whole of its programme."""

from pathlib import Path

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.actions.keep_register import keep_register, registers_of
from payung.actions.open_cycle import NewCycle, open_cycle
from payung.actions.private_folder import private_folder
from payung.core.access.areas import lies_in
from payung.core.basis.errors import PayungError
from payung.core.programmes.catalogue import programme_ids, read_programme
from payung.entry.web.cycle import words
from payung.entry.web.failures import forbidden
from payung.entry.web.fields import DayField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily, said
from payung.entry.web.parts import Column, Item, Table
from payung.entry.web.render import refused, shown
from payung.entry.web.visitor import Visitor, today
from payung.store.models import Cycle
from payung.store.progress import cycle_seen
from payung.store.reading import one_moment


class OpenForm(Form):
    """What a cycle is."""

    programme = forms.ChoiceField(label=lazily(words.PROGRAMME))
    year = forms.IntegerField(label=lazily(words.YEAR), min_value=2016, max_value=2099, widget=forms.TextInput)
    on = DayField(label=lazily(words.ON))
    deadline = DayField(label=lazily(words.DEADLINE), required=False)
    seed = forms.IntegerField(
        label=lazily(words.SEED),
        help_text=lazily(words.SEED_HINT),
        min_value=0,
        max_value=2**31,
        initial=1,
        widget=forms.TextInput,
    )

    def __init__(self, who: Visitor, *given: object, **named: object) -> None:
        super().__init__(*given, **named)
        self.fields["programme"].choices = _programmes(who)


class ListForm(Form):
    """One list."""

    kind = forms.ChoiceField(
        label=lazily(words.KIND), choices=[(kind, lazily(text)) for kind, text in words.KINDS.items()]
    )
    file = forms.FileField(label=lazily(words.FILE), help_text=lazily(words.FILE_HINT))


def new(request: HttpRequest, who: Visitor) -> HttpResponse:
    """The form, and the cycle it opens."""
    given = {"words": words}
    if request.method != "POST":
        form = OpenForm(who, initial={"on": today(), "year": today().year, "seed": 1})
        return shown(request, who, "cycle/new.html", {**given, "form": form})
    form = OpenForm(who, request.POST)
    if not form.is_valid():
        return refused(request, who, None, "cycle/new.html", given, form=form)
    said_ = form.cleaned_data
    wanted = NewCycle(said_["programme"], said_["year"], said_["on"], said_["seed"], said_["deadline"])
    try:
        code = open_cycle(who.place, who.asked(request.POST.get("request", "")), wanted)
    except PayungError as error:
        return refused(request, who, error, "cycle/new.html", given, form=form, field="year")
    messages.success(request, said(words.OPENED))
    return _see_other(reverse("cycle_setup", kwargs={"code": code}))


def setup(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """The terms of a cycle and its lists."""
    cycle = _cycle(code)
    return shown(request, who, "cycle/setup.html", {**_given(who, cycle), "form": ListForm()})


def register(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """A list is kept."""
    cycle = _cycle(code)
    if not _works_on_all(who, cycle):
        return forbidden(request)
    if request.method != "POST":
        return _see_other(reverse("cycle_setup", kwargs={"code": code}))
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return refused(request, who, None, "cycle/setup.html", _given(who, cycle), form=form)
    sent, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
    try:
        with private_folder() as folder:
            path = folder / f"{kind}{Path(sent.name).suffix.lower()}"
            with path.open("wb") as written:
                for piece in sent.chunks():
                    written.write(piece)
            keep_register(who.place, who.asked(request.POST.get("request", "")), code, kind, path, sent.name)
    except PayungError as error:
        return refused(request, who, error, "cycle/setup.html", _given(who, cycle), form=form, field="file")
    messages.success(request, said(words.KEPT))
    return _see_other(reverse("cycle_setup", kwargs={"code": code}))


def _given(who: Visitor, cycle: Cycle) -> dict[str, object]:
    with one_moment():
        found = registers_of(cycle.id, tuple(words.KINDS))
    columns = [Column(words.KIND), Column(words.FILE), Column(words.SIZE, number=True)]
    rows = [
        [text, found[kind].name, found[kind].file.size] if kind in found else [text, words.NONE, None]
        for kind, text in words.KINDS.items()
    ]
    items = [
        Item(words.PROGRAMME, cycle.programme.name),
        Item(words.ON, cycle.on),
        Item(words.DEADLINE, cycle.deadline),
        Item(words.SEED, str(cycle.seed)),
    ]
    return {
        "words": words,
        "cycle": cycle,
        "place": cycle.programme.area_code,
        "items": items,
        "table": Table(words.LISTS, columns, rows, quiet=True),
        "may_add": who.may("lists.run") and _works_on_all(who, cycle),
    }


def _works_on_all(who: Visitor, cycle: Cycle) -> bool:
    """Whether the whole area of the programme is the visitor's: its lists hold people of all of it."""
    return lies_in(cycle.programme.area_code, who.scope_of("lists.run").areas)


def _cycle(code: str) -> Cycle:
    with one_moment():
        found = cycle_seen(code)
    if found is None:
        raise Http404
    return found


def _programmes(who: Visitor) -> list[tuple[str, str]]:
    """Those whose area is the visitor's, by name."""
    areas = who.scope_of("lists.run").areas
    own = [one for one in map(read_programme, programme_ids()) if lies_in(one.area_code, areas)]
    return sorted(((one.id, said(one.name)) for one in own), key=lambda each: each[1])


def _see_other(where: str) -> HttpResponse:
    return HttpResponseRedirect(where, status=303)
