"""Pyodide, the Python of the reader's browser: its lock, and the ways to fetch what it names."""
