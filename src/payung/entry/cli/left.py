"""What ``payung people left`` prints: who left for certain, what that frees, and whom to ask about."""

from rich.console import Console

from payung.actions.left_people import LeftPeople
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.leaving import BECOMES, VERDICTS, WHY


def print_left(done: LeftPeople, language: str, out: Console) -> None:
    """Figures, the reasons of every verdict, and numbers of the people to be asked about; no names."""
    lines = [
        Text(
            id=f"{number(done.lines)} baris: {number(done.left)} orang keluar, "
            f"{number(done.person_months)} orang-bulan dilepas, {rupiah(done.released)} kembali bebas.",
            en=f"{number(done.lines)} lines: {number(done.left)} people leave, {number(done.person_months)} "
            f"person-months released, {rupiah(done.released)} free again.",
        )
    ]
    for said, count in done.verdicts.items():
        verdict, why = said.split(" ")
        words, reason = VERDICTS[verdict], WHY[why]  # type: ignore[index]
        lines.append(
            Text(
                id=f"  {number(count)} {words.id}: {reason.id}",
                en=f"  {number(count)} {words.en}: {reason.en}",
            )
        )
    for becomes, count in done.paid.items():
        meaning = BECOMES[becomes]  # type: ignore[index]
        lines.append(
            Text(
                id=f"  {number(count)} orang-bulan {meaning.id}; belum dibukukan.",
                en=f"  {number(count)} person-months {meaning.en}; not booked yet.",
            )
        )
    for why, people in done.asked.items():
        listed = ", ".join(map(str, people))
        lines.append(Text(id=f"  Tanyakan ({WHY[why].id}): {listed}", en=f"  Ask about ({WHY[why].en}): {listed}"))
    for line in lines:
        out.print(line.in_(language), highlight=False, soft_wrap=True, markup=False)
