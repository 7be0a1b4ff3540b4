"""Pages of the workbench: who may open what, what a visit weighs, and what a browser says of every page."""

import json
import runpy
from pathlib import Path

import payung.store  # noqa: F401 - sets Django up
from payung.core.access.roles import MAY, ROLES
from payung.core.basis.rupiah import number
from payung.entry.web.assets import STATIC, asset, require_assets
from payung.entry.web.routes import ROUTES
from scripts.reference.markdown import table

ROOT = Path(__file__).resolve().parent.parent.parent
CELLS = ROOT / "tests" / "entry" / "web"
KEPT = ROOT / "docs" / "reference" / "pages.json"
"""What ``python -m benchmarks.pages`` found."""
MATRIX = """
## Jawaban setiap halaman / What each page answers

Peran yang tidak disebut selalu mendapat 403, dengan GET maupun POST, apa pun objeknya; yang belum masuk dibawa ke
halaman masuk. Objek wilayah lain, siklus lain atau yang tidak ada dijawab 404, byte demi byte sama. 200 ditampilkan
atau diunduh, 303 dilakukan, 400 tanpa nomor isian, 405 halaman ini tidak menerima isian, 422 boleh, tetapi isian atau
keadaannya ditolak. "200,v404": 200 bagi semua kecuali `v`. Setiap sel diuji pada kedua basis data.

*A role that is not named gets 403, by GET and by POST, whatever the object; who is not signed in is led to sign in.
What is of another region, another cycle or not there is answered 404, byte for byte alike. 200 shown or downloaded,
303 done, 400 without the number of a form, 405 this page takes no form, 422 allowed, but what was sent or how things
stand is refused. "200,v404": 200 for all but `v`. Every cell is tried on both databases.*

{letters}

"""
MATRIX_COLUMNS = (
    *("Halaman / page", "Peran / roles", "GET, wilayah sendiri / own region", "POST, wilayah sendiri / own region"),
    *("GET, siklus provinsi / cycle of the province", "POST, siklus provinsi / cycle of the province"),
    *("GET, akun provinsi / account of the province", "POST, akun provinsi / account of the province"),
)
LOADED = {"payung.css": "semua / all", "payung.js": "semua / all", "htmx.js": "petugas / staff"}
FIRST_LOAD = (Path(__file__).parent / "first_load.md").read_text("utf-8")
NARROWEST = 320
WALKED = (Path(__file__).parent / "pages.md").read_text("utf-8")
PAGES_COLUMNS = (
    *("Halaman / page", "Peran / roles", "axe: aturan lulus / rules passed", "axe: dilanggar / violations"),
    *("peramban mengeluh / browser complained", "px pada 320 / at 320", "tanpa skrip / without scripts"),
    "bita kunjungan pertama / bytes of a first visit",
)


def access() -> str:
    """Which role opens which page, and what each page answers about what: the cells that a test tries one by one."""
    written = runpy.run_path(str(CELLS / "matrix" / "tables.py"))
    verdicts = runpy.run_path(str(CELLS / "verdicts.py"))
    heading = "# Siapa boleh membuka apa / Who may open what\n\n"
    rows = (
        (f"`/{route.path}`", route.right or ("masuk / signed in" if route.right == "" else "umum / public"),
         ", ".join(role for role in ROLES if route.right in MAY[role]) if route.right else None)
        for route in ROUTES
    )  # fmt: skip
    says, may, letters = written["SAYS"], verdicts["MAY_OPEN"], verdicts["LETTERS"]
    said = (
        (f"`/{route.path}`", "".join(letters) if may[route.name] == "*" else may[route.name],
         *says[route.name].cells(route.path))
        for route in ROUTES if route.name in says
    )  # fmt: skip
    named = ", ".join(f"`{letter}` {role}" for letter, role in letters.items())
    return (
        heading
        + table(("Halaman / page", "Hak / right", "Peran / roles"), rows)
        + MATRIX.format(letters=named)
        + table(MATRIX_COLUMNS, said)
    )


def first_load() -> str:
    """What a first visit fetches beside the page itself. Raises: AssetsMissing."""
    require_assets()
    size = {name: -(-(STATIC / f"{asset(name)}.gz").stat().st_size // 1024) for name in LOADED}
    rows = [(f"`{name}`", f"{size[name]} KiB", who) for name, who in LOADED.items()]
    counts = {"routes": len(ROUTES), "public": sum(route.right is None for route in ROUTES)}
    sums = {"staff": sum(size.values()), "outside": size["payung.css"] + size["payung.js"]}
    return FIRST_LOAD.format(table=table(("Berkas / file", "gzip", "Bagi / for"), rows), **counts, **sums)


def pages() -> str:
    """What a browser found on every page, drawn from what was kept of the last walk. Raises: OSError."""
    told = json.loads(KEPT.read_text("utf-8"))
    shown = [one for one in told["routes"] if one["kind"] == "page"]
    rows = [
        (f"`{one['path']}`", one["roles"] if one["roles"] != "-" else "umum / public", one["passed"],
         one["violations"], one["reported"] + one["said"], one["wide"],
         "ya / yes" if one["without_scripts"] else "**tidak / no**", number(one["bytes"]))
        for one in shown
    ]  # fmt: skip
    others = {kind: [f"`{one['path']}`" for one in told["routes"] if one["kind"] == kind] for kind in ("file", "form")}
    weights = sorted(one["bytes"] for one in shown)
    sums = {
        "routes": len(told["routes"]), "shown": len(shown), "looks": sum(len(one["roles"]) for one in shown),
        "violations": sum(one["violations"] for one in shown), "said": sum(one["reported"] for one in shown),
        "wide": sum(one["wide"] > NARROWEST for one in shown),
        "plain": sum(one["without_scripts"] for one in shown),
        "median": number(weights[len(weights) // 2]), "most": number(weights[-1]),
    }  # fmt: skip
    return WALKED.format(
        table=table(PAGES_COLUMNS, rows), files=", ".join(others["file"]), forms=", ".join(others["form"]),
        **sums, **{name: told[name] for name in ("on", "axe", "chromium", "policy")},
    )  # fmt: skip
