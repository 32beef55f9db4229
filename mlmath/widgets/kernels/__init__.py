"""The widgets of the chapter Kernels."""

from mlmath.widgets.classes import of_page

__getattr__, __dir__ = of_page(__name__)
