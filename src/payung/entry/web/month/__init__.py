"""Months: of cover, matched against bills and BPJS's lists; of the books, reported and closed."""
