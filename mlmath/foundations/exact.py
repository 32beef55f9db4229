"""Linear algebra without rounding: every float64 is a fraction, and elimination keeps them so."""

from fractions import Fraction

from mlmath.validation import Floats

Row = list[Fraction]


def null_space(rows: list[Row], width: int) -> list[Row]:
    """Return a basis of the vectors (width,) at right angles to all rows, by elimination."""
    echelon: dict[int, Row] = {}  # reduced rows by the column of their leading 1
    for row in rows:
        _add(echelon, row, width)
        if len(echelon) == width:
            return []
    basis = []
    for j in range(width):
        if j not in echelon:
            v = [Fraction(int(k == j)) for k in range(width)]
            for pivot, row in echelon.items():
                v[pivot] = -row[j]
            basis.append(v)
    return basis


def first_dependent(A: Floats) -> int | None:
    """Return the first column of A (m, n) that the columns before it combine to, or None."""
    echelon: dict[int, Row] = {}
    for j, column in enumerate(A.T.tolist()):
        if not _add(echelon, [Fraction(a) for a in column], len(A)):
            return j
    return None


def dot(a: Row, b: Row) -> Fraction:
    """Return the inner product."""
    return sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))


def _add(echelon: dict[int, Row], row: Row, width: int) -> bool:
    """Add a row to a reduced echelon form, and tell whether it has brought anything new."""
    for pivot, other in echelon.items():
        row = _less(row, other, row[pivot])
    new = next((j for j, a in enumerate(row) if a), width)
    if new == width:
        return False
    row = [a / row[new] for a in row]
    for pivot, other in echelon.items():
        echelon[pivot] = _less(other, row, other[new])
    echelon[new] = row
    return True


def _less(row: Row, other: Row, factor: Fraction) -> Row:
    return [a - factor * b for a, b in zip(row, other, strict=True)] if factor else row
