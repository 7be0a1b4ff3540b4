"""A made-up branch of BPJS and its civil registry: they know what was sent to them, and nothing of our store."""
