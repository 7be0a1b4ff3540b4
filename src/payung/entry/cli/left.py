"""What ``payung people left`` prints: who left for certain, what that frees, and whom to ask about."""

from rich.console import Console

from payung.actions.left_people import LeftPeople
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.leaving import VERDICTS, WHY
from payung.entry.cli.credit import booked_line


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
    lines += [booked_line(one) for one in done.credits]
    if done.lost:
        lines.append(
            Text(
                id=f"  {number(done.lost)} orang-bulan sudah dibayar dan hangus: dananya tidak punya kesepakatan.",
                en=f"  {number(done.lost)} person-months are paid and lost: their fund has no agreement.",
            )
        )
    for bill, count in done.billed.items():
        lines.append(
            Text(
                id=f"  {number(count)} orang-bulan sudah ditagih ({bill}): minta tagihan koreksi ke cabang BPJS, lalu "
                f"payung bill receive BERKAS --corrects {bill}",
                en=f"  {number(count)} person-months are billed ({bill}): ask the branch for a corrected bill, then "
                f"payung bill receive FILE --corrects {bill}",
            )
        )
    for why, people in done.asked.items():
        listed = ", ".join(map(str, people))
        lines.append(Text(id=f"  Tanyakan ({WHY[why].id}): {listed}", en=f"  Ask about ({WHY[why].en}): {listed}"))
    for line in lines:
        out.print(line.in_(language), highlight=False, soft_wrap=True, markup=False)
