"""The table of controls beside the same view without Python."""

from bench import limit


def test_a_row_has_both_medians_and_their_ratio():
    """By hand: the medians are 3 and 2, the largest of each 9 and 4."""
    text = limit.text({"perceptron.jaws": ([2.0, 3.0, 9.0], [2.0, 4.0, 1.0])})
    row = [cell.strip() for cell in text.splitlines()[2].strip("|").split("|")]
    assert row == ["jaws", "3.00 ms", "2.00 ms", "1.50", "9.00 ms", "4.00 ms"]
    assert "at most 1.3" in text
