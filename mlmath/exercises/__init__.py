"""Checks for the reader's answers: each names the first thing that is wrong, with a hint."""
