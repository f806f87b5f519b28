"""An account is kept by the administrator, read by the auditor, and by its own person."""

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import ADMIN, AUDITOR, CHAIR, CLERK
from models.accounts.account import Account
from models.base import db
from tests.factories import make
from tests.records.asserting import assert_invalid, assert_refused, readable
from tests.records.conftest import As, Entering


@pytest.mark.parametrize("login", ["ab", "周予宁", "zhou yuning", "zhou@linshui"])
def test_a_login_is_typed_in_plain_characters(entering: Entering, login: str):
    with entering(), assert_invalid("login"):
        make(Account, login=login, name="周予宁")


def test_a_login_names_one_person_in_the_whole_house(entering: Entering):
    with entering():
        make(Account, login="zhou.yuning", name="周予宁")
    with entering():
        with pytest.raises(IntegrityError):
            make(Account, login="zhou.yuning", name="周玉凝")
        db.session.rollback()


def test_the_administrator_keeps_accounts_and_the_auditor_reads_them(entering: Entering, acting_with: As):
    with acting_with(ADMIN):
        number = make(Account, login="zhou", name="周予宁").id
        db.session.commit()
    with acting_with(AUDITOR):
        assert readable(Account) == {number}
        with assert_refused():
            db.session.get_one(Account, number).name = "改名"
            db.session.flush()
    for role in (CLERK, CHAIR):
        with acting_with(role, number + 1):
            assert readable(Account) == set()
            with assert_refused():
                make(Account, login="other", name="别人")


def test_everybody_reads_the_own_account_and_changes_nothing_in_it(entering: Entering, acting_with: As):
    with entering():
        number = make(Account, login="zhou", name="周予宁").id
    with acting_with(CLERK, number):
        assert readable(Account) == {number}
        with assert_refused():
            db.session.get_one(Account, number).post = "主任"
            db.session.flush()
