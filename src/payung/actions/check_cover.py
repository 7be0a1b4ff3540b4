"""Whether a slip is genuine, and the page with which hospitals see it themselves. No store and no network is asked."""

from collections.abc import Sequence
from pathlib import Path

from payung.core.cover.slip import Slip
from payung.gateways.signing import read_public_keys, verify
from payung.gateways.slip_check import write_check_page


def check_cover(text: str, public: Sequence[Path]) -> Slip:
    """The slip that ``text`` is, signed with a key of the files ``public``.

    Raises: SlipUnreadable, SlipVersionUnknown, SlipKeyUnknown, SlipNotGenuine, SigningKeyWrong.
    """
    return verify(text, read_public_keys(public))


def check_page(page: Path, public: Sequence[Path], *, office: str) -> int:
    """Write the page that checks slips offline, with the keys of the files ``public``; gives how many it knows.

    ``office``: who answers questions, with a phone number. Raises: SigningKeyWrong.
    """
    known = read_public_keys(public)
    page.parent.mkdir(parents=True, exist_ok=True)
    write_check_page(page, known, office=office)
    return len(known)
