"""Scales: how a vote is scored and when it is valid."""

from models.access import CLERK, MEMBER
from models.office.scale import Scale
from tests.factories import make_full_scale, make_scale
from tests.records.asserting import assert_invalid, assert_refused, readable, trash
from tests.records.conftest import As, Entering


def test_a_new_scale_asks_for_more_than_half_of_those_expected(entering: Entering):
    with entering():
        scale = make_scale()

        assert (scale.quorum_parts, scale.quorum_of, scale.quorum_exceeded) == (1, 2, True)
        assert (scale.valid_parts, scale.computation, scale.active) == (0, "share", True)


def test_shares_are_at_most_the_whole(entering: Entering):
    with entering(), assert_invalid("quorum_parts"):
        make_scale(quorum_parts=3)
    with entering(), assert_invalid("valid_parts"):
        make_scale(valid_parts=2)


def test_voters_read_scales_and_one_with_options_stays(entering: Entering, acting_with: As):
    with entering():
        scale_id = make_full_scale().id
    with acting_with(MEMBER):
        assert readable(Scale) == {scale_id}
    with acting_with(CLERK), assert_refused("records refer to this"):
        trash(Scale, scale_id)
