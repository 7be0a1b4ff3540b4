"""Programmes as data: who runs them, whom they cover, with whose money, and what they announced."""
