"""What the tests of the site know of the eighth chapter."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-kernel"] >> nth=0': r"\varphi",
    '.text a[href$="glossary.html#term-kernel"] >> nth=0': "inner product",
    ".text .bibtex-citation a >> nth=0": "generalized portrait",
}
# Its own three widgets, and a check for each of five theorems.
WIDGETS = 8
# Widgets, a choice of each and another value, to be answered in the notebook in the browser.
NOTEBOOK = [("kernels.infinite", "shown", "fourier")]
