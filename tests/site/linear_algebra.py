"""What the tests of the site know of the page Linear algebra."""

# A reference of each kind, and what its target is told by: the equation's LaTeX, words.
PREVIEWS = {
    '.text p a[href="#equation-eq-dot"]': r"\cdot",
    '.text a[href$="glossary.html#term-rank"]': "independent",
    ".text .bibtex-citation a >> nth=0": "Alan Turing and the origins",
}
# Its own two widgets, and a check for each of three theorems.
WIDGETS = 5
