"""The corpus: the very bytes that the script made, and the form of text that README promises."""

import hashlib
import re
import string
from collections import Counter

import numpy as np
import pytest

from mlmath.corpus import _as_shipped, shakespeare, train_validation


def test_the_text_is_the_one_that_its_script_wrote():
    """Length, digest and alphabet were taken from the output of tools/corpus.py."""
    text = shakespeare()
    assert len(text) == 1_032_610
    digest = hashlib.sha256(text.encode("ascii")).hexdigest()
    assert digest == "524ff44db1aa602c3d18faf572281575cd3e928084ddd3ede9d823e4b4ad54ec"
    assert set(text) == set(string.ascii_letters + "\n !\"'(),-.:;?")


def test_a_file_that_was_changed_on_its_way_is_refused(tmp_path):
    """A clone that translates line ends adds a character to each of 37,453 lines."""
    path = tmp_path / "shakespeare.txt"
    text = shakespeare()
    path.write_bytes(text.replace("\n", "\r\n").encode("ascii"))
    with pytest.raises(ValueError, match=r"1,032,610 .* got 1,070,063 .* carriage return"):
        _as_shipped(path)
    path.write_bytes(text[:-1].encode("ascii"))
    with pytest.raises(ValueError, match="got 1,032,609 others: fetch"):
        _as_shipped(path)


def test_the_loss_before_learning_is_that_of_the_well_known_experiment():
    """It is ln 65 = 4.1744: nanoGPT's Shakespeare has 65 characters too."""
    assert round(float(np.log(len(set(shakespeare())))), 4) == 4.1744


def test_every_speech_is_a_name_then_lines():
    speeches = shakespeare().removesuffix("\n").split("\n\n")
    assert len(speeches) == 7168
    for speech in speeches:
        name, *lines = speech.split("\n")
        assert re.fullmatch(r"[A-Z][A-Z ,'-]+:", name)
        assert lines
        assert all(line == line.strip() and line and "  " not in line for line in lines)


def test_the_nine_plays_come_in_the_order_of_their_titles():
    text = shakespeare()
    lines = [
        "All the world's a stage,",
        "Beware the Ides of March",
        "Is this a dagger which I see before me,",
        "The quality of mercy is not strain'd",
        "Sigh no more, ladies, sigh no more,",
        "Put out the light, and then put out the light",
        "This royal throne of kings, this scepter'd isle,",
        "We are such stuff",
        "If music be the food of love, play on",
    ]
    places = [text.lower().find(line.lower()) for line in lines]
    assert -1 not in places
    assert places == sorted(places)


def test_no_heading_or_stage_direction_is_left():
    for line in shakespeare().split("\n"):
        assert not re.match(r"(ACT|SCENE|Scene|SONG|Exeunt|Re-enter|THE END)\b", line)


def test_the_nine_most_frequent_letters_are_those_of_english():
    """Usual shares in per cent: e 12.7, t 9.1, a 8.2, o 7.5, i 7.0, n 6.7, s 6.3, h 6.1, r 6.0.

    After these, the tables of letter frequencies show a gap: the next is d with 4.3.
    """
    counts = Counter(c for c in shakespeare().lower() if c.isalpha())
    assert counts.most_common(1)[0][0] == "e"
    assert {letter for letter, _ in counts.most_common(9)} == set("etaoinshr")


def test_the_split_keeps_order_and_loses_nothing():
    text = shakespeare()
    train, validation = train_validation(text)
    assert train + validation == text
    assert len(train) == 929_349  # floor(0.9 * 1,032,610)
    assert "SIR TOBY" in validation
    assert "CALIBAN" not in validation


@pytest.mark.parametrize(("n", "share", "first"), [(11, 0.6, 6), (19, 0.9, 17), (3, 0.5, 1)])
def test_the_first_part_is_rounded_down(n, share, first):
    """Of 6.6, 17.1 and 1.5 elements."""
    assert [len(part) for part in train_validation("x" * n, share)] == [first, n - first]


@pytest.mark.parametrize("kind", [list, np.array, tuple])
def test_tokens_split_like_text_and_keep_their_type(kind):
    train, validation = train_validation(kind([3, 1, 4, 1]), share=0.5)
    assert type(train) is type(validation) is type(kind([1]))
    assert list(train) == [3, 1]
    assert list(validation) == [4, 1]


@pytest.mark.parametrize("share", [0, 1, 1.5, -0.1, float("nan"), "0.9"])
def test_share_must_lie_between_zero_and_one(share):
    with pytest.raises(ValueError, match="share must be"):
        train_validation("abcd", share)


@pytest.mark.parametrize(("text", "share"), [("", 0.5), ("a", 0.5), ("abc", 0.1)])
def test_no_part_may_be_empty(text, share):
    with pytest.raises(ValueError, match="at least one element in each part"):
        train_validation(text, share)
