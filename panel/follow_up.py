"""What became of matters (落实去向): shares followed up and ended, and where the rest stands, each number a link to its rows."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from sqlalchemy import String, case, cast, func, literal, null, select, union_all

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Actor, Refused, can
from models.access.errors import NOT_ALLOWED
from models.base import Record, db
from models.following import BECAME, ENDED, FOLLOWED_UP, GOING_ON, STOPPED, TRACED, answers_of, followed_types
from models.lookups import columns_of
from models.marks import N_
from models.registry import record_type
from models.settings import term_on
from panel.language import format_number, translate
from panel.listing.filters import read_conditions
from panel.pages import page
from panel.period import Period, period_asked
from panel.registry import view_of

ADDRESS = "/panel/follow-up/"
TITLE = N_("What became of matters")
SHOWN_TO = frozenset({CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER})
"""Everybody counts what they read; a member the own suggestions and reports beside what all members read."""
SHARE = N_("%(share)s%% of %(base)s")
NO_BASE = N_("nothing counted")
_ANSWERS = (FOLLOWED_UP, ENDED, STOPPED, GOING_ON)


class Asked(NamedTuple):
    """What the address asks for: the days, and the kind looked at closely."""

    days: Period
    kind: str


class Counted(NamedTuple):
    """Rows of one kind at one stage: how many, and how many of them each answer holds for."""

    kind: str
    stage: str | None
    rows: int
    answers: dict[str, int]
    not_ended: int
    unfollowed: int
    """Of those that have not ended, how many nothing came of."""


def kinds_for(actor: Actor) -> list[type[Record]]:
    """Return the followed types of which the actor reads rows, together with what their answers are read from."""
    if not actor.roles & SHOWN_TO:
        return []
    return [
        cls
        for cls in followed_types()
        if can(actor, "read", cls)
        and cls.following is not None
        and all(can(actor, "read", record_type(table)) for table in cls.following.reads)
    ]


def asked(arguments: Any) -> Asked:
    """Return what the address asks for: by default the term until today."""
    return Asked(period_asked(arguments, _usual), arguments.get("kind", ""))


def _usual(last: date) -> date:
    term = columns_of("term", term_on(last), "valid_from")
    return term.valid_from if term is not None else date(last.year, 1, 1)


def follow_up_page(actor: Actor, wanted: Asked) -> dict[str, Any]:
    """Return the page, in a number of statements that does not grow with the rows.

    Raises:
        Refused: when the actor reads nothing that is followed.
    """
    kinds = kinds_for(actor)
    if not kinds:
        raise Refused(NOT_ALLOWED)
    counted = _counted(actor, kinds, wanted) if not wanted.days.errors else []
    by_kind = {cls: [found for found in counted if found.kind == cls.__tablename__] for cls in kinds}
    filled = [cls for cls in kinds if by_kind[cls]]
    named = {cls.slug(): cls for cls in kinds}
    chosen = named.get(wanted.kind) or next(iter(filled or kinds))
    return page(
        translate(TITLE),
        action=ADDRESS,
        since=wanted.days.field("from", N_("From")),
        until=wanted.days.field("to", N_("Until")),
        kind=chosen.slug(),
        rows=[_row(cls, by_kind[cls], wanted, current=cls is chosen) for cls in kinds],
        about=_about(actor, chosen, by_kind[chosen], wanted) if by_kind[chosen] else None,
        empty=not filled,
    )


def _pairs(wanted: Asked, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the conditions of the list of what is counted, further ones last."""
    days = [("fact_date__ge", wanted.days.first.isoformat()), ("fact_date__le", wanted.days.last.isoformat())]
    return [(TRACED, "1"), *days, *more]


def _url(cls: type[Record], wanted: Asked, *more: tuple[str, str]) -> str:
    return f"/panel/{cls.slug()}/?{urlencode(_pairs(wanted, *more))}"


def _base(actor: Actor, cls: type[Record], wanted: Asked) -> list[Any]:
    """Return the conditions of what is counted, made of the address of its list."""
    conditions, _broken = read_conditions(view_of(cls), actor, _pairs(wanted))
    return [condition.sql(cls) for condition in conditions]


