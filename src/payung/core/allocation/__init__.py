"""Which money pays which person-months of whom, within limits."""
