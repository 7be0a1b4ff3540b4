"""Who receives a death benefit: the first in the legal order who exists."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from payung.core.basis.text import Text
from payung.core.law.answer import Answer, Step
from payung.core.law.book import Law
from payung.core.law.values import Row

RELATIONS: Mapping[str, str] = {
    "spouse": "spouse_or_child",
    "child": "spouse_or_child",
    "parent": "direct_line",
    "grandparent": "direct_line",
    "grandchild": "direct_line",
    "sibling": "sibling",
    "parent_in_law": "parent_in_law",
    "named_in_will": "named_in_will",
    "burial_arranger": "burial_arranger",
}
"""Relation to the dead -> row of heirs/order."""

NAMES: Mapping[str, Text] = {
    "spouse": Text(id="janda atau duda", en="widow or widower"),
    "child": Text(id="anak", en="child"),
    "parent": Text(id="ayah atau ibu", en="father or mother"),
    "grandparent": Text(id="kakek atau nenek", en="grandparent"),
    "grandchild": Text(id="cucu", en="grandchild"),
    "sibling": Text(id="saudara kandung", en="brother or sister"),
    "parent_in_law": Text(id="mertua", en="parent-in-law"),
    "named_in_will": Text(id="yang ditunjuk wasiat", en="person named in the will"),
    "burial_arranger": Text(id="yang mengurus pemakaman", en="whoever arranged the burial"),
}
BURIAL_PARTS = ("jkm_burial", "jkk_burial")


@dataclass(frozen=True)
class Receiving:
    """The row of the order that receives, the relations given that stand in it, and what of the benefit they get."""

    row: Row
    relations: tuple[str, ...]
    benefit: Answer


def who_receives(law: Law, relations: Collection[str], benefit: Answer) -> Receiving:
    """Who of ``relations`` (keys of ``RELATIONS``, at least one) receives the death ``benefit`` on ``law.day``.

    Where nobody of the order is left, whoever arranged the burial receives burial costs, and the other grants go to the
    social-security fund. How heirs of one rank share is not said by the sources. Source: parameter heirs/order.
    """
    order = law.table("heirs/order")
    row = min((order[RELATIONS[relation]] for relation in relations), key=lambda row: row.amount)
    named = tuple(sorted({relation for relation in relations if RELATIONS[relation] == row.code}))
    said = Step(
        Text(id=f"Yang berhak: ({row.amount}) {row.name.id}", en=f"Entitled: ({row.amount}) {row.name.en}"),
        None,
        (order,),
    )
    notes: tuple[Text, ...] = (
        (Text(id=f"{row.name.id}: {row.doubt.id}", en=f"{row.name.en}: {row.doubt.en}"),) if row.doubt else ()
    )
    if row.code == "burial_arranger":
        benefit = Answer(
            tuple(part for part in benefit.parts if part.code in BURIAL_PARTS), benefit.steps, benefit.notes
        )
    elif row.code == "named_in_will":
        notes += (
            Text(
                id="Wasiat harus berupa akta notaris; bila ragu, penetapan pengadilan (Permenaker 1/2025 Pasal 79, "
                "dilihat untuk jasa konstruksi).",
                en="A will must be a notarial deed; in doubt, a court decides (Permenaker 1/2025 article 79, "
                "seen for construction).",
            ),
        )
    return Receiving(row, named, benefit + Answer((), (said,), notes))
