"""Answers to the exercises of the chapter Going deep, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises.
IMPORTS = "import numpy as np\n"

FIRST = "first_weights(n_out, n_in, rng)"
DROP = "drop(a, p, rng)"


def blames(squared: str, crossed: str, three: str) -> str:
    """Return the three answers on who is blamed, as the reader writes them."""
    return f"squared = {squared}\ncrossed = {crossed}\nthree = {three}"


RIGHT = [
    Case("ten", "strength = 1 / 1024\nvariance = 0.04", "a half, ten times"),
    Case("ten", "strength = 0.5**10\nvariance = 2 / 50", "a half, ten times"),
    Case("tent", "v = [3, -3, -3]", "up with slope 3"),
    Case("tent", "v = np.array([3.0, -3.0, -3.0])", "up with slope 3"),
    Case("blames", "squared = 0.128\ncrossed = 0.8\nthree = [0.7, 0.2, -0.9]", "add up to 0"),
    Case(
        "blames",
        "squared = 0.8 * 0.8 * 0.2\ncrossed = 0.8\nthree = np.array([0.7, 0.2, 0.1 - 1])",
        "add up to 0",
    ),
    Case(
        "first",
        function(FIRST, "return rng.normal(size=(n_out, n_in)) * np.sqrt(2 / n_in)"),
        "passes the strength on",
    ),
    Case(
        "first",
        function(FIRST, "reach = np.sqrt(6 / n_in)",
                 "return rng.uniform(-reach, reach, (n_out, n_in))"),
        "passes the strength on",
    ),
    Case("drop", function(DROP, "return a * (rng.random(a.shape) >= p) / (1 - p)"), "Right"),
    Case("drop", function(DROP, "left = rng.random(len(a)) > p", "return left * a / (1 - p)"),
         "Right"),
]  # fmt: skip

WRONG = [
    Case("ten", "strength = 1\nvariance = 0.04", "without a bend"),
    Case("ten", "strength = 0.5\nvariance = 0.04", "That is one layer."),
    Case("ten", "strength = 5\nvariance = 0.04", "multiplied, not added"),
    Case("ten", "strength = 0.1\nvariance = 0.04", "The strength is not 0.1"),
    Case("ten", "strength = 1 / 1024\nvariance = 0.02", "without a bend"),
    Case("ten", "strength = 1 / 1024\nvariance = 0.1", "does not keep it"),
    Case("ten", "strength = 'half'\nvariance = 0.1", "A number is wanted"),
    Case("tent", "v = [3, 0, -3]", "slopes of the three pieces"),
    Case("tent", "v = [1, -1, -1]", "how steep"),
    Case("tent", "v = [3, -3, 3]", "At x = 1 the net is wrong"),
    Case("tent", "v = [3, -3]", "not a list of output weights"),
    Case("blames", blames("0.8", "0.8", "[0.7, 0.2, -0.9]"), "blame of the output"),
    Case("blames", blames("-0.128", "0.8", "[0.7, 0.2, -0.9]"), "sign is wrong"),
    Case("blames", blames("0.64", "0.8", "[0.7, 0.2, -0.9]"), "is not 0.64"),
    Case("blames", blames("0.128", "0.128", "[0.7, 0.2, -0.9]"), "slope cancels"),
    Case("blames", blames("0.128", "-0.8", "[0.7, 0.2, -0.9]"), "sign is wrong"),
    Case("blames", blames("0.128", "0.8", "[0.7, 0.2, 0.1]"), "the probabilities"),
    Case("blames", blames("0.128", "0.8", "[-0.7, -0.2, 0.9]"), "signs are wrong"),
    Case("blames", blames("0.128", "0.8", "[0, 0, -0.9]"), "One of the three"),
    Case("blames", blames("0.128", "0.8", "0.9"), "not a list of three blames"),
    Case("first", function(FIRST, "return rng.normal(size=(n_in, n_out))"),
         "another shape"),
    Case("first", function(FIRST, "return rng.normal(size=(n_out, n_in))"),
         "The scale is another"),
    Case("first", function(FIRST, "return rng.normal(scale=2 / n_in, size=(n_out, n_in))"),
         "standard deviation"),
    Case("first",
         function(FIRST, "return rng.normal(size=(n_out, n_in)) * np.sqrt(2 / n_out)"),
         "for the way back"),
    Case("first",
         function(FIRST, "return rng.uniform(0, np.sqrt(6 / n_in), (n_out, n_in))"),
         "have a mean"),
    Case("first",
         function(FIRST, "return np.full((n_out, n_in), np.sqrt(2 / n_in))"),
         "Draw from rng"),
    Case("drop", function(DROP, "return a * (rng.random(a.shape) >= p)"), "as before"),
    Case("drop", function(DROP, "return a * (rng.random(a.shape) < p) / p"), "Too many are silent"),
    Case("drop", function(DROP, "return a * (1 - p)"), "Another share"),
    Case("drop", function(DROP, "return a * (rng.random(a.shape) >= p) / p"), "another size"),
    Case("drop", function(DROP, "a *= (rng.random(a.shape) >= p) / (1 - p)", "return a"),
         "have changed"),
    Case("drop", function(DROP, "return 3"), "not a row of outputs"),
]  # fmt: skip

STUBS = [
    Case("ten", "strength = ...\nvariance = ...", "Not attempted yet"),
    Case("tent", "v = ...", "Not attempted yet"),
    Case("blames", "squared = ...\ncrossed = ...\nthree = ...", "Not attempted yet"),
    Case("first", function(FIRST, "return ..."), "Not attempted yet"),
    Case("drop", function(DROP, "return ..."), "Not attempted yet"),
]
