"""Member (委员), the person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, all_rows, in_area, own_row
from models.base import Record
from models.fields import Choice, choice, choices, day, ref, text
from models.keys import fingerprint
from models.levels import LEVELS
from models.marks import N_
from models.names import initials_of, stroke_key
from models.problems import Problem
from models.usage import keep_while_used

GENDERS = (Choice("male", N_("Male")), Choice("female", N_("Female")))
AFFILIATIONS = tuple(
    Choice(value, label)
    for value, label in (
        ("cpc", N_("Communist Party of China")),
        ("youth_league", N_("Communist Youth League")),
        ("rcck", N_("Revolutionary Committee of the Kuomintang")),
        ("democratic_league", N_("China Democratic League")),
        ("construction", N_("China National Democratic Construction Association")),
        ("promoting_democracy", N_("China Association for Promoting Democracy")),
        ("peasants_workers", N_("Chinese Peasants' and Workers' Democratic Party")),
        ("zhi_gong", N_("China Zhi Gong Party")),
        ("jiu_san", N_("Jiu San Society")),
        ("taiwan_league", N_("Taiwan Democratic Self-Government League")),
        ("non_party", N_("Non-party personage")),
        ("masses", N_("No affiliation")),
    )
)
"""The twelve political affiliations; not the sector."""

_BORN_LATER = N_("The date of birth lies in the future, please check it.")
_MERGED_ITSELF = N_("A person is not merged into themself; please choose the other row.")
_IDENTITY_SHAPE = N_("An identity number has 18 characters, the last may be X; please check it.")


@keep_while_used
class Member(Record):
    """A person who is, was or may become a member; their seat of a term stands apart.

    The photo is an attachment of the kind photo, the last one counts. A person entered twice is merged: the second row stays and
    names the first, so that nobody vanishes from an old paper. The identity number is optional and empty by default.
    """

    __tablename__ = "member"
    title = N_("Member (person)")
    plural = N_("Members")
    entered_for = ("member",)
    person_column = "id"
    label_columns = ("name",)

    name: Mapped[str] = text(40, label=N_("Name of the person"), required=True, search=True, listed=True)
    name_traditional: Mapped[str | None] = text(40, label=N_("Name in traditional script"), search=True)
    initials: Mapped[str] = text(40, label=N_("Initials"), required=True, fixed=True, search=True, default="")
    name_strokes: Mapped[str] = text(
        80, label=N_("Order by surname strokes"), required=True, fixed=True, default="", sorted=True
    )
    gender: Mapped[str | None] = choice(GENDERS, label=N_("Gender"), listed=True)
    ethnicity: Mapped[str | None] = text(20, label=N_("Ethnicity"))
    born: Mapped[date | None] = day(label=N_("Date of birth"), sensitivity="personal")
    native_place: Mapped[str | None] = text(60, label=N_("Native place"), sensitivity="internal")
    education: Mapped[str | None] = text(30, label=N_("Education"))
    political_affiliation: Mapped[str | None] = choice(
        AFFILIATIONS, label=N_("Political affiliation"), sensitivity="internal", filter=False
    )
    work_unit: Mapped[str | None] = text(80, label=N_("Work unit"), search=True, listed=True)
    work_post: Mapped[str | None] = text(60, label=N_("Post"), listed=True)
    phone: Mapped[str | None] = text(30, label=N_("Telephone"), sensitivity="personal")
    identity_number: Mapped[str | None] = text(
        18, label=N_("Identity number"), sensitivity="personal", history="changed"
    )
    identity_print: Mapped[str | None] = text(
        64, label=N_("Fingerprint of the identity number"), fixed=True, sensitivity="personal"
    )
    merged_into_id: Mapped[int | None] = ref(
        "member",
        label=N_("Merged into"),
        help=N_("For a person who was entered twice: the row that is used from now on"),
    )
    levels: Mapped[str | None] = choices(
        LEVELS, label=N_("Levels"), help=N_("A member of several committees has several levels")
    )

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: all_rows,
            CHAIR: all_rows,
            AUDITOR: all_rows,
            MEMBER: own_row("member"),
        },
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows, COMMITTEE: in_area, MEMBER: own_row("member")},
        trash={CLERK: all_rows, COMMITTEE: in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
        unmask={AUDITOR: all_rows},
        fields={MEMBER: frozenset({"phone", "work_unit", "work_post", "education", "native_place"})},
    )

    def before_save(self) -> None:
        """Derive the keys by which lists sort and look-ups find, and the print of the identity number."""
        self.initials = initials_of(self.name or "")
        self.name_strokes = stroke_key(self.name or "")
        self.identity_print = fingerprint(self.identity_number)

    def problems(self) -> Iterator[Problem]:
        """Nobody is born tomorrow or is their own double; an identity number has its shape."""
        if self.born and self.born > clock.business_today():
            yield Problem("born", _BORN_LATER)
        if self.merged_into_id is not None and self.merged_into_id == self.id:
            yield Problem("merged_into_id", _MERGED_ITSELF)
        number = self.identity_number
        if number and not (
            len(number) == 18 and number[:17].isdigit() and (number[17].isdigit() or number[17] in "Xx")
        ):
            yield Problem("identity_number", _IDENTITY_SHAPE)


__all__ = ["AFFILIATIONS", "GENDERS", "Member"]
