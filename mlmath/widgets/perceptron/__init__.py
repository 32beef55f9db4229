"""The widgets of chapter 1, the perceptron."""

from mlmath.widgets.classes import of_page

__getattr__, __dir__ = of_page(__name__)
