"""The widgets of the page Networks that remember."""

from mlmath.widgets.classes import of_page

__getattr__, __dir__ = of_page(__name__)
