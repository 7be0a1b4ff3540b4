"""Cover proven and counted: slips of a village, coverage by area."""
