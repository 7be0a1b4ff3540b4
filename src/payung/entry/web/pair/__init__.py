"""Two records that may be one person, decided by somebody."""
