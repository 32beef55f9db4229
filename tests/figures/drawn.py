"""What a drawn SVG holds."""

import xml.etree.ElementTree as ET

import numpy as np
from matplotlib.text import Annotation


def elements(svg):
    return list(ET.fromstring(svg).iter())


def texts(svg):
    return ["".join(e.itertext()).strip() for e in elements(svg) if e.tag.endswith("}text")]


def arrows(ax):
    """Return the tail and the tip of each arrow, shape (n, 2, 2)."""
    return np.array([[note.xyann, note.xy] for note in ax.texts if isinstance(note, Annotation)])
