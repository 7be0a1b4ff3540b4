"""Thousands of values in one question: ``filter(id__in=among(ids))`` takes them as one parameter, however many."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

_ARRAYS = {int: "bigint[]", str: "text[]", bytes: "bytea[]"}
_PIECES = (
    "WITH RECURSIVE place(at) AS (VALUES (1) UNION ALL SELECT at + {0} FROM place WHERE at + {0} <= length(%s)) "
    "SELECT substr(%s, at, {0}) FROM place"
)


def among(values: Iterable[Any]) -> RawSQL | list[Any]:
    """What a column may be: whole numbers, texts, or bytes that are all of one length.

    Raises: ValueError where they are of several kinds, or bytes of several lengths.
    """
    listed = list(values)
    if not listed:
        return []  # Django asks nothing then
    kinds = set(map(type, listed))
    if len(kinds) > 1 or not kinds <= _ARRAYS.keys():
        raise ValueError("values of one kind are asked for at once: numbers, texts or bytes")
    (kind,) = kinds
    if connection.vendor == "postgresql":
        return RawSQL(f"SELECT unnest(%s::{_ARRAYS[kind]})", (_array(listed, kind),))  # noqa: S611 - one parameter
    if kind is bytes:
        return _of_bytes(listed)
    return RawSQL("SELECT value FROM json_each(%s)", (json.dumps(listed),))  # noqa: S611


def _array(values: list[Any], kind: type) -> str:
    """PostgreSQL's own writing of an array."""
    if kind is int:
        return "{" + ",".join(map(str, values)) + "}"
    if kind is bytes:
        return "{" + ",".join([f'"\\\\x{value.hex()}"' for value in values]) + "}"
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join([f'"{value}"' for value in quoted]) + "}"


def _of_bytes(values: list[bytes]) -> RawSQL:
    """JSON holds no bytes; one text of bytes is cut into pieces."""
    sizes = set(map(len, values))
    if len(sizes) != 1 or sizes == {0}:
        raise ValueError("bytes that are asked for at once have one length")
    whole = b"".join(values)
    return RawSQL(_PIECES.format(sizes.pop()), (whole, whole))  # noqa: S611
