"""Measurements of the built book beside its stock alternatives; see ``python -m bench --help``."""