def _counted(actor: Actor, kinds: list[type[Record]], wanted: Asked) -> list[Counted]:
    """Count every kind by stage, in one statement through the gate."""
    parts: list[Any] = []
    for cls in kinds:
        assert cls.following is not None
        answers, stage = answers_of(cls), cls.following.stage
        at = cast(getattr(cls, stage), String) if stage else cast(null(), String)
        rows = (
            select(
                at.label("stage"),
                *(case((answers[key].condition(cls), 1), else_=0).label(key) for key in _ANSWERS),
            )
            .where(*_base(actor, cls, wanted))
            .subquery()
        )
        open_ = 1 - rows.c[ENDED]
        parts.append(
            select(
                literal(cls.__tablename__).label("kind"),
                rows.c.stage,
                func.count().label("rows"),
                *(func.sum(rows.c[key]).label(key) for key in _ANSWERS),
                func.sum(open_).label("open"),
                func.sum(open_ * (1 - rows.c[FOLLOWED_UP])).label("unfollowed"),
            ).group_by(rows.c.stage)
        )
    return [
        Counted(row[0], row[1], row[2], dict(zip(_ANSWERS, row[3:7], strict=True)), row[7], row[8])
        for row in db.session.execute(union_all(*parts))
    ]


def _row(cls: type[Record], counted: list[Counted], wanted: Asked, *, current: bool) -> dict[str, Any]:
    """Return the line of a kind: how many are counted, and the number, share and rows of each answer."""
    base = sum(found.rows for found in counted)
    answers = answers_of(cls)
    query = [
        ("kind", cls.slug()),
        ("from", wanted.days.first.isoformat()),
        ("to", wanted.days.last.isoformat()),
    ]
    return {
        "name": translate(cls.plural),
        "url": f"{ADDRESS}?{urlencode(query)}#closely",
        "current": current,
        "base": _number(base, _url(cls, wanted)),
        "answers": [
            _share(
                translate(answers[key].label),
                sum(found.answers[key] for found in counted),
                base,
                _url(cls, wanted, (key, "1")),
            )
            for key in _ANSWERS
        ],
    }


def _about(actor: Actor, cls: type[Record], counted: list[Counted], wanted: Asked) -> dict[str, Any]:
    """Return what is said of the kind looked at closely: what it became, and where what has not ended stands."""
    said = cls.following
    assert said is not None
    base = sum(found.rows for found in counted)
    stages = [
        _stage(cls, found, base, wanted) for found in sorted(counted, key=_order(cls)) if found.not_ended
    ]
    return {
        "name": translate(cls.plural),
        "base": translate(said.base),
        "means": translate(said.means),
        "stages": stages,
        "became": _became(actor, cls, base, wanted),
    }


def _stage(cls: type[Record], found: Counted, base: int, wanted: Asked) -> dict[str, Any]:
    """Return how many rows stand at a stage and have not ended, and of how many nothing came."""
    assert cls.following is not None
    narrowed = [(ENDED, "0")]
    if cls.following.stage and found.stage:
        narrowed.append((cls.following.stage, found.stage))
    share = _share(_stage_words(cls, found.stage), found.not_ended, base, _url(cls, wanted, *narrowed))
    nothing = _number(found.unfollowed, _url(cls, wanted, *narrowed, (FOLLOWED_UP, "0")))
    return {**share, "nothing": nothing}


def _stage_words(cls: type[Record], stage: str | None) -> str:
    column = cls.following.stage if cls.following else None
    if column is None or stage is None:
        return translate(N_("Not ended"))
    if column == "state" and cls.workflow is not None:
        return translate(cls.workflow.state(stage).label)
    return next(
        (
            translate(choice.label)
            for choice in cls.__table__.c[column].info["choices"]
            if choice.value == stage
        ),
        stage,
    )


def _order(cls: type[Record]) -> Any:
    states = list(cls.workflow.states) if cls.workflow is not None else []
    return lambda found: (states.index(found.stage) if found.stage in states else 0, found.stage or "")


def _became(actor: Actor, cls: type[Record], base: int, wanted: Asked) -> list[dict[str, Any]]:
    """Return how many rows became a record of each kind, in one statement; one that became two stands under both."""
    answers = (
        {table: answers_of(cls)[f"became_{table}"] for table in cls.following.into} if cls.following else {}
    )
    if not answers:
        return []
    numbers = db.session.execute(
        select(*(func.sum(case((answer.condition(cls), 1), else_=0)) for answer in answers.values())).where(
            *_base(actor, cls, wanted)
        )
    ).one()
    return [
        _share(translate(BECAME[table]), number or 0, base, _url(cls, wanted, (answer.key, "1")))
        for (table, answer), number in zip(answers.items(), numbers, strict=True)
    ]


def _number(number: int, url: str) -> dict[str, Any]:
    return {"number": format_number(number), "url": url if number else None}


def _share(label: str, number: int, base: int, url: str) -> dict[str, Any]:
    """Return a number with its share, which names its base."""
    share = f"{100 * number / base:.1f}" if base else ""
    words = translate(SHARE, share=share, base=format_number(base)) if base else translate(NO_BASE)
    return {"label": label, "share": words, **_number(number, url)}
