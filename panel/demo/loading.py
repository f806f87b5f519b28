"""Loading the demonstration: two organizations, so that their separation can be seen."""

from __future__ import annotations

from models.access import acting, system_actor
from models.base import db
from models.engines import writing
from panel.demo.accounts import add_accounts
from panel.demo.learning import add_trainings
from panel.demo.livelihood import add_livelihood
from panel.demo.office import Office, add_bodies, add_county, add_decisions, add_organization
from panel.demo.people import add_people
from panel.demo.rounds import add_rounds

MEMBERS, STAFF, PROJECTS = 220, 16, 62
NEIGHBOUR_MEMBERS, NEIGHBOUR_STAFF, NEIGHBOUR_PROJECTS = 30, 4, 10


def load() -> None:
    """Enter the whole demonstration into an empty database."""
    with writing():
        _county()
        _neighbour()


def _organization(name: str, short_name: str, code: str) -> Office:
    with acting(system_actor("seed")):
        office = add_organization(name, short_name, code)
        db.session.commit()
    return office


def _county() -> None:
    office = _organization("政协邻水县委员会", "邻水县政协", "511623")
    with acting(system_actor("seed", office.organization_id)):
        add_bodies(office)
        add_county(office)
        add_decisions(office)
        people = add_people(office, MEMBERS, STAFF, seed=2020)
        accounts = add_accounts(office, people)
        add_trainings(office, people)
        projects = add_livelihood(office, PROJECTS)
        db.session.commit()
    add_rounds(office, people, accounts, projects)


def _neighbour() -> None:
    office = _organization("政协清溪县委员会", "清溪县政协", "519999")
    with acting(system_actor("seed", office.organization_id)):
        add_bodies(office, sectors=10, departments=8)
        add_decisions(office)
        people = add_people(office, NEIGHBOUR_MEMBERS, NEIGHBOUR_STAFF, seed=9999)
        accounts = add_accounts(office, people, prefix="qx-")
        projects = add_livelihood(office, NEIGHBOUR_PROJECTS)
        db.session.commit()
    add_rounds(office, people, accounts, projects, few=True)
