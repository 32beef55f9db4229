"""Tools of the workshop: serving the built book, finding a browser, checking the notebooks."""
