"""Deliveries of village lists, their judgement, and what changed."""
