"""Likeness at scale: which records to compare, how alike they are, and who is one person."""
