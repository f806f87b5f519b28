"""The figures of the office's summary: declared here, counted by the panel from the very lists they name."""

from __future__ import annotations

from models.figures import (
    consultation,
    livelihood,
    opinions,
    outreach,
    platforms,
    proposals,
    research,
    study,
    training,
)
from models.figures.declaration import Figure, Section

SECTIONS: tuple[Section, ...] = (
    study.SECTION,
    platforms.SECTION,
    consultation.SECTION,
    training.SECTION,
    outreach.SECTION,
    research.SECTION,
    proposals.SECTION,
    livelihood.SECTION,
    opinions.SECTION,
)
FIGURES: dict[str, Figure] = {figure.key: figure for section in SECTIONS for figure in section.figures}

__all__ = ["FIGURES", "SECTIONS", "Figure", "Section"]
