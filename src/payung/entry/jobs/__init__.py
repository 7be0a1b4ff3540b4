"""Work that goes on when nobody waits for it: what kinds there are, and the worker that does them."""
