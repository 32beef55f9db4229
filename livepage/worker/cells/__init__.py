"""Runs the cells of a page: names, streams, errors and what a cell shows."""
