"""Gradients, Jacobians and Hessians by central differences, against closed forms."""

import numpy as np
import pytest

from mlmath.foundations import gradient, hessian, jacobian


def banana(x):
    """Rosenbrock's function."""
    return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2


@pytest.mark.parametrize("seed", range(5))
def test_a_quadratic(seed):
    """½ xᵀAx + b·x has the gradient Ax + b and the Hessian A, for symmetric A."""
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(4, 4))
    A, b, x = A + A.T, rng.normal(size=4), rng.normal(size=4)

    def f(z):
        return z @ A @ z / 2 + b @ z

    np.testing.assert_allclose(gradient(f, x), A @ x + b, atol=1e-8)
    np.testing.assert_allclose(hessian(f, x), A, atol=1e-6)


def test_rosenbrock_by_hand():
    """At (2, 3): ∂₁ = −2(1 − 2) − 400·2·(3 − 4) = 802, ∂₂ = 200(3 − 4) = −200."""
    np.testing.assert_allclose(gradient(banana, [2, 3]), [802, -200], rtol=1e-8)
    # ∂₁₁ = 2 − 400·3 + 1200·4 = 3602, ∂₁₂ = −400·2, ∂₂₂ = 200
    np.testing.assert_allclose(hessian(banana, [2, 3]), [[3602, -800], [-800, 200]], rtol=1e-6)


def test_the_jacobian_of_polar_coordinates():
    """(r cos φ, r sin φ): its determinant is r."""
    r, angle = 2.0, 0.7
    J = jacobian(lambda p: [p[0] * np.cos(p[1]), p[0] * np.sin(p[1])], [r, angle])
    expected = [
        [np.cos(angle), -r * np.sin(angle)],
        [np.sin(angle), r * np.cos(angle)],
    ]
    np.testing.assert_allclose(J, expected, atol=1e-9)
    assert np.linalg.det(J) == pytest.approx(r, rel=1e-9)


def test_the_jacobian_of_a_linear_map_is_its_matrix():
    A = np.random.default_rng(0).normal(size=(3, 5))
    np.testing.assert_allclose(jacobian(lambda x: A @ x, np.ones(5)), A, atol=1e-10)
    assert jacobian(lambda x: A @ x, np.ones(5)).shape == (3, 5)


def test_a_function_may_return_the_same_array_each_time():
    A, room = np.array([[1.0, 2.0], [3.0, 4.0]]), np.empty(2)
    found = jacobian(lambda x: np.dot(A, x, out=room), [1.0, 1.0])
    np.testing.assert_allclose(found, A, atol=1e-10)
    number = np.empty(())
    twice = gradient(lambda x: np.multiply(x[0], 2, out=number), [1.0])
    np.testing.assert_allclose(twice, [2], atol=1e-10)


def test_the_step_grows_with_the_coordinate():
    """At 1e6 a step of 6e-6 would drown in rounding."""
    cubes = gradient(lambda x: (x**3).sum(), [1e6])
    np.testing.assert_allclose(cubes, [3e12], rtol=1e-8)
    np.testing.assert_allclose(hessian(lambda x: (x**2).sum(), [1e6]), [[2.0]], rtol=1e-6)


def test_the_point_is_left_as_it_was_and_the_step_can_be_chosen():
    x = np.array([1.0, 2.0])
    assert gradient(lambda z: z[0] ** 3, x, h=0.5).tolist() == [3.25, 0]  # 3x² + h²
    assert x.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gradient(banana, [[1, 2]]), "x must have shape (d,), got (1, 2)"),
        (lambda: gradient(banana, []), "x must have shape (d,), got (0,)"),
        (lambda: gradient(banana, [1, np.nan]), "x must hold finite numbers, got nan"),
        (lambda: gradient(banana, [1, 2], h=0), "h must be above 0, got 0"),
        (lambda: gradient(banana, [0, 2], h=1e-300), "h must be large enough to change x, got 1e-"),
        (lambda: jacobian(lambda x: x, [5], h=1e-17), "h must be large enough to change x, got"),
        (lambda: hessian(banana, [0, 2], h=1e-17), "h must be large enough to change x, got 1e-17"),
        (lambda: hessian(banana, [0, 0], h=1e-300), "h must have a square that float64 can hold"),
        (lambda: gradient(lambda x: x, [1, 2]), "f(x) must have shape (), got (2,)"),
        (lambda: jacobian(banana, [1, 2]), "f(x) must have shape (m,), got ()"),
        (lambda: hessian(lambda x: "a", [1]), "f(x) must hold numbers"),
    ],
)
def test_errors_name_the_argument(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value).startswith(message)
