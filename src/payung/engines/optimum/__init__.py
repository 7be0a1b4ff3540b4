"""The best plan of money for a stated aim, with a proof of how good it is. Needs the extra payung[optimum]."""
