"""A browser that checks every page it is shown: accessible, narrow, quiet, within the policy, and a picture of it."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

LIBRARIES = ("playwright", "axe_playwright_python")
NAMES = ("chromium", "chromium-browser", "google-chrome")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def missing() -> str:
    """What there is no browser for; empty where there is one."""
    libraries = [name for name in LIBRARIES if find_spec(name) is None]
    if libraries:
        return f"make browser-env ({', '.join(libraries)})"
    return "" if _program() else "apt-get install chromium"


def _program() -> str | None:
    asked = os.environ.get("PAYUNG_BROWSER")
    return asked or next(filter(None, map(shutil.which, NAMES)), None)


class Looker:
    """Opens pages of a server and keeps what the browser complained about."""

    def __init__(self, browser: Any, base: str, pictures: Path, script: bool = True) -> None:
        self.browser, self.base, self.pictures, self.script = browser, base, pictures, script
        self.complaints: list[str] = []
        self.context = browser.new_context(viewport=WIDE, locale="id-ID", base_url=base, java_script_enabled=script)
        self.page = self._watched(self.context.new_page())

    def _watched(self, page: Any) -> Any:
        page.on("console", lambda told: self._heard(told.type, told.text))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("requestfailed", lambda asked: self.complaints.append(f"failed: {asked.url} {asked.failure}"))
        return page

    def _heard(self, kind: str, text: str) -> None:
        # A page that answers 4xx is said by the browser too; what was asked for is checked by the test.
        if kind in ("error", "warning") and not re.match(r"Failed to load resource: .* status of 4\d\d", text):
            self.complaints.append(f"{kind}: {text}")

    def open(self, path: str) -> Any:
        """The page at ``path``, loaded."""
        self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def check(self, name: str) -> None:
        """The page as it is now: axe finds nothing, 320 px are enough, nobody complained; pictures are taken."""
        page = self.page
        assert page.locator("h1").count() == 1, f"{name}: one main heading"
        if not self.script:  # axe is one itself; it has seen the same page in another browser
            return
        assert page.locator("html").get_attribute("lang") in ("id", "en")
        found, broad = self.axe(), page.evaluate("document.scrollingElement.scrollWidth")
        self.picture(name)
        page.set_viewport_size(NARROW)
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        narrow = self.axe()
        self.picture(f"{name}-320")
        culprits = page.evaluate(_WIDER) if wide > NARROW["width"] else []
        cut = page.evaluate(_CUT)
        page.set_viewport_size(WIDE)
        assert not found, f"{name}: {found}"
        assert not narrow, f"{name} at 320 px: {narrow}"
        assert broad <= WIDE["width"], f"{name} is {broad} px wide at {WIDE['width']}"
        assert wide <= NARROW["width"], f"{name} is {wide} px wide at 320: {culprits}"
        assert not cut, f"{name}: tables that are stacked are cut at 320 px: {cut}"
        assert not self.complaints, f"{name}: {self.complaints}"

    def axe(self) -> list[str]:
        """What axe finds wrong with the page: rule, and where."""
        return [
            f"{each['id']} ({each['impact']}): {[node['html'][:160] for node in each['nodes'][:3]]}"
            for each in self.told()["violations"]
        ]

    def told(self) -> Any:
        """All that axe says of the page: its ``passes`` and ``violations``, each a list of rules."""
        from axe_playwright_python.sync_playwright import Axe

        return Axe().run(self.page, options={"runOnly": {"type": "tag", "values": list(TAGS)}}).response

    def picture(self, name: str) -> Path:
        """The whole page as a picture."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        path = self.pictures / f"{name}.png"
        self.page.screenshot(path=path, full_page=True)
        return path

    @contextmanager
    def without_script(self) -> Iterator[Any]:
        """A page of a browser that runs no script, signed in as this one is."""
        state = self.context.storage_state()
        context = self.browser.new_context(
            viewport=WIDE, base_url=self.base, java_script_enabled=False, storage_state=state
        )
        try:
            yield context.new_page()
        finally:
            context.close()

    def close(self) -> None:
        """No more pages."""
        self.context.close()


_CUT = """() => [...document.querySelectorAll(".p-table--stack")].filter(one =>
  one.parentElement.scrollWidth > one.parentElement.clientWidth).map(one => one.caption.textContent)"""
_WIDER = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".p-scroll"))
  .slice(0, 5).map((e) => e.outerHTML.slice(0, 120))"""


@contextmanager
def started() -> Iterator[Any]:
    """The browser. Nothing is fetched: it is the one of the system."""
    from playwright.sync_api import sync_playwright

    # Its event loop runs in this thread, and the store is asked for in it too.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=_program(), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()
