"""My account: who I am here, my password, where I am signed in."""

import pytest
from flask import Flask

from models.access import AUDITOR, CLERK, DEPARTMENT
from models.accounts.account import Account
from models.base import db
from models.office.department import Department
from models.writing import pen
from panel.signing_in.devices import device_name
from panel.signing_in.passwords import hash_password
from tests.fixtures.app import ClientFor, People, as_system
from tests.fixtures.client import PanelClient

PASSWORD = "linshui-2020"
NEW = "三月里的小雨-1987"


@pytest.fixture
def clerk_id(app: Flask, people: People) -> int:
    number = people.add(CLERK)
    with as_system(app):
        account = db.session.get_one(Account, number)
        with pen(db.session, account, "test"):
            account.password_hash = hash_password(PASSWORD)
        db.session.commit()
    return number


@pytest.fixture
def clerk(people: People, clerk_id: int) -> PanelClient:
    return people.client(clerk_id)


def change_password(client: PanelClient, current: str = PASSWORD, new: str = NEW, again: str | None = None):
    data = {
        "current_password": current,
        "new_password": new,
        "new_password_again": new if again is None else again,
    }
    return client.post("/account/password", data=data)


def test_it_tells_who_i_am_and_what_for(app: Flask, people: People) -> None:
    with as_system(app, organization_id=people.organization_id):
        unit = Department(name="县教育局")
        db.session.add(unit)
        db.session.commit()
        number = unit.id

    page = people.client(people.add(DEPARTMENT, department_id=number, login="unit-1")).get("/account").text

    assert "unit-1" in page
    assert "县教育局" in page
    assert "政协邻水县委员会" in page
    assert "2016-11-01" in page


def test_it_opens_without_any_role(client_for: ClientFor) -> None:
    assert client_for(None).get("/account").status_code == 200


def test_a_changed_password_is_kept_and_told_to_the_history(app: Flask, clerk: PanelClient) -> None:
    answer = change_password(clerk)

    assert (answer.status_code, answer.location) == (303, "/account")
    page = clerk.get("/account").text
    assert "Password changed" in page or "密码" in page
    assert app.test_client().post("/login", data={"username": "clerk", "password": NEW}).status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "again", "field"),
    [
        ("wrong", NEW, NEW, "f-current_password"),
        ("", NEW, NEW, "f-current_password"),
        (PASSWORD, "", "", "f-new_password"),
        (PASSWORD, PASSWORD, PASSWORD, "f-new_password"),
        (PASSWORD, "short", "short", "f-new_password"),
        (PASSWORD, "clerk-clerk-clerk", "clerk-clerk-clerk", "f-new_password"),
        (PASSWORD, NEW, "another-one", "f-new_password_again"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_changed(
    app: Flask, clerk: PanelClient, current: str, new: str, again: str, field: str
) -> None:
    answer = change_password(clerk, current, new, again)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-error"' in answer.text
    assert (
        app.test_client().post("/login", data={"username": "clerk", "password": PASSWORD}).status_code == 303
    )


def test_a_borrowed_session_does_not_guess_the_password(app: Flask, clerk: PanelClient) -> None:
    assert [change_password(clerk, "guess").status_code for _ in range(5)] == [422] * 5
    assert change_password(clerk).status_code == 422, "the right one comes too late"
    assert (
        app.test_client().post("/login", data={"username": "clerk", "password": PASSWORD}).status_code == 429
    )


def test_no_password_ever_stands_in_a_page(clerk: PanelClient) -> None:
    page = change_password(clerk, PASSWORD, "secret-new-one", "secret-other-one").text

    assert not any(word in page for word in (PASSWORD, "secret-new-one", "secret-other-one"))


def test_i_sign_out_elsewhere_one_by_one_or_all(people: People, clerk_id: int) -> None:
    here, there, far = (people.client(clerk_id) for _ in range(3))
    page = here.get("/account").text
    ends = [part.partition('"')[0] for part in page.split('action="/account/sessions/')[1:]]
    assert len([end for end in ends if end != "end-others"]) == 2

    with people.app.app_context():
        newest = max(int(end.partition("/")[0]) for end in ends if end != "end-others")
    here.post(f"/account/sessions/{newest}/end")
    assert far.get("/account").status_code == 302
    assert there.get("/account").status_code == 200

    here.post("/account/sessions/end-others")
    assert there.get("/account").status_code == 302
    assert here.get("/account").status_code == 200


def test_nobody_signs_somebody_else_out(people: People, clerk_id: int) -> None:
    victim = people.client(clerk_id)
    page = people.client(clerk_id).get("/account").text
    number = max(
        int(part.partition("/")[0])
        for part in page.split('action="/account/sessions/')[1:]
        if part[0].isdigit()
    )

    people.client(people.add(AUDITOR)).post(f"/account/sessions/{number}/end")

    assert victim.get("/account").status_code == 200


def test_strangers_tries_are_shown_to_the_owner(app: Flask, clerk: PanelClient) -> None:
    app.test_client().post("/login", data={"username": "clerk", "password": "guess"})

    page = clerk.get("/account").text

    assert "A wrong password was entered" in page or "密码有误" in page or "输错" in page


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0 Safari/537.36",
            "Chrome, Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/86.0 Safari/537.36 Edg/86.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 14_0) AppleWebKit/605 Version/14 Mobile Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:80.0) Gecko/20100101 Firefox/80.0", "Firefox, Linux"),
        ("something", "something"),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_the_two_words_people_know(agent: str, name: str) -> None:
    assert device_name(agent) == name
