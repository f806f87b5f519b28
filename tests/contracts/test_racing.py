"""At the same time, in sessions of their own, against a server with two workers: one wins, the others are told by whom."""

from __future__ import annotations

from sqlalchemy import func, select

from models.accounts.role_grant import RoleGrant
from models.base import db
from models.history.tables import Event
from models.learning.training import Training
from models.livelihood.evaluation import Evaluation
from models.seal import is_intact
from models.session import maintenance
from tests.contracts.hall import Hall, at_once, pressed
from tests.contracts.pages import form_of
from tests.fixtures.app import as_system

CHAIRS = 8
WINDOWS = 10


def test_eight_chairs_press_at_once_and_one_approves(hall: Hall) -> None:
    """Exactly one approval; seven are told by whom it was done, and nobody meets a fault."""
    path = f"/panel/evaluation/transition/approve/?id={hall.evaluations[0]}"
    presses = []
    for chair in hall.chairs:
        browser = hall.browser(chair)
        status, page = browser.get(path)
        assert status == 200
        presses.append(pressed(browser, path, form_of(page)))

    answers = at_once(presses)

    assert {status for status, _where, _page in answers} == {303}
    with as_system(hall.people.app, organization_id=hall.people.organization_id):
        row = db.session.get_one(Evaluation, hall.evaluations[0])
        assert (row.state, is_intact(row)) == ("approved", True)
        winner = hall.chairs.index(row.sealed_by_id)
        with maintenance("history"):
            kinds = select(Event.actor).where(Event.kind == "approved", Event.record_id == str(row.id))
            assert list(db.session.scalars(kinds)) == [f"account:{row.sealed_by_id}"]
    told = [f"此件已由chair{winner} 同志于" in page for _status, _where, page in answers]
    assert [number for number, says in enumerate(told) if not says] == [winner]


def test_one_approves_while_another_returns(hall: Hall) -> None:
    """Of two chairs who decide differently, one is heard: the row is approved or returned, never both."""
    urls = [
        f"/panel/evaluation/transition/{step}/?id={hall.evaluations[1]}" for step in ("approve", "return")
    ]
    presses = []
    for number, chair in enumerate(hall.chairs):
        browser, path = hall.browser(chair), urls[number % 2]
        form = form_of(browser.get(path)[1])
        presses.append(pressed(browser, path, form | {"reason": ["请再核对数字。"]}))

    answers = at_once(presses)

    assert {status for status, _where, _page in answers} == {303}
    with as_system(hall.people.app, organization_id=hall.people.organization_id), maintenance("history"):
        row = db.session.get_one(Evaluation, hall.evaluations[1])
        events = select(Event.kind).where(
            Event.record_id == str(row.id), Event.kind.in_(("approved", "returned"))
        )
        assert list(db.session.scalars(events)) == [row.state]
    assert sum("此件已由" in page for _status, _where, page in answers) == len(hall.chairs) - 1


def test_the_same_form_ten_times_at_once_is_one_record(hall: Hall) -> None:
    """A button pressed again and again: one row, and every window ends on it."""
    browser = hall.browser(hall.clerk)
    form = form_of(browser.get("/panel/training/new/")[1])
    form |= {"name": ["春季委员培训班"], "kind": ["county_course"], "starts_on": ["2020-10-12"]}

    answers = at_once([pressed(browser.copy(), "/panel/training/new/", form) for _window in range(WINDOWS)])

    assert {status for status, _where, _page in answers} == {303}
    assert len({where for _status, where, _page in answers}) == 1
    strange = [page for _status, _where, page in answers if "春季委员培训班" not in page]
    assert not strange, strange[0]
    with as_system(hall.people.app, organization_id=hall.people.organization_id):
        called = select(func.count(Training.id)).where(Training.name == "春季委员培训班")
        assert db.session.scalar(called) == 1


def test_two_forms_of_one_record_at_once_never_both_win(hall: Hall) -> None:
    """Two windows with the same version: one is saved, the other keeps what was typed and says who was faster."""
    browser, path = hall.browser(hall.clerk), f"/panel/meeting/edit/?id={hall.meeting}"
    windows = [browser.copy() for _window in range(4)]
    forms = [form_of(window.get(path)[1]) for window in windows]
    works = [
        pressed(window, path, form | {"note": [f"窗口 {number}"]})
        for number, (window, form) in enumerate(zip(windows, forms, strict=True))
    ]

    answers = at_once(works)

    assert sorted(status for status, _where, _page in answers) == [303, 409, 409, 409]


def test_rights_that_exclude_each_other_are_not_both_given(hall: Hall) -> None:
    """Whoever keeps the accounts is neither auditor nor chair, also when both are asked for at the same moment."""
    keeper, named = hall.people.add("admin", login="keeper"), hall.people.add(None, login="named")
    browser, path = hall.browser(keeper), "/panel/role-grant/new/"
    presses = []
    for role in ("admin", "auditor", "admin", "chair"):
        form = form_of(browser.get(path)[1])
        form |= {
            "account_id": [str(named)],
            "account_id__text": ["named 同志"],
            "role": [role],
            "valid_from": ["2020-10-01"],
            "basis": ["纪要3号"],
        }
        presses.append(pressed(browser.copy(), path, form))

    answers = at_once(presses)

    assert {status for status, _where, _page in answers} == {303, 422}
    with as_system(hall.people.app, organization_id=hall.people.organization_id):
        given = set(db.session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == named)))
    assert given in ({"admin"}, {"auditor"}, {"chair"}, {"auditor", "chair"})
