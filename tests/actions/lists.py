"""Small lists of made-up people as CSV, with known doubts, for tests of ``payung people``."""

from collections.abc import Sequence
from pathlib import Path

HEAD = "nik,name,dob,sex,village_code,mother_name,family_card"

ANI = "1505015208870001,ANI LESTARI,1987-08-12,P,1505012006,ROHANI,1505010101100001"
ANI_SLIP = "1505015208870091,ANI LESTARI,1987-08-12,P,1505012006,ROHANI,1505010101100001"
BUDI = "1505010301750044,BUDI SANTOSO,1975-01-03,L,1505012007,SUTINAH,1505010101100002"
BORROWED = "1505010301750044,ZULKIFLI HAMZAH,1975-01-03,L,1505012007,MURNI,1571060203150077"
CITRA = "1505014902900007,CITRA DEWI,1990-02-09,P,1505012008,FAUZIAH,1505010101100003"
CITRA_AGAIN = ",CITRA DEWI,1990-02-09,P,1505012008,,"
"""The first slip is one person beyond doubt; the borrowed NIK and the one who gives none are asked about."""

TWO_DOUBTS = (ANI, ANI_SLIP, BUDI, BORROWED, CITRA, CITRA_AGAIN)


def write(path: Path, rows: Sequence[str], head: str = HEAD) -> Path:
    """``rows`` below ``head`` as the file ``path``."""
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return path
