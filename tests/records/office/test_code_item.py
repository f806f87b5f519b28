"""Code tables differ by place and by term."""

from models.access import ADMIN, CLERK, MEMBER
from models.base import db
from models.office.code_item import CodeItem, code_tables
from tests.factories import make_code_item, make_term, make_training_attendance
from tests.records.asserting import assert_invalid, assert_refused, readable, reload, trash
from tests.records.conftest import As, Entering


def test_a_code_belongs_to_a_table_that_a_record_uses(entering: Entering):
    assert "training_result" in {table.value for table in code_tables()}
    with entering(), assert_invalid("table_name"):
        make_code_item(table_name="weather")


def test_a_code_stands_once_for_all_terms_and_once_in_a_term(entering: Entering):
    with entering():
        term = make_term()
        make_code_item(code="essay")
        assert make_code_item(code="essay", term_id=term.id).id
    with entering(), assert_invalid("code"):
        make_code_item(code="essay")


def test_a_code_in_use_is_deactivated_and_not_removed(entering: Entering, acting_with: As):
    with entering():
        used, idle = make_code_item().id, make_code_item().id
        make_training_attendance(result_id=used)
    with acting_with(CLERK):
        with assert_refused("ended or deactivated"):
            trash(CodeItem, used)
        reload(CodeItem, used).active = False
        trash(CodeItem, idle)
        db.session.commit()
        assert readable(CodeItem) == {used}


def test_members_read_codes_and_the_administrator_does_not(entering: Entering, acting_with: As):
    with entering():
        code_id = make_code_item().id
    with acting_with(MEMBER):
        assert readable(CodeItem) == {code_id}
    with acting_with(ADMIN):
        assert readable(CodeItem) == set()
