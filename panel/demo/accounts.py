"""The accounts of a demonstration: one for each role, two where one person must not decide their own work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from models.accounts.account import Account
from models.accounts.role_grant import RoleGrant
from models.base import db
from models.lookups import rows_where
from panel.demo.office import NOTE, Office, put
from panel.demo.people import People
from panel.signing_in.passwords import hash_password

PASSWORD = "linshui-2020"  # noqa: S105 - it opens invented data on this machine alone
BASIS = "主席会议纪要〔2016〕1号"
SINCE = date(2016, 12, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """One account: login, name, post, and its grants (role, scope)."""

    login: str
    name: str
    post: str
    grants: tuple[tuple[str, dict[str, int]], ...]


def add_accounts(office: Office, people: People, prefix: str = "") -> dict[str, int]:
    """Enter the accounts of an organization; return login -> account. One password for all, hashed once."""
    hashed = hash_password(PASSWORD)
    found: dict[str, int] = {}
    for person in _county(office, people) if not prefix else _neighbour(office, people, prefix):
        account = put(
            Account,
            office,
            login=person.login,
            name=person.name,
            post=person.post,
            password_hash=hashed,
            must_change_password=False,
            note=NOTE,
        )
        found[person.login] = account.id
        for role, scope in person.grants:
            _grant(office, account.id, role, scope)
    if not prefix:
        _named_by_two(office, found)
    return found


def _named_by_two(office: Office, accounts: dict[str, int]) -> None:
    """Enter a grant that waits for a second person, and one that was not confirmed: the first administrator asked for both."""
    for login, role, state, day in (
        ("auditor2", "auditor", "asked", date(2020, 9, 21)),
        ("secretary", "chair", "declined", date(2020, 6, 1)),
    ):
        values = {
            "account_id": accounts[login],
            "role": role,
            "state": state,
            "valid_from": day,
            "basis": BASIS,
        }
        row = put(RoleGrant, office, **values, note=NOTE)
        row.created_by_id = accounts["admin"]
    db.session.flush()


def _grant(office: Office, account: int, role: str, scope: dict[str, int]) -> None:
    values: dict[str, Any] = {
        "account_id": account,
        "role": role,
        "valid_from": SINCE,
        "basis": BASIS,
        "state": "granted",
        **scope,
    }
    put(RoleGrant, office, **values, note=NOTE)


def _county(office: Office, people: People) -> list[Person]:
    body, unit, member = "special_committee_id", "department_id", "member_id"
    hands_over = rows_where("department", "id", where={"handing_over_office": True, "kind": "government"})
    return [
        Person("clerk", "周予宁", "办公室经办人", (("clerk", {}),)),
        Person("clerk2", "叶怀谷", "办公室经办人", (("clerk", {}),)),
        Person("secretary", "沈叙白", "秘书长", (("clerk", {}),)),
        Person("committee", "罗清和", "社会法制委主任", (("committee", {body: office.committees[0]}),)),
        Person("committee2", "秦若川", "提案委主任", (("committee", {body: office.committees[1]}),)),
        Person("chair", people.names[0], "主席", (("chair", {}), ("member", {member: people.members[0]}))),
        Person("chair2", people.names[1], "副主席", (("chair", {}), ("member", {member: people.members[1]}))),
        Person("auditor", "邓文渊", "派驻纪检监察组", (("auditor", {}),)),
        Person("member", people.names[45], "委员", (("member", {member: people.members[45]}),)),
        Person("teller1", people.names[46], "委员、监票人", (("member", {member: people.members[46]}),)),
        Person("teller2", people.names[47], "委员、计票人", (("member", {member: people.members[47]}),)),
        Person(
            "department",
            "唐以宁",
            "县民政局承办人",
            (("department", {unit: office.departments["县民政局"]}),),
        ),
        Person("govoffice", "江屿", "县政府办督查室", (("department", {unit: hands_over[0].id}),)),
        Person("auditor2", "陆听澜", "县审计局派员", ()),
        Person("admin", "许守衡", "系统管理员", (("admin", {}),)),
        Person("admin2", "温如是", "系统管理员", (("admin", {}),)),
    ]


def _neighbour(office: Office, people: People, prefix: str) -> list[Person]:
    first = next(iter(office.departments.values()))
    return [
        Person(f"{prefix}clerk", "贺景行", "办公室经办人", (("clerk", {}),)),
        Person(
            f"{prefix}committee",
            "方望舒",
            "社会法制委主任",
            (("committee", {"special_committee_id": office.committees[0]}),),
        ),
        Person(
            f"{prefix}chair",
            people.names[0],
            "主席",
            (("chair", {}), ("member", {"member_id": people.members[0]})),
        ),
        Person(f"{prefix}auditor", "陆知白", "派驻纪检监察组", (("auditor", {}),)),
        Person(f"{prefix}member", people.names[5], "委员", (("member", {"member_id": people.members[5]}),)),
        Person(
            f"{prefix}teller1",
            people.names[6],
            "委员、监票人",
            (("member", {"member_id": people.members[6]}),),
        ),
        Person(
            f"{prefix}teller2",
            people.names[7],
            "委员、计票人",
            (("member", {"member_id": people.members[7]}),),
        ),
        Person(f"{prefix}department", "江照晚", "承办人", (("department", {"department_id": first}),)),
        Person(f"{prefix}admin", "顾长安", "系统管理员", (("admin", {}),)),
    ]
