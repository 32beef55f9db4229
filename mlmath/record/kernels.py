"""The results that the chapter Kernels reproduces."""

import numpy as np

from mlmath.datasets.handwritten import Digits, digits
from mlmath.dimension import PCA
from mlmath.kernels import (
    SVC,
    KernelPCA,
    KernelPerceptron,
    KernelRidge,
    polynomial_features,
    polynomial_kernel,
    rbf_kernel,
)
from mlmath.perceptron import Perceptron
from mlmath.record import Measured, Result
from mlmath.record.stored import stored
from mlmath.validation import Floats

HERE = "{doc}`/chapters/08_kernels`"
TESTS = 797  # digits set aside; the other 1,000 are learned
SCALE = 1 / 16  # γ of the polynomial kernel (γ x·z + 1)ᵖ
HARD = 1e6  # C: no violation is worth it
DEGREES = range(1, 8)


def halves() -> Digits:
    """Return pictures and digits to learn from, and to test with."""
    return digits(TESTS)


def ring_and_crowd(n: int = 60, seed: int = 1) -> tuple[Floats, Floats]:
    """Return n points of a crowd, labels +1, and n of a ring around it, labels -1."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0, 2 * np.pi, 2 * n)
    far = np.repeat([0.35, 1.2], n) + rng.normal(0, 0.08, 2 * n)
    return np.stack([far * np.cos(angle), far * np.sin(angle)], axis=1), np.repeat([1.0, -1.0], n)


def error_at(degree: int) -> float:
    """Return the share of test digits that a machine of this degree gets wrong."""
    X, y, Z, t = halves()
    return float((SVC(HARD, "poly", SCALE, degree, 1.0).fit(X, y).predict(Z) != t).mean())


def degree_errors() -> list[list[float]]:
    """Return the percentage of errors at each degree, for ten shuffles of all the digits."""
    found = []
    for degree in DEGREES:
        row = []
        for seed in range(10):
            X, y, Z, t = digits(TESTS, seed)
            wrong = SVC(HARD, "poly", SCALE, degree, 1.0).fit(X, y).predict(Z) != t
            row.append(round(100 * float(wrong.mean()), 2))
        found.append(row)
    return found


def no_trend() -> Measured:
    """Compare the mean errors over the shuffles: at degree 7 as at degree 2."""
    means = [float(np.mean(row)) for row in stored(degree_errors)]
    text = ", ".join(f"{m:.1f}" for m in means)
    return Measured(f"{text} percent in the mean", max(means[1:]) < means[0])


def more_features_no_more_errors() -> Measured:
    """Compare the errors of degrees 1 to 7: from 65 features to above a billion."""
    found = [100 * error_at(p) for p in DEGREES]
    text = ", ".join(f"{e:.1f}" for e in found)
    return Measured(f"{text} percent, for degrees 1 to 7", max(found[1:]) <= found[0])


def ridge_error() -> float:
    """Return the share of test digits that kernel ridge gets wrong, a machine for each digit."""
    X, y, Z, t = halves()
    T = np.where(y[:, None] == np.arange(10), 1.0, -1.0)
    found = KernelRidge(0.01, "rbf", 0.1).fit(X, T).predict(Z).argmax(axis=1)
    return float((found != t).mean())


def ridge() -> Measured:
    """Count the errors of kernel ridge beside those of the support vector machine."""
    X, y, Z, t = halves()
    svm = float((SVC(10.0, "rbf", 0.1).fit(X, y).predict(Z) != t).mean())
    text = f"{ridge_error():.1%} by least squares, {svm:.1%} by the margin"
    return Measured(text, text.startswith("2.5% by") and ", 3.8% by" in text)


def linear_pca() -> Measured:
    """Compare kernel PCA with the linear kernel and PCA on the digits, up to signs."""
    X = halves()[0]
    ours, plain = KernelPCA(5).fit_transform(X), PCA(5).fit(X).transform(X)
    signs = np.sign((ours * plain).sum(axis=0))
    gap = float(np.abs(ours * signs - plain).max())
    # The last digits are the machine's: how products are added up, it decides.
    text = "differ by less than 1e-9" if gap < 1e-9 else f"differ by {gap:.0e}"
    return Measured(text, gap < 1e-9)


def same_mistakes() -> Measured:
    """Compare the mistakes of both perceptrons on threes and nines, 47,905 features."""
    X, y, _, _ = halves()
    few = np.flatnonzero((y == 3) | (y == 9))[:100]
    kept, labels = X[few], np.where(y[few] == 3, 1, -1)
    F = polynomial_features(kept, 3, SCALE, 1.0)
    primal = [m.index for m in Perceptron().fit(F, labels).mistakes_]
    dual = KernelPerceptron("poly", SCALE, 3, 1.0).fit(kept, labels).mistakes_
    agrees = primal == [m.index for m in dual]
    return Measured(f"{len(primal)} mistakes, in the same order", agrees)


def map_is_kernel() -> Measured:
    """Compare the polynomial kernel with the inner product of its features on digits."""
    X = halves()[0][:50]
    F = polynomial_features(X, 3, SCALE, 1.0)
    K = polynomial_kernel(X, None, 3, SCALE, 1.0)
    gap = float((np.abs(F @ F.T - K) / K).max())
    least = "less than 1e-12" if gap < 1e-12 else f"{gap:.0e}"
    return Measured(f"differ by {least} of the value", gap < 1e-12)


def independent() -> Measured:
    """Find the rank of the RBF kernel's table for 200 digits: all are independent."""
    X = halves()[0][:200]
    rank = int(np.linalg.matrix_rank(rbf_kernel(X, gamma=0.1)))
    return Measured(f"{rank} of 200", rank == 200)


STORED = (degree_errors,)
PAPER = "{cite:t}`guyon1993`, other digits"
RESULTS = [
    Result(
        "More features, no more errors: polynomials on digits",
        "falls, then 4.9 percent with polynomials of degree 4",
        PAPER,
        more_features_no_more_errors,
    ),
    Result("The same over ten shuffles of the digits", "as above", PAPER, no_trend),
    Result(
        "Digits by least squares and by the margin, one kernel",
        "2.5 and 3.8 percent wrong, by scikit-learn",
        "{cite:t}`pedregosa2011`",
        ridge,
    ),
    Result(
        "Kernel PCA with the linear kernel is PCA",
        "equal up to signs",
        "{cite:t}`scholkopf1998`",
        linear_pca,
    ),
    Result(
        "The dual perceptron makes the primal's mistakes",
        "one for one",
        "{prf:ref}`thm-kernels-mistakes`",
        same_mistakes,
    ),
    Result(
        "The polynomial kernel is the inner product of 47,905 features",
        "equal",
        "{prf:ref}`thm-kernels-polynomial`",
        map_is_kernel,
    ),
    Result(
        "The images of different points under the Gaussian kernel are independent",
        "all",
        HERE,
        independent,
    ),
]
