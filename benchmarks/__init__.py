"""Eshkol beside JAX: the same computation, alternately, in one process."""
