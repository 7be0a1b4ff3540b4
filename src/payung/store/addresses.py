"""Where a store lies: a file (SQLite) or a server (PostgreSQL), said by one address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text

DEFAULT = "sqlite:///payung.sqlite3"
WAIT_SECONDS = 60
"""How long a writer waits for its turn. One act is done at a time; the longest, a nation's decree, takes minutes."""

_SQLITE = {
    "transaction_mode": "IMMEDIATE",  # a writer waits for its turn before it reads, so that what it read still holds
    "timeout": WAIT_SECONDS,
    # NORMAL may lose the last acts with the power. In 64 MiB the indexes of a province stay while its lists come in.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
}
_POSTGRES = {"options": f"-c lock_timeout={WAIT_SECONDS}s -c synchronous_commit=on"}
WEB_ROLE = "payung_web"
"""Of PostgreSQL: what a web server is while it works. It owns nothing, and row security holds for it."""
_WIDE = "-c payung.areas=*"
"""Commands and jobs see the nation; a web server sees what each question's transaction says, and else nothing."""


class AddressWrong(PayungError):
    """The address of the database cannot be understood."""

    code = "database-address-wrong"
    exit_code = 12

    def __init__(self) -> None:
        # The address may hold a password: it is not repeated.
        super().__init__(
            Text(id="Alamat basis data tidak dikenali.", en="The address of the database is not understood."),
            Text(
                id="Tulis sqlite:///nama-berkas.sqlite3 atau postgres://pengguna:sandi@server/nama.",
                en="Write sqlite:///file-name.sqlite3 or postgres://user:password@server/name.",
            ),
        )


def database_at(address: str) -> dict[str, Any]:
    """Django's description of the database at ``address``.

    ``sqlite:///relative.sqlite3``, ``sqlite:////absolute.sqlite3`` or ``postgres://user:password@host:port/name``,
    with the server's own options behind a question mark (``sslmode=verify-full``); ``role=payung_web`` is how a web
    server comes. Raises: AddressWrong.

    >>> database_at("sqlite:///a.sqlite3")["NAME"]
    'a.sqlite3'
    >>> database_at("postgres://payung@localhost/jambi?sslmode=require")["OPTIONS"]["sslmode"]
    'require'
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise AddressWrong from None
    name = unquote(parts.path[1:])
    if parts.scheme == "sqlite" and name and not parts.netloc:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": dict(_SQLITE), "CONN_MAX_AGE": None}
    if parts.scheme in ("postgres", "postgresql") and name:
        given = dict(parse_qsl(parts.query))
        seen = f"-c role={WEB_ROLE}" if given.pop("role", "") == WEB_ROLE else _WIDE
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": given.pop("host", parts.hostname or ""),
            "PORT": str(port or ""),
            "OPTIONS": {"options": f"{_POSTGRES['options']} {seen}"} | given,
            "CONN_MAX_AGE": None,
        }
    raise AddressWrong


def file_of(address: str) -> Path | None:
    """The file of a SQLite store; None where it is a server. Raises: AddressWrong."""
    database = database_at(address)
    return Path(database["NAME"]) if database["ENGINE"].endswith("sqlite3") else None


def as_web(address: str) -> str:
    """The address as a web server uses it: on PostgreSQL in the role that row security holds for.

    >>> as_web("postgres://payung@localhost/jambi"), as_web("sqlite:///a.sqlite3")
    ('postgres://payung@localhost/jambi?role=payung_web', 'sqlite:///a.sqlite3')
    """
    if file_of(address) is not None or f"role={WEB_ROLE}" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}role={WEB_ROLE}"
