"""The closing jaws, and points that are hard for them: no line, and a narrow gap."""

from mlmath.widgets import get

WIDGET = get("perceptron.jaws")
XOR = [[0.5, 0.5, 1], [-0.5, -0.5, 1], [0.5, -0.5, -1], [-0.5, 0.5, -1]]
NARROW = [[0, 0.01, 1], [1, 0.02, 1], [-1, 0.012, 1], [0.3, 0, -1], [1, -0.01, -1], [-1, 0, -1]]
