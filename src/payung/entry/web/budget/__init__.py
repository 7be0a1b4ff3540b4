"""Money before it is decided on: what it buys, plans of it, who is left out."""
