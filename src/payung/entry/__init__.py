"""Ways in. They translate, make one call, and translate back; nothing is decided here."""
