"""Words that go with numbers, in messages and sentences."""


def counted(n: int, noun: str) -> str:
    """Return "1 update", "2 updates" or "1,234 updates": the number, and the noun to it."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
