"""What if: the same rules with another budget, quota, duration or law, and what would come of it."""
