"""Two small villages with known people, as files, for tests of the whole job."""

from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

SUNGAI_DUREN, MENDALO = "1505012006", "1505012007"
HEADING = ("No", "NIK", "Nama", "Tanggal Lahir", "L/P", "Pekerjaan", "No. KK", "Nama Ibu Kandung", "Alamat")


def person(serial: int, *, name: str = "BUDI SANTOSO", day: int = 12, month: int = 8, year: int = 1987) -> list[str]:
    """A sound worker, a man of Jambi Luar Kota; ``serial`` makes the NIK his own."""
    nik = f"150501{day:02d}{month:02d}{year % 100:02d}{serial:04d}"
    return [nik, name, f"{day:02d}-{month:02d}-{year}", "L", "Petani", "1505010101100001", "SITI", "Dusun I"]


@dataclass
class Province:
    """A folder of rosters and what belongs to it. Lists are rows below the heading, by file."""

    folder: Path
    lists: dict[str, list[list[str]]] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)
    welfare: list[str] = field(default_factory=list)

    def write(self) -> "Province":
        """Put everything on disk."""
        rosters = self.folder / "rosters"
        rosters.mkdir(parents=True, exist_ok=True)
        for name, rows in self.lists.items():
            write_list(rosters / name, rows)
        heads = {
            "members": "nik,name,dob,segment,programme,status,paid_through",
            "deaths": "nik,date_of_death"
            if self.deaths and self.deaths[0].count(",") == 1
            else "nik,name,dob,date_of_death",
            "welfare": "nik,desil",
        }
        for kind, head in heads.items():
            (self.folder / f"{kind}.csv").write_text("\n".join([head, *getattr(self, kind)]) + "\n")
        return self


def write_list(path: Path, rows: list[list[str]]) -> None:
    """A workbook with one sheet: a heading row, then ``rows`` numbered from 1."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Daftar")
        sheet.write_row(0, 0, HEADING)
        for number, row in enumerate(rows, start=1):
            sheet.write_number(number, 0, number)
            for column, cell in enumerate(row, start=1):
                if cell:
                    sheet.write_string(number, column, cell)
