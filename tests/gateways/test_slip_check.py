"""The check page: it needs nothing else, its policy holds, and its script says what the program says."""

import json
import random
import re
import subprocess
from base64 import b64encode
from hashlib import sha256
from shutil import which

import pytest

from payung.core.basis.errors import PayungError
from payung.core.cover import slip_text
from payung.core.cover.slip import STATES_1, packed
from payung.gateways.signing import PURPOSE, verify
from payung.gateways.slip_check import write_check_page
from tests.core.cover.test_slip import SLIP
from tests.gateways.test_signing import KEY, KEYS, PRIVATE, mutated

RUN = """
const {{ readFileSync }} = require("fs");
const page = readFileSync(process.argv[1], "utf8");
const keys = JSON.parse(/id="known">(.*?)<.script>/s.exec(page)[1]).keys;
const script = /<script>(.*)<.script><.body>/s.exec(page)[1];
const {{ verifySlip, verdict, Refused }} = new Function(script + ";return {{verifySlip, verdict, Refused}}")();
const asked = JSON.parse(readFileSync(0, "utf8"));
(async () => {{
  const told = [];
  for (const text of asked) {{
    try {{ told.push(await verifySlip(text, keys)); }}
    catch (refused) {{ told.push(refused instanceof Refused ? refused.message : "broken " + refused); }}
  }}
  {more}
  console.log(JSON.stringify(told));
}})();
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "periksa.html"
    write_check_page(path, KEYS, office="Dinas <b>Tenaga Kerja</b>, 0747 000")
    return path


def in_node(page, texts, more=""):
    if which("node") is None:
        pytest.skip("needs node")
    done = subprocess.run(
        ["node", "-e", RUN.format(more=more), str(page)],  # noqa: S607
        input=json.dumps(texts), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_the_page_needs_nothing_and_may_connect_nowhere(page):
    text = page.read_text("utf-8")
    assert not re.search(r"(?:src|href|action)\s*=|https?:|@import|url\(|fetch|XMLHttp|WebSocket|innerHTML|eval", text)
    policy = re.search(r'Security-Policy" content="([^"]+)"', text)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe" not in policy
    for tag in ("script", "style"):
        inline = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        assert f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'" in policy
    assert "&lt;b&gt;Tenaga Kerja" in text and "PRIVATE" not in text


def test_the_same_keys_make_the_same_page(page, tmp_path):
    write_check_page(
        tmp_path / "again.html", dict(reversed(KEYS.items())), office="Dinas <b>Tenaga Kerja</b>, 0747 000"
    )
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()


def test_script_and_program_know_the_same_states_in_the_same_order(page):
    assert f"const STATES = {json.dumps(list(STATES_1))};" in page.read_text("utf-8")


def test_the_script_reads_a_genuine_slip(page):
    (told,) = in_node(page, [KEY.sign(SLIP).lower() + "\n"])
    assert told["initials"] == "SNA" and told["nikEnd"] == "0003" and told["village"] == "1508032005"
    assert told["issued"].startswith("2026-11-21") and told["state"] == "active" and told["number"] == 123456789
    assert (told["from"], told["through"], told["birthYear"]) == (26 * 12 + 10, 27 * 12 + 3, 1978)


def test_the_script_refuses_what_the_program_refuses_by_the_same_name(page):
    draw, good = random.Random(9), KEY.sign(SLIP)
    longer = packed(SLIP, KEY.number) + b"\0"
    texts = [mutated(draw, good) for _ in range(1500)]
    texts += ["", "https://example.org", good[:-1], good + "0", good.replace("PAYUNG1", "PAYUNG2"), "0" * 500_000]
    texts += [slip_text.written(longer, PRIVATE.sign(PURPOSE + longer)), good[:60] + "U" + good[61:]]
    names = {"slip-unreadable": "unreadable", "slip-version-unknown": "version", "slip-key-unknown": "key",
             "slip-not-genuine": "forged"}  # fmt: skip
    for text, told in zip(texts, in_node(page, texts), strict=True):
        try:
            verify(text, KEYS)
        except PayungError as refused:
            assert told == names[refused.code], text
        else:
            assert text == good and isinstance(told, dict)


@pytest.mark.parametrize(
    ("today", "colour"),
    [("2026, 10, 21", "good"), ("2026, 11, 21", "good"), ("2026, 11, 22", "ask"), ("2026, 10, 20", "ask"),
     ("2027, 3, 1", "ask")],
)  # fmt: skip
def test_green_only_for_thirty_days_and_never_before_the_issue(page, today, colour):
    more = f"told.push(verdict(told[0], new Date({today}), 30).colour);"
    assert in_node(page, [KEY.sign(SLIP)], more)[1] == colour
