"""Issues and items of public opinion, which are never added to each other (社情民意)."""

from models.figures.declaration import Dated, Figure, Section
from models.marks import N_

SECTION = Section(
    "opinions",
    N_("Public opinion"),
    (
        Figure(
            "bulletins",
            "bulletin",
            N_("Bulletin issues"),
            N_("issues"),
            N_(
                "Issues that were issued, by the day of their signature; issues (期) and items (条) are not added to each other."
            ),
            {"state__in": "issued,sent,instructed"},
            on=Dated("signed_on"),
        ),
        Figure(
            "opinions",
            "opinion_report",
            N_("Opinion reports"),
            N_("reports"),
            N_("Items that were handed in, by the day they were reported; drafts do not count."),
            {"state__not_in": "draft"},
        ),
    ),
)
