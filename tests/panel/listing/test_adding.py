"""Adding a condition to a list without script."""

import pytest
from werkzeug.datastructures import MultiDict

from models.access import current_actor
from models.learning.training import Training
from models.office.department import Department
from models.office.special_committee import SpecialCommittee
from panel.listing.adding import adding_form, answer_adding
from panel.listing.query import ListQuery
from tests.panel.listing.office import (
    arguments,
    asked,
    departments_view,
    drawn,
    enter,
    members_view,
    trainings_view,
)


@pytest.fixture
def clerk(app, people):
    return people.actor(people.add("clerk"))


def _form(view, **args: str):
    return adding_form(view, ListQuery(view, current_actor(), args, base=f"{view.url}/"))


def _sent(view, **args: str):
    onward = answer_adding(view, MultiDict(args))
    return None if onward is None else arguments(onward)


def test_the_fields_that_can_be_asked_of_are_offered(app, clerk):
    with asked(app, clerk):
        page = drawn(trainings_view(column_filters=["state", "hours"]), {"q": "班", "after": "x"})

    assert [label for label, _ in page["add"]] == [
        "State",
        "Training hours",
        "Date of the fact",
        "Changed at",
    ]
    assert page["add"][0][1] == "/panel/training/?q=%E7%8F%AD&adding=state#adding"


@pytest.mark.parametrize(
    ("name", "kind", "operators"),
    [
        ("state", "select", ["", "ne"]),
        ("kind", "select", ["", "ne"]),
        ("hours", "number", ["", "ne", "ge", "le", "empty", "filled"]),
        ("starts_on", "date", ["", "ge", "le"]),
        ("organiser", "text", ["has", "", "ne", "empty", "filled"]),
        ("committee_id", "select", ["", "ne", "empty", "filled"]),
        ("changed_at", "date", ["", "ge", "le"]),
    ],
)
def test_the_form_asks_in_the_way_of_the_column(app, office, clerk, name, kind, operators):
    enter(app, office, SpecialCommittee(name="提案委员会", short_name="提案委"))
    with asked(app, clerk):
        form = _form(trainings_view(), adding=name, q="班")

    assert form["field"]["kind"] == kind
    assert [value for value, _ in form["ops"]] == operators
    assert form["hidden"] == [("q", "班"), ("_field", name)]
    assert form["cancel_url"] == "/panel/training/?q=%E7%8F%AD"


def test_choices_are_listed_in_words(app, office, clerk):
    (body,) = enter(app, office, SpecialCommittee(name="提案委员会", short_name="提案委"))
    with asked(app, clerk):
        assert ("held", Training.workflow.states["held"].label) in _form(trainings_view(), adding="state")[
            "field"
        ]["options"]
        assert _form(trainings_view(), adding="committee_id")["field"]["options"] == [
            (str(body), "提案委员会")
        ]
        assert _form(departments_view(), adding="handing_over_office")["field"]["options"] == [
            ("1", "Yes"),
            ("0", "No"),
        ]
        assert ("county", "County") in _form(members_view(), adding="levels")["field"]["options"]


@pytest.mark.parametrize("name", ["", "nothing", "phone", "organization_id", "hands"])
def test_no_form_for_what_cannot_be_asked_of(app, people, name):
    with asked(app, people.actor(people.add("auditor"))):
        assert _form(members_view(), adding=name) is None


def test_the_condition_comes_back_in_the_address(app, clerk):
    kept = {"q": "班", "after": "x", "count": "1"}
    with asked(app, clerk):
        assert _sent(trainings_view(), **kept, _field="kind", _op="", _value="university") == {
            "q": "班",
            "kind": "university",
        }
        assert _sent(trainings_view(), _field="hours", _op="ge", _value="1,200.50") == {"hours__ge": "1200.5"}
        assert _sent(trainings_view(), _field="starts_on", _op="le", _value="9月16日") == {
            "starts_on__le": "2020-09-16"
        }
        assert _sent(trainings_view(), _field="hours", _op="empty", _value="") == {"hours__empty": "1"}
        assert _sent(trainings_view(), _field="hours", _op="filled", _value="3") == {"hours__empty": "0"}
        assert _sent(trainings_view(), _field="hours", _op="ge", _value="many") == {"hours__ge": "many"}
        assert _sent(trainings_view(), _field="hours", _op="ge", _value=" ") == {"adding": "hours"}
        assert _sent(trainings_view(), q="班") is None


def test_a_reference_that_was_typed_is_found_and_then_chosen(app, office, clerk):
    first, second, _ = enter(
        app, office, *(Department(name=name) for name in ("县民政局", "县民政局二股", "县教科体局"))
    )
    asked_for = {"_field": "successor_id", "_op": "ne", "_value": "", "_value__text": "民政"}
    with asked(app, clerk):
        assert (
            _form(departments_view(), adding="successor_id")["field"]["lookup_url"]
            == "/panel/department/lookup/successor_id"
        )
        assert answer_adding(departments_view(), MultiDict(asked_for)) is None
        form = _form(departments_view(), **asked_for)
        nothing = _form(departments_view(), **(asked_for | {"_value__text": "税务"}))
        found = _sent(departments_view(), _field="successor_id", _op="ne", _value=str(first))

    assert form["field"]["options"] == [(str(first), "县民政局"), (str(second), "县民政局二股")]
    assert form["ops"][0][0] == "ne"
    assert nothing["field"]["error"] == "Nothing is called “税务”."
    assert found == {"successor_id__ne": str(first)}
