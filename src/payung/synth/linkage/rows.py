"""What a mistake is planted in: some rows of the records, as lists, with what else is known of their people."""

from dataclasses import dataclass
from datetime import date

import numpy as np


@dataclass
class Rows:
    """The records to spoil, each list as long as the others. A mistake changes the lists; what it cannot change it
    leaves, and that row then does not have the mistake."""

    nik: list[str | None]
    name: list[str]
    birth_date: list[date | None]
    sex: list[str | None]
    village_code: list[str]
    mother_name: list[str]
    family_card: list[str]
    spouse_name: list[str | None]
    spouse_nik: list[str | None]
    neighbour_nik: list[str | None]  # of somebody of another family in the village
    neighbour_village: list[str]
    parent_name: list[str]  # the father of who this is, or a man's name
    unusual: bool  # whether forms are allowed that the training mix does not have
    random: np.random.Generator

    def __len__(self) -> int:
        return len(self.nik)

    def integers(self, below: int) -> list[int]:
        """A number from 0 for every row."""
        return self.random.integers(0, below, len(self)).tolist()
