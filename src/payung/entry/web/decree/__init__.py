"""Decrees and what leads to them: proposals, the sample that is looked at, approval, papers."""
