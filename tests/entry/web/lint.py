"""What every page must be, told from its HTML alone: headings in order, labels, a language, nothing inline."""

import re
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr path rect".split())
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
UNLABELLED = ("hidden", "submit", "button", "reset", "image")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[tuple[str, dict[str, str | None]]] = []
        self.referred: list[str] = []
        self.tags: list[str] = []
        self.text: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.append(tag)
        self._attributes(tag, attrs, held)
        if tag in HEADINGS:
            self.headings.append(int(tag[1]))
        if tag == "label" and held.get("for"):
            self.labelled.add(str(held["for"]))
        if tag in ("input", "select", "textarea") and held.get("type") not in UNLABELLED:
            self.fields.append((tag, held))
        if tag not in VOID:
            self.open.append((tag, held))

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]], held: dict[str, str | None]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.faults.append(f"<{tag}> has an attribute twice")
        self.faults += [f"<{tag} {name}>" for name in names if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and not held.get("src")):
            self.faults.append(f"inline <{tag}>")
        if tag == "img" and "alt" not in held:
            self.faults.append("<img> without alt")
        if held.get("id"):
            self.ids.append(str(held["id"]))
        for name in ("aria-describedby", "aria-labelledby"):
            self.referred += (held.get(name) or "").split()
        href = held.get("href") or held.get("action") or held.get("src") or ""
        if re.match(r"(https?:)?//|javascript:", href):
            self.faults.append(f"<{tag}> leads away: {href}")
        if tag == "a" and not held.get("href"):
            self.faults.append("<a> leads nowhere")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1][0] if self.open else 'nothing'}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "{{" in data or "{%" in data or "{n}" in data or re.search(r"\{[a-z]+\}", data):
            self.faults.append(f"a place that was not filled: {data.strip()[:60]}")
        if data.strip() and self.open:
            self.text[self.open[-1][0]] = self.text.get(self.open[-1][0], "") + data


def faults_of(html: str) -> list[str]:
    """What is wrong with a page; empty where nothing is."""
    page = _Page()
    page.feed(html)
    found = page.faults
    if not html.lstrip().lower().startswith("<!doctype html>"):
        found.append("no doctype")
    if not re.search(r'<html lang="(id|en)"', html):
        found.append("no language")
    if page.headings.count(1) != 1:
        found.append(f"{page.headings.count(1)} main headings")
    for before, after in zip(page.headings, page.headings[1:], strict=False):
        if after > before + 1:
            found.append(f"a heading {after} right below {before}")
    found += [f"the id {one} twice" for one in sorted(set(page.ids)) if page.ids.count(one) > 1]
    found += [f"nothing is called {one}" for one in page.referred if one not in page.ids]
    for tag, held in page.fields:
        if str(held.get("id")) not in page.labelled and not held.get("aria-label"):
            found.append(f"<{tag} name={held.get('name')}> without a label")
    if page.open:
        found.append(f"not closed: {[tag for tag, _ in page.open]}")
    if page.tags.count("main") != 1:
        found.append("no main part")
    if not page.text.get("title", "").strip(" –"):
        found.append("no title")
    return found
