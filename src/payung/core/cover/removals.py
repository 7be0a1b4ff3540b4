"""Why an amending decree takes somebody off."""

from collections.abc import Mapping

from payung.core.basis.text import Text
from payung.core.cover.reasons_left import REASONS

REMOVALS: Mapping[str, Text] = {
    **{str(code): said for code, said in REASONS.items()},
    "over_age": Text(id="melewati batas usia", en="past the age limit"),
    "has_cover": Text(
        id="sudah dilindungi program atau pemberi kerja lain", en="covered by another programme or employer"
    ),
    "not_eligible": Text(id="tidak lagi memenuhi syarat", en="not eligible any more"),
    "withdrew": Text(id="mengundurkan diri", en="withdrew"),
    "mistaken": Text(id="keliru dicantumkan", en="named by mistake"),
}
"""Code -> reason, as the list of who comes off says it. What BPJS sends back has the codes of its own answer."""
