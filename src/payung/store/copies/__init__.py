"""One archive for both databases: written from one moment of the store, restored whole or not at all."""
