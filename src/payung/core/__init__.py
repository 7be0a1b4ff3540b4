"""The rules. No framework, no database, no network, no clock, no global state."""
