"""Why somebody leaves cover for good."""

from collections.abc import Mapping
from typing import Literal

from payung.core.basis.text import Text

Reason = Literal["died", "moved", "left"]

REASONS: Mapping[Reason, Text] = {
    "died": Text(id="meninggal", en="died"),
    "moved": Text(id="pindah", en="moved away"),
    "left": Text(id="keluar", en="left"),
}
