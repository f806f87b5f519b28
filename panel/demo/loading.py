"""Loading the demonstration: two organizations, so that their separation can be seen."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import event

from models import clock
from models.access import acting, system_actor
from models.base import Record, db
from models.engines import writing
from panel.demo.accounts import add_accounts
from panel.demo.corrections import add_corrections
from panel.demo.deadlines import add_calendar, add_urgings
from panel.demo.delegations import add_delegations, add_handovers
from panel.demo.handling import add_few_proposals, add_proposals
from panel.demo.learning import add_trainings
from panel.demo.livelihood import add_livelihood
from panel.demo.log_entries import add_log_entries
from panel.demo.meetings import add_attendances
from panel.demo.neighbour import add_few
from panel.demo.office import Office, add_bodies, add_county, add_decisions, add_organization
from panel.demo.people import add_changes, add_people
from panel.demo.platforms import add_checks, add_conveners, add_platforms
from panel.demo.reported import add_reported
from panel.demo.rounds import add_rounds
from panel.demo.topics import add_topics
from panel.demo.year import add_year, date_all_that_waits

MEMBERS, STAFF, PROJECTS = 220, 16, 62
NEIGHBOUR_MEMBERS, NEIGHBOUR_STAFF, NEIGHBOUR_PROJECTS = 30, 4, 10


def load() -> None:
    """Enter the whole demonstration into an empty database."""
    with writing(), _typed_the_day_after(), _collecting_seldom():
        _county()
        _neighbour()
        date_all_that_waits()


@contextmanager
def _typed_the_day_after() -> Iterator[None]:
    """Let each row be entered on the day after its fact, as the office does; else a whole year would be marked as entered late."""

    def typed(_mapper: Any, _connection: Any, row: Any) -> None:
        row.entry_date = min(row.fact_date + timedelta(days=1), clock.business_today())

    event.listen(Record, "before_insert", typed, propagate=True)
    try:
        yield
    finally:
        event.remove(Record, "before_insert", typed)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for rubbish a hundred times less often: rows and statements pile up, and hardly any of them refer to each other in rings."""
    before = gc.get_threshold()
    gc.set_threshold(100 * before[0], *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


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
        add_calendar(office)
        add_decisions(office)
        add_urgings(office)
        people = add_people(office, MEMBERS, STAFF, seed=2020)
        add_changes(office)
        accounts = add_accounts(office, people)
        add_delegations(office, accounts)
        add_handovers(office, accounts)
        add_trainings(office, people)
        add_attendances(office, people)
        projects = add_livelihood(office, PROJECTS)
        places = add_platforms(office, people)
        add_conveners(office, places)
        add_checks(office, places)
        add_topics(office, people, places)
        db.session.commit()
    add_proposals(office, people, accounts)
    add_corrections(office, accounts)
    add_rounds(office, people, accounts, projects)
    add_year(office, people, accounts, places)
    add_reported(office, accounts)
    add_log_entries(office, accounts)


def _neighbour() -> None:
    office = _organization("政协清溪县委员会", "清溪县政协", "519999")
    with acting(system_actor("seed", office.organization_id)):
        add_bodies(office, sectors=10, departments=8)
        add_decisions(office)
        people = add_people(office, NEIGHBOUR_MEMBERS, NEIGHBOUR_STAFF, seed=9999)
        accounts = add_accounts(office, people, prefix="qx-")
        projects = add_livelihood(office, NEIGHBOUR_PROJECTS)
        add_few(office, people)
        db.session.commit()
    add_few_proposals(office, people, accounts)
    add_rounds(office, people, accounts, projects, few=True)
