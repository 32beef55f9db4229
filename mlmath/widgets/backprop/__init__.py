"""The widgets of the page Backpropagation."""

from mlmath.widgets.classes import of_page

__getattr__, __dir__ = of_page(__name__)
