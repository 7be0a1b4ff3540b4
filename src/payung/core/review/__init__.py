"""Decisions that no account takes alone: the order of their steps, and the sample that is looked at."""
