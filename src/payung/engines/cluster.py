"""Spark: beyond one machine. Needs the extra payung[spark] and Java 17; any master URL.

Files are read and written by the workers, so on a cluster they must lie on storage that all of them see.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq

from payung.core.basis.errors import TELL_ADMINISTRATOR, PayungError
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
            on_page=TELL_ADMINISTRATOR,
        )


class SparkUnreachable(PayungError):
    """The Spark master does not answer, or refuses the session."""

    code = "spark-unreachable"
    exit_code = 53

    def __init__(self, master: str) -> None:
        super().__init__(
            Text(
                id=f"Spark di '{master}' tidak dapat dihubungi atau menolak.",
                en=f"Spark at '{master}' cannot be reached, or refuses.",
            ),
            Text(
                id="Periksa alamat --master dan versi Spark-nya, atau pakai --engine local.",
                en="Check the address in --master and the version of Spark there, or use --engine local.",
            ),
            on_page=TELL_ADMINISTRATOR,
        )


class ClusterTables(Tables):
    """``Tables`` in one Spark session. What is kept lies as Parquet in ``work``: plans stay short, workers may fail."""

    def __init__(self, master: str, work: Path) -> None:
        self._spark = _session(master)
        self._work = work
        self._names = count()

    def scan(self, path: Path) -> Frame:
        return nw.from_native(self._spark.read.parquet(path.absolute().as_uri()))

    def keep(self, frame: Frame, names: Sequence[str]) -> Frame:
        return self.scan(self._stored(frame))

    def write(self, frame: Frame, results: Sequence[Result], out: Path) -> None:
        for result in results:
            parts = self._stored(result.made(frame))
            write_result(out / f"{result.name}.parquet", result.columns, _batches(parts))

    def _stored(self, frame: Frame) -> Path:
        folder = self._work / f"kept-{next(self._names)}"
        nw.to_native(frame).write.parquet(folder.absolute().as_uri())
        return folder


def _batches(parts: Path) -> Iterator[pa.Table]:
    """The rows Spark wrote, part by part: parts are numbered in the order of the sort."""
    for part in sorted(parts.glob("part-*.parquet")):
        for batch in pq.ParquetFile(part).iter_batches(BATCH_ROWS):
            yield pa.Table.from_batches([batch])


def _session(master: str) -> Any:
    try:
        from py4j.protocol import Py4JJavaError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkMissing("pyspark") from error
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise SparkMissing("Java")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("payung")
    for key, value in (SETTINGS | (LOCAL_SETTINGS if master.startswith("local") else {})).items():
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except Py4JJavaError as error:
        raise SparkUnreachable(master) from error
    session.sparkContext.setLogLevel("ERROR")
    return session
