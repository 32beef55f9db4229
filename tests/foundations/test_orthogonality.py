"""Projections, and what rounding does to Gram's and Schmidt's right angles."""

import numpy as np
import pytest

from mlmath.foundations import gram_schmidt, orthogonality_loss, project, projection_matrix

VARIANTS = ("classical", "modified")


def vandermonde(n):
    """The powers 1, x, …, x^(n-1) at 30 places of [0, 1]: ever more alike."""
    return np.vander(np.linspace(0, 1, 30), n, increasing=True)


def test_a_projection_by_hand():
    """Onto the plane spanned by (1, 0, 0) and (1, 1, 0), the third coordinate vanishes."""
    A = [[1, 1], [0, 1], [0, 0]]
    np.testing.assert_allclose(projection_matrix(A), np.diag([1, 1, 0]), atol=1e-15)
    np.testing.assert_allclose(project(A, [3, 4, 5]), [3, 4, 0], atol=1e-14)
    np.testing.assert_allclose(projection_matrix([[3], [4]]), [[0.36, 0.48], [0.48, 0.64]])


@pytest.mark.parametrize("seed", range(8))
def test_laws_of_projections(seed):
    rng = np.random.default_rng(seed)
    rank = int(rng.integers(1, 5))
    A = rng.normal(size=(7, rank)) @ rng.normal(size=(rank, 4))  # rank ≤ 4, often dependent columns
    P, b = projection_matrix(A), rng.normal(size=7)
    np.testing.assert_allclose(P, P.T, atol=1e-14)
    np.testing.assert_allclose(P @ P, P, atol=1e-13)
    np.testing.assert_allclose(P @ A, A, atol=1e-12)
    assert np.trace(P) == pytest.approx(rank)
    np.testing.assert_allclose(project(A, b), P @ b, atol=1e-13)
    np.testing.assert_allclose(A.T @ (b - project(A, b)), 0, atol=1e-12)
    np.testing.assert_allclose(project(A, b), A @ np.linalg.lstsq(A, b)[0], atol=1e-12)
    for _ in range(20):  # nothing else in the column space is nearer
        other = A @ rng.normal(size=4)
        assert np.linalg.norm(b - other) >= np.linalg.norm(b - project(A, b))


def test_projections_of_extreme_matrices():
    np.testing.assert_array_equal(projection_matrix(np.zeros((3, 2))), np.zeros((3, 3)))
    np.testing.assert_allclose(project([[1e200], [1e200]], [1, 3]), [2, 2])
    np.testing.assert_allclose(project([[1e-200, 2e-200]], [5]), [5])


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("shape", [(5, 5), (8, 3), (1, 1), (6, 1)])
def test_gram_schmidt_agrees_with_householders_qr(shape, variant):
    A = np.random.default_rng(4).normal(size=shape)
    Q, R = gram_schmidt(A, variant)
    theirs = np.linalg.qr(A)
    signs = np.sign(np.diag(theirs.R))
    np.testing.assert_allclose(Q, theirs.Q * signs, atol=1e-12)
    np.testing.assert_allclose(R, theirs.R * signs[:, None], atol=1e-12)
    np.testing.assert_array_equal(np.tril(R, -1), 0)
    assert (np.diag(R) > 0).all()


@pytest.mark.parametrize("variant", VARIANTS)
def test_gram_schmidt_by_hand(variant):
    """(3, 4) and (1, 0): q₁ = (.6, .8), r₁₂ = .6, and (1, 0) − .6 q₁ = (.64, −.48) of length .8."""
    Q, R = gram_schmidt([[3, 1], [4, 0]], variant)
    np.testing.assert_allclose(Q, [[0.6, 0.8], [0.8, -0.6]])
    np.testing.assert_allclose(R, [[5, 0.6], [0, 0.8]], atol=1e-15)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("scale", [1e-200, 1e6, 1e200])
def test_gram_schmidt_at_any_scale(variant, scale):
    A = np.random.default_rng(5).normal(size=(6, 3))
    Q, R = gram_schmidt(scale * A, variant)
    np.testing.assert_allclose(Q, gram_schmidt(A, variant)[0], atol=1e-13)
    np.testing.assert_allclose(Q @ (R / scale), A, atol=1e-12)


@pytest.mark.parametrize("variant", VARIANTS)
def test_q_times_r_is_the_matrix_even_where_the_angles_are_lost(variant):
    A = vandermonde(14)
    Q, R = gram_schmidt(A, variant)
    np.testing.assert_allclose(Q @ R, A, atol=1e-14)


def test_the_modified_variant_loses_kappa_times_the_roundoff():
    """Björck 1967: at most about κ u, here within a factor of 10 (a constant times n^1.5)."""
    for n in range(3, 12):
        A = vandermonde(n)
        loss = orthogonality_loss(gram_schmidt(A, "modified")[0])
        assert loss <= 10 * np.linalg.cond(A) * 2**-53


def test_the_classical_variant_often_loses_kappa_squared():
    """On these matrices it stays below κ² u, and is far above κ u."""
    for n in range(5, 9):  # κ from 2e3 to 5e5 or so: κ² u stays below 1
        A = vandermonde(n)
        kappa = np.linalg.cond(A)
        loss = orthogonality_loss(gram_schmidt(A, "classical")[0])
        assert loss <= 10 * kappa**2 * 2**-53
    worse = [
        orthogonality_loss(gram_schmidt(vandermonde(n), "classical")[0])
        / orthogonality_loss(gram_schmidt(vandermonde(n), "modified")[0])
        for n in (6, 8, 10)
    ]
    assert worse[0] > 3
    assert worse[1] > 30
    assert worse[2] > 300


