"""Spark: beyond one machine. Needs the extra payung[spark] and Java 17; any master URL.

Files are read and written by the workers, so on a cluster they must lie on storage that all of them see.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.engines.parquet import write_result
from payung.engines.tables import Frame, Result, Tables

BATCH_ROWS = 262_144

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.adaptive.enabled": "true",
    "spark.ui.showConsoleProgress": "false",
}
LOCAL_SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.memory": "2g",
}
"""Only where the master is this machine."""


class SparkMissing(PayungError):
    """The Spark engine was asked for, but pyspark or Java is not there."""

    code = "spark-missing"
    exit_code = 51

    def __init__(self, what: str) -> None:
        super().__init__(
            Text(id=f"Mesin spark tidak dapat dijalankan: {what} tidak ada.", en=f"Spark cannot start: no {what}."),
            Text(
                id="Pasang dengan: pip install 'payung[spark]', dan Java 17; atau pakai --engine local.",
                en="Install it with: pip install 'payung[spark]', and Java 17; or use --engine local.",
            ),
        )


class ClusterTables(Tables):
    """``Tables`` in one Spark session."""

    def __init__(self, master: str) -> None:
        self._spark = _session(master)
        self._kept: list[Any] = []

    def scan(self, path: Path) -> Frame:
        return nw.from_native(self._spark.read.parquet(path.absolute().as_uri()))

    def keep(self, frame: Frame, names: Sequence[str]) -> Frame:
        kept = nw.to_native(frame).persist()
        self._kept.append(kept)
        return nw.from_native(kept)

    def write(self, frame: Frame, results: Sequence[Result], out: Path) -> None:
        for result in results:
            parts = Path(mkdtemp(prefix=f".{result.name}-", dir=out))
            try:
                nw.to_native(result.made(frame)).write.mode("overwrite").parquet(parts.absolute().as_uri())
                write_result(out / f"{result.name}.parquet", result.columns, _batches(parts))
            finally:
                shutil.rmtree(parts)
        for kept in self._kept:
            kept.unpersist()


def _batches(parts: Path) -> Iterator[pa.Table]:
    """The rows Spark wrote, part by part: parts are numbered in the order of the sort."""
    for part in sorted(parts.glob("part-*.parquet")):
        for batch in pq.ParquetFile(part).iter_batches(BATCH_ROWS):
            yield pa.Table.from_batches([batch])


def _session(master: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkMissing("pyspark") from error
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise SparkMissing("Java")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("payung")
    for key, value in (SETTINGS | (LOCAL_SETTINGS if master.startswith("local") else {})).items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
