"""A masked value is shown for a reason, so many times an hour, and each look is an event."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from models.base import db
from models.history import Event
from models.people.member import Member
from models.session import maintenance
from tests.factories import make_member
from tests.fixtures.app import ClientFor, as_system

PHONE = "13800138000"


def test_looks_ask_a_reason_are_counted_and_stand_in_the_history(
    app: Flask, office: int, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.extensions["xieshang_settings"], unmask_per_hour=2)
    monkeypatch.setitem(app.extensions, "xieshang_settings", settings)
    with as_system(app, organization_id=office):
        person = make_member(name="许怀远", phone=PHONE)
        db.session.commit()
        number = person.id
    auditor, clerk = client_for("auditor"), client_for("clerk")
    url = f"/panel/member/unmask/?id={number}&field=phone"

    assert PHONE not in auditor.get(url).text
    refused = auditor.post(url, data={"reason": "  "})
    assert (refused.status_code, PHONE in refused.text) == (422, False)
    assert clerk.post(url, data={"reason": "核对"}).status_code == 403
    found = [auditor.post(url, data={"reason": f"核对出勤{n}"}) for n in range(3)]

    assert [answer.status_code for answer in found] == [200, 200, 422]
    assert [PHONE in answer.text for answer in found] == [True, True, False]
    assert re.search(r"一小时内.*2", found[2].text)
    with as_system(app, organization_id=office), maintenance("history"):
        statement = select(Event.reason, Event.record_id, Event.table_name, Event.detail)
        events = db.session.execute(statement.where(Event.kind == "unmasked").order_by(Event.id)).all()
    assert [tuple(event) for event in events] == [
        (f"核对出勤{n}", str(number), Member.__tablename__, '{"field": "phone"}') for n in range(2)
    ]
