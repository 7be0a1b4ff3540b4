"""Duties given and ended. A region is looked for by code or name first, then chosen from what was found."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.at_store import Asked
from payung.actions.duty_user import NewDuty, duty_user
from payung.actions.end_user import end_user
from payung.actions.list_user import user_lines
from payung.core.access.roles import ROLES
from payung.core.basis.text import Text
from payung.entry.web.accounts import words
from payung.entry.web.accounts.changing import Sure
from payung.entry.web.accounts.regions import NATION, regions_like
from payung.entry.web.accounts.views import user_or_404
from payung.entry.web.fields import DayField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily, said
from payung.entry.web.page import Page, acted, done
from payung.entry.web.parts import Item
from payung.entry.web.places import name_of
from payung.entry.web.visitor import Visitor, today
from payung.store.models import Group
from payung.store.seen import seen


class FindForm(Form):
    """What region is looked for."""

    cari = forms.CharField(
        label=lazily(words.FIND), help_text=lazily(words.FIND_HINT), required=False, max_length=60
    )  # fmt: skip


class DutyForm(Form):
    """A role, where, and for how long."""

    role = forms.ChoiceField(label=lazily(words.ROLE), widget=forms.RadioSelect)
    area = forms.ChoiceField(
        label=lazily(words.REGION), help_text=lazily(words.AREA_HINT), widget=forms.RadioSelect, required=False
    )
    group = forms.ChoiceField(label=lazily(words.GROUP), help_text=lazily(words.GROUP_HINT), required=False)
    since = DayField(label=lazily(words.FROM), help_text=lazily(words.FROM_HINT), required=False)
    until = DayField(label=lazily(words.LAST), help_text=lazily(words.LAST_HINT), required=False)

    def __init__(self, areas: list[tuple[str, str]], groups: list[str], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["role"].choices = [(code, lazily(text)) for code, text in ROLES.items()]
        self.fields["area"].choices = areas
        if groups:
            self.fields["group"].choices = [("", said(words.NONE)), *((one, one) for one in groups)]
        else:
            del self.fields["group"]


def duty(request: HttpRequest, who: Visitor, account: int) -> HttpResponse:
    """Give a duty: ``?cari=`` lists the regions to choose from."""
    line = user_or_404(who, account).line
    asked_for = request.GET.get("cari", "")[:60]
    areas = regions_like(asked_for, who.areas)
    groups = [
        f"{kind} {number}" for kind, number in seen(Group).order_by("kind", "number").values_list("kind", "number")
    ]
    form = DutyForm(areas, groups, request.POST if request.method == "POST" else None)
    back = reverse("account", kwargs={"account": account})

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        area = held["area"].replace(NATION, "") if held["area"] else None
        group = held.get("group") or None
        new = NewDuty(line.username, held["role"], area, group, held["since"], held["until"])
        duty_user(who.place, asked, new)
        return done(request, words.GIVEN, back)

    page = Page(
        words.GIVE,
        words.GIVE_LEAD,
        (Text(line.username, line.username), back),
        notes=[] if areas else [words.NO_AREA],
        filters=FindForm({"cari": asked_for}, auto_id="cari_%s"),
        button=words.GIVE,
        cancel=back,
    )
    return acted(request, who, page, form, act, field="role")


def end(request: HttpRequest, who: Visitor, duty: int) -> HttpResponse:
    """End a duty."""
    found = [(line, one) for line in user_lines(today()) for one in line.duties if one.number == duty]
    if not found:
        raise Http404
    ((line, one),) = found
    user_or_404(who, line.number)
    back = reverse("account", kwargs={"account": line.number})

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        end_user(who.place, asked, duty)
        return done(request, words.ENDED, back)

    page = Page(
        words.END_DUTY,
        words.END_LEAD,
        (Text(line.username, line.username), back),
        items=[Item(words.ROLE, ROLES[one.role]), Item(words.WHERE, one.group or name_of(one.area))],
        button=words.END_DUTY,
        cancel=back,
    )
    return acted(request, who, page, Sure(request.POST if request.method == "POST" else None), act)
