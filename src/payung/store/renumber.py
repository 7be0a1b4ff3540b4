"""Villages that get another code: people, purses and totals stay with the village, whatever it is called."""

from collections.abc import Iterable, Mapping
from datetime import date

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.models import Village, VillageCode
from payung.store.people import numbers_of
from payung.store.reading import rows_of


class RenumberingWrong(PayungError):
    """Villages cannot get these codes from that day on. Nothing was changed."""

    code = "renumbering-wrong"
    exit_code = 98

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Kode desa tidak dapat diganti: {why.id}.", en=f"The codes cannot be changed: {why.en}."),
            Text(id="Periksa daftar kode lama dan barunya.", en="Check the list of old and new codes."),
        )


def villages_on(day: date, codes: Iterable[str]) -> dict[str, int]:
    """Code -> the village that had it on ``day``; where none did, the one that has it, else the last that had it.

    A list made before a renumbering, or by a village that did not hear of it, means the same village as ever.
    """
    wanted = set(codes)
    called = {village for _, village in rows_of(VillageCode.objects.all(), ("code", "village_id"), "code", wanted)}
    history: dict[int, list[tuple[date, str]]] = {}
    columns = ("village_id", "since", "code")
    for village, since, code in rows_of(VillageCode.objects.order_by("id"), columns, "village_id", called):
        history.setdefault(village, []).append((since or date.min, code))
    best: dict[str, tuple[tuple[bool, bool, date], int]] = {}
    for village, spans in sorted(history.items()):
        then = max((span for span in spans if span[0] <= day), default=(date.min, ""))[1]
        for since, code in spans:
            rank = (code == then, code == spans[-1][1], since)
            if code in wanted and (code not in best or rank > best[code][0]):
                best[code] = (rank, village)
    return {code: village for code, (_, village) in best.items()}


def renumber(doing: Doing, since: date, codes: Mapping[str, str]) -> range:
    """Give villages other codes from ``since`` on: old code -> new; two may exchange theirs. Ids of the rows.

    Raises: RenumberingWrong where an old code is nobody's, a new one is no code of 10 digits, two get the same, or
    somebody else has it, or a village got its code on that day or later.
    """
    new = list(codes.values())
    if not all(len(code) == 10 and code.isascii() and code.isdecimal() for code in new) or len(set(new)) < len(new):
        raise RenumberingWrong(Text(id="kode baru bukan 10 angka, atau dua kali", en="a new one is none, or twice"))
    villages = numbers_of(Village, "code", codes)
    if len(villages) < len(codes):
        raise RenumberingWrong(Text(id="kode lama tidak ada", en="an old one is nobody's"))
    if Village.objects.filter(code__in=set(new) - set(codes)).exists():
        raise RenumberingWrong(Text(id="kode baru sudah dipakai desa lain", en="a new one is another village's"))
    if VillageCode.objects.filter(village__in=villages.values(), since__gte=since).exists():
        raise RenumberingWrong(Text(id="sudah ada kode sejak hari itu", en="there is one since that day already"))
    columns = ("village_id", "code", "since")
    rows = doing.add(VillageCode, columns, ((villages[old], code, since) for old, code in codes.items()))
    for place, village in enumerate(villages.values()):
        Village.objects.filter(id=village).update(code=f"#{place}")  # first out of each other's way
    for old, code in codes.items():
        Village.objects.filter(id=villages[old]).update(code=code)
    return rows
