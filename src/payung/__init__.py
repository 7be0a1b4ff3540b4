"""Payung keeps vulnerable informal workers under cover: village workbooks in, decree out."""
