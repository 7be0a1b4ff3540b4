"""Pages for when something goes wrong: what happened, what to do now, and nothing about anybody."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils import translation

from payung.core.basis.text import Text
from payung.entry.web.language import COOKIE, said
from payung.entry.web.render import everywhere

SAID = {
    400: (
        Text(id="Permintaan tidak dapat dibaca", en="The request could not be read"),
        Text(
            id="Kembali ke halaman sebelumnya dan kirim sekali lagi. Jika terulang, mulai dari beranda.",
            en="Go back to the page before and send it again. If it happens again, start from the home page.",
        ),
    ),
    403: (
        Text(id="Anda tidak berhak membuka halaman ini", en="You may not open this page"),
        Text(
            id="Tugas Anda tidak mencakup halaman ini. Jika keliru, hubungi pengelola sistem kantor Anda.",
            en="Your duties do not include this page. If they should, ask the administrator of your office.",
        ),
    ),
    404: (
        Text(id="Halaman tidak ditemukan", en="Page not found"),
        Text(
            id="Alamatnya mungkin keliru, atau isinya bukan bagian dari wilayah tugas Anda.",
            en="The address may be wrong, or what it shows is not part of the regions of your duties.",
        ),
    ),
    405: (
        Text(id="Halaman ini tidak menerima isian", en="This page takes no form"),
        Text(
            id="Kembali ke halaman sebelumnya dan mulai dari tombolnya, atau mulai dari beranda.",
            en="Go back to the page before and begin with its button, or start from the home page.",
        ),
    ),
    422: (
        Text(id="Isian tidak dapat diterima", en="What was sent cannot be accepted"),
        Text(
            id="Kembali ke halaman sebelumnya, periksa isiannya, lalu kirim lagi.",
            en="Go back to the page before, check what you entered, and send it again.",
        ),
    ),
    429: (
        Text(id="Terlalu banyak percobaan masuk", en="Too many tries to sign in"),
        Text(
            id="Dari tempat ini nama akun itu tidak dapat masuk selama 15 menit; dari tempat lain tetap dapat.",
            en="From here that username cannot sign in for 15 minutes; from elsewhere it can.",
        ),
    ),
    500: (
        Text(id="Maaf, terjadi gangguan", en="Sorry, something went wrong"),
        Text(
            id="Tidak ada yang hilang: yang sudah dikatakan tersimpan tetap tersimpan. Coba lagi beberapa menit lagi.",
            en="Nothing is lost: what was said to be kept is kept. Try again in a few minutes.",
        ),
    ),
}
"""Status -> what happened, what to do."""

ENDED = Text(id="Sesi Anda sudah berakhir", en="Your session has ended")
NOT_KEPT = Text(
    id="Yang baru Anda kirim belum tersimpan. Masuk lagi, buka halamannya, lalu kirim sekali lagi.",
    en="What you just sent was not kept. Sign in again, open the page and send it once more.",
)
WHY_ENDED = Text(
    id="Sesi berakhir setengah jam sesudah halaman terakhir, atau bila pengelola menutup akun atau sandi diganti.",
    en="A session ends half an hour after the last page, or when the administrator closed the account or the password "
    "was changed.",
)
TYPED = Text(id="Yang Anda isi (salin bila perlu)", en="What you typed (copy it if you need it)")
SIGN_IN = Text(id="Masuk lagi", en="Sign in again")
FILES_AGAIN = Text(id="Berkas perlu dipilih lagi.", en="Files have to be chosen again.")
UNTYPED = frozenset({"csrfmiddlewaretoken", "request", "next"})
HOME = Text(id="Ke beranda", en="To the home page")
STALE = (
    Text(id="Formulir ini sudah kedaluwarsa", en="This form is too old"),
    Text(
        id="Kembali ke halaman formulir, muat ulang, lalu kirim lagi. Tidak ada yang tersimpan dari kiriman tadi.",
        en="Go back to the form, reload it and send it again. Nothing of what you just sent was kept.",
    ),
)


def failed(request: HttpRequest, status: int, told: tuple[Text, Text] | None = None) -> HttpResponse:
    """The page of a failure. It asks the store nothing, so that it can be shown when the store is what failed."""
    happened, do = told or SAID[status]
    return render(
        request, "failure.html", {"happened": happened, "do": do, "home": HOME, "who": None, "menu": []}, status=status
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return failed(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return failed(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same for what is not there and for what somebody may not know is there."""
    return failed(request, 404)


def session_ended(request: HttpRequest, *, read: bool = True) -> HttpResponse:
    """403 of a form that came when its sender was signed in no more: nothing was done, and what was typed is shown.

    Only to whoever sent it, with a token of ours: nobody else can put words on this page. ``read`` False: what was
    sent is too large to be read of somebody unknown.
    """
    typed = read and [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in UNTYPED and "password" not in name and value.strip()
    ]
    page = urlsplit(request.headers.get("Referer", "")).path or "/"
    safe = page.startswith("/") and not page.startswith("//")
    words = {"ended": ENDED, "not_kept": NOT_KEPT, "why": WHY_ENDED, "caption": TYPED, "sign_in": SIGN_IN}
    given = {
        **words,
        "typed": typed,
        "files": FILES_AGAIN if not read or request.FILES else None,
        "login": f"{reverse('account_login')}?{urlencode({'next': page if safe else '/'})}",
        **{"who": None, "menu": []},
    }
    return render(request, "ended.html", given, status=403)


def locked_out(request: HttpRequest, *told: object) -> HttpResponse:
    """429, whether there is an account of that name or not."""
    return failed(request, 429)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token is missing or old."""
    return failed(request, 403, STALE)


def broken(request: HttpRequest) -> HttpResponse:
    """500: as little machinery as possible, for anything may be what is broken."""
    happened, do = SAID[500]
    with translation.override("en" if request.COOKIES.get(COOKIE) == "en" else "id"):
        try:
            told = {**everywhere(request), "happened": happened, "do": do, "home": HOME, "who": None, "menu": []}
            text = loader.render_to_string("failure.html", {**told, "request": request})
        except Exception:  # noqa: BLE001 - whatever it is, the reader is told
            text = f"{said(happened)}. {said(do)}"
        return HttpResponse(text, status=500)
