"""What a death not caused by work pays (JKM)."""

from collections.abc import Mapping
from datetime import date, timedelta

from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.law.answer import Answer, Part, Step
from payung.core.law.book import Law
from payung.core.law.first_months import full_from

LUMP_SUM = Text(id="Santunan kematian", en="Death grant")
PERIODIC = Text(id="Santunan berkala", en="Periodic grant")
BURIAL = Text(id="Biaya pemakaman", en="Burial costs")


def death_benefit(law: Law, *, started: date) -> Answer:
    """Benefit of an informal worker (BPU) who died on ``law.day``, whole rupiah; the cover began on ``started``.

    Since February 2025 a death in the first months of membership pays burial costs only; the day those months end can
    be read in four ways, and an answer near it says so.
    Source: parameters jkm/*, bpu/jkm/first_months/*. Raises: NoValueInForce.
    """
    full = _full(law)
    if law["bpu/jkm/first_months/months"].amount == 0:
        return full
    edges = full_from(law, started)
    edge = law.reading("bpu/jkm/first_months/edge")
    if law.day < edges[edge.code]:
        return _reduced(law, started, edges)
    passed = Step(
        Text(
            id=f"Mulai {started}, manfaat penuh sejak {edges[edge.code]}; meninggal {law.day}: penuh",
            en=f"Cover since {started}, in full from {edges[edge.code]}; death on {law.day}: in full",
        ),
        None,
        (law["bpu/jkm/first_months/months"], edge) if _near(law, edges) else (law["bpu/jkm/first_months/months"],),
    )
    return Answer((), (passed,), _edge_notes(law, edges)) + full


def _full(law: Law) -> Answer:
    lump, burial = law["jkm/lump_sum"], law["jkm/burial"]
    periodic = periodic_grant(law)
    parts = (
        Part("jkm_lump_sum", LUMP_SUM, lump.amount),
        Part("jkm_periodic", PERIODIC, periodic.amount or 0),
        Part("jkm_burial", BURIAL, burial.amount),
    )
    steps = (
        Step(_named(LUMP_SUM, rupiah(lump.amount)), lump.amount, (lump,)),
        periodic,
        Step(_named(BURIAL, rupiah(burial.amount)), burial.amount, (burial,)),
    )
    return Answer(parts, steps)


def periodic_grant(law: Law) -> Step:
    """The periodic grant, paid at once; the same for a work death and a total disability."""
    monthly, months = law["jkm/periodic"], law["jkm/periodic_months"]
    amount = monthly.amount * months.amount
    how = f"{months.amount} × {rupiah(monthly.amount)} = {rupiah(amount)}"
    return Step(_named(PERIODIC, how), amount, (monthly, months))


def _reduced(law: Law, started: date, edges: Mapping[str, date]) -> Answer:
    months, edge, burial = (
        law["bpu/jkm/first_months/months"],
        law.reading("bpu/jkm/first_months/edge"),
        law["jkm/burial"],
    )
    components = law.reading("bpu/jkm/first_months/components")
    why = Step(
        Text(
            id=f"Mulai {started}, manfaat penuh baru sejak {edges[edge.code]}; meninggal {law.day}: "
            f"dalam {months.amount} bulan pertama, hanya biaya pemakaman",
            en=f"Cover since {started}, in full only from {edges[edge.code]}; death on {law.day}: "
            f"in the first {months.amount} months, burial costs only",
        ),
        None,
        (months, edge),
    )
    paid = Step(_named(BURIAL, rupiah(burial.amount)), burial.amount, (burial, components))
    if components.code == "burial":
        parts: tuple[Part, ...] = (Part("jkm_burial", BURIAL, burial.amount),)
    else:
        grant = law["bpu/jkm/first_months/grant"].amount
        parts = (Part("jkm_grant", LUMP_SUM, grant), Part("jkm_burial", BURIAL, burial.amount - grant))
    return Answer(parts, (why, paid), _edge_notes(law, edges))


def _near(law: Law, edges: Mapping[str, date]) -> bool:
    margin = timedelta(days=law["bpu/jkm/first_months/edge_days"].amount)
    return min(edges.values()) - margin <= law.day <= max(edges.values()) + margin


def _edge_notes(law: Law, edges: Mapping[str, date]) -> tuple[Text, ...]:
    if not _near(law, edges):
        return ()
    days = {code: edges[code].isoformat() for code in sorted(edges)}
    listed = ", ".join(f"{code} {day}" for code, day in days.items())
    return (
        Text(
            id=f"Dekat batas bulan-bulan pertama: manfaat penuh mulai menurut tiap bacaan: {listed}. "
            "Tanyakan bunyi Permenaker 1/2025 kepada cabang BPJS sebelum menyebut jumlah kepada keluarga.",
            en=f"Near the end of the first months: in full from, by reading: {listed}. "
            "Ask the BPJS branch for the wording of Permenaker 1/2025 before telling the family an amount.",
        ),
    )


def _named(name: Text, how: str) -> Text:
    return Text(id=f"{name.id}: {how}", en=f"{name.en}: {how}")
