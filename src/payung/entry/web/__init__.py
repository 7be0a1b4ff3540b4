"""The workbench: what officers, checkers, villages and auditors do in a browser."""
