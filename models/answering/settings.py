"""What an office decides for a term about the handling of proposals."""

from __future__ import annotations

from models.fields import Choice
from models.marks import N_
from models.settings import Setting

CONTACTS_BEFORE_ANSWER: Setting[int] = Setting(
    "handling_contacts_before_answer",
    N_("Contacts with the proposer before a unit answers"),
    kind="count",
    default=1,
    highest=5,
    unit=N_("contacts"),
)
FOLLOWED_UP: Setting[str] = Setting(
    "handling_followed_up_classes",
    N_("Answer classes that are followed up the next year"),
    kind="text",
    default="B",
    help=N_("Codes of the table of answer classes, with a comma between them"),
)
FEEDBACK_FROM: Setting[str] = Setting(
    "feedback_from",
    N_("Who is asked what they think of an answer"),
    kind="choice",
    default="first",
    choices=(
        Choice("first", N_("the first proposer of the case and of each merged one")),
        Choice("all", N_("every proposer, co-signers too")),
    ),
)
FEEDBACK_FORM: Setting[str] = Setting(
    "feedback_form",
    N_("Words of the feedback form"),
    kind="choice",
    default="satisfaction",
    choices=(
        Choice("satisfaction", N_("satisfied, basically satisfied, not satisfied")),
        Choice(
            "agreement", N_("attitude: satisfied, understands, not satisfied; result: agrees to disagrees")
        ),
    ),
)
