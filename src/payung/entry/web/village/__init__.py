"""Regions and villages of a cycle: who has sent a list, what is wrong with it, who is on a decree."""
