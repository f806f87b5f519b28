"""The paper's form inside an envelope: everything comes back, and all papers are equally long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.access import Refused
from models.balloting.paper import MOST_REMARKS, Line, Marked, Paper, checked, length_of, read, written

PAPER = Paper(
    7,
    tuple(Line(number, f"第{number}件", 100 + number % 3) for number in range(1, 63)),
    ((41, "满意"), (42, "基本满意"), (43, "不满意"), (44, "不了解")),
)
subjects = st.integers(1, 62)
marks = st.dictionaries(subjects, st.sampled_from((41, 42, 43, 44)), min_size=1)
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20).map(
    str.strip
)
remarks = st.dictionaries(st.none() | subjects, texts.filter(bool))


@given(marks, remarks)
def test_a_paper_says_what_was_written_on_it(marks: dict[int, int], remarks: dict[int | None, str]) -> None:
    marked = checked(PAPER, marks, remarks, None)

    content = written(PAPER, marked)

    assert read(PAPER, content) == marked
    assert len(content) == length_of(PAPER)


def test_the_longest_remarks_fit_and_longer_ones_are_refused() -> None:
    longest: dict[int | None, str] = {1: "𠮷" * (MOST_REMARKS - 61)}
    longest.update(dict.fromkeys(range(2, 63), "好"))

    assert len(written(PAPER, checked(PAPER, {1: 41}, longest, None))) == length_of(PAPER)
    with pytest.raises(Refused):
        checked(PAPER, {1: 41}, longest | {None: "好"}, None)


def test_the_lines_of_ones_own_unit_are_neither_blank_nor_marked() -> None:
    marked = checked(PAPER, {2: 41}, None, 101)

    again = read(PAPER, written(PAPER, marked))

    assert again == Marked({2: 41}, {}, frozenset(range(1, 63, 3)))
    with pytest.raises(Refused):
        checked(PAPER, {1: 41}, None, 101)
    with pytest.raises(Refused):
        checked(PAPER, {2: 41}, {1: "意见"}, 101)


@pytest.mark.parametrize("marks", [{63: 41}, {1: 45}, {}])
def test_marks_that_are_not_on_the_paper_are_refused(marks: dict[int, int]) -> None:
    with pytest.raises(Refused):
        checked(PAPER, marks, None, None)
