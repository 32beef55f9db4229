"""What a drawn SVG holds."""

import xml.etree.ElementTree as ET


def elements(svg):
    return list(ET.fromstring(svg).iter())


def texts(svg):
    return ["".join(e.itertext()).strip() for e in elements(svg) if e.tag.endswith("}text")]
