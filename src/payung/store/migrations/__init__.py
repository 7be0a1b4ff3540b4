"""How the tables of the store came to be; one history for SQLite and PostgreSQL."""
