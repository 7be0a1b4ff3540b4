"""Which worker a programme may cover on a day, and why not the others."""
