"""What the office, its members, units and leaders did in the demonstration year beside consultations, proposals and evaluations."""

from __future__ import annotations

from sqlalchemy import select

from models.access import acting, system_actor
from models.base import db
from models.office.organization import Organization
from panel.demo.acts import Acts, date_what_waits
from panel.demo.earlier import add_earlier
from panel.demo.office import Office
from panel.demo.opinion_results import add_results
from panel.demo.opinions import add_opinions
from panel.demo.outreach import add_outreach
from panel.demo.people import People
from panel.demo.performance import add_performance
from panel.demo.platforms import Places
from panel.demo.research import add_research
from panel.demo.studying import add_studying


def add_year(office: Office, people: People, accounts: dict[str, int], places: Places) -> None:
    """Enter opinions, research, visits and drives, study, points and assessments of the county."""
    acts = Acts(office.organization_id, accounts)
    add_results(office, add_opinions(office, people, acts), acts)
    reports = add_research(office, people, acts)
    add_outreach(office, people, acts, places.villages, reports)
    add_studying(office, people, acts)
    with acts.as_seed():
        add_earlier(office, people, places)
    add_performance(office, people, acts)


def date_all_that_waits() -> None:
    """Let what waits for somebody, in every organization, have waited for some days of the demonstration's September."""
    with acting(system_actor("seed")):
        numbers = list(db.session.scalars(select(Organization.id).order_by(Organization.id)))
    for number in numbers:
        date_what_waits(number)
