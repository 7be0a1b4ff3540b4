"""What every command on a store asks for: where it is, who acts, for which day, as which request."""

import getpass
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from payung.actions.at_store import Asked, Place
from payung.core.basis.office_day import office_day
from payung.store.addresses import DEFAULT
from payung.store.keys import keys_path


def at_store(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``place``: the store of --store or DATABASE_URL, and its keys."""

    @click.option("--store", "address", help="sqlite:///BERKAS atau/or postgres://…; bawaan/default: $DATABASE_URL.")
    @click.option("--keys", type=click.Path(path_type=Path), help="Berkas kunci / key file; $PAYUNG_KEYS.")
    @wraps(command)
    def run(*args: Any, address: str | None, keys: Path | None, **named: Any) -> Any:
        given = address or os.environ.get("DATABASE_URL") or DEFAULT
        return command(*args, place=Place(given, keys or keys_path(os.environ)), **named)

    return run


def acting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``place`` and ``asked``: who acts, for which day, as which request."""

    @at_store
    @click.option("--by", help="Nama yang bertindak / who acts; bawaan/default: akun ini / this account.")
    @click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Hari berlakunya / the day it counts for.")
    @click.option("--request", help="Nomor permintaan; ulangi dengan nomor sama = sekali / same id again = once.")
    @click.option("--shell", "lent", is_flag=True, help="--by nama akun; dicatat dari shell / an account, by a shell.")
    @wraps(command)
    def run(*args: Any, by: str | None, on: datetime | None, request: str | None, lent: bool, **named: Any) -> Any:
        now = datetime.now(UTC)
        day = on.date() if on else office_day(now)
        user = getpass.getuser()
        asked = Asked(by or user, day, now, request or str(uuid4()), shell=user, lent=lent)
        return command(*args, asked=asked, **named)

    return run


def month_of(text: str | None) -> int | None:
    """yyyymm of ``2026-01``. Raises: click.BadParameter."""
    if text is None:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m")  # noqa: DTZ007 - a month has no zone
    except ValueError:
        raise click.BadParameter("YYYY-MM") from None
    return day.year * 100 + day.month
