"""The law as dated values, each with its article and whether anyone compared it with the text."""
