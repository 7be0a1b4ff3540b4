"""Build what the pages load: style and scripts, from their package registry and from our own, under names with a hash.

    python scripts/build_assets.py

Needs npm (Debian: the package npm). Third-party code is fetched as ``assets/package-lock.json`` says, checked against
the digests there, and lands only in ``static/payung/vendor`` of the package, which is not committed. Nothing is done
where what is there was made of the same sources.
"""

import gzip
import json
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "assets"
LOOK = ROOT / "src" / "payung" / "entry" / "web" / "look"
BUILT = ROOT / "src" / "payung" / "entry" / "web" / "static" / "payung" / "vendor"
FRONTEND = SOURCES / "node_modules" / "govuk-frontend" / "dist" / "govuk"
HTMX = SOURCES / "node_modules" / "htmx.org" / "dist" / "htmx.min.js"
LETTERS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif'
FOREIGN = ("GDS Transport", "crest", "/assets/", "sourceMappingURL")
"""What must not be left: a typeface and arms that only the British government may use, and files we do not have."""

NO_NPM = """\
Perlu npm untuk mengambil gaya dan skrip halaman. Di Debian/Ubuntu: apt-get install npm
npm is needed to fetch the style and scripts of the pages. On Debian/Ubuntu: apt-get install npm"""
FAILED = """\
npm tidak dapat mengambil pustaka halaman; periksa sambungan ke registri paketnya, lalu: make assets
npm could not fetch what the pages need; check the connection to its registry, then: make assets"""


def main() -> None:
    """Fetch and build, unless it is done."""
    mark = digest(*(path.read_bytes() for path in inputs()))
    if made_of() == mark:
        return
    fetch()
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    names = {
        "payung.css": written("payung.css", style()),
        "payung.js": written("payung.js", script()),
        "htmx.js": written("htmx.js", HTMX.read_text("utf-8") + (LOOK / "htmx.js").read_text("utf-8")),
    }
    # Last, so that a build that was broken off is done again.
    (BUILT / "names.json").write_text(json.dumps({"made_of": mark, "names": names}, indent=1) + "\n")


def inputs() -> list[Path]:
    """Every file the result depends on."""
    return [Path(__file__), SOURCES / "package-lock.json", *sorted(path for path in LOOK.iterdir() if path.is_file())]


def made_of() -> str:
    """The digest of what the built files were made of; empty where there are none."""
    try:
        return str(json.loads((BUILT / "names.json").read_text())["made_of"])
    except (OSError, ValueError, KeyError):
        return ""


def fetch() -> None:
    """The packages of the lock file, by the registry's own client, which checks their digests."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit(NO_NPM)
    told = subprocess.run([npm, "ci", "--silent"], cwd=SOURCES, capture_output=True, text=True, check=False)  # noqa: S603
    if told.returncode:
        sys.exit(f"{told.stderr.strip()}\n{FAILED}")


def style() -> str:
    """The components' style with the reader's own typeface and without the crest, then ours."""
    css = (FRONTEND / "govuk-frontend.min.css").read_text("utf-8")
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", LETTERS)
    css = re.sub(r"[^{}]*\{[^{}]*govuk-crest[^{}]*\}", "", css)
    css = re.sub(r"\.govuk-footer__copyright-logo[^{}]*\{[^{}]*\}", "", css)
    css = re.sub(r"/\*# sourceMappingURL.*?\*/", "", css)
    return notice() + clean(css) + smaller((LOOK / "payung.css").read_text("utf-8"))


def script() -> str:
    """The components' behaviour and ours as one module, so that nothing is exported and one file is fetched."""
    code = (FRONTEND / "govuk-frontend.min.js").read_text("utf-8")
    code = re.sub(r"//# sourceMappingURL.*", "", code)
    code, exports = re.subn(r"export\{[^}]*\};?", "", code)
    if exports != 1:
        sys.exit("govuk-frontend.min.js: export")
    return notice() + clean(code) + (LOOK / "payung.js").read_text("utf-8")


def notice() -> str:
    """Whose work it is, and under which licence."""
    package = json.loads((FRONTEND.parent.parent / "package.json").read_text("utf-8"))
    return f"/*! govuk-frontend {package['version']}, {package['license']}, Crown Copyright; changed */\n"


def clean(text: str) -> str:
    """``text``, sure to hold nothing that may not be used here."""
    left = [word for word in FOREIGN if word in text]
    if left:
        sys.exit(f"govuk-frontend: {', '.join(left)}")
    return text


def smaller(css: str) -> str:
    """Our style without comments and spaces that mean nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,>]) ?", r"\1", css).replace(": ", ":").replace(";}", "}").strip()


def written(name: str, text: str) -> str:
    """The file under a name with its hash, and packed beside it, as it is served; gives that name."""
    content = text.encode()
    stem, _, ending = name.rpartition(".")
    hashed = f"{stem}.{digest(content)[:12]}.{ending}"
    (BUILT / hashed).write_bytes(content)
    (BUILT / f"{hashed}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return hashed


def digest(*contents: bytes) -> str:
    """SHA-256 of some contents, one after the other."""
    taken = sha256()
    for content in contents:
        taken.update(len(content).to_bytes(8) + content)
    return taken.hexdigest()


if __name__ == "__main__":
    main()
