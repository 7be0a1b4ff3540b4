"""Files kept in the store: sealed, each content once, and given back only whole."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from payung.store.acts import Doing
from payung.store.among import among
from payung.store.file_errors import KeptFileBroken, KeptFileErased
from payung.store.key_errors import SealBroken
from payung.store.keys import Keys
from payung.store.models import ROWS_AN_ACT, KeptFile
from payung.store.people import numbers_of


class Content(NamedTuple):
    """A file to keep: its bytes, and what kind of file it is (a media type, at most 100 letters)."""

    held: bytes
    media: str


def keep(doing: Doing, keys: Keys, contents: Sequence[Content]) -> list[int]:
    """Keep files, sealed; gives the number of each. One content is kept once, whatever it was called.

    Once an act, as every table: gather all files of the act before.
    Raises: KeptFileErased where the content was here and was taken away: it does not come back unasked.
    """
    digests = [hashlib.sha256(one.held).hexdigest() for one in contents]
    known = {str(sha256): number for sha256, number in numbers_of(KeptFile, "sha256", set(digests)).items()}
    gone = KeptFile.objects.filter(id__in=among(sorted(known.values())), sealed=b"").order_by("id").first()
    if gone:
        raise KeptFileErased(gone.id)
    new = {sha256: one for sha256, one in zip(digests, contents, strict=True) if sha256 not in known}
    first = doing.number * ROWS_AN_ACT
    rows = (
        (sha256, len(one.held), one.media, keys.seal_bytes([one.held], [number], "file")[0])
        for number, (sha256, one) in enumerate(new.items(), first)
    )
    added = doing.add(KeptFile, ("sha256", "size", "media", "sealed"), rows) if new else range(0)
    known |= dict(zip(new, added, strict=True))
    return [known[sha256] for sha256 in digests]


def content(keys: Keys, number: int) -> bytes:
    """The bytes of the kept file ``number``, as they came in.

    Raises: KeptFile.DoesNotExist; KeptFileErased, KeptFileBroken, KeyUnknown.
    """
    sha256, sealed = KeptFile.objects.values_list("sha256", "sealed").get(id=number)
    if not sealed:
        raise KeptFileErased(number)
    try:
        held = keys.open_bytes(sealed, number, "file")
    except SealBroken:
        raise KeptFileBroken(number) from None
    if hashlib.sha256(held).hexdigest() != sha256:
        raise KeptFileBroken(number)
    return held
