"""The table of records that are compared: one line for each row of a roster, a register or an earlier programme."""

from hashlib import blake2b

COLUMNS: dict[str, str] = {
    "position": "int64",  # 0, 1, 2 … over all sources; known to this run alone
    "source": "string",  # one of SOURCES
    "record_key": "string",  # stays over re-runs: see ``record_key``; null is filled in by the engine
    "nik": "string",  # as written, cleaned of typing dust
    "name": "string",
    "birth_date": "date",
    "sex": "string",  # L, P or null
    "village_code": "string",  # 10 digits
    "mother_name": "string",
    "family_card": "string",
}
"""Column -> type. All but position and source may be null."""

SOURCES = ("register", "members", "deaths", "programme", "roster")
"""Where a record stands, the steadiest first: a person is named after the steadiest record of theirs."""

IDENTITY = ("nik", "name", "birth_date", "sex", "village_code", "mother_name", "family_card")
"""What a record key is made of, in this order."""

SEPARATOR = "\x1f"
_KEY_BYTES = 12

PERSON, PERSON_DIGITS = "P-", 16
"""The key of a person: this, and so many digits of the key of their strongest record."""


def record_key(fields: tuple[str | None, ...], secret: bytes = b"") -> str:
    """A name for what a record says, the same in every run: 24 hexadecimal digits.

    ``fields`` are those of ``IDENTITY`` as text, dates as yyyy-mm-dd. With a ``secret`` of the office (at most 64
    bytes) nobody else can find out a NIK by trying all of them.

    >>> record_key(("1571", None)) == record_key(("1571", "")), record_key(("1", "2")) == record_key(("12", ""))
    (True, False)
    """
    return key_of(SEPARATOR.join(field or "" for field in fields), secret)


def key_of(said: str, secret: bytes = b"") -> str:
    """``record_key`` of fields already joined by ``SEPARATOR``."""
    return blake2b(said.encode(), digest_size=_KEY_BYTES, key=secret).hexdigest()
