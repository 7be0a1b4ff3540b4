"""After a breach: whose data was seen or taken, how many of which villages, and drafts of the letters that are due."""

import csv
import io
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from payung.actions.at_store import Place
from payung.core.access.personal_data import basis
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.gateways.breach_letters import Facts, to_authority, to_people
from payung.store.breaches import Exposed, exposed
from payung.store.database import open_store
from payung.store.models import Account
from payung.store.reading import one_moment


class BreachUnclear(PayungError):
    """The span runs backwards, or nobody has the account."""

    code = "breach-unclear"
    exit_code = 184

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Rentang waktu terbalik, atau akun itu tidak ada.",
                en="The span runs backwards, or there is no such account.",
            ),
            Text(
                id="Contoh: --since 2026-11-01 --until 2026-11-03, atau --account NAMA.",
                en="For instance: --since 2026-11-01 --until 2026-11-03, or --account NAME.",
            ),
            on_page=Text(
                id="Isi hari pertama yang tidak sesudah hari terakhir, atau pilih akun yang ada.",
                en="Enter a first day that is not after the last one, or choose an account there is.",
            ),
        )


@dataclass(frozen=True)
class Span:
    """From ``since`` to before ``until``, with their time zone; ``account`` "" for anybody's."""

    since: datetime
    until: datetime
    account: str = ""


def breach_store(place: Place, span: Span) -> Exposed:
    """What was exposed, as far as may be seen. Raises: BreachUnclear, StoreMissing, StoreUnreachable."""
    open_store(place.address)
    if span.since >= span.until or (span.account and not Account.objects.filter(username=span.account).exists()):
        raise BreachUnclear
    with one_moment():
        return exposed(span.since, span.until, span.account)


def letters(span: Span, found: Exposed) -> dict[str, str]:
    """Name of the file -> draft in Indonesian. What only the office knows is left open in square brackets."""
    law = basis("breach_hours")
    facts = Facts(
        since=span.since,
        until=span.until,
        people=len(found.people),
        villages=len(found.by_village),
        most=sum(one.people for one in found.taken),
        hours=law.amount or 0,
        article=law.article,
        doubt=law.doubt.id,
    )
    return {"surat-orang.txt": to_people(facts), "surat-lembaga.txt": to_authority(facts)}


def write_breach(folder: Path, span: Span, found: Exposed) -> None:
    """``ringkasan.json``, ``orang.csv`` (numbers and villages, no names) and the letters, for the owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = io.StringIO()
    rows = csv.writer(held)
    rows.writerow(["nomor_orang"])
    rows.writerows([number] for number in found.people)
    summary = {name: value for name, value in asdict(found).items() if name != "people"}
    files = letters(span, found) | {
        "ringkasan.json": json.dumps(summary, ensure_ascii=False, indent=2, sort_keys=True) + "\n",
        "orang.csv": held.getvalue(),
    }
    for name, content in files.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_text(content, "utf-8")
