"""The published ranking on whole tables: who is paid by which fund in which month, and why nobody else."""
