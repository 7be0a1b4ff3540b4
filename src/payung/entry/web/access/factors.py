"""Second factors that somebody sets up or takes off: an act follows, so that the chain knows of each."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpRequest, HttpResponse

from payung.actions.factor_user import own_factors
from payung.entry.web.visitor import visitor_of
from payung.store.account_states import factors_of
from payung.store.models import Account

View = Callable[..., HttpResponse]


def recorded(view: View) -> View:
    """``view`` of the library, after which what it changed of the account's factors is an act of the account."""

    @wraps(view)
    def answered(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        account = request.user
        if request.method != "POST" or not isinstance(account, Account):
            return view(request, *given, **named)
        before = factors_of().get(account.pk, [])
        answer = view(request, *given, **named)
        if factors_of().get(account.pk, []) != before:
            who = visitor_of(account)
            own_factors(who.place, who.asked(str(uuid4())), before)
        return answer

    return answered


activate_totp = recorded(totp.activate_totp)
deactivate_totp = recorded(totp.deactivate_totp)
generate_recovery_codes = recorded(codes.generate_recovery_codes)
add_webauthn = recorded(webauthn.add_webauthn)
remove_webauthn = recorded(webauthn.remove_webauthn)
