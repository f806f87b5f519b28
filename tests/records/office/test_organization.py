"""An organization belongs to itself, and only its own people see it."""

from flask import Flask

from models.access import CLERK
from models.base import db
from models.office.organization import Organization
from tests.factories import make_organization
from tests.fixtures.app import as_system
from tests.records.asserting import assert_refused, readable, reload
from tests.records.conftest import As


def test_an_organization_belongs_to_itself_and_may_name_a_higher_one(app: Flask, office: int):
    with as_system(app):
        county = make_organization(parent_id=office)

        assert county.organization_id == county.id
        assert county.parent_id == office


def test_a_clerk_keeps_the_own_organization_and_sees_no_other(app: Flask, office: int, acting_with: As):
    with as_system(app) as _seed:
        make_organization()
        from_all = readable(Organization)
        db.session.commit()
    with acting_with(CLERK):
        assert readable(Organization) == {office} < from_all
        reload(Organization, office).administrative_code = "511623"
        db.session.commit()


def test_nobody_makes_a_second_organization_in_the_panel(acting_with: As):
    with acting_with(CLERK), assert_refused():
        make_organization()
