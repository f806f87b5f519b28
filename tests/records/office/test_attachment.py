"""Attachments are read by whoever reads the record they belong to."""

import pytest
from sqlalchemy import select

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, can, current_actor
from models.base import Record, db
from models.office.attachment import Attachment
from models.polymorphic import of_parent, parent_types
from tests.factories import (
    make_attachment,
    make_meeting,
    make_member,
    make_seat,
    make_special_committee,
    make_training,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, trash
from tests.records.conftest import As, Entering

UNGATED = {"gate": "label"}
"""The mode in which a SELECT narrows by organization alone."""


def test_a_file_keeps_its_chinese_name(entering: Entering):
    with entering():
        scan = make_attachment(
            make_seat(), name="关于王某同志任职的通知（邻协发〔2016〕3号）.pdf", kind="decision"
        )

        assert scan.name == "关于王某同志任职的通知（邻协发〔2016〕3号）.pdf"
        assert scan.secrecy == "internal"


def test_nothing_classified_is_taken(entering: Entering):
    with entering(), assert_invalid("not_classified"):
        make_attachment(make_meeting(), not_classified=False)
    with entering(), assert_invalid("secrecy"):
        make_attachment(make_meeting(), secrecy="secret")


def test_a_file_is_whole_and_belongs_to_a_record_that_exists(entering: Entering):
    with entering(), assert_invalid("sha256"):
        make_attachment(make_meeting(), sha256="beef")
    with entering(), assert_invalid("record_id"):
        make_attachment(make_meeting(), record_id=999_999)
    with entering(), assert_invalid("record_table"):
        make_attachment(make_meeting(), record_table="account")


def test_the_file_of_a_row_is_never_exchanged(entering: Entering):
    with entering():
        scan = make_attachment(make_meeting())
        db.session.commit()
        with assert_invalid("name"):
            scan.sha256 = "0" * 64
            db.session.flush()


def test_a_member_reads_the_photo_of_the_own_file_alone(entering: Entering, acting_with: As):
    with entering():
        mine, other = make_member(), make_member()
        photo, _strange = make_attachment(mine, kind="photo").id, make_attachment(other, kind="photo").id
        scopes = {"member": frozenset({mine.id})}
    with acting_with(MEMBER, scopes=scopes):
        assert readable(Attachment) == {photo}


def test_a_desk_attaches_to_what_it_may_change_and_the_clerk_to_what_the_clerk_reads(
    entering: Entering, acting_with: As
):
    with entering():
        own = make_special_committee().id
        course, other = make_training(committee_id=own), make_training()
    with acting_with(COMMITTEE, scopes={"special_committee": frozenset({own})}):
        assert make_attachment(course).id
        db.session.commit()
        with assert_refused():
            make_attachment(other)
    with acting_with(CLERK, 2):
        assert make_attachment(other).id
    with acting_with(CHAIR, 3), assert_refused():
        make_attachment(other)


def test_what_lies_under_an_approved_record_stays(entering: Entering, acting_with: As):
    with entering():
        attached = make_attachment(make_seat()).id
        loose = make_attachment(make_seat(state="proposed")).id
    with acting_with(CLERK):
        with assert_refused():
            trash(Attachment, attached)
        trash(Attachment, loose)
        db.session.commit()
        assert readable(Attachment) == {attached}


@pytest.mark.parametrize("role", [CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT])
def test_both_faces_of_the_rule_agree(entering: Entering, acting_with: As, role: str):
    """What a SELECT finds is what the question about a single row answers."""
    with entering():
        member, body = make_member(), make_special_committee()
        records: list[Record] = [
            member,
            make_member(),
            body,
            make_meeting(),
            make_training(committee_id=body.id),
        ]
        records += [make_training(), make_seat(member_id=member.id), make_seat(state="proposed")]
        all_ids = [make_attachment(record).id for record in records]
    scopes = {"member": frozenset({member.id}), "special_committee": frozenset({body.id})}
    with acting_with(role, scopes=scopes):
        found = readable(Attachment)
        rows = db.session.scalars(select(Attachment), execution_options=UNGATED).all()
        assert {row.id for row in rows} == set(all_ids)
        assert found == {row.id for row in rows if can(current_actor(), "read", row)}
        for action in ("read", "update"):
            rule = of_parent(action)
            statement = select(Attachment.id).where(rule.sql(Attachment, role))
            by_sql = set(db.session.scalars(statement, execution_options=UNGATED))
            assert by_sql == {row.id for row in rows if rule.holds(row, current_actor(), role)}


def test_accounts_and_what_is_about_others_take_no_attachments():
    assert {"account", "role_grant", "attachment", "correction"}.isdisjoint(parent_types())
