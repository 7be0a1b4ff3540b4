"""Records of made-up people on several lists, with known truth and named kinds of mistake: linkage is tried on them."""
