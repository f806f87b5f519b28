"""Fields that belong to one kind alone are asked for with that kind, and are empty with any other."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from models.access import CLERK
from models.base import db
from models.proposals.city_proposal import CityProposal
from tests.contracts.pages import form_of
from tests.factories import make_member
from tests.fixtures.app import People, as_system

NEW = "/panel/city-proposal/new/"


def hidden(page: str) -> set[str]:
    """Return the fields that hang on a choice and do not apply."""
    return set(
        re.findall(r'data-when="[^"]*" hidden[^>]*>\s*<label class="form-label" for="f-([^"]+)"', page)
    )


def test_what_does_not_apply_is_neither_asked_nor_kept(app: Any, office: int) -> None:
    people = People(app, office)
    clerk = people.client(people.add(CLERK))
    with as_system(app, organization_id=office):
        member = make_member(name="贺青山")
        member_id = member.id
        db.session.commit()
    page = clerk.get(NEW).text
    assert hidden(page) == {"member_group_id", "joint_names"}
    typed = {
        "name": ["关于治理断石桥隐患的提案"], "plenary": ["市六届五次会议"], "submitted_on": ["2020-04-28"],
        "proposer_kind": ["joint"], "member_id": [str(member_id)], "member_id__text": ["贺青山"],
        "joint_names": ["周文涵、郑婉华"],
    }  # fmt: skip
    page = clerk.post(NEW, data=form_of(page) | typed | {"_again": ["1"]}).text
    assert hidden(page) == {"member_group_id"}
    assert form_of(page)["joint_names"] == ["周文涵、郑婉华"]

    again = form_of(page) | {"proposer_kind": ["one"]}
    assert clerk.post(NEW, data=again).status_code == 303

    with as_system(app, organization_id=office):
        made = db.session.scalars(select(CityProposal)).one()
        assert (made.proposer_kind, made.member_id, made.joint_names) == ("one", member_id, None)
