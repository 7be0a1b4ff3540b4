"""The tables a plan reads and writes: people with what may be paid for them, and who is paid by which fund when.

A set of months is one whole number: bit 0 is the plan's first month. A set of criteria likewise: bit n is the n-th of
``criteria.CRITERIA``.
"""

PEOPLE = {
    "person": "int64",  # 0, 1, 2 … in the order of the file
    "key": "string",  # person_key
    "village": "int64",  # Kemendagri code of 10 digits
    "order": "int64",  # the published ranking, smaller first; ties by person
    "payable": "int32",  # months that may be paid: alive, of age, not covered by others
    "holds": "int64",  # criteria that hold
    "before": "int16",  # months paid without a gap up to the first of the plan; 0 is new, or lapsed
}

PAID = {
    "person": "int64",
    "fund": "int16",  # place in Plan.funds
    "months": "int32",  # months this fund pays for this person; never 0
}
"""At most one row per person and fund, ordered by person, then fund; no month of a person stands in two rows."""

UNPAID = {
    "person": "int64",
    "months": "int32",  # months that may be paid and nobody pays, all for one reason
    "reason": "string",  # a code of reasons.UNPAID_REASONS, or CHOSEN_REASONS for a best plan
    "fund": "int16",  # the last fund in the published order that may pay, the last chance; -1 where there is none
    "above": "int64",  # who stands just above: the last in that fund's line who got one of the months; or -1
}
"""Ordered by person, then months; every payable month that nobody pays stands in exactly one row."""

LEFT = {
    "fund": "int16",
    "village": "int64",  # 0 where the fund has one purse for its area
    "released": "int64",  # whole rupiah that came in, over the whole plan
    "spent": "int64",
    "left": "int64",  # released - spent
    "reason": "string",  # a code of reasons.LEFT_REASONS
    "waiting": "int64",  # person-months nobody pays that this purse may pay by area, criteria and months
}
"""One row for each purse, ordered by fund, then village. Villages that nobody of the list lives in have no row."""
