"""Every page in a browser: what axe, the policy of contents and 320 px say of it, whether it works without scripts, and
what a first visit fetches.

    python -m benchmarks.pages            # writes docs/reference/pages.json, of which `make docs` makes pages.md

Chromium is given the store of the matrix of access, which has an object for every route, and opens each route as every
role that may, with an address of its own region. Axe looks at 320 px as every role, and at 1280 px as the first. So do
the look without scripts, and the bytes of a visit with nothing kept from before: the page, its style and scripts, and
the headers, as they came through the wire.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from time import time
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "payung.entry.web.settings"
os.environ["PAYUNG_INSECURE"] = "1"  # no HTTPS on the loopback
from django.conf import settings  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

import payung.store  # noqa: F401 - sets Django up
from payung.core.basis.office_day import WIB  # noqa: E402
from payung.entry.web.routes import ROUTES  # noqa: E402
from payung.store.addresses import as_web  # noqa: E402
from payung.store.models import Account  # noqa: E402
from tests.actions.stores.moulds import Moulds  # noqa: E402
from tests.entry.web.conftest import OURS, username_of  # noqa: E402
from tests.entry.web.matrix.address import address  # noqa: E402
from tests.entry.web.matrix.objects import OBJECTS, QUERIES  # noqa: E402
from tests.entry.web.matrix.signed import sign_in  # noqa: E402
from tests.entry.web.matrix.tried import DAY, on_day  # noqa: E402
from tests.entry.web.verdicts import LETTERS, MAY_OPEN  # noqa: E402
from tests.journeys.browser import NARROW, WIDE, Looker, missing, started  # noqa: E402
from tests.journeys.serving import served  # noqa: E402

KEPT = Path(__file__).resolve().parent.parent / "docs" / "reference" / "pages.json"
SIGNED_OUT = "-"
OF_ALL = "ovm"
"""Pages of everybody with an account are opened as these."""
_LISTENS = "window.reported = []; addEventListener('securitypolicyviolation', e => window.reported.push(e.blockedURI))"
_OFFERS = """() => {
  const main = document.querySelector("main"), there = (e) => e.getClientRects().length > 0;
  const links = [...main.querySelectorAll("a[href]")].filter(there).map((e) => e.getAttribute("href"));
  const forms = [...main.querySelectorAll("form")].filter(there);
  const sends = forms.every((f) => [...f.elements].some((e) => e.type === "submit" && there(e)));
  return {heading: main.querySelector("h1")?.innerText ?? "", links, forms: forms.length, sends};
}"""
"""What can be seen and done on a page."""


@dataclass
class Found:
    """A route, and what was found; ``roles``: letters of those that were shown it, "-" nobody signed in.

    ``kind``: "page", or "file" and "form" for what no page is shown of by GET. ``passed``: rules of axe that some part
    of the page was held to and passed, as the first role at 1280 px; ``violations``: rules broken, ``reported``: what
    the browser told of the policy, ``said``: all else it complained of; each as a sum over roles. ``wide``: the most px
    at 320. ``bytes``: of a first visit.
    """

    name: str
    path: str
    roles: str = ""
    kind: str = "form"
    passed: int = 0
    violations: int = 0
    reported: int = 0
    said: int = 0
    wide: int = 0
    without_scripts: bool = True
    bytes: int = 0


def main() -> int:
    """Write what was found, and tell what is wrong."""
    if lacking := missing():
        sys.exit(f"Perlu peramban / a browser is needed: {lacking}")
    with tempfile.TemporaryDirectory() as made, _office(Path(made)) as base, started() as browser:
        told = {"on": str(datetime.now(WIB).date()), "axe": _axe_version(), "chromium": browser.version, "policy": ""}
        walk = _Walk(browser, base, Path(made))
        routes = [walk.route(route.name) for route in ROUTES]
        told["policy"] = "; ".join(sorted(walk.policy.split("; ")))
    wrong = [one for one in routes if one.violations or one.reported or one.said or one.wide > NARROW["width"]]
    KEPT.write_text(json.dumps({**told, "routes": [asdict(one) for one in routes]}, indent=1) + "\n", "utf-8")
    for one in wrong:
        sys.stdout.write(f"{one}\n")
    return 1 if wrong or not all(one.without_scripts for one in routes) else 0


def _axe_version() -> str:
    import axe_playwright_python

    held = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")[:40]
    return f"{held.split()[2].lstrip('v')} (axe-playwright-python {version('axe-playwright-python')})"


@contextmanager
def _office(folder: Path) -> Iterator[str]:
    """The address of a workbench on the store of the matrix."""
    moulds = Moulds(folder / "moulds", None)
    moulds.mould("matrix", sign_in)
    place = moulds.copy("matrix", folder / "store")
    used = override_settings(STORE_ADDRESS=as_web(place.address), STORE_KEYS=Path(place.keys))
    with on_day(DAY), used, served() as base:
        yield base


class _Walk:
    """Browsers of all roles; ``policy``: the policy of contents that came with the first page."""

    def __init__(self, browser: Any, base: str, folder: Path) -> None:
        self.policy = ""
        self._lookers: dict[str, Looker] = {}
        self._make = lambda: Looker(browser, base, folder)

    def _as(self, letter: str) -> Looker:
        if letter not in self._lookers:
            looker = self._lookers[letter] = self._make()
            looker.context.add_init_script(_LISTENS)
            if letter != SIGNED_OUT:
                cookie = {"name": settings.SESSION_COOKIE_NAME, "value": _session(letter), "url": looker.base}
                looker.context.add_cookies([cookie])
        return self._lookers[letter]

    def route(self, name: str) -> Found:
        ids: Mapping[str, Any] = OBJECTS[name](OURS) if name in OBJECTS else {}
        path = address(name, **ids)
        found = Found(name, next(f"/{route.path}" for route in ROUTES if route.name == name))
        letters = {"-": SIGNED_OUT, "*": OF_ALL}.get(MAY_OPEN[name], MAY_OPEN[name])
        for letter in letters:
            self._as_role(found, letter, path + QUERIES.get(name, ""))
        sys.stderr.write(f"{found.kind:5} {found.roles:10} {name} {found.violations} {found.bytes}\n")
        return found

    def _as_role(self, found: Found, letter: str, path: str) -> None:
        looker = self._as(letter)
        answer = looker.context.request.get(looker.base + path, max_redirects=0)
        if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
            found.kind = "file" if answer.status == 200 and not found.roles else found.kind
            return
        self.policy = self.policy or answer.headers["content-security-policy"]
        page = looker.open(path)
        found.reported += len(page.evaluate("window.reported"))
        said = [one for one in looker.complaints if "Content Security Policy" not in one]
        if not found.roles:
            self._first(found, looker, path)
        page.set_viewport_size(NARROW)
        found.wide = max(found.wide, page.evaluate("document.scrollingElement.scrollWidth"))
        found.violations += len(looker.told()["violations"])
        page.set_viewport_size(WIDE)
        found.said += len(said)
        looker.complaints.clear()
        found.roles += letter

    def _first(self, found: Found, looker: Looker, path: str) -> None:
        """What is looked at as the first role alone."""
        offers, told = looker.page.evaluate(_OFFERS), looker.told()
        found.kind, found.passed, found.violations = "page", len(told["passes"]), len(told["violations"])
        found.bytes = _first_visit(looker, path)
        with looker.without_script() as plain:
            plain.goto(path)
            found.without_scripts = _does(plain.evaluate(_OFFERS), offers)


def _does(bare: Mapping[str, Any], full: Mapping[str, Any]) -> bool:
    """Whether a page without scripts has the heading, links and forms of the one with them, and each can be sent."""
    same = bare["heading"] == full["heading"] != "" and set(full["links"]) <= set(bare["links"])
    return same and bool(bare["sends"]) and bare["forms"] >= full["forms"]


def _first_visit(looker: Looker, path: str) -> int:
    """Bytes of all answers to a browser that knows the session alone."""
    context = looker.browser.new_context(base_url=looker.base, storage_state=looker.context.storage_state())
    try:
        page, asked = context.new_page(), list[Any]()
        page.on("requestfinished", lambda one: asked.append(one))
        page.goto(path)
        page.wait_for_load_state("networkidle")
        sizes = [one.sizes() for one in asked]
    finally:
        context.close()
    return sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)


def _session(letter: str) -> str:
    """A session of that role in the first regency, whose password was given just now."""
    client = Client()
    account = Account.objects.get(username=username_of(LETTERS[letter], OURS))
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time(), "username": account.username}]
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    sys.exit(main())
