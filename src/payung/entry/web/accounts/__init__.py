"""Accounts of the regions an administrator looks after, and what each may do."""
