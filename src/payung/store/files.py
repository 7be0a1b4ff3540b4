"""Files kept in the store: sealed, each content once, and given back only whole."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from payung.core.basis.errors import TELL_ADMINISTRATOR, PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.among import among
from payung.store.key_errors import SealBroken
from payung.store.keys import Keys
from payung.store.models import ROWS_AN_ACT, KeptFile
from payung.store.people import numbers_of


class KeptFileBroken(PayungError):
    """A kept file was changed past Payung, or its key is of another store."""

    code = "kept-file-broken"
    exit_code = 190

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(
                id=f"Berkas tersimpan {number} berubah di luar Payung; tidak dapat dibuka.",
                en=f"The kept file {number} was changed past Payung; it cannot be opened.",
            ),
            Text(
                id="Jalankan `payung store verify`; pulihkan cadangan bila basis data rusak.",
                en="Run `payung store verify`; restore a copy if the database is damaged.",
            ),
            on_page=TELL_ADMINISTRATOR,
        )


class KeptFileErased(PayungError):
    """The bytes of a kept file were erased when their time was over; what was in it cannot be had again."""

    code = "kept-file-erased"
    exit_code = 181

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(
                id=f"Isi berkas tersimpan {number} sudah dihapus karena masa simpannya lewat.",
                en=f"What was in the kept file {number} was erased when its time was over.",
            ),
            Text(
                id="Minta berkas aslinya kepada pengirim; sidik jarinya (sha256) tetap tercatat. Isi yang sama tidak "
                "disimpan lagi: kirim versi yang baru.",
                en="Ask whoever sent it for the original; its hash (sha256) is on record. The same content is not "
                "kept again: send a new version.",
            ),
        )


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
