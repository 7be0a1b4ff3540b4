"""Cover over time: whether a membership runs, is in arrears or has ended, and since when."""
