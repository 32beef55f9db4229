"""The book's widgets, by name.

Each is described by a `Widget` (`spec.py`): inputs, a pure `compute`, and a view beside it.
A widget's module is imported when it is asked for, and nothing here imports a front end.
"""

from importlib import import_module

from mlmath.widgets.spec import Widget

# name -> the module that holds it as WIDGET, or for a theorem makes it: widget(its name)
REGISTRY = {
    "perceptron.playground": "mlmath.widgets.perceptron.playground",
    "perceptron.jaws": "mlmath.widgets.perceptron.jaws",
    "perceptron.retina": "mlmath.widgets.perceptron.retina",
    # theorems share one: mlmath.theorems says what they are
    "theorems.perceptron.novikoff": "mlmath.widgets.theorem",
    "theorems.perceptron.cover": "mlmath.widgets.theorem",
    "theorems.perceptron.xor": "mlmath.widgets.theorem",
}


def get(name: str) -> Widget:
    """Return the widget called `name`, for example "perceptron.playground".

    Raises ValueError when there is none of that name.
    """
    if name not in REGISTRY:
        raise ValueError(f"name must be one of {', '.join(REGISTRY)}, got {name!r}")
    module = import_module(REGISTRY[name])
    theorem = name.removeprefix("theorems.")
    widget = module.WIDGET if theorem == name else module.widget(theorem)
    assert isinstance(widget, Widget)
    return widget


def class_name(name: str) -> str:
    """Return what notebooks import from `mlmath.widgets.jupyter` for the widget called `name`.

    "perceptron.playground" gives "Playground", "theorems.perceptron.xor" gives "XorTheorem".
    """
    short = name.rpartition(".")[2].title().replace("_", "")
    return f"{short}Theorem" if name.startswith("theorems.") else short
