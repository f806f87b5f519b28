"""Which columns hold what the engine derives for sorting and recognising: no page and no history line tells them to a reader."""

from __future__ import annotations

DERIVED_KEYS = frozenset(
    {
        "case_key", "identity_print", "initials", "ladder_key", "name_strokes", "number_key", "subject_key", "territory_key",
    }
)  # fmt: skip
