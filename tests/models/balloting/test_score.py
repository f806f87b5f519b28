"""The arithmetic of scores, with numbers that offices published."""

from decimal import Decimal

import pytest

from models.balloting.score import Option, Tally, band, bands, quorum_reached, ranks, score

WEIGHTED = [
    Option(1, Decimal(100), scored=True, valid=True, favourable=True),
    Option(2, Decimal(70), scored=True, valid=True, favourable=True),
    Option(3, Decimal(30), scored=True, valid=True, favourable=False),
    Option(4, None, scored=False, valid=True, favourable=False),
]


def tally(*numbers: int, returned: int | None = None) -> Tally:
    return Tally(1, returned or sum(numbers), dict(enumerate(numbers, start=1)))


def test_do_not_know_is_not_scored() -> None:
    counted = tally(84, 91, 14, 3, returned=193)

    assert score("weighted", WEIGHTED, counted) == Decimal("80.37")
    assert counted.valid(WEIGHTED) == 192


@pytest.mark.parametrize(
    ("numbers", "rate"), [((182, 10, 1), "99.48"), ((185, 8, 0), "100.00"), ((152, 30, 0), "100.00")]
)
def test_the_share_of_the_favourable_options(numbers: tuple[int, ...], rate: str) -> None:
    assert score("share", WEIGHTED, tally(*numbers)) == Decimal(rate)


def test_an_option_that_makes_no_valid_ballot_is_left_out_everywhere() -> None:
    options = [*WEIGHTED[:3], Option(4, None, scored=True, valid=False, favourable=False)]

    assert tally(5, 3, 1, 4).valid(options) == 9
    assert score("share", options, tally(5, 3, 1, 4)) == Decimal("88.89")


def test_there_is_no_score_where_the_scale_has_none_or_nothing_is_scored() -> None:
    assert score("counts", WEIGHTED, tally(5, 3, 1, 4)) is None
    assert score("weighted", WEIGHTED, tally(0, 0, 0, 7)) is None


def test_equal_scores_share_a_rank() -> None:
    scores = {10: Decimal(90), 11: Decimal(95), 12: Decimal(90), 13: None, 14: Decimal(60)}

    assert ranks(scores) == {11: 1, 10: 2, 12: 2, 14: 4}


def test_bands_are_read_from_lines_in_any_order() -> None:
    written = "60 合格\n\n90 优秀\n79.5 良好"

    assert bands(written) == [(Decimal(90), "优秀"), (Decimal("79.5"), "良好"), (Decimal(60), "合格")]
    assert [band(written, Decimal(value)) for value in ("90", "89.99", "60", "59.99")] == [
        "优秀",
        "良好",
        "合格",
        None,
    ]
    assert band(written, None) is None


@pytest.mark.parametrize("line", ["优秀 90", "90", "101 优秀", "90优秀", "90 " + "长" * 21])
def test_a_band_that_cannot_be_read_is_wrong(line: str) -> None:
    with pytest.raises(ValueError, match=line[:2]):
        bands(line)


@pytest.mark.parametrize(
    ("present", "exceeded", "enough"),
    [(106, True, False), (107, True, True), (106, False, True), (105, False, False)],
)
def test_more_than_half_is_not_just_half(present: int, exceeded: bool, enough: bool) -> None:
    assert quorum_reached(212, present, 1, 2, exceeded=exceeded) is enough
