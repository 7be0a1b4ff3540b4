"""Figures of regions: who is covered, how many person-months, how much money."""
