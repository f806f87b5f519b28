"""Options of a ballot: scored or not, valid or not, with a weight where the scale asks for one."""

from decimal import Decimal

from sqlalchemy import select

from models.base import db
from models.office.scale_option import ScaleOption
from tests.factories import make_full_scale, make_scale, make_scale_option
from tests.records.asserting import assert_invalid
from tests.records.conftest import Entering


def test_do_not_know_is_an_option_without_weight_that_is_not_scored(entering: Entering):
    with entering():
        scale = make_full_scale(computation="weighted")
        options = db.session.scalars(
            select(ScaleOption).where(ScaleOption.scale_id == scale.id).order_by(ScaleOption.rank)
        ).all()

        assert [(option.code, option.weight, option.scored) for option in options] == [
            ("satisfied", Decimal(100), True),
            ("basically", Decimal(70), True),
            ("not", Decimal(30), True),
            ("unknown", None, False),
        ]


def test_the_mean_of_weights_needs_the_weight_of_every_scored_option(entering: Entering):
    with entering():
        weighted, plain = make_scale(computation="weighted").id, make_scale().id
        assert make_scale_option(scale_id=plain, weight=None).id
    with entering(), assert_invalid("weight"):
        make_scale_option(scale_id=weighted, weight=None)


def test_what_is_not_scored_is_not_favourable(entering: Entering):
    with entering(), assert_invalid("favourable"):
        make_scale_option(scored=False)


def test_a_weight_is_a_share_of_a_hundred(entering: Entering):
    with entering(), assert_invalid("weight"):
        make_scale_option(weight=Decimal("100.01"))
