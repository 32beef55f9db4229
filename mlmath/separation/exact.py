"""Exact arithmetic on float64s: each is a whole number times a power of two.

Python's integers are as long as they need to be, so that sums and products of them are exact,
and what is decided by them is proved.
"""

from fractions import Fraction
from math import gcd, isqrt, lcm, ldexp, prod

from mlmath.validation import Floats

Row = list[int]
SMALLEST = 5e-324  # above 0 of all float64s


def whole_rows(A: Floats) -> tuple[list[Row], int]:
    """Return the rows of A times 2^e as whole numbers, and e, the smallest at which they are."""
    ratios = [[entry.as_integer_ratio() for entry in row] for row in A.tolist()]
    unit = max(below for row in ratios for _, below in row)  # all of them are powers of two
    rows = [[above * (unit // below) for above, below in row] for row in ratios]
    return rows, unit.bit_length() - 1


def decimal_rows(A: Floats) -> list[Row]:
    """Return the rows of A times one whole number, as whole numbers: A read as it is printed.

    0.1 then is one tenth, and not the float64 nearest to it, which is 5.6e-18 more.
    """
    table = [[Fraction(repr(entry)) for entry in row] for row in A.tolist()]
    unit = lcm(*(entry.denominator for row in table for entry in row))
    return [[int(entry * unit) for entry in row] for row in table]


def dot(a: Row, b: Row) -> int:
    """Return the sum of the products."""
    return sum(map(prod, zip(a, b, strict=True)))


def nearest_whole(rows: list[Row], start: list[int]) -> tuple[Row, int]:
    """Return the nearest point to the origin of the convex hull of whole rows: P / D, as P and D.

    Wolfe's algorithm as in `nearest_point`, without rounding: so it ends, in finitely many steps,
    and where it ends no row lies nearer along the point than the point itself, which is the proof.

    Parameters
    ----------
    rows : shape (n, d).
    start : a corral to begin with, where there is one; if it is none, the shortest row will do.
    """
    shares = _affine_shares(rows, start)
    corral = list(start)
    if shares is None or min(shares) <= 0:
        corral = [min(range(len(rows)), key=lambda i: dot(rows[i], rows[i]))]
        shares = [Fraction(1)]
    while True:
        P, D = _mixed(rows, corral, shares)
        heights = [dot(row, P) for row in rows]
        j = min(range(len(rows)), key=heights.__getitem__)
        if heights[j] * D >= dot(P, P):
            return P, D
        corral.append(j)
        shares.append(Fraction(0))
        while True:
            target = _affine_shares(rows, corral)
            assert target is not None  # what lies nearer than the corral's hull is outside of it
            if min(target) > 0:
                shares = target
                break
            # Walk from the present mix toward the target until the first share reaches zero.
            step = min(s / (s - t) for s, t in zip(shares, target, strict=True) if t <= 0 < s - t)
            shares = [s + step * (t - s) for s, t in zip(shares, target, strict=True)]
            corral = [i for i, s in zip(corral, shares, strict=True) if s > 0]
            shares = [s for s in shares if s > 0]


def _mixed(rows: list[Row], corral: list[int], shares: list[Fraction]) -> tuple[Row, int]:
    """Return the sum of the corral's rows times their shares, over its least denominator."""
    below = lcm(*(share.denominator for share in shares))
    times = [int(share * below) for share in shares]
    P = [dot(times, [rows[i][k] for i in corral]) for k in range(len(rows[0]))]
    common = gcd(below, *P)
    return [entry // common for entry in P], below // common


def _affine_shares(rows: list[Row], corral: list[int]) -> list[Fraction] | None:
    """Return shares that sum to 1 and mix the rows into the origin's nearest affine point.

    None where the rows are no corral because some affine mix of others is one of them.
    """
    base = rows[corral[0]]
    ways = [[a - b for a, b in zip(rows[i], base, strict=True)] for i in corral[1:]]
    table = [[dot(u, v) for v in ways] + [-dot(u, base)] for u in ways]
    solved = solve(table)
    if solved is None:
        return None
    others = [Fraction(above, solved[1]) for above in solved[0]]
    return [1 - sum(others, Fraction(0)), *others]


def solve(table: list[Row]) -> tuple[Row, int] | None:
    """Solve k equations in k unknowns, a table (k, k + 1) of whole numbers: N / D, as N and D.

    None where they have no single solution.  By Bareiss's elimination, in which every division
    leaves no remainder.  Source: E. H. Bareiss, "Sylvester's identity and multistep
    integer-preserving Gaussian elimination", Mathematics of Computation 22 (1968), 565-578.
    """
    k = len(table)
    if reduced(table) < k or not all(table[i][i] for i in range(k)):
        return None
    D = table[-1][k - 1] if k else 1
    N = [0] * k
    for i in reversed(range(k)):
        known = sum(table[i][j] * N[j] for j in range(i + 1, k))
        N[i] = (D * table[i][k] - known) // table[i][i]
    return N, D


def reduced(table: list[Row]) -> int:
    """Bring a table to echelon form in place, and return how many rows are independent."""
    rank, before = 0, 1
    for column in range(len(table[0]) if table else 0):
        at = next((i for i in range(rank, len(table)) if table[i][column]), None)
        if at is None:
            continue
        table[rank], table[at] = table[at], table[rank]
        top = table[rank]
        pivot = top[column]
        for i in range(rank + 1, len(table)):
            row, factor = table[i], table[i][column]
            table[i] = [(pivot * a - factor * b) // before for a, b in zip(row, top, strict=True)]
        before = pivot
        rank += 1
        if rank == len(table):
            break
    return rank


def length(P: Row, D: int, e: int) -> float:
    """Return the length of P / (D 2^e), correctly rounded but for the last digit; inf beyond."""
    square = dot(P, P)
    # The root of a number of 128 bits and more, times a power of two.
    extra = max(0, 64 + D.bit_length() - square.bit_length() // 2)
    root = isqrt(square << 2 * extra)
    shift = max(0, root.bit_length() - D.bit_length() - 64)
    try:
        return max(ldexp((root >> shift) / D, shift - extra - e), SMALLEST)
    except OverflowError:
        return float("inf")


def direction_of(P: Row) -> list[float]:
    """Return P divided by its largest entry, each rounded once."""
    largest = max(map(abs, P))
    return [entry / largest for entry in P]
