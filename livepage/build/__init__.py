"""What builds: reads the built pages, gathers and publishes the files that make them live."""
