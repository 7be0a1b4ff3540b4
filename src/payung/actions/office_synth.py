"""A made-up office: a store with accounts of every role, and a cycle to which most villages have sent their lists."""

import secrets
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from payung.actions.add_user import NewUser, add_user
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.duty_user import NewDuty, duty_user
from payung.actions.init_store import init_store
from payung.actions.judge_cycle import judge_cycle
from payung.actions.keep_register import keep_register
from payung.actions.make_synth import make_synth
from payung.actions.open_cycle import NewCycle, open_cycle
from payung.actions.open_fund import open_fund
from payung.actions.receive_fund import Money, MoneyForNobody, receive_fund
from payung.actions.send_roster import send_roster
from payung.actions.watch import Unwatched, Watcher
from payung.core.allocation.funds_file import read_funds
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.gateways.manifest import read_manifest
from payung.gateways.workbooks.incoming import Upload
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Group

PROGRAMME, PROVINCE = "jambi-bkbk-2022", "15"
REGISTERS = {
    "manifest": "manifest.csv",
    "members": "members.parquet",
    "deaths": "deaths.csv",
    "welfare": "welfare.csv",
    "funds": "funds.yaml",
    "facts": "facts.csv",
}
"""Kind of list -> its file in a made-up province."""
WORDS = "padi jagung sagu nipah rotan perahu jala cangkul ketam pukat lumbung talang sungai rimba kebun saluang".split()
"""Of which passwords of a made-up office are put together."""
WAITING = "kiriman.zip"
"""The files of villages that have not sent yet, for somebody to send."""
BRANCH = ("SA", "26001")


@dataclass(frozen=True)
class Office:
    """What was made. ``accounts``: username, role and password; ``waiting``: a ZIP of the lists yet to be sent."""

    cycle: str
    accounts: tuple[tuple[str, str, str], ...]
    villages: int
    sent: int
    rows: int
    waiting: Path


