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
