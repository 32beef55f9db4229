"""Both ways: the counts agree, and the sentences say what the walks cost."""

import pytest

from mlmath.widgets.backprop.both_ways import DEEPEST, WIDEST, WIDGET


def out(**values):
    return WIDGET.outputs(values)


@pytest.mark.parametrize("width", range(2, WIDEST + 1))
@pytest.mark.parametrize("depth", [1, DEEPEST])
def test_forward_ends_where_backward_ends(width, depth):
    found = out(width=width, depth=depth)
    assert found["forward"].shape == (width, depth + 2, width)
    assert (found["forward"][:, -1, 0] == found["backward"][0]).all()
    assert (found["backward"][-1] == [1] + [0] * (width - 1)).all()


def test_the_work_is_counted_by_edges():
    """Each walk meets each edge once; forward there are as many walks as inputs."""
    found = out(width=4, depth=3)
    assert found["backward_work"] == len(found["edges"])
    assert found["forward_work"] == 4 * len(found["edges"])
    assert found["by_path"] == 3 * found["backward"][0].sum()


@pytest.mark.parametrize(("way", "steps"), [("forward", 9), ("backward", 3)])
def test_there_is_a_sentence_for_each_step(way, steps):
    found = out(way=way, width=3, depth=2)
    assert found["steps"] == steps
    said = found["sentences"].split("\n")
    assert len(said) == steps + 1
    assert out(way=way, width=3, depth=2, step=42)["summary"] == said[-1]
    assert f"{found[f'{way}_work']} multiplications" in said[-1]


def test_the_longest_sentence_has_room():
    for draw in range(30):
        for way in ("forward", "backward"):
            found = out(way=way, width=WIDEST, depth=DEEPEST, draw=draw)
            assert max(map(len, found["sentences"].split("\n"))) <= len(WIDGET.longest)