def office_synth(
    place: Place, asked: Asked, out: Path, *, area: str, villages: int, seed: int, watcher: Watcher | None = None
) -> Office:
    """Make a store at ``place`` with ``villages`` of the ``area`` (a Kemendagri code in Jambi); nobody in it is real.

    The lists go into ``out``. Two thirds of them are sent and judged; ``out``/kiriman.zip has the others.
    Raises: StoreThere, and what making and sending raise.
    """
    watcher = watcher or Unwatched()
    lists = out / "masukan"
    make_synth(province=area, villages=villages, seed=seed, bad_files=True, out=lists, watcher=watcher)
    init_store(place)
    begun = {"area": area, "villages": villages, "seed": seed}
    act_at(place, asked, "synth.office", begun, _group)
    told = read_manifest(lists / REGISTERS["manifest"]).values()
    codes = sorted({entry.village_code for entry in told if entry.village_code})
    accounts = _accounts(place, asked, codes[0])
    officer = replace(asked, by="petugas", shell="")  # made up as a whole: she did it on pages
    cycle = open_cycle(place, _next(officer, "cycle"), NewCycle(PROGRAMME, asked.on.year, asked.on, seed))
    for kind, name in REGISTERS.items():
        keep_register(place, _next(officer, kind), cycle, kind, lists / name)
    open_fund(place, _next(officer, "open"), lists / REGISTERS["funds"])
    _receive(place, officer, lists / REGISTERS["funds"])
    now, later = _halves(lists / "rosters", lists / REGISTERS["manifest"], set(codes[: len(codes) * 2 // 3]))
    watcher.stage(Text(id="Mengirim daftar desa", en="Sending village lists"))
    sent = send_roster(place, _next(officer, "send"), cycle, now)
    judged = judge_cycle(place, _next(officer, "judge"), cycle, watcher=watcher)
    with zipfile.ZipFile(out / WAITING, "w", zipfile.ZIP_STORED) as archive:
        for each in later:
            archive.write(each.path, each.name)
    return Office(cycle, accounts, len(codes), sent.taken, judged.rows, out / WAITING)


def _receive(place: Place, officer: Asked, funds: Path) -> None:
    """All that the funds promise for their year came in, so that a decree can be issued for all of it."""
    year = int(read_funds(funds, LawBook.read()).plan.months[0]) // 100
    for month in range(year * 100 + 1, year * 100 + 13):
        with suppress(MoneyForNobody):  # nothing is promised for most months
            receive_fund(place, _next(officer, f"money {month}"), Money(None, month))


def _halves(rosters: Path, manifest: Path, early: set[str]) -> tuple[list[Upload], list[Upload]]:
    """The files of the villages of ``early``, and all others; which village a file is of says the manifest."""
    entries = read_manifest(manifest)
    files = sorted(path for path in rosters.rglob("*") if path.is_file())
    now: list[Upload] = []
    later: list[Upload] = []
    for path in files:
        name = path.relative_to(rosters).as_posix()
        entry = entries.get(name)
        (now if entry and entry.village_code in early else later).append(Upload(name, path))
    return now, later


def _accounts(place: Place, asked: Asked, village: str) -> tuple[tuple[str, str, str], ...]:
    """An account of each role with a password of its own."""
    made = []
    for role, (username, name, duty) in _people(village, asked.on).items():
        password = " ".join(secrets.choice(WORDS) for _ in range(5))
        add_user(place, _next(asked, f"account {username}"), NewUser(username, name), password)
        duty_user(place, _next(asked, f"duty {username}"), duty)
        made.append((username, role, password))
    return tuple(made)


def _people(village: str, on: date) -> dict[str, tuple[str, str, NewDuty]]:
    """Role -> username, name, duty."""
    named = {
        "officer": ("petugas", "Petugas Contoh"),
        "checker": ("verifikator", "Verifikator Contoh"),
        "approver": ("pejabat", "Pejabat Contoh"),
        "village": ("desa", "Operator Desa Contoh"),
        "district": ("camat", "Camat Contoh"),
        "branch": ("cabang", "Cabang BPJS Contoh"),
        "auditor": ("pemeriksa", "Pemeriksa Contoh"),
        "head": ("pimpinan", "Pimpinan Contoh"),
        "administrator": ("pengelola", "Pengelola Contoh"),
    }
    where: dict[str, dict[str, Any]] = {
        "village": {"area": village},
        "district": {"area": village[:6]},
        "branch": {"group": " ".join(BRANCH)},
        "auditor": {"area": PROVINCE, "until": on + timedelta(days=60)},
        "administrator": {"area": ""},
    }
    return {
        role: (username, name, NewDuty(username, role, **where.get(role, {"area": PROVINCE})))
        for role, (username, name) in named.items()
    }


def _group(doing: Doing, _: Keys) -> dict[str, Any]:
    kind, number = BRANCH
    return {"group": doing.add_one(Group, kind=kind, number=number, name="Wadah Contoh")}


def _next(asked: Asked, what: str) -> Asked:
    """The same for another act of it."""
    return replace(asked, request=f"{asked.request[:36]} {what}"[:64])


def in_words(office: Office, language: str) -> Sequence[str]:
    """What whoever made it is told, line by line."""
    told = Text(
        id="{villages} desa contoh; {sent} berkas sudah dikirim, {rows} baris dinilai. Siklus: {cycle}. Kiriman "
        "berikutnya untuk dicoba: {waiting}",
        en="{villages} made-up villages; {sent} files are sent, {rows} rows judged. Cycle: {cycle}. The next delivery "
        "to try: {waiting}",
    ).filled(
        villages=office.villages, sent=office.sent, rows=office.rows, cycle=office.cycle, waiting=str(office.waiting)
    )
    return [told.in_(language), *(f"  {name:<12} {password}" for name, _, password in office.accounts)]
