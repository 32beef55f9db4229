"""What runs in the page's worker: it answers widgets and runs cells, inside Pyodide."""
