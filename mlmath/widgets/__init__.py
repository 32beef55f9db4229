"""The book's widgets, by name.

Each is described by a `Widget` (`spec.py`): inputs, a pure `compute`, and a view beside it.
A widget's module is imported when it is asked for, and nothing here imports a front end.
"""

from importlib import import_module

from mlmath.widgets.spec import Widget

# name -> the module that holds it as WIDGET
REGISTRY = {
    "perceptron.playground": "mlmath.widgets.perceptron.playground",
    "perceptron.jaws": "mlmath.widgets.perceptron.jaws",
    "perceptron.retina": "mlmath.widgets.perceptron.retina",
}


def get(name: str) -> Widget:
    """Return the widget called `name`, for example "perceptron.playground".

    Raises ValueError when there is none of that name.
    """
    if name not in REGISTRY:
        raise ValueError(f"name must be one of {', '.join(REGISTRY)}, got {name!r}")
    widget = import_module(REGISTRY[name]).WIDGET
    assert isinstance(widget, Widget)
    return widget
