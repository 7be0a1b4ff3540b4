"""An account made, refused or let in again, given a new first password, freed of its second factor, signed out."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.add_user import NewUser, add_user
from payung.actions.at_store import Asked
from payung.actions.disable_user import disable_user
from payung.actions.factor_user import factor_user
from payung.actions.password_user import first_password, password_user, shown_once
from payung.actions.sessions_user import sessions_user
from payung.core.basis.text import Text
from payung.entry.web.accounts import words
from payung.entry.web.accounts.views import user_or_404
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.page import Go, Page, acted, done, filled, told
from payung.entry.web.parts import Item
from payung.entry.web.visitor import Visitor


class NewForm(Form):
    """Who the account is for."""

    username = forms.CharField(label=lazily(words.USERNAME), help_text=lazily(words.USERNAME_HINT), max_length=60)
    name = forms.CharField(label=lazily(words.NAME), max_length=200)
    email = forms.EmailField(label=lazily(words.EMAIL), required=False, max_length=254)


class Sure(Form):
    """Nothing to fill in."""


def new(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Make an account; its first password stands in the answer, once."""

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        password = first_password()
        number = add_user(who.place, asked, NewUser(**held), password, first=True)
        return _once(request, who, number, held["username"], password)

    page = Page(words.ADD, words.ADD_LEAD, (words.TITLE, reverse("accounts")), button=words.ADD)
    return acted(request, who, page, NewForm(_sent(request)), act, field="username")


def password(request: HttpRequest, who: Visitor, account: int) -> HttpResponse:
    """A new first password, shown once; with it every session of the account ends."""

    def act(username: str, asked: Asked) -> HttpResponse:
        made = first_password()
        password_user(who.place, asked, username, made, first=True)
        return _once(request, who, account, username, made)

    return _sure(request, who, account, (words.NEW_PASSWORD, words.NEW_PASSWORD_LEAD), act)


def factor(request: HttpRequest, who: Visitor, account: int) -> HttpResponse:
    """Take away the second factors."""

    def act(username: str, asked: Asked) -> HttpResponse:
        count = factor_user(who.place, asked, username)
        return done(request, filled(words.TAKEN, count=count), _page_of(account))

    return _sure(request, who, account, (words.RESET, words.RESET_LEAD), act)


def sessions(request: HttpRequest, who: Visitor, account: int) -> HttpResponse:
    """Sign the account out everywhere."""

    def act(username: str, asked: Asked) -> HttpResponse:
        count = sessions_user(who.place, asked, username)
        return done(request, filled(words.SIGNED_OUT, count=count), _page_of(account))

    return _sure(request, who, account, (words.SIGN_OUT, words.SIGN_OUT_LEAD), act)


def close(request: HttpRequest, who: Visitor, account: int) -> HttpResponse:
    """Refuse the account, or let it in again where it is refused."""
    active = user_or_404(who, account).line.active

    def act(username: str, asked: Asked) -> HttpResponse:
        back = request.POST.get("back") == "1"
        disable_user(who.place, asked, username, back=back)
        return done(request, words.OPENED if back else words.CLOSED, _page_of(account))

    says = (words.CLOSE, words.CLOSE_LEAD) if active else (words.BACK, words.LEAD)
    return _sure(request, who, account, says, act, CloseForm(_sent(request), initial={"back": "" if active else "1"}))


class CloseForm(Form):
    """``back``: "1" to let in again; what was shown is done, also where somebody else did it meanwhile."""

    back = forms.CharField(required=False, widget=forms.HiddenInput)


def _sure(
    request: HttpRequest,
    who: Visitor,
    account: int,
    says: tuple[Text, Text],
    act: Callable[[str, Asked], HttpResponse],
    form: Form | None = None,
) -> HttpResponse:
    username = user_or_404(who, account).line.username
    back = _page_of(account)
    page = Page(says[0], says[1], (Text(username, username), back), button=says[0], cancel=back)
    return acted(request, who, page, form or Sure(_sent(request)), lambda asked, _: act(username, asked))


def _once(request: HttpRequest, who: Visitor, number: int, username: str, password: str) -> HttpResponse:
    """No redirect: after it the password would have to be kept somewhere. Raises: PasswordShown after a repeat."""
    page = Page(
        words.ONCE,
        words.ONCE_LEAD,
        (Text(username, username), _page_of(number)),
        items=[Item(words.USERNAME, username), Item(words.PASSWORD, shown_once(username, password))],
        does=[Go(words.GIVE, reverse("account_duty", kwargs={"account": number}), "")],
    )
    response = told(request, who, page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page_of(account: int) -> str:
    return reverse("account", kwargs={"account": account})
