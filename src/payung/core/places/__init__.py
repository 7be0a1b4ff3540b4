"""Province, regency, district, village: their codes and names, and which one a file speaks of."""
