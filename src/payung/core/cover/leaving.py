"""Why somebody leaves cover for good."""

from typing import Literal

from payung.core.basis.text import Text

Reason = Literal["died", "moved", "left"]

REASONS: dict[Reason, Text] = {
    "died": Text(id="meninggal", en="died"),
    "moved": Text(id="pindah", en="moved away"),
    "left": Text(id="keluar", en="left"),
}
