"""Who is the same person: what is compared, what it weighs, and what only a person may decide."""
