"""A grant gives a role for a time and a scope, on a basis, and never to the one who gives it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.access import ADMIN, AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER
from models.accounts.account import Account
from models.accounts.role_grant import SCOPES, RoleGrant
from models.base import db
from models.grants import SCOPE_KINDS
from models.transitions import Request, perform
from panel.saving import restore
from tests.consultation_factories import make_platform
from tests.factories import make, make_department, make_member, make_special_committee
from tests.fixtures.app import People
from tests.records.asserting import assert_invalid, assert_refused, readable, reload, trash
from tests.records.conftest import As, Entering

DAY = date(2020, 9, 23)


def furnish(frame: Any, people: dict[str, Any]) -> None:
    """Enter grants that wait for a second person, asked for by the administrator, and one that was not confirmed."""
    basis = {"basis": "纪要〔2020〕3号", "valid_from": DAY}
    for place, (role, state) in enumerate((("chair", "asked"), ("auditor", "asked"), ("admin", "declined"))):
        account = make(Account, login=f"named{frame.own}-{place}", name="已提名", must_change_password=False)
        row = make(RoleGrant, account_id=account.id, role=role, state=state, **basis)
        row.created_by_id = people["admin"].account_id
    db.session.flush()


def make_account(login: str = "zhou") -> int:
    """Make somebody to whom roles can be given."""
    return make(Account, login=login, name="周予宁").id


@pytest.mark.parametrize(
    ("role", "field"),
    [(COMMITTEE, "special_committee_id"), (DEPARTMENT, "department_id"), (MEMBER, "member_id")],
)
def test_a_role_with_a_scope_names_it(entering: Entering, role: str, field: str):
    with entering(), assert_invalid(field):
        make(RoleGrant, account_id=make_account(), role=role, valid_from=DAY)


def test_a_role_takes_no_scope_of_another(entering: Entering):
    with entering(), assert_invalid("department_id"):
        make(
            RoleGrant,
            account_id=make_account(),
            role=CLERK,
            department_id=make_department().id,
            valid_from=DAY,
        )


@pytest.mark.parametrize("role", [AUDITOR, CHAIR])
def test_a_decision_stands_behind_an_auditor_and_a_chair(entering: Entering, role: str):
    with entering(), assert_invalid("basis"):
        make(RoleGrant, account_id=make_account(), role=role, valid_from=DAY)


def test_a_grant_does_not_end_before_it_begins(entering: Entering):
    with entering(), assert_invalid("valid_until"):
        make(
            RoleGrant,
            account_id=make_account(),
            role=CLERK,
            valid_from=DAY,
            valid_until=DAY - timedelta(days=1),
        )


def test_a_grant_is_in_force_from_its_first_day_to_its_last(entering: Entering):
    with entering():
        grant = make(
            RoleGrant,
            account_id=make_account(),
            role=CLERK,
            valid_from=DAY,
            valid_until=DAY + timedelta(days=1),
        )
        days = [grant.holds_on(DAY + timedelta(days=n)) for n in range(-1, 3)]

    assert days == [False, True, True, False]


def test_nobody_gives_a_role_to_themself(entering: Entering, acting_with: As):
    with entering():
        number = make_account()
    with acting_with(ADMIN, number), assert_invalid("account_id"):
        make(RoleGrant, account_id=number, role=CLERK, valid_from=DAY)


def test_a_grant_is_given_by_an_administrator_alone_and_read_by_its_person(
    entering: Entering, acting_with: As
):
    with entering():
        number, body = make_account(), make_special_committee().id
    with acting_with(ADMIN, number + 1):
        grant = make(
            RoleGrant, account_id=number, role=COMMITTEE, special_committee_id=body, valid_from=DAY
        ).id
        db.session.commit()
    with acting_with(COMMITTEE, number):
        assert readable(RoleGrant) == {grant}
    with acting_with(AUDITOR, number + 3):
        assert readable(RoleGrant) == {grant}
        with assert_refused():
            db.session.get_one(RoleGrant, grant).valid_from = DAY - timedelta(days=1)
            db.session.flush()
    with acting_with(CLERK, number + 2):
        assert readable(RoleGrant) == set()
        with assert_refused():
            make(RoleGrant, account_id=number, role=CLERK, valid_from=DAY)


def test_who_keeps_the_accounts_is_neither_auditor_nor_chair(entering: Entering):
    with entering():
        account = make_account()
        make(RoleGrant, account_id=account, role=ADMIN, valid_from=DAY, valid_until=DAY + timedelta(days=30))
    for role in (AUDITOR, CHAIR):
        with entering(), assert_invalid("role"):
            make(RoleGrant, account_id=account, role=role, valid_from=DAY, basis="纪要〔2020〕3号")
    with entering():
        later = DAY + timedelta(days=31)
        make(RoleGrant, account_id=account, role=AUDITOR, valid_from=later, basis="纪要〔2020〕3号")
        make(RoleGrant, account_id=account, role=CLERK, valid_from=DAY)
        with assert_invalid("role"):
            make(RoleGrant, account_id=account, role=ADMIN, valid_from=later)


def test_a_convener_is_given_one_platform_and_no_body_beside_it(entering: Entering):
    with entering():
        account, body = make_account(), make_special_committee().id
        platform = make_platform().id
        values = {"account_id": account, "role": COMMITTEE, "valid_from": DAY}
        assert make(RoleGrant, **values, platform_id=platform).id
    with entering(), assert_invalid("platform_id"):
        make(RoleGrant, **values, platform_id=platform, special_committee_id=body)
    with entering(), assert_invalid("platform_id"):
        make(RoleGrant, account_id=account, role=CLERK, valid_from=DAY, platform_id=platform)


def test_whoever_signs_in_has_every_scope_that_a_grant_can_name(entering: Entering, people: People):
    with entering():
        rows = {
            "department": make_department().id,
            "member": make_member().id,
            "platform": make_platform().id,
            "special_committee": make_special_committee().id,
        }
    named = {kind for kinds in SCOPES.values() for kind in kinds} - {"working_area"}
    assert set(rows) == set(SCOPE_KINDS) == named
    for kind, number in rows.items():
        role = next(role for role, kinds in SCOPES.items() if kind in kinds)
        account = people.add(role, login=kind.replace("_", "-"), **{f"{kind}_id": number})
        assert people.actor(account).scopes == {kind: frozenset({number})}


def test_who_decides_over_others_is_named_by_two(people: People):
    """Asked for by one administrator, it gives nothing until somebody else confirmed it, and stays as it was confirmed."""
    first, second, chair = (
        people.add(role, login=login)
        for role, login in ((ADMIN, "admin1"), (ADMIN, "admin2"), (CHAIR, "chair1"))
    )
    named, other = people.add(CLERK, login="named"), people.add(None, login="other")
    values = {"role": CHAIR, "valid_from": DAY, "basis": "纪要〔2020〕3号"}

    def press(account: int, step: str, number: int) -> None:
        with people.acting(account):
            perform(RoleGrant, number, step, Request(reason="未经会议决定"))
            db.session.commit()

    with people.acting(first):
        grant, for_second, declined = (
            make(RoleGrant, account_id=named, **values).id,
            make(RoleGrant, account_id=second, role=ADMIN, valid_from=date(2021, 1, 1)).id,
            make(RoleGrant, account_id=other, **values).id,
        )
        db.session.commit()
    assert people.actor(named).roles == {CLERK}
    with people.acting(first), assert_refused():
        perform(RoleGrant, grant, "confirm")
    with people.acting(second), assert_refused():
        perform(RoleGrant, for_second, "confirm")
    with people.acting(chair):
        assert readable(RoleGrant) >= {grant, for_second, declined}
        assert readable(Account) == {chair}
    # What the second person confirms is what was asked for: it is not changed under their eyes.
    for field, value in (
        ("account_id", other),
        ("valid_until", date(2030, 1, 1)),
        ("basis", "纪要〔2020〕4号"),
    ):
        with people.acting(first), assert_invalid(field):
            setattr(reload(RoleGrant, grant), field, value)
            db.session.flush()
    press(second, "confirm", grant)
    press(chair, "decline", declined)
    assert people.actor(named).roles == {CLERK, CHAIR}
    assert people.actor(other).roles == frozenset()

    # What a second person confirmed can be ended, not widened; what was taken away is given anew.
    def change(field: str, value: object) -> None:
        with people.acting(first), assert_invalid(field):
            setattr(reload(RoleGrant, grant), field, value)
            db.session.flush()

    for field, value in (("account_id", other), ("valid_from", date(2019, 1, 1)), ("role", AUDITOR)):
        change(field, value)
    with people.acting(first):
        reload(RoleGrant, grant).valid_until = DAY + timedelta(days=9)
        db.session.commit()
    change("valid_until", DAY + timedelta(days=10))
    change("valid_until", None)
    with people.acting(first):
        trash(RoleGrant, grant)
        db.session.commit()
    assert people.actor(named).roles == {CLERK}
    with people.acting(first), assert_invalid("role"):
        restore(
            db.session.scalars(
                select(RoleGrant).where(RoleGrant.id == grant), execution_options={"gate": "trash"}
            ).one()
        )
    # Nor does an ordinary grant become one of these.
    with people.acting(first):
        plain = make(RoleGrant, account_id=other, role=CLERK, valid_from=DAY)
        db.session.commit()
        assert people.actor(other).roles == {CLERK}
    with people.acting(first), assert_invalid("role"):
        row = reload(RoleGrant, plain.id)
        row.role, row.basis = CHAIR, "纪要〔2020〕3号"
        db.session.flush()
