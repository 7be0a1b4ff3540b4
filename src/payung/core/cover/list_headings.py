"""Which column, or which figure above the lines, a heading of a bill or member list means."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import yaml

from payung.core.roster.headings import plain


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    """Kind -> words -> field."""
    said = yaml.load((files("payung.core.cover") / "list_headings.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - makes text only: "NO" is a word here
    return {
        "columns": {words: field for field, listed in said["columns"].items() for words in listed},
        "head": {words: field for field, listed in said["head"].items() for words in listed},
        "total": dict.fromkeys(said["total"], "total"),
    }


@lru_cache(maxsize=4096)
def column_of(heading: str) -> str | None:
    """The column ``heading`` means, None for one nobody reads. What stands in brackets is no matter.

    >>> column_of("No. KPJ"), column_of("BLTH"), column_of("Iuran (Rp)"), column_of("Alamat")
    ('membership_number', 'month', 'amount', None)
    """
    return _words()["columns"].get(plain(heading.split("(")[0]))


@lru_cache(maxsize=4096)
def head_field_of(label: str) -> str | None:
    """The figure above the lines that ``label`` stands beside: billing_code, months, people or amount.

    >>> head_field_of("Kode Iuran"), head_field_of("Jumlah TK :"), head_field_of("Kepada Yth.")
    ('billing_code', 'people', None)
    """
    return _words()["head"].get(plain(label.split("(")[0]))


@lru_cache(maxsize=4096)
def is_total(label: str) -> bool:
    """Whether ``label`` heads a row of sums.

    >>> is_total("JUMLAH :"), is_total("Siti Jumlah")
    (True, False)
    """
    return plain(label.split("(")[0]) in _words()["total"]
