"""Whatever a page writes down as looked at is said in words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import payung
from payung.actions.annex_decree import PAPERS
from payung.entry.web.ending.files import FOLDERS
from payung.entry.web.person.look_words import LISTS, WHATS, WHYS, what_seen, why_seen

SOURCE = Path(payung.__file__).parent


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a plain name in the pages and actions."""
    for folder in (SOURCE / "entry" / "web", SOURCE / "actions"):
        for path in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield node.func.id, node


def start_of(node: ast.expr) -> str:
    """What a string begins with, before anything is filled in; "" for what is no string."""
    if isinstance(node, ast.JoinedStr):
        node = node.values[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_page_that_is_looked_at_has_words():
    written = {
        start_of(call.args[1]) for name, call in calls() if name in ("look", "looked", "_look") and call.args[1:]
    }
    whole = {one for one in written if one and not one.endswith(" ")}
    assert len(whole) > 12 and whole <= set(WHATS), whole - set(WHATS)
    assert {one for one in written if one.endswith(" ")} == {"decree ", "ending ", "list "}
    parts = [f"decree {kind}" for kind in (*PAPERS, "signed.pdf")] + [f"ending {what}" for what in FOLDERS]
    assert set(parts) <= set(WHATS)


def test_every_list_of_people_has_words():
    files = {
        start_of(call.args[0])
        for name, call in calls()
        if name == "Listing" and call.args and any(one.arg == "person" for one in call.keywords)
    } - {""}
    assert len(files) > 6 and [file for file in files if not file.startswith(tuple(LISTS))] == []


def test_every_reason_has_words():
    written = {start_of(call.args[3]) for name, call in calls() if name == "looked" and call.args[3:]} - {""}
    assert written <= set(WHYS) and {"work", "check", "decree", "subject"} <= written


def test_what_was_seen_is_said_in_both_languages():
    assert (what_seen("decree public.xlsx").en, why_seen("decree").en) == ("public annex of the decree, XLSX", "decree")
    assert what_seen("list masalah 1505012007").id == "daftar masalah 1505012007"
    assert what_seen("list tumpukan unpaid 202701-202712").en == "list: reconciliation of months"
    assert why_seen("village-has-no-copy").id == "desa tidak punya salinan daftarnya"
    assert (what_seen("of tomorrow").id, why_seen("unknown").en) == ("of tomorrow", "unknown")
