"""What is kept of the walk through every page is of the pages, roles and policy that there are."""

import json
from pathlib import Path

import pytest
from django.test import Client

from payung.entry.web.routes import ROUTES
from tests.entry.web.verdicts import LETTERS, MAY_OPEN

TOLD = json.loads((Path(__file__).parents[2] / "docs" / "reference" / "pages.json").read_text("utf-8"))
PAGES = [one for one in TOLD["routes"] if one["kind"] == "page"]
AGAIN = "walk again: python -m benchmarks.pages"


def test_it_is_of_every_route_and_no_other():
    kept = {one["name"]: one["path"] for one in TOLD["routes"]}
    assert kept == {route.name: f"/{route.path}" for route in ROUTES}, AGAIN
    assert len(kept) == len(TOLD["routes"])
    assert {one["kind"] for one in TOLD["routes"]} == {"page", "file", "form"}


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one["name"])
def test_a_page_was_shown_to_those_who_may_and_nothing_was_wrong_with_it(one):
    may = MAY_OPEN[one["name"]]
    assert one["roles"] and set(one["roles"]) <= ({"-"} if may == "-" else set(LETTERS) if may == "*" else set(may)), (
        AGAIN
    )
    assert (one["violations"], one["reported"], one["said"]) == (0, 0, 0)
    assert one["passed"] > 0 and 0 < one["wide"] <= 320 and one["without_scripts"] and one["bytes"] > 0


def test_the_policy_is_the_one_that_pages_send():
    sent = Client(SERVER_NAME="localhost").get("/aksesibilitas/").headers["Content-Security-Policy"]
    assert "; ".join(sorted(sent.split("; "))) == TOLD["policy"], AGAIN
    assert "'unsafe" not in TOLD["policy"]


def test_it_says_of_what_it_was_made():
    assert all(TOLD[name] for name in ("on", "axe", "chromium")) and len(PAGES) > len(ROUTES) // 2
