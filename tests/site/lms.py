"""What the tests of the site know of the third chapter."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-lms-balance"] >> nth=0': r"\circ",
    '.text a[href$="glossary.html#term-Wiener-solution"]': "least mean squared error",
    ".text .bibtex-citation a >> nth=0": "Trailblazer",
}
# Its own four widgets, and a check for each of four theorems.
WIDGETS = 8
# Widgets, a choice of each and another value, to be answered in the notebook in the browser.
NOTEBOOK = [("lms.bowl", "shape", "long")]
