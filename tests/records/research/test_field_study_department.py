"""Units that came to consult at a field study: named with it, each once."""

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import CLERK, MEMBER
from models.base import db
from models.research.field_study import FieldStudyDepartment
from tests.factories import a_department, make
from tests.opinions_factories import make_field_study
from tests.records.asserting import assert_refused, readable
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: read of field_study_id",
    "create update trash": "clerk committee: update of field_study_id",
}
NOUNS = {"field study": "field_study_id", "unit": "department_id"}


def test_a_unit_is_named_once_and_by_the_desk(entering: Entering, acting_with: As):
    with entering():
        values = {
            "field_study_id": make_field_study(asked_by_units=True).id,
            "department_id": a_department().id,
        }
    with acting_with(MEMBER, 2), assert_refused():
        make(FieldStudyDepartment, **values)
    with acting_with(CLERK):
        row = make(FieldStudyDepartment, **values).id
        db.session.commit()
        with pytest.raises(IntegrityError):
            make(FieldStudyDepartment, **values)
        db.session.rollback()
    with acting_with(MEMBER, 2):
        assert readable(FieldStudyDepartment) == {row}
