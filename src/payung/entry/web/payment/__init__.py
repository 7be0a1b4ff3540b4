"""Payments: their papers and proofs."""
