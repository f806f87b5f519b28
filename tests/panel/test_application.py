"""How the application is put together, and when it refuses to start."""

import pytest

from models import clock
from models.base import db
from panel.checks import WronglyDeclared
from panel.finding import Finding
from tests.fixtures.app import BUSINESS_DATE, make_app


def test_it_starts_with_the_settings_it_is_given() -> None:
    app = make_app("sqlite:///:memory:", demo=True, host="127.0.0.1")

    assert app.config["DEMO"] is True
    assert clock.business_today() == BUSINESS_DATE


def test_it_does_not_start_while_a_declaration_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Finding("V301", "MemberView", "names 'nmae' in column_list; the record has no such column.")
    monkeypatch.setattr("panel.all_findings", lambda *_arguments: [wrong])

    with pytest.raises(WronglyDeclared, match="V301 MemberView: names 'nmae'"):
        make_app("sqlite:///:memory:")


def test_every_page_file_is_found_in_its_folder() -> None:
    app = make_app("sqlite:///:memory:")

    assert {"own_account", "language", "auth", "health"} <= set(app.blueprints)


def test_no_statement_brings_its_values_into_the_log() -> None:
    with make_app("sqlite:///:memory:").app_context():
        assert db.engine.hide_parameters is True
