"""Both sides of each theorem as numbers, on a fresh random instance."""
