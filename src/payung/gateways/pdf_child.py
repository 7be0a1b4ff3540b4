"""The process that looks into one PDF that somebody sent, object by object. May be killed at any time."""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from payung.gateways.child_limits import allow, die_with, limit_memory

_KEYS = frozenset(("/JS", "/JavaScript", "/XFA", "/EF", "/EmbeddedFiles", "/RichMediaContent"))
"""What is only there to run, or to bring another file along."""
_ACTIONS = frozenset(
    ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToE", "/RichMediaExecute")
)
_KINDS = frozenset(("/EmbeddedFile", "/RichMedia"))
_TURNS = frozenset(("/GoTo", "/Named"))
"""Actions that only show another place of the same paper; LibreOffice and LaTeX write one into each file."""


def serve(parent: int, seconds: int) -> None:
    """Take a PDF from standard input and tell on standard output what it is, as JSON: ``{"pages": 2, "acts": ["JS"]}``.

    ``pages`` is 0 where it cannot be read, ``locked`` is there where it wants a password. Whatever pypdf complains of
    stays here: it may quote the paper.
    """
    limit_memory()
    die_with(parent)
    allow(seconds)
    print(json.dumps(looked(sys.stdin.buffer.read())))  # noqa: T201 - how it answers


def looked(paper: bytes) -> dict[str, Any]:
    """What ``serve`` tells of ``paper``."""
    try:
        reader = PdfReader(io.BytesIO(paper))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"pages": 0, "locked": True}
        return {"pages": len(reader.pages), "acts": sorted({name[1:] for name in _acts(reader.trailer)})}
    except Exception:  # noqa: BLE001 - a library of this size has many ways to say that a file is none
        return {"pages": 0}


def _acts(trailer: DictionaryObject) -> Iterator[str]:
    """The names of all that would do something, of every object that can be reached."""
    waiting: list[Any] = [trailer]
    seen = set[tuple[int, int]]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        if isinstance(one, ArrayObject):
            waiting += list.__iter__(one)
        elif isinstance(one, DictionaryObject):
            yield from _of(one)
            waiting += dict.values(one)


def _of(one: DictionaryObject) -> Iterator[str]:
    yield from _KEYS.intersection(one)
    for key, names in (("/S", _ACTIONS), ("/Type", _KINDS), ("/Subtype", _KINDS)):
        if key in one and isinstance(name := one[key], str) and name in names:
            yield name
    if "/OpenAction" in one and not _turns(one["/OpenAction"]):
        yield "/OpenAction"
    if "/AA" in one and isinstance(by_event := one["/AA"], DictionaryObject):
        yield from ("/AA" for event in by_event if not _turns(by_event[event]))


def _turns(action: Any) -> bool:
    """Whether what happens by itself only shows a place: an array or name is one."""
    if not isinstance(action, DictionaryObject):
        return True
    return "/S" in action and action["/S"] in _TURNS and "/Next" not in action
