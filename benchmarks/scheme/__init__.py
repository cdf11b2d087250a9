"""Eshkol beside other Scheme systems: the host tier."""
