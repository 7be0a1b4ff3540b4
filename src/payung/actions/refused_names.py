"""What files that were not taken are called: sealed beside the chain, for a name may hold a NIK or somebody's name.

The chain tells of each its place in the delivery, a known ending and what is wrong; the names lie in a kept file, which
is erased when the time of village lists is over.
"""

from collections.abc import Mapping, Sequence
from json import loads
from pathlib import PurePosixPath
from typing import Any

from payung.core.basis.text import Text
from payung.gateways.workbooks.incoming import Refused
from payung.store.acts import canonical
from payung.store.files import Content, KeptFileErased, content
from payung.store.intakes import REFUSED_NAMES
from payung.store.keys import Keys

MOST_NAMED = 500
ENDINGS = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".zip", ".pdf", ".doc", ".docx", ".txt", ".jpg", ".png"})
"""Endings that are told; any other may say more than what kind of file it is."""
UNNAMED = Text(id="berkas ke-{n}", en="file {n}")


def names_kept(act: int, refused: Sequence[Refused]) -> list[Content]:
    """The names as a file to keep, none where nothing was refused. ``act`` makes it the delivery's own."""
    named = [one.name for one in refused[:MOST_NAMED]]
    return [Content(canonical({"act": act, "names": named}).encode(), REFUSED_NAMES)] if named else []


def told_of(refused: Sequence[Refused], kept: int | None) -> dict[str, Any]:
    """What the outcome of a delivery says of refused files: place, ending and code of each; where their names lie."""
    told = [
        [place, _ending(one.name), one.problem.code] for place, one in enumerate(refused[:MOST_NAMED], start=1)
    ]  # fmt: skip
    return {"refused": told, "refused_names": kept}


def refused_of(keys: Keys, outcome: Mapping[str, Any]) -> list[tuple[Text, str]]:
    """Name and code of the refused files of a delivery; their places where the names were erased.

    Raises: KeptFileBroken, KeyUnknown.
    """
    told, kept = outcome.get("refused", []), outcome.get("refused_names")
    try:
        names = loads(content(keys, kept))["names"] if kept is not None else []
    except KeptFileErased:
        names = []
    if len(names) == len(told):
        return [(Text(id=name, en=name), code) for name, (_, _, code) in zip(names, told, strict=True)]
    return [(_unnamed(place, ending), code) for place, ending, code in told]


def _ending(name: str) -> str:
    ending = PurePosixPath(name).suffix.lower()
    return ending if ending in ENDINGS else ""


def _unnamed(place: int, ending: str) -> Text:
    said = UNNAMED.filled(n=place)
    return Text(id=f"{said.id} ({ending})", en=f"{said.en} ({ending})") if ending else said
