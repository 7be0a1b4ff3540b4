"""Village lists: how a sheet is read, what a row is, what is wrong with it and how to say so."""
