"""Answers to the exercises of the chapter Backpropagation, right ones and typical wrong ones."""

from tests.exercises.case import Case, function

# What the page has imported before its exercises.
IMPORTS = "import numpy as np\n"

DIVIDE = "divide(u, w)"

RIGHT = [
    Case("hand", "by_v = [6, 0]\nby_W = [[4, 8], [0, 0]]", "blamed nothing"),
    Case("hand", "by_v = np.array([6, 0])\nby_W = np.array([[4, 8], [0, 0]])", "blamed nothing"),
    Case("ways", "ways = (4, 2, 6)", "in one walk"),
    Case("ways", "ways = [4, 2, 6]", "in one walk"),
    Case("divide", function(DIVIDE, "return u / w, 1 / w, -u / w**2"), "Right"),
    Case("divide", function(DIVIDE, "v = u / w", "return [v, 1 / w, -v / w]"), "Right"),
    Case("bugs", 'bugs = {"A": 2, "B": 1, "C": 5}', "all three"),
]

WRONG = [
    Case("hand", "by_v = [-6, 0]\nby_W = [[4, 8], [0, 0]]", "signs are turned"),
    Case("hand", "by_v = [6, 0]\nby_W = [[-4, -8], [0, 0]]", "signs are turned"),
    Case("hand", "by_v = [6, -2]\nby_W = [[4, 8], [0, 0]]", "The second unit is off."),
    Case("hand", "by_v = [6, 0]\nby_W = [[4, 8], [-2, -4]]", "cannot move"),
    Case("hand", "by_v = [6, 0]\nby_W = [[4, 0], [8, 0]]", "Rows and columns"),
    Case("hand", "by_v = [6, 0]\nby_W = [4, 8]", "two rows of two numbers"),
    Case("hand", "by_v = [3, 0]\nby_W = [[4, 8], [0, 0]]", "by_v is not right yet"),
    Case("hand", "by_v = [6, 0]\nby_W = [[2, 4], [0, 0]]", "by_W is not right yet"),
    Case("ways", "ways = (2, 3, 1)", "From a there are not 2"),
    Case("ways", "ways = (4, 2, 4)", "From c there are not 4"),
    Case("ways", "ways = (4, 2)", "Three numbers"),
    Case("ways", "ways = 12", "Three numbers"),
    Case("divide", function(DIVIDE, "return u / w, 1 / w, u / w**2"), "The sign of the slope by w"),
    Case("divide", function(DIVIDE, "return u / w, w, -u / w**2"), "The slope by u"),
    Case("divide", function(DIVIDE, "return u / w, 1 / w, -1 / w**2"), "The slope by w is wrong"),
    Case("divide", function(DIVIDE, "return u * w, 1 / w, -u / w**2"), "The value is wrong"),
    Case("divide", function(DIVIDE, "return u / w"), "A value and two slopes are wanted"),
    Case("bugs", 'bugs = {"A": 3, "B": 1, "C": 5}', "A: line 3 is right"),
    Case("bugs", 'bugs = {"A": 2, "B": 3, "C": 5}', "B: line 3 is right"),
    Case("bugs", 'bugs = {"A": 2, "B": 1, "C": 4}', "C: line 4 is right"),
    Case("bugs", 'bugs = {"A": 2, "B": 1, "C": ...}', "no answer yet"),
    Case("bugs", "bugs = [2, 1, 5]", "for each of A, B and C"),
]

STUBS = [
    Case("hand", "by_v = ...\nby_W = ...", "Not attempted yet"),
    Case("ways", "ways = ...", "Not attempted yet"),
    Case("divide", function(DIVIDE, "return ..."), "Not attempted yet"),
    Case("bugs", "bugs = ...", "Not attempted yet"),
]
