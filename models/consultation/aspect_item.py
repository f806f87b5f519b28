"""AspectItem (五个有要点): what the check of the five aspects looks at."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, all_rows, in_area
from models.aspects import ASPECTS
from models.base import Record
from models.fields import Choice, choice, count, note, ref, text
from models.marks import N_
from models.usage import keep_while_used

ABOUT = (Choice("platform", N_("A platform")), Choice("county", N_("The whole county")))
MOST = 5
"""Items of an aspect; the place of each is unique, so that two desks at once cannot enter a sixth."""


@keep_while_used
class AspectItem(Record):
    """One of at most five items of an aspect, in a term, for platforms or for the county as a whole."""

    __tablename__ = "aspect_item"
    __table_args__ = (UniqueConstraint("organization_id", "term_id", "about", "aspect", "rank"),)
    title = N_("Item of the five aspects")
    plural = N_("Items of the five aspects")
    entered_for = ()
    area_slug = "platform"
    short_list = True

    term_id: Mapped[int] = ref("term", label=N_("Term"), required=True, listed=True, filter=True)
    about: Mapped[str] = choice(
        ABOUT, label=N_("What is checked"), required=True, default="platform", listed=True
    )
    aspect: Mapped[str] = choice(ASPECTS, label=N_("Aspect"), required=True, listed=True)
    rank: Mapped[int] = count(
        label=N_("Place among the items"),
        required=True,
        lowest=1,
        highest=MOST,
        listed=True,
        help=N_("From 1 to 5"),
    )
    name: Mapped[str] = text(80, label=N_("Item"), required=True, search=True, listed=True)
    standard: Mapped[str | None] = note(
        label=N_("When it is met"), rows=3, help=N_("And what is shown as evidence")
    )

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER), all_rows),
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows, COMMITTEE: in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )
