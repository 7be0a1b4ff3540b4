"""Which villages a cycle waits for: those its manifest names."""

from functools import lru_cache
from pathlib import Path

from payung.actions.at_store import Place
from payung.actions.keep_register import registers_of
from payung.core.places.places import normalise_code
from payung.gateways.manifest import entries_of
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.models import Cycle


def listed_villages(place: Place, cycle: Cycle) -> frozenset[str] | None:
    """Codes of the villages that the cycle's last manifest names, 10 digits; None where it has no manifest.

    A manifest is opened once: what was kept never changes. Within one moment.
    Raises: KeptFileBroken, ManifestUnreadable, and the errors of the key file.
    """
    found = registers_of(cycle.id, ("manifest",)).get("manifest")
    return None if found is None else _codes(place.keys, found.file_id, found.file.sha256)


@lru_cache(maxsize=64)
def _codes(keys: Path, file: int, sha256: str) -> frozenset[str]:
    """``sha256`` tells the manifests of several stores apart."""
    entries = entries_of(content(Keys.read(keys), file), "manifest.csv")
    codes = (normalise_code(entry.village_code) for entry in entries.values())
    return frozenset(code for code in codes if code)