def glued(seed, blocks=4, width=4):
    """A matrix of nearly dependent blocks that nearly depend on each other: κ about 3e5."""
    rng = np.random.default_rng(seed)
    n = blocks * width

    def basis(rows, columns):
        return np.linalg.qr(rng.normal(size=(rows, columns)))[0]

    A = basis(n + 4, n) * 10.0 ** -np.linspace(0, 3, n) @ basis(n, n)
    for start in range(0, n, width):
        part = slice(start, start + width)
        A[:, part] = A[:, part] * 10.0 ** -np.linspace(0, 3, width) @ basis(width, width)
    return A


@pytest.mark.parametrize("seed", range(4))
def test_kappa_squared_bounds_the_classical_variant_with_pythagoras_only(seed):
    """Smoktunowicz, Barlow & Langou 2006: the diagonal has to come from R's column, as here.

    With the length of what remains, as the textbook has it, all angles may be lost.
    """
    A = glued(seed)
    bound = np.linalg.cond(A) ** 2 * 2**-53
    assert bound < 2e-5
    assert orthogonality_loss(gram_schmidt(A, "classical")[0]) > 0.5
    assert orthogonality_loss(gram_schmidt(A, "modified")[0]) < 1e-10
    Q = np.zeros_like(A)
    for j, a in enumerate(A.T):
        r = Q[:, :j].T @ a
        size, along = np.sqrt(a @ a), np.sqrt(r @ r)
        Q[:, j] = (a - Q[:, :j] @ r) / np.sqrt((size - along) * (size + along))
    assert orthogonality_loss(Q) < bound


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("seed", range(5))
def test_a_dependent_column_is_found_whatever_rounding_leaves_of_it(variant, seed):
    """Whole numbers, of which the fourth column is a sum: float64 leaves some 1e-16 of it."""
    rng = np.random.default_rng(seed)
    A = rng.integers(-9, 10, (7, 6)).astype(float)
    gram_schmidt(A, variant)  # independent as drawn
    A[:, 3] = 2 * A[:, 0] - 3 * A[:, 1] + A[:, 2]
    for units in (1.0, 2.0 ** np.arange(-300, 300, 100)):
        with pytest.raises(ValueError, match="columns, but column 3 depends on others"):
            gram_schmidt(A * units, variant)
    A[0, 3] += 1e-14  # the least that such numbers can differ by is independence
    gram_schmidt(A, variant)
    with pytest.raises(ValueError, match="columns, but column 1 depends on others"):
        gram_schmidt([[0.1, 0.3], [0.3, 0.9], [0.7, 2.1]] @ np.diag([1, 0.5]) @ [[1, 2], [0, 0]])


@pytest.mark.parametrize("variant", VARIANTS)
def test_columns_of_very_different_units(variant):
    A = np.random.default_rng(5).normal(size=(6, 3))
    units = np.array([1e-200, 1.0, 1e200])
    Q, R = gram_schmidt(A * units, variant)
    np.testing.assert_allclose(Q, gram_schmidt(A, variant)[0], atol=1e-13)
    np.testing.assert_allclose(Q @ (R / units), A, atol=1e-12)


def test_lauchlis_matrix_by_hand():
    """Columns (1, e, 0, 0), (1, 0, e, 0), (1, 0, 0, e), with e² lost beside 1.

    Classical: q₂ and q₃ become (0, −1, 1, 0)/√2 and (0, −1, 0, 1)/√2, 60° apart: q₂·q₃ = 1/2.
    Modified: q₃ is cleared of q₂ too, and the worst product is about e.
    """
    e = 1e-8
    A = np.vstack([np.ones(3), e * np.eye(3)])
    Q = gram_schmidt(A, "classical")[0]
    assert Q[:, 1] @ Q[:, 2] == pytest.approx(0.5, abs=1e-6)
    Q = gram_schmidt(A, "modified")[0]
    assert abs(Q[:, 1] @ Q[:, 2]) < 1e-7
    assert np.abs(Q.T @ Q - np.eye(3)).max() < 2 * e


def test_orthogonality_loss_by_hand():
    assert orthogonality_loss(np.eye(5)[:, :3]) == 0
    assert orthogonality_loss([[2, 0], [0, 1]]) == 3  # QᵀQ − I = diag(3, 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: projection_matrix([1, 2]), "A must have shape"),
        (lambda: project(np.eye(2), [1, 2, 3]), "b must have shape (2,), got (3,)"),
        (lambda: gram_schmidt([[1, 2]]), "A must have at most as many columns as rows, got (1, 2)"),
        (lambda: gram_schmidt(np.eye(2), "householder"), "variant must be one of classical, modif"),
        (lambda: gram_schmidt([[1, 0], [0, 0]]), "A must have independent columns, but column 1"),
        (lambda: gram_schmidt(np.zeros((2, 2))), "A must have independent columns, but column 0"),
        (lambda: orthogonality_loss([[np.inf]]), "Q must hold finite numbers, got inf"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
