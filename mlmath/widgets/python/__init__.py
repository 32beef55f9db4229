"""The widgets of the page Python for this book."""

from mlmath.widgets.classes import of_page

__getattr__, __dir__ = of_page(__name__)
