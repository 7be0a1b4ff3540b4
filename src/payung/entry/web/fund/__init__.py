"""Funds: the money that came in, and where every rupiah of it is."""
