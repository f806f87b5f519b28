"""Several bodies hold the same kind of meeting: the one responsible decides, a record's own or that of its working area."""

from __future__ import annotations

from types import SimpleNamespace

from models.competence import body_problems, committees_of
from tests.consultation_factories import make_topic
from tests.factories import make_member_group, make_special_committee, make_working_area
from tests.records.conftest import Entering


def met(kind: str, committee: int | None = None, group: int | None = None) -> SimpleNamespace:
    """Return a meeting of a body."""
    return SimpleNamespace(kind=kind, committee_id=committee, member_group_id=group)


def test_the_records_own_committee_and_the_one_of_its_working_area_decide(entering: Entering) -> None:
    with entering():
        own, area, other = (make_special_committee().id for _ in range(3))
        topic = make_topic(committee_id=own)
        assert committees_of(topic, own=True) == {own}
        make_working_area(record_kind="topic", committee_id=area)
        assert not body_problems(topic, met("special_committee", own))
        assert not body_problems(topic, met("special_committee", area))
        (wrong,) = body_problems(topic, met("special_committee", other))
        assert len(wrong.values["names"]) == 2
        # Where the committee on a record is not the one it belongs to, the working area alone says who decides.
        assert committees_of(topic, own=False) == {area}


def test_without_anybody_responsible_nobody_decides_and_a_single_body_needs_no_name(
    entering: Entering,
) -> None:
    with entering():
        topic, body = make_topic(), make_special_committee().id
        (nobody,) = body_problems(topic, met("special_committee", body))
        assert "working areas" in nobody.sentence
        assert body_problems(topic, met("member_group", group=make_member_group().id))
        assert not body_problems(topic, met("standing_committee"))
