"""Scenarios of the budget, kept and compared."""
