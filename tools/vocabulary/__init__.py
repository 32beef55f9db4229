"""The Python that the pages use: what each explains itself, and what the toolbox does for all."""
