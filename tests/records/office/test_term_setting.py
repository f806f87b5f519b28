"""What a term settles for itself, and what holds where it does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from models import settings as declared
from models.access import CLERK, MEMBER
from models.base import db
from models.fields import Choice
from models.livelihood.completion import BEHIND_POINTS
from models.office.term_setting import TermSetting
from models.settings import Setting, settings
from tests.factories import make, make_organization, make_term
from tests.fixtures.app import People, as_system
from tests.fixtures.client import PanelClient
from tests.records.asserting import assert_invalid, readable, reload, trash
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member department: read of term_id",
    "create update trash": "clerk: read of term_id; committee: area",
    "export": "clerk chair auditor: read of term_id",
}
NOUNS = {
    "setting of the term": ("term_id", "setting"),
    "value": "value",
    "where it is written": "basis",
    "usual value": "stands with the declaration of the setting, and holds without a row",
}
KEY = BEHIND_POINTS.key


def furnish(frame: Any, people: Any) -> None:
    """Enter an own value of the term, and one in the recycle bin."""
    make(TermSetting, term_id=frame.term, setting=KEY, value="15", basis="县政协主席会议纪要")
    before = make_term(number=8, name="第八届", valid_from=date(2006, 12, 1), valid_until=date(2011, 11, 30))
    trash(TermSetting, make(TermSetting, term_id=before.id, setting=KEY, value="5").id)


@pytest.fixture
def declaring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test declare settings that are gone after it."""
    monkeypatch.setattr(declared, "_declared", dict(declared._declared))


def test_without_a_row_the_usual_value_holds(entering: Entering) -> None:
    with entering():
        assert BEHIND_POINTS.value() == 10
        make_term()
        assert BEHIND_POINTS.value(on=date(2020, 9, 1)) == 10


def test_the_term_of_the_day_decides(entering: Entering) -> None:
    with entering():
        ninth = make_term(
            number=9, name="第九届", valid_from=date(2011, 12, 1), valid_until=date(2016, 10, 31)
        )
        make(TermSetting, term_id=ninth.id, setting=KEY, value="5")
        make(TermSetting, term_id=make_term().id, setting=KEY, value="20")

        days = (
            date(2011, 11, 30),
            date(2011, 12, 1),
            date(2016, 11, 15),
            date(2016, 12, 1),
            date(2030, 1, 1),
        )
        # Between two terms, and after the last one that is entered, what was agreed last goes on.
        assert [BEHIND_POINTS.value(on=day) for day in days] == [10, 5, 5, 20, 20]


def test_a_changed_value_holds_at_once_and_a_removed_one_no_more(entering: Entering, acting_with: As) -> None:
    with entering():
        row_id = make(TermSetting, term_id=make_term().id, setting=KEY, value="20").id
    with acting_with(CLERK):
        assert BEHIND_POINTS.value() == 20
        reload(TermSetting, row_id).value = "30"
        db.session.flush()
        assert BEHIND_POINTS.value() == 30
        db.session.rollback()
        assert BEHIND_POINTS.value() == 20
        trash(TermSetting, row_id)
        assert BEHIND_POINTS.value() == 10


def test_another_organization_settles_its_own(app: Any, entering: Entering) -> None:
    with entering():
        make(TermSetting, term_id=make_term().id, setting=KEY, value="20")
        other = make_organization().id
    with as_system(app, organization_id=other):
        make_term()
        assert BEHIND_POINTS.value() == 10


def test_all_settings_are_one_statement(entering: Entering, acting_with: As) -> None:
    with entering():
        make(TermSetting, term_id=make_term().id, setting=KEY, value="20")
    with acting_with(CLERK):
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            values = [setting.value(on=date(2020, 9, 1)) for _time in range(3) for setting in settings()]
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        assert 20 in values
        assert len([statement for statement in seen if "term_setting" in statement]) == 1


@pytest.mark.usefixtures("declaring")
def test_a_value_is_one_of_its_kind(entering: Entering) -> None:
    ways = (Choice("wide", "Wide"), Choice("narrow", "Narrow"))
    number = Setting("x_number", "Number", kind="count", default=3, lowest=1, highest=9)
    flag = Setting("x_flag", "Flag", kind="flag", default=False)
    choice = Setting("x_choice", "Choice", kind="choice", default="wide", choices=ways)
    words = Setting("x_words", "Words", kind="text", default="")
    wrong = ((number, "0"), (number, "10"), (number, "两"), (flag, "maybe"), (choice, "long"), (words, " "))
    for setting, text in wrong:
        with entering():
            term_id = make_term(valid_until=None).id
            with assert_invalid("value"):
                make(TermSetting, term_id=term_id, setting=setting.key, value=text)
    with entering():
        term_id = make_term().id
        for setting, text in ((number, " ９ "), (flag, "yes"), (choice, "narrow"), (words, "县委办")):
            make(TermSetting, term_id=term_id, setting=setting.key, value=text)
        found = (number.value(), flag.value(), choice.value(), words.value())
        assert found == (9, True, "narrow", "县委办")


@pytest.mark.usefixtures("declaring")
def test_two_settings_never_share_a_key() -> None:
    Setting("x_once", "Once", kind="flag", default=True)
    with pytest.raises(ValueError, match="x_once"):
        Setting("x_once", "Twice", kind="flag", default=True)


def test_only_declared_settings_can_be_set(entering: Entering) -> None:
    with entering(), assert_invalid("setting"):
        make(TermSetting, term_id=make_term().id, setting="weather", value="1")


def test_members_and_units_read_what_holds(entering: Entering, acting_with: As) -> None:
    with entering():
        row_id = make(TermSetting, term_id=make_term().id, setting=KEY, value="20").id
    with acting_with(MEMBER):
        assert readable(TermSetting) == {row_id}


@pytest.fixture
def clerk(app: Any, office: int) -> PanelClient:
    """Return the browser of a clerk."""
    people = People(app, office)
    return people.client(people.add("clerk"))


def test_the_page_of_the_term_shows_every_setting_and_leads_to_its_form(
    clerk: PanelClient, entering: Entering
) -> None:
    with entering():
        term_id = make_term().id
    page = clerk.get(f"/panel/term/details/?id={term_id}").text
    assert "民生实事" in page
    assert "10 个百分点" in page
    url = f"/panel/term-setting/new/?term_id={term_id}&setting={KEY}"
    assert url.replace("&", "&amp;") in page

    form = clerk.get(url).text
    assert 'value="10"' in form
    data = {"term_id": str(term_id), "setting": KEY, "value": "两成", "basis": ""}
    refused = clerk.post(url, data=data)
    assert refused.status_code == 422
    assert "两成" in refused.text
    saved = clerk.post(url, data={**data, "value": "１５", "basis": "主席会议纪要〔2020〕3号"})
    assert saved.status_code == 303
    page = clerk.get(f"/panel/term/details/?id={term_id}").text
    assert "15 个百分点" in page
    assert "主席会议纪要〔2020〕3号" in page

    again = clerk.post(url, data=data | {"value": "18"})
    assert again.status_code == 422
    assert "15 个百分点" in clerk.get(f"/panel/term/details/?id={term_id}").text
