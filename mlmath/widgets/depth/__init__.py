"""The widgets of chapter 5, going deep."""

from mlmath.widgets.classes import of_page

__getattr__, __dir__ = of_page(__name__)
