"""The villages a result speaks of, as the table that papers and pages take their names from."""

import polars as pl

from payung.core.places.places import Gazetteer

TYPES = dict.fromkeys(("village_code", "village", "kind", "district", "regency", "province"), pl.String)


def village_table(outcome: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """One row for each village_code of ``outcome`` and ``files``, by code, with the columns of TYPES.

    A code the reference list lacks stands with its code for a name, and with the regions above it that are known.
    """
    everywhere = Gazetteer.read()
    rows = []
    for code in sorted({*outcome["village_code"].drop_nulls(), *files["village_code"].drop_nulls()}):
        village = everywhere.village(code)
        if village:
            rows.append((code, village.name, village.kind, village.district, village.regency, village.province))
        else:
            above = [everywhere.area_name(code[:digits]) or code[:digits] for digits in (6, 4, 2)]
            rows.append((code, code, "desa", *above))
    return pl.DataFrame(rows, schema=TYPES, orient="row")
