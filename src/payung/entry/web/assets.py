"""Where the built style and scripts are: their names carry a hash of what is in them, so that they never change."""

import json
from functools import lru_cache
from pathlib import Path

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text

STATIC = Path(__file__).parent / "static"
BUILT = STATIC / "payung" / "vendor"


class AssetsMissing(PayungError):
    """The style and scripts of the pages have not been built."""

    code = "assets-missing"
    exit_code = 170

    def __init__(self) -> None:
        super().__init__(
            Text(id="Gaya dan skrip halaman belum dibuat.", en="The style and scripts of the pages are not built."),
            Text(
                id="Jalankan make assets (perlu npm), lalu ulangi.",
                en="Run make assets (npm is needed), then try again.",
            ),
        )


def require_assets() -> None:
    """What a server asks before it starts. Raises: AssetsMissing."""
    names = _names()
    if not names or not all((BUILT / name).is_file() for name in names.values()):
        raise AssetsMissing


def asset(name: str) -> str:
    """The address of ``payung.css``, ``payung.js`` or ``htmx.js``, below the static folder.

    Where nothing is built the plain name, which nobody answers: pages work without it, and a server does not start.
    """
    return f"payung/vendor/{_names().get(name, name)}"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    try:
        return dict(json.loads((BUILT / "names.json").read_text("utf-8"))["names"])
    except OSError:
        return {}
