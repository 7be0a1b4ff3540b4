"""A cycle opened, and the lists it is compared with."""
