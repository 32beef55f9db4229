"""The mathematics beside compiled libraries: same data, same result, same threads, one run."""
