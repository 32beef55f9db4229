"""The widgets of the toolbox page The geometry of features."""

from mlmath.widgets.classes import of_page

__getattr__, __dir__ = of_page(__name__)
