"""One way to write a result, whichever engine computed it: the same rows become the same bytes."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROWS_IN_A_GROUP = 262_144
TYPES = {
    "string": pa.string(),
    "int64": pa.int64(),
    "int32": pa.int32(),
    "int16": pa.int16(),
    "date": pa.date32(),
    "bool": pa.bool_(),
}


def schema_of(columns: Mapping[str, str]) -> pa.Schema:
    """The Arrow schema of a table declared in ``core.roster.table``."""
    return pa.schema([(name, TYPES[kind]) for name, kind in columns.items()])


class ResultFile:
    """A Parquet file written in row groups of a fixed size, whatever sizes the batches come in."""

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        self._schema = schema_of(columns)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd", compression_level=1, store_schema=False)
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def add(self, table: pa.Table) -> None:
        """Write ``table`` after what came before; columns are cast to the file's types."""
        self._waiting.append(table.select(self._schema.names).cast(self._schema))
        self._rows += table.num_rows
        if self._rows >= ROWS_IN_A_GROUP:
            whole = pa.concat_tables(self._waiting)
            groups = self._rows // ROWS_IN_A_GROUP
            for start in range(groups):
                self._write(whole.slice(start * ROWS_IN_A_GROUP, ROWS_IN_A_GROUP))
            self._waiting = [whole.slice(groups * ROWS_IN_A_GROUP)]
            self._rows -= groups * ROWS_IN_A_GROUP

    def close(self) -> None:
        """Write what is left and finish the file."""
        if self._rows:
            self._write(pa.concat_tables(self._waiting))
        self._writer.close()

    def _write(self, group: pa.Table) -> None:
        self._writer.write_table(group.combine_chunks(), row_group_size=ROWS_IN_A_GROUP)


def write_result(path: Path, columns: Mapping[str, str], tables: Iterable[pa.Table]) -> None:
    """Write ``tables`` one after another as one Parquet file at ``path``."""
    file = ResultFile(path, columns)
    for table in tables:
        file.add(table)
    file.close()
