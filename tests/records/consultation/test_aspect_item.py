"""Items of the five aspects: up to five each, of a term, for platforms and for the county."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from models.aspects import ASPECTS
from models.base import db
from models.consultation.aspect_check import AspectCheck
from models.consultation.aspect_item import AspectItem
from models.transitions import perform
from tests.consultation_factories import make_aspect_check, make_aspect_item
from tests.factories import a_term
from tests.records.asserting import assert_invalid, assert_refused, trash
from tests.records.conftest import Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: all",
    "create update trash": "clerk: all; committee: area",
    "export": "clerk chair auditor: all",
}
NOUNS = {
    "term": "term_id",
    "aspect": "aspect",
    "up to five": "rank",
    "for a platform and for the county": "about",
    "item": ("name", "standard"),
}


def furnish(frame: Any, people: Any) -> None:
    """Enter items for the contracts."""
    from tests.contracts.world import trash as bin_  # noqa: PLC0415 - the world asks this module for its rows

    for about in ("platform", "county"):
        for rank in (1, 2):
            make_aspect_item(term_id=frame.term, about=about, aspect="matters", rank=rank)
        bin_(make_aspect_item(term_id=frame.term, about=about, aspect="matters", rank=3))


def test_there_are_five_aspects_of_at_most_five_items_each(entering: Entering):
    assert len(ASPECTS) == 5
    with entering():
        for rank in range(1, 6):
            make_aspect_item(rank=rank)
        assert make_aspect_item(rank=1, about="county").id
    for rank in (0, 6):
        with entering(), assert_invalid("rank"):
            make_aspect_item(rank=rank)


def test_a_place_among_the_items_is_taken_once(entering: Entering):
    with entering():
        make_aspect_item(rank=2)
        db.session.commit()
        with pytest.raises(IntegrityError):
            make_aspect_item(rank=2)
        db.session.rollback()


def test_an_item_that_was_checked_stays(entering: Entering):
    with entering():
        item = make_aspect_item(about="county").id
        check = make_aspect_check(term_id=a_term().id).id
        perform(AspectCheck, check, "begin")
    with entering(), assert_refused():
        trash(AspectItem, item)
