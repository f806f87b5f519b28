"""Platforms near to people and the five aspects (协商平台、五个有)."""

from models.figures.declaration import Dated, Figure, Section, Standing
from models.marks import N_

_ACTIVE = {"state": "active"}
_STANDING = Standing()

SECTION = Section(
    "platforms",
    N_("Platforms of consultation"),
    (
        Figure(
            "stations",
            "platform",
            N_("Area stations"),
            N_("platforms"),
            N_(
                "Area stations that were set up by the last day and are active; pilots, paused and closed ones do not count."
            ),
            {"kind": "station", **_ACTIVE},
            on=_STANDING,
        ),
        Figure(
            "rooms",
            "platform",
            N_("Village and community rooms"),
            N_("platforms"),
            N_(
                "Village and community rooms that were set up by the last day and are active; each belongs to an area station."
            ),
            {"kind": "room", **_ACTIVE},
            on=_STANDING,
        ),
        Figure(
            "platforms_by_kind",
            "platform",
            N_("Platforms by kind"),
            N_("platforms"),
            N_(
                "Platforms that were set up by the last day and are active, parted by kind; pilots, paused and closed "
                "ones do not count."
            ),
            _ACTIVE,
            on=_STANDING,
            by="kind",
        ),
        Figure(
            "five_aspects_marked",
            "aspect_mark",
            N_("Aspects of the five that were marked"),
            N_("aspects"),
            N_(
                "Different aspects of which an item was marked as met, partly met or not met in a finished check of "
                "the county or of "
                "a platform, by the day of the check; an aspect counts once, so five is the most."
            ),
            {"mark__in": "met,partly,not", "check_state": "finished"},
            on=Dated(),
            kind="things",
            of=("aspect",),
        ),
    ),
)
