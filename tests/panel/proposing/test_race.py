"""Eight presses on "number" at the same moment: every case gets one number, none twice, and nobody meets a fault."""

from __future__ import annotations

from pathlib import Path

from models.base import db
from models.proposals.proposal import Proposal
from tests.contracts.hall import at_once, pressed
from tests.contracts.pages import form_of
from tests.contracts.serving import Browser, serving
from tests.factories import make_special_committee, make_working_area
from tests.fixtures.app import People, add_organization, as_system, make_schema, own_app
from tests.proposal_factories import a_plenary_session, make_proposal
from tests.records.asserting import reload

PRESSES, CASES = 8, 5
PATH = "/panel/proposal/numbers/"


def test_eight_presses_number_every_case_once(fresh_database: str, tmp_path: Path) -> None:
    with own_app(fresh_database, instance_folder=tmp_path / "instance") as app:
        make_schema(app)
        people = People(app, add_organization(app, "政协邻水县委员会", "邻水"))
        with as_system(app, organization_id=people.organization_id):
            body = make_special_committee().id
            make_working_area(record_kind="proposal", committee_id=body)
            a_plenary_session()
            cases = [make_proposal(state="accepted").id for _case in range(CASES)]
            db.session.commit()
        desks = [
            people.add("committee", login=f"desk{number}", special_committee_id=body)
            for number in range(PRESSES)
        ]
        with serving(fresh_database, tmp_path) as server:
            presses = []
            for account in desks:
                browser = Browser.of(people.client(account), server.port)
                form = form_of(browser.get(PATH)[1])
                presses.append(pressed(browser, PATH, form | {"do": ["number"], "confirmed": ["1"]}))
            answers = at_once(presses)

        assert all(status < 500 for status, _where, _page in answers)
        with as_system(app, organization_id=people.organization_id):
            rows = [reload(Proposal, number) for number in cases]
            assert sorted(row.case_number or 0 for row in rows) == list(range(1, CASES + 1))
            assert {row.state for row in rows} == {"numbered"}
