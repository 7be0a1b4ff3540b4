"""Words every chapter uses: text in two languages, rupiah, days, errors. Nothing else enters."""
