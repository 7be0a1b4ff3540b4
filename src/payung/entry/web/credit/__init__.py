"""Credits: what BPJS owes for months that gave nobody cover."""
