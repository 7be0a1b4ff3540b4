"""One made-up province for all tests of synth."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from payung.synth.make import Made, make

VILLAGES, SEED = 160, 7


@dataclass(frozen=True)
class Province:
    made: Made
    folder: Path
    key: pl.DataFrame

    def table(self, name: str) -> pl.DataFrame:
        path = self.folder / name
        return pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema=False)


@pytest.fixture(scope="session")
def jambi(tmp_path_factory: pytest.TempPathFactory) -> Province:
    folder = tmp_path_factory.mktemp("jambi") / "out"
    made = make(province="15", villages=VILLAGES, seed=SEED, out=folder, bad_files=True)
    return Province(made, folder, pl.read_parquet(folder / "answer_key.parquet"))
